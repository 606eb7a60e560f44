"""Names in transcription: whole, and whatever the name finder takes them for."""

from __future__ import annotations

import pytest

from onrecord.model import Report
from onrecord.reader.parse import parse
from onrecord.reader.places import places


def named(text: str) -> list[tuple[str, str | None]]:
    (parsed,) = parse([Report("r", "r", "", text)])
    return [(p.span.text, p.country) for p in places(parsed)]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Aid lorries were turned back at Ras al-Ain on Monday.", ("Ras al-Ain", "SY")),
        ("Families walked south out of Khan Younis on Monday.", ("Khan Younis", "PS")),
        ("The pumping station near al-Hasakah stood idle.", ("al-Hasakah", "SY")),
        ("Traders in Bobo-Dioulasso closed their shops.", ("Bobo-Dioulasso", "BF")),
        ("Officials said that his men had left Gao.", ("Gao", "ML")),
        ("Patients were carried out of the Nasser hospital.", ("Nasser", "PS")),
    ],
)
def test_a_name_in_transcription_is_a_place(text: str, place: tuple[str, str]) -> None:
    assert place in named(text)


@pytest.mark.parametrize(
    "text",
    [
        "Abdel Fattah al-Sisi and Moqtada al-Sadr spoke by telephone.",
        "The FDA and the IRS issued warnings to firms.",
        "A SWAT team entered the house.",
        "The Malian president met the Red Crescent.",
        "Rice growers protested against the price.",
    ],
)
def test_people_bodies_and_plain_words_are_no_places(text: str) -> None:
    assert named(text) == []
