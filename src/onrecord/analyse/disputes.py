"""Where sources disagree: different numbers for the same thing.

Figures are compared where they have the same unit and count the same thing: an event of the same day and place, of the
same known sides, an episode, or an actor or a place in reports of about the same time. Two figures disagree where no
number fits both: "more than 500" and "638" agree, "638" and "2,600" do not. Nothing is averaged.
"""

from __future__ import annotations

import functools
import math
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

import msgspec

from onrecord.ledger import Coverage, Ledger, Passage, Voice
from onrecord.ledger.claims import Key, passage, voices

APART = 31
"""Days between reports from which figures of an actor or a place are no longer about the same time."""


class Count(msgspec.Struct, frozen=True):
    """One source's number.

    Args:
        row: REPORT:ID of the figure. origin: the agency, publisher or report it comes from.
    """

    row: str
    low: float | None
    best: float | None
    high: float | None
    voice: Voice
    origin: str
    passage: Passage

    @property
    def range(self) -> tuple[float, float]:
        """The least and the greatest number that it allows for."""
        if self.best is not None and self.low is None and self.high is None:
            return self.best, self.best
        low = self.low if self.low is not None else 0.0 if self.best is None else self.best
        high = self.high if self.high is not None else math.inf if self.best is None else self.best
        return min(low, high), max(low, high)

    @property
    def number(self) -> float:
        """The number to show first."""
        return next((n for n in (self.best, self.low, self.high) if n is not None), 0.0)


class Dispute(msgspec.Struct, frozen=True):
    """Numbers for the same thing that cannot all be right.

    Args:
        about: the thing, in words. unit: killed, injured … counts: the smallest number first.
        sources: how many different voices. day: ISO day of the event, where it is one.
    """

    about: str
    unit: str
    counts: tuple[Count, ...]
    sources: int
    origins: int
    day: str | None = None


class Disputes(msgspec.Struct, frozen=True):
    """The disputed figures, the widest-reported and widest apart first."""

    rows: tuple[Dispute, ...]
    coverage: Coverage
    more: bool = False


def disputes(ledger: Ledger, limit: int = 50) -> Disputes:
    """The figures that sources dispute, ranked by how many independent origins and how far apart."""
    with ledger.snapshot():
        rows = ledger.rows(_FIGURES)
        groups = list(_same(rows))
        told = voices(
            ledger.store, [(r["reading"], r["attribution"], r["report"], r["publisher"]) for g in groups for r in g]
        )
        found = [dispute for group in groups if (dispute := _dispute(group, told)) is not None]
        found.sort(key=_rank)
        return Disputes(tuple(found[:limit]), ledger.coverage(), len(found) > limit)


def _same(rows: Sequence[sqlite3.Row]) -> Iterator[list[sqlite3.Row]]:
    """The figures in groups that count the same thing: those that share a key, however many steps apart."""
    parent = list(range(len(rows)))

    def root(n: int) -> int:
        while parent[n] != n:
            parent[n] = parent[parent[n]]
            n = parent[n]
        return n

    last: dict[tuple[str, ...], int] = {}
    for n, row in enumerate(rows):
        for key in _keys(row):
            other = last.get(key)
            if other is not None and _near(rows[other], row, key):
                parent[root(n)] = root(other)
            last[key] = n
    groups: dict[int, list[sqlite3.Row]] = defaultdict(list)
    for n, row in enumerate(rows):
        groups[root(n)].append(row)
    yield from (group for group in groups.values() if len(group) > 1)


def _keys(row: sqlite3.Row) -> Iterator[tuple[str, ...]]:
    """What a figure counts, in ways that reports can share."""
    unit = row["unit"]
    if row["likeness"]:
        yield unit, "event", row["likeness"]
    if row["since"] and row["place"]:
        interval = row["since"][:10], (row["until"] or "")[:10]
        yield unit, "there", *interval, str(row["geonames"] or row["place"])
        if row["admin1"]:
            yield unit, "region", *interval, row["country"] or "", row["admin1"]
    if row["event"] is None and row["counted_place"]:
        yield unit, "place", str(row["counted_geonames"] or row["counted_place"])
    if row["actor"] and not row["actor"].startswith("report:"):
        yield unit, "actor", row["actor"]


