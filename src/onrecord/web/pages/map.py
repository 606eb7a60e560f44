"""/map: where it is told to have happened; with `place`, what is told of one place."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.analyse.spots import Spots, Told, at, spots
from onrecord.ledger import Ledger
from onrecord.web import query
from onrecord.web.answer import page
from onrecord.web.kept import kept

ROWS = 200
"""Places that are drawn and listed."""
EVENTS = 50
"""Events of one place that are listed."""


class Page(msgspec.Struct, frozen=True):
    """The places, and what is told of the one asked for."""

    found: Spots
    told: Told | None = None


def places(ledger: Ledger, request: Request) -> Page:
    """The places of the events that pass the filters of the address."""
    asked = query.happened(request)
    rows, place = query.number(request, "rows", ROWS, query.MOST), query.text(request, "place")
    return Page(spots(ledger, rows, **asked), at(ledger, place, EVENTS, **asked) if place else None)


ROUTES = [page("/map", "map.html", kept(places))]
