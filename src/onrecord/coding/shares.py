"""The share of rows of a frame that have a code, estimated from a sample, with its interval.

The interval is Wilson's (1927), 95 %, with the size of the sample as it counts: a simple random sample of n of N rows
without replacement counts as n (N - 1) / (N - n), the finite-population correction (Cochran, Sampling Techniques, 3rd
edition, 1977, chapters 2 and 3). Of a stratified sample the share is the mean over the strata by their rows in the
frame, and the size that counts is p (1 - p) over the variance of that mean (Cochran, chapter 5; Korn and Graubard
1998). In the variance the share of a stratum is (y + 1/2) / (n + 1), so that three rows of three do not pass for
certainty.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import inf, sqrt
from statistics import NormalDist
from typing import NamedTuple

LEVEL = 0.95
_Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)


class Stratum(NamedTuple):
    """frame: rows that it has. coded: of those drawn, rows with a code. hits: of these, with the code in question."""

    frame: int
    coded: int
    hits: int


class Share(NamedTuple):
    """An estimated share, 0 to 1, and its 95 % interval. counts: the size of the sample as it counts."""

    share: float
    low: float
    high: float
    counts: float


def share(strata: Sequence[Stratum]) -> Share | None:
    """The share in the frame of the strata of which a row is coded; None where none is.

    >>> found = share([Stratum(1000, 100, 90)])
    >>> round(found.share, 3), round(found.low, 3), round(found.high, 3)
    (0.9, 0.83, 0.943)
    >>> share([Stratum(10, 10, 7)])
    Share(share=0.7, low=0.7, high=0.7, counts=inf)
    """
    told = [one for one in strata if one.coded]
    if not told:
        return None
    total = sum(one.frame for one in told)
    mean = smooth = variance = 0.0
    for one in told:
        weight = one.frame / total
        near = (one.hits + 0.5) / (one.coded + 1.0)
        mean += weight * one.hits / one.coded
        smooth += weight * near
        if one.coded < one.frame:
            left = (one.frame - one.coded) / (one.frame - 1.0)
            variance += weight**2 * left * near * (1.0 - near) / one.coded
    mean = min(1.0, mean)
    if not variance:
        return Share(mean, mean, mean, inf)
    counts = smooth * (1.0 - smooth) / variance
    return Share(mean, *wilson(mean, counts), counts)


def wilson(mean: float, counts: float) -> tuple[float, float]:
    """Wilson's interval of a share in a sample of such a size, which need not be whole.

    >>> [round(end, 4) for end in wilson(0.0, 10)]
    [0.0, 0.2775]
    """
    square = _Z**2
    middle = (mean + square / (2 * counts)) / (1 + square / counts)
    half = _Z * sqrt(mean * (1 - mean) / counts + square / (4 * counts**2)) / (1 + square / counts)
    return 0.0 if mean <= 0.0 else middle - half, 1.0 if mean >= 1.0 else middle + half
