"""What people decide: a date that comes later, the undoing of it, and the chain that proves both."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.analyse import disputes, network
from onrecord.errors import BadDate, BadDecision, NoSuchRow, OlderLedger
from onrecord.ingest.given import Given
from onrecord.ledger import Ledger, decisions, verify
from onrecord.model import Decision, Reading, Relative, Time

WHO = {"by": "R. Haddad", "why": "The front page of that day has it."}


def undated(told, **more) -> tuple[Given, Reading]:
    """A report without a date that tells of "the day" as of the day before it, and of a tie that holds."""
    one = told(published=None, day=None, **more)
    span = one.span("the day")
    time = Time("t1", span, "DATE", "PAST_REF", "unknown", anchor="published", relative=Relative(-1, 1.0, "day"))
    reading = one.reading
    event = structs.replace(reading.events[0], precision="unknown")
    return one.given, structs.replace(reading, times=(time,), events=(event,))


def test_a_date_that_comes_later_dates_everything_at_once(ledger, told):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    assert ledger.events(start="2013-08-14", end="2013-08-14").rows == ()
    assert ledger.claims(start="2013-08-15").rows == ()
    assert network(ledger, "2013-08-16").ties == ()
    made = ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    [event] = ledger.events(start="2013-08-14", end="2013-08-14")
    assert (event.start, event.end, event.precision) == ("2013-08-14", "2013-08-15", "day")
    assert event.passage.published == "2013-08-15"
    assert len(ledger.claims(start="2013-08-15", end="2013-08-15")) == 1
    [tie] = network(ledger, "2013-08-16").ties
    assert tie.subject.name == "Iran"
    assert network(ledger, "2013-08-14").ties == ()
    assert ledger.reading(reading.report.id).times[0].value == "2013-08-14"
    assert [d.id for d in ledger.decisions(reading.report.id)] == [made.id]
    assert verify(ledger) == []


def test_figures_of_a_report_dated_later_are_disputed_with_the_others(ledger, told):
    given_, reading = undated(told, killed=300, publisher="Delta Post", speaker="Karim Saleh")
    ledger.add_batch([told().pair, (given_, reading)])
    assert disputes(ledger).rows == ()
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    [dispute] = disputes(ledger).rows
    assert [side.told[0].best for side in dispute.sides] == [12, 300]


def test_machine_rows_stay_as_they_are(ledger, told):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    tables = ("event_rows", "time_rows", "relation_rows", "readings", "report_versions")
    before = {table: [tuple(r) for r in ledger.rows(f"SELECT * FROM {table}")] for table in tables}
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    for table, rows in before.items():
        assert [tuple(r) for r in ledger.rows(f"SELECT * FROM {table}")][: len(rows)] == rows


def test_undoing_takes_it_all_back_and_both_rows_stay(ledger, told):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    before = ledger.events(), ledger.claims(), network(ledger, "2013-08-16")
    made = ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    taken = ledger.undo(made.id[:7], by="M. Adel", why="It was the front page of another paper.")
    assert (ledger.events(), ledger.claims(), network(ledger, "2013-08-16")) == before
    assert ledger.reading(reading.report.id) == reading
    assert [(d.kind, d.undoes) for d in ledger.decisions()] == [("correct", None), ("undo", made.id)]
    assert taken.before == made.hash
    assert [row["in_force"] for row in ledger.rows("SELECT in_force FROM decided ORDER BY number")] == [0, 1]
    assert verify(ledger) == []
    with pytest.raises(BadDecision, match="undone already"):
        ledger.undo(made.id, **WHO)
    with pytest.raises(BadDecision, match="undoing itself"):
        ledger.undo(taken.id, **WHO)


def test_the_last_decision_in_force_counts(ledger, told):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    second = ledger.correct(reading.report.id, {"published": "2014-01-02T10:00:00+02:00"}, **WHO)
    assert ledger.events().rows[0].start == "2014-01-01"
    ledger.undo(second.id, **WHO)
    assert ledger.events().rows[0].start == "2013-08-14"
    assert verify(ledger) == []


def test_a_date_that_came_with_the_report_can_be_corrected(ledger, told):
    given_, reading = undated(told)
    first = structs.replace(reading.report, published="2013-01-01", published_basis="page")
    relative = structs.replace(
        reading.times[0], value="2012-12-31", start="2012-12-31", end="2013-01-01", precision="day",
        unsettled="PAST_REF",
    )  # fmt: skip
    event = structs.replace(reading.events[0], start="2012-12-31", end="2013-01-01", precision="day")
    dated = structs.replace(reading, report=first, times=(relative,), events=(event,))
    ledger.add(structs.replace(given_, report=first), dated)
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    assert ledger.events().rows[0].start == "2013-08-14"
    assert ledger.reports().rows[0].basis == "decided"


def test_a_decision_holds_for_a_newer_reading_and_for_the_same_report_again(ledger, told):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    assert not ledger.wants(reading.report, reading.reader)
    assert ledger.completed(given_) == given_
    assert ledger.add(given_, reading) == "nothing"
    newer = structs.replace(reading, reader="reader 2", events=())
    assert ledger.wants(newer.report, newer.reader)
    assert ledger.add(given_, newer) == "reading"
    assert ledger.events().rows == ()
    assert ledger.reports().rows[0].published == "2013-08-15"
    assert ledger.reading(reading.report.id).reader == "reader 2"
    assert verify(ledger) == []
    titled = structs.replace(given_, report=structs.replace(given_.report, title="Shells", published="2011-01-01"))
    assert ledger.add(titled, structs.replace(newer, report=titled.report)) == "version"
    [card] = ledger.reports()
    assert (card.title, card.published, card.basis) == ("Shells", "2013-08-15", "decided")
    assert verify(ledger) == []


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({}, BadDecision),
        ({"authors": "x"}, BadDecision),
        ({"published": "yesterday"}, BadDate),
        ({"published": "2013-02-30"}, BadDate),
        ({"published": " "}, BadDate),
        ({"published": "2013-08-15"}, BadDecision),
    ],
)
def test_what_cannot_be_decided_leaves_no_trace(ledger, told, changes, error):
    one = told()
    ledger.add(*one.pair)
    with pytest.raises(error):
        ledger.correct(one.report.id, changes, **WHO)
    with pytest.raises(NoSuchRow):
        ledger.correct("elsewhere", {"published": "2013-08-16"}, **WHO)
    with pytest.raises(NoSuchRow):
        ledger.undo("d01234567", **WHO)
    for unsigned in ({"by": " ", "why": "x"}, {"by": "x", "why": ""}):
        with pytest.raises(BadDecision):
            ledger.correct(one.report.id, {"published": "2013-08-16"}, **unsigned)
    assert ledger.decisions() == ()
    assert verify(ledger) == []


def test_decisions_cannot_be_changed_or_deleted(ledger, told, path):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    with closing(sqlite3.connect(path)) as shell:
        for statement in ("DELETE FROM decisions", "UPDATE decisions SET why = 'x'"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                shell.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET why = 'x' WHERE number = 2",
        "UPDATE decisions SET made_by = 'x' WHERE number = 1",
        "UPDATE decisions SET made_at = '2013' WHERE number = 1",
        'UPDATE decisions SET changes = \'{"published":"2001-01-01"}\' WHERE number = 1',
        "UPDATE decisions SET target = 'x' WHERE number = 1",
        "UPDATE decisions SET via = id WHERE number = 2",
        "UPDATE decision_anchors SET report = 'x'",
        "DELETE FROM decision_anchors",
        "DELETE FROM decision_homes",
        "UPDATE decision_homes SET problem = 'x'",
        "UPDATE decisions SET kind = 'parade' WHERE number = 1",
        "UPDATE decisions SET hash = before WHERE number = 3",
        "UPDATE decisions SET number = 9 WHERE number = 3",
        "DELETE FROM decisions WHERE number = 1",
        "DELETE FROM decisions WHERE number = 2",
        "DELETE FROM decisions WHERE number = 3",
        "UPDATE current_readings SET reading = machine, version = (SELECT version FROM readings WHERE id = machine)",
        "UPDATE current_readings SET machine = reading",
        "UPDATE readings SET decisions = '[]' WHERE base IS NOT NULL",
    ],
)
def test_each_change_to_the_chain_or_to_what_follows_is_found(ledger, told, path, statement, unguarded):
    given_, reading = undated(told)
    ledger.add(given_, reading)
    first = ledger.correct(reading.report.id, {"published": "2013-08-15"}, **WHO)
    ledger.undo(first.id, **WHO)
    ledger.correct(reading.report.id, {"published": "2013-08-16"}, **WHO)
    assert verify(ledger) == []
    ledger.close()
    with unguarded(path) as shell:
        assert shell.execute(statement).rowcount > 0
    with Ledger.open(path, readonly=True) as opened:
        assert "decision" in {problem.kind for problem in verify(opened)}


def swapped(shell):
    for before, after in ((1, 9), (2, 1), (9, 2)):
        shell.execute("UPDATE decisions SET number = ? WHERE number = ?", (after, before))


def inserted(shell):
    """A decision between the first and the second, whose own hash is right and rests on the first."""
    first, hash = shell.execute("SELECT id, hash FROM decisions WHERE number = 1").fetchone()
    plain = Decision("", "undo", first, "A forger", "2013-08-20T00:00:00+00:00", "None.", hash, "", undoes=first)
    digest = decisions.hashed(plain)
    for number in (3, 2):
        shell.execute("UPDATE decisions SET number = ? WHERE number = ?", (number + 1, number))
    shell.execute(
        "INSERT INTO decisions VALUES (2, ?, 'undo', ?, '[]', '{}', '[]', ?, ?, ?, ?, ?, ?, NULL)",
        (decisions.named(digest), first, first, plain.by, plain.at, plain.why, hash, digest),
    )


@pytest.mark.parametrize("change", [swapped, inserted])
def test_decisions_in_another_order_and_forged_ones_between_them_are_found(ledger, told, path, change, unguarded):
    ledger.add(*told().pair)
    for row in ("e1", "r1", "f1"):
        ledger.accept(f"{told().report.id}:{row}", **WHO)
    assert verify(ledger) == []
    ledger.close()
    with unguarded(path) as shell:
        change(shell)
    with Ledger.open(path, readonly=True) as opened:
        told_of = {problem.message for problem in verify(opened) if problem.kind == "decision"}
    assert "it does not follow from the decision before it: one was changed, added or taken out" in told_of


DAYS = st.dates(min_value=date(1605, 1, 1), max_value=date(8999, 12, 31)).map(str)
"""Days on which a report may appear."""


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(DAYS | st.integers(0, 8), max_size=8))
def test_any_row_of_decisions_gives_a_whole_ledger(told, tmp_path_factory, steps):
    given_, reading = undated(told)
    with Ledger.open(tmp_path_factory.mktemp("ledger") / "a.onrecord", create=True) as ledger:
        ledger.add(given_, reading)
        standing = []
        for step in steps:
            if isinstance(step, str):
                if not standing or standing[-1][1] != step:
                    made = ledger.correct(reading.report.id, {"published": step}, **WHO)
                    standing.append((made.id, step))
            elif step < len(standing):
                ledger.undo(standing.pop(step)[0], **WHO)
        assert ledger.reports().rows[0].published == (standing[-1][1] if standing else None)
        assert verify(ledger) == []


def test_a_ledger_of_an_older_schema_says_so(ledger, path):
    ledger.close()
    with closing(sqlite3.connect(path)) as shell, shell:
        shell.execute("PRAGMA user_version = 1")
    with pytest.raises(OlderLedger, match="schema 1"):
        Ledger.open(path, readonly=True)
