"""Parts of a period: "early July", "mid-2012", "the late 1990s", "earlier this month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

import msgspec

from onrecord.model import Precision, Time
from onrecord.reader.intervals import day_of, interval, shifted

_WORDS = re.compile(
    r"(?:the\s+)?(?:(?P<early>early|(?:beginning|start)\s+of)|(?P<mid>mid|middle\s+of)|(?P<late>late|end\s+of)"
    r"|(?P<before>earlier)|(?P<rest>later))\b",
    re.IGNORECASE,
)
_PAST = re.compile(r"\bpast\s+(?P<unit>week|month|year)$", re.IGNORECASE)
_DAYS = {"early": (0, 10), "mid": (10, 20), "late": (20, 31)}
_OF_WEEK = {"early": (0, 3), "mid": (2, 5), "late": (3, 7)}
_OF_TEN = {"early": (0, 4), "mid": (3, 7), "late": (6, 10)}
"""Years of a decade, and tens of years of a century."""
_THIRDS = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
_FINER: dict[Precision, Precision] = {"month": "week", "quarter": "month", "year": "quarter", "decade": "year"}


def narrowed(time: Time, published: str | None) -> Time:
    """A time with the interval of the part that its words name; any other time as it is.

    Of a month the part is ten days, of a year four months; early, middle and late years of a decade overlap. What is
    "earlier this month" ends with the day of publication, what is "later this month" begins with it. "The past year" is
    the twelve months before it, though its TIMEX3 value is the year before.

    >>> from onrecord.model import Span
    >>> time = Time("t1", Span(0, 10, "early July"), "DATE", "2014-07", "month", "2014-07-01", "2014-08-01")
    >>> narrowed(time, None).end
    '2014-07-11'
    """
    past = _PAST.search(time.span.text)
    day = day_of(published)
    if past and day and time.type == "DATE" and time.relative is not None and time.anchor == "published":
        since = shifted(day, -1, past["unit"].lower()).isoformat()
        return msgspec.structs.replace(time, start=since, end=(day + timedelta(days=1)).isoformat())
    match = _WORDS.match(time.span.text)
    if match is None or time.type != "DATE" or "/" in time.value:
        return time
    start, end, precision = interval(time.value)
    if start is None or end is None or precision in ("day", "minute"):
        return time
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    part = match.lastgroup or ""
    if part in ("before", "rest"):
        return _cut(time, first, last, part, day)
    opens, closes = _part(first, last, part)
    return msgspec.structs.replace(
        time, start=opens.isoformat(), end=closes.isoformat(), precision=_FINER.get(precision, precision)
    )


def _part(first: date, last: date, part: str) -> tuple[date, date]:
    length = (last - first).days
    if length == 7:
        return first + timedelta(days=_OF_WEEK[part][0]), first + timedelta(days=_OF_WEEK[part][1])
    if length <= 31:
        return first + timedelta(days=_DAYS[part][0]), min(first + timedelta(days=_DAYS[part][1]), last)
    if length > 366:
        unit = "year" if length < 4000 else "decade"
        return shifted(first, _OF_TEN[part][0], unit), shifted(first, _OF_TEN[part][1], unit)
    months = (last.year - first.year) * 12 + last.month - first.month
    return shifted(first, _THIRDS[part][0] * months / 3, "month"), shifted(
        first, _THIRDS[part][1] * months / 3, "month"
    )


def _cut(time: Time, first: date, last: date, part: str, day: date | None) -> Time:
    if day is None or not first <= day < last:
        return time
    if part == "before":
        return msgspec.structs.replace(time, start=first.isoformat(), end=(day + timedelta(days=1)).isoformat())
    return msgspec.structs.replace(time, start=day.isoformat(), end=last.isoformat())
