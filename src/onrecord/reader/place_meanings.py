"""Which place each name means: its size, what it is said to lie in, and what else the report names."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.gazetteer_index import fold
from onrecord.reader.place_near import Near
from onrecord.reader.place_spot import DIRECTIONS, Spot

_PRIOR = {"country": 8.0, "continent": 7.0, "territory": 6.6, "disputed": 6.5, "historical": 5.5}
_ALTERNATE = 1.2
_INSIDE = 5.0
_OUTSIDE = 1.5
_COUNTRY = 5.0
_DIVISION = 7.0
_COUNTY = 2.0
_ALONE = 1.5
"""What a division is ahead where the other places of its name are but towns elsewhere."""
_LARGE = 250_000
"""People of a town that may be better known than a division of its name."""
_SHARP = 1.0
"""How much a likelier meaning of a name counts for more in what it says of the rest of the report."""
_REPEATED = 0.5
_ROUNDS = 3
_BETWEEN = frozenset({",", ", in", "in", "province in", "province , in", "(", "district", ", a town in", ", a city in"})
_PART = re.compile(
    r"(?:, |\( )?(?:(?:a|an|the|one of the|two|three|four|five|several) )?(?:\w+ ){0,2}?"
    r"(?:town|city|village|hamlet|settlement|district|quarter|neighbourhood|neighborhood|suburb|slum|township|camp|area|"
    r"ward|middle|heart|centre|center|outskirts|market|square|hospital|mosque|prison|oilfield)s? (?:in|of|inside)"
)
"""What says that the name before is that of a part of what the name after it means."""
_NEAR = 0.75
_PART_KM = 50.0
"""Within which a part of a place lies that is known as a point."""
_FARTHEST = 10
"""Words that may stand between a place and what it is said to lie in."""
_NEAR_MOST = 2.7
_NEAR_ENOUGH = math.ceil(_NEAR_MOST / _NEAR)
"""Places near one from which more say nothing further."""
_LOCAL = frozenset({"city", "admin2"})
_POINTS = frozenset({"city", "admin2", "admin1"})
"""Kinds of places of which others are likely to stand near."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a spot means.

    Attributes:
        candidate: None where the gazetteer does not know the name. sure: 0..1.
        within: what a place that the gazetteer does not know is said to lie in.
    """

    candidate: Candidate | None
    sure: float
    within: Candidate | None = None


def meanings(doc: Doc, spots: Sequence[Spot]) -> list[Meaning]:
    """The meaning of each spot, one for each name in a report unless it is said to lie elsewhere."""
    holders = _holders(doc, spots)
    groups: dict[tuple[str, str], list[int]] = defaultdict(list)
    for i, spot in enumerate(spots):
        groups[fold(spot.key), fold(spots[holders[i]].key) if i in holders else ""].append(i)
    _share_holders(groups)
    held = {key: _held(members, spots, holders) for key, members in groups.items()}
    evidence = _Evidence(doc, spots, list(groups))
    scores = {k: _scores(spots[m[0]], held[k], evidence, k[0], None) for k, m in groups.items()}
    for _ in range(_ROUNDS):
        evidence.weigh({k: (spots[m[0]].candidates, scores[k], len(m)) for k, m in groups.items()})
        chosen = {k: _first(spots[m[0]], scores[k]) for k, m in groups.items()}
        near = Near((k[0], c) for k, c in chosen.items() if c is not None and c.kind in _POINTS)
        scores = {k: _scores(spots[m[0]], held[k], evidence, k[0], near) for k, m in groups.items()}
    out = [Meaning(None, 0.0)] * len(spots)
    for key, members in groups.items():
        meaning = _best(spots[members[0]], scores[key])
        for i in members:
            out[i] = meaning
    for members in groups.values():
        inside = next((i for i in members if i in holders), None)
        holder = out[holders[inside]].candidate if inside is not None else None
        if inside is None or holder is None:
            continue
        known = out[inside].candidate
        if known is None or (_is_part(doc, spots[inside], spots[holders[inside]]) and not _fits_in(known, holder)):
            for i in members:
                out[i] = Meaning(None, 0.8, holder)
    return out


def _is_part(doc: Doc, here: Spot, there: Spot) -> bool:
    """Whether the words between two names say that the first is a part of the second: the Mansoura district of Aden."""
    return _PART.fullmatch(_between(doc, here, there)) is not None


def _fits_in(c: Candidate, holder: Candidate) -> bool:
    return _inside(c, holder) or c.kilometres(holder) <= max(_PART_KM, 2 * holder.radius_km)


def _between(doc: Doc, here: Spot, there: Spot) -> str:
    """The words between two names in lower case, without sides of the compass and articles at the end."""
    words = [t.lower_ for t in doc[here.last + 1 : there.first] if not t.is_space]
    while words and (words[-1] == "the" or words[-1] in DIRECTIONS):
        words.pop()
    return " ".join(words)


def _share_holders(groups: dict[tuple[str, str], list[int]]) -> None:
    """A bare name means what the same name means where it is said what it lies in, if that is said in one way only."""
    ways: dict[str, list[str]] = defaultdict(list)
    for name, holder in groups:
        if holder:
            ways[name].append(holder)
    for name, holders in ways.items():
        if len(holders) == 1 and (name, "") in groups:
            groups[name, holders[0]] += groups.pop((name, ""))


def _holders(doc: Doc, spots: Sequence[Spot]) -> dict[int, int]:
    """Index of a spot to that of the spot it is said to lie in: Deraa, in southern Syria; Paris, Texas."""
    found: dict[int, int] = {}
    for i in range(len(spots) - 1):
        here, there = spots[i], spots[i + 1]
        words = [t.lower_ for t in doc[here.last + 1 : there.first] if not t.is_space]
        if len(words) > _FARTHEST or not words:
            continue
        rest = [w for w in words if w not in DIRECTIONS and w not in {"the", "of"}]
        said = (len(words) <= 5 and " ".join(rest) in _BETWEEN) or _is_part(doc, here, there)
        if said and _may_lie_in(here, there):
            found[i] = i + 1
    return found


def _may_lie_in(here: Spot, there: Spot) -> bool:
    """Whether the second can hold the first: of two states in a list, neither does."""
    above = _level(there, None)
    lands = {c.country for c in there.candidates if c.own and c.kind == "admin1"} if above == 1 else None
    level = _level(here, lands)
    return level < above or level == above == 0


def _level(spot: Spot, lands: set[str | None] | None) -> int:
    """2 for the name of a country, 1 for that of a division (of some countries, where they are given), else 0."""
    kinds = {c.kind for c in spot.candidates if c.own and (lands is None or c.kind == "country" or c.country in lands)}
    return 2 if "country" in kinds else 1 if "admin1" in kinds else 0


def _held(members: Sequence[int], spots: Sequence[Spot], holders: dict[int, int]) -> tuple[Candidate, ...]:
    for i in members:
        if i in holders:
            holder = spots[holders[i]]
            wide = [c for c in holder.candidates if c.kind not in {"city", "square", "site", "camp"}]
            return tuple(wide or holder.candidates)
    return ()


class _Evidence:
    """What a report as a whole says about where it is.

    Attributes:
        named: keys of the second-level divisions that are named, by country and name of the division.
    """

    def __init__(self, doc: Doc, spots: Sequence[Spot], groups: Sequence[tuple[str, str]]) -> None:
        self.named: dict[tuple[str | None, str], set[str]] = defaultdict(set)
        for spot in spots:
            for c in spot.candidates[:8]:
                if c.own and c.kind == "admin2":
                    self.named[c.country, c.name].add(fold(spot.key))
        self._spoken: Counter[str] = Counter()
        for token in doc:
            if token.ent_type_ == "NORP":
                country = gazetteer().country_of(token.text)
                if country:
                    self._spoken[country] += 1
        self._countries: dict[str | None, dict[str, float]] = {}
        self._divisions: dict[tuple[str | None, str | None], dict[str, float]] = {}
        self._in_country: dict[str | None, float] = {}
        self._in_division: dict[tuple[str | None, str | None], float] = {}
        self._total = 1.0

    def weigh(self, beliefs: dict[tuple[str, str], tuple[tuple[Candidate, ...], list[float], int]]) -> None:
        """Takes in what each name is believed to mean, and how often it stands there."""
        self._countries, self._divisions = defaultdict(dict), defaultdict(dict)
        self._total = sum(self._spoken.values()) + 1.0
        for (key, _), (candidates, scores, times) in beliefs.items():
            if not candidates:
                continue
            top = max(scores)
            shares = [math.exp(_SHARP * (x - top)) for x in scores]
            weight = times**_REPEATED
            whole = sum(shares) / weight
            self._total += weight
            for c, share in zip(candidates, shares, strict=True):
                if c.country:
                    there = self._countries[c.country]
                    there[key] = there.get(key, 0.0) + share / whole
                    if c.admin1:
                        inside = self._divisions[c.country, c.admin1]
                        inside[key] = inside.get(key, 0.0) + share / whole
        self._in_country = {c: sum(there.values()) for c, there in self._countries.items()}
        self._in_division = {d: sum(inside.values()) for d, inside in self._divisions.items()}

    def country(self, c: Candidate, key: str) -> float:
        """The share of the other names of the report that lie in the same country, 0..1."""
        others = self._in_country.get(c.country, 0.0) - self._countries.get(c.country, _NOTHING).get(key, 0.0)
        return (others + self._spoken.get(c.country or "", 0)) / self._total

    def division(self, c: Candidate, key: str) -> float:
        """The share of the other names that lie in the same first-level division, 0..1."""
        at = c.country, c.admin1
        return (self._in_division.get(at, 0.0) - self._divisions.get(at, _NOTHING).get(key, 0.0)) / self._total


def _first(spot: Spot, scores: list[float]) -> Candidate | None:
    return spot.candidates[max(range(len(scores)), key=scores.__getitem__)] if scores else None


def _best(spot: Spot, scores: list[float]) -> Meaning:
    if not scores:
        return Meaning(None, 0.0)
    ordered = sorted(scores, reverse=True)
    margin = ordered[0] - ordered[1] if len(ordered) > 1 else 4.0
    return Meaning(_first(spot, scores), 0.55 + 0.43 * (1 - math.exp(-max(0.0, margin))))


def _scores(
    spot: Spot, holders: tuple[Candidate, ...], evidence: _Evidence, key: str, near: Near | None
) -> list[float]:
    alone = _ALONE if _is_division(spot.candidates) else 0.0
    return [
        _score(key, c, holders, evidence, near) + (alone if c.own and c.kind == "admin1" else 0.0)
        for c in spot.candidates
    ]


def _is_division(candidates: tuple[Candidate, ...]) -> bool:
    """Whether a division is the best known place of its name: besides it there are but smaller towns elsewhere."""
    divisions = [c for c in candidates if c.own and c.kind == "admin1"]
    inside = {(c.country, c.name) for c in divisions}
    return bool(divisions) and all(
        c.kind in _LOCAL and c.population < _LARGE and (c.country, c.admin1) not in inside
        for c in candidates
        if c.own and c.kind != "admin1"
    )


def _score(key: str, c: Candidate, holders: tuple[Candidate, ...], evidence: _Evidence, near: Near | None) -> float:
    score = _prior(c)
    if not c.own:
        score -= _ALTERNATE
    if holders:
        score += _INSIDE if any(_inside(c, h) for h in holders) else -_OUTSIDE
    if c.country:
        score += _COUNTRY * evidence.country(c, key)
    if c.admin1 and c.kind != "country":
        score += _DIVISION * evidence.division(c, key)
    if c.kind in _LOCAL and c.admin2 and evidence.named.get((c.country, c.admin2), _NONE) - {key}:
        score += _COUNTY
    if near is not None and c.kind in _POINTS:
        score += min(_NEAR_MOST, _NEAR * near.count(c, key, _NEAR_ENOUGH))
    return score


_NONE: frozenset[str] = frozenset()
_NOTHING: dict[str, float] = {}


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
        if c.kind == "admin1" or c.country != holder.country:
            return False
        return c.admin1 == holder.name if c.admin1 else c.kilometres(holder) <= holder.radius_km
    if holder.kind == "admin2":
        return c.admin2 == holder.name and c.country == holder.country
    return c is not holder and c.name != holder.name and c.kilometres(holder) <= max(25.0, holder.radius_km)
