"""What is said: the encoder's part, with quote marks and nested voices."""

import pytest

from onrecord.model import Report
from onrecord.reader.heard import Heard
from onrecord.reader.hearing import Confidence, by_both, hearing, missed
from onrecord.reader.parse import parse

TEXTS = [
    ("The minister said the talks had failed.", "The minister", "said", ["the talks had failed"]),
    ("According to the ministry, eight people died.", "the ministry", "According to", ["eight people died"]),
    ("“We will not leave,” Ana Ruiz said. “Not now.”", "Ana Ruiz", "said", ["“We will not leave,”", "“Not now.”"]),
    ("Officials believe that the ship sank on Monday.", "Officials", "believe", ["that the ship sank on Monday"]),
    ("The mayor denied that the bridge was unsafe.", "The mayor", "denied", ["that the bridge was unsafe"]),
]


def heard(text: str) -> list[tuple[list[str], list[str], list[str]]]:
    (parsed,) = parse([Report("r", "r", "0" * 64, text)])
    return [
        tuple([text[a:b] for a, b in parts] for parts in (row.source, row.cue, row.content)) for row in hearing(parsed)
    ]


@pytest.mark.parametrize(("text", "source", "cue", "content"), TEXTS)
def test_plain_attributions(text: str, source: str, cue: str, content: list[str]) -> None:
    assert ([source], [cue], content) in heard(text)


def test_nothing_said_nothing_heard() -> None:
    assert heard("The bridge fell into the river. Rain had washed out its piers.") == []


def test_a_voice_inside_a_voice() -> None:
    rows = heard("The newspaper reported that the general said the army had fired on the crowd.")
    assert [cue for _, cue, _ in rows] == [["reported"], ["said"]]


def test_marks_between_the_parts_belong_to_none() -> None:
    (told,) = heard("Maud Ellery replied: “We have asked for more time.”")
    assert told == (["Maud Ellery"], ["replied"], ["“We have asked for more time.”"])


def spans(text: str, *words: str) -> tuple[tuple[int, int], ...]:
    return tuple((text.index(w), text.index(w) + len(w)) for w in words)


def row(text: str, source: str, cue: str, content: str, confidence: float = 0.9) -> Heard:
    return Heard(spans(text, source) if source else (), spans(text, cue), spans(text, content), confidence)


def test_a_source_that_only_the_rules_see() -> None:
    text = "The army held its fire in the hope that it was over."
    told = row(text, "", "hope", "that it was over")
    assert by_both(text, told, [row(text, "The army", "hope", "that it was over", 0.3)]).source == spans(
        text, "The army"
    )
    assert by_both(text, told, [row(text, "The army", "held", "its fire", 0.3)]).source == ()


def test_a_source_that_was_broken_off() -> None:
    text = "A diplomat who took part, and who spoke softly, said it was late."
    told = row(text, "A diplomat who took part", "said", "it was late")
    whole = row(text, "A diplomat who took part, and who spoke softly", "said", "it was late")
    assert by_both(text, told, [whole]).source == whole.source
    assert by_both(text, whole, [told]).source == whole.source


def test_a_content_ends_where_the_next_voice_begins() -> None:
    text = "She said the road was safe, adding that buses ran."
    told = row(text, "She", "said", "the road was safe, adding that buses ran")
    first, second = row(text, "She", "said", "the road was safe"), row(text, "She", "adding", "that buses ran")
    assert by_both(text, told, [first, second]).content == spans(text, "the road was safe")
    assert by_both(text, told, [first]).content == told.content, "what no other voice says stays"
    unsure = row(text, "She", "adding", "that buses ran", 0.3)
    assert by_both(text, told, [first, unsure]).content == told.content, "what would be listed nowhere stays"


def test_a_question_that_is_weighed_ends_before_the_time_of_weighing() -> None:
    text = "The council considers whether to close the port after the storm of Monday."
    told = row(text, "The council", "considers", "whether to close the port after the storm of Monday")
    plain = row(text, "The council", "considers", "whether to close the port")
    assert by_both(text, told, [plain]).content == plain.content


def test_of_the_rules_rows_only_what_nobody_heard_and_is_sure_enough() -> None:
    text = "She said it rained. He hopes to go. They may go."
    told = [row(text, "She", "said", "it rained")]
    by_rules = [
        row(text, "She", "said", "rained"),
        row(text, "He", "hopes", "to go", 0.6),
        row(text, "They", "may", "go.", 0.2),
    ]
    assert missed(told, by_rules) == [by_rules[1]]


def test_confidence_rises_with_what_speaks_for_a_row() -> None:
    from onrecord.reader.decoding import CueSpan, Roles

    curve = Confidence(-1.0, 0.5, 0.5, 0.5, 0.2, 0.0, 0.3)
    weak = curve.of(CueSpan(0, 0, 0.4), Roles((), ((1, 3),), 0.5, 0.6, 0.4))
    sure = curve.of(CueSpan(0, 0, 1.0), Roles((), ((1, 3),), 0.99, 1.0, 1.0))
    assert 0 < weak < sure < 1
