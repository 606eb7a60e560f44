"""A page as HTML or JSON."""

from __future__ import annotations

import functools
import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from onrecord.cli.output import counted
from onrecord.cli.told import errors, looked_into, rests_on
from onrecord.cli.visible import line
from onrecord.cli.when import day, interval
from onrecord.dossier import words
from onrecord.dossier.isolate import shown
from onrecord.dossier.page import link
from onrecord.errors import Erased, LedgerBusy, LedgerError, NoSuchRow, OnRecordError
from onrecord.ledger import Ledger
from onrecord.web.site import Site

STATIC = Path(__file__).parent / "static"
NAV = (
    ("Read", (("/", "Overview"), ("/search", "Search"), ("/reports", "Reports"))),
    ("Record", (("/claims", "Claims"), ("/events", "Events"), ("/actors", "Actors"), ("/disputes", "Disputes"),
                ("/origins", "Origins"))),
    ("See", (("/timeline", "Timeline"), ("/network", "Network"), ("/map", "Map"))),
    ("Work", (("/decide", "Decide"), ("/coding", "Coding"), ("/add", "Add reports"), ("/export", "Take out"))),
)  # fmt: skip
"""The pages, in groups."""
Asked = Callable[[Ledger, Request], Any]
T = TypeVar("T")
AGAIN = "Nothing was changed. Something else is being written: try again in a moment."
"""What to do where the ledger is locked."""
_OPTION = re.compile(r"(?<![\w-])--(?=[a-z])")
_STATUSES = ((NoSuchRow, 404), (Erased, 410), (LedgerBusy, 503), (LedgerError, 500))
"""The status of an error, by the first kind that it is of; of others, 400."""


def page(path: str, template: str, asked: Asked) -> Route:
    """The route of a page that only looks.

    Args:
        path: of its address. template: file in templates/; it sees what was asked as `d`.
        asked: gives what the page shows, a struct or a dict of such: the same goes out as JSON. It is masked, where
            that is asked for, after this call. It may give a Response instead.
    """

    def endpoint(request: Request) -> Response:
        site: Site = request.app.state.site
        with site.reading() as ledger:
            found = asked(ledger, request)
            if isinstance(found, Response):
                return found
            found = site.hidden(ledger, found)
        return answer(request, template, found)

    return Route(path, endpoint, methods=["GET"])


def answer(request: Request, template: str, found: Any, status: int = 200) -> Response:
    """What was found, as JSON where the address ends so, else as a page."""
    if request.state.json:
        return as_json(found, status)
    return Response(html(request, template, d=found), status, media_type="text/html")


def as_json(found: Any, status: int = 200) -> Response:
    """Any structs as JSON."""
    return Response(msgspec.json.encode(found), status, media_type="application/json")


def html(request: Request, template: str, **more: Any) -> str:
    """A template as text. It knows the request's `here`, `site` and `path`."""
    site: Site = request.app.state.site
    return (
        environment()
        .get_template(template)
        .render(
            site=site,
            path=request.url.path,
            query=defaultdict(str, request.query_params),
            here=functools.partial(address, request.url.path, dict(request.query_params)),
            **{"by": who(request), **more},
        )
    )


def failed(request: Request, problem: OnRecordError) -> Response:
    """What went wrong, why, and what to do; masked as every answer is."""
    status = next((status for kind, status in _STATUSES if isinstance(problem, kind)), 400)
    told = {"code": problem.code, "message": problem.message, "next_step": problem.next_step}
    told["next_step"] = AGAIN if isinstance(problem, LedgerBusy) else _step(problem)
    return answer(request, "error.html", masked(request, told), status)


def _step(problem: OnRecordError) -> str:
    """What to do, on a page: there are no commands here, and a filter has no hyphens.

    >>> _step(NoSuchRow("no row")), _step(NoSuchRow("x", "Give the earlier day as --from."))
    ('Search for it: each hit names its row.', 'Give the earlier day as from.')
    """
    if problem.next_step in (NoSuchRow.advice, OnRecordError.advice):
        return "Search for it: each hit names its row." if isinstance(problem, NoSuchRow) else "Check the address."
    return _OPTION.sub("", problem.next_step)


