from __future__ import annotations

import pytest

from onrecord.ingest.language import language_of, normalised

from .conftest import PARAGRAPHS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" ".join(PARAGRAPHS), "en"),
        ("Rain fell.", "en"),
        ("Hamas split.", "en"),
        ("SAF, RSF clash in El Fasher", "en"),
        ("", "en"),
        ("12 345", "en"),
        ("Der Stadtrat hat am Montag beschlossen, die Brücke zu sperren.", "de"),
        ("El alcalde dijo el lunes que el puente está cerrado.", "es"),
        ("Совет города закрыл мост.", "ru"),
        ("قرر مجلس المدينة إغلاق الجسر", "ar"),
    ],
)
def test_a_short_text_is_english_unless_it_clearly_is_not(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("en", "en"),
        ("EN-us", "en"),
        ("pt_BR", "pt"),
        ("eng", "en"),
        ("ger", "de"),
        ("Arabic", "ar"),
        ("klingon", None),
        ("", None),
    ],
)
def test_languages_are_named_in_many_ways(given, code):
    assert normalised(given) == code


def test_what_is_given_is_trusted():
    assert language_of("Der Stadtrat hat am Montag beschlossen, die Brücke zu sperren.", "English") == "en"
