from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.visible import line, visible

HOSTILE = [
    "\x1b[31mred\x1b[0m",
    "\x9b31m",
    "\x1b]0;title\x07",
    "a\rb",
    "a\x08b",
    "\u202eevil",
    "\u2066x",
    "\udc80",
    "\x7f",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_character_is_left_that_a_terminal_obeys(text: str) -> None:
    made = visible(text)
    assert not any(ord(char) < 32 or 127 <= ord(char) < 160 for char in made)
    assert not any(char in made for char in "\u202e\u2066\udc80")


def test_escape_is_shown() -> None:
    assert visible("\x1b[31m") == "␛[31m"


def test_line_breaks_are_kept_only_where_asked_for() -> None:
    assert visible("a\nb\tc", breaks=True) == "a\nb c"
    assert visible("a\nb") == "a b"


def test_other_scripts_are_left_alone() -> None:
    text = "رابعة العدوية می‌خواهم שלום 東京 é ­ \u200f"
    assert visible(text) == text


@given(st.text())
def test_length_stays_so_that_offsets_hold(text: str) -> None:
    assert len(visible(text, breaks=True)) == len(text)


@given(st.text(), st.integers(min_value=1, max_value=50))
def test_a_line_is_one_line_and_no_longer_than_asked(text: str, longest: int) -> None:
    made = line(text, longest)
    assert len(made) <= longest
    assert "\n" not in made
