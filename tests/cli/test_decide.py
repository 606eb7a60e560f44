"""decide: a date that comes later, the undoing of it, the list, and what the answer says."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.ledger import Ledger
from onrecord.model import Reading

Run = Callable[..., Result]
WHO = ("--by", "R. Haddad", "--why", "printed edition")
DAY = "published=2013-12-20"


def test_a_date_is_decided_and_everything_follows(ledger: Path, run: Run, golden: Reading) -> None:
    week = ("events", ledger, "--from", "2013-12-09", "--to", "2013-12-15", "--format", "json")
    assert json.loads(run(*week).stdout) == []
    done = run("decide", ledger, "correct", golden.report.id[:8], DAY, *WHO, "--format", "json")
    assert done.exit_code == 0, done.stderr
    [row] = json.loads(done.stdout)
    assert (row["kind"], row["target"], row["by"], row["in_force"]) == ("correct", golden.report.id, "R. Haddad", True)
    assert f"Report {golden.report.id} is of 2013-12-20 now." in done.stderr
    assert "the intervals of 2 times, 2 events and 0 relations" in done.stderr
    assert "Not with it" in done.stderr
    assert "who held an office" in done.stderr
    found = json.loads(run(*week).stdout)
    assert [(event["start"], event["end"]) for event in found] == [("2013-12-09", "2013-12-16")]
    assert run("verify", ledger).exit_code == 0


def test_a_date_outside_of_what_the_text_says_is_told(ledger: Path, run: Run, golden: Reading) -> None:
    bounds = golden.report.published_between
    assert bounds is not None
    said = run("decide", ledger, "correct", golden.report.id, "published=1999-01-01", *WHO).stderr
    assert f"But its own text speaks for {bounds.start} – 2014-07-25: {bounds.reasons[0]}" in said
    assert "But its own text" not in run("decide", ledger, "correct", golden.report.id, DAY, *WHO).stderr


def test_the_page_says_who_decided(ledger: Path, run: Run, golden: Reading) -> None:
    before = run("show", ledger, golden.report.id, "--format", "table").stdout
    assert "no date" in before
    assert "inferred from the text and used for nothing" in before
    run("decide", ledger, "correct", golden.report.id, DAY, *WHO)
    after = run("show", ledger, golden.report.id, "--format", "table").stdout
    assert "published decided: 2013-12-20, by R. Haddad" in " ".join(after.split())
    assert "no date" not in after
    assert "inferred from the text and used" not in after
    [decision] = json.loads(run("decide", ledger, "--format", "json").stdout)
    done = run("decide", ledger, "undo", decision["id"], "--by", "M. Adel", "--why", "another edition")
    assert "holds no longer" in done.stderr
    assert "not known" in done.stderr
    assert run("show", ledger, golden.report.id, "--format", "table").stdout == before


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_the_list_of_decisions(form: str, ledger: Path, run: Run, golden: Reading) -> None:
    made = json.loads(run("decide", ledger, "correct", golden.report.id, DAY, *WHO, "--format", "jsonl").stdout)
    run("decide", ledger, "undo", made["id"], *WHO)
    done = run("decide", ledger, "--format", form)
    assert done.exit_code == 0
    assert "2 decisions." in done.stderr
    assert made["id"] in done.stdout
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(done.stdout, newline="")))
        assert [(row["kind"], row["in force"], row["undoes"]) for row in rows] == [
            ("correct", "undone", ""), ("undo", "yes", made["id"]),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("parade", "x", *WHO), "no kind of decision"),
        (("correct", *WHO), "needs a TARGET"),
        (("correct", "golden", DAY), "needs --by"),
        (("correct", "golden", DAY, "--by", "R. Haddad", "--why", "  "), "no reason"),
        (("correct", "golden", "published", *WHO), "not FIELD=VALUE"),
        (("correct", "golden", "published=soon", *WHO), "no ISO date"),
        (("correct", "golden", "authors=x", *WHO), "cannot be corrected"),
        (("correct", "golden", *WHO), "names no field"),
        (("undo", "d0123456", DAY, *WHO), "nothing more"),
    ],
)
def test_a_wrong_call_is_explained_and_changes_nothing(
    arguments: tuple[str, ...], words: str, ledger: Path, run: Run
) -> None:
    done = run("decide", ledger, *arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    with Ledger.open(ledger, readonly=True) as opened:
        assert opened.decisions() == ()


@pytest.mark.parametrize("target", ["nowhere.txt", "e1"])
def test_what_is_not_there(target: str, ledger: Path, run: Run) -> None:
    for arguments in (("correct", target, DAY), ("undo", target)):
        done = run("decide", ledger, *arguments, *WHO)
        assert done.exit_code == 1
        assert "[L305]" in done.stderr


def test_the_inferred_bounds_stand_in_the_lists(ledger: Path, run: Run, golden: Reading) -> None:
    bounds = golden.report.published_between
    assert bounds is not None
    [card] = [
        row for row in json.loads(run("show", ledger, "--format", "json").stdout) if row["id"] == golden.report.id
    ]
    assert card["published"] is None
    assert card["published_between"] == {"start": bounds.start, "end": bounds.end, "reasons": list(bounds.reasons)}
    rows = list(csv.DictReader(io.StringIO(run("show", ledger, "--format", "csv").stdout, newline="")))
    assert {(row["inferred_from"], row["inferred_until"]) for row in rows} == {(bounds.start, bounds.end), ("", "")}
    for command in (("claims",), ("events",), ("search", "shelled")):
        for row in json.loads(run(command[0], ledger, *command[1:], "--format", "json").stdout):
            assert row["passage"]["published"] is None
            assert row["passage"]["published_between"]["reasons"] == list(bounds.reasons)
    for command in ("claims", "timeline"):
        assert "(inferred:" in run(command, ledger, "--format", "table").stdout


def test_what_is_inferred_is_used_for_nothing(ledger: Path, run: Run) -> None:
    done = run("claims", ledger, "--from", "2013-04-01", "--to", "2014-07-26", "--format", "json")
    assert json.loads(done.stdout) == []
    assert "reports without a date are left out" in done.stderr
