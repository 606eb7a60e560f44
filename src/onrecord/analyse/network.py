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
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Literal

import msgspec

from onrecord.analyse.balance import Edge
from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Ledger, Passage, Voice, Who
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.days import first
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.rows import OPEN_END
from onrecord.model import HAPPENED

Change = Literal["formed", "first told", "broken", "strained", "restored"]
"""`first told`: a tie that no report told of before, and of which none says that it began since."""
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
        on, since: ISO days. ties: those told by most origins first. changes: since `since`, likewise;
            empty without it.
        more: whether ties or changes were cut off. notes: sentences on what is left out.
    """

    on: str
    since: str | None
    ties: tuple[Tie, ...]
    changes: tuple[Changed, ...]
    coverage: Coverage
    more: bool = False
    notes: tuple[str, ...] = ()


Light = tuple[int, str, str, str, str, str, str, str, str | None]
"""A telling of a tie: reading, id, from when, until when, state, the tie's key, report, origin, and the beginning
that the report itself gives, if any."""
Weight = tuple[int, int]
"""How widely a tie is told: by how many origins, and in how many tellings."""


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
        now = _weights(ledger, day)
        ties = _widest(now, now, limit + 1)
        moved = [] if before is None else _moved(ledger, before, day, now, limit + 1)
        told = _told(ledger, day, {*ties[:limit], *moved})
        changes = [] if before is None else _changes([told[tie] for tie in moved], before, day)
        return Network(
            day,
            before,
            _ties(ledger, [_standing(told[tie], day) for tie in ties[:limit]]),
            _changed(ledger, changes[:limit]),
            ledger.coverage(),
            max(len(ties), len(changes)) > limit,
            _notes(ledger),
        )


def edges(ledger: Ledger, on: date | str) -> list[Edge]:
    """All ties between actors that hold on a day, for measures and balance; of each one telling's names and sign.

    Raises:
        BadDate: the day is no ISO date.
    """
    rows = ledger.rows(_EDGES, {"day": first(on) or ""})
    return [
        Edge(Who(row["subject"], row["subject_name"]), row["type"], Who(row["object"], row["object_name"]), row["sign"],
             row["origins"])
        for row in rows
    ]  # fmt: skip


def _weights(ledger: Ledger, day: str) -> dict[str, Weight]:
    """The ties that hold on a day."""
    return {row[0]: (row[1], row[2]) for row in ledger.rows(_WEIGHTS, {"day": day})}


def _widest(ties: Iterable[str], weights: Mapping[str, Weight], limit: int) -> list[str]:
    """The most widely told of some ties."""

    def order(tie: str) -> tuple[int, int, str]:
        origins, tellings = weights[tie]
        return -origins, -tellings, tie

    return heapq.nsmallest(limit, ties, key=order)


def _moved(ledger: Ledger, before: str, day: str, now: Mapping[str, Weight], limit: int) -> list[str]:
    """The most widely told of the ties of which something may have changed between two days."""
    then = _weights(ledger, before)
    turned = {row[0] for row in ledger.rows(_TURNED, (before, day))}
    return _widest((now.keys() ^ then.keys()) | (turned & now.keys()), {**then, **now}, limit)


def _told(ledger: Ledger, day: str, ties: Iterable[str]) -> Mapping[str, Sequence[Light]]:
    """What the current readings of reports have told of ties by a day."""
    found: dict[str, list[Light]] = defaultdict(list)
    wanted = sorted(ties)
    for at in range(0, len(wanted), 500):
        part = wanted[at : at + 500]
        for row in ledger.rows(_LIGHT.format(marks=", ".join("?" * len(part))), (*part, day)):
            found[row["tie"]].append(tuple(row))
    return found


def _standing(rows: Sequence[Light], day: str) -> list[Light]:
    """The tellings of a tie that hold on a day; `_WEIGHTS` counts the same."""
    ends = [row for row in rows if row[4] == "ended" and row[3] <= day]
    return [row for row in rows if row[2][:10] <= day < row[3] and not any(_cuts(end, row) for end in ends)]


def _cuts(end: Light, row: Light) -> bool:
    """Whether the end that one report tells of also ends what another one tells."""
    return row[3] == OPEN_END and row[2] < end[3]


def _changes(told: Iterable[Sequence[Light]], before: str, day: str) -> list[tuple[Change, Sequence[Light]]]:
    found: list[tuple[Change, Sequence[Light]]] = []
    for rows in told:
        then, now = _standing(rows, before), _standing(rows, day)
        if now and not then:
            began = any(row[8] and before < row[8] for row in now)
            found.append(("formed" if began else "first told", now))
        if then and not now:
            found.append(("broken", [row for row in rows if before < row[3] <= day] or then))
        for state in _TURNS:
            turned = [row for row in now if row[4] == state and before < row[2]]
            if turned:
                found.append((state, turned))
    return found


def _changed(ledger: Ledger, moved: Sequence[tuple[Change, Sequence[Light]]]) -> tuple[Changed, ...]:
    ties = _ties(ledger, [rows for _, rows in moved])
    return tuple(Changed(change, tie) for (change, _), tie in zip(moved, ties, strict=True))


def _ties(ledger: Ledger, groups: Sequence[Sequence[Light]]) -> tuple[Tie, ...]:
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
                len({row[6] for row in rows}),
                len({row[7] for row in rows}),
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
    notes = (f"Relations of no known day are left out: {undated} of them.",) if undated else ()
    return notes + note(rejected(ledger.store, "relations"), "relation")


_TURNS: tuple[Literal["strained", "restored"], ...] = ("strained", "restored")
_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_IS_TOLD = f"r.status IN ({_HAPPENED}) AND r.score >= 0"
_LIGHT = f"""
SELECT r.reading, r.id, r.holds_from, r.holds_until, r.state, r.tie, c.report, coalesce(r.origin, c.origin), r.since
FROM relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading
WHERE r.tie IN ({{marks}}) AND r.holds_from <= ? || 'T99' AND {_IS_TOLD}
"""
_ENDS = f"""
ends (tie, day) AS MATERIALIZED (
  SELECT r.tie, max(r.holds_until) FROM relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading
  WHERE r.state = 'ended' AND r.holds_from <= :day || 'T99' AND r.holds_until <= :day AND {_IS_TOLD} GROUP BY r.tie
)
"""
_HELD = f"""
FROM relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading LEFT JOIN ends e ON e.tie = r.tie
WHERE +r.holds_from <= :day || 'T99' AND r.holds_until > :day AND {_IS_TOLD}
  AND NOT (r.holds_until = '{OPEN_END}' AND r.holds_from < coalesce(e.day, ''))
