"""Places: finding the names, and telling which place each is.

A found place is right within 161 km (100 miles) of the gold point, or with the same GeoNames id; one without
coordinates is a miss. `given_recognition` is over the places that were found, `end_to_end` over all.
"""

from __future__ import annotations

import math
from collections import Counter
from statistics import fmean, median

from onrecord.evaluate.gold import GoldSet, Row, counted, rate
from onrecord.evaluate.spans import by_overlap, interval, intervals, touch

NEAR_KM = 161.0
FARTHEST_KM = 20039.0
"""Half the Earth's girth: the error of a place that is not resolved, in `mean_km_20039`."""


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """The great-circle distance of two points in degrees, on a sphere of radius 6,371 km (haversine).

    >>> round(kilometres(30.04, 31.24, 31.2, 29.92))
    181
    """
    a, b = math.radians(lat1), math.radians(lat2)
    half = math.sin((b - a) / 2) ** 2 + math.cos(a) * math.cos(b) * math.sin(math.radians(lon2 - lon1) / 2) ** 2
    return 12742.0 * math.asin(min(1.0, math.sqrt(half)))


def score_places(gold: GoldSet) -> Row:
    """The figures of a gold set with `places`: `[{"span", "lat", "lon", "geonames"?, "type"?, "ignore"?}]`."""
    n: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = {}
    errors: list[float | None] = []
    for pair in gold.pairs:
        _score_report(pair.gold["places"], pair.out.get("places") or [], n, kinds, errors)
    return {
        "recognition": counted(n["pairs"], n["out"], n["gold"]),
        "exact": counted(n["exact"], n["out"], n["gold"]),
        **_resolution(n, errors),
        "by_type": {k: {"r": rate(c["found"], c["gold"]), "gold": c["gold"]} for k, c in sorted(kinds.items())},
    }


def _score_report(
    rows: list[Row], out: list[Row], n: Counter[str], kinds: dict[str, Counter[str]], errors: list[float | None]
) -> None:
    gold = [place for place in rows if not place.get("ignore")]
    wanted = intervals(place.get("span") for place in gold)
    aside = intervals(place.get("span") for place in rows if place.get("ignore"))
    given = []
    for place in out:
        span = interval(place.get("span"))
        if span and (touch([span], wanted) or not touch([span], aside)):
            given.append((span, place))
    pairs = by_overlap(wanted, [span for span, _ in given])
    n.update(gold=len(gold), out=len(given), pairs=len(pairs))
    for place in gold:
        n["points"] += place["lat"] is not None
        n["ids"] += place["lat"] is not None and place.get("geonames") is not None
        if place.get("type"):
            kinds.setdefault(place["type"], Counter())["gold"] += 1
    for i, j in pairs:
        want, (span, got) = gold[i], given[j]
        n["exact"] += span == wanted[i]
        if want.get("type"):
            kinds[want["type"]]["found"] += 1
        if want["lat"] is not None:
            errors.append(_error(want, got))
            if want.get("geonames") is not None:
                n["found_ids"] += 1
                n["right_ids"] += want["geonames"] == got.get("geonames")


def _error(want: Row, got: Row) -> float | None:
    """Kilometres; None where the output is not resolved."""
    if want.get("geonames") is not None and want["geonames"] == got.get("geonames"):
        return 0.0
    if got.get("lat") is None or got.get("lon") is None:
        return None
    return kilometres(want["lat"], want["lon"], got["lat"], got["lon"])


def _resolution(n: Counter[str], errors: list[float | None]) -> Row:
    known = [error for error in errors if error is not None]
    near = sum(error <= NEAR_KM for error in known)
    lost = len(errors) - len(known)
    filled = [FARTHEST_KM if error is None else error for error in errors]
    return {
        "given_recognition": {
            "n": len(errors),
            "a161": rate(near, len(errors)),
            "a161_resolved": rate(near, len(known)),
            "unresolved": rate(lost, len(errors)),
            "id": rate(n["right_ids"], n["found_ids"]),
            "n_id": n["found_ids"],
            "mean_km": round(fmean(known), 1) if known else None,
            "median_km": round(median(known), 1) if known else None,
            "mean_km_20039": round(fmean(filled), 1) if filled else None,
        },
        "end_to_end": {
            "n": n["points"],
            "a161": rate(near, n["points"]),
            "id": rate(n["right_ids"], n["ids"]),
            "n_id": n["ids"],
            "not_found": rate(n["points"] - len(errors), n["points"]),
            "unresolved": rate(lost, n["points"]),
        },
    }
