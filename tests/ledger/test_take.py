"""Two people's ledgers as one: both chains are proved, nothing is taken twice, and what is in conflict waits."""

import shutil
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.errors import BadDecision, LedgerDamaged
from onrecord.ingest.given import Failure
from onrecord.ledger import Ledger, verify
from onrecord.ledger.joined import joins, splits
from onrecord.ledger.store import guard

MINE = {"by": "R. Haddad", "why": "I was there."}
THEIRS = {"by": "M. Adel", "why": "I know better."}
TAKE = {"by": "R. Haddad", "why": "Our two halves."}


@pytest.fixture
def other(tmp_path):
    with Ledger.open(tmp_path / "other.onrecord", create=True) as opened:
        yield opened


@pytest.fixture
def both(ledger, other, told):
    """The same report in both ledgers; gives its id."""
    for one in (ledger, other):
        one.add(*told().pair)
    return told().report.id


def made(ledger):
    return {d.id for d in ledger.decisions() if d.kind != "import"}


def test_reports_readings_failures_and_decisions_join(ledger, other, told, both):
    more = told(speaker="Karim Saleh", source_id="b.txt", publisher="Delta Post")
    other.add(*more.pair)
    other.add_failure(Failure("c.txt", "unreadable", "I206", "It is cut off.", "Get it again."))
    made = other.reject(f"{more.report.id}:e1", **THEIRS)
    taken = ledger.take(other, **TAKE)
    assert (taken.reports, taken.readings, taken.older, taken.failures, taken.decisions) == (1, 1, 0, 1, 1)
    assert ledger.reading(more.report.id) == other.reading(more.report.id)
    assert ledger.original(more.report.id) == other.original(more.report.id)
    assert ledger.coverage() == other.coverage()
    assert ledger.events().rejected == 1
    assert [(d.kind, d.by) for d in ledger.decisions()] == [("import", "R. Haddad"), ("reject", "M. Adel")]
    assert ledger.decisions()[1] == made
    assert verify(ledger) == []
    again = ledger.take(other, **TAKE)
    assert (again.reports, again.readings, again.decisions, again.made) == (0, 0, 0, None)
    assert verify(ledger) == []


def test_both_chains_go_on_and_can_be_taken_back_and_forth(ledger, other, both):
    first = ledger.correct(f"{both}:e1", {"type": "COERCE"}, **MINE)
    theirs = other.correct(f"{both}:r1", {"state": "strained"}, **THEIRS)
    ledger.take(other, **TAKE)
    last = ledger.correct(both, {"title": "Shells"}, **MINE)
    assert last.before == ledger.decisions()[1].hash
    assert (theirs.before, ledger.decisions()[1].before) == ("0" * 64, first.hash)
    other.take(ledger, **TAKE)
    assert {d.id for d in ledger.decisions()} < {d.id for d in other.decisions()}
    ledger.take(other, **TAKE)
    assert made(ledger) == made(other)
    assert ledger.take(other, **TAKE).made is None
    assert ledger.reading(both) == other.reading(both)
    assert ledger.queue() == other.queue() == ()
    assert verify(ledger) == verify(other) == []


def test_only_signed_imports_bring_decisions(ledger, other, both):
    assert ledger.take(other, by="", why="").made is None
    other.reject(f"{both}:e1", **THEIRS)
    with pytest.raises(BadDecision, match="1 decisions"):
        ledger.take(other, by="", why="")
    assert ledger.decisions() == ()


def test_an_import_is_not_undone_as_a_whole(ledger, other, both):
    theirs = other.reject(f"{both}:e1", **THEIRS)
    made = ledger.take(other, **TAKE).made
    with pytest.raises(BadDecision, match="took over the decisions"):
        ledger.undo(made.id, **MINE)
    ledger.undo(theirs.id, **MINE)
    assert len(ledger.events()) == 1
    assert verify(ledger) == []


@pytest.mark.parametrize(
    ("mine", "theirs", "row"),
    [
        (("accept", None), ("reject", None), "e1"),
        (("reject", None), ("correct", {"type": "COERCE"}), "e1"),
        (("accept", None), ("correct", {"state": "ended"}), "r1"),
        (("correct", {"type": "COERCE"}), ("correct", {"type": "PROTEST"}), "e1"),
        (("correct", {"published": "2013-08-16"}), ("correct", {"published": "2013-08-17"}), None),
    ],
)
def test_what_two_people_decided_differently_stays_open_until_somebody_decides_anew(
    ledger, other, both, mine, theirs, row
):
    plain = ledger.reading(both)
    target = f"{both}:{row}" if row else both

    def decide(one, what, who):
        kind, changes = what
        return getattr(one, kind)(target, *([changes] if changes else []), **who)

    first, second = decide(ledger, mine, MINE), decide(other, theirs, THEIRS)
    ledger.take(other, **TAKE)
    assert ledger.reading(both) == plain
    assert {(o.decision.id, o.against) for o in ledger.queue()} == {(first.id, second.id), (second.id, first.id)}
    assert all(o.decision.anchors[0].text == o.passage for o in ledger.queue())
    assert verify(ledger) == []
    anew = decide(ledger, theirs, MINE)
    assert ledger.queue() == ()
    assert ledger.reading(both) == other.reading(both)
    assert verify(ledger) == []
    ledger.undo(anew.id, **MINE)
    assert len(ledger.queue()) == 2
    ledger.undo(second.id, **MINE)
    assert ledger.queue() == ()
    assert ledger.reading(both) != plain
    assert verify(ledger) == []


