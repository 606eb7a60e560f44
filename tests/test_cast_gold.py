"""The gold set for places and actors is whole, its halves are apart, and its tool sees what is wrong."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import cast_gold as GOLD

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "gold" / "cast"

TEXTS = {id_: row["text"] for id_, row in GOLD.read(FOLDER / "texts.jsonl").items()}


@pytest.mark.parametrize("name", ["annotations.jsonl", "pass-1.jsonl", "pass-2.jsonl"])
def test_every_text_is_annotated_as_the_format_says(name):
    assert list(GOLD.faults(FOLDER / name, TEXTS)) == []


def test_each_text_is_in_one_half():
    halves = json.loads((FOLDER / "split.json").read_text("utf-8"))
    assert sorted(halves["train"] + halves["test"]) == sorted(TEXTS)
    assert abs(len(halves["train"]) - len(halves["test"])) <= 1


@pytest.mark.parametrize(
    ("what", "field", "value", "fault"),
    [
        ("places", "text", "Nowhere", "no such occurrence"),
        ("places", "kind", "hamlet", "kind"),
        ("places", "country", "QQQ", "country"),
        ("places", "lat", None, "null together"),
        ("actors", "sector", ["ABC"], "sector"),
    ],
)
def test_what_is_wrong_is_told(what, field, value, fault):
    rows = GOLD.read(FOLDER / "annotations.jsonl")
    id_, entry = next((id_, e) for id_, row in rows.items() for e in row[what] if e.get("lat", 0) is not None)
    found = list(GOLD.wrong(entry | {field: value}, GOLD.FIELDS[what], TEXTS[id_], set()))
    assert any(fault in line for line in found)


def test_two_files_that_are_one_agree_in_all():
    rows = GOLD.read(FOLDER / "annotations.jsonl")
    lines = [line for line in GOLD.agreement(rows, rows, TEXTS) if line.startswith("  ")]
    assert lines
    assert all(re.findall(r"\d\.\d{3}", line) == ["1.000"] * line.count(".") for line in lines)
