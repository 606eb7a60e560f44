"""From the scores of the encoder's heads to spans of words: cues, and each cue's source and content."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
LEAST_SOURCE = 0.15
"""Probability of a source's best word from which the cue has a source; trained people leave one in fourteen without."""
RIVALRY = 2.0
"""How much it counts that another cue claims a word, too."""
CONTENT_GAIN = 0.0
"""What speaks for content beforehand, in log odds a word; the head has seen more words without."""
PART_PRICE = 5.0
"""What the beginning of a part of a content costs, in log odds."""
CLEARLY = 0.5
"""By how much "begin" has to be more probable than "inside" to cut a run in two."""
_LITTLE, _NEVER = 1e-6, -50.0


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


def roles(cues: Sequence[CueSpan], shares: Scores, words: int) -> list[Roles | None]:
    """The source and content of each cue of a text, decided together; None for a cue that has no content.

    No word is said by two: where two cues claim it, it counts for each by its share. The parts of a content are the
    most probable path, in which every part that begins has a price, so that stray words are no part and small gaps are
    closed. The source is the run round the word that is most probably of it.

    Args:
        cues: in text order. shares: cues x (2 reach + 1) x 5, probabilities of the role tags round each cue's first
            word. words: how many the text has.

    Returns:
        For each cue its roles, in words of the text.
    """
    if not cues:
        return []
    reach = shares.shape[1] // 2
    first, last = np.array([c.first for c in cues]), np.array([c.last for c in cues])
    place = first[:, None] + np.arange(-reach, reach + 1)[None, :]
    barred = (place < 0) | (place >= words) | ((place >= first[:, None]) & (place <= last[:, None]))
    saying = np.where(barred, 0, shares[..., 1] + shares[..., 2])
    said = shares[..., 3] + shares[..., 4]
    sources = [_source(row, tags) for row, tags in zip(saying, shares, strict=True)]
    gain = CONTENT_GAIN + np.log(said + _LITTLE) + RIVALRY * np.log(_own(cues, said, place, words))
    gain[barred] = _NEVER
    for row, source in zip(gain, sources, strict=True):
        if source:
            row[source[0] : source[1] + 1] = _NEVER
    inside = _path(gain, np.log(1 - said + _LITTLE), PART_PRICE)
    found: list[Roles | None] = []
    for i, source in enumerate(sources):
        content = tuple(_runs(inside[i], shares[i, :, 3] > shares[i, :, 4] + CLEARLY))
        if not content:
            found.append(None)
            continue
        middle = np.concatenate([said[i, a : b + 1] for a, b in content])
        edges = [e for a, b in content for e in (_edge(said[i], a, a - 1), _edge(said[i], b, b + 1))]
        share = float(saying[i, source[0] : source[1] + 1].max()) if source else float(1 - saying[i].max(initial=0.0))
        one = Roles((source,) if source else (), content, share, float(middle.mean()), float(np.mean(edges)))
        found.append(one.moved(int(first[i]) - reach))
    return found


def _source(saying: Scores, tags: Scores) -> tuple[int, int] | None:
    """First and last place of the source, or None where none is probable."""
    best = int(saying.argmax())
    top = float(saying[best])
    if top < LEAST_SOURCE:
        return None
    first = last = best
    while first > 0 and saying[first - 1] > top / 2 and tags[first, 1] <= tags[first, 2] + CLEARLY:
        first -= 1
    while last + 1 < len(saying) and saying[last + 1] > top / 2 and tags[last + 1, 1] <= tags[last + 1, 2] + CLEARLY:
        last += 1
    return first, last


def _own(cues: Sequence[CueSpan], said: Scores, place: NDArray[np.int64], words: int) -> Scores:
    """How much of a word's content is this cue's: its share against that of the strongest other cue."""
    row = np.repeat(np.arange(len(cues))[:, None], place.shape[1], axis=1)
    near = place.clip(0, words - 1)
    inside = (place >= 0) & (place < words)
    claims = np.zeros((len(cues), words), np.float32)
    claims[row[inside], near[inside]] = (said * np.array([c.share for c in cues], np.float32)[:, None])[inside]
    best, holder = claims.max(0), claims.argmax(0)
    second = np.partition(claims, -2, axis=0)[-2] if len(cues) > 1 else np.zeros(words, np.float32)
    mine = claims[row, near] + _LITTLE
    rival = np.where(holder[near] == row, second[near], best[near]) + _LITTLE
    share: Scores = mine / (mine + rival)
    return share


def _path(gain: Scores, loss: Scores, price: float) -> NDArray[np.bool_]:
    """The best path of each row through being inside (gain) and outside (loss), where each beginning has a price."""
    many = gain.shape[1]
    stayed = np.zeros((2, many, len(gain)), np.bool_)
    out, into = loss[:, 0].copy(), gain[:, 0] - price
    for at in range(1, many):
        begun = out - price
        stayed[1, at] = into >= begun
        stayed[0, at] = into > out
        out, into = np.maximum(out, into) + loss[:, at], np.maximum(begun, into) + gain[:, at]
    path = np.zeros((many, len(gain)), np.bool_)
    path[-1] = into > out
    for at in range(many - 1, 0, -1):
        path[at - 1] = np.where(path[at], stayed[1, at], stayed[0, at])
    return path.T


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