def test_different_fields_and_the_same_verdict_are_no_conflict(ledger, other, both):
    ledger.correct(f"{both}:e1", {"type": "COERCE"}, **MINE)
    other.correct(f"{both}:e1", {"status": "denied"}, **THEIRS)
    ledger.reject(f"{both}:r1", **MINE)
    other.reject(f"{both}:r1", **THEIRS)
    ledger.take(other, **TAKE)
    assert ledger.queue() == ()
    [event] = ledger.events(status="all")
    assert (event.type, event.status) == ("COERCE", "denied")
    assert verify(ledger) == []


def test_who_decides_after_an_import_knows_of_it(ledger, other, both):
    other.reject(f"{both}:e1", **THEIRS)
    ledger.take(other, **TAKE)
    ledger.accept(f"{both}:e1", **MINE)
    assert ledger.queue() == ()
    assert len(ledger.events()) == 1
    other.take(ledger, **TAKE)
    assert other.queue() == ()
    assert len(other.events()) == 1
    assert verify(other) == []


def test_one_actor_merged_into_two_is_a_conflict(ledger, other, told, both):
    for one in (ledger, other):
        one.add(*told(speaker="Mouna Adl", source_id="b.txt", publisher="Delta Post").pair)
        one.add(*told(speaker="Muna Adal", source_id="c.txt", publisher="Nile Daily").pair)
    first = ledger.merge(["Mona Adel", "Mouna Adl"], **MINE)
    second = other.merge(["Muna Adal", "Mouna Adl"], **THEIRS)
    ledger.take(other, **TAKE)
    assert {c.voice.name for c in ledger.claims()} == {"Mona Adel", "Mouna Adl", "Muna Adal"}
    assert {o.decision.id for o in ledger.queue()} == {first.id, second.id}
    assert verify(ledger) == []
    ledger.undo(first.id, **MINE)
    assert {c.voice.name for c in ledger.claims()} == {"Mona Adel", "Muna Adal"}
    assert ledger.queue() == ()
    assert verify(ledger) == []


def test_a_merger_that_is_out_of_a_conflict_holds_for_all_that_it_names(ledger, other, told, both):
    for one in (ledger, other):
        for n, name in enumerate(("Mouna Adl", "Muna Adal", "Mona Addel")):
            one.add(*told(speaker=name, source_id=f"{n}.txt", publisher=f"Paper {n}").pair)
    ledger.merge(["Mona Adel", "Mouna Adl", "Mona Addel"], **MINE)
    second = other.merge(["Muna Adal", "Mouna Adl"], **THEIRS)
    ledger.take(other, **TAKE)
    assert len({c.voice.name for c in ledger.claims()}) == 4
    ledger.undo(second.id, **MINE)
    assert {c.voice.name for c in ledger.claims()} == {"Mona Adel", "Muna Adal"}
    assert verify(ledger) == []


def test_events_that_one_joined_and_one_parted_are_neither(ledger, other, told, both):
    more = told(speaker="Karim Saleh", source_id="b.txt", publisher="Delta Post")
    for one in (ledger, other):
        one.add(*more.pair)
    rows = [f"{both}:e1", f"{more.report.id}:e1"]
    ledger.join(rows, **MINE)
    other.split(rows[0], rows[1:], **THEIRS)
    ledger.take(other, **TAKE)
    assert (joins(ledger.store), splits(ledger.store)) == (frozenset(), frozenset())
    assert len(ledger.queue()) == 2
    ledger.join(rows, **MINE)
    assert joins(ledger.store) == {tuple(sorted(rows))}
    assert ledger.queue() == ()


def test_a_copy_that_goes_its_own_way_has_the_beginning_in_common(ledger, told, path, tmp_path):
    ledger.add(*told().pair)
    row = f"{told().report.id}:e1"
    shared = ledger.correct(row, {"type": "COERCE"}, **MINE)
    ledger.close()
    shutil.copy(path, tmp_path / "copy.onrecord")
    with Ledger.open(path) as mine, Ledger.open(tmp_path / "copy.onrecord") as copy:
        mine.correct(row, {"status": "denied"}, **MINE)
        copy.undo(shared.id, **THEIRS)
        taken = mine.take(copy, **TAKE)
        assert taken.decisions == 1
        [event] = mine.events(status="all")
        assert (event.type, event.status) == ("ASSAULT", "denied")
        assert verify(mine) == []


