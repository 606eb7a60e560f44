"""Ties that no single word tells: small clauses, names given up, offices passed on, clauses without a verb."""

from __future__ import annotations

import pytest
from spacy.tokens import Token

from onrecord.model import Report
from onrecord.reader.mentions import cast as find_cast
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.places import places
from onrecord.reader.relation_bodies import only_body
from onrecord.reader.relation_clauses import complement, phrase
from onrecord.reader.relation_ellipsis import ellipsis
from onrecord.reader.relation_ends import patient, subject
from onrecord.reader.relation_shapes import shapes, word_shapes
from onrecord.reader.relation_slots import slot


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def word(text: str, wanted: str) -> Token:
    return next(token for token in parsed(text).doc if token.text == wanted)


def told(text: str) -> set[tuple[str, str, str, str | None]]:
    """Type, the head words of subject and object, and the state of each shape."""
    return {
        (shape.type, shape.subject.text, shape.object.text, shape.state)
        for token in parsed(text).doc
        for shape in (*shapes(token), *word_shapes(token))
    }


@pytest.mark.parametrize(
    ("text", "verb", "whom", "what"),
    [
        ("Britain branded Ian Smith's government illegal.", "branded", "government", "illegal"),
        ("A Cairo court ruled that Hamas was a terrorist organisation.", "ruled", "Hamas", "terrorist organisation"),
        ("Laurent Kabila proclaimed himself president of Zaire.", "proclaimed", "himself", "president"),
        ("The council has listed the front as a terrorist body.", "listed", "front", "terrorist body"),
    ],
)
def test_whom_a_verb_takes_for_what(text: str, verb: str, whom: str, what: str) -> None:
    found = complement(word(text, verb))
    assert [found[0] and found[0].text, found[1] and phrase(found[1])] == [whom, what]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Dmitry Medvedev took over from Vladimir Putin as president of Russia.",
            {("leadership", "Medvedev", "Russia", None), ("leadership", "Putin", "Russia", "ended")},
        ),
        (
            "Nigeria's junta under General Sani Abacha hanged nine men on Friday.",
            {("leadership", "Abacha", "junta", None)},
        ),
        ("Ceylon becomes the Republic of Sri Lanka in May.", {("predecessor", "Ceylon", "Republic", None)}),
        (
            "Burkina Faso, known until August as Upper Volta, sent troops.",
            {("predecessor", "Volta", "Faso", None)},
        ),
        ("Libya is a rogue state in the eyes of the Reagan administration.", {
            ("designation", "administration", "Libya", None),
        }),
        ("Port Stanley is British once more.", {("control", "British", "Stanley", "restored")}),
        ("The idea is the minister's.", set()),
        ("The army grew under the tents.", set()),
    ],
)  # fmt: skip
def test_ties_of_a_shape(text: str, wanted: set[tuple[str, str, str, str | None]]) -> None:
    assert told(text) == wanted


def test_a_participle_between_commas_is_passive_though_the_parser_gave_it_a_subject() -> None:
    verb = word("The Kurdistan Workers' Party, deemed a terrorist group by Turkey and the EU, denied it.", "deemed")
    assert getattr(patient(verb), "text", None) == "Party"
    assert subject(verb) is None


def test_the_nearest_of_several_prepositions() -> None:
    text = "Renamo has its headquarters at Maringue, deep in the bush of Sofala."
    assert getattr(slot(word(text, "headquarters"), "in/at"), "text", None) == "Maringue"


def test_what_an_auxiliary_stands_for() -> None:
    found = ellipsis(word("Austria joined the European Union on Sunday; Norway did not.", "did"))
    assert found is not None
    assert (found.verb.text, found.who.text, found.denied) == ("joined", "Norway", True)


@pytest.mark.parametrize("text", ["Norway did the work alone.", "Norway does not like it.", "They did."])
def test_a_verb_of_its_own_stands_for_none(text: str) -> None:
    token = next(token for token in parsed(text).doc if token.lemma_ == "do")
    assert ellipsis(token) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Morocco left the African Union in 1984. The republic is still a member.", ["the African Union"]),
        ("Chad and Libya have quarrelled. Goukouni is president.", []),
        ("In Lome the soldiers waited. A member spoke.", []),
    ],
)
def test_the_only_body_named_before(text: str, wanted: list[str]) -> None:
    report = parsed(text)
    noun = next(token for token in report.doc if token.text in {"member", "president"})
    assert [party.span.text for party in only_body(noun, find_cast(report, places(report)), ())] == wanted
