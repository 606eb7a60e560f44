"""Two people code on two laptops: merged, agreement is over both; what they did not know of each other is told."""

import contextlib
import shutil

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from onrecord.coding import Coding, parse
from onrecord.errors import BadDecision, OnRecordError
from onrecord.ledger import Ledger, verify

LEAD = {"by": "R. Haddad", "why": "to know how right it is"}
TAKE = {"by": "R. Haddad", "why": "our two halves"}
ANNA, BEN = "A. Karam", "B. Saleh"


@pytest.fixture
def theirs(coding, pilot, path, tmp_path):
    """A copy of the ledger on another laptop, with the sample in it."""
    coding.ledger.store.checkpoint()
    shutil.copy(path, tmp_path / "ben.onrecord")
    with Ledger.open(tmp_path / "ben.onrecord") as opened:
        yield Coding(opened)


def test_agreement_is_over_the_codes_of_both_laptops(coding, theirs, pilot, code_all):
    code_all(coding, pilot, ANNA, {1: {"tactic": "other"}, 2: {"right": "no"}})
    code_all(theirs, pilot, BEN, {1: {"tactic": "other"}, 3: {"right": "partly:time"}})
    assert not coding.is_open(pilot)
    assert not theirs.is_open(pilot)
    taken = coding.ledger.take(theirs.ledger, **TAKE)
    assert taken.decisions == 18
    assert coding.is_open(pilot)
    right, tactic, _ = coding.agreement(pilot)
    assert (right.units, right.percent, tactic.alpha) == (6, pytest.approx(4 / 6), 1.0)
    coding.settle(pilot, pilot.items[1].name, {"right": "no"}, by="R. Haddad", why="looked at it")
    theirs.ledger.take(coding.ledger, **TAKE)
    assert theirs.agreement(pilot) == coding.agreement(pilot)
    assert theirs.estimate(pilot) == coding.estimate(pilot)
    assert coding.ledger.queue() == theirs.ledger.queue() == ()
    assert verify(coding.ledger) == verify(theirs.ledger) == []


def test_a_ledger_that_has_nothing_yet_takes_all_of_it(coding, pilot, code_all, other):
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, BEN)
    coding.settle(pilot, pilot.items[0].name, {"right": "no"}, by="R. Haddad", why="looked at it")
    other.take(coding.ledger, **TAKE)
    there = Coding(other)
    assert there.sample("pilot") == pilot
    assert there.estimate(pilot) == coding.estimate(pilot)
    assert there.codebook() == coding.codebook()
    assert there.again(pilot) is True
    assert verify(other) == []


def test_what_is_still_blind_stays_so_in_the_ledger_that_takes_it(coding, theirs, pilot, code_all):
    code_all(theirs, pilot, BEN)
    coding.ledger.take(theirs.ledger, **TAKE)
    assert coding.codes(pilot, viewer=ANNA) == ()
    assert len(coding.codes(pilot, viewer=BEN)) == 18
    assert not coding.is_open(pilot)


def test_two_who_settle_differently_without_knowing_wait_until_one_settles_anew(coding, theirs, pilot, code_all):
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, BEN, {1: {"right": "no"}})
    theirs.ledger.take(coding.ledger, **TAKE)
    row = pilot.items[0].name
    coding.settle(pilot, row, {"right": "yes"}, by="R. Haddad", why="so it is")
    theirs.settle(pilot, row, {"right": "no"}, by="B. Saleh", why="it is not")
    coding.ledger.take(theirs.ledger, **TAKE)
    assert coding.estimate(pilot)[0].unsettled == 1
    assert len(coding.ledger.queue()) == 2
    assert verify(coding.ledger) == []
    coding.settle(pilot, row, {"right": "yes"}, by="R. Haddad", why="we talked")
    assert coding.estimate(pilot)[0].unsettled == 0
    assert coding.ledger.queue() == ()
    theirs.ledger.take(coding.ledger, **TAKE)
    assert theirs.estimate(pilot) == coding.estimate(pilot)
    assert verify(theirs.ledger) == []


def test_the_same_settled_twice_is_in_no_conflict(coding, theirs, pilot, code_all):
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, BEN, {1: {"right": "no"}})
    theirs.ledger.take(coding.ledger, **TAKE)
    for one in (coding, theirs):
        one.settle(pilot, pilot.items[0].name, {"right": "yes"}, by="R. Haddad", why="so it is")
    coding.ledger.take(theirs.ledger, **TAKE)
    assert coding.ledger.queue() == ()
    assert coding.estimate(pilot)[0].unsettled == 0


def test_codes_of_two_people_on_one_row_are_in_no_conflict(coding, theirs, pilot):
    row = pilot.items[0].name
    coding.code(row, {"tactic": "other"}, by=ANNA)
    theirs.code(row, {"tactic": "shelling"}, by=BEN)
    coding.ledger.take(theirs.ledger, **TAKE)
    assert {(one.by, one.value) for one in coding.codes()} == {(ANNA, "other"), (BEN, "shelling")}
    assert coding.ledger.queue() == ()


def test_one_coder_on_two_laptops_who_codes_differently_has_no_code_until_coding_anew(coding, theirs, pilot):
    row = pilot.items[0].name
    coding.code(row, {"tactic": "other"}, by=ANNA, sample=pilot)
    theirs.code(row, {"tactic": "shelling"}, by=ANNA, sample=pilot)
    coding.ledger.take(theirs.ledger, **TAKE)
    assert coding.codes(pilot, viewer=ANNA) == ()
    coding.code(row, {"tactic": "shelling"}, by=ANNA, sample=pilot)
    assert [one.value for one in coding.codes(pilot, viewer=ANNA)] == ["shelling"]
    assert verify(coding.ledger) == []


