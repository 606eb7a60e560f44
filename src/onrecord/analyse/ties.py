"""Ties as rows: how two actors stand, from when until when, how widely told, who denies it, and the words for it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain

import msgspec

from onrecord.analyse.tellings import (
    ONLY_TOLD,
    TURNS,
    Asked,
    Change,
    Telling,
    changes,
    denied,
    standing,
    told,
    weighed,
)  # fmt: skip
from onrecord.ledger import Happening, Ledger, Passage, Voice, Who
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import passage, voices
from onrecord.ledger.events import by_key
from onrecord.ledger.expected import Shares
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.rows import OPEN_END

EVIDENCE = 3
"""Passages that are shown of each tie; `Tie.reports` counts all."""


class Evidence(msgspec.Struct, frozen=True):
    """One report's word for a tie, or against it.

    Args:
        row: REPORT:ID of the relation. start, end: ISO, end exclusive, as the report gives them. cause: the event that
            the report gives as the cause.
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
    cause: Happening | None = None


class Stated(msgspec.Struct, frozen=True):
    """How many reports, and independent origins, tell of a tie that it is in one state."""

    state: str
    reports: int
    origins: int


class Denied(msgspec.Struct, frozen=True):
    """Who says of a tie that it does not hold, or doubts it. evidence: the latest few."""

    reports: int
    origins: int
    evidence: tuple[Evidence, ...]


class Tie(msgspec.Struct, frozen=True):
    """A relation between two actors, and the reports that say so.

    Args:
        sign: -1, 0 or 1. state: as the latest report has it; what ends later still holds on the day.
        reports, origins: how many say so. evidence: a few of them: the one whose state it is, then those of other
            origins, the latest first. certainty: the highest that any of them has.
        start, end: the earliest beginning and the latest end that any of them gives; end exclusive.
        told_first, told_last: days of the earliest and latest of these reports. states: the states that they tell.
        wrong: how likely it is that no report that says so is read rightly, 0 to 1; see `onrecord.ledger.expected`.
        denied: who denies it. against: types of ties of the opposite sign that the same two have on the day.
    """

    subject: Who
    type: str
    object: Who
    sign: int
    state: str
    reports: int
    origins: int
    evidence: tuple[Evidence, ...]
    certainty: str
    start: str | None = None
    end: str | None = None
    told_first: str | None = None
    told_last: str | None = None
    states: tuple[Stated, ...] = ()
    denied: Denied | None = None
    against: tuple[str, ...] = ()
    wrong: float | None = None

    @property
    def contested(self) -> bool:
        """Whether somebody denies it, or it has a tie of the opposite sign beside it."""
        return self.denied is not None or bool(self.against)


class Changed(msgspec.Struct, frozen=True):
    """What became of a tie between two days. causes: the events that the reports give as causes."""

    change: Change
    tie: Tie
    causes: tuple[Happening, ...] = ()


def tied(ledger: Ledger, asked: Asked, day: str, wanted: Sequence[str], held: Iterable[str]) -> tuple[Tie, ...]:
    """Ties that hold on a day, in the order asked for.

    Args:
        wanted: their keys. held: the keys of all that hold on the day, to see which contradict them.
    """
    tellings = told(ledger, asked, day, wanted)
    groups = [standing(tellings[tie], day) for tie in wanted]
    return _ties(ledger, groups, day, frozenset(held))


def changed(
    ledger: Ledger, asked: Asked, before: str, day: str, wanted: Sequence[str], held: Iterable[str], limit: int
) -> tuple[Changed, ...]:
    """What became of ties between two days, what changed before what is only told; the arguments as for `tied`."""
    tellings = told(ledger, asked, day, wanted)
    moved = [one for tie in wanted for one in changes(tellings[tie], before, day, asked.min_origins)]
    moved = sorted(moved, key=lambda one: one[0] in ONLY_TOLD)[:limit]
    ties = _ties(ledger, [rows for _, rows in moved], None, frozenset(held))
    return tuple(Changed(change, tie, _causes(tie)) for (change, _), tie in zip(moved, ties, strict=True))


def _causes(tie: Tie) -> tuple[Happening, ...]:
    return tuple({one.cause.row: one.cause for one in tie.evidence if one.cause}.values())


def _ties(
    ledger: Ledger, groups: Sequence[Sequence[Telling]], day: str | None, held: frozenset[str]
) -> tuple[Tie, ...]:
    """Ties of their tellings. day: on which they hold; None for what became of them."""
    denials = denied(ledger, day, {rows[0].tie for rows in groups}) if day is not None else {}
    shown = [_shown(rows, day) for rows in groups]
    against = [_latest(denials.get(rows[0].tie, ()))[:EVIDENCE] for rows in groups]
    whole = _Whole.of(ledger, list(chain(*shown, *against)))
    opposed = _opposed(ledger, [whole.rows[some[0].reading, some[0].id] for some in shown], held)
    shares = Shares(ledger.store)
    found = []
    for rows, some, no in zip(groups, shown, against, strict=True):
        row = whole.rows[some[0].reading, some[0].id]
        says_no = denials.get(rows[0].tie, ())
        found.append(
            Tie(
                subject=Who(row["subject"], row["subject_name"]),
                type=row["type"],
                object=Who(row["object"], row["object_name"]),
                sign=row["sign"],
                state=_state(some[0], day),
                reports=len({one.report for one in rows}),
                origins=len({one.origin for one in rows}),
                evidence=tuple(whole.evidence(one) for one in some),
                certainty=max(rows, key=lambda one: one.score).certainty,
                start=min((one.since for one in rows if one.since), default=None),
                end=max((one.end for one in rows if one.end), default=None),
                told_first=min((one.day for one in rows if one.day != OPEN_END), default=None),
                told_last=max((one.day for one in rows if one.day != OPEN_END), default=None),
                states=_states(rows, day),
                denied=_denied(says_no, tuple(whole.evidence(one) for one in no)),
                against=opposed.get(rows[0].tie, ()),
                wrong=shares.jointly(map(weighed, rows)),
            )
        )
    return tuple(found)


