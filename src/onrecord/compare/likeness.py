"""Whether a row of another coder and a happening of ours are one, by rules that each give a weight and a reason.

What contradicts is never one: another country, days apart that no report explains, more than a month in any case,
types that fit no common deed, a side of another country where the other side is not the same.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from onrecord.compare.coded import Coded, CodedPlace
from onrecord.compare.countries import other
from onrecord.compare.own import Own, Spot
from onrecord.compare.who import Alike, Side, abroad, alike, theirs
from onrecord.errors import DataError
from onrecord.knowledge.folding import key
from onrecord.knowledge.table import kept, path_of, rows
from onrecord.ledger.alike import related

SLACK = 1
"""Days that a row may be off: coders date by the report, or by its time zone."""
MONTH = 31
"""Days from which two are never one."""
BEFORE = 7
"""Days before a report came out within which what it tells without a day is likely to be."""
EXACT_DAYS = 2
LONG_DAYS = 40
"""Lengths of intervals: up to the first it is a day, past the second it says little."""
TOWN = 5.0
"""Kilometres by which two points of one town may differ."""
_RECIPROCAL = frozenset({"AGREE", "CONSULT", "COOPERATE"})
_NEAR = frozenset({"same", "called_alike", "of_same"})
_EARTH_KM = 6371.0


class Rule(NamedTuple):
    """A line of compare_rules.tsv."""

    weight: float
    meaning: str


class Fit(NamedTuple):
    """How well a row and a happening fit.

    Attributes:
        score: sum of the weights. reasons: the rules that speak, the weightiest first.
    """

    score: float
    reasons: tuple[str, ...]


@kept
def rules() -> dict[str, Rule]:
    """The rules by name.

    Raises:
        DataError: a weight is no number.
    """
    try:
        return {row["rule"]: Rule(float(row["weight"]), row["meaning"]) for row in rows(path_of("compare_rules.tsv"))}
    except ValueError as problem:
        raise DataError(f"compare_rules.tsv: {problem}") from problem


def in_words(reasons: Collection[str]) -> tuple[str, ...]:
    """Reasons in words, each with its weight."""
    return tuple(f"{rules()[rule].meaning} ({rules()[rule].weight:+.1f})" for rule in reasons)


def fit(coded: Coded, own: Own, reports: frozenset[str]) -> Fit | None:
    """How well the two fit; None where they contradict, or too little speaks for it.

    Args:
        reports: ids of the reports of the ledger that the row, or a mention of its event, names.
    """
    same = bool(reports & own.reports)
    found: set[str] = {"same_report"} if same else set()
    told = _type(coded, own), _when(coded, own, same), _where(coded, own, same)
    if None in told:
        return None
    found |= {rule for rule in told if rule}
    found |= _detail(coded, own)
    sides = _sides(coded, own, same)
    if sides is None:
        return None
    found |= sides
    score = round(sum(rules()[rule].weight for rule in found), 2)
    if score < rules()["least"].weight or not _enough(found):
        return None
    return Fit(score, tuple(sorted(found, key=lambda rule: (-abs(rules()[rule].weight), rule))))


def _enough(found: Collection[str]) -> bool:
    """Whether enough different things speak for it.

    Of a report of ours that tells it, two of these: when, where, who, what; one of them who or what. Else when and
    what, and with them both sides, or one and the place: in a war the same two fight on the same day in many places.
    """
    when = not {"same_day", "in_time", "near_day", "report_day"}.isdisjoint(found)
    sides = [f"same_{side}" in found or f"{side}_called_alike" in found for side in ("actor", "recipient")]
    if "same_report" in found:
        loosely = any(f"{side}_of_same" in found for side in ("actor", "recipient"))
        told = any(sides) or "same_type" in found
        return told and sum((when, "same_place" in found, any(sides) or loosely, "same_type" in found)) >= 2
    if "report_day" in found:
        return all(sides) and "same_place" in found
    return when and (all(sides) or (any(sides) and "same_place" in found))


def _type(coded: Coded, own: Own) -> str | None:
    if coded.type is None:
        return None
    if coded.type in own.types:
        return "same_type"
    return "near_type" if any(related(coded.type, one) for one in own.types) else None


def _detail(coded: Coded, own: Own) -> set[str]:
    found = set()
    if coded.code and len(coded.code) > 2 and not coded.code.endswith("0"):
        found |= {"same_code" for one in own.tellings if one.cameo == coded.code}
    if coded.mode:
        found |= {"same_mode" for one in own.tellings if one.mode == coded.mode}
    return found


def _when(coded: Coded, own: Own, same_report: bool) -> str | None:
    """The rule for the days; "" where nothing is known against it, None where they contradict."""
    day = date.fromisoformat(coded.day).toordinal()
    if own.times:
        gap, length = min((max(first - day, day - until + 1, 0), until - first) for first, until in own.times)
        if gap == 0:
            return "same_day" if length <= EXACT_DAYS else "in_time" if length <= LONG_DAYS else "in_long"
        if gap <= SLACK:
            return "near_day"
        return "far_day" if same_report and gap <= MONTH else None
    published = [one.published for one in own.tellings if one.published is not None]
    if any(one - BEFORE <= day <= one + SLACK for one in published):
        return "report_day"
    near = not published or any(abs(one - day) <= MONTH for one in published)
    return "" if same_report and near else None


def _where(coded: Coded, own: Own, same_report: bool) -> str | None:
    """The rule for the places; "" where one has none, None where they contradict."""
    place = coded.place
    if place is None or not own.spots:
        return ""
    told = [_place(_spot(place), spot) for spot in own.spots]
    best = next((rule for rule in ("same_place", "same_land", "far_place", "") if rule in told), None)
    return None if best == "far_place" and not same_report else best


@functools.lru_cache(maxsize=1 << 12)
def _spot(place: CodedPlace) -> Spot:
    name = key((place.name or "").split(",")[0])
    return Spot(name, place.country, place.lat, place.lon, place.km, place.km is None)


def _place(x: Spot, y: Spot) -> str | None:
    if other(x.country, y.country):
        return None
    whole = x.whole or y.whole
    if not whole and x.name and x.name == y.name:
        return "same_place"
    km = None if whole else _apart(x, y)
    if km is None:
        return "same_land" if x.country and x.country == y.country else ""
    return "same_place" if km <= max(TOWN, (x.km or 0) + (y.km or 0)) else "far_place"


def _apart(x: Spot, y: Spot) -> float | None:
    """Kilometres between two points on the globe."""
    if x.lat is None or x.lon is None or y.lat is None or y.lon is None:
        return None
    a, b, c, d = (math.radians(n) for n in (x.lat, x.lon, y.lat, y.lon))
    part = math.sin((c - a) / 2) ** 2 + math.cos(a) * math.cos(c) * math.sin((d - b) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(math.sqrt(min(1.0, part)))


def _sides(coded: Coded, own: Own, same_report: bool) -> set[str] | None:
    """The rules for both sides; None where they are of other countries.

    The other way round they are compared where that is no other deed: of acts that both do, or in one report.
    """
    actor, recipient = theirs(coded.actor), theirs(coded.recipient)
    ways = [_both(actor, recipient, own)]
    if coded.type in _RECIPROCAL:
        ways.append(_both(recipient, actor, own))
    elif same_report and (turned := _both(recipient, actor, own)) is not None:
        ways.append(turned | {"swapped"})
    return max((way for way in ways if way is not None), key=_weight, default=None)


def _both(actor: Side, recipient: Side, own: Own) -> set[str] | None:
    told = [("actor", actor, own.actors), ("recipient", recipient, own.recipients)]
    found = {side: alike(mine, ours) for side, mine, ours in told}
    if any(abroad(mine, ours) for _, mine, ours in told) and _NEAR.isdisjoint(found.values()):
        return None
    return {_rule(side, how) for side, how in found.items()} - {""}


def _weight(found: Collection[str]) -> float:
    return sum(rules()[rule].weight for rule in found)


@functools.cache
def _rule(side: str, how: Alike) -> str:
    if how == "unknown":
        return ""
    return f"{how}_{side}" if how in ("same", "other") else f"{side}_{how}"
