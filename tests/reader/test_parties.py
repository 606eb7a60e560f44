import pytest

from onrecord.model import Report
from onrecord.reader.mentions import cast
from onrecord.reader.parse import parse
from onrecord.reader.parties import parties
from onrecord.reader.places import places


def read(text, word):
    """The parties at a word, and the cast."""
    report = Report(id="t", source_id="t", sha256="", text=text)
    parsed = next(parse([report]))
    found_places = places(parsed)
    head = next(t for t in parsed.doc if t.text == word)
    found = cast(parsed, found_places)
    return parties(head, parsed, found, found_places), found


def sides(text, word):
    """The parties at a word: their words and actor."""
    return read(text, word)[0]


def pairs(text, word):
    return [(p.span.text, p.actor) for p in sides(text, word)]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Hezbollah and Iran met.", "Hezbollah", [("Hezbollah", "hezbollah"), ("Iran", "iran")]),
        ("Both Hamas and Fatah met.", "Hamas", [("Hamas", "hamas"), ("Fatah", "fatah")]),
        ("Israeli forces crossed the line.", "forces", [("Israeli forces", "israel.mil")]),
        ("Members of Hamas left.", "Members", [("Members of Hamas", "hamas")]),
        ("Netanyahu's threat failed in Israel.", "threat", [("Netanyahu's threat", "benjamin-netanyahu")]),
        ("Hezbollah, which controls the south, left.", "which", [("Hezbollah", "hezbollah")]),
        ("A table fell.", "table", [("A table", None)]),
        (
            "French and Egyptian warships left.",
            "warships",
            [("French and Egyptian warships", "france.mil"), ("French and Egyptian warships", "egypt.mil")],
        ),
        (
            "French warships and Egyptian troops left.",
            "warships",
            [("French warships", "france.mil"), ("Egyptian troops", "egypt.mil")],
        ),
    ],
)
def test_parties(text, word, expected):
    assert pairs(text, word) == expected


def test_a_relative_clause_is_no_part_of_the_words():
    assert pairs("Hezbollah, which controls the south, left.", "Hezbollah") == [("Hezbollah", "hezbollah")]


def test_a_pronoun_keeps_its_words_and_takes_its_actor():
    assert pairs("Hamas met Fatah. Hamas said it would wait.", "it") == [("it", "hamas")]


def test_students_of_a_state_are_students():
    found = sides("Three Israeli students were found.", "students")
    assert [(p.span.text, p.actor) for p in found] == [("Three Israeli students", "report:students")]


def test_a_place_is_a_place_and_an_actor_of_that_kind():
    (party,), found = read("Shells fell on the city of Damascus.", "Damascus")
    assert party.place == "p1"
    actor = found.by_id[party.actor]
    assert (actor.kind, actor.country) == ("place", "SYR")


def test_gunmen_without_a_name_keep_their_words():
    (party,) = sides("Masked gunmen took the bus.", "gunmen")
    assert party.span.text == "Masked gunmen"
    assert party.actor is None or party.actor.startswith("report:")
