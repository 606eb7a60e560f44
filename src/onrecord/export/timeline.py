"""TimelineJS: happenings as slides; a month stays a month, a year a year, and no day is made up.

Only what is told to have taken place leaves, since a slide shows everything as done. TimelineJS needs a beginning: of
what is only told to be before a day, that day stands in and the words beside it say so.
"""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

import msgspec

from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.export.telling import evidence, fullest, headline, told_by, took_place, when
from onrecord.export.when import last_day
from onrecord.ledger import Gathered, Happening

TOLD = 5
"""Tellings of a happening that a slide shows."""
Day = dict[str, int]
_PARTS = {"year": 1, "decade": 1, "quarter": 2, "month": 2}
"""How many parts of a date (year, month, day) count at a precision; all of others."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One JSON object, a slide a line; yields how many happenings are done. What is left out is told in the title."""
    out.write(b'{"scale":"human","events":[')
    shown = undated = other = 0
    for number, one in enumerate(source.happenings(), 1):
        done = took_place(one)
        dated = any(row.dated for row in done)
        if dated:
            out.write((b",\n" if shown else b"\n") + msgspec.json.encode(slide(one, done)))
        shown += dated
        undated += bool(done) and not dated
        other += not done
        yield number
    text = (
        f"{counted(shown, 'happening')}. Left out: {undated:,} without a date; {other:,} only planned, threatened,"
        " considered or denied."
    )
    out.write(b'\n],"title":' + msgspec.json.encode({"text": {"headline": "What reports tell", "text": text}}) + b"}\n")


def slide(one: Gathered, rows: Sequence[Happening]) -> dict[str, Any]:
    """A slide.

    Args:
        rows: the tellings that say that it took place; one of them at least has a date.
    """
    shown = fullest([row for row in rows if row.dated])
    begin, end = dates(shown.start, shown.end, shown.precision)
    told = [f"<p>{_safe(f'{when(shown)}; {told_by(one)}')}</p>"]
    told += [f"<p>{_safe(evidence(row))}</p>" for row in (shown, *(row for row in rows if row is not shown))[:TOLD]]
    made: dict[str, Any] = {
        "unique_id": f"row-{one.row.replace(':', '-')}",
        "start_date": begin,
        "display_date": _safe(interval(shown.start, shown.end) or ""),
        "group": shown.type,
        "autolink": False,
        "text": {"headline": _safe(headline(shown)), "text": "".join(told)},
    }
    return made if end is None or end == begin else {**made, "end_date": end}


def dates(start: str | None, end: str | None, precision: str | None) -> tuple[Day, Day | None]:
    """The first and the last date of an interval (ISO, end exclusive), as exact as it is told.

    >>> dates("2013-08-01", "2013-09-01", "month"), dates("2013-08-14", "2013-08-15", "day")
    (({'year': 2013, 'month': 8}, None), ({'year': 2013, 'month': 8, 'day': 14}, None))
    >>> dates("2012-01-01", "2014-01-01", "year")
    ({'year': 2012}, {'year': 2013})
    """
    first = _date(start or end or "", precision)
    if start is None or end is None:
        return first, None
    if precision == "minute" or len(end) < 10:
        last = _date(end, precision)
    else:
        last = _date(f"{last_day(end)}", precision)
    return first, last if list(last.values()) > list(first.values()) else None


def _date(day: str, precision: str | None) -> Day:
    """A day (ISO, or the beginning of one) as TimelineJS has it: months and days that are not known are left out."""
    parts = [int(part) for part in day[:10].split("-")][: _PARTS.get(precision or "", 3)]
    made = dict(zip(("year", "month", "day"), parts, strict=False))
    if precision == "minute" and "T" in day:
        made |= {"hour": int(day[11:13]), "minute": int(day[14:16])}
    return made


def _safe(text: str) -> str:
    """Text that a page shows as it is: slides are HTML."""
    return html.escape(line(text))


FORMAT = Format(
    name="timeline",
    title="TimelineJS",
    suffix=".json",
    media="application/json",
    standard="TimelineJS 3, JSON format (Knight Lab)",
    holds=("report", "span", "certainty", "voice", "confidence", "interval", "precision"),
    loses=(
        "what is only planned, threatened, considered or denied, and what has no date: it counts both in its"
        " title. Certainty, voice and span are in the words of a slide, which has but a few of many tellings."
    ),
    file=write,
)
