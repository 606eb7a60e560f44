"""Triads of stances: balanced, unbalanced, and moved."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.analyse.balance import Edge, balance, signed, triads
from onrecord.ledger import Who

KINDS = {1: "alliance", -1: "hostility"}


def edge(one, other, sign, origins=1, type_=None):
    return Edge(Who(one.lower(), one), type_ or KINDS[sign], Who(other.lower(), other), sign, origins)


def names(triad):
    return tuple(who.name for who in triad.actors)


@pytest.mark.parametrize(
    ("signs", "balanced"),
    [((1, 1, 1), True), ((1, -1, -1), True), ((1, 1, -1), False), ((-1, -1, -1), False)],
)
def test_a_triad_is_balanced_where_the_product_of_its_signs_is_positive(signs, balanced):
    edges = [edge(*pair, sign) for pair, sign in zip(itertools.combinations("ABC", 2), signs, strict=True)]
    found = balance(edges)
    assert found.triads == 1
    assert (found.unbalanced == ()) is balanced
    assert found.balanced == (1.0 if balanced else 0.0)


def test_without_three_stances_there_is_no_triad():
    found = balance([edge("A", "B", 1), edge("B", "C", -1), edge("A", "C", 1, type_="membership")])
    assert (found.triads, found.unbalanced, found.balanced) == (0, (), None)


def test_more_origins_decide_between_two_signs_and_as_many_decide_nothing():
    told = [edge("A", "B", 1, 3), edge("B", "A", -1, 2)]
    assert signed(told).edges["a", "b"]["sign"] == 1
    assert not signed([*told, edge("A", "B", -1, 1)]).has_edge("a", "b")


def test_the_tie_that_moved_is_named():
    """Two allies with one enemy; then one of them turns to the enemy."""
    then = [edge("A", "B", 1), edge("A", "C", -1), edge("B", "C", -1)]
    now = [edge("A", "B", 1), edge("A", "C", -1), edge("B", "C", 1)]
    [shift] = balance(now, then).shifts
    assert shift.before is not None
    assert (shift.before.balanced, shift.now.balanced) == (True, False)
    [(old, new)] = shift.moved
    assert (new.one.name, new.other.name, old.sign, new.sign) == ("B", "C", -1, 1)
    assert balance(then, then).shifts == ()


def test_a_new_unbalanced_triad_is_a_shift_and_a_new_balanced_one_is_none():
    then = [edge("A", "B", 1), edge("A", "C", 1)]
    [shift] = balance([*then, edge("B", "C", -1)], then).shifts
    assert shift.before is None
    assert balance([*then, edge("B", "C", 1)], then).shifts == ()


def test_the_most_widely_told_stand_first():
    edges = [
        edge(a, b, -1, origins)
        for group, origins in (("ABC", 1), ("DEF", 3))
        for a, b in itertools.combinations(group, 2)
    ]
    assert [names(triad) for triad in balance(edges).unbalanced] == [("D", "E", "F"), ("A", "B", "C")]


@given(st.dictionaries(st.sampled_from(list(itertools.combinations("ABCDEFG", 2))), st.sampled_from([1, -1])))
def test_each_triad_is_found_once_as_by_looking_at_all_threes(stances):
    graph = signed(edge(*pair, sign) for pair, sign in stances.items())
    found = [names(triad) for triad in triads(graph)]
    expected = [
        three
        for three in itertools.combinations("ABCDEFG", 3)
        if all(pair in stances for pair in itertools.combinations(three, 2))
    ]
    assert sorted(found) == expected
    balanced = {names(triad): triad.balanced for triad in triads(graph)}
    for three in expected:
        one, two, other = (stances[pair] for pair in itertools.combinations(three, 2))
        assert balanced[three] is (one * two * other > 0)
