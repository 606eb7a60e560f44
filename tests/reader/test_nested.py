"""Voices inside voices."""

import pytest

from onrecord.model import Actor, Mention, Report
from onrecord.reader.attribution import rows
from onrecord.reader.cast import Cast
from onrecord.reader.heard import Heard
from onrecord.reader.nested import _tidy, nested
from onrecord.reader.parse import Parsed, parse

NOBODY = Cast((), (), {})


def parsed(text: str) -> Parsed:
    return next(parse([Report(id="r", source_id="r", sha256="", text=text)]))


def heard(text: str, source: str, cue: str, *content: str) -> Heard:
    def part(words: str) -> tuple[int, int]:
        at = text.index(words)
        return at, at + len(words)

    return Heard((part(source),), (part(cue),), tuple(part(c) for c in content), 0.9)


def words(text: str, parts: tuple[tuple[int, int], ...]) -> str:
    return " … ".join(text[a:b] for a, b in parts)


TEXT = "The Herald reported that the minister said that the islands had sold the boats to his brother."


def test_a_chain_of_voices_is_two_rows_one_within_the_other() -> None:
    outer = heard(TEXT, "The Herald", "reported", TEXT[20:-1].strip())
    report = parsed(TEXT)
    (inner,) = nested(report, [outer])
    assert words(TEXT, inner.source) == "the minister"
    assert words(TEXT, inner.content) == "that the islands had sold the boats to his brother"
    first, second = rows(report, NOBODY, [outer, inner])
    assert (first.within, second.within) == (None, first.id)


def test_what_was_heard_already_is_not_found_again() -> None:
    outer = heard(TEXT, "The Herald", "reported", TEXT[20:-1].strip())
    inner = heard(TEXT, "the minister", "said", "that the islands had sold the boats to his brother")
    assert nested(parsed(TEXT), [outer, inner]) == []


@pytest.mark.parametrize(
    ("content", "source"),
    [
        ("the mayor had denied that the bridge was unsafe", "the mayor"),
        ("residents believe that the dam will not hold", "residents"),
        ("according to the harbour master, no ship came in that week", "the harbour master"),
        ("“the minister told us that the islands would pay,”", "the minister"),
        ("a poll showed that most voters would stay at home", "a poll"),
    ],
)
def test_what_is_plain_is_found(content: str, source: str) -> None:
    text = f"Marta Lund said {content}."
    (inner,) = nested(parsed(text), [heard(text, "Marta Lund", "said", content)])
    assert words(text, inner.source) == source


@pytest.mark.parametrize(
    "content",
    [
        "“I think that the bridge is safe”",
        "“we said that the bridge was safe”",
        "it is believed that the bridge is safe",
        "the mayor might say that the bridge was safe",
        "the mayor wanted to say that the bridge was safe",
        "if the mayor says that the bridge is safe, she will cross it",
        "the cracks show that the bridge is unsafe",
        "the mayor did what people say they want",
        "she doubts that the mayor said the bridge was safe",
        "the mayor has a plan to close the bridge",
    ],
)
def test_what_is_not_plain_is_left(content: str) -> None:
    text = f"Marta Lund said {content}."
    assert nested(parsed(text), [heard(text, "Marta Lund", "said", content)]) == []


def test_nothing_is_found_outside_contents() -> None:
    text = "Marta Lund said the bridge was safe. The mayor said that the dam would not hold."
    assert nested(parsed(text), [heard(text, "Marta Lund", "said", "the bridge was safe")]) == []


@pytest.mark.parametrize(
    ("cut", "whole"),
    [("“The road is closed", "“The road is closed,”"), ("the road is closed, and", "the road is closed,")],
)
def test_a_content_has_both_quote_marks_and_no_loose_end(cut: str, whole: str) -> None:
    text = "“The road is closed,” he said, the road is closed, and more."
    at = text.index(cut)
    start, end = _tidy(text, (at, at + len(cut)), (0, len(text)))
    assert text[start:end] == whole


def test_speakers_of_both_are_known() -> None:
    report = parsed(TEXT)
    actor = Actor("lund", "Marta Lund", "person")
    token = next(t for t in report.doc if t.text == "minister")
    mention = Mention(report.of_tokens(report.doc[token.i - 1], token), "lund", "nominal", 1.0)
    cast = Cast((actor,), (mention,), {token.i: (mention,)})
    outer = heard(TEXT, "The Herald", "reported", TEXT[20:-1].strip())
    made = rows(report, cast, [outer, *nested(report, [outer])])
    assert [row.speakers for row in made] == [(), ("lund",)]
