"""Which place each name means: its size, what it is said to lie in, and what else the report names."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.gazetteer_index import fold
from onrecord.reader.place_names import DIRECTIONS, Spot

_PRIOR = {"country": 8.0, "continent": 7.0, "territory": 6.6, "disputed": 6.5, "historical": 5.5}
_ALTERNATE = 1.2
_INSIDE = 5.0
_OUTSIDE = 1.5
_COUNTRY = 3.0
_DIVISION = 2.0
_BETWEEN = frozenset({",", ", in", "in", "province in", "province , in", "(", "district", ", a town in", ", a city in"})
_NEAR_KM = 150.0
_NEAR = 0.9
_NEAR_MOST = 2.7


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spot means.

    Attributes:
        candidate: None where the gazetteer does not know the name. sure: 0..1.
    """

    candidate: Candidate | None
    sure: float


def meanings(doc: Doc, spots: Sequence[Spot]) -> list[Meaning]:
    """The meaning of each spot, one for each name in a report unless it is said to lie elsewhere."""
    holders = _holders(doc, spots)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        groups[fold(spot.key), fold(spots[holders[i]].key) if i in holders else ""].append(i)
    _share_holders(groups)
    held = {key: _held(members, spots, holders) for key, members in groups.items()}
    evidence = _Evidence(doc, spots)
    chosen = {k: _best(spots[m[0]], held[k], evidence, ()) for k, m in groups.items()}
    for _ in range(2):
        others = {k: c for k, (c, _) in chosen.items() if c is not None and c.kind in {"city", "admin2", "admin1"}}
        chosen = {
            k: _best(spots[m[0]], held[k], evidence, tuple(c for o, c in others.items() if o[0] != k[0]))
            for k, m in groups.items()
        }
    out = [Meaning(None, 0.0)] * len(spots)
    for key, members in groups.items():
        for i in members:
            out[i] = Meaning(*chosen[key])
    return out


def _share_holders(groups: dict[tuple[str, str], list[int]]) -> None:
    """A bare name means what the same name means where it is said what it lies in, if that is said in one way only."""
    for name, holder in list(groups):
        ways = [k for k in groups if k[0] == name and k[1]]
        if not holder and len(ways) == 1:
            groups[ways[0]] += groups.pop((name, ""))


def _holders(doc: Doc, spots: Sequence[Spot]) -> dict[int, int]:
    """Index of a spot to that of the spot it is said to lie in: Deraa, in southern Syria; Paris, Texas."""
    found: dict[int, int] = {}
    for i in range(len(spots) - 1):
        here, there = spots[i], spots[i + 1]
        words = [t.lower_ for t in doc[here.last + 1 : there.first] if not t.is_space]
        if len(words) > 5 or not words:
            continue
        rest = [w for w in words if w not in DIRECTIONS and w not in {"the", "of"}]
        if " ".join(rest) in _BETWEEN and _may_lie_in(here, there):
            found[i] = i + 1
    return found


def _may_lie_in(here: Spot, there: Spot) -> bool:
    """Whether the second can hold the first: of two states in a list, neither does."""
    levels = [_level(s) for s in (here, there)]
    return levels[0] < levels[1] or levels == [0, 0]


def _level(spot: Spot) -> int:
    kinds = {c.kind for c in spot.candidates if c.own}
    return 2 if "country" in kinds else 1 if "admin1" in kinds else 0


def _held(members: Sequence[int], spots: Sequence[Spot], holders: dict[int, int]) -> tuple[Candidate, ...]:
    for i in members:
        if i in holders:
            holder = spots[holders[i]]
            wide = [c for c in holder.candidates if c.kind not in {"city", "square", "site", "camp"}]
            return tuple(wide or holder.candidates)
    return ()


class _Evidence:
    """What a report as a whole says about where it is: shares of countries, and the divisions that it names."""

    def __init__(self, doc: Doc, spots: Sequence[Spot]) -> None:
        seen: Counter[str] = Counter()
        self.divisions: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        for spot in spots:
            countries = {c.country for c in spot.candidates if c.own} or {c.country for c in spot.candidates}
            sole = next(iter(countries)) if len(countries) == 1 else None
            if sole:
                seen[sole] += 1
            for c in spot.candidates[:8]:
                if c.kind == "admin1" and c.own:
                    self.divisions[c.country, c.name].add(fold(spot.key))
                    seen[c.country or ""] += 1
        for token in doc:
            if token.ent_type_ == "NORP":
                country = gazetteer().country_of(token.text)
                if country:
                    seen[country] += 1
        total = sum(seen.values())
        self.share = {k: v / (total + 1) for k, v in seen.items()}


def _best(
    spot: Spot, holders: tuple[Candidate, ...], evidence: _Evidence, near: tuple[Candidate, ...]
) -> tuple[Candidate | None, float]:
    scored = sorted(
        ((_score(fold(spot.key), c, holders, evidence, near), -i, c) for i, c in enumerate(spot.candidates)),
        key=lambda s: (s[0], s[1]),
        reverse=True,
    )
    if not scored:
        return None, 0.0
    margin = scored[0][0] - scored[1][0] if len(scored) > 1 else 4.0
    return scored[0][2], 0.55 + 0.43 * (1 - math.exp(-max(0.0, margin)))


def _score(
    key: str, c: Candidate, holders: tuple[Candidate, ...], evidence: _Evidence, near: tuple[Candidate, ...]
) -> float:
    score = _prior(c)
    if not c.own:
        score -= _ALTERNATE
    if holders:
        score += _INSIDE if any(_inside(c, h) for h in holders) else -_OUTSIDE
    if c.country:
        score += _COUNTRY * evidence.share.get(c.country, 0.0)
    if c.kind in {"city", "admin2"} and evidence.divisions.get((c.country, c.admin1 or ""), set()) - {key}:
        score += _DIVISION
    if near and c.kind in {"city", "admin2", "admin1"}:
        score += min(_NEAR_MOST, _NEAR * sum(c.kilometres(o) < _NEAR_KM for o in near))
    return score


def _prior(c: Candidate) -> float:
    if c.kind in _PRIOR:
        return _PRIOR[c.kind]
    people = math.log10(c.population + 10)
    if c.kind == "admin1":
        return people - 0.8
    if c.kind == "admin2":
        return people - 1.2
    return people


def _inside(c: Candidate, holder: Candidate) -> bool:
    if holder.kind == "country":
        return c.country == holder.country and c.kind != "country"
    if holder.kind == "admin1":
        return c.kind != "admin1" and c.country == holder.country and c.admin1 == holder.name
    if holder.kind == "admin2":
        return c.admin2 == holder.name and c.country == holder.country
    return c is not holder and c.name != holder.name and c.kilometres(holder) <= max(25.0, holder.radius_km)
