"""From probabilities to spans of words."""

import numpy as np

from onrecord.reader.decoding import Roles, cues, roles


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


def test_source_and_parts_of_content() -> None:
    found = roles(tagged(3, 4, 0, 1, 2, 0, 3, 4, 4))
    assert found is not None
    assert (found.source, found.content) == (((3, 4),), ((0, 1), (6, 8)))
    assert found.content_share > 0.9
    assert found.moved(10).content == ((10, 11), (16, 18))


def test_two_contents_side_by_side_stay_two() -> None:
    found = roles(tagged(3, 4, 3, 4))
    assert found is not None
    assert found.content == ((0, 1), (2, 3))


def test_of_two_sources_the_surer_one() -> None:
    found = roles(tagged(1, 0, 1, 2, 2, 0, 3))
    assert found is not None
    assert found.source == ((2, 4),)


def test_no_content_no_roles() -> None:
    assert roles(tagged(0, 1, 0)) is None


def test_no_source() -> None:
    found = roles(tagged(0, 3, 4))
    assert isinstance(found, Roles)
    assert found.source == ()
    assert found.source_share > 0.9
