"""Words, their looks and the windows over them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader import pieces

TEXT = st.text(alphabet="aB9 .,\n\r\"“”‘’'é\u0301𝔘字_-", max_size=300)


@given(TEXT)
def test_words_are_the_text_without_white_space(text: str) -> None:
    cut = pieces.words(text)
    shown = [text[a:b] for a, b in zip(cut.start, cut.end, strict=True)]
    assert "".join(shown) == "".join(text.split())
    assert (np.diff(cut.first) > 0).all()
    assert cut.first[-1] == len(cut.ids)
    assert ((cut.shape > 0) & (cut.shape < pieces.SHAPES)).all()
    assert (cut.quoted < pieces.QUOTED).all()


@given(TEXT, st.integers(8, 40), st.integers(0, 5))
def test_windows_hold_every_word_once_for_good(text: str, size: int, context: int) -> None:
    cut = pieces.words(text)
    at = 0
    for window in pieces.windows(cut, size, context):
        assert window.context <= window.start == at < window.end
        at = window.end
        given = pieces.numbers(cut, window)
        assert len(given.ids) <= size or window.end == window.start + 1
        assert (given.ids[given.word] == cut.ids[cut.first[window.context : window.end]]).all()
        assert (given.shape[given.word] == cut.shape[window.context : window.end]).all()
        assert given.ids[0] == pieces.START
        assert given.ids[-1] == pieces.BREAK
    assert at == len(cut)


def test_a_window_ends_with_its_paragraph() -> None:
    cut = pieces.words("One two three four five.\n\nSix seven eight nine.\n\nTen eleven twelve.")
    first = next(pieces.windows(cut, 16, 4))
    assert (first.start, first.end) == (0, 11)
    assert pieces.numbers(cut, first).ids.tolist().count(pieces.BREAK) == 2


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("He said “no” .", [0, 0, 4, 1, 5, 0]),
        ('He said "no".', [0, 0, 4, 1, 5, 0]),
        ("“We go.\n\n“We stay.”", [4, 2, 2, 2, 4, 1, 1, 1, 5]),
        ("‘We go,’ he said", [4, 3, 3, 3, 5, 0, 0]),
        ("don't", [0, 0, 0]),
        ("the miners’ day", [0, 0, 0, 0]),
    ],
)
def test_where_words_stand_by_the_quote_marks(text: str, wanted: list[int]) -> None:
    assert pieces.words(text).quoted.tolist() == wanted


def test_shapes() -> None:
    assert pieces.words("it It UN A McNeil 9th , 字").shape.tolist() == [1, 2, 3, 2, 4, 5, 6, 7]


def test_the_word_at_an_offset() -> None:
    cut = pieces.words("ab, cd")
    assert [cut.at(offset) for offset in (0, 1, 2, 3, 4, 6)] == [0, 0, 1, 2, 2, 3]
