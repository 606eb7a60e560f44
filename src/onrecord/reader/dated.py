"""All times of a report once its date is known: those that rest on it, and those that rest on other times."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from onrecord.model import Time
from onrecord.reader.intervals import UNKNOWN, anchored, from_time
from onrecord.reader.narrowing import narrowed

_ANY_DAY = "2000-01-01"
"""Whether a time has a beginning is the same on every day."""


def settled(times: Iterable[Time], published: str | None) -> tuple[Time, ...]:
    """All times of a report once its date is known, those that rest on other times included ("a year earlier").

    So are those that rest on a time that follows ("two days after Oct. 7"), and those whose chain needs no date. What
    the value was before is kept in `unsettled`.
    """
    rows = list(times)
    given = {time.id: time for time in rows}
    done: dict[str, Time] = {}
    for time in rows:
        chain = [time]
        while chain[-1].anchor in given and chain[-1].anchor not in done and len(chain) <= len(rows):
            chain.append(given[chain[-1].anchor])
        for link in reversed(chain):
            base = done.get(link.anchor or "")
            done[link.id] = from_time(link, base) if base else _dated(link, published)
    return tuple(_kept(narrowed(done[time.id], published), time) for time in rows)


def ending(time: Time) -> str | None:
    """The day with which a tie ends that holds until a time: its first day, or that before which it lies."""
    return time.end if time.start is None and time.value.startswith("before ") else time.start


def _kept(time: Time, before: Time) -> Time:
    """A settled time, with the value that it had before where that was another one."""
    if time.value == before.value or time.unsettled is not None:
        return time
    return msgspec.structs.replace(time, unsettled=before.value)


def unsettled(times: Iterable[Time]) -> tuple[Time, ...]:
    """The times of a report as they were before its date was known; those that do not rest on it as they are.

    >>> from onrecord.model import Relative, Span
    >>> span = Span(0, 9, "last week")
    >>> time = Time("t1", span, "DATE", "PAST_REF", "unknown", anchor="published", relative=Relative(-1, 1, "week"))
    >>> unsettled(settled([time], "2014-07-22")) == (time,)
    True
    """
    rows = list(times)
    resting = {time.id for time in rows if time.anchor == "published" and time.relative is not None}
    while more := {time.id for time in rows if time.anchor in resting} - resting:
        resting |= more
    return tuple(_loosened(time) if time.id in resting else time for time in rows)


def beginning(times: Iterable[Time]) -> frozenset[str]:
    """The ids of the times that have a beginning, or would have one once the date of the report is known."""
    return frozenset(time.id for time in settled(times, _ANY_DAY) if time.start is not None)


def _loosened(time: Time) -> Time:
    start, end, precision = UNKNOWN
    value = time.unsettled or time.value
    return msgspec.structs.replace(time, value=value, start=start, end=end, precision=precision, unsettled=None)


def _dated(time: Time, published: str | None) -> Time:
    return anchored(time, published) if published else time
