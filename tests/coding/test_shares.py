"""Shares are estimated without bias, and 95 of 100 intervals hold what is so."""

import random
from math import inf, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.coding.shares import Stratum, share, wilson


def test_wilsons_interval_is_that_of_the_textbook():
    """Newcombe 1998, table I, method 3: 81 of 263."""
    assert [round(end, 4) for end in wilson(81 / 263, 263)] == [0.2553, 0.3662]
    assert [round(end, 4) for end in wilson(15 / 148, 148)] == [0.0624, 0.1605]
    assert wilson(0.0, 20)[0] == 0.0
    assert isclose(wilson(1.0, 20)[1], 1.0)


def test_a_large_part_of_the_frame_narrows_the_interval():
    wide, narrow = share([Stratum(1_000_000, 50, 40)]), share([Stratum(100, 50, 40)])
    assert wide.share == narrow.share == 0.8
    assert round(wide.counts) == 50
    assert narrow.counts == pytest.approx(50 * 99 / 50)
    assert narrow.high - narrow.low < wide.high - wide.low
    assert share([Stratum(100, 100, 80)])[:3] == (0.8, 0.8, 0.8)
    assert share([Stratum(100, 100, 80)]).counts == inf


def test_a_stratified_share_weighs_strata_by_their_rows():
    found = share([Stratum(900, 10, 9), Stratum(100, 10, 1)])
    assert found.share == pytest.approx(0.9 * 0.9 + 0.1 * 0.1)
    assert share([Stratum(900, 10, 10), Stratum(100, 0, 0)]).share == 1.0
    assert share([Stratum(5, 0, 0)]) is None
    assert share([]) is None


def test_strata_in_which_all_are_right_are_no_certainty():
    found = share([Stratum(500, 5, 5), Stratum(500, 5, 5)])
    assert found.share == 1.0
    assert found.low < 0.8


@given(st.lists(st.tuples(st.integers(1, 40), st.integers(0, 40), st.integers(0, 40)), min_size=1, max_size=5))
def test_every_interval_lies_in_0_to_1_around_its_share(given_):
    strata = [Stratum(frame, n := min(frame, coded), min(n, hits)) for frame, coded, hits in given_]
    found = share(strata)
    if found is not None:
        assert -1e-12 <= found.low <= found.share + 1e-12
        assert found.share - 1e-12 <= found.high <= 1 + 1e-12


@pytest.mark.parametrize(
    "strata",
    [[(400, 0.8, 60)], [(200, 0.9, 80)], [(3000, 0.97, 100)], [(600, 0.9, 40), (200, 0.5, 40)],
     [(900, 0.95, 60), (60, 0.5, 20), (40, 0.2, 20)]],
)  # fmt: skip
def test_95_of_100_intervals_hold_the_share_of_the_frame(strata):
    chance = random.Random(11)
    frames = [[n < rows * right for n in range(rows)] for rows, right, _ in strata]
    truth = sum(map(sum, frames)) / sum(map(len, frames))
    held, total, times = 0, 0.0, 2000
    for _ in range(times):
        drawn = [chance.sample(frame, size) for frame, (_, _, size) in zip(frames, strata, strict=True)]
        found = share([Stratum(len(f), len(d), sum(d)) for f, d in zip(frames, drawn, strict=True)])
        held += found.low <= truth <= found.high
        total += found.share
    assert 0.93 <= held / times <= 0.985
    assert total / times == pytest.approx(truth, abs=0.005)
