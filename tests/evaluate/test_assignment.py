from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from onrecord.evaluate.assignment import best_pairs, best_total

tables = st.integers(1, 4).flatmap(
    lambda columns: st.lists(
        st.lists(st.integers(0, 9).map(float), min_size=columns, max_size=columns), min_size=1, max_size=4
    )
)


@given(tables)
def test_no_pairing_is_better(table):
    rows, columns = len(table), len(table[0])
    if rows > columns:
        flat = [[table[i][j] for i in range(rows)] for j in range(columns)]
        rows, columns = columns, rows
    else:
        flat = table
    best = max(sum(flat[i][p[i]] for i in range(rows)) for p in permutations(range(columns), rows))
    assert best_total(table) == best


def test_nothing_to_pair():
    assert best_total([]) == 0.0
    assert best_pairs([]) == best_pairs([[]]) == []


def test_the_pairs_are_those_of_the_greatest_total_either_way_round():
    table = [[3.0, 0.0], [5.0, 4.0], [0.0, 2.0]]
    assert best_pairs(table) == [(0, 0), (1, 1)]
    assert best_pairs([list(column) for column in zip(*table, strict=True)]) == [(0, 0), (1, 1)]


def test_a_pair_that_weighs_nothing_is_none():
    assert best_pairs([[0.0, 0.0], [0.0, 1.0]]) == [(1, 1)]
