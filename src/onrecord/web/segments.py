"""A text cut where any mark begins or ends, in one pass; offsets count code points."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from onrecord.web.marks import CLAUSES, Mark

LONG = 100
"""Code points of a line behind which a single line break ends a paragraph; shorter ones may be broken by hand."""
SLOTS = 6
"""Lines beneath the words that lie apart; where more words overlap, the last one is shared."""
_BREAK = re.compile(r"\n(?:[^\S\n]*\n)*")


class Open(NamedTuple):
    """A mark that covers a segment.

    Attributes:
        slot: which line beneath the words is its own, from 0; 0 of clauses.
        depth: how many contents lie around a content.
    """

    mark: Mark
    slot: int
    depth: int


class Segment(NamedTuple):
    """A stretch of the text under the same marks: clauses first, then words by their slot."""

    start: int
    end: int
    text: str
    open: tuple[Open, ...]


class Block(NamedTuple):
    """A paragraph: its segments, whose texts joined are the text from start to end, and the line breaks at its end."""

    start: int
    end: int
    segments: tuple[Segment, ...]
    closing: str


def blocks(text: str, marks: Iterable[Mark]) -> list[Block]:
    """The paragraphs of a text. Their segments and closing breaks joined are the text."""
    ends = _paragraphs(text)
    cut: list[list[Segment]] = [[] for _ in ends]
    at = 0
    for segment in segments(text, marks, [cut for pair in ends for cut in pair]):
        while segment.start >= ends[at][1]:
            at += 1
        cut[at].append(segment)
    found, start = [], 0
    for (body, end), some in zip(ends, cut, strict=True):
        found.append(Block(start, end, tuple(s for s in some if s.start < body), text[body:end]))
        start = end
    return found


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Where each paragraph ends, without its line breaks and with them."""
    found, start = [], 0
    for gap in _BREAK.finditer(text):
        line = gap.start() - max(start, text.rfind("\n", 0, gap.start()) + 1)
        if gap.group().count("\n") > 1 or line > LONG:
            found.append((gap.start(), gap.end()))
            start = gap.end()
    if start < len(text) or not found:
        found.append((len(text), len(text)))
    return found


def segments(text: str, marks: Iterable[Mark], cuts: Sequence[int] = ()) -> Iterator[Segment]:
    """The stretches of a text between the places where a mark begins or ends; joined they are the text.

    Args:
        marks: inside the text, in any order; empty ones are left out. cuts: further places to cut at.
    """
    placed = list(_placed([mark for mark in marks if mark.start < mark.end]))
    opening: dict[int, list[Open]] = defaultdict(list)
    for one in placed:
        opening[one.mark.start].append(one)
    ends = {place for one in placed for place in (one.mark.start, one.mark.end)}
    places = sorted({0, len(text), *cuts, *ends})
    now: list[Open] = []
    for start, end in pairwise(places):
        now = [one for one in now if one.mark.end > start]
        if opening[start]:
            now = sorted([*now, *opening[start]], key=_order)
        yield Segment(start, end, text[start:end], tuple(now))


def _placed(marks: list[Mark]) -> Iterator[Open]:
    """Clauses with how deep their content lies; words with the first line that is free for all of them.

    Actors, who are named everywhere, take what other words leave.
    """
    around: list[int] = []
    for mark in sorted((one for one in marks if one.part in CLAUSES), key=_by_start):
        around = [end for end in around if end > mark.start]
        yield Open(mark, 0, len(around))
        if mark.part == "content":
            around.append(mark.end)
    lines: list[list[tuple[int, int]]] = [[] for _ in range(SLOTS)]
    for mark in sorted((one for one in marks if one.part not in CLAUSES), key=_by_rank):
        slot = next((n for n, line in enumerate(lines) if _free(line, mark)), SLOTS - 1)
        insort(lines[slot], (mark.start, mark.end))
        yield Open(mark, slot, 0)


def _by_start(mark: Mark) -> tuple[int, int, str, tuple[str, ...]]:
    return mark.start, -mark.end, mark.part, mark.rows


def _by_rank(mark: Mark) -> tuple[bool, tuple[int, int, str, tuple[str, ...]]]:
    return mark.layer == "actors", _by_start(mark)


def _free(line: Sequence[tuple[int, int]], mark: Mark) -> bool:
    """Whether nothing on a line, on which words do not overlap, overlaps a mark."""
    at = bisect_left(line, (mark.end,))
    return at == 0 or line[at - 1][1] <= mark.start


def _order(one: Open) -> tuple[bool, int, int, int, str]:
    return one.mark.part not in CLAUSES, one.slot, one.mark.start, -one.mark.end, one.mark.part


def block_of(found: Sequence[Block], offset: int) -> int:
    """The number of the paragraph that a code point stands in."""
    return max(0, bisect_right(found, offset, key=lambda one: one.start) - 1)
