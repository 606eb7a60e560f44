"""How often an event of a kind is right, as measured."""

from __future__ import annotations

from onrecord.model import EventType


def confidence(shape: str, type_: EventType, has_actor: bool, has_recipient: bool) -> float:
    """The confidence of an event."""
    base = {"verb": 0.6, "light": 0.6, "adjective": 0.5, "noun": 0.4}[shape]
    return round(base + 0.1 * has_actor + 0.1 * has_recipient, 2)
