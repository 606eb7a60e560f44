"""From probabilities to spans of words."""

import numpy as np

from onrecord.reader.decoding import CueSpan, Roles, cues, roles


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


def decided(*rows: tuple[int, list[int]], words: int = 9) -> list[Roles | None]:
    """The roles of cues at given words, whose tags for the words of the text are given."""
    shares = np.zeros((len(rows), 2 * words + 1, 5), np.float32)
    shares[:, :, 0] = 1
    for row, (first, tags) in enumerate(rows):
        shares[row, words - first : 2 * words - first] = tagged(*tags)
    return roles([CueSpan(first, first, 0.9) for first, _ in rows], shares, words)


def test_source_and_parts_of_content() -> None:
    (found,) = decided((5, [3, 4, 0, 1, 2, 0, 3, 4, 4]))
    assert found is not None
    assert (found.source, found.content) == (((3, 4),), ((0, 1), (6, 8)))
    assert found.content_share > 0.9
    assert found.moved(10).content == ((10, 11), (16, 18))


def test_two_parts_side_by_side_stay_two() -> None:
    (found,) = decided((8, [3, 4, 4, 3, 4, 4, 0, 0, 0]))
    assert found is not None
    assert found.content == ((0, 2), (3, 5))


def test_a_small_gap_is_closed_and_a_stray_word_is_no_part() -> None:
    (found,) = decided((8, [4, 0, 0, 3, 4, 0, 4, 4, 0]))
    assert found is not None
    assert found.content == ((3, 7),)


def test_of_two_sources_the_surer_one() -> None:
    shares = np.zeros((1, 19, 5), np.float32)
    shares[0, :, 0] = 1
    shares[0, 5, :2] = (0.5, 0.5)
    shares[0, 7, :2] = (0.2, 0.8)
    shares[0, 10:14, 0], shares[0, 10:14, 4] = 0, 1
    (found,) = roles([CueSpan(9, 9, 1.0)], shares, 19)
    assert found is not None
    assert found.source == ((7, 7),)


def test_no_word_is_said_by_two() -> None:
    strong, weak = decided((0, [0, 1, 3, 4, 4, 4, 0, 0, 0]), (8, [0, 0, 0, 0, 0, 4, 3, 4, 0]))
    assert strong is not None
    assert weak is not None
    assert set(range(strong.content[0][0], strong.content[-1][1] + 1)) == {2, 3, 4, 5}
    assert weak.content[-1][1] == 7


def test_no_content_no_roles() -> None:
    assert decided((1, [0, 0, 0, 1, 0, 0, 0, 0, 0])) == [None]
    assert roles([], np.zeros((0, 19, 5), np.float32), 9) == []


def test_no_source() -> None:
    (found,) = decided((0, [0, 3, 4, 4, 0, 0, 0, 0, 0]))
    assert found is not None
    assert found.source == ()
    assert found.source_share > 0.9
