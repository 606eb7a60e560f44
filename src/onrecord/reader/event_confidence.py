"""How often an event of a kind is right, as measured; see event_confidence.tsv."""

from __future__ import annotations

from onrecord.knowledge.table import kept, rows
from onrecord.model import EventType

SIDES = {(True, True): 1.09, (True, False): 0.94, (False, True): 0.55}
"""What a missing side does, as (actor, recipient): measured precision over the mean of .72."""
NOUN = 0.4
"""What a noun without a verb of its own does: measured .21 against .72, though most that were no label were events."""
LOWEST, HIGHEST = 0.1, 0.95


@kept
def _measured() -> dict[str, float]:
    return {row["type"]: float(row["measured"]) for row in rows("event_confidence.tsv")}


def confidence(shape: str, type_: EventType, has_actor: bool, has_recipient: bool) -> float:
    """The confidence of an event, 0 to 1.

    Args:
        shape: the trigger's: verb, light, noun or adjective. has_actor, has_recipient: which sides are known.
    """
    value = _measured()[type_] * SIDES.get((has_actor, has_recipient), 0.5)
    if shape == "noun":
        value *= NOUN
    return round(min(HIGHEST, max(LOWEST, value)), 2)
