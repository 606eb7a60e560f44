"""tools/scores.py takes the project's own gold set from the repository, and its figures go the way of all others."""

from pathlib import Path

import pytest

import scores as module
from onrecord.evaluate.floors import SAMPLES, Floor, samples_digest
from onrecord.evaluate.sets import dev_sets

ROOT = Path(__file__).parents[1]
OWN = [dev for dev in dev_sets() if dev.name.startswith("own-")]
HEAD = "# What the floors are.\n"


@pytest.fixture
def scores(tmp_path, monkeypatch):
    (tmp_path / "floors.tsv").write_text(HEAD)
    monkeypatch.setattr(module, "HERE", tmp_path)
    monkeypatch.setattr(module, "dev_sets", lambda: OWN[:1])
    return module


@pytest.fixture
def made():
    nested = {}
    for path in OWN[0].figures:
        *outer, last = path.split(".")
        inner = nested
        for key in outer:
            inner = inner.setdefault(key, {})
        inner[last] = 0.25
    return {"reader": "r", "measured": "2026-01-01", "sets": {"own-train": {"digest": "0" * 16, "figures": nested}}}


def test_the_own_sets_need_no_data(scores, tmp_path):
    assert [scores.there(tmp_path, dev) for dev in OWN] == [True, True]


def test_one_job_measures_a_half(scores, tmp_path):
    for name, lines in (
        ("texts.jsonl", '{"id": "a", "text": "Rain fell.", "published": null}\n'),
        ("annotations.jsonl", '{"id": "a", "events": []}\n'),
        ("split.json", '{"train": ["a"], "test": []}\n'),
    ):
        (tmp_path / name).write_text(lines)
    name, found = scores.job((tmp_path, OWN[0], tmp_path))
    assert (name, found["every"], found["figures"]["scorer"]) == ("own-train", 1, "own-events")
    assert (found["figures"]["documents"], found["figures"]["quiet_rows"]) == (1, 1)
    assert len(found["digest"]) == 16


def test_the_table_has_a_row_for_it(scores, made):
    row = scores.table(made).splitlines()[-1]
    assert row.startswith("| `own-train` | events in full")
    assert "whole.r **.250**" in row


def test_its_floors_are_pinned_and_not_lowered(scores, made, monkeypatch, tmp_path):
    speed = Floor(SAMPLES, samples_digest(), "speed.ratio", 0.3, None)
    monkeypatch.setattr(scores, "floors", lambda: (speed,))
    assert scores.pin(made) == 0
    written = (tmp_path / "floors.tsv").read_text()
    assert written.startswith(HEAD)
    assert f"own-train\t{'0' * 16}\twhole.r\t0.250\t\n" in written
    assert f"own-train\t{'0' * 16}\tfalse_alarm\t\t0.250\n" in written
    monkeypatch.setattr(scores, "floors", lambda: (speed, Floor("own-train", "0" * 16, "false_alarm", None, 0.2)))
    assert scores.pin(made) == 1
    assert (tmp_path / "floors.tsv").read_text() == written
