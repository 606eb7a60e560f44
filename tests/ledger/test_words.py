"""Words are found however they are written, and covered letter by letter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import BadQuery
from onrecord.ledger.words import Words, letters
from onrecord.mask import BLOCK

NAME = "Mona Adel"
TEXTS = st.text(st.sampled_from("MoOnaÖAdel  \r\n\u0301\u00ad\u200b'’-_.%0\U0001f600\U0001d40c木שא\u0300"), max_size=60)


@pytest.mark.parametrize(
    "text",
    [
        "Mona Adel", "MONA ADEL", "Möna Ade\u0301l", "mona\nadel", "Mona\r\n   Adel", "Mona-Adel", "Mona_Adel",
        "MonaAdel", "Mo\u00adna Adel", "Mona\u200bAdel", "\u202bMona Adel\u202c", "mona%20adel", "m%C3%B6na-adel",
        "\U0001d40cona Adel", "M\u200dona Adel", "Mo-\nna Adel", "Ｍｏｎａ Adel",
    ],
)  # fmt: skip
def test_each_way_to_write_a_name_is_covered(text):
    covered = Words([NAME]).cover(f"😀 Mr {text}'s son")
    assert len(covered) == len(f"😀 Mr {text}'s son")
    assert covered.startswith("😀 Mr ")
    assert covered.endswith("'s son")
    assert not set("monadel") & set(covered.removeprefix("😀 Mr ").removesuffix("'s son").lower())


@pytest.mark.parametrize("text", ["Ramona Adel", "Mona Adelson", "Mona", "Adel Mona", "Mona and Adel", "Mona Adel2"])
def test_other_words_stay(text):
    assert Words([NAME]).cover(text) == text


def test_letters_that_stand_for_others():
    assert Words(["Øystein Weiß"]).cover("oystein weiss, ØYSTEIN WEISS") == "███████ █████, ███████ █████"
    assert Words(["ΝΙΚΟΣ"]).cover("Νίκος και Νικοσ") == "█████ και █████"


def test_scripts_that_do_not_part_words():
    assert Words(["王明"]).cover("记者王明说") == "记者██说"
    assert Words(["王"]).cover("记者王明说") == "记者█明说"


@pytest.mark.parametrize("name", ["", " ", "M", "—"])
def test_too_little_is_refused(name):
    with pytest.raises(BadQuery):
        Words([name])


@pytest.mark.parametrize(
    "page",
    [
        b"<p>M&ouml;na Adel</p>", b"<p>Mona&nbsp;Adel</p>", "Möna Adel".encode("cp1252"),
        "Mona Adel".encode("utf-16"), b'{"name": "M\\u00f6na Adel"}', b'<a href="/mona%20adel">',
    ],
)  # fmt: skip
def test_pages_are_looked_into_as_they_came(page):
    assert Words([NAME]).stand_in_bytes(page)
    assert not Words(["Karim Saleh"]).stand_in_bytes(page)


def test_single_words_of_names():
    assert Words(["Mona  Adel", "Mona Ali Adel", "Saleh"]).parts() == ("Mona", "Adel", "Ali")


@given(TEXTS)
def test_covering_keeps_length_and_leaves_nothing(text):
    words = Words([NAME])
    covered = words.cover(text)
    assert len(covered) == len(text)
    assert not words.stretches(covered)
    assert all(
        new in (old, BLOCK) and not (old.isspace() and new == BLOCK) for old, new in zip(text, covered, strict=True)
    )


@given(TEXTS, TEXTS)
def test_a_name_between_spaces_is_always_found(before, after):
    covered = Words([NAME]).cover(f"{before} Möna Adel {after}")
    at = len(before) + 1
    assert covered[at : at + 9] == "████ ████"


@given(st.text(max_size=40))
def test_letters_are_the_same_at_once_and_one_by_one(text):
    assert letters(text) == "".join(letters(sign) for sign in text)


@pytest.mark.parametrize(
    ("address", "covered"),
    [
        ("x.example/?to=y%2Fmona%2520adel&k=1", "x.example/?to=y%2F█████████████&k=1"),
        ("x.example/?to=y%252Fm%2525C3%2525B6na-adel", "x.example/?to=y%252F██████████████████████"),
        ("x.example/?to=y%2Framona%2520adel", "x.example/?to=y%2Framona%2520adel"),
    ],
)
def test_an_address_inside_another_one_is_read_too(address, covered):
    assert Words(["Mona Adel"]).cover(address) == covered
