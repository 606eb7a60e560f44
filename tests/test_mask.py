"""No name of somebody whom no registry knows survives a mask; everything else stays where it is."""

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord import read
from onrecord.knowledge.folding import fold
from onrecord.ledger.references import dangling, spans
from onrecord.mask import BLOCK, Mask, is_name
from onrecord.model import FORMAT, Actor, Bounds, Mention, Reading, Report, Span

MONA = {"report:mona-adel": ["Mona Adel"]}
TEXT = (
    "Mona Adel, a nurse, said that police had killed her brother Karim on Friday. President Mohamed Morsi denied it."
    " Adel said Morsi was lying. The Muslim Brotherhood will protest in Cairo, Adel told Reuters."
)


def survives(name: str, text: str) -> bool:
    """Whether the words of a name stand in a text one after the other, in any case, with or without accents."""
    words = [fold(word) for word in re.findall(r"[^\W_]+", text)]
    wanted = [fold(word) for word in re.findall(r"[^\W_]+", name)]
    return any(words[n : n + len(wanted)] == wanted for n in range(len(words) - len(wanted) + 1))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mona Adel fled.", "████ ████ fled."),
        ("MONA ADEL FLED", "████ ████ FLED"),
        ("Adel's house, and Mona's", "████'s house, and ████'s"),
        ("Móna Ádel", "████ ████"),
        ("Mona\nAdel", "████\n████"),
        ("an adel of note, Adelaide, Monaco", "an adel of note, Adelaide, Monaco"),
        ("www.example.org/mona-adel-fled", "www.example.org/█████████-fled"),
        ("", ""),
    ],
)
def test_a_name_is_hidden_as_it_may_be_written(text: str, masked: str) -> None:
    assert Mask(MONA).text(text) == masked
    assert len(masked) == len(text)


def test_a_name_of_the_registry_stays_and_so_do_bodies_and_places() -> None:
    private = {"report:a": ["Mohamed Salah"], "report:b": ["Ali Port"]}
    mask = Mask(private, ["Mohamed Morsi", "Morsi"], ["Port Said"])
    assert mask.text("Mohamed Morsi met Mohamed Salah in Port Said.") == "Mohamed Morsi met ███████ █████ in Port Said."
    assert mask.text("Port Mohamed") == "████ ███████"


def test_a_word_of_a_body_that_a_name_is_given_with_is_not_hidden_alone() -> None:
    mask = Mask({"report:a": ["Upland League spokesman Pavel Orsic"]}, (), ["Upland League"])
    assert mask.text("Orsic left the League.") == "█████ left the League."


def test_a_whole_name_is_hidden_inside_a_body_that_no_registry_knows() -> None:
    assert Mask(MONA, (), ["Mona Adel Brigade"]).text("The Mona Adel Brigade") == "The ████ ████ Brigade"
    assert Mask(MONA, ["Mona Adel Prize"]).text("The Mona Adel Prize") == "The Mona Adel Prize"


@pytest.mark.parametrize(
    ("name", "kind", "told"),
    [
        ("Mona Adel", "person", True),
        ("el-Haddad", "person", True),
        ("spokesman", "person", False),
        ("Doctor", "person", False),
        ("May", "person", True),
        ("Mona Adel", "unknown", True),
        ("Supporters", "unknown", False),
        ("At least people", "unknown", False),
    ],
)
def test_what_may_be_a_name(name: str, kind: str, told: bool) -> None:
    assert is_name(name, kind) is told


@pytest.fixture(scope="module")
def reading() -> Reading:
    found = read(TEXT, published="2013-08-19", publisher="Adel Post", title="Mona Adel speaks")
    between = Bounds("2013-07-03", None, ("It tells in the past of “what Mona Adel said”.",))
    report = structs.replace(
        found.report, source_id="saved/mona-adel.txt", url="https://example.org/adel-speaks", published_between=between
    )
    return structs.replace(found, report=report)


def test_no_name_is_left_in_a_reading_and_the_registry_stays(reading: Reading) -> None:
    masked = Mask.of_reading(reading).reading(reading)
    written = masked.to_json().decode()
    for name in ("Mona", "Adel", "Karim"):
        assert name.lower() not in written.replace("Adel Post", "").lower()
    assert "Mohamed Morsi" in written
    assert "Muslim Brotherhood" in masked.report.text
    assert [a.id for a in masked.actors if not a.id.startswith("report:")] == [
        a.id for a in reading.actors if not a.id.startswith("report:")
    ]


