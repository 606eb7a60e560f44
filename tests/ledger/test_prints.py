"""Runs of words: what makes one text a copy of another."""

from hypothesis import given
from hypothesis import strategies as st

from onrecord.ledger.prints import RUN, runs, sampled, shared

WORDS = st.lists(st.sampled_from("river stone paper market road bread light north".split()), max_size=60)


@given(WORDS)
def test_case_accents_and_points_do_not_count(words):
    assert runs(" ".join(words)) == runs(", ".join(words).upper() + ".")


@given(WORDS, WORDS)
def test_a_text_is_wholly_in_a_longer_one_that_begins_with_it(words, more):
    both = shared(runs(" ".join(words)), runs(" ".join(words + more)))
    assert both.mine == (1.0 if len(words) >= RUN else 0.0)
    assert both.theirs <= 1.0


@given(WORDS)
def test_the_sample_is_of_the_runs(words):
    found = runs(" ".join(words))
    assert set(sampled(found)) <= found


def test_texts_of_other_words_share_nothing():
    assert shared(runs("a b c d e f g h"), runs("i j k l m n o p")) == shared(runs("short"), runs("shorter"))
