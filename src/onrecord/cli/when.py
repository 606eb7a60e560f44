"""Days and intervals as a person reads them."""

from __future__ import annotations

from datetime import date, timedelta


def day(published: str | None) -> str | None:
    """The day of a date-time."""
    return published[:10] if published else None


def interval(start: str | None, end: str | None) -> str | None:
    """An interval as a person reads it: one day as that day, another as its first and last day.

    >>> interval("2013-07-08", "2013-07-09"), interval("2013-07-01", "2013-08-01"), interval(None, None)
    ('2013-07-08', '2013-07-01 – 2013-07-31', None)
    """
    if start is None or end is None:
        return f"since {start}" if start else f"before {end}" if end else None
    if len(start) > 10 or len(end) > 10:
        return f"{start} – {end}"
    last = (date.fromisoformat(end) - timedelta(days=1)).isoformat()
    return start if last <= start else f"{start} – {last}"
