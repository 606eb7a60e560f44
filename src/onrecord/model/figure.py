"""How many."""

from __future__ import annotations

import msgspec

from onrecord.model.span import Span


class Figure(msgspec.Struct, frozen=True):
    """A number that the report gives, never averaged.

    Args:
        low, best, high: "more than 160,000" has low alone, "almost 2 million" has best and high.
        unit: killed, injured, detained, abducted, displaced, people, or the unit's own words.
        of: id of the event, actor, place or episode that it counts.
    """

    id: str
    span: Span
    unit: str
    low: float | None = None
    best: float | None = None
    high: float | None = None
    of: str | None = None
    attribution: str | None = None
