"""How likely an event is right, by what the learned head says of its words and by whether both its sides are known."""

from __future__ import annotations

TOLD = 0.72
"""What it counts how probable the head finds its type."""
LISTED = 0.25
"""What it adds that a table has the words too."""
ONE_SIDED = 0.85
"""What is left of both where fewer than two parties are known."""
LOWEST, HIGHEST = 0.05, 0.97


def confidence(share: float, listed: bool, two_sided: bool) -> float:
    """The confidence of an event, 0 to 1.

    Args:
        share: how probable its type is in the eyes of the head. listed: whether a table has its words.
        two_sided: whether two parties are known.
    """
    value = (TOLD * share + LISTED * listed) * (1.0 if two_sided else ONE_SIDED)
    return round(min(HIGHEST, max(LOWEST, value)), 2)