def test_the_same_coder_asked_on_both_laptops_is_one(coding, theirs, pilot, code_all):
    coding.assign("pilot", "C. Nasser", **LEAD)
    theirs.assign("pilot", "c. nasser", **LEAD)
    for who in (ANNA, BEN):
        code_all(coding, pilot, who)
    code_all(theirs, pilot, "C. Nasser")
    coding.ledger.take(theirs.ledger, **TAKE)
    assert [one.name for one in coding.coders(pilot)] == [ANNA, BEN, "C. Nasser"]
    assert coding.is_open(pilot)


def test_two_codebooks_kept_apart_wait_until_one_is_kept_again(coding, theirs, book):
    mine = parse("title: M\nvariables: {v: {question: What, sections: [events], categories: {a: A., b: B.}}}")
    coding.keep(mine, by="R. Haddad", why="simpler")
    theirs.keep(
        parse("title: T\nvariables: {w: {question: What, sections: [events], categories: {a: A., b: B.}}}"), **TAKE
    )
    coding.ledger.take(theirs.ledger, **TAKE)
    with pytest.raises(BadDecision, match="without knowledge of one another"):
        coding.codebook()
    coding.keep(mine, by="R. Haddad", why="we talked")
    assert coding.codebook().codebook == mine
    theirs.ledger.take(coding.ledger, **TAKE)
    assert theirs.codebook().codebook == mine
    assert verify(coding.ledger) == verify(theirs.ledger) == []


def test_a_row_that_the_other_corrected_before_is_coded_all_the_same(coding, theirs, pilot, code_all):
    coding.ledger.correct(pilot.items[0].name, {"type": "COERCE"}, by="R. Haddad", why="no assault")
    code_all(theirs, pilot, BEN)
    coding.ledger.take(theirs.ledger, **TAKE)
    assert coding.ledger.queue() == ()
    assert len(coding.codes(pilot, viewer=BEN)) == 18


def test_a_sample_with_rows_of_a_report_that_was_erased_here_is_taken_without_them(coding, pilot, code_all, other):
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, BEN, {1: {"right": "no"}})
    first = pilot.items[0]
    other.take(coding.ledger, **TAKE)
    fresh = Coding(other)
    other.erase([first.report], by="R. Haddad", why="withdrawn")
    coding.draw("events", 10, name="all", by="R. Haddad", why="another")
    coding.code(first.name, {"grave": "low"}, by=ANNA, why="a wombat")
    other.take(coding.ledger, **TAKE)
    assert {one.name for one in fresh.samples()} == {"pilot", "all"}
    assert fresh.again(fresh.sample("all")) is None
    assert [item.text for item in fresh.sample("all").items if item.report == first.report] == [None]
    assert "wombat" not in str([one for one in other.decisions() if one.kind == "code"])
    assert verify(other) == []


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["code", "code", "skip", "outside", "settle", "undo", "correct", "reject", "take", "erase"]),
        st.booleans(), st.integers(0, 5), st.sampled_from(["yes", "no", "partly:type"]),
    ),
    max_size=14,
)  # fmt: skip


@given(STEPS)
@example([("settle", False, 0, "yes"), ("settle", True, 0, "yes")])
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_two_people_do_both_ledgers_prove_it(tmp_path_factory, reports, book, steps):
    folder = tmp_path_factory.mktemp("two")
    with Ledger.open(folder / "a.onrecord", create=True) as first:
        first.add_batch([one.pair for one in reports[:8]])
        mine = Coding(first)
        mine.keep(book, by="R. Haddad", why="first version")
        pilot = mine.draw("events", 6, name="pilot", seed="7", coders=(ANNA, BEN), **LEAD)
        first.store.checkpoint()
        shutil.copy(folder / "a.onrecord", folder / "b.onrecord")
        with Ledger.open(folder / "b.onrecord") as second:
            theirs = Coding(second)
            for what, is_mine, n, value in steps:
                one, who, there = (mine, ANNA, theirs) if is_mine else (theirs, BEN, mine)
                with contextlib.suppress(OnRecordError):
                    step(one, there, what, pilot.items[n].name, value, who)
            first.take(second, **TAKE)
            second.take(first, **TAKE)
            assert verify(first) == verify(second) == []
            assert codes(mine) == codes(theirs)


def codes(coding):
    return {(one.row, one.sample, one.variable, one.by, one.value) for one in coding.codes(viewer=ANNA)}


def step(one, there, what, row, value, who):
    sample = one.sample("pilot")
    if what in ("code", "skip"):
        one.code(row, {"right": value if what == "code" else "", "tactic": ""}, by=who, sample=sample)
    elif what == "outside":
        one.code(row, {"right": value}, by=who)
    elif what == "settle":
        if not one.is_open(sample):
            one.open("pilot", **LEAD)
        one.settle(sample, row, {"right": value}, by=who, why="so it is")
    elif what == "undo":
        made = [d for d in one.ledger.decisions() if d.by == who and d.kind != "undo"]
        one.ledger.undo(made[-1].id, by=who, why="not so") if made else None
    elif what == "correct":
        one.ledger.correct(row, {"type": "COERCE"}, by=who, why="milder")
    elif what == "reject":
        one.ledger.reject(row, by=who, why="no event")
    elif what == "take":
        one.ledger.take(there.ledger, **TAKE)
    else:
        one.ledger.erase(words=["Mona Adel"], everywhere=True, by="R. Haddad", why="at her wish")
