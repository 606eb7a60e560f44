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
    assert GOLD.digest(REPORTS, STORIES, ANNOTATED, SPLIT["test"]) == SPLIT["test_sha256"]


def test_a_changed_report_or_annotation_breaks_the_digest():
    story = SPLIT["test"][0]
    id_ = STORIES[story]["reports"][0]
    changed = REPORTS | {id_: REPORTS[id_] | {"text": REPORTS[id_]["text"] + "."}}
    assert GOLD.digest(changed, STORIES, ANNOTATED, SPLIT["test"]) != SPLIT["test_sha256"]
    without = ANNOTATED | {story: ANNOTATED[story] | {"disputes": []}}
    assert GOLD.digest(REPORTS, STORIES, without, SPLIT["test"]) != SPLIT["test_sha256"]


def test_the_halves_are_drawn_once(tmp_path):
    path = tmp_path / "split.json"
    assert list(GOLD.freeze(REPORTS, STORIES, ANNOTATED, SPLIT["seed"], path)) == []
    assert json.loads(path.read_text("utf-8")) == SPLIT
    assert list(GOLD.freeze(REPORTS, STORIES, ANNOTATED, 7, path)) == [f"{path} is there already"]


@pytest.mark.parametrize("name", ["pass-1.jsonl", "pass-2.jsonl"])
def test_each_pass_follows_the_format(name):
    assert list(GOLD.faults(list(GOLD.read(FOLDER / name).values()), REPORTS, STORIES)) == []


def test_every_mention_that_the_settled_file_has_otherwise_is_among_the_differences():
    lines = (FOLDER / "differences.tsv").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert rows[0] == ["id", "what", "pass 1", "pass 2", "settled", "why"]
    assert all(len(row) == 6 and all(row) and row[0] in STORIES and row[2] != row[3] for row in rows[1:])
    told = {row[1].partition(":")[0] for row in rows[1:]}
    for name in ("pass-1.jsonl", "pass-2.jsonl"):
        before, after = (words_of(rows) for rows in (GOLD.read(FOLDER / name), ANNOTATED))
        assert {report for report, *_ in before ^ after} <= told


def words_of(rows):
    return {(m["report"], m["text"], m["nth"]) for row in rows.values() for c in row["clusters"] for m in c["mentions"]}


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


def test_agreement_falls_when_two_clusters_are_joined():
    rows = copy.deepcopy(ANNOTATED)
    clusters = rows["kelvara"]["clusters"]
    clusters[0]["mentions"] += clusters[1]["mentions"]
    clusters[1]["mentions"] = []
    line = next(line for line in GOLD.agreement(ANNOTATED, rows, TEXTS) if line.startswith("happenings"))
    assert re.search(r"P 0\.9\d\d R 1\.000", line)


def test_plain_rules_are_measured_on_both_halves():
    lines = list(GOLD.plain(ANNOTATED, SPLIT))
    assert len(lines) == 2 * len(GOLD.PLAIN)
    assert all("P 1.000" in line and "R 1.000" not in line for line in lines if "alone" in line)
    assert all("R 1.000" in line and "P 1.000" not in line for line in lines if line.split(":")[0].endswith("one type"))
