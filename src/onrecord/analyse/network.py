"""The system of actors on a day: who is tied to whom, on whose word, and what changed since another day.

A relation holds on a day that its interval contains; an end that the report leaves open stays open. One without any
interval holds from the day of its report on. One that has ended does not hold after its end, and ends what other
reports say of the same tie with an earlier beginning and no end. Relations that are only planned, threatened,
hypothetical or denied are no ties, nor are those whose source doubts them (certainty below zero).
"""

from __future__ import annotations

import heapq
import sqlite3
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import msgspec

from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Ledger, Passage, Voice, Who
from onrecord.ledger.claims import Key, parts, passage, voices
from onrecord.ledger.days import first
from onrecord.ledger.rows import OPEN_END
from onrecord.model import HAPPENED

Change = Literal["formed", "broken", "strained", "restored"]
EVIDENCE = 3
"""Passages that are shown of each tie; `Tie.reports` counts all."""


class Evidence(msgspec.Struct, frozen=True):
    """One report's word for a tie.

    Args:
        row: REPORT:ID of the relation. start, end: ISO, end exclusive, as the report gives them.
    """

    row: str
    voice: Voice
    state: str
    certainty: str
    confidence: float
    passage: Passage
    label: str | None = None
    start: str | None = None
    end: str | None = None


class Tie(msgspec.Struct, frozen=True):
    """A relation between two actors, and the reports that say so.

    Args:
        sign: -1, 0 or 1. reports, origins: how many say so. evidence: the latest few of them.
    """

    subject: Who
    type: str
    object: Who
    sign: int
    state: str
    reports: int
    origins: int
    evidence: tuple[Evidence, ...]


class Changed(msgspec.Struct, frozen=True):
    """What became of a tie between two days."""

    change: Change
    tie: Tie


