"""onrecord read --explain: each event in plain words, with what made it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from onrecord.cli import explain
from onrecord.knowledge.table import use
from onrecord.model import Reading
from onrecord.reader.why import whys

Run = Callable[..., Result]
TEXT = "The Delta Front zapped Qena on Friday. The minister denied that police had killed three protesters.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "event_verbs.tsv").write_text("verb\ttype\tmode\tcameo\tto\nzap\tASSAULT\taerial\t195\tobj\n")
    yield folder
    use(None)


def test_each_event_is_told_with_what_made_it(report: Path, mine: Path, run: Run) -> None:
    done = run("read", report, "--lexicon", mine, "--explain", "--published", "2013-07-14")
    assert done.exit_code == 0
    said = done.stdout
    assert "ASSAULT aerial, CAMEO 195" in said
    assert "“The Delta Front [zapped] Qena on Friday.”" in said
    assert "your own table event_verbs.tsv:2 “zap”: type ASSAULT; mode aerial; cameo 195; to obj" in said
    assert "onrecord's table event_verbs.tsv:" in said
    assert "“denied” (deny)" in said
    assert "denied by “The minister”, in the report" in said
    assert "{" not in said


def test_it_goes_into_a_file_and_comes_from_workers(report: Path, tmp_path: Path, run: Run) -> None:
    out = tmp_path / "why.txt"
    assert run("read", report, "--explain", "-o", out, "--workers", "2").exit_code == 0
    assert out.read_text(encoding="utf-8") == run("read", report, "--explain").stdout


def test_it_needs_every_section(report: Path, run: Run) -> None:
    done = run("read", report, "--explain", "--only", "events")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "leave --only out" in done.stderr


def test_the_golden_reading(golden: Reading) -> None:
    said = "\n".join(explain.lines(golden, whys(golden)))
    assert "the trained head: THREATEN, probability 0.52" in said
    assert "your own table event_verbs.tsv:3 “split”" in said
    assert "told again" in said
    assert "to whom    Port Amity" in said


@pytest.mark.parametrize(
    ("part", "says"),
    [
        ("head ASSAULT 0.93", "the trained head: ASSAULT, probability 0.93"),
        ("table head AID 0.71", "the trained head lets the table's line stand: AID, probability 0.71"),
        ("rule content CONSULT", "says which kind it is: CONSULT"),
        ("rule of thumb", "the rule of: thumb"),
        ("event_verbs.tsv:1 none", "onrecord's table event_verbs.tsv:1 “none”"),
        ("something new", "something new"),
    ],
)
def test_what_a_basis_says(part: str, says: str) -> None:
    assert explain._made(part).endswith(says)


def test_a_status_that_the_rules_did_not_decide(golden: Reading) -> None:
    first = golden.events[0]
    by_head = msgspec.structs.replace(first, basis=("head ASSAULT 0.93", "status head occurred 0.88"))
    assert explain._status(by_head, None) == "occurred CT+: the trained head: occurred, probability 0.88"
    assert explain._status(first, None) == "occurred CT+"


def test_hostile_text_is_made_visible(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "bad\x1b[31m.txt"
    path.write_text("Rebels \x1b[31mattacked Qena.\n")
    assert "\x1b" not in run("read", path, "--explain").stdout
