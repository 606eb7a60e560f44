"""The interval of an event: what the word before its time makes of it, and what the day of the report bounds."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import timedelta

from onrecord.model import HAPPENED, Precision, Report, Status, Time
from onrecord.reader.intervals import Interval, day_of

_LEAD = re.compile(
    r"\b(?P<word>since|until|till|by|before|prior\s+to|ahead\s+of|after|following|from|between)\s+(?:the\s+|about\s+)?$",
    re.IGNORECASE,
)
_TO = re.compile(r",?\s*(?:to|through|until|till|and|[-–])\s*(?:the\s+)?", re.IGNORECASE)


def interval_of(report: Report, time: Time, times: Sequence[Time], status: Status) -> Interval:
    """Start and end of an event that hangs on a time of a report, and the precision; null where the text does not say.

    "Since 2011" begins with it, "until May" ends with it, "before May" with its first day, "from May to July" is both.
    What happened ends with the day of the report at the latest; what is yet to come begins with it at the earliest.
    """
    start, end, precision = _told(report.text, time, times)
    day = day_of(report.published)
    if day is None or (start is None and end is None):
        return start, end, precision
    today, tomorrow = day.isoformat(), (day + timedelta(days=1)).isoformat()
    if status in HAPPENED:
        if (start is None or start < tomorrow) and (end is None or end > tomorrow):
            end = tomorrow
    elif status in ("planned", "threatened") and (end is None or end > today):
        start = today if start is None or start < today else start
    return start, end, precision


def _told(text: str, time: Time, times: Sequence[Time]) -> tuple[str | None, str | None, Precision]:
    match = _LEAD.search(text, max(0, time.span.start - 16), time.span.start)
    word = match["word"].lower().split()[0] if match else ""
    if time.value.startswith(("before ", "after ")) or time.type == "DURATION":
        return time.start, time.end, time.precision
    if word in ("from", "between"):
        last = _other_end(text, time, times)
        if last is not None:
            return time.start, last.end, time.precision
        word = "since" if word == "from" else ""
    if time.type == "TIME" and word != "since":
        return time.start, time.end, time.precision
    if word in ("since", "after", "following"):
        return time.start, None, time.precision
    if word in ("before", "prior", "ahead"):
        return None, time.start, time.precision
    if word in ("until", "till", "by"):
        return None, time.end, time.precision
    return time.start, time.end, time.precision


def _other_end(text: str, time: Time, times: Sequence[Time]) -> Time | None:
    """The time that ends the stretch which one begins: "2014" of "from 2012 to 2014"."""
    after = next((other for other in times if other.span.start >= time.span.end), None)
    if after is None or not _TO.fullmatch(text, time.span.end, after.span.start):
        return None
    return after if after.end and time.start and after.end > time.start else None
