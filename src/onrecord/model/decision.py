"""What a person decides about a row: appended, signed, dated, reversible, on top of the machine's rows."""

from __future__ import annotations

from typing import Literal, get_args

import msgspec

from onrecord.model.actor import Actor

DecisionKind = Literal[
    "accept", "reject", "correct", "merge", "split", "join", "mark", "import", "undo", "erase",
    "codebook", "sample", "assign", "open", "code", "settle",
]  # fmt: skip
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)
CODING: frozenset[DecisionKind] = frozenset({"codebook", "sample", "assign", "open", "code", "settle"})
"""Kinds of coding work: they say something of rows, and change none."""


class Anchor(msgspec.Struct, frozen=True):
    """Where a row stands that was decided on, so that it is found again in a newer reading.

    Args:
        report: id. section: "report" for the report itself, else a section of the format ("events").
        row: the row's id in the reading that was decided on; null for a whole report, likewise the rest.
        start, end: code points of the row's words in the report's text, end exclusive. text: these words.
        says: what the machine's row said, as a short hash of its fields. stood: the same of what was shown, with the
            decisions that stood before.
    """

    report: str
    section: str
    row: str | None = None
    start: int | None = None
    end: int | None = None
    text: str | None = None
    says: str | None = None
    stood: str | None = None

    @property
    def name(self) -> str:
        """REPORT:ID of the row at that time, or REPORT."""
        return f"{self.report}:{self.row}" if self.row else self.report


class Decision(msgspec.Struct, frozen=True):
    """One decision.

    Args:
        id: "d" and the first 12 hex digits of `hash`. target: of a report, row, actor, event, source or decision, the
            id; of an import, the name of the other ledger; of a codebook or a sample, its name; of an assignment or
            opening, the sample.
        by: who. at: ISO date-time in UTC. why: in their words.
        anchors: where the rows stand that it is about, in the order in which they were named; of a sample, in which
            they were drawn.
        others: further ids: the actors merged into the target; the rows in which it is split, or that are joined with
            it; of an import, the hashes of the decisions taken over, in their order; of an erasure, the reports; of a
            stratified sample, the number of the stratum of each row.
        changes: field to new value, for correct; "as" to the words, for mark; what was erased and how much, for erase;
            what a codebook, sample, assignment or code says (see `onrecord.ledger.coded`). No word that people chose is
            a name of a field here, since an erasure covers values alone.
        actors: those that it names and a report need not: whom rows are about from now on.
        undoes: id of the decision taken back.
        before: hash of the decision before this one in the ledger where it was made, 64 zeros for the first.
        hash: SHA-256 of all the other fields but `id`, and so of every decision before. Where words of it were erased
            later, the erasure has the hash of what is left.
    """

    id: str
    kind: DecisionKind
    target: str
    by: str
    at: str
    why: str
    before: str
    hash: str
    anchors: tuple[Anchor, ...] = ()
    others: tuple[str, ...] = ()
    changes: dict[str, str] = {}
    actors: tuple[Actor, ...] = ()
    undoes: str | None = None

    @property
    def reports(self) -> tuple[str, ...]:
        """The reports that its rows stand in, each once."""
        return tuple(dict.fromkeys(anchor.report for anchor in self.anchors))

    @property
    def of_events(self) -> bool:
        """Whether it parts an event from others, and not an actor."""
        return self.kind == "split" and bool(self.anchors) and self.anchors[0].name == self.target
