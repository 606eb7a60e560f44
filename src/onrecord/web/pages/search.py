"""/search: full text over reports, claims and events, with facets that narrow."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.errors import UsageError
from onrecord.ledger import Coverage, Hit, Ledger
from onrecord.ledger.faceted import COUNTED, NAMES, Faceted, faceted
from onrecord.web import query
from onrecord.web.answer import environment, page
from onrecord.web.refused import Problem, refused


class Search(msgspec.Struct, frozen=True):
    """A page of hits; nothing found where nothing was asked for, or what cannot be."""

    coverage: Coverage
    page: int
    found: Faceted | None = None
    problem: Problem | None = None


def search(ledger: Ledger, request: Request) -> object:
    """The hits of the query of the address, narrowed by its facets."""
    number, rows = query.page(request), query.rows(request)
    blank = Search(ledger.coverage(), number)
    try:
        words = query.text(request, "q", 1000)
        if words is None:
            return blank
        narrowed = {name: value for name in NAMES if (value := query.text(request, name)) is not None}
        found = faceted(ledger.store, words, narrowed, rows, (number - 1) * rows)
    except UsageError as problem:
        return refused(ledger, request, "search.html", blank, problem)
    return Search(found.found.coverage, number, found)


def pieces(hit: Hit) -> list[tuple[str, bool]]:
    """The words of a hit in pieces, with whether each matches.

    >>> from onrecord.ledger import Passage
    >>> pieces(Hit("report", "r", Passage("r", 10, 22, "at the camp "), ((17, 21),)))
    [('at the ', False), ('camp', True), (' ', False)]
    """
    found, at = [], 0
    for start, end in ((a - hit.passage.start, b - hit.passage.start) for a, b in hit.marks):
        found += [(hit.passage.text[at:start], False), (hit.passage.text[start:end], True)]
        at = end
    return [(text, marked) for text, marked in (*found, (hit.passage.text[at:], False)) if text]


environment().globals.update(pieces=pieces, counted_hits=COUNTED)
ROUTES = [page("/search", "search.html", search)]
