"""The event gold set is whole, and its test part is the one that was frozen."""

from __future__ import annotations

import copy
import json
import sys
from pathlib import Path

import pytest

import gold as GOLD
from onrecord.evaluate import score
from onrecord.evaluate.gold import false_spans

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "gold" / "events"
FILES = ["annotations.jsonl", "pass-1.jsonl", "pass-2.jsonl"]
TEXTS = GOLD.rows(FOLDER / "texts.jsonl")
SETTLED = GOLD.rows(FOLDER / "annotations.jsonl")
SPLIT = json.loads((FOLDER / "split.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", FILES)
def test_every_text_is_annotated_as_the_format_says(name):
    assert GOLD.check(TEXTS, GOLD.rows(FOLDER / name)) == []


def test_the_settled_annotations_stand_in_the_order_of_the_texts():
    assert list(SETTLED) == list(TEXTS)


def test_the_halves_share_nothing_and_leave_nothing_out():
    assert set(SPLIT["train"]) | set(SPLIT["test"]) == set(TEXTS)
    assert not set(SPLIT["train"]) & set(SPLIT["test"])
    assert len(SPLIT["train"]) + len(SPLIT["test"]) == len(TEXTS)
    assert abs(len(SPLIT["train"]) - len(SPLIT["test"])) <= 1


def test_the_test_part_is_the_one_that_was_frozen():
    assert GOLD.frozen(TEXTS, SETTLED, SPLIT) == []


def test_a_changed_test_text_or_annotation_is_noticed():
    id_ = next(id_ for id_ in SPLIT["test"] if SETTLED[id_]["events"])
    settled = copy.deepcopy(SETTLED)
    settled[id_]["events"][0]["status"] = "unknown"
    assert GOLD.frozen(TEXTS, settled, SPLIT) == ["the test part is not the one that was frozen"]
    assert GOLD.frozen({**TEXTS, id_: {**TEXTS[id_], "text": ""}}, SETTLED, SPLIT) == [
        "the test part is not the one that was frozen"
    ]


def test_a_changed_training_annotation_leaves_the_digest_alone():
    settled = {**SETTLED, SPLIT["train"][0]: {"id": SPLIT["train"][0], "events": []}}
    assert GOLD.frozen(TEXTS, settled, SPLIT) == []


def test_an_id_in_both_halves_or_in_neither_is_noticed():
    moved = SPLIT["train"][0]
    assert GOLD.frozen(TEXTS, SETTLED, {**SPLIT, "test": [*SPLIT["test"], moved]}) == [f"{moved}: listed 2 times"]
    assert GOLD.frozen(TEXTS, SETTLED, {**SPLIT, "train": SPLIT["train"][1:]}) == [f"{moved}: in neither half"]


def test_the_same_seed_draws_the_same_halves():
    halves = GOLD.halves(TEXTS, SETTLED, 5)
    assert halves == GOLD.halves(TEXTS, SETTLED, 5) != GOLD.halves(TEXTS, SETTLED, 6)


def test_a_frozen_split_is_not_drawn_again(tmp_path):
    path = tmp_path / "split.json"
    GOLD.freeze(TEXTS, SETTLED, 5, path)
    with pytest.raises(FileExistsError):
        GOLD.freeze(TEXTS, SETTLED, 6, path)


def test_every_difference_names_a_text_and_a_reason():
    head, *lines = (FOLDER / "differences.tsv").read_text(encoding="utf-8").splitlines()
    assert head.split("\t") == ["id", "trigger", "what", "pass 1", "pass 2", "settled", "reason"]
    for line in lines:
        id_, *rest = line.split("\t")
        assert id_ in TEXTS
        assert len(rest) == 6
        assert all(rest)


@pytest.mark.parametrize("part", ["train", "test"])
def test_an_exported_half_is_the_half_with_its_offsets(part, tmp_path, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["gold.py", "export", part, str(tmp_path / "new")])
    assert GOLD.main() == 0
    texts, gold = (GOLD.rows(tmp_path / "new" / f"own-{part}.{ending}") for ending in ("jsonl", "gold.jsonl"))
    assert list(texts) == list(gold) == SPLIT[part]
    for id_, row in texts.items():
        assert row == {key: TEXTS[id_][key] for key in ("id", "text", "published")} | {"language": "en"}
        assert list(false_spans(gold[id_], row["text"])) == []
        for event, annotated in zip(gold[id_]["events"], SETTLED[id_]["events"], strict=True):
            same(event, annotated, row["text"])


def same(event, annotated, text):
    """Holds an exported event against the annotation that it was made from."""
    assert event.keys() == annotated.keys() - {"nth"}
    for told, was in zip((event, *event["mentions"]), (annotated, *annotated["mentions"]), strict=True):
        assert (told["trigger"]["text"], told["status"], told["voice"]) == (was["trigger"], was["status"], was["voice"])
        assert text[: told["trigger"]["end"]].count(was["trigger"]) == was["nth"]
    for side in ("actors", "recipients"):
        for party, was in zip(event[side], annotated[side], strict=True):
            assert party["text"] == party["span"]["text"] == was["text"]
            assert text[: party["span"]["end"]].count(was["text"]) == was["nth"]
            assert party.get("is", {}).get("text") == was.get("is", {}).get("text")


def test_what_was_exported_is_scored_and_a_perfect_reading_is_whole(tmp_path):
    GOLD.export(FOLDER, "train", tmp_path)
    texts, gold = (GOLD.rows(tmp_path / f"own-train.{ending}") for ending in ("jsonl", "gold.jsonl"))
    with (tmp_path / "out.jsonl").open("w", encoding="utf-8") as file:
        for id_, row in gold.items():
            events = [event | {"factuality": {"status": event["status"]}} for event in row["events"]]
            report = {"source_id": id_, "text": texts[id_]["text"]}
            file.write(json.dumps({"report": report, "events": events}) + "\n")
    figures = score(tmp_path / "own-train.gold.jsonl", tmp_path / "out.jsonl")
    assert figures["scorer"] == "own-events"
    for path in (("found", "f1"), ("type", "f1"), ("sides", "both"), ("whole", "p"), ("whole_strict", "r")):
        assert figures[path[0]][path[1]] == 1.0, path
    assert (figures["status_macro_f1"], figures["false_alarm"], figures["other_text"]) == (1.0, 0.0, 0)
    native = score(FOLDER / "annotations.jsonl", tmp_path / "out.jsonl", FOLDER / "texts.jsonl")
    assert (native["scorer"], native["found"]["hits"]) == ("own-events", figures["found"]["hits"])


def test_a_folder_that_cannot_be_made_is_told(tmp_path, monkeypatch, capsys):
    (tmp_path / "file").write_text("")
    monkeypatch.setattr(sys, "argv", ["gold.py", "export", "train", str(tmp_path / "file")])
    assert GOLD.main() == 1
    assert "file" in capsys.readouterr().err
