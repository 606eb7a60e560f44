"""What is said: the encoder's part, with quote marks and nested voices."""

import pytest

from onrecord.model import Report
from onrecord.reader.hearing import Confidence, hearing
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


def test_confidence_rises_with_what_speaks_for_a_row() -> None:
    from onrecord.reader.decoding import CueSpan, Roles

    curve = Confidence(-1.0, 0.5, 0.5, 0.5, 0.2, 0.0, 0.3)
    weak = curve.of(CueSpan(0, 0, 0.4), Roles((), ((1, 3),), 0.5, 0.6, 0.4))
    sure = curve.of(CueSpan(0, 0, 1.0), Roles((), ((1, 3),), 0.99, 1.0, 1.0))
    assert 0 < weak < sure < 1
