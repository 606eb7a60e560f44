"""The texts of the gold set for relations are apart from the other sets, and its tool sees what is wrong."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from onrecord.evaluate import score

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "gold" / "relations"


def tool():
    spec = importlib.util.spec_from_file_location("relation_gold", ROOT / "tools" / "relation_gold.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOLD = tool()
ROWS = GOLD.lines(FOLDER / "texts.jsonl")
TEXT = "Cuba and Mali are allies; both arm the league, says Oman."
ALLIES = {
    "type": "alliance",
    "kind": [],
    "subject": {"text": "Cuba", "nth": 1},
    "object": {"text": "Mali", "nth": 1},
    "label": None,
    "sign": 1,
    "state": "holds",
    "start": None,
    "end": None,
    "time": [],
    "cause": None,
    "status": "ongoing",
    "value": "CT+",
    "voice": [],
    "evidence": {"text": "allies", "nth": 1},
}
ARMED = ALLIES | {
    "type": "sponsorship",
    "kind": ["arms"],
    "subject": {"text": "both", "nth": 1, "is": {"text": "Cuba", "nth": 1}},
    "object": {"text": "the league", "nth": 1},
    "voice": ["Oman"],
    "evidence": {"text": "arm", "nth": 1},
}


def grams(text: str, many: int = 10) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[i : i + many]) for i in range(len(words) - many + 1)}


@pytest.mark.parametrize("name", ["annotations.jsonl", "pass-1.jsonl", "pass-2.jsonl"])
def test_every_text_is_annotated_as_the_format_says(name):
    assert list(GOLD.faults(GOLD.lines(FOLDER / name), {row["id"]: row["text"] for row in ROWS})) == []


def test_the_test_half_is_the_one_that_was_frozen(tmp_path, monkeypatch):
    assert list(GOLD.frozen()) == []
    split = json.loads(GOLD.SPLIT.read_text("utf-8"))
    texts, settled = GOLD.kept()
    assert GOLD.halved(texts, settled, split["seed"]) == {part: split[part] for part in ("train", "test")}
    settled[split["test"][0]] = [ALLIES]
    assert GOLD.digest(texts, settled, split["test"]) != split["test_sha256"]
    monkeypatch.setattr(GOLD, "SPLIT", tmp_path / "split.json")
    GOLD.SPLIT.write_text(json.dumps(split | {"test_sha256": "0" * 64}))
    assert list(GOLD.frozen()) == ["the test half is not the one that was frozen"]
    GOLD.SPLIT.write_text(json.dumps(split | {"test": split["test"][1:]}))
    assert list(GOLD.frozen()) == ["the halves do not hold every text once"]
    with pytest.raises(FileExistsError):
        GOLD.freeze(1)


def test_every_difference_is_settled_with_a_reason():
    head, *lines = (FOLDER / "differences.tsv").read_text("utf-8").splitlines()
    assert head.split("\t") == ["id", "what", "pass 1", "pass 2", "settled", "why"]
    rows = [line.split("\t") for line in lines]
    assert all(len(row) == 6 and all(row) for row in rows)
    assert all(row[2] != row[3] and row[4] in row[2:4] for row in rows)
    one, two, settled = (
        {row["id"]: row["relations"] for row in GOLD.lines(FOLDER / f"{name}.jsonl")}
        for name in ("pass-1", "pass-2", "annotations")
    )
    touched = {row[0] for row in rows}
    assert all(len(one[id_]) == len(settled[id_]) == len(two[id_]) for id_ in one if id_ not in touched)


def test_a_perfect_reading_of_an_exported_half_is_right(tmp_path):
    GOLD.export(FOLDER, "train", tmp_path)
    texts, gold = (GOLD.lines(tmp_path / f"relations-train.{end}") for end in ("jsonl", "gold.jsonl"))
    assert [row["id"] for row in texts] == json.loads(GOLD.SPLIT.read_text("utf-8"))["train"]
    with (tmp_path / "out.jsonl").open("w", encoding="utf-8") as file:
        for row, asked in zip(texts, gold, strict=True):
            report = {"source_id": row["id"], "text": row["text"]}
            relations = [
                relation | {"factuality": {"value": relation["value"], "status": relation["status"]}, "cause": None}
                for relation in asked["relations"]
            ]
            file.write(json.dumps({"report": report, "relations": relations}) + "\n")
    figures = score(tmp_path / "relations-train.gold.jsonl", tmp_path / "out.jsonl")
    assert figures["typed"]["f1"] == figures["fields"]["state"] == figures["fields"]["label"] == 1.0


def test_texts_have_ids_in_order_and_a_day():
    assert [row["id"] for row in ROWS] == [f"r{n:03d}" for n in range(1, len(ROWS) + 1)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", row["published"]) for row in ROWS)


def test_no_text_is_in_another_set():
    mine = set().union(*(grams(row["text"]) for row in ROWS))
    for path in (
        ROOT / "gold" / name for name in ("cast/texts.jsonl", "events/texts.jsonl", "no-events/written.jsonl")
    ):
        for line in path.read_text("utf-8").splitlines():
            assert not grams(json.loads(line)["text"]) & mine


def test_what_each_text_was_written_for_is_told():
    told = [line.split("\t")[0] for line in (FOLDER / "covers.tsv").read_text("utf-8").splitlines()[1:]]
    assert told == [row["id"] for row in ROWS]


def test_a_right_file_is_silent():
    rows = [{"id": "x", "relations": [ALLIES, ARMED]}]
    assert list(GOLD.faults(rows, {"x": TEXT})) == []


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"type": "kinship"}, "unknown type"),
        ({"kind": ["arms"]}, "kind"),
        ({"sign": -1}, "sign"),
        ({"state": "over"}, "state"),
        ({"value": "CT-"}, "ongoing with CT-"),
        ({"label": "allies"}, "no label"),
        ({"start": "May 1998"}, "start"),
        ({"object": {"text": "Peru", "nth": 1}}, "is not in the text"),
        ({"object": {"text": "Mali", "nth": 2}}, "is not in the text"),
        ({"object": {"text": "Cuba", "nth": 1}}, "the same words"),
        ({"voice": ["Peru"]}, "is not in the text"),
        ({"cause": {"text": "allies"}}, "text and nth"),
    ],
)
def test_what_is_wrong_is_told(change, fault):
    rows = [{"id": "x", "relations": [ALLIES | change]}]
    assert any(fault in line for line in GOLD.faults(rows, {"x": TEXT}))


def test_missing_and_unknown_ids_are_told():
    found = list(GOLD.faults([{"id": "y", "relations": []}], {"x": TEXT}))
    assert found == ["x: missing", "y: no text, or twice"]


def test_two_files_that_are_one_agree_in_all():
    rows = {"x": [ALLIES, ARMED]}
    found = list(GOLD.agreement(rows, rows, {"x": TEXT}))
    assert found[1] == "F1 of type and both ends 1.000 (2 shared)"
    assert all(line.endswith("1.000") for line in found[3:-1])


def test_direction_counts_where_the_type_has_one():
    turned = {"subject": ALLIES["object"], "object": ALLIES["subject"]}
    backed = ALLIES | {"type": "sponsorship", "kind": ["backing"]}
    assert GOLD.same_ends(ALLIES, ALLIES | turned, TEXT)
    assert not GOLD.same_ends(backed, backed | turned, TEXT)


def test_a_pronoun_is_the_end_that_it_stands_for():
    assert GOLD.same_end(ARMED["subject"], ALLIES["subject"], TEXT)
    assert not GOLD.same_end(ARMED["subject"], ALLIES["object"], TEXT)


def test_differences_are_listed():
    other = {"x": [ALLIES | {"state": "ended", "status": "occurred"}]}
    found = list(GOLD.agreement({"x": [ALLIES, ARMED]}, other, {"x": TEXT}))
    assert 'x\tstate\talliance: Cuba > Mali\t"holds"\t"ended"' in found
    assert "x\tonly in A\tsponsorship: both > the league" in found


def test_the_example_of_the_guidelines_follows_the_format():
    page = (FOLDER / "GUIDELINES.md").read_text("utf-8")
    text = " ".join(page.split("## 10.")[1].split('"Lorland', 1)[1].split('" (2011')[0].split())
    row = json.loads(re.search(r'\n(\{"type".*?\}\})\n```', page, re.S)[1])
    assert list(GOLD.faults([{"id": "x", "relations": [row]}], {"x": "Lorland" + text})) == []
