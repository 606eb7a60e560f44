"""Days as filters: whole days, both ends included."""

from __future__ import annotations

from datetime import date, timedelta

from onrecord.errors import BadDate, BadQuery

Day = str | date | None


def first(day: Day) -> str | None:
    """The ISO day from which something counts.

    Raises:
        BadDate: it is no ISO date or date-time.

    >>> first("2014-07-22T09:30:00+02:00")
    '2014-07-22'
    """
    return None if day is None else _day(day).isoformat()


def after(day: Day) -> str | None:
    """The ISO day before which something counts, so that the last day is included.

    Raises:
        BadDate: it is no ISO date or date-time.

    >>> after("2014-07-31")
    '2014-08-01'
    """
    if day is None:
        return None
    last = _day(day)
    return "9999" if last == date.max else (last + timedelta(days=1)).isoformat()


def between(start: Day, end: Day) -> tuple[str | None, str | None]:
    """The first day and the day after the last.

    Raises:
        BadDate: one is no ISO date or date-time.
        BadQuery: the last day lies before the first.
    """
    since, until = first(start), after(end)
    if since is not None and until is not None and until <= since:
        raise BadQuery(f"{first(end)} lies before {since}", "Give the earlier day as --from and the later one as --to.")
    return since, until


def _day(day: str | date) -> date:
    if isinstance(day, date):
        return date(day.year, day.month, day.day)
    try:
        found = date.fromisoformat(day[:10])
    except ValueError as problem:
        raise BadDate(f"{day!r} is no date") from problem
    if day[10:11] not in ("", "T", " "):
        raise BadDate(f"{day!r} is no date")
    return found
