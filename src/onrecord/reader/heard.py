"""An attribution as bare intervals of the text, before anybody asks who speaks or of what kind it is."""

from __future__ import annotations

from dataclasses import dataclass

Part = tuple[int, int]
"""Start and end, code points, end exclusive."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What the encoder, the quote marks or the rules found.

    Attributes:
        source: who says it, no or one interval as a rule. cue: one, or none where quote marks alone tell.
        content: at least one, in order, disjoint. confidence: 0 to 1, the share of such rows that are right.
    """

    source: tuple[Part, ...]
    cue: tuple[Part, ...]
    content: tuple[Part, ...]
    confidence: float
