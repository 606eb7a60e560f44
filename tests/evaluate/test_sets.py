"""A development set is where it should be, also the project's own."""

import json
from pathlib import Path

import pytest

from onrecord.errors import GoldError
from onrecord.evaluate import floors as module
from onrecord.evaluate.floors import Floor, broken
from onrecord.evaluate.own_gold import PARTS
from onrecord.evaluate.sets import dev_sets, digest, figure, find, laid_out, measure

SETS = {dev.name: dev for dev in dev_sets()}
TEXT = "Police arrested two men in Cairo."


@pytest.fixture
def own(tmp_path):
    """A gold set of two texts, one in each half."""
    folder = tmp_path / "own"
    folder.mkdir()
    event = {
        "trigger": "arrested", "nth": 1, "type": "COERCE", "mode": "arrest", "contexts": [],
        "actors": [{"text": "Police", "nth": 1}], "recipients": [{"text": "two men", "nth": 1}], "status": "occurred",
        "value": "CT+", "voice": [], "time": None, "place": "Cairo", "past": False, "mentions": [], "after": [],
    }  # fmt: skip
    texts = [{"id": "a", "text": TEXT, "published": "2013-07-29"}, {"id": "b", "text": "Rain.", "published": None}]
    events = [{"id": "a", "events": [event]}, {"id": "b", "events": []}]
    for name, lines in (("texts", texts), ("annotations", events)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))
    (folder / "split.json").write_text(json.dumps({"train": ["a"], "test": ["b"]}))
    return folder


def test_both_halves_are_sets():
    assert {name for name, dev in SETS.items() if dev.kind == "own-events"} == set(PARTS)


def test_a_half_is_laid_out_from_the_own_gold_and_goes_again(tmp_path, own):
    with laid_out(tmp_path, SETS["own-train"], own) as folder:
        assert find(folder, "own-train.jsonl")
        assert find(folder, "own-train.gold.jsonl")
        assert not find(folder, "own-test.jsonl")
        first = digest(folder, SETS["own-train"])
    assert not folder.exists()
    with laid_out(tmp_path, SETS["own-train"], own) as folder:
        assert digest(folder, SETS["own-train"]) == first
    with laid_out(tmp_path, SETS["own-test"], own) as folder:
        assert digest(folder, SETS["own-test"]) != first


@pytest.mark.parametrize("name", ["cast-train", "relations-test"])
def test_the_sets_beside_the_one_for_events_are_laid_out_too(tmp_path, own, name):
    with laid_out(tmp_path, SETS[name], own) as folder:
        assert find(folder, f"{name}.jsonl") is None, "there is none beside this one"
    with laid_out(tmp_path, SETS[name], Path(__file__).parents[2] / "gold" / "events") as folder:
        assert find(folder, f"{name}.jsonl")
        assert find(folder, f"{name}.gold.jsonl")


def test_other_sets_lie_in_the_data(tmp_path, own):
    with laid_out(tmp_path, SETS["lgl"], own) as folder:
        assert folder == tmp_path


def test_outside_of_a_checkout_there_is_no_own_set(tmp_path):
    with laid_out(tmp_path, SETS["own-train"], tmp_path / "none") as folder:
        assert find(folder, "own-train.jsonl") is None


def test_a_half_that_names_an_unknown_text_is_refused(tmp_path, own):
    (own / "split.json").write_text(json.dumps({"train": ["a", "c"], "test": ["b"]}))
    with pytest.raises(GoldError, match="c of the part train"), laid_out(tmp_path, SETS["own-train"], own):
        pass


def test_a_half_is_measured_and_every_headline_figure_is_there(tmp_path, own):
    dev = SETS["own-train"]
    with laid_out(tmp_path, dev, own) as folder:
        figures = measure(folder, dev)
    assert (figures["scorer"], figures["documents"], figures["found"]["gold"]) == ("own-events", 1, 1)
    assert len([figure(figures, path) for path in dev.figures]) == len(dev.figures)


def test_a_floor_of_the_own_set_is_checked_without_any_data(tmp_path, own, monkeypatch):
    with laid_out(tmp_path, SETS["own-train"], own) as folder:
        found = digest(folder, SETS["own-train"])
    floor = Floor("own-train", found, "found.r", 1.1, None)
    monkeypatch.setattr(module, "floors", lambda: (floor,))
    assert "below its floor of 1.1" in next(broken(Path("nowhere"), own))
    assert list(broken(Path("nowhere"), tmp_path / "none")) == []
