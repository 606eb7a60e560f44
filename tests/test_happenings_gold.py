"""The gold set for happenings across reports is whole, its halves are apart, and its tool sees what is wrong."""

from __future__ import annotations

import copy
import importlib.util
import json
import re
import sys
from pathlib import Path

import pytest

from onrecord.ingest.fields import line_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "gold" / "happenings"


def tool():
    spec = importlib.util.spec_from_file_location("happenings_gold", ROOT / "tools" / "happenings.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


GOLD = tool()
REPORTS = GOLD.read(FOLDER / "reports.jsonl")
TEXTS = {id_: row["text"] for id_, row in REPORTS.items()}
STORIES = json.loads((FOLDER / "stories.json").read_text("utf-8"))
ANNOTATED = GOLD.read(FOLDER / "annotations.jsonl")
SPLIT = json.loads((FOLDER / "split.json").read_text("utf-8"))


def test_every_story_is_annotated_as_the_format_says():
    assert list(GOLD.faults(list(ANNOTATED.values()), REPORTS, STORIES)) == []


def test_every_report_is_in_one_story_and_every_story_in_one_half():
    assert sorted(id_ for story in STORIES.values() for id_ in story["reports"]) == sorted(REPORTS)
    assert sorted(SPLIT["train"] + SPLIT["test"]) == sorted(STORIES)


def test_the_test_half_is_the_one_that_was_drawn_and_frozen():
    assert GOLD.halves(STORIES, SPLIT["seed"]) == (SPLIT["train"], SPLIT["test"])
    assert GOLD.digest(REPORTS, STORIES, SPLIT["test"]) == SPLIT["reports_sha256"]


def test_a_changed_report_breaks_the_digest():
    id_ = STORIES[SPLIT["test"][0]]["reports"][0]
    changed = REPORTS | {id_: REPORTS[id_] | {"text": REPORTS[id_]["text"] + "."}}
    assert GOLD.digest(changed, STORIES, SPLIT["test"]) != SPLIT["reports_sha256"]


def test_the_reports_can_be_read_without_a_warning():
    assert [(row["id"], line_of(row).warnings) for row in REPORTS.values() if line_of(row).warnings] == []


def test_it_is_as_large_as_the_task_asks():
    reports = [{m["report"] for m in c["mentions"]} for row in ANNOTATED.values() for c in row["clusters"]]
    assert len(REPORTS) >= 54
    assert len(reports) >= 70
    assert sum(len(of) > 1 for of in reports) >= 60


def spoilt(change):
    """What is wrong after a change to the first story."""
    rows = copy.deepcopy(list(ANNOTATED.values()))
    change(rows[0])
    return list(GOLD.faults(rows, REPORTS, STORIES))


def first(row):
    return row["clusters"][0]["mentions"][0]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda row: first(row).update(text="Nowhere"), "not in h01"),
        (lambda row: first(row).update(nth=99), "not in h01"),
        (lambda row: first(row).update(report="h64"), "not in h64"),
        (lambda row: first(row).update(stance="doubts"), "stance"),
        (lambda row: row["clusters"][1]["mentions"].append(first(row)), "a mention already"),
        (lambda row: row["joint"].append({**words(first(row)), "clusters": two(row)}), "a mention already"),
        (lambda row: row["joint"].append({**words(first(row)), "clusters": two(row)[:1]}), "two or more clusters"),
        (lambda row: row["clusters"].append(row["clusters"][0]), "2 times"),
        (lambda row: row["clusters"][0].update(type="WEATHER"), "unknown type"),
        (lambda row: row["clusters"][0].update(mode="hunger"), "no mode"),
        (lambda row: row["clusters"][0].update(part_of=row["clusters"][0]["id"]), "no other cluster"),
        (lambda row: row["clusters"][0].update(unlike=[row["clusters"][2]["id"]]), "does not say so too"),
        (lambda row: row["clusters"][0].update(mentions=[]), "no mention"),
        (lambda row: row["clusters"][0].pop("gloss"), "fields of a cluster"),
        (lambda row: row["origins"][0]["reports"][0].update(reasons=["rumour"]), "reasons"),
        (lambda row: row["origins"][1]["reports"].append(row["origins"][0]["reports"][0]), "more than one origin"),
        (lambda row: row["disputes"][0]["sides"].pop(), "fewer than two sides"),
        (lambda row: row["disputes"][0].update(cluster="none"), "cluster 'none'"),
        (lambda row: row.update(id="elsewhere"), "no such story"),
    ],
)
def test_what_is_wrong_is_told(change, fault):
    assert any(fault in line for line in spoilt(change))


def words(mention):
    return {key: mention[key] for key in ("report", "text", "nth")}


def two(row):
    return [cluster["id"] for cluster in row["clusters"][:2]]


def test_a_missing_story_is_told():
    assert "chibok: missing" in list(GOLD.faults(list(ANNOTATED.values())[1:], REPORTS, STORIES))


def test_two_files_that_are_one_agree_in_all():
    lines = list(GOLD.agreement(ANNOTATED, ANNOTATED, TEXTS))
    assert all(set(re.findall(r"\d\.\d{3}", line)) == {"1.000"} for line in lines)


def test_joined_happenings_cost_precision_and_parted_ones_recall():
    joined = {1: "x", 2: "x", 3: "x", 4: "x"}
    parted = {1: "a", 2: "a", 3: "b", 4: "b"}
    assert GOLD.b_cubed(parted, joined) == pytest.approx((0.5, 1.0, 2 / 3))
    assert GOLD.b_cubed(joined, parted) == pytest.approx((1.0, 0.5, 2 / 3))


def test_a_mention_that_one_side_has_alone_is_wrong_there():
    assert GOLD.b_cubed({1: "a", 2: "a"}, {1: "x", 9: "x"}) == pytest.approx((0.25, 0.25, 0.25))


def test_agreement_falls_when_two_clusters_are_joined():
    rows = copy.deepcopy(ANNOTATED)
    clusters = rows["kelvara"]["clusters"]
    clusters[0]["mentions"] += clusters[1]["mentions"]
    clusters[1]["mentions"] = []
    line = next(line for line in GOLD.agreement(ANNOTATED, rows, TEXTS) if line.startswith("happenings"))
    assert re.search(r"P 0\.9\d\d R 1\.000", line)


def test_mentions_are_paired_by_overlap_and_not_by_words():
    assert GOLD.paired({("h01", (0, 5)): 1, ("h01", (9, 12)): 1}, {("h01", (2, 5)): 1, ("h02", (9, 12)): 1}) == {
        ("h01", (2, 5)): ("h01", (0, 5))
    }


def test_plain_rules_are_measured_on_both_halves():
    lines = list(GOLD.plain(ANNOTATED, SPLIT))
    assert len(lines) == 2 * len(GOLD.PLAIN)
    assert all("P 1.000" in line and "R 1.000" not in line for line in lines if "alone" in line)
    assert all("R 1.000" in line and "P 1.000" not in line for line in lines if line.split(":")[0].endswith("one type"))
