"""onrecord read and onrecord add, from file to file; the reader itself runs."""

from __future__ import annotations

import gzip
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.ledger import Ledger
from onrecord.model import PARTS, Reading

Run = Callable[..., Result]
TEXT = "The minister said that rebels attacked Qena on Friday, July 12, 2013.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    (made / "good.txt").write_text(TEXT)
    (made / "empty.txt").write_text("")
    (made / "photo.bin").write_bytes(bytes(range(256)) * 20)
    return made


def test_to_stdout_as_json_lines(folder: Path, run: Run) -> None:
    done = run("read", folder / "good.txt", "--published", "2013-07-14", "--publisher", "The Delta Observer")
    assert done.exit_code == 0
    assert done.stderr == ""
    reading = Reading.from_json(done.stdout)
    assert reading.report.text == TEXT
    assert (reading.report.published, reading.report.publisher) == ("2013-07-14", "The Delta Observer")


def test_stdin(run: Run) -> None:
    done = run("read", "-", input=TEXT)
    assert Reading.from_json(done.stdout).report.text == TEXT


def test_a_batch_goes_on_and_keeps_its_failures(folder: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl.gz"
    done = run("read", folder, tmp_path / "none", "-o", out)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert len(gzip.decompress(out.read_bytes()).splitlines()) == 1
    kept = [json.loads(line) for line in (tmp_path / "out.jsonl.gz.failures.jsonl").read_text().splitlines()]
    assert [row["code"] for row in kept] == ["I203", "I204", "I201"]
    assert all(row["code"] in done.stderr for row in kept)
    assert "3 inputs could not be read" in done.stderr


def test_failures_of_a_pipe_are_only_listed(folder: Path, run: Run) -> None:
    done = run("read", folder)
    assert done.exit_code == 0
    assert len(done.stdout.splitlines()) == 1
    assert "[I203]" in done.stderr
    assert [path for path in folder.iterdir() if "failures" in path.name] == []


def test_nothing_read_is_a_failure_and_leaves_the_old_output(folder: Path, run: Run, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("before")
    done = run("read", folder / "empty.txt", "-o", out)
    assert done.exit_code == 1
    assert out.read_text() == "before"
    empty = tmp_path / "no reports"
    empty.mkdir()
    done = run("read", empty)
    assert done.exit_code == 1
    assert "There was no report" in done.stderr


def test_only_some_parts(folder: Path, run: Run) -> None:
    row = json.loads(run("read", folder / "good.txt", "--only", "times, events").stdout)
    assert row["times"]
    assert all(row[part] == [] for part in PARTS if part not in ("times", "events"))


@pytest.mark.parametrize(
    ("option", "code"), [(("--only", "times,places,colours"), "U102"), (("--published", "12 July"), "U101")]
)
def test_wrong_options_stop_before_anything_is_written(
    option: tuple[str, str], code: str, folder: Path, run: Run, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    done = run("read", folder, *option, "-o", out)
    assert done.exit_code == 2
    assert f"[{code}]" in done.stderr
    assert not out.exists()


def test_an_output_that_may_not_be_written(folder: Path, run: Run, tmp_path: Path) -> None:
    done = run("read", folder / "good.txt", "-o", tmp_path / "nowhere" / "out.jsonl")
    assert done.exit_code == 1
    assert "[O601]" in done.stderr


def test_a_terminal_gets_a_page(folder: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("click.testing._NamedTextIOWrapper.isatty", lambda self: self.name == "<stdout>", raising=False)
    said = re.sub(r"\x1b\[[\d;]*m", "", run("read", folder / "good.txt").stdout)
    assert "Who said what" in said
    assert "‹that rebels attackedᵉ¹ Qena" in said


def test_add_again_adds_nothing(folder: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "spring.onrecord"
    first = run("add", path, folder)
    assert first.exit_code == 0
    assert "Added 1 report" in first.stderr
    assert "2 inputs could not be read" in first.stderr
    again = run("add", path, folder)
    assert again.exit_code == 0
    assert "Added 0 reports" in again.stderr
    assert "1 already there" in again.stderr
    dated = run("add", path, folder, "--published", "2013-07-14")
    assert "1 new version" in dated.stderr
    with Ledger.open(path, readonly=True) as ledger:
        assert (ledger.coverage().read, ledger.coverage().not_read) == (1, 2)
        assert ledger.reports().rows[0].published == "2013-07-14"
    assert run("verify", path).exit_code == 0


def test_add_of_nothing_that_can_be_read(folder: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "spring.onrecord"
    done = run("add", path, folder / "empty.txt")
    assert done.exit_code == 1
    assert "No event found" in run("events", path).stderr
    assert "Looked into 0 of 1 inputs" in run("events", path).stderr


def test_a_stop_in_the_middle_can_be_resumed(tmp_path: Path, run: Run) -> None:
    reports = tmp_path / "many.jsonl"
    reports.write_text("".join(json.dumps({"id": str(n), "text": f"{n} {TEXT}"}) + "\n" for n in range(600)))
    path = tmp_path / "spring.onrecord"
    command = [sys.executable, "-m", "onrecord.cli", "add", str(path), str(reports)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "OMP_NUM_THREADS": "1"}) as program:
        assert program.stderr is not None
        for _ in range(600):
            if path.exists() and _count(path):
                break
            time.sleep(0.05)
        program.send_signal(signal.SIGINT)
        said = program.stderr.read().decode()
        status = program.wait()
    there = _count(path)
    assert there > 0
    if status:
        assert (status, "stopped" in said, "Traceback" in said) == (130, True, False)
    assert run("verify", path).exit_code == 0
    assert run("add", path, reports).exit_code == 0
    assert _count(path) == 600


def _count(path: Path) -> int:
    from onrecord.errors import LedgerError

    try:
        with Ledger.open(path, readonly=True) as ledger:
            return ledger.coverage().read
    except LedgerError:
        return 0


def test_warnings_are_told_and_failures_name_their_file(folder: Path, run: Run, tmp_path: Path) -> None:
    (folder / "lines.jsonl").write_text('{"id": "x", "text": "Police arrested two men in Cairo."}\n{"id": \n')
    done = run("read", folder, "-o", tmp_path / "out.jsonl")
    assert "without a date" in done.stderr
    assert "lines.jsonl:2" in done.stderr
