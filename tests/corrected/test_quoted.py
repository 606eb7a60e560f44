"""Where selectors point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.corrected.quoted import Quoted

TEXT = "aé🔥 b. The army said no. The army left.\r\n"


def test_a_position_and_a_quote_that_agree_are_the_place():
    assert Quoted(exact="b", start=4, end=5).place(TEXT) == (4, 5)


def test_the_quote_wins_where_it_stands_once():
    assert Quoted(exact="left", start=0, end=4).place(TEXT) == (34, 38)
    assert Quoted(exact="left").place(TEXT) == (34, 38)


def test_of_several_the_words_around_decide():
    assert Quoted(exact="The army", suffix=" left").place(TEXT) == (25, 33)
    assert Quoted(exact="The army").place(TEXT) is None
    assert Quoted(exact="nobody", start=0, end=6).place(TEXT) is None


@pytest.mark.parametrize("at", [(5, 5), (-1, 3), (0, 10_000), (9, 2)])
def test_a_position_outside_the_text_is_none(at):
    assert Quoted(start=at[0], end=at[1]).place(TEXT) is None


def test_selectors_may_refine_one_another_and_be_odd():
    target = {
        "selector": {
            "type": "TextQuoteSelector", "exact": "b", "prefix": None,
            "refinedBy": [{"type": "TextPositionSelector", "start": 4, "end": "5"}, "x"],
        }
    }  # fmt: skip
    assert Quoted.of(target) == Quoted(exact="b", start=4)
    assert Quoted.of("urn:x") == Quoted.of({"selector": None}) == Quoted()


@given(st.text(alphabet="ab🔥é\u0301\r\n ", max_size=30), st.data())
def test_a_quote_with_enough_around_it_is_found_at_its_place(text, data):
    if not text:
        return
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    found = Quoted(exact=text[start:end], prefix=text[:start], suffix=text[end:]).place(text)
    assert found == (start, end)
