"""/dossier: a dossier to hand on, as one HTML page or as Markdown, to look at or to keep."""

from __future__ import annotations

import base64
import hashlib
import re
from urllib.parse import quote

import msgspec
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.dossier import gather, markdown
from onrecord.dossier import page as as_page
from onrecord.dossier.content import Dossier
from onrecord.errors import BadQuery, NoSuchRow, UsageError
from onrecord.ledger import Ledger
from onrecord.web import query
from onrecord.web.answer import page
from onrecord.web.guard import HEADERS
from onrecord.web.refused import Problem, refused
from onrecord.web.site import Site

FORMATS = {"html": "text/html", "markdown": "text/markdown"}
ENDINGS = {"html": "html", "markdown": "md"}
_STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


class Asked(msgspec.Struct, frozen=True):
    """What a dossier is asked for. found: null where nothing is asked for, or what cannot be."""

    found: Dossier | None = None
    problem: Problem | None = None


def dossier(ledger: Ledger, request: Request) -> object:
    """What goes into the dossier that the address asks for, and where to get it."""
    if query.text(request, "about") is None:
        return Asked()
    try:
        return Asked(_gathered(ledger, request))
    except (UsageError, NoSuchRow) as problem:
        return refused(ledger, request, "dossier.html", Asked(), problem)


def file(request: Request) -> Response:
    """The dossier itself: in the tab, or with `download` to keep.

    Raises:
        BadQuery: there is no such format, or nothing is asked for.
    """
    site: Site = request.app.state.site
    form = query.text(request, "format") or "html"
    if form not in FORMATS:
        raise BadQuery(f"a dossier has no format {form!r}", f"Use one of {', '.join(FORMATS)}.")
    if query.text(request, "about") is None:
        raise BadQuery("no dossier is asked for", "Name an actor, an event, a disputed figure or a relation.")
    with site.reading() as ledger:
        found = site.hidden(ledger, _gathered(ledger, request))
    text = markdown(found) if form == "markdown" else as_page(found)
    headers = {}
    if form == "html":
        headers["content-security-policy"] = _policy(text)
    if query.flag(request, "download"):
        name = f"dossier-{quote(query.text(request, 'about') or '', safe='')[:60]}.{ENDINGS[form]}"
        headers["content-disposition"] = f'attachment; filename="{name}"'
    return Response(text.encode("utf-8", errors="replace"), media_type=FORMATS[form], headers=headers)


def _gathered(ledger: Ledger, request: Request) -> Dossier:
    return gather(
        ledger,
        query.text(request, "about") or "",
        query.text(request, "with"),
        on=query.text(request, "on"),
        start=query.text(request, "from"),
        end=query.text(request, "to"),
        limit=query.number(request, "limit", 40, 500),
    )


def _policy(text: str) -> str:
    """The policy of our pages, for one that brings its own sheet, named by its hash, and has no script."""
    sheets = (hashlib.sha256(sheet.encode("utf-8", errors="replace")).digest() for sheet in _STYLE.findall(text))
    hashes = " ".join(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in sheets)
    ours = HEADERS["content-security-policy"]
    return ours.replace("style-src 'self'", f"style-src {hashes}").replace("script-src 'self'", "script-src 'none'")


ROUTES = [page("/dossier", "dossier.html", dossier), Route("/dossier/file", file, methods=["GET"])]
