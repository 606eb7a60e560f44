"""Days and intervals as a person reads them."""

from __future__ import annotations

from datetime import date, timedelta

_DAY = len("2013-07-08")


def day(published: str | None) -> str | None:
    """The day of a date-time."""
    return published[:10] if published else None


def interval(start: str | None, end: str | None) -> str | None:
    """An interval as a person reads it: a day, a month or a year as that, another as its first and last day.

    >>> interval("2013-07-08", "2013-07-09"), interval("2013-07-01", "2013-08-01"), interval("2013-07-01", "2014-01-01")
    ('2013-07-08', '2013-07', '2013-07-01 – 2013-12-31')
    >>> interval(None, "2013-07-08"), interval("1954-01-01", "1955-01-01"), interval(None, None)
    ('before 2013-07-08', '1954', None)
    >>> interval("1993-03", "2006")
    '1993-03 – 2006'
    """
    if start is None or end is None:
        return f"since {start}" if start else f"before {end}" if end else None
    if len(start) != _DAY or len(end) != _DAY:
        return f"{start} – {end}"
    first, last = date.fromisoformat(start), date.fromisoformat(end) - timedelta(days=1)
    if last <= first:
        return start
    if first.day == 1 and (last + timedelta(days=1)).day == 1 and first.year == last.year:
        if first.month == last.month:
            return start[:7]
        if (first.month, last.month) == (1, 12):
            return start[:4]
    return f"{start} – {last.isoformat()}"
