"""Whether one text was taken from another: runs of words that both have.

A text is broken into all runs of six words (w-shingling: Broder, "On the resemblance and containment of documents",
1997). Every fourth run, chosen by its hash, is kept in an index, by which texts that share some are found at once
(sampling by value: Manber, "Finding similar files in a large file system", 1994). Those found are compared in full.
"""

from __future__ import annotations

import functools
import hashlib
import re

import msgspec

from onrecord.knowledge.folding import fold

RUN = 6
"""Words in a run: shorter ones are phrases that any two reports share."""
SAMPLE = 4
"""One run in so many is indexed."""
KEPT, LONG = 512, 20_000
"""Texts whose runs are remembered, as new ones are compared with the same few, and how long such are at most."""
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
    """The runs of six words of a text, as numbers of 61 bits; none of a text with fewer words.

    A run's number is made of its words' numbers and rolls on from word to word (Karp and Rabin, "Efficient randomized
    pattern-matching algorithms", 1987).

    Case, accents and punctuation do not count.

    >>> len(runs("One two three four five six seven")), runs("ONE, two: three four five six") <= runs(
    ...     "One two three four five six seven")
    (2, True)
    """
    return _kept(text) if len(text) <= LONG else _runs(text)


@functools.lru_cache(maxsize=KEPT)
def _kept(text: str) -> frozenset[int]:
    return _runs(text)


def _runs(text: str) -> frozenset[int]:
    numbers = [_number(fold(word)) for word in _WORD.findall(text)]
    found, rolling = set(), 0
    for n, number in enumerate(numbers):
        rolling = (rolling * _BASE + number) % _MODULUS
        if n >= RUN:
            rolling = (rolling - numbers[n - RUN] * _LAST) % _MODULUS
        if n >= RUN - 1:
            found.add(rolling)
    return frozenset(found)


def sampled(found: frozenset[int]) -> list[int]:
    """The runs that are indexed, in order."""
    return sorted(number for number in found if number % SAMPLE == 0)


def shared(mine: frozenset[int], theirs: frozenset[int]) -> Shared:
    """How much of either is in the other."""
    both = len(mine & theirs)
    return Shared(both / len(mine) if mine else 0.0, both / len(theirs) if theirs else 0.0, both)


@functools.lru_cache(maxsize=1 << 16)
def _number(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest(), "big") % _MODULUS


_MODULUS = (1 << 61) - 1
_BASE = _number("the base of the numbers of runs")
_LAST = pow(_BASE, RUN, _MODULUS)
