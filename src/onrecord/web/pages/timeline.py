"""/timeline: what happened, in time: how many events in each year, month or day, and those of one stretch as rows."""

from __future__ import annotations

from datetime import date, timedelta
from typing import get_args

import msgspec
from starlette.requests import Request

from onrecord.analyse.strip import Bar, Strip, strip
from onrecord.ledger import Found, Happening, Ledger
from onrecord.model import STATUSES, EventType
from onrecord.web import query
from onrecord.web.answer import environment, page
from onrecord.web.kept import kept

ROWS = 300
"""Events that are drawn and listed at once."""
LONGEST = 36
"""Letters of the tallest bar, from which the others are measured: the height of the strip in its own units."""


class Page(msgspec.Struct, frozen=True):
    """A stretch of the timeline.

    Args:
        shown: the bar to which the rows were narrowed, since nobody said which days and there are too many.
        outer: the stretch around the one asked for, as days from and to, both included; empty days for everything.
    """

    found: Found[Happening]
    strip: Strip
    page: int
    shown: Bar | None = None
    outer: tuple[str, str] | None = None


def timeline(ledger: Ledger, request: Request) -> Page:
    """The events that pass the filters of the address."""
    asked = query.happened(request)
    number, rows = query.stretch(request, ROWS, query.MOST)
    spread = strip(ledger, **asked)
    shown = None
    if asked["start"] is None and asked["end"] is None and spread.dated > rows:
        shown = spread.highest
    if shown:
        asked.update(start=shown.start, end=last_day(shown))
    found = ledger.timeline(**asked, limit=number * rows)
    found = msgspec.structs.replace(found, rows=found.rows[(number - 1) * rows :])
    return Page(found, spread, number, shown, _around(spread))


def last_day(bar: Bar) -> str:
    """The last day of a bar.

    >>> last_day(Bar("2013-07", "2013-07-01", "2013-08-01", 3))
    '2013-07-31'
    """
    return (date.fromisoformat(bar.end) - timedelta(days=1)).isoformat()


def _around(spread: Strip) -> tuple[str, str] | None:
    """The stretch of the next larger unit around the bars; None where nothing is asked for that could be larger."""
    if not spread.bars or spread.unit == "year":
        return None
    first = date.fromisoformat(spread.bars[0].start)
    last = date.fromisoformat(last_day(spread.bars[-1]))
    if spread.unit == "month":
        return ("", "")
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.year}-01-01", f"{first.year}-12-31"
    return ("", "")


def tall(bar: Bar, spread: Strip) -> float:
    """How tall a bar is drawn: in proportion, and at least to be seen where there is any event."""
    most = spread.highest
    if not bar.events or most is None or not most.events:
        return 0.0
    return round(max(1.5, LONGEST * bar.events / most.events), 1)


environment().globals.update(
    strip_tall=tall,
    strip_height=LONGEST,
    bar_end=last_day,
    EVENT_TYPES=get_args(EventType),
    EVENT_STATUSES=("all", *STATUSES),
)
ROUTES = [page("/timeline", "timeline.html", kept(timeline))]
