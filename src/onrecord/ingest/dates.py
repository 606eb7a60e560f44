"""Dates as they are given and as pages write them, brought to ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from onrecord.errors import BadDate

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s?(?:Z|[+-]\d{2}:?(?:\d{2})?)?", re.I)
_MONTHS = {
    name: number
    for number, names in enumerate(
        ("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug",
         "september sept sep", "october oct", "november nov", "december dec"), 1)
    for name in names.split()
}  # fmt: skip
_ZONES = {"utc": 0, "gmt": 0, "bst": 1, "cet": 1, "cest": 2, "est": -5, "edt": -4, "cst": -6, "cdt": -5, "mst": -7,
          "mdt": -6, "pst": -8, "pdt": -7}  # fmt: skip
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WORDS = re.compile(
    rf"\b(?:(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m1>{_MONTH})\b\.?,?\s+(?P<y1>\d{{4}})"
    rf"|(?P<m2>{_MONTH})\b\.?\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}}))\b",
    re.I,
)
_CLOCK = re.compile(r"\b(\d{1,2})[:.](\d{2})(?::(\d{2}))?\s*(a\.?m\b\.?|p\.?m\b\.?)?(?:\s*\(?([a-z]{3,4})\b)?", re.I)


FIRST_YEAR = "1605"
"""No page of a newspaper is older than the first one."""


def iso(value: str) -> str:
    """A date or a date-time that somebody gave, as ISO 8601: "2014-07-22" or "2014-07-22T09:30:00+02:00".

    Raises:
        BadDate: it is neither, or no day of the calendar.

    Example:
        >>> iso("2014-07-22 09:30Z")
        '2014-07-22T09:30:00+00:00'
    """
    found = _strict(value.strip())
    if found is None:
        raise BadDate(f"{_shown(value)} is no ISO date")
    return found


def loose(value: str) -> str | None:
    """A date as a page writes it, as ISO 8601; None where it cannot be told.

    Reads ISO in all its forms, RFC 2822, seconds and milliseconds since 1970, and English words ("July 22, 2014 9:30 am
    EST", "22 July 2014"). Orders of numbers that differ between countries ("03/04/2014") are not guessed. A year before
    there were newspapers is a page's way of giving none ("0001-01-01").
    """
    text = " ".join(value.split())
    if not text or len(text) > 120:
        return None
    found = _strict(text) or _basic(text) or _stamp(text) or _mail(text) or _worded(text)
    return found if found and found >= FIRST_YEAR else None


def has_time(value: str) -> bool:
    """Whether an ISO date carries a time of day."""
    return "T" in value


def moment(value: datetime) -> str:
    """A date-time as ISO 8601, to the second."""
    return value.replace(microsecond=0).isoformat()


def _strict(text: str) -> str | None:
    day = _DAY.fullmatch(text)
    if not day and not _MOMENT.fullmatch(text):
        return None
    try:
        read = datetime.fromisoformat(re.sub(r"\s(?=[Zz+-])", "", text).upper())
    except ValueError:
        return None
    return text if day else moment(read)


def _basic(text: str) -> str | None:
    """Other ISO forms: 20140722T093000Z, 2014-07-22T09:30:00 +0200, 2014/07/22."""
    text = re.sub(r"^(\d{4})[/.](\d{2})[/.](\d{2})", r"\1-\2-\3", text)
    text = re.sub(r"(?<=\d)\s+(?=[+-]\d{2}:?\d{2}$|Z$)", "", text)
    text = re.sub(r"(?<=\d)\s?(?:UTC|GMT)$", "+00:00", text)
    if not re.match(r"\d{4}-?\d{2}-?\d{2}(?:[T ]|$)", text):
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        return None
    return read.date().isoformat() if len(text) <= 10 else moment(read)


def _stamp(text: str) -> str | None:
    if not re.fullmatch(r"1?\d{9}(?:\d{3})?", text):
        return None
    seconds = int(text) / (1000 if len(text) > 10 else 1)
    return moment(datetime.fromtimestamp(seconds, UTC))


def _mail(text: str) -> str | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}", text):
        return None
    try:
        return moment(parsedate_to_datetime(text))
    except (ValueError, TypeError):
        return None


def _worded(text: str) -> str | None:
    found = _WORDS.search(text)
    if not found:
        return None
    part = found.groupdict()
    month = _MONTHS[(part["m1"] or part["m2"]).lower()]
    try:
        day = datetime(int(part["y1"] or part["y2"]), month, int(part["d1"] or part["d2"]))
    except ValueError:
        return None
    clock = _CLOCK.search(text, found.end()) or _CLOCK.search(text[: found.start()])
    return (_timed(day, clock) if clock else None) or day.date().isoformat()


def _timed(day: datetime, clock: re.Match[str]) -> str | None:
    hour, minute, second, half, zone = clock.groups()
    hours = int(hour)
    if half:
        hours = hours % 12 + (12 if half.lower().startswith("p") else 0)
    try:
        read = day.replace(hour=hours, minute=int(minute), second=int(second or 0))
    except ValueError:
        return None
    shift = _ZONES.get((zone or "").lower())
    return moment(read if shift is None else read.replace(tzinfo=timezone(timedelta(hours=shift))))


def _shown(value: str) -> str:
    return repr(value if len(value) <= 40 else value[:40] + "…")
