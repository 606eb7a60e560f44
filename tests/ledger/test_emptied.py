"""What people decided holds on after an erasure, as far as it can, and says nothing of what was erased."""

import sqlite3
from contextlib import closing

import pytest
from msgspec import structs

from onrecord.ledger import Ledger, happenings, verify
from onrecord.ledger.readings import stored

NAME = "Mona Adel"
SIGNED = {"by": "R. Haddad", "why": "The witness asked for it."}
WHO = {"by": "M. Karam", "why": "Mona Adel told me."}


@pytest.fixture
def two(ledger, told):
    """Two reports that name the witness; their ids."""
    first, second = told(), told(source_id="b.txt", publisher="Delta Post", own_words=True, killed=40)
    ledger.add_batch([first.pair, second.pair])
    return first.report.id, second.report.id


def erase(ledger):
    return ledger.erase(words=[NAME], everywhere=True, **SIGNED)


def test_verdicts_on_rows_that_name_the_witness_hold(ledger, two, path, is_in):
    one, other = two
    ledger.accept(f"{one}:a1", **WHO)
    ledger.correct(f"{one}:a1", {"certainty": "PR+"}, **WHO)
    ledger.correct(f"{one}:a1", {"kind": "belief"}, **WHO)
    ledger.reject(f"{other}:a1", **WHO)
    ledger.reject(f"{other}:f1", **WHO)
    judged = [tuple(row) for row in ledger.rows("SELECT report, id, verdict, decision FROM judged_rows ORDER BY 1, 2")]
    assert len(judged) == 3
    done = erase(ledger)
    assert done.decisions == 5
    assert [
        tuple(row) for row in ledger.rows("SELECT report, id, verdict, decision FROM judged_rows ORDER BY 1, 2")
    ] == judged
    assert ledger.queue() == ()
    claim = ledger.reading(one).attributions[0]
    assert (claim.kind, claim.factuality.value) == ("belief", "PR+")
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    assert {decision.why for decision in ledger.decisions()[:-1]} == {"████ ████ told me."}


def test_a_verdict_that_was_taken_back_says_nothing_either(ledger, two, path):
    one, _ = two
    made = ledger.reject(f"{one}:a1", **WHO)
    ledger.undo(made.id, **WHO)
    says = ledger.decisions()[0].anchors[0].says
    erase(ledger)
    assert ledger.decisions()[0].anchors[0].says not in (None, says)
    assert ledger.reading(one).attributions != ()
    assert verify(ledger) == []


def test_a_newer_reading_finds_the_covered_row_again(ledger, two):
    one, _ = two
    ledger.reject(f"{one}:a1", **WHO)
    erase(ledger)
    kept = ledger.kept(one)
    machine = ledger.rows("SELECT machine FROM current_readings WHERE report = ?", (one,))[0][0]
    newer = structs.replace(stored(ledger.store, machine), reader="reader 2")
    assert ledger.add(kept, newer) == "reading"
    assert ledger.reading(one).attributions == ()
    assert verify(ledger) == []


def test_somebody_named_by_a_person_is_covered_where_no_report_names_them(ledger, told, path, is_in):
    first = told(speaker="Karim Saleh")
    second = told(source_id="b.txt", publisher="Delta Post", own_words=True)
    ledger.add_batch([first.pair, second.pair])
    ledger.split("Karim Saleh", [f"{first.report.id}:a1"], name="Mona Adel", by="M. Karam", why="It was her.")
    assert is_in(path, NAME)
    before = ledger.original(first.report.id)
    done = erase(ledger)
    assert [one.report for one in done.reports] == [second.report.id]
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    assert ledger.original(first.report.id) == before
    [claim] = ledger.claims(kind="speech", speaker="Karim Saleh").rows or [None]
    assert claim is None or "Mona" not in claim.voice.name


def test_a_title_that_a_person_gave_is_covered_and_the_report_stays_as_it_came(ledger, told, path, is_in):
    one = told(speaker="Karim Saleh")
    ledger.add(*one.pair)
    ledger.correct(one.report.id, {"title": "Mona Adel tells"}, by="M. Karam", why="Its real title.")
    assert erase(ledger).reports == ()
    assert ledger.report(one.report.id).title == "████ ████ tells"
    assert ledger.original(one.report.id) == one.text.encode()
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")


