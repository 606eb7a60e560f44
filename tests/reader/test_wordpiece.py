"""Word pieces: BERT's own examples, and words that are none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.reader.wordpiece import UNKNOWN, pieces_of, vocabulary


def shown(word: str) -> list[str]:
    names = {number: piece for piece, number in vocabulary().items()}
    return [names[number] for number in pieces_of(word)]


@pytest.mark.parametrize(
    ("word", "wanted"),
    [
        ("unaffable", ["una", "##ffa", "##ble"]),
        ("Ministers", ["ministers"]),
        ("Erdoğan", ["er", "##dog", "##an"]),
        ("São", ["sao"]),
        ("snake_case", ["snake", "_", "case"]),
        ("日本", ["日", "本"]),
        ("”", ["”"]),
        ("𝔘", ["[UNK]"]),
        ("x" * 101, ["[UNK]"]),
        ("\u0301", ["[UNK]"]),
    ],
)
def test_pieces(word: str, wanted: list[str]) -> None:
    assert shown(word) == wanted


@given(st.text(min_size=1, max_size=40).filter(lambda t: not any(c.isspace() for c in t)))
def test_any_word_has_pieces(word: str) -> None:
    found = pieces_of(word)
    assert found
    assert all(0 <= piece < len(vocabulary()) for piece in found)
    assert vocabulary()["[UNK]"] == UNKNOWN