class Network(msgspec.Struct, frozen=True):
    """The ties on a day.

    Args:
        on, since: ISO days. ties: those told by most origins first. changes: since `since`, empty without it.
        more: whether ties or changes were cut off. notes: sentences on what is left out.
    """

    on: str
    since: str | None
    ties: tuple[Tie, ...]
    changes: tuple[Changed, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()


Light = tuple[int, str, str, str, str, str]
"""Of a relation: reading, id, from when, until when, state, and the tie that it is a telling of."""


def network(ledger: Ledger, on: date | str, since: date | str | None = None, limit: int = 200) -> Network:
    """The relations that hold on a day, with their voices and evidence.

    Args:
        on: the day. since: an earlier day, to see what changed from then. limit: of ties, and of changes.

    Raises:
        BadDate: a day is no ISO date.
        BadQuery: `since` is not before `on`.
    """
    day, before = first(on) or "", first(since)
    if before is not None and before >= day:
        raise BadQuery(f"{before} is not before {day}", "Give an earlier day as --since.")
    with ledger.snapshot():
        origins = {row[0]: (row[1], row[2]) for row in ledger.rows(_ORIGINS)}
        told = _told(ledger, day, origins)
        ties = [rows for group in told.values() if (rows := _standing(group, day))]
        moved = [] if before is None else _changes(told, before, day)
        weigh = _Weigh(origins)
        chosen = heapq.nsmallest(limit, ties, key=weigh.order)
        return Network(
            day,
            before,
            _ties(ledger, chosen, weigh),
            _changed(ledger, moved[:limit], weigh),
            ledger.coverage(),
            max(len(ties), len(moved)) > limit,
            _notes(ledger),
        )


@dataclass(frozen=True)
class _Weigh:
    """How widely a tie is told: `origins` is the report and the origin of each reading."""

    origins: Mapping[int, tuple[str, str]]

    def reports(self, rows: Iterable[Light]) -> int:
        return len({self.origins[row[0]][0] for row in rows})

    def independent(self, rows: Iterable[Light]) -> int:
        return len({self.origins[row[0]][1] for row in rows})

    def order(self, rows: Sequence[Light]) -> tuple[int, int, str]:
        if len(rows) == 1:
            return -1, -1, rows[0][5]
        return -self.independent(rows), -len(rows), rows[0][5]


def _told(ledger: Ledger, day: str, current: Container[int]) -> dict[str, list[Light]]:
    """What the current readings of reports have told by a day, by tie."""
    found: dict[str, list[Light]] = defaultdict(list)
    for row in ledger.rows(_LIGHT, (day,)):
        light: Light = tuple(row)
        if light[0] in current:
            found[light[5]].append(light)
    return found


def _standing(rows: Sequence[Light], day: str) -> list[Light]:
    """The tellings of a tie that hold on a day."""
    if len(rows) == 1:
        return list(rows) if rows[0][2][:10] <= day < rows[0][3] else []
    ends = [row for row in rows if row[4] == "ended" and row[3] <= day]
    return [row for row in rows if row[2][:10] <= day < row[3] and not any(_cuts(end, row) for end in ends)]


def _cuts(end: Light, row: Light) -> bool:
    """Whether the end that one report tells of also ends what another one tells."""
    return row[3] == OPEN_END and row[2] < end[3]


def _changes(told: Mapping[str, Sequence[Light]], before: str, day: str) -> list[tuple[Change, Sequence[Light]]]:
    found: list[tuple[Change, Sequence[Light]]] = []
    for _, rows in sorted(told.items()):
        then, now = _standing(rows, before), _standing(rows, day)
        if now and not then:
            found.append(("formed", now))
        if then and not now:
            found.append(("broken", [row for row in rows if before < row[3] <= day] or then))
        for state in _TURNS:
            turned = [row for row in now if row[4] == state and before < row[2]]
            if turned:
                found.append((state, turned))
    return found


def _changed(ledger: Ledger, moved: Sequence[tuple[Change, Sequence[Light]]], weigh: _Weigh) -> tuple[Changed, ...]:
    ties = _ties(ledger, [rows for _, rows in moved], weigh)
    return tuple(Changed(change, tie) for (change, _), tie in zip(moved, ties, strict=True))


def _ties(ledger: Ledger, groups: Sequence[Sequence[Light]], weigh: _Weigh) -> tuple[Tie, ...]:
    shown = [heapq.nlargest(EVIDENCE, rows, key=lambda row: (row[2], row[0], row[1])) for rows in groups]
    whole = _whole(ledger, [(row[0], row[1]) for rows in shown for row in rows])
    told = voices(
        ledger.store, [(row["reading"], row["attribution"], row["report"], row["publisher"]) for row in whole.values()]
    )
    found = []
    for rows, some in zip(groups, shown, strict=True):
        told_rows = [whole[row[0], row[1]] for row in some]
        last = told_rows[0]
        found.append(
            Tie(
                Who(last["subject"], last["subject_name"]),
                last["type"],
                Who(last["object"], last["object_name"]),
                last["sign"],
                last["state"],
                weigh.reports(rows),
                weigh.independent(rows),
                tuple(_evidence(row, told[row["reading"], row["attribution"] or ""]) for row in told_rows),
            )
        )
    return tuple(found)


def _whole(ledger: Ledger, keys: Iterable[Key]) -> dict[Key, sqlite3.Row]:
    found: dict[Key, sqlite3.Row] = {}
    for part in parts(keys):
        for row in ledger.rows(f"{part.sql} {_WHOLE}", part.values):
            found[row["reading"], row["id"]] = row
    return found


def _evidence(row: sqlite3.Row, voice: Voice) -> Evidence:
    return Evidence(
        f"{row['report']}:{row['id']}",
        voice,
        row["state"],
        row["certainty"],
        row["confidence"],
        passage(row),
        row["label"],
        row["since"],
        row["until"],
    )


def _notes(ledger: Ledger) -> tuple[str, ...]:
    [row] = ledger.rows(
        "SELECT count(*) AS undated FROM relation_rows r JOIN current_readings c ON c.reading = r.reading"
        " WHERE r.holds_from IS NULL"
    )
    undated = row["undated"]
    return (f"Relations of no known day are left out: {undated} of them.",) if undated else ()


_TURNS: tuple[Literal["strained", "restored"], ...] = ("strained", "restored")
_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_ORIGINS = "SELECT reading, report, origin FROM current_readings"
_LIGHT = f"""
SELECT r.reading, r.id, r.holds_from, r.holds_until, r.state, r.tie
FROM relation_rows r INDEXED BY relation_rows_holds
WHERE r.holds_from <= ? || 'T99' AND r.status IN ({_HAPPENED}) AND r.score >= 0
"""
_WHOLE = """
SELECT r.*, coalesce(s.name, r.subject_words) AS subject_name, coalesce(o.name, r.object_words) AS object_name,
  c.report, v.title, v.publisher, v.published
FROM keys k
CROSS JOIN relation_rows r ON r.reading = k.reading AND r.id = k.id
JOIN current_readings c ON c.reading = r.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors s ON s.id = r.subject
LEFT JOIN ledger_actors o ON o.id = r.object
"""
