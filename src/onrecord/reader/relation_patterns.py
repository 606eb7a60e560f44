"""The wordings of ties, from the tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from onrecord.knowledge.table import Row, kept, listed, rows
from onrecord.model import RelationState, RelationType

TABLE = "relation_patterns.tsv"
STATES = "relation_states.tsv"
WORDS = "relation_words.tsv"
Sign = Literal[-1, 0, 1]


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: see the head of the table. own: whether it is the researcher's."""

    pos: str
    type: RelationType
    sign: Sign
    subject: tuple[str, ...]
    object: tuple[str, ...]
    state: RelationState | None
    needs: frozenset[str]
    confidence: float
    own: bool = False


@kept
def patterns() -> dict[tuple[str, str], tuple[Pattern, ...]]:
    """Part of speech and lemma to the wordings that they start.

    Raises:
        DataError: a row has a type, sign, part of speech or state that there is not.
    """
    found: dict[tuple[str, str], tuple[Pattern, ...]] = {}
    for row in rows(TABLE):
        made = _pattern(row)
        for lemma in listed(row["trigger"]):
            found[made.pos, lemma] = (*found.get((made.pos, lemma), ()), made)
    return found


@kept
def states() -> dict[tuple[str, str], RelationState]:
    """ "modifier" or "verb", and the lemma, to the state that it puts a tie in."""
    return {(r["as"], r["word"]): cast("RelationState", r["state"]) for r in rows(STATES)}


@kept
def words(group: str) -> frozenset[str]:
    """The words of a group that the rules for ties use; empty where there is no such group."""
    return _groups().get(group, frozenset())


@kept
def _groups() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row in rows(WORDS):
        found[row["group"]] = found.get(row["group"], frozenset()) | frozenset(listed(row["words"]))
    return found


def _pattern(row: Row) -> Pattern:
    right = (
        row["type"] in get_args(RelationType)
        and row["sign"] in {"-1", "0", "1"}
        and row["pos"] in {"verb", "noun", "adjective", "hyphen"}
        and (not row["state"] or row["state"] in get_args(RelationState))
    )
    if not right:
        raise row.wrong(f"no such type, sign, part of speech or state in the row of {row['trigger']!r}")
    return Pattern(
        row["pos"],
        cast("RelationType", row["type"]),
        cast("Sign", int(row["sign"])),
        _slots(row["subject"]),
        _slots(row["object"]),
        cast("RelationState", row["state"]) if row["state"] else None,
        frozenset(listed(row["needs"])),
        float(row["confidence"]),
        row.own,
    )


def _slots(cell: str) -> tuple[str, ...]:
    return tuple(slot.strip() for slot in cell.split(",") if slot.strip())
