"""The demo: the samples into a ledger, twice, and what is told of them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.samples import samples

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Result]:
    path = tmp_path_factory.mktemp("demo") / "demo.onrecord"
    return path, CliRunner().invoke(main, ["demo", str(path)])


def test_it_tells_what_is_in_the_ledger(shown: tuple[Path, Result]) -> None:
    done = shown[1]
    assert done.exit_code == 0, done.stderr
    for words in (
        f"{len(samples())} reports of 5 origins by 5 publishers, 2013-07-01 to 2014-08-13, 1 without a date",
        "Who speaks", "Muslim Brotherhood", "What happened, and what is only said to have", "occurred", "CT+",
        "Who is in it", f"Looked into all {len(samples())} reports.", "What to type next",
    ):  # fmt: skip
        assert words in done.stdout
    assert f"Read {len(samples())} sample reports" in done.stderr


def test_it_shows_a_disputed_figure_with_both_passages(shown: tuple[Path, Result]) -> None:
    part = shown[1].stdout.split("sources dispute")[1].split("Looked into")[0]
    assert len(re.findall("“", part)) >= 2
    assert len(re.findall(r"[0-9a-f]{16}:f\d+", part)) >= 2


def test_a_second_run_adds_nothing(shown: tuple[Path, Result], run: Run) -> None:
    again = run("demo", shown[0])
    assert again.exit_code == 0
    assert "nothing was added" in again.stderr
    assert again.stdout == shown[1].stdout


def test_every_command_it_proposes_works(shown: tuple[Path, Result], run: Run) -> None:
    proposed = re.findall(r"^  onrecord (.+?)   ", shown[1].stdout, re.M)
    assert len(proposed) >= 6
    for command in proposed:
        if not command.startswith("add"):
            done = run(*shlex.split(command))
            assert done.exit_code == 0, (command, done.stderr)
            assert done.stdout


def test_the_ids_do_not_depend_on_where_the_package_lies(shown: tuple[Path, Result], run: Run) -> None:
    rows = json.loads(run("show", shown[0], "--format", "json").stdout)
    assert sorted(row["source_id"] for row in rows) == [f"samples/{sample.path.name}" for sample in samples()]
    assert {row["title"] for row in rows if row["source_id"].startswith("samples/10")} == {
        "Death toll in Egypt climbs past 600"
    }


def test_it_keeps_out_of_a_ledger_of_real_reports(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "mine.onrecord"
    assert run("add", path, "-", input="The minister said that rebels attacked Qena.").exit_code == 0
    done = run("demo", path)
    assert done.exit_code == 1
    assert "1 reports of your own" in done.stderr or "of your own" in done.stderr
    assert len(run("show", path).stdout.splitlines()) == 1
