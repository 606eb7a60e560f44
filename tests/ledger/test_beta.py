"""The beta distribution, by what is known of it in closed form."""

from math import asin, comb, pi, sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.beta import below, quantile

SHARES = st.floats(0.001, 0.999)
SIZES = st.floats(0.3, 400)


@pytest.mark.parametrize("x", [0.01, 0.2, 0.5, 0.83, 0.99])
def test_what_is_known_in_closed_form(x):
    assert below(x, 1, 19) == pytest.approx(1 - (1 - x) ** 19)
    assert below(x, 0.5, 0.5) == pytest.approx(2 / pi * asin(sqrt(x)))
    rolled = sum(comb(6, k) * x**k * (1 - x) ** (6 - k) for k in range(2, 7))
    assert below(x, 2, 5) == pytest.approx(rolled)


def test_the_ends():
    assert below(0, 2, 3) == 0
    assert below(1, 2, 3) == 1


@given(SHARES, SIZES, SIZES)
def test_both_sides_make_one(x, a, b):
    assert below(x, a, b) + below(1 - x, b, a) == pytest.approx(1, abs=1e-9)


@given(st.floats(0.01, 0.99), st.floats(1, 400), st.floats(1, 400))
def test_a_quantile_is_where_so_much_lies_below(share, a, b):
    assert below(quantile(share, a, b), a, b) == pytest.approx(share, abs=1e-6)
