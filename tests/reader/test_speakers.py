"""Whom a source stands for, and what kind its words are."""

import pytest

from onrecord.model import Actor, Mention, Report
from onrecord.reader.cast import Cast
from onrecord.reader.parse import Parsed, parse
from onrecord.reader.speakers import Speakers

NOBODY = Cast((), (), {})


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def tokens(report: Parsed, words: str) -> list[int]:
    at = report.text.index(words)
    return [t.i for t in report.doc if at <= t.idx < at + len(words)]


def cast_of(report: Parsed, names: dict[str, str]) -> Cast:
    heads = {
        t.i: (Mention(report.of(t), names[t.text], "name", 1.0),) for t in report.doc if t.text in names
    }  # fmt: skip
    actors = tuple(Actor(i, i.title(), "person") for i in dict.fromkeys(names.values()))
    return Cast(actors, tuple(m for ms in heads.values() for m in ms), heads)


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("The harbour master Ole Berg", "Berg"),
        ("Lund, who runs the harbour,", "Lund"),
        ("The mayor of Vik", "mayor"),
        ("Two of the three judges", "Two"),
        ("Lund’s lawyer", "lawyer"),
        ("Lund and Berg", "Lund"),
    ],
)
def test_head_of_a_source(source: str, head: str) -> None:
    report = parsed(f"{source} said that the road was closed.")
    found = Speakers(report, NOBODY).head(tokens(report, source))
    assert found is not None
    assert report.doc[found].text == head


def test_all_who_speak_are_speakers() -> None:
    report = parsed("Lund, Berg and Dahl said that Moe had left.")
    speakers = Speakers(report, cast_of(report, {"Lund": "lund", "Berg": "berg", "Dahl": "dahl", "Moe": "moe"}))
    source = tokens(report, "Lund, Berg and Dahl")
    head = speakers.head(source)
    assert head is not None
    assert speakers.of(head, source) == ("lund", "berg", "dahl")


def test_who_joined_outside_the_source_is_no_speaker() -> None:
    report = parsed("Lund and Berg said that Moe had left.")
    speakers = Speakers(report, cast_of(report, {"Lund": "lund", "Berg": "berg"}))
    source = tokens(report, "Lund")
    assert speakers.of(source[0], source) == ("lund",)


def test_a_relative_pronoun_stands_for_its_noun() -> None:
    report = parsed("Marta Lund, who said that the road was closed, has left.")
    speakers = Speakers(report, cast_of(report, {"Lund": "lund"}))
    source = tokens(report, "who")
    assert speakers.of(source[0], source) == ("lund",)
    at = report.text.index("who")
    assert speakers.kind(source[0], [(at, at + 3)]) == "named"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("One source", "anonymous"),
        ("An official who spoke on condition of anonymity", "anonymous"),
        ("A person familiar with the talks", "anonymous"),
        ("People briefed on the talks", "anonymous"),
        ("A senior administration official", "role"),
        ("The minister", "role"),
        ("Ole Berg", "named"),
        ("The Norwegian army", "named"),
        ("The United Nations", "named"),
        ("Many voters", "collective"),
        ("Republicans", "collective"),
        ("More than half", "collective"),
        ("Fifty-one percent of voters", "collective"),
        ("Officials", "collective"),
        ("A poll", "document"),
        ("The latest Lund University poll", "document"),
        ("The report", "document"),
        ("The lawsuit", "document"),
        ("They", "collective"),
        ("Somebody", "collective"),
    ],
)
def test_kinds(source: str, kind: str) -> None:
    report = parsed(f"{source} said that the road was closed.")
    speakers = Speakers(report, NOBODY)
    assert speakers.kind(speakers.head(tokens(report, source)), [(0, len(source))]) == kind


def test_anonymity_may_be_told_elsewhere_in_the_sentence() -> None:
    text = "The road was closed, an official said, speaking on condition of anonymity."
    report = parsed(text)
    at = text.index("an official")
    speakers = Speakers(report, NOBODY)
    assert speakers.kind(speakers.head(tokens(report, "an official")), [(at, at + 11)]) == "anonymous"


def test_a_pronoun_has_the_kind_of_what_it_stands_for() -> None:
    report = parsed("She said that the road was closed.")
    named = Speakers(report, cast_of(report, {"She": "lund"}))
    assert named.kind(0, [(0, 3)]) == "named"
    assert Speakers(report, NOBODY).kind(0, [(0, 3)]) == "role"


def test_what_is_mentioned_by_name_is_named_whatever_the_tagger_says() -> None:
    report = parsed("the sanders said that the road was closed.")
    assert Speakers(report, cast_of(report, {"sanders": "sanders"})).kind(1, [(4, 11)]) == "named"


def test_no_source() -> None:
    speakers = Speakers(parsed("It is believed that the road is closed."), NOBODY)
    assert speakers.head([]) is None
    assert speakers.kind(None, []) == "none"
