"""The terms of somebody's offices as bars over one scale of time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import msgspec

from onrecord.ledger import Who
from onrecord.model import Role

WIDTH = 100.0
"""Of the scale; bars are given in the same unit."""
LEAST = 0.8
"""Width of the shortest bar, so that it can be seen."""


class Term(msgspec.Struct, frozen=True):
    """A role with its bar.

    Args:
        of: the actor served. x, width: of the bar, 0 to 100; null where the role has no day at all.
        open_start, open_end: whether that end is not known, or still to come.
    """

    role: Role
    of: Who | None
    x: float | None
    width: float | None
    open_start: bool
    open_end: bool


class Terms(msgspec.Struct, frozen=True):
    """Roles, the earliest first, and the days at which the scale begins and ends; null where no role has a day."""

    rows: tuple[Term, ...]
    start: str | None
    end: str | None


def terms(roles: Sequence[Role], until: str | None = None, served: Mapping[str, Who] | None = None) -> Terms:
    """Roles as bars.

    Args:
        served: those whom roles name, by id. until: ISO day up to which open terms are drawn, where that is later than
            all others.

    >>> drawn = terms([Role("president", "egypt", "2012-06-30", "2013-07-03")], "2014-06-30")
    >>> drawn.start, drawn.end, drawn.rows[0].x, round(drawn.rows[0].width)
    ('2012-06-30', '2014-06-30', 0.0, 50)
    """
    ordered = sorted(roles, key=lambda role: (role.start or role.end or "9999", role.end or "9999", role.title))
    ends = [_number(day) for role in roles for day in (role.start, role.end) if day]
    if not ends:
        return Terms(tuple(_term(role, served or {}, 0, 0) for role in ordered), None, None)
    first, last = min(ends), max([*ends, *([_number(until)] if until else [])])
    if last <= first:
        last = first + 365
    return Terms(
        tuple(_term(role, served or {}, first, last) for role in ordered),
        date.fromordinal(first).isoformat(),
        date.fromordinal(last).isoformat(),
    )


def _term(role: Role, served: Mapping[str, Who], first: int, last: int) -> Term:
    of = served.get(role.of or "")
    if role.start is None and role.end is None:
        return Term(role, of, None, None, True, True)
    scale = WIDTH / (last - first)
    start = (_number(role.start) - first) * scale if role.start else 0.0
    end = (_number(role.end) - first) * scale if role.end else WIDTH
    width = max(end - start, LEAST)
    return Term(role, of, round(min(start, WIDTH - width), 2), round(width, 2), role.start is None, role.end is None)


def _number(day: str) -> int:
    """A day, month or year as the number of its first day; days that a calendar does not have as the nearest."""
    year, month, dayed = (int(part) for part in (*day[:10].split("-"), "1", "1")[:3])
    first = date(min(max(year, 1), 9998), min(max(month, 1), 12), 1)
    return (first + timedelta(days=max(dayed, 1) - 1)).toordinal()
