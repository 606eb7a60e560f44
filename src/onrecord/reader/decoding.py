"""From the scores of the encoder's heads to spans of words: cues, and each cue's source and content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Spans = tuple[tuple[int, int], ...]

BEGIN_CUE, IN_CUE = 3, 4
"""Columns of the flat tags: O, B-source, I-source, B-cue, I-cue, B-content, I-content."""
LEAST_CUE = 0.25
"""Probability from which a word is tried as the beginning of a cue."""
LEAST_PART = 0.5


@dataclass(frozen=True, slots=True)
class CueSpan:
    """First and last word of a cue, and how probable it is."""

    first: int
    last: int
    share: float


@dataclass(frozen=True, slots=True)
class Roles:
    """What belongs to a cue: spans of words, both ends included, and how probable the words are on average.

    Attributes:
        source: no or one span. content: in order. source_share, content_share: mean probability of their words.
        edge_share: mean probability that the content begins and ends where it does.
    """

    source: Spans
    content: Spans
    source_share: float
    content_share: float
    edge_share: float

    def moved(self, by: int) -> Roles:
        """The same, its words counted from elsewhere."""
        source = tuple((a + by, b + by) for a, b in self.source)
        content = tuple((a + by, b + by) for a, b in self.content)
        return Roles(source, content, self.source_share, self.content_share, self.edge_share)


def softmax(scores: Scores) -> Scores:
    """Probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def cues(shares: Scores, least: float = LEAST_CUE) -> list[CueSpan]:
    """The cues in probabilities of flat tags (words x 7)."""
    found = []
    begin, inside = shares[:, BEGIN_CUE], shares[:, IN_CUE]
    for first in np.flatnonzero(begin > least).tolist():
        last = first
        while last + 1 < len(shares) and inside[last + 1] > max(LEAST_PART, begin[last + 1]):
            last += 1
        if inside[first] > begin[first]:
            continue
        found.append(CueSpan(first, last, float(begin[first])))
    return found


def roles(shares: Scores) -> Roles | None:
    """The source and content of one cue in probabilities of role tags (words x 5); None where it has no content."""
    three = np.stack([shares[:, 0], shares[:, 1] + shares[:, 2], shares[:, 3] + shares[:, 4]])
    best = three.argmax(0)
    content = tuple(_runs(best == 2, shares[:, 3] > shares[:, 4]))
    if not content:
        return None
    sources = list(_runs(best == 1, shares[:, 1] > shares[:, 2]))
    source = max(sources, key=lambda s: float(three[1, s[0] : s[1] + 1].sum()), default=None)
    inside = np.concatenate([three[2, a : b + 1] for a, b in content])
    edges = [e for a, b in content for e in (_edge(three[2], a, a - 1), _edge(three[2], b, b + 1))]
    return Roles(
        (source,) if source else (),
        content,
        float(three[1, source[0] : source[1] + 1].mean()) if source else float(1 - three[1].max(initial=0.0)),
        float(inside.mean()),
        float(np.mean(edges)),
    )


def _edge(content: Scores, inside: int, outside: int) -> float:
    beyond = float(content[outside]) if 0 <= outside < len(content) else 0.0
    return float(content[inside]) * (1 - beyond)


def _runs(inside: NDArray[np.bool_], begins: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    """First and last of each run of words; a run is cut where a word begins a span of its own."""
    first = last = -2
    for at in np.flatnonzero(inside).tolist():
        if first < 0 or at != last + 1 or begins[at]:
            if first >= 0:
                yield first, last
            first = at
        last = at
    if first >= 0:
        yield first, last