def test_every_offset_and_reference_of_a_masked_reading_holds(reading: Reading) -> None:
    masked = Mask.of_reading(reading).reading(reading)
    assert len(masked.report.text) == len(reading.report.text)
    assert list(spans(masked, masked.report.text)) == []
    assert list(dangling(masked)) == []
    assert Reading.from_json(masked.to_json()) == masked
    assert len({actor.id for actor in masked.actors}) == len(reading.actors)
    assert [e.type for e in masked.events] == [e.type for e in reading.events]
    assert [t.start for t in masked.times] == [t.start for t in reading.times]


def test_of_two_who_bear_one_name_the_mentions_tell_who_is_hidden() -> None:
    text = "Ali Morsi fled. Morsi is a baker. President Morsi spoke, and Morsi left."
    at = [(0, 9, "report:ali-morsi"), (16, 21, "report:ali-morsi"), (44, 49, "morsi"), (61, 66, "morsi")]
    mentions = tuple(Mention(Span.of(text, a, b), actor, "name", 0.9) for a, b, actor in at)
    actors = (Actor("report:ali-morsi", "Ali Morsi", "person"), Actor("morsi", "Mohamed Morsi", "person"))
    found = Reading(FORMAT, "reader", Report("r", "r", "", text), mentions=mentions, actors=actors)
    masked = Mask.of_reading(found).reading(found)
    assert masked.report.text == "███ █████ fled. █████ is a baker. President Morsi spoke, and Morsi left."
    assert masked.actors == (Actor("report:masked-1", "███ █████", "person"), actors[1])


def test_a_reading_without_people_stays_as_it_is() -> None:
    found = read("The Muslim Brotherhood denied that Israel had attacked Syria.")
    assert Mask.of_reading(found).reading(found) == found


def test_a_name_that_is_a_key_is_hidden_and_what_cannot_be_looked_into_is_refused() -> None:
    mask = Mask(MONA)
    assert mask.of({"Mona Adel": 3, "told": ["Mona Adel"]}) == {"████ ████": 3, "told": ["████ ████"]}
    with pytest.raises(TypeError):
        mask.of(frozenset({"Mona Adel"}))


words = st.text(st.characters(categories=("Lu", "Ll", "Lo")), min_size=1, max_size=5)
titled = words.map(lambda word: word[:1].upper() + word[1:]).filter(lambda word: not word[:1].islower() and fold(word))
names = st.lists(titled, min_size=1, max_size=3).map(" ".join)
gaps = st.sampled_from([" ", "\n", ", ", "-", "’s ", ". "])


@st.composite
def told(draw: st.DrawFn) -> tuple[Reading, list[str]]:
    """A reading whose text names people of no registry, with and without a mention, among other words."""
    people = draw(st.lists(names, min_size=1, max_size=4, unique=True))
    text, mentions, parts = "", [], draw(st.lists(st.sampled_from(people) | words, min_size=1, max_size=12))
    for part in parts:
        if part in people and draw(st.booleans()):
            span = Span(len(text), len(text) + len(part), part)
            mentions.append(Mention(span, f"report:{people.index(part)}", "name", 0.9))
        text += part + draw(gaps)
    actors = tuple(Actor(f"report:{n}", name, "person") for n, name in enumerate(people))
    sentences = (Span(0, len(text), text),)
    report = Report("r", " ".join(people), "", text, title=draw(st.sampled_from(people)))
    return Reading(FORMAT, "reader", report, sentences, tuple(mentions), actors=actors), people


@settings(deadline=None)
@given(told())
def test_no_masked_name_survives_anywhere(made: tuple[Reading, list[str]]) -> None:
    reading, people = made
    masked = Mask.of_reading(reading).reading(reading)
    assert list(spans(masked, masked.report.text)) == []
    written = json.loads(masked.to_json())
    del written["reader"]
    strings = list(_strings(written))
    for name in people:
        if is_name(name, "person"):
            assert not any(survives(name, text) and name in text for text in strings), name


@given(st.lists(names, max_size=4), st.lists(names, max_size=4), st.text(max_size=60))
def test_a_masked_text_is_as_long_and_differs_in_blocks_alone(private: list[str], other: list[str], text: str) -> None:
    mask = Mask({f"report:{n}": [name] for n, name in enumerate(private)}, (), other)
    whole = " ".join([text, *private, *other])
    masked = mask.text(whole)
    assert len(masked) == len(whole)
    assert all(b in (a, BLOCK) for a, b in zip(whole, masked, strict=True))


def _strings(value: object):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key not in ("kind", "form", "sha256", "language"):
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)


def test_a_reading_inside_something_else_is_masked_as_a_reading(reading: Reading) -> None:
    [masked] = Mask.of_reading(reading).of((reading,))
    assert masked == Mask.of_reading(reading).reading(reading)
    assert list(spans(masked, masked.report.text)) == []
