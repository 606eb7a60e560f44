"""What a person decides about a row: appended, signed, dated, reversible, on top of the machine's rows."""

from __future__ import annotations

from typing import Literal

import msgspec

DecisionKind = Literal["accept", "reject", "correct", "merge", "split", "undo", "erase"]


class Anchor(msgspec.Struct, frozen=True):
    """Where the row stands that was decided on, so that it is found again in a newer reading.

    Args:
        report: id. section: "report" for the report itself, else a section of the format ("events").
        start, end: code points of the row's words in the report's text, end exclusive; null for a whole report.
        text: these words.
    """

    report: str
    section: str
    start: int | None = None
    end: int | None = None
    text: str | None = None


class Decision(msgspec.Struct, frozen=True):
    """One decision.

    Args:
        id: "d" and the first 12 hex digits of `hash`. target: id of the report, row, actor or decision.
        by: who. at: ISO date-time in UTC. why: in their words. anchor: null where the target is of no single report.
        others: further ids, for merge and split; the reports, for erase. changes: field to new value, for correct; what
            was erased and how much, for erase.
        undoes: id of the decision taken back.
        before: hash of the decision before this one, 64 zeros for the first. hash: SHA-256 of all the other fields but
            `id`, and so of every decision before. Where words of it were erased later, the erasure has the hash of the
            rest.
    """

    id: str
    kind: DecisionKind
    target: str
    by: str
    at: str
    why: str
    before: str
    hash: str
    anchor: Anchor | None = None
    others: tuple[str, ...] = ()
    changes: dict[str, str] = {}
    undoes: str | None = None
