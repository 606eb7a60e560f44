"""Who stands how with whom."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.actor import Party
from onrecord.model.factuality import Factuality
from onrecord.model.span import Span

RelationType = Literal[
    "alliance", "cooperation", "sponsorship", "hostility", "rift", "membership", "role", "leadership",
    "designation", "location", "predecessor", "control", "influence",
]  # fmt: skip
RelationState = Literal["holds", "ended", "strained", "restored"]


class Relation(msgspec.Struct, frozen=True):
    """A tie between two parties, with direction, sign, interval and state.

    Args:
        label: the role, or what the object is designated as. sign: +1, 0 or -1.
        start, end: ISO, end exclusive. start_time, end_time: ids of the times that say so, also of times without an
            interval, whose anchor is not known. cause: id of the event that the report gives as the reason.
    """

    id: str
    type: RelationType
    subject: Party
    object: Party
    sign: Literal[-1, 0, 1]
    state: RelationState
    factuality: Factuality
    evidence: Span
    confidence: float
    label: str | None = None
    start: str | None = None
    end: str | None = None
    cause: str | None = None
    attribution: str | None = None
    start_time: str | None = None
    end_time: str | None = None