GROUP BY r.tie
"""
_ORIGINS = "count(DISTINCT coalesce(r.origin, c.origin))"
_WEIGHTS = f"WITH {_ENDS} SELECT r.tie, {_ORIGINS}, count(*) {_HELD}"
_EDGES = f"""
WITH {_ENDS}, held AS MATERIALIZED (SELECT {_ORIGINS} AS origins, max(r.reading) AS reading, r.id {_HELD})
SELECT r.subject, s.name AS subject_name, r.type, r.object, o.name AS object_name, r.sign, h.origins
FROM held h CROSS JOIN relation_rows r ON r.reading = h.reading AND r.id = h.id
JOIN ledger_actors s ON s.id = r.subject JOIN ledger_actors o ON o.id = r.object
"""
_TURNED = f"""
SELECT DISTINCT r.tie FROM relation_rows r CROSS JOIN current_readings c ON c.reading = r.reading
WHERE r.state IN {_TURNS} AND +r.holds_from > ? AND r.holds_until > ? AND {_IS_TOLD}
"""
_WHOLE = f"""
SELECT r.*, coalesce(s.name, r.subject_words) AS subject_name, coalesce(o.name, r.object_words) AS object_name,
  c.report, v.title, v.publisher, v.published, {COLUMNS}
FROM keys k
CROSS JOIN relation_rows r ON r.reading = k.reading AND r.id = k.id
JOIN current_readings c ON c.reading = r.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors s ON s.id = r.subject
LEFT JOIN ledger_actors o ON o.id = r.object
{JOIN}
"""
