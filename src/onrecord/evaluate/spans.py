"""Intervals of code points, and the words beneath them."""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterable, Sequence
from typing import Any

from onrecord.evaluate.gold import greedy

Interval = tuple[int, int]
_WORD = re.compile(r"\w+(?:['’]\w+)?")


def interval(span: Any) -> Interval | None:
    """The interval of `{"start", "end"}` or `[start, end]`; None where nothing lies between."""
    if isinstance(span, dict):
        start, end = span.get("start"), span.get("end")
    elif span:
        start, end = span[0], span[1]
    else:
        return None
    return (int(start), int(end)) if start is not None and end is not None and start < end else None


def intervals(spans: Any) -> list[Interval]:
    """The intervals of a list of spans, without empty ones."""
    return [found for span in spans or () if (found := interval(span))]


def joint(a: Interval, b: Interval) -> int:
    """How many code points two intervals share."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def likeness(a: Interval, b: Interval) -> float:
    """Shared over joint code points of two intervals."""
    both = joint(a, b)
    return both / (a[1] - a[0] + b[1] - b[0] - both)


def touch(a: Iterable[Interval], b: Sequence[Interval]) -> bool:
    """Whether any of a shares a code point with any of b."""
    return any(joint(x, y) for x in a for y in b)


def stripped(text: str, span: Interval, also: str = "") -> Interval | None:
    """The interval without white space, and the characters of `also`, at its ends; None where nothing is left."""
    kept = [i for i in range(*span) if not (text[i].isspace() or text[i] in also)]
    return (kept[0], kept[-1] + 1) if kept else None


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Shared over joint members; 0 for two empty sets."""
    return len(a & b) / len(a | b) if a or b else 0.0


class Words:
    """The words of a text: runs of letters and digits; punctuation and quote marks are none."""

    def __init__(self, text: str) -> None:
        found = [match.span() for match in _WORD.finditer(text)]
        self._starts = [start for start, _ in found]
        self._ends = [end for _, end in found]

    def under(self, spans: Iterable[Interval]) -> frozenset[int]:
        """Numbers of the words that any of the intervals touches."""
        touched: set[int] = set()
        for start, end in spans:
            touched.update(range(bisect.bisect_right(self._ends, start), bisect.bisect_left(self._starts, end)))
        return frozenset(touched)


def by_overlap(gold: Sequence[Interval], out: Sequence[Interval]) -> list[tuple[int, int]]:
    """One-to-one pairs of overlapping intervals: the longest overlap first, then the most alike, then the earliest."""
    found = []
    for i, g in enumerate(gold):
        for j, o in enumerate(out):
            if both := joint(g, o):
                found.append(((-both, g[1] - g[0] + o[1] - o[0] - 2 * both, i, j), i, j))
    return greedy(sorted(found))
