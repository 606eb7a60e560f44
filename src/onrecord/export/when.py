"""The days of an interval, for formats that have a single day: none is made up where the interval is longer.

An interval is ISO, its end exclusive; an end with a time of day belongs to its day.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def first_day(start: str | None) -> date | None:
    """The first day; None where it is open.

    >>> first_day("2013-08-14T09:30")
    datetime.date(2013, 8, 14)
    """
    return None if start is None else date.fromisoformat(start[:10])


def last_day(end: str | None) -> date | None:
    """The last day that is in the interval; None where it is open.

    >>> last_day("2013-08-15"), last_day("2013-08-14T10:00")
    (datetime.date(2013, 8, 14), datetime.date(2013, 8, 14))
    """
    if end is None:
        return None
    day = date.fromisoformat(end[:10])
    timed = "T" in end and not end[11:].startswith(("00:00", "24:00"))
    return day if timed else day - timedelta(days=1)


def the_day(start: str | None, end: str | None) -> date | None:
    """The day of an interval that is one day or shorter; None for any other.

    >>> the_day("2013-08-14", "2013-08-15"), the_day("2013-08-01", "2013-09-01"), the_day("2013-08-14", None)
    (datetime.date(2013, 8, 14), None, None)
    """
    first, last = first_day(start), last_day(end)
    return first if first is not None and first == last else None


def the_month(start: str | None, end: str | None) -> str:
    """The month of an interval that lies within one, as 201308; else "".

    >>> the_month("2013-08-01", "2013-09-01"), the_month("2013-01-01", "2014-01-01")
    ('201308', '')
    """
    first, last = first_day(start), last_day(end)
    return f"{first:%Y%m}" if first and last and f"{first:%Y%m}" == f"{last:%Y%m}" else ""


def the_year(start: str | None, end: str | None) -> str:
    """The year of an interval that lies within one; else "".

    >>> the_year("2013-01-01", "2014-01-01"), the_year("2013-01-01", "2014-01-02")
    ('2013', '')
    """
    first, last = first_day(start), last_day(end)
    return f"{first:%Y}" if first and last and first.year == last.year else ""


def stamp(moment: str | None) -> str:
    """An ISO date or date-time as 20130814093000 in UTC, midnight where only the day is known; "" for none.

    >>> stamp("2013-08-14T09:30:00+02:00"), stamp("2013-08-14"), stamp(None)
    ('20130814073000', '20130814000000', '')
    """
    if not moment:
        return ""
    found = datetime.fromisoformat(moment)
    return f"{found.astimezone(UTC) if found.tzinfo else found:%Y%m%d%H%M%S}"
