"""What a cue commits its source to, where the parse does not put the content under it."""

import pytest

from onrecord.model import Attribution, Factuality, Report, Span
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import parse
from onrecord.reader.voices import Voices


@pytest.mark.parametrize(
    ("first", "cue", "value"),
    [
        ("The mayor said this.", "said", "CT+"),
        ("The mayor was hopeful.", "hopeful", "PR+"),
        ("The mayor had a wish.", "wish", "PS+"),
        ("The mayor doubted this.", "doubted", "PS-"),
        ("The mayor denied this.", "denied", "CT-"),
    ],
)
def test_a_sentence_of_its_own_is_as_certain_as_its_cue(first: str, cue: str, value: str) -> None:
    text = f"{first} The rain came back on Monday."
    parsed = next(parse([Report(id="r", source_id="r", sha256="", text=text)]))
    at, said = text.index(cue), text.index("The rain")
    row = Attribution(
        "a1", (), (Span.of(text, at, at + len(cue)),), (Span.of(text, said, len(text) - 1),), "indirect", "speech", (),
        "none", Factuality.of("CT+", "occurred"), 0.5,
    )  # fmt: skip
    came = next(t for t in parsed.doc if t.text == "came")
    assert Certainty(parsed, Voices((row,))).of(came).value == value
    assert Certainty(parsed, Voices(())).of(came).value == "CT+"