def test_who_was_merged_with_the_witness_is_so_no_longer_under_her_name(ledger, told, path, is_in, monkeypatch):
    monkeypatch.setattr(happenings, "PORTION", 1)
    reports = [told(), told(speaker="Karim Saleh", source_id="b.txt", publisher="Delta Post"),
               told(speaker="Nadia Karam", source_id="c.txt", publisher="Third Times")]  # fmt: skip
    ledger.add_batch([one.pair for one in reports])
    ledger.merge(["Mona Adel", "Karim Saleh"], by="M. Karam", why="One and the same.")
    ledger.merge(["Harbour Front", "Nadia Karam"], by="M. Karam", why="Hers.")
    erase(ledger)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    ledger.erase(words=["Nadia Karam"], everywhere=True, **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "nadia")
    for made in ledger.decisions():
        if made.kind == "merge":
            ledger.undo(made.id, **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel", "nadia")


def test_events_of_those_who_stood_under_her_name_are_all_compared_anew(ledger, told, path, is_in, monkeypatch):
    monkeypatch.setattr(happenings, "PORTION", 1)
    named = told(actor="Mona Adel Front", actor_id="report:mona-adel-front", speaker="Karim Saleh")
    others = [told(speaker="Karim Saleh", source_id=f"{n}.txt", publisher=f"Paper {n}") for n in range(4)]
    ledger.add_batch([one.pair for one in (named, *others)])
    ledger.merge(["Mona Adel Front", "Harbour Front"], by="M. Karam", why="One and the same.")
    erase(ledger)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")


def test_a_merger_with_one_whose_report_goes(ledger, told, path, is_in):
    reports = [told(), told(speaker="Karim Saleh", source_id="b.txt", publisher="Delta Post")]
    ledger.add_batch([one.pair for one in reports])
    ledger.merge(["Karim Saleh", "Mona Adel"], by="M. Karam", why="One and the same.")
    ledger.erase([reports[0].report.id], **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    ledger.erase([reports[1].report.id], **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "karim")


@pytest.mark.parametrize("words", [(), (NAME,)])
def test_one_whom_only_a_merger_still_names_is_gone(ledger, told, path, is_in, words):
    reports = [told(), told(speaker="Karim Saleh", source_id="b.txt", publisher="Delta Post", own_words=True)]
    ledger.add_batch([one.pair for one in reports])
    ledger.merge([NAME, "Karim Saleh"], by="M. Karam", why="Mona Adel is his other name.")
    ledger.erase([reports[0].report.id], words=words, **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")


def test_one_whom_another_report_names_keeps_the_name_in_a_merger(ledger, two, told):
    ledger.add(*told(speaker="Karim Saleh", source_id="c.txt", publisher="Third Times", own_words=True).pair)
    ledger.merge([NAME, "Karim Saleh"], by="M. Karam", why="One.")
    ledger.erase([two[0]], **SIGNED)
    assert ledger.decisions()[0].actors[0].name == NAME
    assert verify(ledger) == []


def test_two_whose_names_are_erased_do_not_become_one(ledger, told):
    people = (NAME, "Dina Amin", "Karim Saleh", "Omar Nasser")
    ledger.add_batch(
        [told(speaker=one, source_id=one, publisher=f"Paper of {one}", own_words=True).pair for one in people]
    )
    ledger.merge([NAME, "Karim Saleh"], by="M. Karam", why="One.")
    ledger.merge(["Dina Amin", "Omar Nasser"], by="M. Karam", why="One.")
    ledger.erase(words=[NAME], everywhere=True, **SIGNED)
    ledger.erase(words=["Dina Amin"], everywhere=True, **SIGNED)
    assert len({row[0] for row in ledger.rows("SELECT actor FROM actor_links")}) == 2
    assert verify(ledger) == []


def test_the_name_of_a_file_that_was_taken_over_is_covered(ledger, two, told, tmp_path, path, is_in):
    with Ledger.open(tmp_path / "mona-adel.onrecord", create=True) as opened:
        opened.add(*told().pair)
        opened.accept(f"{two[0]}:e1", by="M. Karam", why="Seen.")
        ledger.take(opened, by="M. Karam", why="Hers too.")
    erase(ledger)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")


def test_joined_events_and_marks_follow(ledger, told, path, is_in):
    reports = [
        told(), told(source_id="b.txt", publisher="Mona Adel Post", own_words=True, day="2011-01-01", killed=900),
        told(speaker="Karim Saleh", source_id="c.txt", publisher="Third Times", own_words=True, day="2012-01-01"),
    ]  # fmt: skip
    ids = [one.report.id for one in reports]
    ledger.add_batch([one.pair for one in reports])
    ledger.join([f"{one}:e1" for one in ids], by="M. Karam", why="One shelling.")
    ledger.mark("Mona Adel Post", "run by Mona Adel", by="M. Karam", why="She owns it.")
    assert [len(row.tellings) for row in ledger.happenings()] == [3]
    erase(ledger)
    assert verify(ledger) == []
    assert not is_in(path, "mona", "adel")
    assert [len(row.tellings) for row in ledger.happenings()] == [3]
    assert [tuple(row) for row in ledger.rows("SELECT report, words FROM marked")] == [(ids[1], "run by ████ ████")]
    ledger.erase([ids[0]], **SIGNED)
    assert verify(ledger) == []
    assert [len(row.tellings) for row in ledger.happenings()] == [2]
    assert ledger.queue() == ()
    ledger.erase([ids[1]], **SIGNED)
    assert verify(ledger) == []


def test_decisions_on_an_erased_report_say_nothing_of_it(ledger, two, path, is_in):
    one, other = two
    ledger.correct(f"{one}:a1", {"speaker": "Harbour Front"}, **WHO)
    ledger.reject(f"{one}:e1", **WHO)
    ledger.mark(one, "unreliable", **WHO)
    ledger.split("Mona Adel", [f"{one}:a1"], name="Nadia Karam", by="M. Karam", why="Another one.")
    ledger.erase([one], **SIGNED)
    assert verify(ledger) == []
    assert not is_in(path, "nadia")
    first = ledger.decisions()[0]
    assert (first.kind, first.why, first.changes, first.anchors[0].text, first.anchors[0].says) == (
        "correct", "", {}, None, None,
    )  # fmt: skip
    assert ledger.queue() == ()
    assert ledger.events().rows[0].row == f"{other}:e1"


@pytest.fixture
def other(told, tmp_path):
    with Ledger.open(tmp_path / "other.onrecord", create=True) as opened:
        opened.add_batch([told().pair, told(source_id="b.txt", publisher="Delta Post", own_words=True).pair])
        yield opened


def test_what_was_erased_is_not_taken_over_from_another_ledger(ledger, two, other, path):
    erase(ledger)
    taken = ledger.take(other, by="M. Karam", why="Hers too.")
    assert (taken.reports, taken.readings, taken.erased) == (1, 1, 1)
    assert verify(ledger) == []
    ledger.erase([two[0]], **SIGNED)
    assert ledger.take(other, by="M. Karam", why="Hers too.").erased == 1
    assert verify(ledger) == []


def test_what_another_ledger_erased_comes_over_as_it_is_there(ledger, other, told, path, is_in):
    reports = [row["id"] for row in other.rows("SELECT id FROM report_rows ORDER BY rowid")]
    other.accept(f"{reports[0]}:a1", **WHO)
    other.erase(words=[NAME], everywhere=True, **SIGNED)
    other.erase([reports[1]], **SIGNED)
    ledger.add(*told(source_id="c.txt", speaker="Karim Saleh").pair)
    taken = ledger.take(other, by="M. Karam", why="Hers too.")
    assert (taken.reports, taken.erased) == (1, 0)
    assert verify(ledger) == []
    assert ledger.report(reports[0]).text.startswith("████ ████")
    assert ledger.refusal(told().report).code == "I210"
    assert not is_in(path, "mona", "adel")
    assert ledger.take(other, by="M. Karam", why="Again.").made is None


def test_our_own_report_stays_whole_where_another_ledger_erased_words_of_it(ledger, two, other):
    other.erase(words=[NAME], everywhere=True, **SIGNED)
    text = ledger.report(two[0]).text
    assert ledger.take(other, by="M. Karam", why="Hers too.").erased == 1
    assert ledger.report(two[0]).text == text
    assert verify(ledger) == []


def test_decisions_of_another_ledger_do_not_bring_back_what_was_erased(ledger, two, told, tmp_path, path, is_in):
    other = Ledger.open(tmp_path / "copy.onrecord", create=True)
    other.add(*told().pair)
    other.add(*told(source_id="b.txt", publisher="Delta Post", own_words=True, killed=40).pair)
    other.accept(f"{two[0]}:a1", **WHO)
    other.correct(f"{two[0]}:a1", {"kind": "belief"}, **WHO)
    other.accept(f"{two[1]}:r1", by="M. Karam", why="Seen.")
    other.accept(f"{two[1]}:a1", by="M. Karam", why="Heard.")
    ledger.erase([two[0]], **SIGNED)
    erase(ledger)
    assert not is_in(path, "mona", "adel")
    taken = ledger.take(other, by="M. Karam", why="Hers too.")
    assert taken.decisions == 4
    assert not is_in(path, "mona", "adel")
    assert verify(ledger) == []
    judged = {tuple(row) for row in ledger.rows("SELECT report, id, verdict FROM judged_rows")}
    assert judged == {(two[1], "r1", "accepted")}
    assert [one.decision.why for one in ledger.queue()] == ["Heard."]
    other.close()
    with Ledger.open(tmp_path / "third.onrecord", create=True) as third:
        third.take(ledger, by="M. Karam", why="Both.")
        assert verify(third) == []
    ledger.close()
    with closing(sqlite3.connect(path)) as shell:
        shell.execute("DROP TRIGGER decisions_no_update")
        shell.execute("UPDATE decisions SET why = 'Felt.' WHERE why = 'Heard.'")
        shell.commit()
    with Ledger.open(path, readonly=True) as opened:
        assert "what it says does not match its hash" in {one.message for one in verify(opened)}
