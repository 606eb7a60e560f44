"""The beta distribution: what is known of a share when so many were right and so many wrong."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

_STEPS = 300
_TINY = 1e-300


def below(x: float, a: float, b: float) -> float:
    """How probable a share below x is, where it is spread as Beta(a, b): the regularised incomplete beta function.

    Its continued fraction (Abramowitz and Stegun, Handbook of Mathematical Functions, 26.5.8) by Lentz's method.

    Args:
        x: 0 to 1. a, b: above 0.

    >>> round(below(0.1, 1, 19), 6) == round(1 - 0.9**19, 6)
    True
    """
    if x <= 0.0 or x >= 1.0:
        return 0.0 if x <= 0.0 else 1.0
    if x > (a + 1.0) / (a + b + 2.0):
        return 1.0 - below(1.0 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    value, c, d = 1.0, 1.0, 0.0
    for step in range(_STEPS):
        m, odd = divmod(step, 2)
        if step == 0:
            term = 1.0
        elif odd:
            term = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            term = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        d = 1.0 / ((1.0 + term * d) or _TINY)
        c = (1.0 + term / c) or _TINY
        value *= c * d
        if step and abs(1.0 - c * d) < 1e-12:
            break
    return front * (value - 1.0)


def quantile(share: float, a: float, b: float) -> float:
    """The value below which the share lies with this probability.

    >>> round(quantile(0.95, 1, 1), 6)
    0.95
    """
    low, high = 0.0, 1.0
    for _ in range(40):
        middle = (low + high) / 2
        if below(middle, a, b) < share:
            low = middle
        else:
            high = middle
    return (low + high) / 2
