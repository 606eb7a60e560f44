"""What is said of the kind of a place: Homs province, the city of Homs, a state among states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from spacy.tokens import Doc

from onrecord.knowledge.gazetteer import Kind
from onrecord.reader.place_spot import Spot

_FIRST: frozenset[Kind] = frozenset({"admin1", "region", "territory", "disputed"})
_SECOND: frozenset[Kind] = frozenset({"admin2", "admin1", "region"})
_SAID: dict[str, frozenset[Kind]] = {
    **dict.fromkeys(("state", "province", "governorate", "oblast"), _FIRST),
    **dict.fromkeys(("county", "district"), _SECOND),
}
_TOWN = frozenset({"city", "town", "village"})
_BESIDE = (",", "and", "or", "&")


def narrowed(doc: Doc, spots: Sequence[Spot]) -> list[Spot]:
    """The spots, each with the candidates alone that are of the kind which is said, if it has any of it."""
    found = [_as_said(doc, spot) for spot in spots]
    listed = [_land(spot) for spot in found]
    for i, spot in enumerate(spots):
        beside = {listed[k] for k in (i - 1, i + 1) if 0 <= k < len(spots) and _in_list(doc, spot, spots[k])}
        states = tuple(c for c in spot.candidates if c.own and c.kind == "admin1" and c.country in beside)
        if states and found[i] is spot and len(states) < len(spot.candidates):
            found[i] = replace(spot, key=f"{spot.key} state", candidates=states)
    return found


def _as_said(doc: Doc, spot: Spot) -> Spot:
    if not spot.candidates or spot.wide:
        return spot
    after = doc[spot.last + 1].text if spot.last + 1 < len(doc) else ""
    before = _noun_before(doc, spot.first)
    if before in _TOWN:
        if any(c.own and c.kind == "country" for c in spot.candidates):
            return spot
        towns = tuple(c for c in spot.candidates if c.kind not in {"admin1", "admin2"})
        return replace(spot, candidates=towns) if towns else spot
    word = next((w for w in (after, before) if w in _SAID), None)
    kept = tuple(c for c in spot.candidates if word is not None and c.own and c.kind in _SAID[word])
    if word is None or not kept or len(kept) == len(spot.candidates):
        return spot
    return replace(spot, key=f"{spot.key} {word}", candidates=kept)


def _noun_before(doc: Doc, first: int) -> str:
    """The word before "of" and a name; empty where a name stands before it: the Baba Amr district of Homs."""
    if first < 2 or doc[first - 1].lower_ != "of":
        return ""
    return "" if first > 2 and doc[first - 3].pos_ == "PROPN" else doc[first - 2].text


def _land(spot: Spot) -> str | None:
    """The country of which a name is first of all that of a division."""
    first = next((c for c in spot.candidates if c.own), None)
    return first.country if first is not None and first.kind == "admin1" else None


def _in_list(doc: Doc, one: Spot, other: Spot) -> bool:
    """Whether but a comma or "and" stands between two names."""
    first, second = (one, other) if one.first < other.first else (other, one)
    between = range(first.last + 1, second.first)
    return 0 < len(between) <= 2 and all(doc[i].lower_ in _BESIDE for i in between)
