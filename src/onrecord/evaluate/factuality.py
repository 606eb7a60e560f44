"""Factuality: how far from the readers' judgement of whether a thing happened, on a scale of -3 to 3.

A gold head is covered by the predicate that fits it closest, else by an event's trigger, else by a cue. coverage is
the share of covered heads; mae and r (Pearson) are over these. macro_f1 is the mean F1 of the classes positive (≥ 1),
uncertain and negative (≤ -1) over covered heads, macro_f1_all over all; mae_of_ct_plus is the error of calling all
CT+; mae_floor that of the best of FactBank's seven values.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from statistics import fmean
from typing import Any

from onrecord.evaluate.gold import GoldSet, Row, share
from onrecord.evaluate.spans import Interval, interval, joint
from onrecord.model import SCORES

_CLASSES = ("positive", "uncertain", "negative")
_Lot = list[tuple[Interval, float]]


def score_factuality(gold: GoldSet) -> Row:
    """The figures of a gold set with `events`: `[{"span", "value": -3 … 3}]`."""
    heads: list[tuple[float, float | None]] = []
    told = 0
    for pair in gold.pairs:
        first, second, third = _lots(pair.out)
        for row in pair.gold.get("events") or ():
            head = (row["span"][0], row["span"][1])
            value = _closest(head, first)
            value = _closest(head, second) if value is None else value
            told += value is not None
            heads.append((float(row["value"]), _closest(head, third) if value is None else value))
    covered = [(g, v) for g, v in heads if v is not None]
    here = _class_f1((_class(g), _class(v)) for g, v in covered)
    everywhere = _class_f1((_class(g), None if v is None else _class(v)) for g, v in heads)
    return {
        **gold.fit(),
        "heads": len(heads),
        "covered": len(covered),
        "coverage": round(share(len(covered), len(heads)), 5),
        "coverage_by_event": round(share(told, len(heads)), 5),
        "mae": _mean(abs(g - v) for g, v in covered),
        "r": _pearson(covered),
        "mae_of_ct_plus": _mean(abs(g - 3) for g, _ in covered),
        "mae_floor": _mean(min(abs(g - v) for v in SCORES.values()) for g, _ in covered),
        "macro_f1": _mean(here.values()) or 0.0,
        "macro_f1_all": _mean(everywhere.values()) or 0.0,
        "class_f1": here,
        "gold_by_class": dict(Counter(_class(g) for g, _ in covered)),
        "out_by_class": dict(Counter(_class(v) for _, v in covered)),
    }


def _class(value: float) -> str:
    if value >= 1:
        return "positive"
    return "negative" if value <= -1 else "uncertain"


def _value(row: Row) -> float | None:
    told = row.get("factuality") or {}
    score = told.get("score")
    if isinstance(score, int | float):
        return min(3.0, max(-3.0, float(score)))
    return SCORES.get(told.get("value"))  # type: ignore[arg-type]


def _lots(out: Row) -> tuple[_Lot, _Lot, _Lot]:
    """What may cover a head, in order of preference: predicates, triggers, cues."""
    tellings = [telling for event in out.get("events") or () for telling in event.get("mentions") or [event]]
    found: list[list[tuple[Any, float | None]]] = [
        [(row.get("span"), _value(row)) for row in out.get("predicates") or ()],
        [(row.get("trigger"), _value(row)) for row in tellings],
        [],
    ]
    for row in out.get("attributions") or ():
        value = _value(row)
        if value is None:
            value = -3.0 if row.get("polarity") == "negative" else 3.0
        found[2].extend((cue, value) for cue in row.get("cue") or ())
    one, two, three = (
        [(place, value) for span, value in lot if value is not None and (place := interval(span))] for lot in found
    )
    return one, two, three


def _closest(head: Interval, lot: _Lot) -> float | None:
    best, found = 0.0, None
    for span, value in lot:
        both = joint(head, span)
        fit = both / (head[1] - head[0] + span[1] - span[0] - both)
        if fit > best:
            best, found = fit, value
    return found


def _mean(values: Iterable[float]) -> float | None:
    found = list(values)
    return round(sum(found) / len(found), 5) if found else None


def _pearson(pairs: list[tuple[float, float]]) -> float | None:
    if len(pairs) < 2:
        return None
    x, y = fmean(g for g, _ in pairs), fmean(v for _, v in pairs)
    spread = math.sqrt(sum((g - x) ** 2 for g, _ in pairs) * sum((v - y) ** 2 for _, v in pairs))
    return round(sum((g - x) * (v - y) for g, v in pairs) / spread, 5) if spread else None


def _class_f1(pairs: Iterable[tuple[str, str | None]]) -> dict[str, float]:
    """F1 of each class that either side has."""
    both = list(pairs)
    right = Counter(g for g, v in both if g == v)
    seen = Counter(g for g, _ in both) + Counter(v for _, v in both if v)
    return {c: round(2 * right[c] / seen[c], 5) for c in _CLASSES if seen[c]}
