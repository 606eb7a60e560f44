"""All times of a report once its date is known: those that rest on it, and those that rest on other times."""

from __future__ import annotations

from collections.abc import Iterable

from onrecord.model import Time
from onrecord.reader.intervals import anchored, from_time
from onrecord.reader.narrowing import narrowed


def settled(times: Iterable[Time], published: str | None) -> tuple[Time, ...]:
    """All times of a report once its date is known, those that rest on other times included ("a year earlier").

    So are those that rest on a time that follows ("two days after Oct. 7"), and those whose chain needs no date.
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
    return tuple(narrowed(done[time.id], published) for time in rows)


def _dated(time: Time, published: str | None) -> Time:
    return anchored(time, published) if published else time
