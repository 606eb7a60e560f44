"""onrecord compare: what it writes, in each form, and what it says beside."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.knowledge.columns import GDELT_EVENTS as EVENTS
from onrecord.knowledge.folding import fold

Run = Callable[..., Result]
URL = "https://example.org/news/1"


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    """Two rows of GDELT of the golden report, one with a hostile name, and a bad one."""
    usual = {
        "SQLDATE": "20130310", "EventCode": "071", "Actor1Name": "LORLAND", "Actor2Name": "UPLAND LEAGUE",
        "SOURCEURL": URL,
    }  # fmt: skip
    release = {"EventCode": "0841", "Actor1Name": "HARBOUR FRONT", "Actor2Name": "=cmd|x!A1 \x1b[31m Dana Keel"}
    lines = [usual | {"GLOBALEVENTID": "1"}, usual | release | {"GLOBALEVENTID": "2"}, usual]
    path = tmp_path / "20130311.export.CSV"
    path.write_text("".join("\t".join(one.get(c, "") for c in EVENTS) + "\n" for one in lines), encoding="utf-8")
    return path


def test_a_table_shows_both_sides_and_the_counts_stand_beside(run: Run, ledger: Path, rows: Path) -> None:
    done = run("compare", ledger, rows, "--format", "table")
    assert done.exit_code == 0, done.stderr
    assert "gdelt 2" in done.stdout
    assert "planned" in done.stdout
    assert "\x1b" not in done.stdout
    assert f"{rows}: GDELT 2.0 events, 2 rows." in done.stderr
    assert "Passed over: 1 row, GLOBALEVENTID is empty (line 3)." in done.stderr
    assert "Of 2 rows 2 were compared" in done.stderr
    assert "They have it as done; ours says that it is planned." in done.stderr
    assert "Looked into 1 of 3 inputs" in done.stderr


def test_json_lines_have_whole_rows(run: Run, ledger: Path, rows: Path) -> None:
    done = run("compare", ledger, rows, "--format", "jsonl", "--only", "status,both")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [(one["kind"], one["why"], one["coded"]["id"]) for one in found] == [
        ("status", "planned", "2"),
        ("both", "both", "1"),
    ]
    assert found[0]["tellings"][0]["status"] == "planned"
    assert found[0]["coded"]["url"] == URL
    assert found[0]["reasons"]


def test_csv_has_no_formula(run: Run, ledger: Path, rows: Path) -> None:
    done = run("compare", ledger, rows, "--format", "csv")
    found = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
    assert found[0]["their_recipient"].startswith("'=cmd")
    assert found[0]["their_file"] == str(rows)
    assert found[0]["passage"]
    assert {one["kind"] for one in found} == {"status", "both", "ours"}


@pytest.mark.parametrize("kind", ["status", "both", "theirs", "ours"])
def test_only_some_kinds(run: Run, ledger: Path, rows: Path, kind: str) -> None:
    done = run("compare", ledger, rows, "--format", "jsonl", "--only", kind)
    assert {json.loads(line)["kind"] for line in done.stdout.splitlines()} <= {kind}


def test_the_limit_cuts(run: Run, ledger: Path, rows: Path) -> None:
    assert len(run("compare", ledger, rows, "--format", "jsonl", "--limit", "1").stdout.splitlines()) == 1


def test_only_the_counts(run: Run, ledger: Path, rows: Path) -> None:
    table = run("compare", ledger, rows, "--format", "table", "--summary").stdout
    assert "2013-03" in table
    assert "RETREAT" in table
    [whole] = json.loads(run("compare", ledger, rows, "--format", "json", "--summary").stdout)
    assert whole["files"][0]["bad"] == [{"reason": "GLOBALEVENTID is empty", "number": 1, "lines": [3]}]
    assert whole["kinds"]["status"] == 1


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_masked_rows_hold_no_private_name(run: Run, ledger: Path, rows: Path, form: str) -> None:
    assert "keel" in fold(run("compare", ledger, rows, "--format", form).stdout)
    done = run("compare", ledger, rows, "--format", form, "--mask")
    assert done.exit_code == 0, done.stderr
    assert "keel" not in fold(done.stdout)
    assert "orsic" not in fold(done.stdout)


def test_wrong_usage_and_files_are_explained(run: Run, ledger: Path, rows: Path, tmp_path: Path) -> None:
    assert run("compare", ledger).exit_code == 2
    done = run("compare", ledger, rows, "--only", "us")
    assert done.exit_code == 2
    assert "status, both, theirs, ours" in done.stderr
    done = run("compare", ledger, tmp_path / "none")
    assert done.exit_code == 1
    assert "I201" in done.stderr
    assert run("compare", tmp_path / "none", rows).exit_code == 1
    other = tmp_path / "other.txt"
    other.write_text("hello\n")
    done = run("compare", ledger, other)
    assert done.exit_code == 1
    assert "GDELT 2.0 events, GDELT 2.0 mentions, ICEWS, POLECAT" in done.stderr
