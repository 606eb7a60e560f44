"""What a person decides about a row: appended, signed, dated, reversible, on top of the machine's rows."""

from __future__ import annotations

from typing import Literal

import msgspec


class Decision(msgspec.Struct, frozen=True):
    """One decision.

    Args:
        target: id of the row or report. others: further ids, for merge and split.
        changes: field to new value, for correct. by: who. at: ISO date-time in UTC.
        undoes: id of a decision taken back.
    """

    id: str
    verb: Literal["accept", "reject", "correct", "merge", "split", "undo"]
    target: str
    by: str
    at: str
    why: str
    others: tuple[str, ...] = ()
    changes: dict[str, str] = {}
    undoes: str | None = None
