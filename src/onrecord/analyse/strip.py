"""How what happened is spread over time: how many events begin in each year, month or day, without listing them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any, Literal

import msgspec

from onrecord.ledger import Ledger
from onrecord.ledger.events import Asked

Unit = Literal["year", "month", "day"]
MONTHS, DAYS = 6 * 366, 100
"""Of days: up to how many a strip has a bar for each month, and for each day."""
FAR = 0.05
"""The share of events at either end that may be left out of a strip: those that lie farther from all others than these
do from one another."""
LONGEST = 120
"""Bars of a strip at most, the last ones."""


class Bar(msgspec.Struct, frozen=True):
    """A year, month or day: its first day, the day after its last (ISO), and how many events begin in it."""

    name: str
    start: str
    end: str
    events: int


class Strip(msgspec.Struct, frozen=True):
    """The bars from the first to the last, those of no event too.

    Args:
        dated: how many tellings of events have a date. earlier, later: how many of these begin before and after the
            bars.
    """

    unit: Unit
    bars: tuple[Bar, ...]
    dated: int
    earlier: int = 0
    later: int = 0

    @property
    def highest(self) -> Bar | None:
        """The bar of most events; None where there is none."""
        return max(self.bars, key=lambda bar: bar.events, default=None)


def strip(ledger: Ledger, **filters: Any) -> Strip:
    """The strip of the events that pass the filters of `Ledger.events`; errors as of it."""
    with ledger.snapshot():
        asked = Asked.of(ledger.store, **filters)
        sql, values = asked.sql(ledger.store, "substr(e.day, 1, 10) AS day, count(*) AS n")
        told = {row["day"]: row["n"] for row in ledger.rows(f"{sql} AND e.day < '9999' GROUP BY 1", values)}
    return spread({_day(day): n for day, n in told.items()}, asked.start, asked.end)


def spread(told: Mapping[date, int], start: str | None = None, end: str | None = None) -> Strip:
    """Numbers by day as bars.

    Args:
        start, end: ISO days between which the bars are to lie, the end exclusive; None where the numbers say.

    >>> made = spread({date(2013, 7, 3): 2, date(2013, 7, 5): 1})
    >>> made.unit, [(bar.name, bar.events) for bar in made.bars]
    ('day', [('2013-07-03', 2), ('2013-07-04', 0), ('2013-07-05', 1)])
    """
    days = sorted(told)
    if not days:
        return Strip("day", (), 0)
    near = _near(days, told)
    first = _day(start) if start else near[0]
    until = _day(end) if end and end < "9999" else near[1] + timedelta(days=1)
    last = until - timedelta(days=1) if until > date.min else until
    if until <= first:
        return Strip("day", (), sum(told.values()))
    unit: Unit = "day" if (last - first).days < DAYS else "month" if (last - first).days < MONTHS else "year"
    found = Counter[str]()
    for day in days:
        found[_name(day, unit)] += told[day] if first <= day <= last else 0
    bars = [
        Bar(name, since.isoformat(), until.isoformat(), found[name]) for name, since, until in _units(first, last, unit)
    ]
    bars = bars[-LONGEST:]
    earlier = sum(n for day, n in told.items() if day.isoformat() < max(bars[0].start, first.isoformat()))
    return Strip(unit, tuple(bars), sum(told.values()), earlier, sum(n for day, n in told.items() if day > last))


def _near(days: Sequence[date], told: Mapping[date, int]) -> tuple[date, date]:
    """The first and the last day, without the few events that are far off."""
    most = sum(told.values())
    before, kept = 0, []
    for day in days:
        if FAR * most <= before + told[day] and before <= (1 - FAR) * most:
            kept.append(day)
        before += told[day]
    room = timedelta(days=max((kept[-1] - kept[0]).days, DAYS)) if kept else timedelta.max
    near = [day for day in days if not kept or (kept[0] - day <= room and day - kept[-1] <= room)]
    return near[0], near[-1]


def _units(first: date, last: date, unit: Unit) -> Iterator[tuple[str, date, date]]:
    at = first if unit == "day" else date(first.year, first.month if unit == "month" else 1, 1)
    while at <= last:
        following = _following(at, unit)
        yield _name(at, unit), at, following
        if following <= at:
            return
        at = following


def _following(at: date, unit: Unit) -> date:
    if at > date(9998, 12, 30):
        return at
    if unit == "day":
        return at + timedelta(days=1)
    return date(at.year + (unit == "year" or at.month == 12), 1 if unit == "year" else at.month % 12 + 1, 1)


def _name(day: date, unit: Unit) -> str:
    return day.isoformat()[: {"year": 4, "month": 7, "day": 10}[unit]]


def _day(iso: str) -> date:
    """The first day of an ISO day, month or year."""
    return date.fromisoformat(iso + "0001-01-01"[len(iso) :])
