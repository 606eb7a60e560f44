"""Agreement of coders: Krippendorff's alpha and percent agreement, each with a bootstrap interval.

Alpha is 1 less the disagreement observed over the disagreement expected by chance (Krippendorff, Content Analysis, 4th
edition, 2019, chapter 12). Units that fewer than two coders coded say nothing of agreement and are left out. Percent
agreement is the share of pairs of codes on one unit that are the same. The intervals are percentile intervals over
resamples of the units (Efron and Tibshirani 1993, chapter 13), with a seed, so that the same codes give the same ones.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.coding.codebook import Scale

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Matrix = NDArray[np.float64]

RESAMPLES = 1000
LOW, HIGH = 0.025, 0.975
"""The ends of the interval, 95 % of the resamples between them."""


class Agreement(msgspec.Struct, frozen=True):
    """How far coders agree on one variable.

    Args:
        coders: who coded it. units: rows that two or more of them coded; alone: that only one did. pairs: of codes on
            one row. alpha: null where all codes are one category, or there are no pairs: then nothing can be said.
        percent: 0 to 1; null where there are no pairs. low, high: 95 % bootstrap intervals, null where alpha is.
        resamples: of these, those in which alpha can be reckoned; seed: of them.
    """

    variable: str
    scale: Scale
    coders: tuple[str, ...]
    units: int
    alone: int
    pairs: int
    alpha: float | None
    alpha_low: float | None
    alpha_high: float | None
    percent: float | None
    percent_low: float | None
    percent_high: float | None
    resamples: int
    seed: str


def alpha(units: Sequence[Sequence[str]], scale: Scale = "nominal", order: Sequence[str] = ()) -> float | None:
    """Krippendorff's alpha; None where it is not defined.

    Args:
        units: of each row the codes that it got; coders who gave none are left out. order: of the categories, for the
            ordinal scale.

    >>> alpha([["a", "a"], ["b", "b"], ["a", "b"]])
    0.4444444444444444
    """
    return _alpha(sum(_coincidences(units, order), _zeros(len(_values(units, order)))), scale)


def percent(units: Sequence[Sequence[str]]) -> float | None:
    """The share of pairs of codes on one row that are the same; None where there are no pairs.

    >>> percent([["a", "a"], ["a", "b", "b"]])
    0.5
    """
    same, pairs = map(sum, zip(*map(_pairs, units), strict=True)) if units else (0, 0)
    return same / pairs if pairs else None


def agreement(
    variable: str,
    coders: Sequence[str],
    units: Sequence[Sequence[str]],
    seed: str,
    scale: Scale = "nominal",
    order: Sequence[str] = (),
) -> Agreement:
    """Alpha and percent agreement of some codes, with their intervals."""
    told = [list(unit) for unit in units if len(unit) > 1]
    alone = sum(len(unit) == 1 for unit in units)
    alphas, percents = _resampled(told, scale, order, seed) if told else ([], [])
    whole = alpha(told, scale, order) if told else None
    pairs = sum(_pairs(unit)[1] for unit in told)
    low, high = _ends(alphas) if whole is not None else (None, None)
    least, most = _ends(percents)
    return Agreement(
        variable, scale, tuple(coders), len(told), alone, pairs, whole, low, high, percent(told), least, most,
        len(alphas), seed,
    )  # fmt: skip


def _pairs(unit: Sequence[str]) -> tuple[int, int]:
    """Pairs of codes that are the same, and all pairs."""
    return sum(n * (n - 1) // 2 for n in Counter(unit).values()), len(unit) * (len(unit) - 1) // 2


def _values(units: Sequence[Sequence[str]], order: Sequence[str]) -> list[str]:
    found = {value for unit in units for value in unit}
    return [value for value in order if value in found] + sorted(found - set(order))


def _zeros(size: int) -> Matrix:
    import numpy as np

    return np.zeros((size, size))


def _coincidences(units: Sequence[Sequence[str]], order: Sequence[str]) -> list[Matrix]:
    """Of each unit how often two categories coincide, weighted so that each code counts once."""
    import numpy as np

    values = _values(units, order)
    found = []
    for unit in units:
        counts = np.array([unit.count(value) for value in values], dtype=float)
        told = len(unit)
        found.append((np.outer(counts, counts) - np.diag(counts)) / (told - 1) if told > 1 else _zeros(len(values)))
    return found


def _alpha(coincidences: Matrix, scale: Scale) -> float | None:
    totals = coincidences.sum(axis=0)
    number = totals.sum()
    distance = _distance(totals, scale)
    expected = float(totals @ distance @ totals)
    if not expected:
        return None
    return 1.0 - float(number - 1.0) * float((coincidences * distance).sum()) / expected


def _distance(totals: Matrix, scale: Scale) -> Matrix:
    """The squared distance of each two categories; the ordinal one by how many codes lie between them."""
    import numpy as np

    size = len(totals)
    if scale == "nominal":
        return np.ones((size, size)) - np.eye(size)
    up_to = totals.cumsum()
    middle = up_to - totals / 2.0
    found: Matrix = (middle[:, None] - middle[None, :]) ** 2
    return found


def _resampled(
    units: Sequence[Sequence[str]], scale: Scale, order: Sequence[str], seed: str
) -> tuple[list[float], list[float]]:
    """Alpha and percent agreement in resamples of the units; those in which one is not defined are left out."""
    import numpy as np

    chance = random.Random(seed)
    each = np.array(_coincidences(units, order))
    agreed = np.array([_pairs(unit) for unit in units], dtype=float)
    alphas, percents = list[float](), list[float]()
    for _ in range(RESAMPLES):
        weights = np.zeros(len(units))
        for _ in units:
            weights[int(chance.random() * len(units))] += 1.0
        found = _alpha(np.tensordot(weights, each, axes=1), scale)
        if found is not None:
            alphas.append(found)
        same, pairs = weights @ agreed
        percents.append(float(same / pairs))
    return alphas, percents


def _ends(values: Sequence[float]) -> tuple[float | None, float | None]:
    if not values:
        return None, None
    order = sorted(values)
    last = len(order) - 1
    return order[round(LOW * last)], order[round(HIGH * last)]
