"""onrecord import: what it says, and how it tells what a file is."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from onrecord.ledger import Ledger

WHO = ("--by", "R. Haddad", "--why", "checked in brat")


@pytest.fixture
def sent(run, ledger: Path, tmp_path: Path) -> Path:
    """The ledger as a folder for brat, of which one event was taken out and one is planned now."""
    folder = tmp_path / "brat"
    assert run("export", ledger, "--format", "brat", "-o", folder).exit_code == 0
    [table] = [one for one in folder.glob("*.ann") if one.stat().st_size]
    text = table.read_bytes().decode()
    first, last = (re.search(rf"AnnotatorNotes (E\d+)\t\w+:{row};", text)[1] for row in ("e1", "e6"))
    trigger = re.search(rf"^{last}\t\w+:(T\d+)", text, re.M)[1]
    text = re.sub(rf"(?m)^(A\d+\tStatus {first}) \w+$", r"\1 planned", text)
    lines = [one for one in text.split("\n") if not re.search(rf"^({last}|{trigger})\t|^[A#]\S+\t\S+ {last}\b", one)]
    table.write_bytes("\n".join([*lines[:-1], "T900\tActor 0 8\tVALLETTA", ""]).encode())
    return folder


def listed(done: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_corrections_become_decisions_and_the_rest_is_listed(run, ledger: Path, sent: Path) -> None:
    done = run("import", ledger, sent, *WHO, "--format", "jsonl")
    assert done.exit_code == 0
    rows = listed(done)
    assert [(row["kind"], str(row["row"]).partition(":")[2]) for row in rows] == [
        ("correct", "e1"), ("reject", "e6"), ("left", "")
    ]  # fmt: skip
    assert rows[0]["changes"] == {"status": "planned"}
    assert rows[0]["was"] == {"status": "occurred"}
    assert rows[2]["problem"] == "T900 Actor “VALLETTA” is new: onrecord takes decisions, not new rows."
    assert "Decided: 1 rejected, 1 corrected, 0 accepted;" in done.stderr
    assert "Left as it is: 1 correction, for the reasons listed." in done.stderr
    with Ledger.open(ledger) as opened:
        assert [one.by for one in opened.decisions()] == ["R. Haddad"] * 2
        assert {one.id for one in opened.decisions()} == {row["decision"] for row in rows[:2]}


def test_a_dry_run_says_the_same_and_decides_nothing(run, ledger: Path, sent: Path) -> None:
    done = run("import", ledger, sent, "--dry-run", "--format", "csv")
    assert done.exit_code == 0
    rows = list(csv.DictReader(io.StringIO(done.stdout)))
    assert [row["kind"] for row in rows] == ["correct", "reject", "left"]
    assert rows[0]["was"] == "status=occurred"
    assert rows[0]["changes"] == "status=planned"
    assert "Would be decided: 1 rejected, 1 corrected" in done.stderr
    with Ledger.open(ledger) as opened:
        assert not opened.decisions()


def test_nobody_decides_without_a_name_and_a_reason(run, ledger: Path, sent: Path) -> None:
    done = run("import", ledger, sent, "--by", "R. Haddad")
    assert done.exit_code == 2
    assert "nobody signs" in done.stderr
    assert "--dry-run" in done.stderr


def test_readings_come_back_into_a_new_ledger_as_they_were(run, ledger: Path, tmp_path: Path) -> None:
    first, second, new = tmp_path / "a.jsonl", tmp_path / "b.jsonl", tmp_path / "new.onrecord"
    run("export", ledger, "--format", "jsonl", "-o", first)
    done = run("import", new, first)
    assert done.exit_code == 0
    assert "Taken over: 2 reports, and 0 readings of reports that were here; 0 known already." in done.stderr
    run("export", new, "--format", "jsonl", "-o", second)
    assert first.read_bytes() == second.read_bytes()
    assert "0 reports, and 0 readings of reports that were here; 2 known already." in run("import", new, first).stderr
    assert run("verify", new).exit_code == 0


def test_a_broken_line_is_said_and_recorded_and_a_page_is_named(run, tmp_path: Path, ledger: Path, golden) -> None:
    lines = tmp_path / "a.jsonl"
    page = msgspec.structs.replace(golden, report=msgspec.structs.replace(golden.report, sha256="0" * 64))
    lines.write_bytes(b'{"format": 1, "reader": "x", "report": 5}\n' + page.to_json() + b"\n")
    new = tmp_path / "new.onrecord"
    done = run("import", new, lines)
    assert done.exit_code == 0
    assert "a.jsonl, line 1: it is no reading" in done.stderr
    assert "Not taken: 1 line, each recorded as a failure." in done.stderr
    assert "Of 1 report, the text is kept in place of the page" in done.stderr
    with Ledger.open(new) as opened:
        assert len(opened.failures()) == 1


@pytest.mark.parametrize("kind", ["ledger", "readings"])
def test_a_dry_run_is_of_annotations_alone(run, ledger: Path, tmp_path: Path, kind: str) -> None:
    run("export", ledger, "--format", "jsonl", "-o", tmp_path / "a.jsonl")
    done = run("import", ledger, ledger if kind == "ledger" else tmp_path / "a.jsonl", "--dry-run")
    assert done.exit_code == 2
    assert "--dry-run is for corrected annotations." in done.stderr


def test_what_is_nothing_is_refused_with_what_would_be_something(run, ledger: Path, tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text("hello")
    done = run("import", ledger, tmp_path / "x.txt")
    assert done.exit_code == 1
    assert "is nothing that can be imported" in done.stderr
    assert "brat" in done.stderr
    assert run("import", ledger, tmp_path / "nothing").exit_code == 1
