"""Adding some sections: what refers to rows that were left out, and what becomes of a report that was read whole."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.model import PARTS

Run = Callable[..., Result]
TEXT = (
    "Cairo officials said on Monday that 51 people were killed when troops fired at protesters in Cairo. The Muslim"
    " Brotherhood, which is backed by Qatar, denied that it had attacked the army. It said that 77 people died."
)


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.mark.parametrize("only", [*PARTS, "events,relations", "figures,places"])
def test_a_ledger_of_some_sections_is_whole(run: Run, tmp_path: Path, report: Path, only: str) -> None:
    ledger = tmp_path / "some.onrecord"
    assert run("add", ledger, report, "--only", only, "--published", "2013-07-09").exit_code == 0
    done = run("verify", ledger)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "1 already there" in run("add", ledger, report, "--only", only, "--published", "2013-07-09").stderr


def counts(run: Run, ledger: Path) -> dict[str, int]:
    done = {kind: run(kind, ledger, "--format", "jsonl") for kind in ("claims", "events")}
    return {kind: len([json.loads(line) for line in found.stdout.splitlines()]) for kind, found in done.items()}


def test_all_of_it_comes_later_and_then_stays(run: Run, tmp_path: Path, report: Path) -> None:
    ledger = tmp_path / "some.onrecord"
    run("add", ledger, report, "--only", "events")
    assert counts(run, ledger)["claims"] == 0
    assert "1 new reading" in run("add", ledger, report).stderr
    whole = counts(run, ledger)
    assert whole["claims"] >= 2
    assert "1 already there" in run("add", ledger, report, "--only", "times").stderr
    assert counts(run, ledger) == whole


def test_a_section_that_is_none_makes_no_ledger(run: Run, tmp_path: Path, report: Path) -> None:
    done = run("add", tmp_path / "none.onrecord", report, "--only", "verbs")
    assert done.exit_code == 2
    assert not (tmp_path / "none.onrecord").exists()
