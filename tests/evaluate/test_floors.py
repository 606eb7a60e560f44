"""The floors: pinned for what is measured, with digests; a figure below one is told."""

import json
from pathlib import Path

import pytest

from onrecord.evaluate import floors as module
from onrecord.evaluate.floors import Floor, broken, floors, samples_digest
from onrecord.evaluate.own_gold import PARTS
from onrecord.evaluate.sets import dev_sets, figure, find

SCORES = Path(__file__).parents[2] / "docs" / "scores.json"


def test_every_headline_figure_that_was_measured_has_a_floor():
    pinned = {(floor.name, floor.figure) for floor in floors()}
    measured = json.loads(SCORES.read_text(encoding="utf-8"))["sets"]
    wanted = {(dev.name, path) for dev in dev_sets() if dev.name in measured for path in dev.figures}
    assert wanted <= pinned
    assert {dev.name for dev in dev_sets()} - measured.keys() <= PARTS.keys()
    assert ("samples", "speed.ratio") in pinned
    assert all(len(floor.digest) == 16 and (floor.least is None) != (floor.most is None) for floor in floors())


def test_the_speed_floor_is_of_these_samples():
    assert {f.digest for f in floors() if f.name == "samples"} == {samples_digest()}


@pytest.fixture
def one_set(tmp_path, monkeypatch):
    text = "Police arrested two men in Cairo on Friday."
    (tmp_path / "tempeval-dev.jsonl").write_text(
        json.dumps({"id": "a", "text": text, "published": "2013-07-29"}) + "\n"
    )
    at = text.index("Friday")
    time = {"span": [at, at + 6], "type": "DATE", "value": "2013-07-26"}
    (tmp_path / "tempeval-dev.gold.jsonl").write_text(json.dumps({"id": "a", "times": [time]}) + "\n")
    dev = next(dev for dev in dev_sets() if dev.name == "tempeval-dev")
    found = module.digest(tmp_path, dev)

    def pin(least, digest=found):
        monkeypatch.setattr(module, "floors", lambda: (Floor("tempeval-dev", digest, "value_f1", least, None),))
        return list(broken(tmp_path))

    return pin


def test_a_floor_that_holds_says_nothing(one_set):
    assert one_set(1.0) == []


def test_a_figure_below_its_floor_is_told(one_set):
    assert "below its floor of 1.1" in one_set(1.1)[0]


def test_other_data_is_told(one_set):
    assert "not what the floor was measured on" in one_set(0.1, "0" * 16)[0]


def test_sets_that_are_absent_are_left_out(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "floors", lambda: (Floor("lgl", "0" * 16, "recognition.f1", 0.9, None),))
    assert find(tmp_path, "lgl.jsonl") is None
    assert list(broken(tmp_path)) == []


def test_a_figure_is_found_by_its_path():
    assert figure({"a": {"b": 1}}, "a.b") == 1
