"""What the head for deeds says of words: how its numbers are read, and the head that ships."""

import numpy as np
import pytest

from onrecord.model import STATUSES, TYPES
from onrecord.reader import pieces
from onrecord.reader.deeds import FAR, SIDE, Deeds, empty, sentences
from onrecord.reader.encoder import encoder

TEXT = "The army shelled the town on Monday. Nobody was hurt, the mayor said."


def told(sentence: list[int]) -> Deeds:
    """A text by the sentence of each word, in which nothing happens and nobody stands on a side."""
    deeds = empty(np.array(sentence))
    deeds.types[:, 0] = 1
    return deeds


def tell(deeds: Deeds, word: int, **shares: float) -> None:
    """A word that tells of a deed of each of these types with this probability."""
    for type_, share in shares.items():
        deeds.types[word, 1 + TYPES.index(type_)] = share
    deeds.types[word, 0] = 1 - sum(shares.values())


def test_room_for_a_text() -> None:
    deeds = empty(np.array([0, 0, 1]))
    assert (deeds.types.shape, deeds.status.shape, deeds.value.shape) == ((3, 17), (3, 8), (3,))
    assert deeds.deed.shape == deeds.side.shape == (3, 2, SIDE)
    assert deeds.far.shape == (2, 2 * FAR + 1)
    assert {row.dtype for row in (deeds.types, deeds.status, deeds.value, deeds.deed, deeds.far)} == {np.dtype("f4")}
    assert len(empty(np.zeros(0, np.int64)).types) == 0


def test_the_likeliest_type_of_some_words() -> None:
    deeds = told([0] * 4)
    tell(deeds, 1, AID=0.3, ASSAULT=0.2)
    tell(deeds, 2, COERCE=0.4)
    assert deeds.type_of(1, 1) == ("AID", pytest.approx(0.3))
    assert deeds.type_of(0, 2) == ("COERCE", pytest.approx(0.4))
    assert deeds.type_of(3, 3)[1] == 0


def test_how_probable_a_type_is_says_its_likeliest_word() -> None:
    deeds = told([0] * 3)
    tell(deeds, 0, ASSAULT=0.2)
    tell(deeds, 1, ASSAULT=0.6, AID=0.3)
    tell(deeds, 2, ASSAULT=0.9)
    assert deeds.probability(0, 1, "ASSAULT") == pytest.approx(0.6)
    assert deeds.probability(0, 1, "AID") == pytest.approx(0.3)
    assert deeds.probability(0, 1, "REJECT") == 0


def test_the_word_that_tells_most_says_how_far_the_deed_is() -> None:
    deeds = told([0] * 3)
    tell(deeds, 0, AID=0.3)
    tell(deeds, 1, ASSAULT=0.4, COERCE=0.4)
    deeds.status[0, STATUSES.index("planned")] = 0.9
    deeds.status[1, STATUSES.index("denied")] = 0.7
    found = deeds.status_of(0, 2)
    assert tuple(found) == STATUSES
    assert (found["denied"], found["planned"]) == (pytest.approx(0.7), 0)


def test_a_side_is_the_product_of_two_vectors_and_of_how_far_away_it_is() -> None:
    dice = np.random.default_rng(3)
    deeds = told([0] * 6)
    for row in (deeds.deed, deeds.side, deeds.far):
        row[:] = dice.normal(size=row.shape)
    low, scores = deeds.sides(2, 3)
    assert (low, scores.shape) == (0, (2, 6))
    for side in (0, 1):
        deed = (deeds.deed[2, side] + deeds.deed[3, side]) / 2
        for word, away in enumerate((-2, -1, 0, 0, 1, 2)):
            score = deed @ deeds.side[word, side] / SIDE**0.5 + deeds.far[side, FAR + away]
            assert scores[side, word] == pytest.approx(1 / (1 + np.exp(-score)), abs=1e-5)


def test_sides_stand_in_the_sentence_of_the_deed() -> None:
    deeds = told([0, 0, 1, 1, 1, 3, 3])
    found = [deeds.sides(word, word) for word in (1, 3, 6)]
    assert [(low, scores.shape[1]) for low, scores in found] == [(0, 2), (2, 3), (5, 2)]


def test_beyond_some_words_it_makes_no_difference_how_far_away_a_side_is() -> None:
    deeds = told([0] * (3 * FAR))
    deeds.far[:] = np.arange(2 * FAR + 1) / FAR - 1
    _, (scores, _) = deeds.sides(FAR + 5, FAR + 5)
    assert len(set(scores[:6].tolist())) == 1
    assert len(set(scores[2 * FAR + 5 :].tolist())) == 1
    assert (np.diff(scores[5 : 2 * FAR + 6]) > 0).all()
    assert scores[FAR + 5] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("text", "starts", "wanted"),
    [
        ("Ana left. Bo came.", [0, 10], [1, 1, 1, 2, 2, 2]),
        ("Ana left. Bo came.", [], [0] * 6),
        ("Ana left. Bo came.", [0, 11], [1, 1, 1, 1, 2, 2]),
        ("Ana left. Bo came.", [0, 10, 10, 40], [1, 1, 1, 3, 3, 3]),
        ("", [0], []),
    ],
)
def test_a_word_is_of_the_last_sentence_that_began(text: str, starts: list[int], wanted: list[int]) -> None:
    assert sentences(pieces.words(text), starts).tolist() == wanted


def test_sentences_begin_at_code_points() -> None:
    text = "𝔘 😀 left. Ana came."
    found = sentences(pieces.words(text), [0, text.index("Ana")])
    assert found.tolist() == [1, 1, 1, 1, 2, 2, 2]


def test_the_head_that_ships() -> None:
    starts = [0, TEXT.index("Nobody")]
    deeds = encoder().read(TEXT, starts).deeds
    assert deeds.types.shape == (len(pieces.words(TEXT)), 17)
    for row in (deeds.types, deeds.status):
        assert np.allclose(row.sum(1), 1, atol=1e-4)
        assert (row >= 0).all()
    assert deeds.type_of(2, 2)[0] == "ASSAULT"
    low, scores = deeds.sides(2, 2)
    assert (low, scores.shape) == (0, (2, 8))
    assert scores[0, 1] > scores[1, 1]
    assert scores[1, 4] > scores[0, 4]
    again = encoder().read(TEXT, starts).deeds
    assert all((getattr(deeds, name) == getattr(again, name)).all() for name in Deeds.__slots__)


def test_every_word_of_a_long_text_is_told() -> None:
    text = "\n\n".join(f"The army shelled the town on day {n} of the war." for n in range(60))
    deeds = encoder().read(text, [0]).deeds
    assert np.allclose(deeds.types.sum(1), 1, atol=1e-4)
    assert np.allclose(deeds.status.sum(1), 1, atol=1e-4)
