"""The system of actors on a day: who is tied to whom, on whose word, and what changed since another day.

A relation holds on a day that its interval contains; an end that the report leaves open stays open. One without any
interval holds from the day of its report on. One that has ended does not hold after its end, and ends what other
reports say of the same tie with an earlier beginning and no end. Relations that are only planned, threatened, hypothetical or
denied are no ties, nor are those whose source doubts them (certainty below zero).
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal

import msgspec

from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Ledger, Passage, Voice, Who
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.days import first
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


Key = tuple[str, str, str]
"""Type, subject and object; an actor's id, or a place's or the party's own words in one report."""


class _Group(msgspec.Struct):
    """The rows of one tie, as light as they can be: what counts on a day, and what ended it."""

    rows: list[sqlite3.Row]

    def standing(self, day: str) -> list[sqlite3.Row]:
        """The rows that hold on a day."""
        ends = [row for row in self.rows if row["state"] == "ended" and row["holds_until"] <= day]
        return [row for row in self.rows if _holds(row, day) and not any(_cuts(end, row) for end in ends)]


def network(ledger: Ledger, on: date | str, since: date | str | None = None, limit: int = 500) -> Network:
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
        groups = _groups(ledger, day)
        ties = {key: rows for key, group in groups.items() if (rows := group.standing(day))}
        moved = [] if before is None else _changes(groups, before, day)
        chosen = sorted(ties.items(), key=_weight)
        notes = _notes(ledger)
        return Network(
            day,
            before,
            _ties(ledger, [rows for _, rows in chosen[:limit]]),
            _changed(ledger, moved[:limit]),
            ledger.coverage(),
            max(len(chosen), len(moved)) > limit,
            notes,
        )


def _groups(ledger: Ledger, day: str) -> dict[Key, _Group]:
    """The ties that any report has told of as holding by a day."""
    found: dict[Key, _Group] = {}
    for row in ledger.rows(_LIGHT, (day,)):
        subject, object_ = row["subject"], row["object"]
        if subject > object_ and row["type"] in _EITHER_WAY:
            subject, object_ = object_, subject
        key = (row["type"], subject, object_)
        if key in found:
            found[key].rows.append(row)
        else:
            found[key] = _Group([row])
    return found


def _holds(row: sqlite3.Row, day: str) -> bool:
    return bool(row["holds_from"][:10] <= day < row["holds_until"])


def _cuts(end: sqlite3.Row, row: sqlite3.Row) -> bool:
    """Whether the end that one report tells of also ends what another one tells."""
    return bool(row["holds_until"] == "9999" and row["holds_from"] < end["holds_until"])


def _weight(item: tuple[Key, Sequence[sqlite3.Row]]) -> tuple[int, int, Key]:
    key, rows = item
    return -len({row["origin"] for row in rows}), -len(rows), key


def _changes(groups: dict[Key, _Group], before: str, day: str) -> list[tuple[Change, list[sqlite3.Row]]]:
    found: list[tuple[Change, list[sqlite3.Row]]] = []
    for _, group in sorted(groups.items()):
        then, now = group.standing(before), group.standing(day)
        if now and not then:
            found.append(("formed", now))
        if then and not now:
            found.append(("broken", _ending(group.rows, before, day) or then))
        for state in ("strained", "restored"):
            rows = [row for row in now if row["state"] == state and before < row["holds_from"]]
            if rows:
                found.append((state, rows))
    return found


def _ending(rows: Iterable[sqlite3.Row], before: str, day: str) -> list[sqlite3.Row]:
    return [row for row in rows if before < row["holds_until"] <= day]


def _changed(ledger: Ledger, moved: Sequence[tuple[Change, list[sqlite3.Row]]]) -> tuple[Changed, ...]:
    ties = _ties(ledger, [rows for _, rows in moved])
    return tuple(Changed(change, tie) for (change, _), tie in zip(moved, ties, strict=True))


def _ties(ledger: Ledger, groups: Sequence[Sequence[sqlite3.Row]]) -> tuple[Tie, ...]:
    shown = [_latest(rows) for rows in groups]
    whole = _whole(ledger, [row for rows in shown for row in rows])
    told = voices(
        ledger.store, [(row["reading"], row["attribution"], row["report"], row["publisher"]) for row in whole.values()]
    )
    found = []
    for rows, light in zip(groups, shown, strict=True):
        told_rows = [whole[row["reading"], row["id"]] for row in light]
        last = told_rows[0]
        found.append(
            Tie(
                Who(last["subject"], last["subject_name"]),
                last["type"],
                Who(last["object"], last["object_name"]),
                last["sign"],
                last["state"],
                len({row["report"] for row in rows}),
                len({row["origin"] for row in rows}),
                tuple(_evidence(row, told[row["reading"], row["attribution"] or ""]) for row in told_rows),
            )
        )
    return tuple(found)


def _latest(rows: Sequence[sqlite3.Row]) -> list[sqlite3.Row]:
    return sorted(rows, key=lambda row: (row["published"] or "", row["report"], row["id"]), reverse=True)[:EVIDENCE]


def _whole(ledger: Ledger, rows: Sequence[sqlite3.Row]) -> dict[tuple[int, str], sqlite3.Row]:
    wanted: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        wanted[row["reading"]].add(row["id"])
    found: dict[tuple[int, str], sqlite3.Row] = {}
    readings = sorted(wanted)
    for at in range(0, len(readings), 500):
        part = readings[at : at + 500]
        for row in ledger.rows(_WHOLE.format(marks=",".join("?" * len(part))), part):
            if row["id"] in wanted[row["reading"]]:
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


_EITHER_WAY = frozenset({"alliance", "cooperation", "hostility", "rift"})
_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_LIGHT = f"""
SELECT r.reading, r.id, c.report, r.type, coalesce(r.subject, c.report || ':' || r.subject_words) AS subject,
  coalesce(r.object, c.report || ':' || r.object_words) AS object, r.state, r.holds_from, r.holds_until,
  v.published, v.origin
FROM relation_rows r
JOIN current_readings c ON c.reading = r.reading
JOIN report_versions v ON v.id = c.version
WHERE r.holds_from <= ? || 'T99' AND r.status IN ({_HAPPENED}) AND r.score >= 0
"""
_WHOLE = """
SELECT r.*, coalesce(s.name, r.subject_words) AS subject_name, coalesce(o.name, r.object_words) AS object_name,
  c.report, v.title, v.publisher, v.published
FROM relation_rows r
JOIN current_readings c ON c.reading = r.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN ledger_actors s ON s.id = r.subject
LEFT JOIN ledger_actors o ON o.id = r.object
WHERE r.reading IN ({marks})
"""
