"""Standard measures of a network, by networkx: who has most ties, who stands between, which actors belong together."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
import networkx as nx

from onrecord.analyse.balance import Edge
from onrecord.ledger import Who

SAMPLED = 300
"""Actors from which paths are followed for betweenness, where there are more (Brandes and Pich, "Centrality estimation
in large networks", 2007); all of them where there are fewer."""
LEAST = 50
"""Actors from which they are followed at least, however large the network."""
WORK = 1_500_000
"""Ties that are followed at most for it, about a second and a half; fewer actors are sampled where there are more."""
SEED = 1


class Placed(msgspec.Struct, frozen=True):
    """An actor's place in the network.

    Args:
        degree: how many others it has ties with; positive, negative: with how many it has such ties.
        betweenness: share of the shortest paths between two others that run through it, 0 to 1 (Freeman, "A set of
            measures of centrality based on betweenness", Sociometry 40, 1977); by ties of any sign.
        community: number of the community that it is in by its positive ties, from 1, the largest first
            (modularity by Louvain's method: Blondel and others, "Fast unfolding of communities in large networks",
            2008); null where it has no positive tie. reports, origins: how many tell of its ties; 0 where not counted.
    """

    who: Who
    degree: int
    positive: int
    negative: int
    betweenness: float
    community: int | None
    reports: int = 0
    origins: int = 0


class Measures(msgspec.Struct, frozen=True):
    """The places of the actors, those with most ties first.

    Args:
        actors, ties: of the whole network; a pair with several ties counts once. density: the share of all pairs that
            have one. sampled: whether betweenness is estimated.
    """

    places: tuple[Placed, ...]
    actors: int
    ties: int
    density: float
    sampled: bool


def measures(edges: Iterable[Edge], limit: int = 50) -> Measures:
    """The measures of the ties that hold on a day, without direction; each origin that tells of a tie is its weight."""
    whole, liked = _graphs(edges)
    followed = min(SAMPLED, max(LEAST, WORK // max(1, whole.number_of_edges())))
    sampled = len(whole) > followed
    between = nx.betweenness_centrality(whole, k=followed if sampled else None, seed=SEED)
    community = _communities(liked)
    names = nx.get_node_attributes(whole, "who")
    signs = {node: [data["signs"] for _, _, data in whole.edges(node, data=True)] for node in whole}
    places = [
        Placed(
            names[node], whole.degree[node], sum(1 in told for told in signs[node]),
            sum(-1 in told for told in signs[node]), between[node], community.get(node),
        )
        for node in whole
    ]  # fmt: skip
    places.sort(key=lambda place: (-place.degree, -place.betweenness, place.who.name))
    return Measures(tuple(places[:limit]), len(whole), whole.number_of_edges(), nx.density(whole), sampled)


def _graphs(edges: Iterable[Edge]) -> tuple[nx.Graph[str], nx.Graph[str]]:
    """All ties, with their signs; and the positive ones alone."""
    whole: nx.Graph[str] = nx.Graph()
    liked: nx.Graph[str] = nx.Graph()
    for edge in edges:
        one, other = edge.subject.id, edge.object.id
        if one is None or other is None or one == other:
            continue
        whole.add_node(one, who=edge.subject)
        whole.add_node(other, who=edge.object)
        if not whole.has_edge(one, other):
            whole.add_edge(one, other, signs=set())
        whole.edges[one, other]["signs"].add(edge.sign)
        if edge.sign > 0:
            before = liked.get_edge_data(one, other, {"weight": 0})["weight"]
            liked.add_edge(one, other, weight=before + edge.origins)
    return whole, liked


def _communities(liked: nx.Graph[str]) -> dict[str, int]:
    if not liked:
        return {}
    found = nx.community.louvain_communities(liked, weight="weight", seed=SEED)
    ordered = sorted((sorted(group) for group in found), key=lambda group: (-len(group), group))
    return {node: n for n, group in enumerate(ordered, 1) for node in group}
