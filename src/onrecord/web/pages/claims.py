"""/claims: who said what."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.ledger import Claim, Found, Ledger
from onrecord.web import query
from onrecord.web.answer import page


class Claims(msgspec.Struct, frozen=True):
    """A page of claims."""

    found: Found[Claim]
    page: int


def claims(ledger: Ledger, request: Request) -> Claims:
    """The claims that pass the filters of the address."""
    number, rows = query.page(request), query.rows(request)
    found = ledger.claims(
        speaker=query.text(request, "speaker"),
        about=query.text(request, "about"),
        kind=query.text(request, "kind"),
        start=query.text(request, "from"),
        end=query.text(request, "to"),
        without=query.text(request, "without"),
        rejected=query.flag(request, "rejected"),
        limit=number * rows,
    )
    return Claims(msgspec.structs.replace(found, rows=found.rows[(number - 1) * rows :]), number)


ROUTES = [page("/claims", "claims.html", claims)]