def masked(request: Request, told: T) -> T:
    """What is told outside a look into the ledger, masked where that was asked for.

    Raises:
        OnRecordError: the ledger cannot be looked into, so that nobody knows whom to mask.
    """
    site: Site = request.app.state.site
    if not site.mask:
        return told
    with site.reading() as ledger:
        return site.hidden(ledger, told)


def missing(request: Request, status: int, detail: str, headers: Mapping[str, str] | None = None) -> Response:
    """An answer of HTTP's own: no such page, not allowed …"""
    told = {"code": str(status), "message": detail, "next_step": "Go back, or begin at the overview."}
    made = answer(request, "error.html", told, status)
    made.headers.update(headers or {})
    return made


def who(request: Request) -> str:
    """Who decides: as the page last said, else as `onrecord serve --by` did."""
    site: Site = request.app.state.site
    from urllib.parse import unquote

    return unquote(request.cookies.get(f"{site.cookie}-by", "")) or site.by


def remember(answer: Response, site: Site, by: str) -> None:
    """Keeps who decides for the next time."""
    answer.set_cookie(f"{site.cookie}-by", quote(by), httponly=True, samesite="strict", path="/", max_age=31536000)


def back(request: Request, path: str) -> Response:
    """Goes to another page of ours after something was changed."""
    return RedirectResponse(ours(path), 303)


def ours(path: str) -> str:
    """A path that a form names; where it leads elsewhere, the overview.

    >>> ours("/claims?page=2"), ours("//elsewhere.example"), ours("javascript:1")
    ('/claims?page=2', '/', '/')
    """
    return path if path.startswith("/") and not path.startswith(("//", "/\\")) else "/"


def address(path: str, query: Mapping[str, str], **changes: object) -> str:
    """An address with some of its query changed; None takes a part away, and so does a change that leads to page 1.

    >>> address("/claims", {"speaker": "Hamas", "page": "2"}, kind="belief")
    '/claims?speaker=Hamas&kind=belief'
    >>> address("/claims", {"page": "2"}, page=None, json=True)
    '/claims.json'
    """
    suffix = ".json" if changes.pop("json", False) else ""
    kept = {name: value for name, value in query.items() if name not in changes and (name != "page")}
    kept.update({name: str(value) for name, value in changes.items() if value is not None})
    asked = urlencode({name: value for name, value in kept.items() if value != ""})
    return f"{path}{suffix}?{asked}" if asked else f"{path}{suffix}"


def of_row(row: str) -> str:
    """The address of the words of a row: REPORT:ID, or REPORT.

    >>> of_row("0123456789abcdef:e1"), of_row("0123456789abcdef")
    ('/reports/0123456789abcdef#e1', '/reports/0123456789abcdef')
    """
    report, _, part = row.partition(":")
    return f"/reports/{quote(report, safe='')}" + (f"#{quote(part, safe='')}" if part else "")


def of_actor(actor: str | None) -> str | None:
    """The address of an actor's page; None for words that stand for nobody known.

    >>> of_actor("ledger:mona-adel.person")
    '/actors/ledger:mona-adel.person'
    """
    return f"/actors/{quote(actor, safe=':')}" if actor else None


@functools.cache
def static(name: str) -> str:
    """The address of a file of static/, with its hash."""
    data = (STATIC / name).read_bytes()
    return f"/static/{name}?v={hashlib.sha256(data).hexdigest()[:12]}"


@functools.cache
def environment() -> Environment:
    """The templates. Every expression is escaped, and signs that would change how a page is shown are made visible."""
    made = Environment(
        loader=PackageLoader("onrecord.web", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_shown,
    )
    made.globals.update(
        w=words, nav=NAV, static=static, of_row=of_row, of_actor=of_actor, counted=counted, line=line, day=day,
        interval=interval, looked_into=looked_into, rests_on=rests_on, errors=errors, ours=ours,
    )  # fmt: skip
    made.filters["link"] = link
    return made


def _shown(value: Any) -> Any:
    """What a template writes; of a number that is not there, nothing."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return shown(value)
    return "" if value is None else value
