"""search, claims, events, timeline, network, disputes, show and verify over a ledger with the golden reading."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

from onrecord.model import Reading

Run = Callable[..., Result]
LISTS = {
    "search": ("search", "shelled"),
    "claims": ("claims",),
    "events": ("events",),
    "tellings": ("events", "--tellings"),
    "timeline": ("timeline",),
    "network": ("network", "--on", "2014-01-01"),
    "disputes": ("disputes",),
    "show": ("show",),
}
COVERAGE = "Looked into 1 of 3 inputs; not read: 1 in another language, 1 unreadable."


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_every_list_in_every_form(name: str, form: str, ledger: Path, run: Run) -> None:
    command, *more = LISTS[name]
    done = run(command, ledger, *more, "--format", form)
    assert done.exit_code == 0, done.stderr
    assert COVERAGE in done.stderr
    if name not in ("show", "disputes"):
        assert " 1 report" in done.stderr
        assert " origin" in done.stderr
        assert "of 100 such rows about" in done.stderr
        assert "such rows" not in done.stdout
    assert "\x1b" not in done.stdout
    if form == "json":
        assert isinstance(json.loads(done.stdout), list)
    if form == "jsonl":
        assert all(isinstance(json.loads(text), dict) for text in done.stdout.splitlines())
    if form == "csv":
        assert "row" in next(csv.reader(io.StringIO(done.stdout))) or name == "show"


@pytest.mark.parametrize("name", [name for name in LISTS if name != "disputes"])
def test_the_forms_have_the_same_rows(name: str, ledger: Path, run: Run) -> None:
    command, *more = LISTS[name]
    rows = json.loads(run(command, ledger, *more, "--format", "json").stdout)
    lines = run(command, ledger, *more).stdout.splitlines()
    table = list(csv.DictReader(io.StringIO(run(command, ledger, *more, "--format", "csv").stdout, newline="")))
    assert rows
    assert [json.loads(text) for text in lines] == rows
    assert len(table) == len(rows)


@pytest.mark.parametrize("name", ["search", "claims", "events"])
def test_csv_says_where_the_words_stand(name: str, ledger: Path, run: Run, golden: Reading) -> None:
    command, *more = LISTS[name]
    text = golden.report.text
    for row in csv.DictReader(io.StringIO(run(command, ledger, *more, "--format", "csv").stdout, newline="")):
        assert text[int(row["start"]) : int(row["end"])] == row["passage"]


def test_filters_of_claims(ledger: Path, run: Run) -> None:
    rows = json.loads(run("claims", ledger, "--speaker", "Dana Keel", "--kind", "speech", "--format", "json").stdout)
    assert [row["content"] for row in rows] == [
        "that her group had ordered the shelling", "that the two groups would meet again",
    ]  # fmt: skip


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_claims_show_the_chain_of_voices_in_words(form: str, ledger: Path, run: Run) -> None:
    printed = " ".join(run("claims", ledger, "--speaker", "Dana Keel", "--format", form).stdout.split())
    assert "denied by Dana Keel, according to" in printed
    assert "voices" in printed


def test_filters_of_events(ledger: Path, run: Run) -> None:
    rows = json.loads(run("events", ledger, "--type", "aid", "--from", "2013-01-01", "--format", "json").stdout)
    assert [row["types"] for row in rows] == [["AID"]]
    every = json.loads(run("events", ledger, "--status", "all", "--format", "json").stdout)
    happened = json.loads(run("events", ledger, "--format", "json").stdout)
    stated = [{one["status"] for row in rows for one in row["statuses"]} for rows in (every, happened)]
    assert stated[0] > stated[1]


@pytest.mark.parametrize("command", ["events", "timeline"])
@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_what_did_not_occur_is_left_out_counted_and_shown_when_asked(
    command: str, form: str, ledger: Path, run: Run
) -> None:
    plain, every = (run(command, ledger, *more, "--format", form) for more in ((), ("--all",)))
    row = "tellings" if command == "events" else "events"
    left = f"Left out: 3 {row} that did not occur (1 planned, 1 threatened, 1 hypothetical)."
    assert f"{left} --all lists them too; --status planned,denied picks." in plain.stderr
    assert "Left out" not in every.stderr
    for status in ("planned", "threatened", "hypothetical"):
        assert status not in plain.stdout
        assert status in every.stdout
    picked = run(command, ledger, "--status", "planned, threatened", "--format", form)
    assert "Left out" not in picked.stderr
    assert "2 events." in picked.stderr
    assert "hypothetical" not in picked.stdout
    assert "occurred" not in picked.stdout


def test_only_what_else_was_asked_for_is_counted_as_left_out(ledger: Path, run: Run) -> None:
    said = run("events", ledger, "--type", "CONSULT").stderr
    assert "No event found" in said
    assert "Left out: 1 telling that did not occur (1 hypothetical)." in said
    assert "Left out" not in run("events", ledger, "--type", "AID").stderr


def test_status_and_voice_stand_beside_each_event(ledger: Path, run: Run) -> None:
    table = run("events", ledger, "--all", "--format", "table").stdout
    head, *rows = [line for line in table.splitlines() if line.strip()]
    assert "status" in head
    assert "according to" in head
    status, voice = head.index("status"), head.index("according to")
    shelled = next(row for row in rows if "ASSAULT" in row)
    assert shelled[status:].startswith("occurred CT+")
    assert shelled[voice:].startswith("Pavel Orsic")
    given = csv.DictReader(io.StringIO(run("events", ledger, "--all", "--format", "csv").stdout, newline=""))
    assert {(row["type"], row["status"], row["according to"]) for row in given} >= {
        ("ASSAULT", "occurred", "Pavel Orsic"), ("RETREAT", "planned", "official"),
    }  # fmt: skip


def test_all_and_a_status_exclude_each_other(ledger: Path, run: Run) -> None:
    assert run("events", ledger, "--all", "--status", "denied").exit_code == 2


def test_events_say_what_made_them(ledger: Path, run: Run, golden: Reading) -> None:
    rows = json.loads(run("events", ledger, "--tellings", "--status", "all", "--format", "json").stdout)
    made = {row["row"].rpartition(":")[2]: tuple(row["basis"]) for row in rows}
    assert made == {event.id: event.basis for event in golden.events}
    table = csv.DictReader(io.StringIO(run("events", ledger, "--tellings", "--format", "csv").stdout, newline=""))
    assert "event_verbs.tsv:340 shell" in {row["basis"] for row in table}


def test_a_limit_says_that_there_is_more(ledger: Path, run: Run) -> None:
    done = run("claims", ledger, "--limit", "2")
    assert len(done.stdout.splitlines()) == 2
    assert "there are more" in done.stderr


def test_nothing_found_is_not_nothing_read(ledger: Path, run: Run) -> None:
    done = run("search", ledger, "zeppelin")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "No passage found in the reports that were read." in done.stderr
    assert COVERAGE in done.stderr


@pytest.mark.parametrize(
    ("arguments", "code", "status"),
    [
        (("claims", "--from", "soon"), "U101", 2),
        (("events", "--type", "WAR"), "U103", 2),
        (("events", "--status", "maybe"), "U103", 2),
        (("events", "--status", "denied,"), "U103", 2),
        (("claims", "--kind", "shout"), "U103", 2),
        (("search", "''"), "U103", 2),
        (("network", "--on", "2014-01-01", "--since", "2014-01-02"), "U103", 2),
        (("claims", "--speaker", "Nobody At All"), "L305", 1),
        (("show", "0123456"), "L305", 1),
    ],
)
def test_wrong_questions(arguments: tuple[str, ...], code: str, status: int, ledger: Path, run: Run) -> None:
    command, *more = arguments
    done = run(command, ledger, *more)
    assert f"[{code}]" in done.stderr
    assert done.exit_code == status
    assert done.stdout == ""


@pytest.mark.parametrize("name", LISTS)
def test_looking_makes_no_ledger(name: str, tmp_path: Path, run: Run) -> None:
    command, *more = LISTS[name]
    done = run(command, tmp_path / "none.onrecord", *more)
    assert done.exit_code == 1
    assert "[I201]" in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_ledger(tmp_path: Path, run: Run) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("these are notes")
    done = run("events", path)
    assert "[L301]" in done.stderr
    assert path.read_text() == "these are notes"


def test_a_report_is_shown_as_page_or_as_its_reading(ledger: Path, run: Run, golden: Reading) -> None:
    page = run("show", ledger, golden.report.id[:8], "--format", "table").stdout
    assert "Shelling ends talks" in page
    assert "Who said what" in page
    line = run("show", ledger, golden.report.id).stdout
    assert Reading.from_json(line).events == golden.events
    assert run("show", ledger, golden.report.id, "--format", "csv").exit_code == 2


def test_timeline_groups_by_day(ledger: Path, run: Run) -> None:
    said = run("timeline", ledger, "--format", "table").stdout
    assert said.index("2013-03\n") < said.index("Without a date\n")
    assert "AID Lorland → Upland League" in said


def test_network_says_what_changed(ledger: Path, run: Run) -> None:
    done = run("network", ledger, "--on", "2014-01-01", "--since", "2010-01-01", "--format", "json")
    rows = json.loads(done.stdout)
    assert [row["change"] for row in rows if row["type"] == "sponsorship"] == [None, "formed"]
    table = run("network", ledger, "--on", "2014-01-01", "--since", "2010-01-01", "--format", "table").stdout
    assert "On 2014-01-01" in table
    assert "Changed since 2010-01-01" in table


def test_verify_a_whole_ledger(ledger: Path, run: Run) -> None:
    done = run("verify", ledger)
    assert (done.exit_code, done.stdout) == (0, "")
    assert "is whole" in done.stderr


def test_verify_names_what_is_wrong(ledger: Path, run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.onrecord"
    shutil.copy(ledger, broken)
    with sqlite3.connect(broken) as file:
        triggers = file.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'texts'")
        for (name,) in triggers.fetchall():
            file.execute(f'DROP TRIGGER "{name}"')
        file.execute("UPDATE texts SET text = replace(text, 'Port Amity', 'Port Enmity')")
    file.close()
    done = run("verify", broken)
    assert done.exit_code == 1
    assert "[L306]" in done.stderr
    problems = [json.loads(text) for text in done.stdout.splitlines()]
    assert any("text" in problem["where"] or problem["kind"] in ("hash", "span") for problem in problems)
