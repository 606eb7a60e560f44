"""What each pronoun, name and noun phrase takes up: a small trained network on the encoder's vectors."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.antecedents import DOUBLE, SINGLE, Ints, Table, features, pairs
from onrecord.reader.candidates import Candidate
from onrecord.reader.encoder import Encoded, encoder
from onrecord.reader.tree import Tree

Floats = NDArray[np.float32]

TYPES = ("person", "organisation", "place", "other")
_LOOKED = 12
"""Antecedents of a candidate that are looked at closely, after a cheap choice."""
_ROWS = 512
"""Candidates that are compared with all before them at a time; bounds memory on long reports."""
_LEAST = 0.01
"""Probability under which an antecedent is forgotten."""
_PREFIX = "coreference."


@dataclass(frozen=True, slots=True)
class Guess:
    """What the network makes of one candidate.

    Attributes:
        none: probability that it takes up nothing. before: (earlier candidate, probability), in text order.
        type: probability of each of `TYPES`.
    """

    none: float
    before: tuple[tuple[int, float], ...]
    type: tuple[float, ...]


class Head:
    """The trained network.

    Args:
        weights: arrays by name, as the training writes them.
    """

    def __init__(self, weights: Mapping[str, NDArray[np.float32]]) -> None:
        def matrix(name: str) -> Floats:
            return np.ascontiguousarray(weights[name].astype(np.float32).T)

        self._words, self._words_bias = matrix("words.weight"), weights["words.bias"]
        self._single = weights["alone.weight"]
        self._near = matrix("near.weight")
        self._rough = weights["rough.weight"][:, 0]
        self._later, self._later_bias = matrix("later.weight"), weights["later.bias"]
        self._earlier, self._product = matrix("earlier.weight"), matrix("product.weight")
        self._pair = weights["pair.weight"]
        self._out, self._out_bias = weights["out.weight"][0], float(weights["out.bias"][0])
        self._none, self._none_bias = weights["none.weight"][0], float(weights["none.bias"][0])
        self._type, self._type_bias = matrix("kind.weight"), weights["kind.bias"]
        self._single_starts = np.cumsum([0, *list(SINGLE.values())[:-1]])
        self._pair_starts = np.cumsum([0, *list(DOUBLE.values())[:-1]])

    def guesses(self, rows: Sequence[Candidate], tree: Tree, read: Encoded, asked: Sequence[bool]) -> list[Guess]:
        """What each candidate takes up; those that are not asked take up nothing.

        Args:
            rows: the candidates of a report. tree: its words. read: as the encoder read it. asked: one for each row.
        """
        if not rows:
            return []
        table = Table(rows)
        m = self._mentions(table, tree, read)
        none = m @ self._none + self._none_bias
        types = _softmax(m @ self._type + self._type_bias).tolist()
        found: list[tuple[float, tuple[tuple[int, float], ...]]] = [(1.0, ())] * len(rows)
        later, earlier = pairs(table, asked)
        if len(later):
            for i, nothing, before in self._scored(table, m, later, earlier, none):
                found[i] = (nothing, before)
        return [Guess(none, before, tuple(kind)) for (none, before), kind in zip(found, types, strict=True)]

    def _mentions(self, table: Table, tree: Tree, read: Encoded) -> Floats:
        """A vector for each candidate, of its head, first and last word and its own features."""
        start, end = np.asarray(tree.start, dtype=np.int64), np.asarray(tree.end, dtype=np.int64)
        places = [
            np.searchsorted(read.words.start, start[table.head], side="right") - 1,
            np.searchsorted(read.words.start, start[table.first], side="right") - 1,
            np.searchsorted(read.words.start, end[table.last], side="left") - 1,
        ]
        whole = np.concatenate([read.hidden[np.maximum(at, 0)] for at in places], axis=1)
        m: Floats = whole @ self._words + self._words_bias
        _add(m, self._single, table.single + self._single_starts)
        return np.maximum(m, 0.0)

    def _scored(
        self, table: Table, m: Floats, later: Ints, earlier: Ints, none: Floats
    ) -> list[tuple[int, float, tuple[tuple[int, float], ...]]]:
        """Each later candidate, the probability of none, and of each earlier one that was looked at."""
        codes = features(table, later, earlier) + self._pair_starts
        rough = self._bilinear(m, later, earlier)
        _add(rough, self._rough, codes)
        kept = _most(rough, later)
        i, j, codes = later[kept], earlier[kept], codes[kept]
        inner: Floats = (m @ self._later + self._later_bias)[i]
        inner += (m @ self._earlier)[j]
        inner += (m[i] * m[j]) @ self._product
        _add(inner, self._pair, codes)
        score = rough[kept] + np.maximum(inner, 0.0) @ self._out + self._out_bias
        return _shares(score, i, j, none)

    def _bilinear(self, m: Floats, later: Ints, earlier: Ints) -> Floats:
        near = m @ self._near
        found = np.empty(len(later), dtype=np.float32)
        for start in range(0, len(m), _ROWS):
            a, b = np.searchsorted(later, [start, start + _ROWS])
            if a < b:
                block = near[start : start + _ROWS] @ m[: start + _ROWS].T
                found[a:b] = block[later[a:b] - start, earlier[a:b]]
        return found


def _add(to: Floats, table: Floats, codes: Ints) -> None:
    for column in range(codes.shape[1]):
        to += table[codes[:, column]]


def _most(scores: Floats, later: Ints) -> Ints:
    """The pairs with the highest scores of each later candidate, in order."""
    starts = np.flatnonzero(np.diff(later, prepend=-1))
    sizes = np.diff(np.append(starts, len(later)))
    column = np.arange(len(later)) - np.repeat(starts, sizes)
    many = int(sizes.max())
    if many <= _LOOKED:
        return np.arange(len(later))
    wide = np.full((len(starts), many), -np.inf, dtype=np.float32)
    row = np.repeat(np.arange(len(starts)), sizes)
    wide[row, column] = scores
    least = np.partition(wide, many - _LOOKED, axis=1)[:, many - _LOOKED]
    return np.flatnonzero(scores >= least[row])


def _shares(score: Floats, i: Ints, j: Ints, none: Floats) -> list[tuple[int, float, tuple[tuple[int, float], ...]]]:
    """Each later candidate, the probability of none, and the earlier ones with theirs, but for the least."""
    starts = np.flatnonzero(np.diff(i, prepend=-1))
    bounds = np.append(starts, len(i))
    one = i[starts]
    top = np.maximum(np.maximum.reduceat(score, starts), none[one])
    row = np.repeat(np.arange(len(starts)), np.diff(bounds))
    powers = np.exp(score - top[row])
    nothing = np.exp(none[one] - top)
    whole = np.add.reduceat(powers, starts) + nothing
    shares = powers / whole[row]
    kept = np.flatnonzero(shares > _LEAST)
    cuts = np.searchsorted(kept, bounds).tolist()
    later, share = j[kept].tolist(), shares[kept].tolist()
    nothings = (nothing / whole).tolist()
    return [
        (number, nothings[n], tuple(zip(later[a:b], share[a:b], strict=True)))
        for n, (number, a, b) in enumerate(zip(one.tolist(), cuts[:-1], cuts[1:], strict=True))
    ]


def _softmax(scores: Floats) -> Floats:
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    found: Floats = powers / powers.sum(-1, keepdims=True)
    return found


@functools.cache
def head() -> Head:
    """The network that ships, loaded once a process."""
    weights = encoder().weights
    return Head({name.removeprefix(_PREFIX): weights[name] for name in weights if name.startswith(_PREFIX)})
