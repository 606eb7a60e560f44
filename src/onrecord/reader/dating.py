"""What follows from a date that becomes known after the reading, without reading again: every interval."""

from __future__ import annotations

import msgspec

from onrecord.model import Event, Reading, Relation, Report, Time
from onrecord.reader.dated import ending, settled, unsettled
from onrecord.reader.event_times import interval_of

UNDATED = "undated"
"""The code of the warning that a report has no date."""


def dated(reading: Reading, published: str) -> Reading:
    """A reading as it follows for a date of its report: the times that rest on it, and what has its interval of them.

    What a reader would have read otherwise on that day stays as it was read: who held an office then, which of two
    episodes of a name is meant, and whether two tellings with different intervals are one event.

    Args:
        reading: with another date or, as a rule, without one. published: ISO date or date-time.

    >>> from onrecord.model import FORMAT, Relative, Report, Span
    >>> span = Span(0, 9, "last week")
    >>> time = Time("t1", span, "DATE", "PAST_REF", "unknown", anchor="published", relative=Relative(-1, 1, "week"))
    >>> undated = Reading(FORMAT, "reader", Report("r", "r", "", "last week"), times=(time,))
    >>> dated(undated, "2014-07-22").times[0].start
    '2014-07-14'
    """
    times = settled(unsettled(reading.times), published)
    moved = {old.id: (old, new) for old, new in zip(reading.times, times, strict=True) if old != new}
    report = msgspec.structs.replace(
        reading.report, published=published, published_basis="decided", published_between=None
    )
    return msgspec.structs.replace(
        reading,
        report=report,
        times=times,
        events=tuple(_event(event, reading, report, times) for event in reading.events),
        relations=tuple(_relation(relation, moved) for relation in reading.relations),
        warnings=tuple(warning for warning in reading.warnings if warning.code != UNDATED),
    )


def _event(event: Event, old: Reading, new: Report, times: tuple[Time, ...]) -> Event:
    """The event with the interval that its time has now; what it has of a second telling stays."""
    before = next((time for time in old.times if time.id == event.time), None)
    after = next((time for time in times if time.id == event.time), None)
    if before is None or after is None:
        return event
    status = event.factuality.status
    start, end, _ = interval_of(old.report, before, old.times, status)
    ahead, until, _ = interval_of(old.report, before, old.times, "planned")
    if (ahead, until) == (event.start, event.end) != (start, end):
        status, start, end = "planned", ahead, until
    now = interval_of(new, after, times, status)
    return msgspec.structs.replace(
        event,
        start=now[0] if event.start == start else now[0] or event.start,
        end=now[1] if event.end == end else now[1] or event.end,
        precision=now[2],
    )


def _relation(relation: Relation, moved: dict[str, tuple[Time, Time]]) -> Relation:
    if relation.start_time in moved:
        relation = msgspec.structs.replace(relation, start=moved[relation.start_time][1].start)
    if relation.end_time in moved:
        relation = msgspec.structs.replace(relation, end=ending(moved[relation.end_time][1]))
    return relation
