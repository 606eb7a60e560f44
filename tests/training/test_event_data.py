"""What the head for deeds learns from: the labels are whole, and their offsets become the words that they mean."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from onrecord.knowledge.ontology import ontology
from onrecord.model import STATUSES, TYPES
from onrecord.reader import deeds, pieces

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "training"
EVENT = {"trigger", "type", "mode", "status", "actors", "recipients"}
TEXT = "𝔘 police arrested Ana Ruiz. Rain fell."


def rows(name: str) -> list[dict[str, Any]]:
    path = FOLDER / "labels" / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


LABELS = {name: rows(name) for name in ("events", "written")}
EVENTS = [(row, event) for found in LABELS.values() for row in found for event in row["events"]]


@pytest.fixture(scope="module")
def data() -> Iterator[ModuleType]:
    """`event_data`, with the module `data` beside it, as the trainer imports them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(FOLDER))
        spec = importlib.util.spec_from_file_location("training_event_data", FOLDER / "event_data.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        patch.setitem(sys.modules, spec.name, module)
        spec.loader.exec_module(module)
        yield module
    sys.modules.pop("data", None)


def spans(event: dict[str, Any]) -> list[list[int]]:
    return [event["trigger"], *event["actors"], *event["recipients"]]


def test_a_label_says_where_its_sentence_stands_but_not_what_it_says() -> None:
    assert len(LABELS["events"]) > 1000
    for row in LABELS["events"]:
        assert set(row) == {"set", "id", "start", "end", "events"}
        assert 0 <= row["start"] < row["end"]


def test_what_was_written_for_it_has_its_text() -> None:
    assert len(LABELS["written"]) > 500
    for row in LABELS["written"]:
        assert set(row) == {"text", "events"}
        assert row["text"].strip() == row["text"] != ""


def test_no_sentence_is_labelled_twice() -> None:
    places = [(row["set"], row["id"], row["start"]) for row in LABELS["events"]]
    assert len(set(places)) == len(places)
    texts = [row["text"] for row in LABELS["written"]]
    assert len(set(texts)) == len(texts)


def test_types_modes_and_statuses_are_those_of_the_scheme() -> None:
    kinds = ontology().types
    for row, event in EVENTS:
        assert set(event) == EVENT, row
        assert event["type"] in TYPES, row
        assert event["status"] in STATUSES, row
        assert event["mode"] is None or event["mode"] in kinds[event["type"]].modes, row
    assert {event["type"] for _, event in EVENTS} == set(TYPES)
    assert {event["status"] for _, event in EVENTS} == set(STATUSES)


def test_offsets_lie_inside_the_sentence() -> None:
    for row, event in EVENTS:
        size = len(row["text"]) if "text" in row else row["end"] - row["start"]
        assert all(0 <= start < end <= size for start, end in spans(event)), row


def test_no_two_events_of_a_sentence_have_the_same_words() -> None:
    for found in LABELS.values():
        for row in found:
            triggers = [tuple(event["trigger"]) for event in row["events"]]
            assert len(set(triggers)) == len(triggers), row


def test_what_was_written_is_labelled_in_whole_words() -> None:
    for row in LABELS["written"]:
        cut = pieces.words(row["text"])
        begins, ends = set(cut.start.tolist()), set(cut.end.tolist())
        for event in row["events"]:
            assert all(start in begins and end in ends for start, end in spans(event)), row


def test_nothing_is_learnt_from_what_it_is_measured_on() -> None:
    split = json.loads((ROOT / "gold" / "events" / "split.json").read_text(encoding="utf-8"))
    lines = (ROOT / "gold" / "events" / "texts.jsonl").read_text(encoding="utf-8").splitlines()
    tested = {row["text"] for row in map(json.loads, lines) if row["id"] in split["test"]}
    assert len(tested) == len(split["test"])
    assert not tested & {row["text"] for row in LABELS["written"]}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("One sentence.", ["One sentence."]),
        ("It fell. They left! Who knew?", ["It fell.", "They left!", "Who knew?"]),
        ("“We go.” She left.", ["“We go.”", "She left."]),
        ("He said: “Go.” “We stay.”", ["He said: “Go.”", "“We stay.”"]),
        ("Oil rose 4.5 per cent in the U.S. Senate.", ["Oil rose 4.5 per cent in the U.S. Senate."]),
        ("She left. then came back.", ["She left. then came back."]),
        ("", [""]),
    ],
)
def test_where_sentences_begin(data: ModuleType, text: str, wanted: list[str]) -> None:
    starts = data.starts(text)
    assert [text[a:b].strip() for a, b in pairwise([*starts, len(text)])] == wanted


def test_sentences_are_numbered_as_the_reader_numbers_them(data: ModuleType) -> None:
    assert deeds.sentences(pieces.words(TEXT), data.starts(TEXT)).tolist() == [1] * 6 + [2] * 3


def test_offsets_become_words(data: ModuleType) -> None:
    cut = pieces.words(TEXT)
    at = TEXT.index("Ana")
    assert data._words(cut, [at, at + len("Ana Ruiz")]) == (3, 4)
    assert data._words(cut, None) is None
    assert data._sides(cut, [None, [0, 1], [at, at + 3]]) == [(0, 0), (3, 3)]


def test_the_gold_names_words_by_their_number(data: ModuleType) -> None:
    text = "Ana met Bo, and Bo met Ana."
    assert data._found(text, "Bo", 2) == (16, 18)
    with pytest.raises(ValueError, match="substring not found"):
        data._found(text, "Bo", 3)


def test_a_gold_event_told_twice_is_two_deeds_the_sides_of_which_stand_by_the_first(data: ModuleType) -> None:
    text = "Police shot Bo. The shooting was denied."
    event = {
        "type": "ASSAULT",
        "trigger": "shot",
        "nth": 1,
        "status": "occurred",
        "actors": [{"text": "Police", "nth": 1}],
        "recipients": [{"text": "Bo", "nth": 1}],
        "mentions": [{"trigger": "shooting", "nth": 1, "status": "denied"}],
    }
    first, second = data._tellings(pieces.words(text), text, event)
    assert (first.trigger, first.status, first.actors, first.recipients) == ((1, 1), "occurred", [(0, 0)], [(2, 2)])
    assert (second.trigger, second.status, second.actors, second.recipients) == ((5, 5), "denied", [], [])


def test_what_plv_calls_to_yield_is_two_types(data: ModuleType) -> None:
    assert data.types_of("YIELD") == ("CONCEDE", "RETREAT")
    assert data.types_of("AID") == ("AID",)
