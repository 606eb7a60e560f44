"""The chain of voices in words."""

from pathlib import Path

import pytest

from onrecord.model import Reading
from onrecord.model.chain import Link, in_words, voices_in_words


def link(**more: object) -> Link:
    facts: dict[str, object] = {
        "speakers": ("Marta Lund",), "words": "Marta Lund", "source_kind": "named", "cue": "said", "kind": "speech",
        "polarity": "positive", "certainty": "CT+",
    }  # fmt: skip
    return Link(**(facts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({}, "said by Marta Lund, reported by The Herald"),
        ({"words": "she"}, "said by Marta Lund, reported by The Herald"),
        ({"medium": "Radio Vik"}, "said by Marta Lund to Radio Vik, reported by The Herald"),
        ({"cue": "denied"}, "denied by Marta Lund, reported by The Herald"),
        ({"polarity": "negative", "certainty": "CT-"}, "not said by Marta Lund, reported by The Herald"),
        ({"kind": "belief"}, "believed by Marta Lund, reported by The Herald"),
        ({"kind": "intention", "certainty": "PS+"}, "perhaps intended by Marta Lund, reported by The Herald"),
        ({"kind": "knowledge"}, "known to Marta Lund, reported by The Herald"),
        ({"certainty": "PR+"}, "probably said by Marta Lund, reported by The Herald"),
        (
            {"words": "A top official in Vik", "source_kind": "role"},
            "said by Marta Lund (“A top official in Vik”), reported by The Herald",
        ),
        (
            {"words": "The mayor, Marta Lund", "source_kind": "role"},
            "said by Marta Lund, reported by The Herald",
        ),
        (
            {"speakers": ("aide",), "words": "An aide to the mayor", "source_kind": "role"},
            "said by “An aide to the mayor”, reported by The Herald",
        ),
        (
            {"speakers": ("Vik", "Dal", "Nes"), "words": "Vik, Dal and Nes"},
            "said by Vik, Dal and Nes, reported by The Herald",
        ),
        (
            {"speakers": (), "words": "one source", "source_kind": "anonymous"},
            "said by “one source” (not named), reported by The Herald",
        ),
        (
            {"speakers": (), "words": None, "source_kind": "none", "kind": "belief"},
            "believed by somebody who is not named, reported by The Herald",
        ),
        (
            {"speakers": (), "words": "a poll", "source_kind": "document", "kind": "knowledge"},
            "found by “a poll”, reported by The Herald",
        ),
        (
            {"speakers": (), "words": "her remarks", "source_kind": "document", "kind": "inference"},
            "inferred by The Herald from “her remarks”",
        ),
        ({"speakers": (), "words": None, "source_kind": "none", "kind": "inference"}, "inferred by The Herald"),
    ],
)
def test_one_voice(more: dict[str, object], said: str) -> None:
    assert in_words([link(**more)], "The Herald") == said


def test_voices_go_from_who_says_it_to_who_reports_it() -> None:
    paper = link(speakers=("Radio Vik",), words="Radio Vik", cue="reported")
    chain = [link(), paper, link(speakers=(), words="one source", source_kind="anonymous")]
    assert in_words(chain, "The Herald") == (
        "said by Marta Lund, according to Radio Vik, according to “one source” (not named), reported by The Herald"
    )


def test_who_tells_of_himself_is_not_named_twice() -> None:
    assert in_words([link(kind="intention"), link()], "The Herald") == (
        "intended by Marta Lund, by their own account, reported by The Herald"
    )
    silent = link(polarity="negative", certainty="CT-")
    assert "which they did not say" in in_words([link(kind="belief"), silent], "The Herald")


def test_an_outer_voice_that_says_nothing() -> None:
    radio = link(speakers=("Radio Vik",), words="Radio Vik", polarity="negative", certainty="CT-")
    assert in_words([link(), radio], None) == "said by Marta Lund, which Radio Vik did not say, in the report"


def test_an_inference_inside_another_voice() -> None:
    found = in_words([link(kind="inference", words="her remarks", speakers=()), link()], "The Herald")
    assert found == "inferred by The Herald from “her remarks”, according to Marta Lund, reported by The Herald"


def test_a_report_without_a_publisher() -> None:
    assert in_words([link()], None) == "said by Marta Lund, in the report"


def test_long_sources_are_cut() -> None:
    assert len(in_words([link(speakers=(), words="word " * 90, source_kind="role")], None)) < 130


def test_every_attribution_of_a_reading_has_its_chain() -> None:
    path = Path(__file__).parents[1] / "golden" / "reading.json"
    said = voices_in_words(Reading.from_json(path.read_bytes()))
    by = "reported by The Harbour Observer"
    assert said["a1"].startswith("said by Pavel Orsic to ")
    assert said["a4"] == f"denied by Dana Keel, according to Pavel Orsic, {by}"
    assert said["a5"] == f"not said by Dana Keel, {by}"
    assert said["a6"] == f"believed by “One official” (not named), {by}"
    assert said["a8"] == "inferred by The Harbour Observer from “its payments”"
    assert said["a9"] == f"found by “A poll”, {by}"
