"""What an address asks for: filters by name, checked before the ledger is asked."""

from __future__ import annotations

from typing import Any

from starlette.requests import Request

from onrecord.errors import BadQuery
from onrecord.web.site import Site

ROWS = 50
"""Rows of a page."""
FAR = 20_000
"""Rows up to which a list can be paged that is made anew from its beginning for each page."""
MOST = 500
"""Rows of a page at most."""


def text(request: Request, name: str, longest: int = 300) -> str | None:
    """A filter as it was given, without white space around; None where it is empty.

    Raises:
        BadQuery: it is too long.
    """
    given = request.query_params.get(name, "").strip()
    if len(given) > longest:
        raise BadQuery(f"{name} is longer than {longest} characters")
    return meant(request, given) or None


def meant(request: Request, words: str) -> str:
    """What was asked for, where it names somebody by a masked id."""
    site: Site = request.app.state.site
    return site.meant(words)


def number(request: Request, name: str, otherwise: int, most: int) -> int:
    """A whole number from 1 to `most`.

    Raises:
        BadQuery: it is none.
    """
    given = text(request, name, 20)
    if given is None:
        return otherwise
    if not given.isascii() or not given.isdigit() or not 1 <= int(given) <= most:
        raise BadQuery(f"{name} is {given!r}", f"Give a whole number from 1 to {most:,}.")
    return int(given)


def flag(request: Request, name: str) -> bool:
    """Whether a box is ticked."""
    return text(request, name, 20) not in (None, "0", "false", "no")


def page(request: Request) -> int:
    """Which page of a list, from 1."""
    return number(request, "page", 1, 20_000)


def rows(request: Request) -> int:
    """How many rows a page has."""
    return number(request, "rows", ROWS, MOST)


def stretch(request: Request, otherwise: int, most: int) -> tuple[int, int]:
    """Which page, and of how many rows, of a list that is made from its beginning.

    Raises:
        BadQuery: one of them is no such number, or the page lies too far on.
    """
    at, rows = page(request), number(request, "rows", otherwise, most)
    if at > 1 and at * rows > FAR:
        raise BadQuery(f"page {at:,} lies beyond {FAR:,} rows", "Narrow what is listed, or take it out as a file.")
    return at, rows


def happened(request: Request) -> dict[str, Any]:
    """The filters of events, as `Ledger.events` takes them."""
    return {
        "actor": text(request, "actor"),
        "type": text(request, "type", 20),
        "start": text(request, "from", 30),
        "end": text(request, "to", 30),
        "status": text(request, "status"),
        "min_origins": number(request, "min-origins", 1, 1000),
        "without": text(request, "without"),
    }


def share(request: Request, name: str) -> float:
    """A number from 0 to 1; 0 where none is given.

    Raises:
        BadQuery: it is none.
    """
    given = text(request, name, 20)
    try:
        found = 0.0 if given is None else float(given)
    except ValueError:
        found = -1.0
    if not 0.0 <= found <= 1.0:
        raise BadQuery(f"{name} is {given!r}", "Give a number from 0 to 1: 0.8.")
    return found
