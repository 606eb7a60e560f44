"""From a TIMEX3 value to its interval, and from a relative time and a date to its value: pure functions."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import msgspec

from onrecord.knowledge.table import kept, rows
from onrecord.model import Precision, Relative, Time
from onrecord.reader.movable import is_movable, values

Interval = tuple[str | None, str | None, Precision]
"""Start and end (ISO, end exclusive; null where open or not known) and the precision."""

FAR, NEAR = 240, {-1: 45, 1: 100}
"""Days: a bare "Nov. 10" that the tense puts further off than FAR is taken for the other one, where that is NEAR."""
LAST_YEAR = 9998
"""The last year that a day may be shifted to: what ends with it is still in the calendar."""
UNKNOWN: Interval = (None, None, "unknown")
REFS: dict[int, str] = {-1: "PAST_REF", 0: "PRESENT_REF", 1: "FUTURE_REF"}
PRECISIONS: dict[str, Precision] = {
    "second": "minute", "minute": "minute", "hour": "minute", "day": "day", "week": "week", "month": "month",
    "quarter": "quarter", "year": "year", "decade": "decade", "century": "unknown",
}  # fmt: skip

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T(.*))?")
_CLOCK = re.compile(r"(\d\d):(\d\d)(?::\d\d)?(Z|[+-]\d\d:?\d\d)?")
_WEEK = re.compile(r"(\d{4})-W(\d{1,2})(?:-(WE|[1-7]))?")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-XX)?")
_QUARTER = re.compile(r"(\d{4})-([QH])(\d)")
_SEASON = re.compile(r"(\d{4})-(SP|SU|FA|AU|WI)")
_YEAR = re.compile(r"(\d{4})(?:-XX)*")
_DECADE = re.compile(r"(\d{3})X?")
_CENTURY = re.compile(r"(\d\d)(?:XX)?")
_DURATION = re.compile(r"P(T?)(\d+(?:\.\d+)?)([YQMWDH])(6M)?")
_LETTERS = {"Y": "year", "Q": "quarter", "M": "month", "W": "week", "D": "day"}


def day_of(published: str | None) -> date | None:
    """The day of a report; None where it has none, or one at an end of the calendar, where no days can be counted.

    >>> day_of("2014-07-22T09:30:00"), day_of("9999-12-31")
    (datetime.date(2014, 7, 22), None)
    """
    if published is None:
        return None
    day = date.fromisoformat(published[:10])
    return day if 1 < day.year <= LAST_YEAR else None


def interval(value: str) -> Interval:
    """The interval of an absolute TIMEX3 value; of "before 2011-03" and "after 2011-03" one that is open on one side.

    Args:
        value: TIMEX3; "A/B" is from the start of A to the end of B. Part of a day (TMO) counts as the day.

    Returns:
        start, end, precision; (None, None, "unknown") for durations, references and values with an open year.

    >>> interval("2014-W29")
    ('2014-07-14', '2014-07-21', 'week')
    >>> interval("before 2011-03")
    (None, '2011-03-01', 'unknown')
    """
    if value.startswith("before "):
        return (None, interval(value[7:])[0], "unknown")
    if value.startswith("after "):
        return (interval(value[6:])[0], None, "unknown")
    if "/" in value:
        first, last = (interval(part) for part in value.split("/", 1))
        return (first[0], last[1], first[2])
    for pattern, reader in _READERS:
        match = pattern.fullmatch(value)
        if match:
            try:
                return reader(match)
            except (ValueError, OverflowError):
                return UNKNOWN
    return UNKNOWN


def anchored(time: Time, published: str) -> Time:
    """A time that rests on the day of publication, with its value and interval; any other time as it is.

    So is one that would lie outside the calendar's years 1 to 9999.

    Args:
        time: with `anchor` "published" and `relative` set. published: ISO date or date-time.

    >>> from onrecord.model import Span
    >>> span = Span(0, 9, "last week")
    >>> time = Time("t1", span, "DATE", "PAST_REF", "unknown", anchor="published", relative=Relative(-1, 1, "week"))
    >>> anchored(time, "2014-07-22").value
    '2014-W29'
    """
    if time.anchor != "published" or time.relative is None:
        return time
    if time.type == "SET":
        return time
    try:
        return _anchored(time, time.relative, date.fromisoformat(published[:10]))
    except (ValueError, OverflowError):
        return time


def _anchored(time: Time, relative: Relative, day: date) -> Time:
    if time.type == "DURATION":
        start, end = _stretch(time.value, relative, day)
        fine = PRECISIONS.get(relative.unit or "", "unknown") if start and end else "unknown"
        fine = "day" if fine == "minute" else fine
        return msgspec.structs.replace(time, start=start, end=end, precision=fine)
    value = _resolved(time.value, relative, day)
    start, end, precision = _reference(value, day) if value.endswith("_REF") else interval(value)
    return msgspec.structs.replace(time, value=value, start=start, end=end, precision=precision)


def from_time(time: Time, base: Time) -> Time:
    """A time that rests on another one, with its value and interval; as it is where the other one has no interval."""
    if time.relative is None or base.start is None or "/" in base.value or base.value.endswith("_REF"):
        return time
    try:
        value = _counted(base.value, time)
    except (ValueError, OverflowError):
        return time
    if value is None:
        return time
    start, end, precision = interval(value)
    return msgspec.structs.replace(time, value=value, start=start, end=end, precision=precision)


def _counted(base: str, time: Time) -> str | None:
    """The value of a time that rests on another one; a part of the day or a clock time stays with it."""
    relative = time.relative
    clock = time.value[time.value.index("T") :] if time.type == "TIME" and "T" in time.value else ""
    if relative is None:
        return None
    if relative.weekday:
        start = interval(base)
        return (
            _weekday(relative, date.fromisoformat(start[0][:10])).isoformat()
            if start[0] and start[2] == "day"
            else None
        )
    if relative.amount == 0 and relative.unit is None:
        return base
    value = shifted_value(base.partition("T")[0], relative)
    return value + clock if value and (not clock or len(value) == len("2014-07-22")) else None


def shifted_value(base: str, relative: Relative) -> str | None:
    """A value as far before or after another one as `relative` says, as fine as the other one or the unit.

    None where the other one is too coarse for the unit, or the calendar's years 1 to 9998 do not reach so far.

    >>> shifted_value("1989-Q3", Relative(-1, 1, "year"))
    '1988-Q3'
    >>> shifted_value("1998-10-23", Relative(1, 3, "day"))
    '1998-10-26'
    """
    unit, count = relative.unit or "day", relative.direction * (relative.amount or 0)
    if unit == "year" and re.fullmatch(r"\d{4}(?:-[QH]\d|-[A-Z]{2})", base):
        year = int(base[:4]) + int(count)
        return f"{year:04d}{base[4:]}" if 1 <= year <= LAST_YEAR else None
    start, _, precision = interval(base)
    fine = ("minute", "day", "week", "month", "quarter", "year", "decade")
    wanted = PRECISIONS.get(unit, "unknown")
    if start is None or precision not in fine or wanted not in fine or fine.index(wanted) < fine.index(precision):
        return None
    try:
        return _named(shifted(date.fromisoformat(start[:10]), count, unit), unit)
    except OverflowError:
        return None


def shifted(day: date, count: float, unit: str) -> date:
    """A day so many units later (earlier, where count is negative); the day is cut to the month's length.

    Raises:
        OverflowError: it would lie outside the years 1 to 9998.
    """
    if unit in ("second", "minute", "hour"):
        hours = count * {"second": 1 / 3600, "minute": 1 / 60, "hour": 1}[unit]
        return _reached((datetime(day.year, day.month, day.day) + timedelta(hours=hours)).date())
    if unit in ("day", "week"):
        return _reached(day + timedelta(days=count * (7 if unit == "week" else 1)))
    months = round(count * {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit])
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= LAST_YEAR:
        raise OverflowError(f"{count} {unit} from {day} are outside the calendar")
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _reached(day: date) -> date:
    if day.year > LAST_YEAR:
        raise OverflowError(f"{day} is after the last year")
    return day


def _resolved(value: str, relative: Relative, day: date) -> str:
    """The value of a relative time, seen from a day."""
    clock = value[value.index("T") :] if value.startswith("XXXX-") and "T" in value else ""
    if relative.weekday:
        return _weekday(relative, day).isoformat() + clock
    if value.startswith("XXXX-") and not value.startswith("XXXX-XX"):
        return _masked(value[5:], relative, day)
    if relative.amount is None or relative.unit is None:
        return value
    try:
        moved = shifted(day, relative.direction * relative.amount, relative.unit)
    except (OverflowError, ValueError):
        return value
    if relative.unit in ("second", "minute", "hour"):
        return value
    return _named(moved, relative.unit) + clock


def _weekday(relative: Relative, day: date) -> date:
    wanted = relative.weekday or 1
    if relative.unit == "week":
        monday = day - timedelta(days=day.isoweekday() - 1)
        return monday + timedelta(days=7 * relative.direction * (relative.amount or 0) + wanted - 1)
    step = -1 if relative.direction <= 0 else 1
    away = (step * (wanted - day.isoweekday())) % 7
    return day + timedelta(days=step * (7 if away == 0 and relative.amount else away))


def _masked(rest: str, relative: Relative, day: date) -> str:
    """The year of a value without one: the last or next such month, day, quarter, season or weekend, or the nearest."""
    today = day.isoformat()
    if rest == "WXX-WE":
        saturday = _weekday(Relative(relative.direction, relative.amount, relative.unit, 6), day)
        if relative.unit is None and relative.direction <= 0 and day.isoweekday() == 6 and relative.amount:
            saturday = day - timedelta(days=7)
        return "{}-W{:02d}-WE".format(*saturday.isocalendar()[:2])
    if relative.unit == "year" and relative.amount is not None:
        return next(iter(_in_year(rest, day.year + relative.direction * int(relative.amount))), f"XXXX-{rest}")
    spans = [(v, *interval(v)[:2]) for y in range(-4, 5) for v in _in_year(rest, day.year + y)]
    real = [(v, a, b) for v, a, b in spans if a is not None and b is not None]
    strict = bool(relative.amount)
    before = [
        v for v, a, b in real if (b < today if strict and len(rest) == 2 else b <= today if strict else a <= today)
    ]
    after = [v for v, a, b in real if (a > today if strict else b > today)]
    away = {v: abs((_middle(a, b) - day).days) for v, a, b in real}
    nearest = min(away, key=away.__getitem__, default=f"XXXX-{rest}")
    chosen = {-1: before[-1:], 0: [], 1: after[:1]}[relative.direction]
    far = bool(chosen) and relative.amount is None and away[chosen[0]] > FAR
    if not chosen or (far and away[nearest] < NEAR[relative.direction]):
        return nearest
    return chosen[0]


def _in_year(rest: str, year: int) -> tuple[str, ...]:
    """The values that a value without its year has in a year: one, save for feast days that move."""
    return values(rest, year) if is_movable(rest) else (f"{year:04d}-{rest.replace('XXXX', f'{year:04d}')}",)


def _middle(start: str, end: str) -> date:
    first, last = date.fromisoformat(start[:10]), date.fromisoformat(end[:10])
    return first + (last - first) / 2


def _reference(value: str, day: date) -> Interval:
    """ "Now" is the day itself; the past ends with it, the future begins with it."""
    tomorrow = (day + timedelta(days=1)).isoformat()
    if value == "PRESENT_REF":
        return (day.isoformat(), tomorrow, "day")
    if value == "PAST_REF":
        return (None, tomorrow, "unknown")
    return (day.isoformat(), None, "unknown")


def _stretch(value: str, relative: Relative, day: date) -> tuple[str | None, str | None]:
    """The interval of "the past two months", "the next three years": up to the day itself, or from it."""
    tomorrow = day + timedelta(days=1)
    match = _DURATION.fullmatch(value)
    unit = _LETTERS.get(match[3]) if match and not match[1] else ("hour" if match and match[3] == "H" else None)
    moved = None
    if match and unit:
        try:
            amount = float(match[2]) + (0.5 if match[4] else 0)
            moved = shifted(day, relative.direction * amount, unit).isoformat()
        except (OverflowError, ValueError):
            moved = None
    if relative.direction < 0:
        return moved, tomorrow.isoformat()
    if relative.direction > 0:
        return day.isoformat(), moved
    return None, None


def _named(day: date, unit: str) -> str:
    """The TIMEX3 value of the unit that holds a day.

    >>> _named(date(2014, 7, 15), "week"), _named(date(2014, 7, 15), "quarter")
    ('2014-W29', '2014-Q3')
    """
    if unit == "week":
        return "{:04d}-W{:02d}".format(*day.isocalendar()[:2])
    if unit == "month":
        return f"{day.year:04d}-{day.month:02d}"
    if unit == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if unit == "year":
        return f"{day.year:04d}"
    if unit == "decade":
        return f"{day.year // 10:03d}X"
    if unit == "century":
        return f"{day.year // 100:02d}XX"
    return day.isoformat()


@kept
def _seasons() -> dict[str, tuple[int, int]]:
    return {row["season"]: (int(row["month"]), int(row["months"])) for row in rows("seasons.tsv")}


def _months(year: int, month: int, months: int, precision: Precision) -> Interval:
    first = date(year, month, 1)
    return (first.isoformat(), shifted(first, months, "month").isoformat(), precision)


def _read_day(match: re.Match[str]) -> Interval:
    day = date(int(match[1]), int(match[2]), int(match[3]))
    following = (day + timedelta(days=1)).isoformat()
    clock = _CLOCK.fullmatch(match[4] or "")
    if not clock:
        return (day.isoformat(), following, "day")
    zone = clock[3] or ""
    at = datetime(day.year, day.month, day.day) + timedelta(hours=int(clock[1]), minutes=int(clock[2]))
    until = at + timedelta(minutes=1)
    return (at.isoformat(timespec="minutes") + zone, until.isoformat(timespec="minutes") + zone, "minute")


def _read_week(match: re.Match[str]) -> Interval:
    monday = date.fromisocalendar(int(match[1]), int(match[2]), 1)
    if not match[3]:
        return (monday.isoformat(), (monday + timedelta(days=7)).isoformat(), "week")
    first, days = (5, 2) if match[3] == "WE" else (int(match[3]) - 1, 1)
    start = monday + timedelta(days=first)
    return (start.isoformat(), (start + timedelta(days=days)).isoformat(), "day")


def _read_quarter(match: re.Match[str]) -> Interval:
    months = 3 if match[2] == "Q" else 6
    return _months(int(match[1]), (int(match[3]) - 1) * months + 1, months, "quarter")


def _read_season(match: re.Match[str]) -> Interval:
    month, months = _seasons()["FA" if match[2] == "AU" else match[2]]
    return _months(int(match[1]), month, months, "quarter")


_READERS: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Interval]], ...] = (
    (_DAY, _read_day),
    (_MONTH, lambda m: _months(int(m[1]), int(m[2]), 1, "month")),
    (_YEAR, lambda m: _months(int(m[1]), 1, 12, "year")),
    (_WEEK, _read_week),
    (_QUARTER, _read_quarter),
    (_SEASON, _read_season),
    (_DECADE, lambda m: _months(int(m[1]) * 10, 1, 120, "decade")),
    (_CENTURY, lambda m: _months(int(m[1]) * 100, 1, 1200, "unknown")),
)
