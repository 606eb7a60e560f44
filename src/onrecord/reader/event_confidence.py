"""How likely an event is right, by what the learned head says of its words and by which of its sides are known."""

from __future__ import annotations

LISTED = 0.25
"""What it adds that a table has the words too."""
BOTH, ONE = 1.0, 0.85
LOWEST, HIGHEST = 0.05, 0.97


def confidence(share: float, listed: bool, has_actor: bool, has_recipient: bool) -> float:
    """The confidence of an event, 0 to 1.

    Args:
        share: how probable its type is in the eyes of the head. listed: whether a table has its words.
        has_actor, has_recipient: which sides are known.
    """
    value = (0.72 * share + LISTED * listed) * (BOTH if has_actor and has_recipient else ONE)
    return round(min(HIGHEST, max(LOWEST, value)), 2)
