"""/claims: who said what."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.errors import NoSuchRow, UsageError
from onrecord.ledger import Claim, Found, Ledger
from onrecord.web import query
from onrecord.web.answer import page
from onrecord.web.choices import Choices, choices
from onrecord.web.refused import Problem, refused


class Claims(msgspec.Struct, frozen=True):
    """A page of claims. found: null where what was asked for cannot be."""

    found: Found[Claim] | None
    page: int
    choices: Choices
    problem: Problem | None = None


def claims(ledger: Ledger, request: Request) -> object:
    """The claims that pass the filters of the address."""
    number, rows = query.page(request), query.rows(request)
    offered = choices(ledger)
    try:
        found = ledger.claims(
            speaker=query.text(request, "speaker"),
            about=query.text(request, "about"),
            kind=query.text(request, "kind"),
            form=query.text(request, "form"),
            source=query.text(request, "source"),
            certainty=query.text(request, "certainty"),
            publisher=query.text(request, "publisher"),
            sure=query.share(request, "sure"),
            start=query.text(request, "from"),
            end=query.text(request, "to"),
            without=query.text(request, "without"),
            rejected=query.flag(request, "rejected"),
            limit=rows,
            offset=(number - 1) * rows,
        )
    except (UsageError, NoSuchRow) as problem:
        return refused(ledger, request, "claims.html", Claims(None, number, offered), problem)
    return Claims(found, number, offered)


ROUTES = [page("/claims", "claims.html", claims)]
