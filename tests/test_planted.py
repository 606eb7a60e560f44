"""The generator of planted reports, and that a ledger finds what it planted."""

import importlib.util
import sys
from pathlib import Path

import pytest

from onrecord.ledger import Ledger
from onrecord.ledger.references import dangling, spans
from onrecord.ledger.verify import verify

FOLDER = Path(__file__).parents[1] / "benchmarks"


def _module(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def planted():
    _module("drafts")
    return _module("planted").planted


@pytest.fixture(scope="module")
def bench(planted):
    spec = importlib.util.spec_from_file_location("bench_ledger", FOLDER / "ledger.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_same_seed_gives_the_same_reports_and_another_others(planted):
    def ids(seed):
        return [reading.report.id for made, _ in planted(60, seed=seed) for _, reading in made]

    assert ids(1) == ids(1)
    assert len(set(ids(1))) == 60
    assert not set(ids(1)) & set(ids(2))


def test_every_row_stands_on_its_words(planted):
    for made, _ in planted(50):
        for _, reading in made:
            assert list(spans(reading, reading.report.text)) == []
            assert list(dangling(reading)) == []


def test_each_block_holds_one_of_everything(planted):
    [(made, truth)] = planted(50)
    assert len(made) == 50
    assert [one["kind"] for one in truth if one["what"] == "dispute"] == [
        "correction", "figure", "date", "place", "actor", "status",
    ]  # fmt: skip
    assert {one["change"] for one in truth if one["what"] == "change"} == {"formed", "broken", "strained", "restored"}
    hows = {how for one in truth if one["what"] == "story" for how in one["reports"].values()}
    assert hows == {"lead", "agency", "part", "copy", "edited", "version", "correction"}
    assert {one["kind"] for one in truth if one["what"] == "trap"} == {"quotation", "agreeing", "update", "next day"}


def test_a_cut_block_plants_nothing_of_reports_that_are_not_there(planted):
    [(made, truth)] = planted(7)
    there = {reading.report.id for _, reading in made}
    assert all(set(one["reports"]) <= there for one in truth if "reports" in one)


def test_the_ledger_finds_what_is_planted_and_nothing_else(bench, planted, tmp_path):
    path = tmp_path / "planted.onrecord"
    bench.fill(path, 100, 5)
    truth = bench._truth(path)
    with Ledger.open(path) as ledger:
        wanted, found, right = bench._pairs(ledger, truth)
        assert wanted == found == right > 0
        kinds = ("figure", "correction", "date", "place", "actor", "status")
        assert bench._disputes(ledger, truth) == dict.fromkeys(kinds, (2, 2, 2))
        changes = bench._changes(ledger, truth)
        assert changes["broken"][0] == changes["broken"][2] == changes["broken"][1]
        assert verify(ledger) == []
