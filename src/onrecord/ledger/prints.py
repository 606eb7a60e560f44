"""Whether one text was taken from another: runs of words that both have.

A text is broken into all runs of six words (w-shingling: Broder, "On the resemblance and containment of documents",
1997). Every fourth run, chosen by its hash, is kept in an index, by which texts that share some are found at once
(sampling by value: Manber, "Finding similar files in a large file system", 1994). Those found are compared in full.
"""

from __future__ import annotations

import hashlib
import re

import msgspec

from onrecord.knowledge.folding import fold

RUN = 6
"""Words in a run: shorter ones are phrases that any two reports share."""
SAMPLE = 4
"""One run in so many is indexed."""
_WORD = re.compile(r"\w+(?:['’]\w+)?")


class Shared(msgspec.Struct, frozen=True):
    """How much two texts share.

    Args:
        mine, theirs: the share of either one's runs that the other has, 0 to 1. runs: how many both have.
    """

    mine: float
    theirs: float
    runs: int

    @property
    def most(self) -> float:
        """The greater share: near 1 where one text holds the whole of the other."""
        return max(self.mine, self.theirs)


def runs(text: str) -> frozenset[int]:
    """The runs of six words of a text, as numbers of 64 bits; none of a text with fewer words.

    Case, accents and punctuation do not count.

    >>> len(runs("One two three four five six seven")), runs("ONE, two: three four five six") <= runs(
    ...     "One two three four five six seven")
    (2, True)
    """
    words = [fold(word) for word in _WORD.findall(text)]
    return frozenset(_number(" ".join(words[n : n + RUN])) for n in range(len(words) - RUN + 1))


def sampled(found: frozenset[int]) -> list[int]:
    """The runs that are indexed, in order."""
    return sorted(number for number in found if number % SAMPLE == 0)


def shared(mine: frozenset[int], theirs: frozenset[int]) -> Shared:
    """How much of either is in the other."""
    both = len(mine & theirs)
    return Shared(both / len(mine) if mine else 0.0, both / len(theirs) if theirs else 0.0, both)


def _number(words: str) -> int:
    return int.from_bytes(hashlib.blake2b(words.encode(), digest_size=8).digest(), "big", signed=True)
