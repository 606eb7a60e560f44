"""A state's name stands for its team only in a match."""

from onrecord.api import read


def actors(text):
    return {m.actor for m in read(text, published="2022-12-10").mentions}


def test_a_side_of_a_match_is_a_team():
    assert {"morocco.football", "portugal.football"} <= actors("Morocco beat Portugal on penalties.")


def test_where_nothing_is_played_it_is_the_state():
    assert {"morocco", "portugal"} <= actors("Morocco beat Portugal to the contract.")