def _state(telling: Telling, day: str | None) -> str:
    """The state that a report tells of, on a day: what has an end still holds before it."""
    return "holds" if telling.state == "ended" and day is not None and day < telling.until else telling.state


def _states(rows: Sequence[Telling], day: str | None) -> tuple[Stated, ...]:
    told: dict[str, list[Telling]] = {}
    for row in rows:
        told.setdefault(_state(row, day), []).append(row)
    found = [
        Stated(state, len({one.report for one in some}), len({one.origin for one in some}))
        for state, some in told.items()
    ]
    return tuple(sorted(found, key=lambda one: (-one.origins, -one.reports, one.state)))


def _latest(rows: Iterable[Telling]) -> list[Telling]:
    """The latest first; of one report, a turn before the bare tie."""

    def order(row: Telling) -> tuple[str, bool, int, str]:
        return row.held, row.state in TURNS, row.reading, row.id

    return sorted(rows, key=order, reverse=True)


def _shown(rows: Sequence[Telling], day: str | None) -> list[Telling]:
    """The few tellings that are shown: of each origin one, then more; those that give a cause before others."""
    ordered = _latest(rows)
    first: dict[str, Telling] = {}
    for row in (ordered[0], *sorted(ordered, key=lambda row: row.cause is None)):
        first.setdefault(row.origin, row)
    causes = [row for row in ordered if row.cause]
    head = ordered[:1] if day is not None or not causes else causes[:1]
    return list(dict.fromkeys([*head, *causes[:1], *first.values(), *ordered]))[:EVIDENCE]


def _denied(rows: Sequence[Telling], evidence: tuple[Evidence, ...]) -> Denied | None:
    if not rows:
        return None
    return Denied(len({row.report for row in rows}), len({row.origin for row in rows}), evidence)


def _opposed(ledger: Ledger, rows: Sequence[sqlite3.Row], held: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    """The types of the ties of the opposite sign that hold between the same two, by tie."""
    sides = {(row["subject"], row["object"]) for row in rows if row["sign"] and row["subject"] and row["object"]}
    pairs = msgspec.json.encode([*sides, *((b, a) for a, b in sides)]).decode()
    between: dict[frozenset[str], set[tuple[str, int, str]]] = {}
    for row in ledger.rows(_BETWEEN, (pairs,)):
        if row["tie"] in held:
            told = between.setdefault(frozenset((row["subject"], row["object"])), set())
            told.add((row["type"], row["sign"], row["tie"]))
    found = {}
    for row in rows:
        there = between.get(frozenset((row["subject"], row["object"])), ())
        found[row["tie"]] = tuple(sorted({type_ for type_, sign, _ in there if sign * row["sign"] < 0}))
    return found


class _Whole(msgspec.Struct, frozen=True):
    """Relations with all that is shown of them."""

    rows: Mapping[Key, sqlite3.Row]
    voices: Mapping[Key, Voice]
    causes: Mapping[Key, Happening]

    @classmethod
    def of(cls, ledger: Ledger, tellings: Sequence[Telling]) -> _Whole:
        rows: dict[Key, sqlite3.Row] = {}
        for part in parts((one.reading, one.id) for one in tellings):
            for row in ledger.rows(f"{part.sql} {_WHOLE}", part.values):
                rows[row["reading"], row["id"]] = row
        said = [(row["reading"], row["attribution"], row["report"], row["publisher"]) for row in rows.values()]
        causes = by_key(ledger.store, [(row["reading"], row["cause"]) for row in rows.values() if row["cause"]])
        return cls(rows, voices(ledger.store, said), causes)

    def evidence(self, telling: Telling) -> Evidence:
        row = self.rows[telling.reading, telling.id]
        return Evidence(
            f"{row['report']}:{row['id']}",
            self.voices[row["reading"], row["attribution"] or ""],
            row["state"],
            row["certainty"],
            row["confidence"],
            passage(row),
            row["label"],
            row["since"],
            row["until"],
            self.causes.get((row["reading"], row["cause"])),
        )


_BETWEEN = """
SELECT DISTINCT r.subject, r.object, r.type, r.sign, r.tie
FROM json_each(?) p CROSS JOIN relation_rows r
  ON r.subject = json_extract(p.value, '$[0]') AND r.object = json_extract(p.value, '$[1]')
WHERE r.sign <> 0
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