def _near(one: sqlite3.Row, other: sqlite3.Row, key: tuple[str, ...]) -> bool:
    """Whether two figures of an actor or a place are of about the same time; an event or episode is its own time."""
    if key[1] not in ("place", "actor") or key[2].startswith("episode:"):
        return True
    days = [_day(row["published"]) for row in (one, other)]
    return days[0] is not None and days[1] is not None and abs(days[1] - days[0]) <= APART


@functools.lru_cache(maxsize=4096)
def _day(published: str | None) -> int | None:
    return None if published is None else date.fromisoformat(published[:10]).toordinal()


def _dispute(rows: Sequence[sqlite3.Row], told: Mapping[Key, Voice]) -> Dispute | None:
    counts = [_count(row, told[row["reading"], row["attribution"] or ""]) for row in rows]
    against = [a for a in counts if any(_disagree(a, b) for b in counts)]
    if not against:
        return None
    kept = sorted(_once(against), key=lambda c: (c.number, c.row))
    event = next((row for row in rows if row["since"]), rows[0])
    return Dispute(
        _about(rows),
        rows[0]["unit"],
        tuple(kept),
        len({_source(count) for count in kept}),
        len({count.origin for count in kept}),
        event["since"][:10] if event["since"] else None,
    )


def _count(row: sqlite3.Row, voice: Voice) -> Count:
    name = f"{row['report']}:{row['id']}"
    return Count(name, row["low"], row["best"], row["high"], voice, row["origin"], passage(row))


def _disagree(one: Count, other: Count) -> bool:
    """Whether two sources give numbers of which none fits both. One voice that corrects itself does not disagree."""
    if _source(one) == _source(other):
        return False
    (low, high), (other_low, other_high) = one.range, other.range
    return high < other_low or other_high < low


def _source(count: Count) -> str:
    """Whose number it is: the speakers, else the words for the source, else where the report comes from."""
    if count.voice.speakers:
        return ",".join(sorted(who.id or who.name for who in count.voice.speakers))
    return count.voice.words.casefold() if count.voice.words else count.origin


def _once(counts: Iterable[Count]) -> list[Count]:
    """Of each source and number, one: the earliest."""
    found: dict[tuple[str, tuple[float, float]], Count] = {}
    for count in sorted(counts, key=lambda c: (c.passage.published or "9999", c.row)):
        found.setdefault((_source(count), count.range), count)
    return list(found.values())


def _about(rows: Sequence[sqlite3.Row]) -> str:
    """The thing that is counted, in words: the event and its place, else the actor, episode or place."""
    for row in rows:
        if row["event"]:
            words = [row["trigger_words"], row["place"] and f"in {row['place']}", row["since"] and row["since"][:10]]
            return ", ".join(word for word in words if word)
    names = (name for row in rows for name in (row["actor_name"], row["counted_place"]) if name)
    return str(next(names, rows[0]["unit"]))


def _rank(dispute: Dispute) -> tuple[float, float, str]:
    numbers = [count.number for count in dispute.counts]
    spread = math.log((max(numbers) + 1) / (min(numbers) + 1))
    return -dispute.origins * (1 + spread), -len(dispute.counts), dispute.counts[0].row


_FIGURES = """
SELECT f.*, c.report, v.title, v.publisher, v.published, v.origin, e.id AS event, e.likeness, e.since, e.until,
  e.trigger_words, x.name AS place, x.geonames, x.country, x.admin1, l.name AS actor_name,
  y.name AS counted_place, y.geonames AS counted_geonames
FROM current_readings c
JOIN figure_rows f ON f.reading = c.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN event_rows e ON e.reading = f.reading AND e.id = f.target
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN place_rows y ON y.reading = f.reading AND y.id = f.target
LEFT JOIN ledger_actors l ON l.id = f.actor
ORDER BY v.published IS NULL, v.published, c.report, f.start_at
"""
