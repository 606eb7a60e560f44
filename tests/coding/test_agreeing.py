"""Alpha is Krippendorff's; percent agreement counts pairs; intervals are the same for the same codes."""

import krippendorff
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from onrecord.coding.agreeing import RESAMPLES, agreement, alpha, percent

ORDER = ("low", "middle", "high", "very")
CODES = st.lists(st.lists(st.sampled_from(ORDER) | st.none(), min_size=3, max_size=3), min_size=2, max_size=12)


def told(units):
    return [[code for code in unit if code is not None] for unit in units]


@pytest.mark.parametrize("scale", ["nominal", "ordinal"])
@given(CODES)
def test_alpha_is_that_of_the_library_of_the_field(scale, units):
    paired = [code for unit in told(units) if len(unit) > 1 for code in unit]
    assume(len(set(paired)) > 1)
    data = np.array([[np.nan if code is None else ORDER.index(code) for code in unit] for unit in units]).T
    wanted = krippendorff.alpha(reliability_data=data, level_of_measurement=scale, value_domain=range(len(ORDER)))
    assert alpha(told(units), scale, ORDER) == pytest.approx(wanted)


def test_the_example_of_the_textbook():
    """Two observers, ten units, binary: Krippendorff, Computing Krippendorff's Alpha-Reliability (2011), A."""
    one, other = "0100000000", "0110010101"
    assert alpha([list(pair) for pair in zip(one, other, strict=True)]) == pytest.approx(0.095, abs=0.0005)


def test_what_cannot_be_said_is_not_said():
    assert alpha([["a", "a"], ["a", "a"]]) is None
    assert alpha([["a"], ["b"]]) is None
    assert percent([["a"], []]) is None
    assert percent([]) is None
    found = agreement("v", ("A", "B"), [["a", "a"], ["a", "a"], ["b"]], "1")
    assert (found.alpha, found.alpha_low, found.percent, found.units, found.alone, found.pairs) == (
        None, None, 1.0, 2, 1, 2,
    )  # fmt: skip
    none = agreement("v", ("A", "B"), [[], ["a"]], "1")
    assert (none.alpha, none.percent, none.percent_low, none.units) == (None, None, None, 0)


def test_full_agreement_is_one_and_the_order_counts_where_it_is_ordinal():
    assert alpha([["a", "a"], ["b", "b"]]) == 1.0
    near = [["low", "middle"], ["high", "high"], ["low", "low"], ["middle", "middle"]]
    far = [["low", "high"], ["high", "high"], ["low", "low"], ["middle", "middle"]]
    assert alpha(near, "ordinal", ORDER) > alpha(far, "ordinal", ORDER)
    assert alpha(near, "ordinal", ORDER) > alpha(near, "nominal", ORDER)


def test_a_category_that_the_codebook_has_not_comes_after_its_own():
    """As after an erasure, when categories are blocks."""
    assert alpha([["low", "██"], ["low", "low"]], "ordinal", ORDER) is not None


def test_the_same_codes_and_seed_give_the_same_interval_and_it_holds_alpha():
    units = [["a", "a"], ["b", "b"], ["a", "b"], ["b", "b"], ["a", "a"], ["b", "a"]] * 5
    found = agreement("v", ("A", "B"), units, "7")
    assert found == agreement("v", ("A", "B"), units, "7")
    assert found != agreement("v", ("A", "B"), units, "8")
    assert found.alpha_low < found.alpha < found.alpha_high
    assert found.percent_low < found.percent < found.percent_high
    assert found.resamples == RESAMPLES
    many = agreement("v", ("A", "B"), units * 8, "7")
    assert many.alpha_high - many.alpha_low < (found.alpha_high - found.alpha_low) / 2