def test_of_a_report_that_both_have_the_newer_metadata_count(ledger, other, told):
    here = told()
    titled = structs.replace(here.given, report=structs.replace(here.report, title="Shells"))
    other.add(titled, structs.replace(here.reading, report=titled.report, reader="reader 2"))
    ledger.add(*here.pair)
    for day, title, older in (("2001-01-01", None, 1), ("2999-01-01", "Shells", 0)):
        with closing(sqlite3.connect(other.path)) as shell, shell:
            shell.execute("DROP TRIGGER report_versions_no_update")
            shell.execute("UPDATE report_versions SET added_at = ?", (day,))
            shell.execute("DROP TRIGGER IF EXISTS readings_no_update")
            shell.execute("UPDATE readings SET added_at = '2999-01-01'")
            shell.execute(guard("report_versions", "UPDATE", ()))
        taken = ledger.take(other, by="", why="")
        assert (ledger.reports().rows[0].title, taken.older) == (title, older)
        assert verify(ledger) == []


def test_an_older_reading_does_not_take_the_place_of_ours(ledger, other, told):
    here = told()
    other.add(here.given, structs.replace(here.reading, reader="reader 2", events=()))
    with closing(sqlite3.connect(other.path)) as shell, shell:
        shell.execute("DROP TRIGGER readings_no_update")
        shell.execute("UPDATE readings SET added_at = '2001-01-01'")
    ledger.add(*here.pair)
    assert ledger.take(other, by="", why="").readings == 0
    assert len(ledger.events()) == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE decisions SET why = 'x' WHERE kind = 'reject'",
        "UPDATE decisions SET others = '[]' WHERE kind = 'import'",
        "UPDATE decisions SET via = NULL WHERE kind = 'reject'",
        "DELETE FROM decisions WHERE kind = 'correct'",
    ],
)
def test_what_was_taken_over_cannot_be_changed_unseen(ledger, other, both, path, tmp_path, statement, unguarded):
    other.correct(f"{both}:e1", {"type": "COERCE"}, **THEIRS)
    other.reject(f"{both}:e1", **THEIRS)
    ledger.take(other, **TAKE)
    ledger.close()
    with unguarded(path) as shell:
        assert shell.execute(statement).rowcount == 1
    with Ledger.open(path) as broken, Ledger.open(tmp_path / "third.onrecord", create=True) as third:
        assert "decision" in {problem.kind for problem in verify(broken)}
        with pytest.raises(LedgerDamaged, match="decision"):
            third.take(broken, **TAKE)
        assert third.coverage().read == 0


STEP = st.tuples(
    st.sampled_from(["mine", "theirs"]),
    st.sampled_from(["accept", "reject", "type", "status", "merge", "join", "split", "undo", "take"]),
    st.integers(0, 5),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEP, max_size=14))
def test_two_ledgers_that_take_from_each_other_end_with_the_same_view(told, tmp_path_factory, steps):
    folder = tmp_path_factory.mktemp("ledgers")
    reports = (told(), told(speaker="Mouna Adl", source_id="b.txt", publisher="Delta Post"))
    with Ledger.open(folder / "mine", create=True) as mine, Ledger.open(folder / "theirs", create=True) as theirs:
        for one in (mine, theirs):
            one.add_batch([report.pair for report in reports])
        for who, kind, n in steps:
            one, two = (mine, theirs) if who == "mine" else (theirs, mine)
            try:
                step(one, two, reports, kind, n, who)
            except BadDecision:
                continue
        mine.take(theirs, **TAKE)
        theirs.take(mine, **TAKE)
        mine.take(theirs, **TAKE)
        assert verify(mine) == verify(theirs) == []
        assert made(mine) == made(theirs)
        assert {(o.decision.id, o.against) for o in mine.queue() if o.against} == {
            (o.decision.id, o.against) for o in theirs.queue() if o.against
        }
        assert (joins(mine.store), splits(mine.store)) == (joins(theirs.store), splits(theirs.store))
        if "merge" not in {kind for _, kind, _ in steps}:
            for report in reports:
                assert mine.reading(report.report.id) == theirs.reading(report.report.id)


def step(one, two, reports, kind, n, who):
    signed = {"by": who, "why": "So it is."}
    row = f"{reports[n % 2].report.id}:e1"
    if kind in ("accept", "reject"):
        getattr(one, kind)(row, **signed)
    elif kind in ("type", "status"):
        value = {"type": ("COERCE", "PROTEST", "THREATEN"), "status": ("denied", "planned", "ongoing")}[kind][n % 3]
        one.correct(row, {kind: value}, **signed)
    elif kind == "merge":
        one.merge(["ledger:mona-adel", "ledger:mouna-adl"][:: 1 if n % 2 else -1], **signed)
    elif kind in ("join", "split"):
        rows = [f"{report.report.id}:e1" for report in reports]
        one.join(rows, **signed) if kind == "join" else one.split(rows[0], rows[1:], **signed)
    elif kind == "undo":
        undone = {d.undoes for d in one.decisions()}
        there = [d.id for d in one.decisions() if d.kind not in ("undo", "import") and d.id not in undone]
        if there:
            one.undo(there[n % len(there)], **signed)
    else:
        one.take(two, **signed)
