"""What formats share that hold only what happened: what counts as that, how they ask for it, and what they lose."""

from __future__ import annotations

from typing import Protocol

from onrecord.model import HAPPENED

LEFT_OUT = "what was planned, threatened, denied, hypothetical or habitual, or is told as not so, which is left out"
"""Where a format has no place for a status: only what occurred, is ongoing or unknown leaves in it."""
UNVOICED = "who says so: a claim cannot be told from what the report says itself"
"""Where a format has no place for a voice."""


class Told(Protocol):
    """A status and a certainty, as a number from -3 to 3."""

    @property
    def status(self) -> str:
        """One of `model.STATUSES`."""

    @property
    def score(self) -> float:
        """-3 (certainly not) to 3 (certainly)."""


def as_done(told: Told) -> bool:
    """Whether a source says that it took place, or may have: occurred, ongoing or unknown, and not told as not so."""
    return told.status in HAPPENED and told.score >= 0


def done_sql(row: str) -> str:
    """The same as a condition on a row of a query.

    >>> done_sql("e")
    "e.status IN ('occurred', 'ongoing', 'unknown') AND e.score >= 0"
    """
    return f"{row}.status IN ({', '.join(repr(status) for status in sorted(HAPPENED))}) AND {row}.score >= 0"
