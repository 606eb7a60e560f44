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
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.keys import Key, parts

APART = 31
"""Days between reports from which figures of an actor or a place are no longer about the same time."""


class Count(msgspec.Struct, frozen=True):
    """One source's number.

    Args:
        row: REPORT:ID of the figure. low, best, high: as in the format; one of them is known.
        origin: the agency, publisher or report it comes from. passage: the sentence with the number.
    """

    row: str
    low: float | None
    best: float | None
    high: float | None
    voice: Voice
    origin: str
    passage: Passage


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
    """The disputed figures, the widest-reported and widest apart first; `notes` say what is left out."""

    rows: tuple[Dispute, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()


def disputes(ledger: Ledger, limit: int = 50) -> Disputes:
    """The figures that sources dispute, ranked by how many independent origins and how far apart."""
    with ledger.snapshot():
        groups = [_Group(rows) for rows in _same(ledger.rows(_FIGURES))]
        disputed = sorted((group for group in groups if group.against), key=lambda group: group.rank)
        rows = [row for group in disputed[:limit] for row in group.against]
        told = voices(ledger.store, [(r["reading"], r["attribution"], r["report"], r["publisher"]) for r in rows])
        passages = _passages(ledger, rows)
        found = tuple(group.dispute(told, passages) for group in disputed[:limit])
        notes = note(rejected(ledger.store, "figures"), "figure")
        return Disputes(found, ledger.coverage(), len(disputed) > limit, notes)


class _Group:
    """Figures of the same thing, and those of them that some other source's number does not fit."""

    def __init__(self, rows: Sequence[sqlite3.Row]) -> None:
        self.rows = rows
        self.against = _once(_against(rows))

    @property
    def rank(self) -> tuple[float, int, str, str]:
        """Most origins and widest spread first."""
        first = self.against[0]
        numbers = [_number(row) for row in self.against]
        spread = math.log((max(numbers) + 1) / (min(numbers) + 1))
        return -self._origins * (1 + spread), -len(numbers), first["report"], first["id"]

    @property
    def _origins(self) -> int:
        return len({row["origin"] for row in self.against})

    def dispute(self, told: Mapping[Key, Voice], passages: Mapping[Key, Passage]) -> Dispute:
        """What is shown of it."""
        days = [row["since"][:10] for row in self.rows if row["since"]]
        return Dispute(
            _about(self.rows),
            self.rows[0]["unit"],
            tuple(
                Count(
                    f"{row['report']}:{row['id']}",
                    row["low"],
                    row["best"],
                    row["high"],
                    told[row["reading"], row["attribution"] or ""],
                    row["origin"],
                    passages[row["reading"], row["id"]],
                )
                for row in self.against
            ),
            len({row["source"] for row in self.against}),
            self._origins,
            days[0] if days else None,
        )


def _passages(ledger: Ledger, rows: Iterable[sqlite3.Row]) -> dict[Key, Passage]:
    found: dict[Key, Passage] = {}
    for part in parts((row["reading"], row["id"]) for row in rows):
        for row in ledger.rows(f"{part.sql} {_PASSAGES}", part.values):
            found[row["reading"], row["id"]] = passage(row)
    return found


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
    """Whether two figures with the same key count the same: of an actor or a place, at about the same time."""
    if key[1] == "event" and one["place"] and other["place"]:
        return bool(one["place"] == other["place"])
    if key[1] not in ("place", "actor") or key[2].startswith("episode:"):
        return True
    days = [_day(row["published"]) for row in (one, other)]
    return days[0] is not None and days[1] is not None and abs(days[1] - days[0]) <= APART


@functools.lru_cache(maxsize=4096)
def _day(published: str | None) -> int | None:
    return None if published is None else date.fromisoformat(published[:10]).toordinal()


def _against(rows: Sequence[sqlite3.Row]) -> list[sqlite3.Row]:
    """The figures that some other source's number does not fit: no number lies in the ranges of both.

    One voice that corrects itself does not disagree with itself.
    """
    ranges = [_range(row) for row in rows]
    found = []
    for row, (low, high) in zip(rows, ranges, strict=True):
        others = zip(rows, ranges, strict=True)
        if any(row["source"] != o["source"] and (high < other[0] or other[1] < low) for o, other in others):
            found.append(row)
    return found


def _range(row: sqlite3.Row) -> tuple[float, float]:
    """The least and the greatest number that a figure allows for; "more than 500" allows for all above."""
    low, best, high = row["low"], row["best"], row["high"]
    least = low if low is not None else best if best is not None else 0.0
    most = high if high is not None else best if best is not None else math.inf
    return min(least, most), max(least, most)


def _number(row: sqlite3.Row) -> float:
    return next((float(n) for n in (row["best"], row["low"], row["high"]) if n is not None), 0.0)


def _once(rows: Iterable[sqlite3.Row]) -> list[sqlite3.Row]:
    """Of each source and number the earliest, the smallest number first."""
    found: dict[tuple[str, tuple[float, float]], sqlite3.Row] = {}
    for row in rows:
        found.setdefault((row["source"], _range(row)), row)
    return sorted(found.values(), key=lambda row: (_number(row), row["report"], row["id"]))


def _about(rows: Sequence[sqlite3.Row]) -> str:
    """The thing that is counted, in words: the event and its place, else the actor, episode or place."""
    for row in rows:
        if row["event"]:
            words = [row["trigger_words"], row["place"] and f"in {row['place']}", row["since"] and row["since"][:10]]
            return ", ".join(word for word in words if word)
    names = (name for row in rows for name in (row["actor_name"], row["counted_place"]) if name)
    return str(next(names, rows[0]["unit"]))


_FIGURES = """
SELECT f.reading, f.id, f.unit, f.low, f.best, f.high, f.actor, f.attribution, c.report, v.publisher, v.published,
  coalesce(f.origin, c.origin) AS origin,
  e.id AS event, e.likeness, e.since, e.until, e.trigger_words, x.name AS place, x.geonames, x.country,
  x.admin1, l.name AS actor_name, y.name AS counted_place, y.geonames AS counted_geonames,
  coalesce((SELECT group_concat(s.actor) FROM attribution_actors s
    WHERE s.reading = f.reading AND s.attribution = f.attribution AND s.role = 'speaker'),
    (SELECT lower(a.source_words) FROM attribution_rows a WHERE a.reading = f.reading AND a.id = f.attribution),
    coalesce(f.origin, c.origin)) AS source
FROM current_readings c
CROSS JOIN figure_rows f ON f.reading = c.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN event_rows e ON e.reading = f.reading AND e.id = f.target
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN place_rows y ON y.reading = f.reading AND y.id = f.target
LEFT JOIN ledger_actors l ON l.id = f.actor
ORDER BY c.day, c.report, f.start_at
"""
_PASSAGES = f"""
SELECT f.reading, f.id, c.report, coalesce(s.start_at, f.start_at) AS start_at, coalesce(s.end_at, f.end_at) AS end_at,
  coalesce(s.passage, f.passage) AS passage, v.title, v.publisher, v.published, {COLUMNS}
FROM keys k
CROSS JOIN figure_rows f ON f.reading = k.reading AND f.id = k.id
JOIN current_readings c ON c.reading = f.reading
JOIN report_versions v ON v.id = c.version
{JOIN}
LEFT JOIN sentence_rows s ON s.reading = f.reading AND s.start_at <= f.start_at AND f.end_at <= s.end_at
"""
