"""Tellings into happenings: the best links first, none across a contradiction.

Links are taken in order of their score. Two groups are joined where what their members say of one another speaks for
it too, on the average, and no two members contradict each other. Of a group that a person joined with another one, only
the members that links brought together are asked: so a join takes no third telling out. The result depends on the
tellings and on what people decided, not on the order in which they came.
"""

from __future__ import annotations

import functools
import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping

Pair = tuple[str, str]
LOOKED_AT = 12
"""Members of a group that are compared with those of another: the first by name, so that large groups stay fast."""


def groups(
    rows: Iterable[str],
    links: Mapping[Pair, float],
    alike: Callable[[str, str], tuple[float, bool]],
    share: float,
    *,
    join: Iterable[Pair] = (),
    split: Iterable[Pair] = (),
) -> list[frozenset[str]]:
    """The groups that the links make, each row in one.

    Args:
        rows: names of the tellings. links: pairs with their score, each pair sorted.
        alike: of any two rows the score, and whether they contradict each other.
        share: what the scores between two groups must be on the average, at least.
        join: pairs that a person joined, whatever the rules say. split: pairs that a person parted; a split is
            stronger than a link, and a join than a split.
    """
    of: dict[str, set[str]] = {row: {row} for row in sorted(rows)}
    linked: dict[str, set[str]] = {row: {row} for row in of}
    known = functools.cache(alike)
    parted: dict[str, set[str]] = defaultdict(set)
    for one, other in split:
        if one in of and other in of:
            parted[one].add(other)
            parted[other].add(one)

    def merge(within: dict[str, set[str]], one: str, other: str) -> None:
        if within[one] is not within[other]:
            less, more = sorted((within[one], within[other]), key=len)
            more |= less
            for row in less:
                within[row] = more

    def are_parted(one: set[str], other: set[str]) -> bool:
        return any(not parted[row].isdisjoint(other) for row in parted.keys() & one)

    for one, other in sorted(join):
        if one in of and other in of:
            merge(of, one, other)
    for (one, other), _ in sorted(links.items(), key=lambda link: (-link[1], link[0])):
        if one not in of or other not in of or of[one] is of[other]:
            continue
        if parted and are_parted(of[one], of[other]):
            continue
        cross = [
            known(min(a, b), max(a, b))
            for a in heapq.nsmallest(LOOKED_AT, linked[one])
            for b in heapq.nsmallest(LOOKED_AT, linked[other])
        ]
        if any(apart for _, apart in cross) or sum(score for score, _ in cross) / len(cross) < share:
            continue
        merge(of, one, other)
        merge(linked, one, other)
    return sorted({min(group): frozenset(group) for group in of.values()}.values(), key=min)
