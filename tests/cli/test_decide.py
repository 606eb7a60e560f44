"""decide: a date that comes later, the undoing of it, the list, and what the answer says."""

from __future__ import annotations

import csv
import io
import json
import shutil
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
    assert [(event["shown"]["start"], event["shown"]["end"]) for event in found] == [("2013-12-09", "2013-12-16")]
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
            passage = row.get("shown", row)["passage"]
            assert passage["published"] is None
            assert passage["published_between"]["reasons"] == list(bounds.reasons)
    for command in ("claims", "timeline"):
        assert "(inferred:" in run(command, ledger, "--format", "table").stdout


def test_what_is_inferred_is_used_for_nothing(ledger: Path, run: Run) -> None:
    done = run("claims", ledger, "--from", "2013-04-01", "--to", "2014-07-26", "--format", "json")
    assert json.loads(done.stdout) == []
    assert "reports without a date are left out" in done.stderr


def decided(run: Run, ledger: Path, *arguments: str) -> tuple[dict[str, object], str]:
    done = run("decide", ledger, *arguments, *WHO, "--format", "json")
    assert done.exit_code == 0, done.stderr
    [row] = json.loads(done.stdout)
    return row, done.stderr


def test_a_row_is_rejected_listed_and_taken_back(ledger: Path, run: Run, golden: Reading) -> None:
    event = f"{golden.report.id}:{golden.events[0].id}"
    made, said = decided(run, ledger, "reject", event)
    assert (made["kind"], made["target"]) == ("reject", event)
    assert "left out of all lists" in said
    listed = run("events", ledger, "--all", "--format", "json")
    assert event not in {row["row"] for row in json.loads(listed.stdout)}
    assert "Left out: 1 telling that people rejected. --rejected lists them." in listed.stderr
    for more in ((), ("--tellings",)):
        [row] = json.loads(run("events", ledger, "--rejected", *more, "--format", "json").stdout)
        assert (row["row"], row.get("shown", row)["verdict"]) == (event, "rejected")
    assert "rejected" in run("show", ledger, golden.report.id, "--format", "table").stdout
    run("decide", ledger, "undo", str(made["id"]), *WHO)
    assert "--rejected" not in run("events", ledger, "--all", "--format", "json").stderr
    assert run("verify", ledger).exit_code == 0


def test_rows_are_accepted_corrected_joined_and_parted(ledger: Path, run: Run, golden: Reading) -> None:
    one, two = (f"{golden.report.id}:{event.id}" for event in golden.events[:2])
    assert "counts as certain" in decided(run, ledger, "accept", one)[1]
    assert "type COERCE" in decided(run, ledger, "correct", two, "type=COERCE")[1]
    assert "are one event" in decided(run, ledger, "join", one, two)[1]
    assert "is none of" in decided(run, ledger, "split", one, two)[1]
    assert (
        f"{len(json.loads(run('decide', ledger, '--format', 'json').stdout))} decisions."
        in run("decide", ledger, "--format", "json").stderr
    )
    assert "accepted" in run("events", ledger, "--all", "--format", "table").stdout
    assert run("verify", ledger).exit_code == 0


def test_actors_are_merged_and_parted(ledger: Path, run: Run, golden: Reading) -> None:
    party = next(party.actor for event in golden.events for party in event.actors if party.actor)
    row = next(event.id for event in golden.events if party in {side.actor for side in event.actors})
    with Ledger.open(ledger, readonly=True) as opened:
        actor = opened.rows("SELECT actor FROM actor_rows WHERE id = ?", (party,))[0][0]
    made, said = decided(run, ledger, "split", actor, f"{golden.report.id}:{row}", "name=Another")
    new = made["actors"][0]["id"]  # type: ignore[index]
    assert f"{actor} is {new} now: Another." in said
    assert f"{new} is {actor} now." in decided(run, ledger, "merge", actor, new)[1]
    assert run("verify", ledger).exit_code == 0


def test_a_source_is_marked_and_may_be_left_out(ledger: Path, run: Run, golden: Reading) -> None:
    assert "none is left out" in decided(run, ledger, "mark", golden.report.id, "as=state media")[1]
    assert "marked: state media" in run("claims", ledger, "--format", "table").stdout
    assert "(marked:" in run("show", ledger, "--format", "table").stdout
    page = run("show", ledger, golden.report.id, "--format", "table").stdout
    assert "source marked: state media, by R. Haddad" in " ".join(page.split())
    rows = csv.DictReader(io.StringIO(run("events", ledger, "--all", "--format", "csv").stdout, newline=""))
    assert {row["marks"] for row in rows if row["report"] == golden.report.id} == {"state media"}
    left = run("claims", ledger, "--without", "state media", "--format", "json")
    assert golden.report.id not in {row["passage"]["report"] for row in json.loads(left.stdout)}
    assert "Left out as asked:" in left.stderr
    assert run("claims", ledger, "--without", "satire").exit_code == 2


def test_two_ledgers_are_one_and_conflicts_wait(ledger: Path, run: Run, golden: Reading, tmp_path: Path) -> None:
    other = tmp_path / "other.onrecord"
    shutil.copy(ledger, other)
    event = f"{golden.report.id}:{golden.events[0].id}"
    decided(run, ledger, "accept", event)
    decided(run, other, "reject", event)
    assert run("import", ledger, other).exit_code == 2
    done = run("import", ledger, other, *WHO, "--format", "json")
    assert done.exit_code == 0, done.stderr
    assert {row["decision"]["kind"] for row in json.loads(done.stdout)} == {"accept", "reject"}
    assert "1 decision" in done.stderr
    assert "2 decisions without effect" in done.stderr
    queue = run("decide", ledger, "--queue", "--format", "csv")
    rows = list(csv.DictReader(io.StringIO(queue.stdout, newline="")))
    assert {row["words"] for row in rows} == {golden.events[0].trigger.text}
    assert "in conflict with" in rows[0]["problem"]
    assert "--queue lists them" in run("decide", ledger).stderr
    decided(run, ledger, "reject", event)
    assert json.loads(run("decide", ledger, "--queue", "--format", "json").stdout) == []
    assert run("verify", ledger).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("accept", "golden"), "whole report"),
        (("reject", "golden:e1", "x"), "nothing more"),
        (("mark", "golden", "x"), "not FIELD=VALUE"),
        (("mark", "golden", "is=x"), "no words"),
        (("merge", "iran"), "only one actor"),
        (("join", "golden:e1"), "only one event"),
        (("split", "iran"), "names no row"),
        (("--queue", "accept", "golden:e1"), "--queue lists"),
    ],
)
def test_a_wrong_decision_on_a_row_is_explained(arguments: tuple[str, ...], words: str, ledger: Path, run: Run) -> None:
    done = run("decide", ledger, *arguments, *WHO)
    assert done.exit_code == 2
    assert words in done.stderr
