"""From the scores of the encoder's heads to spans of words: cues, and each cue's source and content."""

from __future__ import annotations

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Span = tuple[int, int]
Spans = tuple[Span, ...]

BEGIN_SOURCE, BEGIN_CUE, BEGIN_CONTENT = 1, 3, 5
"""Columns of the flat tags: O, B-source, I-source, B-cue, I-cue, B-content, I-content."""
LEAST_CUE = 0.1
"""Probability from which a word is tried as the beginning of a cue."""
FEW = 64
"""Cues that every text may have; beyond, one word in four at most, so that no text takes memory without an end."""
LEAST_IN_CUE = 0.5
"""Probability from which a word goes on a cue."""
LEAST_SOURCE = 0.15
"""Probability of a source's best word from which the cue has a source; trained people leave one in fourteen without."""
CONTENT_PRICE, SOURCE_PRICE = 1.5, 1.0
"""What the beginning of a content or source costs, in log odds, so that stray words are none and small gaps close."""
SOURCE_GAIN = 0.7
"""What speaks for a source beforehand, in log odds a word: the heads miss its outer words more than they add any."""
LEAST_LINK = 0.0
"""Mean log odds from which the words of a content are a cue's."""
WEAKER = 4.0
"""By how much, in log odds, a further part of a cue's content may be less surely its own than the surest."""
CLEARLY = 0.5
"""By how much "begin" has to be more probable than "inside" to cut a source in two."""
_LITTLE = 1e-6
_LEAST_ODDS = 0.002


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
        source: no or one span. content: in order. source_share: probability of its likeliest word, or that there is
            none. content_share: mean probability that its words are in anybody's content. edge_share: mean probability
            that the content begins and ends where it does.
    """

    source: Spans
    content: Spans
    source_share: float
    content_share: float
    edge_share: float


def softmax(scores: Scores) -> Scores:
    """Probabilities over the last axis."""
    powers = np.exp(scores - scores.max(-1, keepdims=True))
    return powers / powers.sum(-1, keepdims=True)  # type: ignore[no-any-return]


def cues(shares: Scores, least: float = LEAST_CUE) -> list[CueSpan]:
    """The cues in probabilities of flat tags (words x 7)."""
    found = []
    begin, inside = shares[:, BEGIN_CUE], shares[:, BEGIN_CUE + 1]
    for first in np.flatnonzero(begin > least).tolist():
        last = first
        while last + 1 < len(shares) and inside[last + 1] > max(LEAST_IN_CUE, begin[last + 1]):
            last += 1
        if inside[first] > begin[first]:
            continue
        found.append(CueSpan(first, last, float(begin[first])))
    most = max(FEW, len(shares) // 4)
    if len(found) > most:
        found = sorted(sorted(found, key=lambda cue: -cue.share)[:most], key=lambda cue: cue.first)
    return found


def contents(flat: Scores) -> list[Span]:
    """What is said, whoever says it, by the flat tags (words x 7)."""
    return _spans(flat, BEGIN_CONTENT, CONTENT_PRICE, 0.0)


def sources(flat: Scores) -> list[Span]:
    """Who says it, by the flat tags (words x 7)."""
    return _spans(flat, BEGIN_SOURCE, SOURCE_PRICE, SOURCE_GAIN)


def _spans(flat: Scores, begin: int, price: float, gain: float) -> list[Span]:
    """The most probable path through the words of a role, cut where one begins."""
    inside = flat[:, begin] + flat[:, begin + 1]
    path = _path((np.log(inside + _LITTLE) + gain).tolist(), np.log(1 - inside + _LITTLE).tolist(), price)
    begins = (flat[:, begin] > flat[:, begin + 1]).tolist()
    found: list[Span] = []
    for at, here in enumerate(path):
        if not here:
            continue
        if found and found[-1][1] == at - 1 and not begins[at]:
            found[-1] = (found[-1][0], at)
        else:
            found.append((at, at))
    return found


def roles(cues: Sequence[CueSpan], shares: Scores, flat: Scores) -> list[Roles | None]:
    """The source and content of each cue of a text; None for a cue that has no content.

    The flat tags say where contents begin and end; each goes to the cue whose own tags claim its words most. Its source
    is the run round the word that is most probably of it, with the edges that the flat tags give it.

    Args:
        cues: in text order. shares: cues x (2 reach + 1) x 5, probabilities of the role tags round each cue's first
            word. flat: words x 7, probabilities of the flat tags.

    Returns:
        For each cue its roles, in words of the text.
    """
    if not cues:
        return []
    first = np.array([cue.first for cue in cues])
    parts = _parted(first, shares, contents(flat))
    said = flat[:, BEGIN_CONTENT] + flat[:, BEGIN_CONTENT + 1]
    whole, reach = sources(flat), shares.shape[1] // 2
    begins = [start for start, _ in whole]
    found: list[Roles | None] = []
    for cue, row, own in zip(cues, shares, parts, strict=True):
        low, high = bisect.bisect_left(begins, cue.first - reach), bisect.bisect_right(begins, cue.first + reach)
        found.append(_roles(cue, row, own, said, whole[low:high]) if own else None)
    return found


def _parted(first: NDArray[np.int64], shares: Scores, spans: Sequence[Span]) -> list[Spans]:
    """The contents of each cue, in order."""
    reach = shares.shape[1] // 2
    said = np.clip(shares[..., 3] + shares[..., 4], _LEAST_ODDS, 1 - _LEAST_ODDS)
    odds = np.log(said / (1 - said))
    total = np.concatenate([np.zeros((len(first), 1), np.float32), np.cumsum(odds, axis=1)], axis=1)
    found: list[list[tuple[float, Span]]] = [[] for _ in first]
    for start, end in spans:
        low, high = np.searchsorted(first, (start - reach, end + reach + 1))
        near = low + np.flatnonzero((first[low:high] < start) | (first[low:high] > end))
        if not len(near):
            continue
        begin, stop = (start - first[near] + reach).clip(0), (end + 1 - first[near] + reach).clip(None, 2 * reach + 1)
        links = (total[near, stop] - total[near, begin]) / (stop - begin)
        best = int(links.argmax())
        if links[best] > LEAST_LINK:
            found[near[best]].append((float(links[best]), (start, end)))
    surest = [max((link for link, _ in one), default=0.0) for one in found]
    return [tuple(span for link, span in one if link >= top - WEAKER) for one, top in zip(found, surest, strict=True)]


def _roles(cue: CueSpan, shares: Scores, content: Spans, said: Scores, whole: Sequence[Span]) -> Roles:
    reach = len(shares) // 2
    by = cue.first - reach
    place = np.arange(len(shares)) + by
    barred = (place < 0) | (place >= len(said)) | ((place >= cue.first) & (place <= cue.last))
    for start, end in content:
        barred |= (place >= start) & (place <= end)
    saying = np.where(barred, 0, shares[:, 1] + shares[:, 2])
    source = _whole(_source(saying, shares), whole, by, barred)
    share = float(saying[source[0] : source[1] + 1].max()) if source else float(1 - saying.max(initial=0.0))
    middle = np.concatenate([said[start : end + 1] for start, end in content])
    edges = [edge for start, end in content for edge in (_edge(said, start, start - 1), _edge(said, end, end + 1))]
    found = ((source[0] + by, source[1] + by),) if source else ()
    return Roles(found, content, share, float(middle.mean()), float(np.mean(edges)))


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


def _whole(source: Span | None, spans: Sequence[Span], by: int, barred: NDArray[np.bool_]) -> Span | None:
    """A source with the edges of the span of the flat tags that shares most words with it, where that is free."""
    if source is None:
        return None
    shared = [(min(b - by, source[1]) - max(a - by, source[0]), a - by, b - by) for a, b in spans]
    most, start, end = max(shared, default=(-1, 0, 0))
    free = most >= 0 and start >= 0 and end < len(barred) and not barred[start : end + 1].any()
    return (start, end) if free else source


def _path(into: Sequence[float], out: Sequence[float], price: float) -> list[bool]:
    """The best path through being inside and outside, given what speaks for each, where beginning costs."""
    inside, outside = -math.inf, 0.0
    stayed: list[tuple[bool, bool]] = []
    for gain, loss in zip(into, out, strict=True):
        begun = outside - price
        stayed.append((inside > outside, inside >= begun))
        inside, outside = max(inside, begun) + gain, max(inside, outside) + loss
    here = inside > outside
    path = []
    for from_inside in reversed(stayed):
        path.append(here)
        here = from_inside[here]
    return path[::-1]


def _edge(content: Scores, inside: int, outside: int) -> float:
    beyond = float(content[outside]) if 0 <= outside < len(content) else 0.0
    return float(content[inside]) * (1 - beyond)
