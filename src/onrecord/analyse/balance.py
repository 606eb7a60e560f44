"""Structural balance: which three actors stand to one another in a way that does not hold together, and what moved.

A triad is three actors of whom each two stand with or against one another. It is balanced where the product of its
three signs is positive: three friends, or two friends with one enemy. With one hostile tie, or three, it is
unbalanced. The definition is that of Cartwright and Harary, "Structural balance: a generalization of Heider's theory"
(Psychological Review 63, 1956), after Heider, "Attitudes and cognitive organization" (1946). An unbalanced triad is no
error of the record and no forecast: it says where the reports describe a tension.

Two actors stand with one another where more origins tell of positive ties between them than of negative ones, against
where it is the other way, and in neither way where as many tell of both. Ties that are belonging rather than a stance
(membership, role, leadership) and those without a sign do not count.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

import msgspec
import networkx as nx

from onrecord.ledger import Who

STANCES = frozenset({"alliance", "cooperation", "sponsorship", "hostility", "rift", "designation", "influence"})
"""Types of relation that say how one stands to another."""


class Edge(msgspec.Struct, frozen=True):
    """A tie that holds on a day.

    Args:
        sign: -1, 0 or 1. origins, reports: how many independent ones, and reports, tell of it. tie: its key.
    """

    subject: Who
    type: str
    object: Who
    sign: int
    origins: int
    tie: str = ""
    reports: int = 0


class Pair(msgspec.Struct, frozen=True):
    """How two actors stand to one another: sign -1 or 1; 0 where no origin tells, or as many tell of either."""

    one: Who
    other: Who
    sign: int


class Triad(msgspec.Struct, frozen=True):
    """Three actors and how each two of them stand.

    Args:
        actors: in the order of their names. pairs: first and second, first and third, second and third.
        balanced: whether the product of the signs is positive. origins: of the pair that the fewest tell of.
    """

    actors: tuple[Who, Who, Who]
    pairs: tuple[Pair, Pair, Pair]
    balanced: bool
    origins: int


class Shift(msgspec.Struct, frozen=True):
    """A triad that became balanced or unbalanced, or came to be, between two days.

    Args:
        before: null where the three did not all stand to one another then. moved: the pairs whose sign changed,
            as they stood before and as they stand now.
    """

    before: Triad | None
    now: Triad
    moved: tuple[tuple[Pair, Pair], ...]


class Balance(msgspec.Struct, frozen=True):
    """The triads of a network.

    Args:
        triads: how many there are. unbalanced: those that are not, the most widely told first. shifts: since an
            earlier day, likewise.
    """

    triads: int
    unbalanced: tuple[Triad, ...]
    shifts: tuple[Shift, ...] = ()

    @property
    def balanced(self) -> float | None:
        """The share of triads that are balanced; None where there is none."""
        return 1 - len(self.unbalanced) / self.triads if self.triads else None


def signed(edges: Iterable[Edge]) -> nx.Graph[str]:
    """The graph of stances: actors' ids as nodes with `who`; edges with `sign` (-1 or 1) and `origins`."""
    graph: nx.Graph[str] = nx.Graph()
    weights: dict[tuple[str, str], list[int]] = {}
    for edge in edges:
        one, other = edge.subject, edge.object
        if edge.type not in STANCES or not edge.sign or one.id is None or other.id is None or one.id == other.id:
            continue
        graph.add_node(one.id, who=one)
        graph.add_node(other.id, who=other)
        told = weights.setdefault((min(one.id, other.id), max(one.id, other.id)), [0, 0])
        told[edge.sign > 0] += edge.origins
    for (a, b), (against, with_) in weights.items():
        if with_ != against:
            graph.add_edge(a, b, sign=1 if with_ > against else -1, origins=max(with_, against))
    return graph


def balance(
    edges: Iterable[Edge], before: Iterable[Edge] | None = None, actors: Collection[str] = frozenset()
) -> Balance:
    """The triads of the ties of a day; with those of an earlier day, also what has shifted.

    Args:
        actors: ids; only triads with one of them; all where empty.
    """
    now = {triad.actors: triad for triad in triads(signed(edges)) if _has(triad, actors)}
    unbalanced = sorted((triad for triad in now.values() if not triad.balanced), key=_order)
    if before is None:
        return Balance(len(now), tuple(unbalanced))
    earlier = signed(before)
    then = {triad.actors: triad for triad in triads(earlier)}
    shifts = [_shift(then.get(actors), triad, earlier) for actors, triad in now.items()]
    moved = sorted((shift for shift in shifts if _has_shifted(shift)), key=lambda shift: _order(shift.now))
    return Balance(len(now), tuple(unbalanced), tuple(moved))


def triads(graph: nx.Graph[str]) -> Iterator[Triad]:
    """Every triad of a signed graph, once."""
    order = {node: n for n, node in enumerate(sorted(graph, key=lambda node: (graph.nodes[node]["who"].name, node)))}
    for first, n in order.items():
        later = [node for node in graph[first] if order[node] > n]
        for pair in combinations(sorted(later, key=order.__getitem__), 2):
            if graph.has_edge(*pair):
                yield _triad(graph, (first, *pair))


def _has(triad: Triad, actors: Collection[str]) -> bool:
    return not actors or any(who.id in actors for who in triad.actors)


def _triad(graph: nx.Graph[str], ids: tuple[str, str, str]) -> Triad:
    one, two, three = (graph.nodes[node]["who"] for node in ids)
    first, second, third = (_pair(graph, a, b) for a, b in combinations((one, two, three), 2))
    origins = min(graph.edges[a, b]["origins"] for a, b in combinations(ids, 2))
    return Triad((one, two, three), (first, second, third), first.sign * second.sign * third.sign > 0, origins)


def _pair(graph: nx.Graph[str], one: Who, other: Who) -> Pair:
    told: Mapping[str, int] = graph.get_edge_data(one.id or "", other.id or "") or {}
    return Pair(one, other, told.get("sign", 0))


def _shift(then: Triad | None, now: Triad, earlier: nx.Graph[str]) -> Shift:
    pairs = [(_pair(earlier, pair.one, pair.other), pair) for pair in now.pairs]
    return Shift(then, now, tuple((old, new) for old, new in pairs if old.sign != new.sign))


def _has_shifted(shift: Shift) -> bool:
    """What became balanced or unbalanced, and what came to be unbalanced."""
    return not shift.now.balanced if shift.before is None else shift.before.balanced != shift.now.balanced


def _order(triad: Triad) -> tuple[int, tuple[str, ...]]:
    return -triad.origins, tuple(who.name for who in triad.actors)
