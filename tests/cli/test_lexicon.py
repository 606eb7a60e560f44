"""onrecord read and add with a researcher's own tables; the reader itself runs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result

from onrecord.knowledge.table import use
from onrecord.ledger import Ledger

Run = Callable[..., Result]
TEXT = "The Delta Front zapped two villages near Qena on Friday. The minister champions the Delta Front.\n"


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.txt"
    path.write_text(TEXT)
    return path


@pytest.fixture
def mine(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "mine"
    (folder / "actors").mkdir(parents=True)
    (folder / "event_verbs.tsv").write_text("verb\ttype\tmode\tcameo\nzap\tASSAULT\taerial\t195\n")
    (folder / "actors" / "groups.tsv").write_text("id\tname\tcountry\tsector\ndelta-front\tDelta Front\tEGY\tREB\n")
    yield folder
    use(None)


def rows(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def zapped(reading: dict[str, Any]) -> list[tuple[str, str, list[str]]]:
    return [
        (event["type"], event["mode"], [party["actor"] for party in event["actors"]])
        for event in reading["events"]
        if event["trigger"]["text"] == "zapped"
    ]


def test_own_words_and_actors_are_read(report: Path, mine: Path, run: Run) -> None:
    known = [("ASSAULT", "aerial", ["delta-front"])]
    [plain] = rows(run("read", report))
    assert zapped(plain) != known
    [own] = rows(run("read", report, "--lexicon", mine))
    assert zapped(own) == known
    assert own["reader"].startswith(f"{plain['reader']} own tables ")
    [again] = rows(run("read", report))
    assert again == plain


def test_the_folder_may_stand_in_the_environment(report: Path, mine: Path, run: Run) -> None:
    [own] = rows(run("read", report, env={"ONRECORD_LEXICON": str(mine)}))
    assert zapped(own)


def test_workers_read_with_them_too(tmp_path: Path, mine: Path, run: Run) -> None:
    lines = tmp_path / "many.jsonl"
    lines.write_text("".join(json.dumps({"id": str(n), "text": f"{n}. {TEXT}"}) + "\n" for n in range(2)))
    found = rows(run("read", lines, "--lexicon", mine, "--workers", "2"))
    assert [bool(zapped(reading)) for reading in found] == [True, True]
    assert len({reading["reader"] for reading in found}) == 1
    assert "own tables" in found[0]["reader"]


def test_a_ledger_tells_the_readings_apart(report: Path, mine: Path, tmp_path: Path, run: Run) -> None:
    path = tmp_path / "spring.onrecord"
    run("add", path, report)
    assert "1 new reading" in run("add", path, report, "--lexicon", mine).stderr
    assert "1 already there" in run("add", path, report, "--lexicon", mine).stderr
    (mine / "event_stop.tsv").write_text("word\nregatta\n")
    assert "1 new reading" in run("add", path, report, "--lexicon", mine).stderr
    with Ledger.open(path, readonly=True) as ledger:
        assert "own tables" in str(ledger.reports().rows[0].reader)
        assert "ASSAULT" in {event.type for event in ledger.events(actor="delta-front").rows}
    assert run("verify", path).exit_code == 0


@pytest.mark.parametrize("command", ["read", "add"])
def test_a_wrong_line_stops_before_anything_is_written(
    command: str, report: Path, mine: Path, tmp_path: Path, run: Run
) -> None:
    (mine / "event_verbs.tsv").write_text("verb\ttype\tcameo\nzap\tASSULT\t195\n")
    out = tmp_path / "out"
    where = (out, report) if command == "add" else (report, "-o", out)
    done = run(command, *where, "--lexicon", mine)
    assert done.exit_code == 1
    assert "event_verbs.tsv, line 2: 'ASSULT' is no type of PLOVER's [D401]" in done.stderr
    assert "Use one of AGREE" in done.stderr
    assert not out.exists()


def test_a_file_that_is_no_table_is_not_passed_over(report: Path, mine: Path, run: Run) -> None:
    (mine / "event_verb.tsv").write_text("verb\ttype\tcameo\n")
    done = run("read", report, "--lexicon", mine)
    assert (done.exit_code, done.stdout) == (1, "")
    assert "onrecord has no table event_verb.tsv [D401]" in done.stderr
    assert "Call it event_verbs.tsv" in done.stderr


def test_a_folder_that_is_not_there(report: Path, tmp_path: Path, run: Run) -> None:
    assert run("read", report, "--lexicon", tmp_path / "none").exit_code == 2


def test_own_actors_can_be_asked_for(mine: Path, run: Run) -> None:
    assert run("actor", "Delta Front").exit_code == 1
    [found] = rows(run("actor", "Delta Front", "--lexicon", mine, "--format", "jsonl"))
    assert (found["id"], found["country"], found["sector"]) == ("delta-front", "EGY", ["REB"])
    [found] = rows(run("actor", "Delta Front", "--format", "jsonl", env={"ONRECORD_LEXICON": str(mine)}))
    assert found["id"] == "delta-front"


def test_a_term_without_a_day_is_shown_in_a_table(run: Run) -> None:
    shown = run("actor", "Kofi Annan", "--format", "table")
    assert shown.exit_code == 0, shown.stderr
    assert "Kofi Annan" in shown.stdout
