"""What decisions make of a machine's reading: a pure function, so that `verify` can make it again.

First comes what people decided on the report itself, then on its rows, then who was parted from whom. Codes change no
row; they are followed to where their row stands. Mergers of actors
change no reading, only who its actors are in the ledger (see `same`). Of several verdicts on a row
the last one counts; a correction says that the row stands. An accepted row has the confidence 1; a rejected one is left
out, and nothing points at it any more. A verdict holds only for a row that says what it said then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, cast

import msgspec

from onrecord.errors import BadDecision
from onrecord.ledger.anchors import digest, home
from onrecord.ledger.conflicts import WHOLE, Known, Matter, conflicts
from onrecord.ledger.fields import Ids, NoHome, Row, corrected, row_of, said, section_of
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.renamed import parted
from onrecord.ledger.without import without
from onrecord.model import Actor, Decision, Reading

Verdict = Literal["accepted", "corrected", "rejected"]
VERDICTS: dict[str, Verdict] = {"accept": "accepted", "correct": "corrected", "reject": "rejected"}
ON_ROWS = frozenset(VERDICTS)
CODES = frozenset({"code", "settle"})
"""Kinds of decisions that say something of a row, and change nothing of it."""


@dataclass(frozen=True, slots=True)
class Home:
    """Where the n-th row of a decision stands now.

    Attributes:
        problem: why it has no effect there. other: the decision that it is in conflict with.
    """

    decision: str
    n: int
    row: str | None
    problem: str | None = None
    other: str | None = None


@dataclass(slots=True)
class Outcome:
    """What follows.

    Attributes:
        reading: that is shown. rows: it before anybody was renamed or left out: what verdicts are on.
        applied: the decisions that changed something, in their order. judged: row to the verdict and the decision.
        homes: of all rows of this report that decisions are about.
    """

    reading: Reading
    rows: Reading
    applied: list[Decision] = field(default_factory=list)
    judged: dict[str, tuple[Verdict, str]] = field(default_factory=dict)
    homes: list[Home] = field(default_factory=list)


def outcome(machine: Reading, chosen: Sequence[Decision], knows: Known | None = None) -> Outcome:
    """A machine's reading as decisions make it.

    Args:
        chosen: decisions in force that are about rows of the report, in their order; and mergers of actors, where
            somebody was parted.
        knows: which of them knows of which; null where each was made in the knowledge of those before.
    """
    return _Making(machine, chosen, knows).made()


class _Making:
    def __init__(self, machine: Reading, chosen: Sequence[Decision], knows: Known | None) -> None:
        self._machine = machine
        self._ids = ledger_ids(machine)
        self._chosen = chosen
        self._reading = machine
        self._homes: dict[tuple[str, int], Home] = {}
        self._changed = set[str]()
        self._judged: dict[str, tuple[Verdict, str]] = {}
        self._leads: dict[str, list[Decision]] = {}
        for decision in chosen:
            self._find(decision)
        self._idle = self._conflicts(knows)

    def made(self) -> Outcome:
        """All of it, step by step."""
        effective = [decision for decision in self._chosen if decision.id not in self._idle]
        for decision in effective:
            if decision.kind == "correct" and decision.anchors[0].row is None:
                self._report(decision)
        for decision in effective:
            if decision.kind in ON_ROWS and decision.anchors[0].row is not None:
                self._row(decision)
            elif decision.kind in CODES and decision.anchors:
                self._code(decision)
        rows = self._reading
        self._sure()
        for decision in effective:
            if decision.kind == "merge":
                self._merge(decision)
            elif decision.kind == "split" and not decision.of_events:
                self._part(decision)
        reading = without(self._reading, {row for row, (verdict, _) in self._judged.items() if verdict == "rejected"})
        applied = [decision for decision in self._chosen if decision.id in self._changed]
        return Outcome(reading, rows, applied, self._judged, list(self._homes.values()))

    def _find(self, decision: Decision) -> None:
        """Where the rows of a decision stand in this report."""
        for n, anchor in enumerate(decision.anchors):
            if anchor.report != self._machine.report.id:
                continue
            try:
                row = None if anchor.row is None else home(self._machine, anchor, self._ids)
                self._homes[decision.id, n] = Home(decision.id, n, row)
            except NoHome as problem:
                self._homes[decision.id, n] = Home(decision.id, n, None, str(problem))

    def _conflicts(self, knows: Known | None) -> set[str]:
        """The decisions that have no effect for another one's sake."""
        if knows is None:
            return set()
        said_of: dict[tuple[str | None, ...], list[tuple[Decision, Matter]]] = defaultdict(list)
        for decision in self._chosen:
            at = self._homes.get((decision.id, 0))
            if at is None or at.problem is not None:
                continue
            if decision.kind in ON_ROWS:
                matter = decision.changes if decision.kind == "correct" else {WHOLE: decision.kind}
                said_of[at.row,].append((decision, matter))
            elif decision.kind in CODES:
                said_of[at.row, *matter_of(decision)].append((decision, {WHOLE: answer_of(decision)}))
        idle = set[str]()
        for on_one in said_of.values():
            for lost, against in conflicts(on_one, knows).items():
                idle.add(lost)
                if against is not None:
                    self._fail(lost, 0, f"It is in conflict with {against}: neither takes effect.", against)
        return idle

    def _fail(self, decision: str, n: int, problem: str, other: str | None = None) -> None:
        self._homes[decision, n] = Home(decision, n, None, problem, other)

    def _put(self, decision: Decision, reading: Reading) -> None:
        if reading is not self._reading:
            self._changed.add(decision.id)
            self._reading = reading

    def _report(self, decision: Decision) -> None:
        from onrecord.reader.dating import dated

        reading = self._reading
        if "published" in decision.changes:
            reading = dated(reading, decision.changes["published"])
        told = {name: value or None for name, value in decision.changes.items() if name != "published"}
        report = msgspec.structs.replace(reading.report, **told)
        self._put(decision, msgspec.structs.replace(reading, report=report))

    def _row(self, decision: Decision) -> None:
        at = self._homes[decision.id, 0]
        row = row_of(self._reading, at.row) if at.row else None
        if row is None:
            return
        try:
            if decision.kind == "correct":
                self._put(decision, _replaced(self._reading, self._fitted(decision, row), decision.actors))
            elif self._says(row) != decision.anchors[0].stood:
                raise NoHome("The row on these words says something else than what was decided on.")
            elif decision.kind == "reject" or row.id in self._judged or _unsure(row):
                self._changed.add(decision.id)
        except (NoHome, BadDecision) as problem:
            self._fail(decision.id, 0, problem.message if isinstance(problem, BadDecision) else str(problem))
            return
        self._judged[row.id] = (VERDICTS[decision.kind], decision.id)

    def _code(self, decision: Decision) -> None:
        """A code stands as long as the row says what it said when it was coded, by the machine or with decisions."""
        at = self._homes[decision.id, 0]
        if at.row is None:
            return
        rows = [(self._machine, self._ids)]
        if self._reading is not self._machine:
            rows.append((self._reading, ledger_ids(self._reading)))
        told = [digest(said(one, row, ids)) for one, ids in rows if (row := row_of(one, at.row))]
        if decision.anchors[0].stood not in told:
            self._fail(decision.id, 0, "The row on these words says something else than what was coded.")

    def _fitted(self, decision: Decision, row: Row) -> Row:
        return corrected(self._reading, row, decision.changes, local_ids(self._reading, decision.actors))

    def _says(self, row: Row) -> str:
        return digest(said(self._reading, row, ledger_ids(self._reading)))

    def _sure(self) -> None:
        """Gives the rows that people accepted the confidence 1."""
        for row, (verdict, _) in self._judged.items():
            told = row_of(self._reading, row)
            if verdict == "accepted" and told is not None and _unsure(told):
                self._reading = _replaced(self._reading, msgspec.structs.replace(told, confidence=1.0))

    def _merge(self, decision: Decision) -> None:
        """Notes who is whom from here on, for those who are parted later; the rows name them as the machine did."""
        for actor in ledger_ids(self._reading).values():
            if self._lead(actor) in decision.others:
                self._leads.setdefault(actor, []).append(decision)

    def _lead(self, actor: str) -> str:
        mergers = self._leads.get(actor)
        return mergers[-1].target if mergers else actor

    def _part(self, decision: Decision) -> None:
        mine = [
            at
            for (one, n), at in self._homes.items()
            if one == decision.id and decision.anchors[n].report == self._machine.report.id and at.problem is None
        ]
        if not mine:
            return
        ids = ledger_ids(self._reading)
        old = {local for local, known in ids.items() if self._lead(known) == decision.target}
        parts = [(at, parted(self._reading, decision, {at.row}, old)) for at in mine]
        for at, alone in parts:
            if alone is self._reading:
                self._fail(decision.id, at.n, f"{decision.target} has no part in the row on these words.")
        before = self._reading
        self._put(decision, parted(self._reading, decision, {at.row for at in mine}, old))
        if self._reading is not before:
            self._changed |= {merger.id for local in old for merger in self._leads.get(ids[local], ())}


