"""From probabilities to spans of words."""

import numpy as np

from onrecord.reader.decoding import CueSpan, Roles, contents, cues, roles


def flat(*tags: int) -> np.ndarray:
    found = np.full((len(tags), 7), 0.02, np.float32)
    found[np.arange(len(tags)), tags] = 0.88
    return found


def tagged(*tags: int) -> np.ndarray:
    found = np.full((len(tags), 5), 0.02, np.float32)
    found[np.arange(len(tags)), tags] = 0.92
    return found


def test_cues_begin_and_go_on() -> None:
    assert [(c.first, c.last) for c in cues(flat(0, 3, 4, 0, 3, 3, 0))] == [(1, 2), (4, 4), (5, 5)]


def test_a_word_that_may_begin_a_cue_is_tried() -> None:
    shares = flat(0, 0)
    shares[1] = (0.6, 0, 0, 0.4, 0, 0, 0)
    assert [(c.first, round(c.share, 1)) for c in cues(shares)] == [(1, 0.4)]
    assert cues(shares, 0.5) == []


def test_contents_begin_and_end_where_the_tags_say() -> None:
    assert contents(flat(0, 5, 6, 6, 5, 6, 0, 3, 5, 6)) == [(1, 3), (4, 5), (8, 9)]
    assert contents(flat(0, 0)) == []


def test_a_small_gap_is_closed_and_a_stray_word_is_no_content() -> None:
    shares = flat(5, 6, 0, 6, 0, 0, 0, 0, 0)
    shares[2] = (0.6, 0, 0, 0, 0, 0, 0.4)
    shares[7] = (0.4, 0, 0, 0, 0, 0.6, 0)
    assert contents(shares) == [(0, 3)]


def decided(tags: list[int], *rows: tuple[int, list[int]]) -> list[Roles | None]:
    """The roles of cues at given words, given the flat tags of the text and what each cue makes of its words."""
    words = len(tags)
    shares = np.zeros((len(rows), 2 * words + 1, 5), np.float32)
    shares[:, :, 0] = 1
    for row, (first, own) in enumerate(rows):
        shares[row, words - first : 2 * words - first] = tagged(*own)
    return roles([CueSpan(first, first, 0.9) for first, _ in rows], shares, flat(*tags))


def test_source_and_parts_of_content() -> None:
    (found,) = decided([5, 6, 0, 1, 2, 3, 5, 6, 6], (5, [3, 4, 0, 1, 2, 0, 3, 4, 4]))
    assert found is not None
    assert (found.source, found.content) == (((3, 4),), ((0, 1), (6, 8)))
    assert found.content_share > 0.8
    assert found.edge_share > 0.8


def test_two_parts_side_by_side_stay_two() -> None:
    (found,) = decided([5, 6, 6, 5, 6, 6, 0, 0, 3], (8, [3, 4, 4, 3, 4, 4, 0, 0, 0]))
    assert found is not None
    assert found.content == ((0, 2), (3, 5))


def test_of_two_sources_the_surer_one() -> None:
    shares = np.zeros((1, 19, 5), np.float32)
    shares[0, :, 0] = 1
    shares[0, 5, :2] = (0.5, 0.5)
    shares[0, 7, :2] = (0.2, 0.8)
    shares[0, 10:14, 0], shares[0, 10:14, 4] = 0, 1
    (found,) = roles([CueSpan(9, 9, 1.0)], shares, flat(*[0] * 10, 5, 6, 6, 6, *[0] * 5))
    assert found is not None
    assert found.source == ((7, 7),)


def test_each_content_has_one_cue() -> None:
    tags = [3, 0, 5, 6, 6, 0, 5, 6, 3]
    strong, weak = decided(tags, (0, [0, 1, 3, 4, 4, 0, 0, 0, 0]), (8, [0, 0, 0, 0, 4, 0, 3, 4, 0]))
    assert strong is not None
    assert weak is not None
    assert (strong.content, weak.content) == (((2, 4),), ((6, 7),))


def test_of_too_many_cues_the_surest() -> None:
    shares = flat(*[3] * 200)
    shares[150, 3] = 0.99
    found = cues(shares)
    assert len(found) == 64
    assert [c.first for c in found] == sorted(c.first for c in found)
    assert 150 in [c.first for c in found]


def test_no_cue_says_itself() -> None:
    (found,) = decided([5, 6, 6, 0], (1, [3, 4, 4, 0]))
    assert found is None


def test_a_further_part_that_is_much_less_surely_the_cues_own_is_left_out() -> None:
    tags = [3, 5, 6, 0, 5, 6]
    shares = np.zeros((1, 13, 5), np.float32)
    shares[:, :, 0] = 1
    shares[0, 7:9] = (0.002, 0, 0, 0, 0.998)
    shares[0, 10:12] = (0.45, 0, 0, 0, 0.55)
    (found,) = roles([CueSpan(0, 0, 0.9)], shares, flat(*tags))
    assert found is not None
    assert found.content == ((1, 2),)


def test_a_source_has_the_edges_of_the_flat_tags_where_they_are_free() -> None:
    own = [0, 0, 2, 0, 3, 4]
    (found,) = decided([1, 2, 2, 3, 5, 6], (3, own))
    assert found is not None
    assert found.source == ((0, 2),)
    (alone,) = decided([0, 0, 0, 3, 5, 6], (3, own))
    assert alone is not None
    assert alone.source == ((2, 2),)


def test_a_content_that_no_cue_claims_is_nobodys() -> None:
    assert decided([0, 3, 0, 5, 6], (1, [0, 0, 0, 0, 0])) == [None]


def test_no_cues_no_roles() -> None:
    assert roles([], np.zeros((0, 19, 5), np.float32), flat(5, 6)) == []


def test_no_source() -> None:
    (found,) = decided([3, 5, 6, 6, 0], (0, [0, 3, 4, 4, 0]))
    assert found is not None
    assert found.source == ()
    assert found.source_share > 0.9
