"""Dates as lists write them, made into ISO dates; the end of a term is exclusive."""

from __future__ import annotations

import datetime
import re

_SHORT = re.compile(r"\d{6}|\d{8}")
_ISO = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:T[\d:.]+Z?)?")
PIVOT = 30
"""Years of two digits from here on are of the twentieth century."""


class BadDate(ValueError):
    """Raised where something is no date; its text says why."""


def day(text: str) -> datetime.date:
    """The day of "yymmdd" or "yyyymmdd".

    Raises:
        BadDate: it is none.
    """
    if not _SHORT.fullmatch(text):
        raise BadDate(f"{text[:20]!r} is no date of six or eight digits")
    if len(text) == 6:
        text = ("19" if int(text[:2]) >= PIVOT else "20") + text
    try:
        return datetime.date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError as problem:
        raise BadDate(f"there is no day {text}") from problem


def span(text: str) -> tuple[str, str]:
    """The start and the exclusive end of "110101-130703", ">031104" or "<030101"; "" where the term is open.

    The last day that a dictionary names belongs to the term: the end is the day after it. With ">" the day named is the
    first, with "<" it is the first that no longer belongs.

    Raises:
        BadDate: it is none of these, or ends before it starts.

    Example:
        >>> span("110101-130703"), span(">031104"), span("<030101")
        (('2011-01-01', '2013-07-04'), ('2003-11-04', ''), ('', '2003-01-01'))
    """
    text = "".join(text.split())
    if text.startswith(">"):
        return day(text[1:]).isoformat(), ""
    if text.startswith("<"):
        return "", day(text[1:]).isoformat()
    first, dash, last = text.partition("-")
    if not dash:
        raise BadDate(f"{text[:30]!r} is neither a span of two days nor open with > or <")
    start, end = day(first), day(last)
    if end.year == datetime.MAXYEAR:
        return start.isoformat(), ""
    if end < start:
        raise BadDate(f"it ends on {end}, before it starts on {start}")
    return start.isoformat(), (end + datetime.timedelta(days=1)).isoformat()


def iso(text: str) -> str:
    """An ISO date, month or year, without a time of day; "" for an empty text.

    Raises:
        BadDate: it is none.

    Example:
        >>> iso("2012-06-30T00:00:00Z"), iso("2008"), iso("2012-06-00")
        ('2012-06-30', '2008', '2012-06')
    """
    if not text:
        return ""
    found = _ISO.fullmatch(text)
    if not found:
        raise BadDate(f"{text[:30]!r} is no ISO date")
    parts = [part for part in found.groups() if part]
    while parts[-1] == "00":
        parts.pop()
    try:
        datetime.date(*(int(part) for part in [*parts, "1", "1"][:3]))
    except ValueError as problem:
        raise BadDate(f"there is no day {text[:30]}") from problem
    return "-".join(parts)


def before(first: str, second: str) -> bool:
    """Whether a date is before another, as far as both say.

    >>> before("2008", "2008-05-01"), before("2007-12", "2008-05-01")
    (False, True)
    """
    size = min(len(first), len(second))
    return first[:size] < second[:size]