def matter_of(code: Decision) -> tuple[str, ...]:
    """What a code answers: the variable, in which sample, and by whom; a settled one speaks for all."""
    told = code.changes
    who = "" if code.kind == "settle" else told.get("assignment") or code.by
    return code.kind, told.get("sample", ""), told.get("variable", ""), who


def answer_of(code: Decision) -> str:
    """The value of a code, with the parts that are wrong where it names some."""
    return f"{code.changes.get('value', '')}:{code.changes.get('parts', '')}"


def local_ids(reading: Reading, actors: Sequence[Actor]) -> Ids:
    """The ids in a reading of actors of the ledger; of those whom it does not have, the same id."""
    known: Mapping[str, str] = {there: local for local, there in ledger_ids(reading).items()}
    return {actor.id: known.get(actor.id, actor.id) for actor in actors}


def _unsure(row: Row) -> bool:
    return getattr(row, "confidence", 1.0) != 1.0


def _replaced(reading: Reading, row: Row, actors: Sequence[Actor] = ()) -> Reading:
    """The reading with another row in the place of the one with its id, and with the actors that it needs."""
    section = section_of(row.id) or ""
    rows = tuple(row if one.id == row.id else one for one in cast(tuple[Row, ...], getattr(reading, section)))
    there = {*ledger_ids(reading).values()}
    added = tuple(actor for actor in actors if actor.id not in there)
    return msgspec.structs.replace(reading, **{section: rows}, actors=(*reading.actors, *added))
