"""Days that move from year to year: Easter and its kin, the fourth Thursday of a month, the Islamic calendar.

A rule is written in a TIMEX3 value in the place of month and day ("XXXX-EASTER-2", "XXXX-NTH-11-4-4", "XXXX-AH-09"), so
that the day follows once the year is known.

The Islamic dates are those of the tabular calendar. Months begin when the moon is seen, which may be a day earlier or
later: the interval of an Islamic date is a day wider on both sides.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

_EASTER = re.compile(r"(O?)EASTER([+-]\d+)(?:x(\d+))?")
_NTH = re.compile(r"NTH-(\d+)-(\d)-(\d)(?:\+(\d))?(e?)")
_ISLAMIC = re.compile(r"AH-(\d\d)(?:-(\d\d))?(?:x(\d+))?")
_EPOCH = 227014
"""The ordinal (as in `date.fromordinal`) of the day before the first of Muharram of the year 1."""


def is_movable(rule: str) -> bool:
    """Whether the rest of a value ("EASTER-2", "07-03") is a rule of this module."""
    return rule.startswith(("EASTER", "OEASTER", "NTH-", "AH-"))


def values(rule: str, year: int) -> tuple[str, ...]:
    """The TIMEX3 values that a rule has in a year, the earliest first.

    Two where an Islamic day or month begins twice in it, none for an election day in an odd year.

    Args:
        rule: "EASTER-2" (Good Friday; "x7": seven days; "OEASTER" for the eastern churches), "NTH-11-4-4" (the fourth
            Thursday of November; 0 for the last; "+1": a day later; "e": in even years), "AH-09" (Ramadan) or
            "AH-10-01x3" (three days).

    >>> values("NTH-11-4-4", 1999), values("EASTER+0", 2000), values("AH-12-10", 2014)
    (('1999-11-25',), ('2000-04-23',), ('2014-10-04/2014-10-06',))
    """
    easter, nth, islamic = _EASTER.fullmatch(rule), _NTH.fullmatch(rule), _ISLAMIC.fullmatch(rule)
    if easter:
        first = (_eastern(year) if easter[1] else _western(year)) + timedelta(days=int(easter[2]))
        return (_range(first, int(easter[3] or 1)),)
    if nth and nth[5] and year % 2:
        return ()
    if nth:
        return (_nth(year, int(nth[1]), int(nth[2]), int(nth[3]), int(nth[4] or 0)).isoformat(),)
    if islamic:
        about = year - 622 + (year - 622) // 33
        named = (int(islamic[1]), int(islamic[2] or 0), int(islamic[3] or 1))
        return tuple(
            _widened(*ends)
            for hijri in range(about - 1, about + 3)
            for ends in (_ends(hijri, *named),)
            if ends and ends[0].year == year
        )
    return ()


def of_islamic(year: int, month: int = 0, day: int = 0, days: int = 1) -> str | None:
    """The TIMEX3 value of an Islamic date, month (no day) or year (no month); None where there is no such date.

    >>> of_islamic(1435, 9), of_islamic(1435)
    ('2014-06-28/2014-07-29', '2013-11-04/2014-10-25')
    """
    ends = _ends(year, month, day, days)
    try:
        return _widened(*ends) if ends else None
    except OverflowError:
        return None


def _ends(year: int, month: int, day: int, days: int) -> tuple[date, date] | None:
    """The first and the last day of an Islamic date by the tabular calendar; None where there is no such date."""
    if year < 1 or month > 12 or day > 30:
        return None
    if not month:
        first, last = _ordinal(year, 1, 1), _ordinal(year + 1, 1, 1) - 1
    elif not day:
        first, last = _ordinal(year, month, 1), _ordinal(year, month + 1, 1) - 1
    else:
        first = _ordinal(year, month, day)
        last = first + days - 1
    try:
        return date.fromordinal(first), date.fromordinal(last)
    except (ValueError, OverflowError):
        return None


def _widened(first: date, last: date) -> str:
    day = timedelta(days=1)
    return f"{(first - day).isoformat()}/{(last + day).isoformat()}"


def _ordinal(year: int, month: int, day: int) -> int:
    if month > 12:
        year, month = year + 1, month - 12
    return _EPOCH + (year - 1) * 354 + (3 + 11 * year) // 30 + 29 * (month - 1) + month // 2 + day


def _range(first: date, days: int) -> str:
    return first.isoformat() if days == 1 else f"{first.isoformat()}/{(first + timedelta(days=days - 1)).isoformat()}"


def _nth(year: int, month: int, weekday: int, nth: int, later: int) -> date:
    if nth:
        first = date(year, month, 1)
        found = first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (nth - 1))
    else:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        found = last - timedelta(days=(last.isoweekday() - weekday) % 7)
    return found + timedelta(days=later)


def _western(year: int) -> date:
    """Easter Sunday of the western churches (Gregorian computus)."""
    golden, century = year % 19, year // 100
    epact = (century - century // 4 - (8 * century + 13) // 25 + 19 * golden + 15) % 30
    epact -= (epact // 28) * (1 - (29 // (epact + 1)) * ((21 - golden) // 11))
    weekday = (year + year // 4 + epact + 2 - century + century // 4) % 7
    away = epact - weekday
    month = 3 + (away + 40) // 44
    return date(year, month, away + 28 - 31 * (month // 4))


def _eastern(year: int) -> date:
    """Easter Sunday of the eastern churches (Julian computus), in the Gregorian calendar; right from 1900 to 2099."""
    moon = (19 * (year % 19) + 15) % 30
    away = moon + (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7 + 114
    return date(year, away // 31, away % 31 + 1) + timedelta(days=13)
