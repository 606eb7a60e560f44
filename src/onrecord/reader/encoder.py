"""The encoder: a small BERT that reads a whole report once, and what its heads make of it.

One graph (int8 ONNX) gives a vector for each word; the heads are small enough for numpy. Which texts it was trained
on, how well it does and where it fails: `weights/CARD.md`.
"""

from __future__ import annotations

import functools
import hashlib
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources

import numpy as np
from numpy.typing import NDArray

from onrecord.reader import decoding, deeds, pieces
from onrecord.reader.decoding import CueSpan, Roles, Scores, softmax
from onrecord.reader.deeds import Deeds, Head
from onrecord.reader.graphs import session

Floats = NDArray[np.float32]
Weights = dict[str, NDArray[np.float32]]
FILES = ("encoder.onnx", "heads.npz", "deeds.onnx", "confidence.json", "vocab.txt")
SIZE = 384
"""Length of a word's vector."""
NEAR = 48
"""Words before and after a cue that are asked whether they are its own; it has learnt from twice as many."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text as the encoder read it.

    Attributes:
        words: its words. hidden: words x SIZE, the vector of each. flat: words x 7, probabilities of the flat tags.
        names: words x 37, scores of the name tags. deeds: what each word tells as a deed.
    """

    words: pieces.Words
    hidden: Floats
    flat: Scores
    names: Scores
    deeds: Deeds


class Encoder:
    """The graph and its heads."""

    def __init__(self, graph: bytes, weights: Weights, deeds: bytes | None = None) -> None:
        self.session = session(graph)
        self.weights = weights
        self.deeds = Head(deeds) if deeds else None
        self.roles = RoleHead({k.removeprefix("roles."): v for k, v in weights.items() if k.startswith("roles.")})

    def seen(self, cut: pieces.Words) -> Iterator[tuple[pieces.Window, Floats]]:
        """The windows of a text with what their words for good are seen by: words x `WIDE`, the last layer first."""
        for window in pieces.windows(cut):
            given = pieces.numbers(cut, window)
            fed = {"ids": given.ids[None], "look": given.shape[None], "quote": given.quoted[None]}
            hidden, below = self.session.run(None, fed)
            place = given.word[window.start - window.context :]
            yield window, np.concatenate([hidden[0][place], below[0][place]], axis=1)

    def read(self, text: str, starts: Sequence[int] = (0,)) -> Encoded:
        """Reads a text; every word is read once for good, with what stands before it in view.

        Args:
            starts: where its sentences begin, code points, rising.
        """
        if self.deeds is None:
            raise ValueError("an encoder without the head for deeds can only be looked through")
        cut = pieces.words(text)
        sentence = deeds.sentences(cut, starts)
        hidden = np.zeros((len(cut), SIZE), np.float32)
        told = deeds.empty(sentence)
        for window, seen in self.seen(cut):
            here = slice(window.start, window.end)
            hidden[here] = seen[:, :SIZE]
            self.deeds.put(told, here, seen)
        flat = softmax(hidden @ self.weights["flat.weight"].T + self.weights["flat.bias"])
        names = hidden @ self.weights["names.weight"].T + self.weights["names.bias"]
        return Encoded(cut, hidden, flat, names, told)

    def heard(self, read: Encoded) -> list[tuple[CueSpan, Roles]]:
        """The cues of a text, each with its source and content, in spans of words; what has no content is no cue."""
        found = decoding.cues(read.flat)
        told = decoding.roles(found, self.roles.shares(read.hidden, found), read.flat)
        return [(cue, roles) for cue, roles in zip(found, told, strict=True) if roles is not None]


class RoleHead:
    """For each cue, how probable it is that a word near it is in its source or its content."""

    def __init__(self, weights: Weights) -> None:
        self.reach = min(int(weights["reach"]), NEAR)
        self.edges = weights["edges"]
        self.w = weights
        size = len(weights["word.bias"])
        self.both = np.concatenate([weights["word.weight"], weights["word_product.weight"]]).T.copy()
        self.cue = np.concatenate([weights["cue.weight"], weights["cue_product.weight"]]).T.copy()
        self.size = size
        taps = weights["near.weight"]
        self.taps = np.ascontiguousarray(taps.transpose(2, 1, 0).reshape(-1, taps.shape[0]))
        self.width = taps.shape[2]

    def shares(self, hidden: Floats, cues: Sequence[CueSpan]) -> Scores:
        """Probabilities of O, B-source, I-source, B-content, I-content: cues x (2 reach + 1) x 5.

        The cue's first word is in the middle; places beyond the text are O for sure.
        """
        if not cues:
            return np.zeros((0, 2 * self.reach + 1, 5), np.float32)
        projected = hidden @ self.both
        return np.concatenate([self._some(hidden, projected, cues[at : at + 16]) for at in range(0, len(cues), 16)])

    def _some(self, hidden: Floats, projected: Floats, cues: Sequence[CueSpan]) -> Scores:
        w, n = self.w, self.size
        first = np.array([c.first for c in cues])
        last = np.array([c.last for c in cues])
        cue = np.concatenate([hidden[first], hidden[last]], axis=1) @ self.cue
        place = first[:, None] + np.arange(-self.reach, self.reach + 1)[None, :]
        there = (place >= 0) & (place < len(hidden))
        word = projected[place.clip(0, len(hidden) - 1)]
        z = word[..., :n]
        z += w["far.weight"][self._far(first[:, None] - place, place - last[:, None])]
        z += (cue[:, :n] + w["word.bias"] + w["cue.bias"])[:, None]
        word[..., n:] *= cue[:, None, n:]
        z += word[..., n:]
        np.maximum(z, 0, out=z)
        low = np.maximum(z @ w["narrow.weight"].T + w["narrow.bias"], 0) * there[..., None]
        pad = self.width // 2
        wide = np.pad(low, ((0, 0), (pad, pad), (0, 0)))
        many = low.shape[1]
        seen = np.concatenate([wide[:, k : k + many] for k in range(self.width)], axis=2)
        low = np.maximum(low + seen @ self.taps + w["near.bias"], 0)
        found = softmax(low @ w["tag.weight"].T + w["tag.bias"])
        found[~there] = (1, 0, 0, 0, 0)
        return found

    def _far(self, before: NDArray[np.int64], after: NDArray[np.int64]) -> NDArray[np.int64]:
        many = len(self.edges)
        early = np.searchsorted(self.edges, before) + 1
        late = np.searchsorted(self.edges, after) + 2 + many
        return np.where(before > 0, early, np.where(after > 0, late, 0))


@functools.cache
def encoder() -> Encoder:
    """The encoder that ships, loaded once a process."""
    with np.load(io.BytesIO(_file("heads.npz")), allow_pickle=False) as kept:
        weights = {name: kept[name] for name in kept.files}
    return Encoder(_file("encoder.onnx"), weights, _file("deeds.onnx"))


@functools.cache
def name() -> str:
    """The name of these weights: the first twelve hex digits of the SHA-256 of their files, one after the other."""
    made = hashlib.sha256()
    for file in FILES:
        made.update(_file(file))
    return f"encoder {made.hexdigest()[:12]}"


def _file(name: str) -> bytes:
    return resources.files("onrecord").joinpath("weights", name).read_bytes()
