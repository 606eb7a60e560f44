"""What the encoder makes of each word as a deed: of which type, how far along, how sure, and whose.

A small graph over the encoder's layers (two transformer layers within each sentence). What it was trained on and how
well it does: `weights/CARD.md`; how: `training/events.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.model import STATUSES, TYPES, EventType, Status
from onrecord.reader.graphs import session
from onrecord.reader.pieces import Words

Floats = NDArray[np.float32]
WIDE = 1920
"""Length of what a word is seen by: five layers side by side, the last one first."""
SIDE = 64
"""Length of the vectors whose product says whether a word is a side of a deed."""
FAR = 24
"""Words from a deed beyond which the distance of a side makes no difference."""


@dataclass(frozen=True, slots=True)
class Deeds:
    """What the head says of the words of a text.

    Attributes:
        types: words x 17, probabilities: of no deed, then of `TYPES`.
        status: words x 8, probabilities of `STATUSES`, if the word tells of a deed.
        value: words; how sure it is that what the word tells took place, -3 to 3.
        deed, side: words x 2 x SIDE; their product says how likely a word is an actor (0) or recipient (1) of a deed.
        far: 2 x (2 FAR + 1); what the distance adds.
        sentence: the number of each word's sentence.
    """

    types: Floats
    status: Floats
    value: Floats
    deed: Floats
    side: Floats
    far: Floats
    sentence: NDArray[np.int64]

    def type_of(self, first: int, last: int) -> tuple[EventType, float]:
        """The likeliest type of some words (last inclusive), and how probable it is."""
        best = self.types[first : last + 1, 1:].max(0)
        index = int(best.argmax())
        return TYPES[index], float(best[index])

    def probability(self, first: int, last: int, type_: EventType) -> float:
        """How probable it is that one of these words tells of a deed of this type."""
        return float(self.types[first : last + 1, 1 + TYPES.index(type_)].max())

    def status_of(self, first: int, last: int) -> dict[Status, float]:
        """How probable each status is, by the word that tells of a deed most."""
        word = first + int(self.types[first : last + 1, 0].argmin())
        return {name: float(p) for name, p in zip(STATUSES, self.status[word], strict=True)}

    def sides(self, first: int, last: int) -> tuple[int, Floats]:
        """How probable it is of each word of the sentence that it is in the actor (0) or the recipient (1).

        Returns:
            The first word of the sentence, and an array of 2 x its words.
        """
        number = self.sentence[first]
        low = int(np.searchsorted(self.sentence, number, side="left"))
        high = int(np.searchsorted(self.sentence, number, side="right"))
        told = self.deed[first : last + 1].mean(0)
        score = np.einsum("rd,wrd->rw", told, self.side[low:high]) / np.sqrt(SIDE)
        place = np.arange(low, high)
        away = np.where(place < first, place - first, np.where(place > last, place - last, 0)).clip(-FAR, FAR) + FAR
        return low, 1 / (1 + np.exp(-(score + self.far[:, away])))


class Head:
    """The graph."""

    def __init__(self, graph: bytes) -> None:
        self.session = session(graph)

    def put(self, told: Deeds, here: slice, seen: Floats) -> None:
        """Writes what the head says of a window's words.

        Args:
            told: of the whole text. here: the window's words. seen: words x `WIDE`.
        """
        types, status, value, deed, side, far = self.session.run(None, {"seen": seen, "sentence": told.sentence[here]})
        told.types[here], told.status[here], told.value[here] = types, status, value.clip(-3, 3)
        told.deed[here], told.side[here], told.far[:] = deed, side, far


def empty(sentence: NDArray[np.int64]) -> Deeds:
    """Room for what the head says of a text, by the sentence of each word."""
    many = len(sentence)
    return Deeds(
        np.zeros((many, 1 + len(TYPES)), np.float32),
        np.zeros((many, len(STATUSES)), np.float32),
        np.zeros(many, np.float32),
        np.zeros((many, 2, SIDE), np.float32),
        np.zeros((many, 2, SIDE), np.float32),
        np.zeros((2, 2 * FAR + 1), np.float32),
        sentence,
    )


def sentences(cut: Words, starts: Sequence[int]) -> NDArray[np.int64]:
    """The number of each word's sentence.

    Args:
        starts: where sentences begin, code points, rising.
    """
    return np.searchsorted(np.asarray(starts, np.int64), cut.start, side="right").astype(np.int64)
