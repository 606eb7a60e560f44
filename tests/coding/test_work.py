"""What somebody may code, see, change and settle; and that codes follow their rows."""

import pytest
from msgspec import structs

from onrecord.coding import Coding
from onrecord.errors import BadDecision, BadQuery, NoSuchRow
from onrecord.ledger import Ledger, verify
from onrecord.ledger.coded import HIDDEN

LEAD = {"by": "R. Haddad", "why": "to know how right it is"}
ANNA, BEN = "A. Karam", "B. Saleh"


def test_a_sample_is_kept_with_all_that_draws_it_again(coding, pilot):
    again = Coding(coding.ledger).sample("pilot")
    assert again == pilot
    assert (pilot.section, pilot.seed, pilot.size, pilot.frame, len(pilot.items)) == ("events", "7", 6, 10, 6)
    assert pilot.where == {"status": "occurred,ongoing,unknown"}
    assert pilot.readers == {"reader 1": 10}
    assert pilot.variables == ("right", "tactic", "grave")
    assert all((item.section, item.row, item.text) == ("events", "e1", "shelled") for item in pilot.items)
    assert coding.again(pilot) is True
    other = coding.draw("events", 6, name="again", seed="7", **LEAD)
    assert [item.name for item in other.items] == [item.name for item in pilot.items]
    assert [one.name for one in coding.coders(other)] == ["R. Haddad"]
    assert verify(coding.ledger) == []


def test_other_rows_are_another_frame(coding, pilot, told):
    coding.ledger.reject(pilot.items[0].name, by="R. Haddad", why="no event")
    assert coding.again(pilot) is None
    assert coding.sample("pilot") == pilot
    assert verify(coding.ledger) == []


@pytest.mark.parametrize("section", ["claims", "events", "relations", "figures", "reports"])
def test_every_section_can_be_drawn_and_coded(coding, section):
    drawn = coding.draw(section, 4, name=section, **LEAD)
    assert len(drawn.items) == 4
    for item in drawn.items:
        seen = coding.next(drawn, "r. haddad")
        assert seen.shown.row == item.name
        assert seen.shown.now == item.name
        text = coding.ledger.report(item.report).text
        if item.row is not None:
            assert text[seen.shown.start : seen.shown.end] == seen.shown.words == item.text
            assert seen.shown.words in seen.shown.context
        start = seen.shown.context_start
        assert text[start : start + len(seen.shown.context)] == seen.shown.context
        coding.code(item.name, {"right": "partly:type,time"}, by="R. Haddad", sample=drawn)
        assert "right" not in [one.name for one in coding.item(drawn, item.name, "R. Haddad").todo]
        for name in drawn.variables[1:]:
            coding.code(item.name, {name: ""}, by="R. Haddad", sample=drawn)
    assert coding.next(drawn, "R. Haddad") is None
    [right, *_] = coding.estimate(drawn)
    assert (right.coded, right.parts) == (4, {"type": 4, "time": 4})
    assert verify(coding.ledger) == []


def test_wrong_samples_are_refused_and_nothing_is_kept(coding, pilot):
    before = coding.ledger.decisions()
    for error, arguments in (
        (BadDecision, {"section": "events", "size": 3, "name": "pilot"}),
        (BadDecision, {"section": "events", "size": 3, "name": " "}),
        (BadDecision, {"section": "figures", "size": 3, "name": "x", "variables": ["tactic"]}),
        (BadDecision, {"section": "events", "size": 3, "name": "x", "coders": [ANNA, "a.  karam"]}),
        (BadQuery, {"section": "moods", "size": 3, "name": "x"}),
        (BadQuery, {"section": "events", "size": 0, "name": "x"}),
        (BadQuery, {"section": "events", "size": 3, "name": "x", "where": {"type": "AID"}}),
        (BadQuery, {"section": "events", "size": 3, "name": "x", "where": {"colour": "red"}}),
        (BadQuery, {"section": "events", "size": 3, "name": "x", "field": "colour"}),
        (BadQuery, {"section": "events", "size": 2, "name": "x", "field": "publisher"}),
    ):
        with pytest.raises(error):
            coding.draw(**arguments, **LEAD)
    with pytest.raises(BadDecision, match="no reason"):
        coding.draw("events", 3, name="x", by="R. Haddad", why=" ")
    assert coding.ledger.decisions() == before


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"right": "maybe"}, "no category maybe"),
        ({"right": "partly"}, "has a part that is wrong"),
        ({"right": "partly:mood"}, "has a part that is wrong"),
        ({"right": "yes:type"}, "has no parts"),
        ({"tactic": "bombs"}, "no category bombs"),
        ({"colour": "red"}, "is not coded in pilot"),
        ({}, "no variable"),
    ],
)
def test_only_what_the_codebook_has_can_be_coded(coding, pilot, answers, words):
    with pytest.raises(BadDecision, match=words):
        coding.code(pilot.items[0].name, answers, by=ANNA, sample=pilot)


def test_only_those_who_were_asked_code_a_sample_and_only_its_rows(coding, pilot):
    with pytest.raises(NoSuchRow, match=r"nobody called C\. Nasser"):
        coding.code(pilot.items[0].name, {"right": "yes"}, by="C. Nasser", sample=pilot)
    outside = coding.draw("events", 10, name="all", **LEAD)
    row = next(item.name for item in outside.items if item.name not in {one.name for one in pilot.items})
    with pytest.raises(NoSuchRow, match="no row"):
        coding.code(row, {"right": "yes"}, by=ANNA, sample=pilot)
    with pytest.raises(NoSuchRow):
        coding.sample("none")


def test_a_code_is_changed_by_a_later_one_and_taken_back(coding, pilot):
    row = pilot.items[0].name
    [first] = coding.code(row, {"tactic": "other"}, by=ANNA, sample=pilot)
    with pytest.raises(BadDecision, match="coded so already"):
        coding.code(row, {"tactic": "other"}, by=ANNA, sample=pilot)
    [second] = coding.code(row, {"tactic": "shelling"}, by=" a. KARAM", why="mortars", sample=pilot)
    assert (second.by, second.why) == (ANNA, "mortars")
    assert [one.value for one in coding.codes(pilot, viewer=ANNA)] == ["shelling"]
    coding.ledger.undo(second.id, by=ANNA, why="no mortars")
    assert [one.decision for one in coding.codes(pilot, viewer=ANNA)] == [first.id]
    assert verify(coding.ledger) == []


def test_nobody_sees_the_codes_of_others_before_all_are_done(coding, pilot, code_all):
    code_all(coding, pilot, ANNA)
    row = pilot.items[0].name
    assert len(coding.codes(pilot, viewer=ANNA)) == 18
    assert coding.codes(pilot, viewer=BEN) == coding.codes(pilot) == coding.codes() == ()
    told = [one for one in coding.ledger.decisions() if one.kind == "code"]
    assert {(one.changes["value"], one.why) for one in told} == {(HIDDEN, HIDDEN)}
    assert [one.left for one in coding.progress(pilot)] == [0, 18]
    for ask in (coding.agreement, coding.differences, coding.estimate):
        with pytest.raises(BadDecision, match="coded blind"):
            ask(pilot)
    with pytest.raises(BadDecision, match="still being coded"):
        coding.settle(pilot, row, {"right": "no"}, by="R. Haddad", why="x")
    code_all(coding, pilot, BEN, {1: {"tactic": "other"}})
    assert coding.is_open(pilot)
    assert len(coding.codes(pilot, viewer=BEN)) == 36
    assert HIDDEN not in str(coding.ledger.decisions())


def test_what_was_coded_blind_stays_once_it_is_seen(coding, pilot, code_all):
    code_all(coding, pilot, ANNA)
    [made] = coding.code(pilot.items[0].name, {"right": "no"}, by=ANNA, sample=pilot)
    code_all(coding, pilot, BEN)
    row = pilot.items[0].name
    with pytest.raises(BadDecision, match="is open"):
        coding.code(row, {"right": "yes"}, by=ANNA, sample=pilot)
    with pytest.raises(BadDecision, match="what was coded blind in it stays"):
        coding.ledger.undo(made.id, by=ANNA, why="so that we agree")
    with pytest.raises(BadDecision, match="is open"):
        coding.assign("pilot", "C. Nasser", **LEAD)
    assignment = next(one for one in coding.ledger.decisions() if one.kind == "assign")
    with pytest.raises(BadDecision, match="stays"):
        coding.ledger.undo(assignment.id, **LEAD)


def test_a_sample_is_opened_before_all_are_done_for_good(coding, pilot, code_all):
    code_all(coding, pilot, ANNA)
    coding.code(pilot.items[1].name, {"right": "no", "tactic": ""}, by=BEN, sample=pilot)
    made = coding.open("pilot", by="R. Haddad", why="B. Saleh has left")
    with pytest.raises(BadDecision, match="open already"):
        coding.open("pilot", **LEAD)
    with pytest.raises(BadDecision, match="cannot be unseen"):
        coding.ledger.undo(made.id, **LEAD)
    right, tactic, grave = coding.agreement(pilot)
    assert (right.units, right.alone, right.percent) == (1, 5, 0.0)
    assert (tactic.units, tactic.alone, grave.units) == (0, 6, 0)
    assert [(one.row, one.variable) for one in coding.differences(pilot)] == [(pilot.items[1].name, "right")]
    assert verify(coding.ledger) == []


def test_a_coder_who_leaves_is_taken_back_and_one_more_is_asked(coding, pilot, code_all):
    coding.assign("pilot", "C. Nasser", **LEAD)
    code_all(coding, pilot, ANNA)
    code_all(coding, pilot, "C. Nasser")
    assert not coding.is_open(pilot)
    ben = next(one for one in coding.ledger.decisions() if one.changes.get("to") == BEN)
    coding.ledger.undo(ben.id, by="R. Haddad", why="has left")
    assert [one.name for one in coding.coders(pilot)] == [ANNA, "C. Nasser"]
    assert coding.is_open(pilot)


def test_differences_are_settled_by_name_and_reason_and_estimates_use_that(coding, pilot, code_all):
    code_all(coding, pilot, ANNA, {2: {"right": "no"}})
    code_all(coding, pilot, BEN, {1: {"right": "partly:type"}, 2: {"right": "no"}, 3: {"tactic": "other"}})
    first, third = pilot.items[0].name, pilot.items[2].name
    assert [(one.row, one.variable, [c.value for c in one.codes]) for one in coding.differences(pilot)] == [
        (first, "right", ["yes", "partly"]), (third, "tactic", ["shelling", "other"]),
    ]  # fmt: skip
    [right, *_] = coding.estimate(pilot)
    assert (right.coded, right.unsettled) == (5, 1)
    with pytest.raises(BadDecision, match="no reason"):
        coding.settle(pilot, first, {"right": "no"}, by="R. Haddad", why="")
    [made] = coding.settle(pilot, first, {"right": "partly:type"}, by="R. Haddad", why="a protest, see 2.1")
    [before] = [one for one in coding.differences(pilot) if one.row == first]
    assert (before.settled.decision, before.settled.by, before.settled.why) == (made.id, "R. Haddad", made.why)
    right, tactic, _ = coding.estimate(pilot)
    assert (right.coded, right.unsettled, right.parts) == (6, 0, {"type": 1})
    shares = {one.of: (one.hits, one.share) for one in right.estimates}
    assert shares["yes"] == (4, pytest.approx(4 / 6))
    assert shares["yes or partly"] == (5, pytest.approx(5 / 6))
    assert tactic.unsettled == 1
    assert [one.percent for one in coding.agreement(pilot)] == [pytest.approx(5 / 6), pytest.approx(5 / 6), 1.0]
    coding.ledger.undo(made.id, **LEAD)
    assert coding.estimate(pilot)[0].unsettled == 1
    assert verify(coding.ledger) == []


def test_a_stratified_sample_weighs_what_it_drew(coding):
    drawn = coding.draw(
        "events", 6, name="s", seed="1", where={"status": "all"}, field="status", allocation="equal", **LEAD
    )
    assert [(one.value, one.frame, one.drawn) for one in drawn.strata] == [("occurred", 10, 4), ("planned", 2, 2)]
    assert [drawn.strata[n - 1].value for n in drawn.of] == [
        coding.ledger.reading(item.report).events[0].factuality.status for item in drawn.items
    ]
    for item, n in zip(drawn.items, drawn.of, strict=True):
        coding.code(item.name, {"right": "yes" if n == 1 else "no"}, by="R. Haddad", sample=drawn)
    [right] = coding.estimate(drawn)[:1]
    assert right.estimates[0].share == pytest.approx(10 / 12)
    assert right.strata == (("occurred", 10, 4), ("planned", 2, 2))
    assert coding.again(drawn) is True
    assert verify(coding.ledger) == []


def test_one_who_codes_alone_may_change_and_look_at_any_time(coding):
    drawn = coding.draw("events", 4, name="mine", variables=["right"], **LEAD)
    for item in drawn.items:
        coding.code(item.name, {"right": "no"}, by="R. Haddad", sample=drawn)
    coding.code(drawn.items[0].name, {"right": "yes"}, by="R. Haddad", sample=drawn)
    [found] = coding.estimate(drawn)
    assert found.estimates[0].share == 0.25
    assert len(coding.codes()) == 4
    with pytest.raises(BadDecision, match="no agreement"):
        coding.agreement(drawn)
    with pytest.raises(BadDecision, match="nothing to open"):
        coding.open("mine", **LEAD)


def test_old_codes_keep_their_codebook(coding, pilot, book):
    first = coding.codebook()
    row = pilot.items[0].name
    [outside] = coding.code(row, {"tactic": "other"}, by=ANNA)
    smaller = structs.replace(book, variables=book.variables[1:])
    coding.keep(smaller, by="R. Haddad", why="grave is enough")
    coding.code(row, {"tactic": "shelling"}, by=ANNA, sample=pilot)
    with pytest.raises(BadDecision, match="no variable tactic"):
        coding.code(row, {"tactic": "shelling"}, by=ANNA)
    coding.code(row, {"grave": "high"}, by=ANNA)
    told = {(one.sample is not None, one.variable): one.codebook for one in coding.codes(viewer=ANNA)}
    second = coding.codebook().decision
    assert told == {(False, "tactic"): first.decision, (True, "tactic"): first.decision, (False, "grave"): second}
    assert outside.changes["codebook"] == first.decision
    assert coding.book(pilot.codebook) == book


def test_a_code_follows_its_row_like_a_verdict_when_the_reader_changes(coding, reports):
    one = reports[0]
    row = f"{one.report.id}:e1"
    coding.code(row, {"tactic": "shelling"}, by=ANNA)
    moved = one.reading
    [event] = moved.events
    coding.ledger.add(one.given, structs.replace(
        moved, reader="reader 2", events=(structs.replace(event, id="e4"),),
        figures=tuple(structs.replace(figure, of="e4") for figure in moved.figures),
    ))  # fmt: skip
    [code] = coding.codes()
    assert (code.row, code.now, code.problem) == (row, f"{one.report.id}:e4", None)
    assert coding.ledger.queue() == ()
    other = structs.replace(event, type="PROTEST", cameo="14", quad=3)
    coding.ledger.add(one.given, structs.replace(moved, reader="reader 3", events=(other,)))
    [code] = coding.codes()
    assert code.now is None
    assert "says something else" in code.problem
    assert [waiting.decision.kind for waiting in coding.ledger.queue()] == ["code"]
    coding.ledger.add(one.given, structs.replace(moved, reader="reader 4", events=(), figures=()))
    assert "no such row" in coding.codes()[0].problem
    assert verify(coding.ledger) == []


def test_a_drawn_row_that_is_gone_can_only_be_left_unsaid(coding, pilot, reports):
    first = next(one for one in reports if one.report.id == pilot.items[0].report)
    coding.ledger.add(first.given, structs.replace(first.reading, reader="reader 2", events=(), figures=()))
    seen = coding.item(pilot, pilot.items[0].name)
    assert (seen.shown.now, seen.shown.words) == (None, "shelled")
    assert "no such row" in seen.shown.problem
    with pytest.raises(BadDecision, match="no such row"):
        coding.code(pilot.items[0].name, {"right": "yes"}, by=ANNA, sample=pilot)
    coding.code(pilot.items[0].name, {"right": "", "tactic": "", "grave": ""}, by=ANNA, sample=pilot)
    assert coding.next(pilot, ANNA).n == 2
    assert coding.ledger.queue() == ()
    assert verify(coding.ledger) == []


def test_a_row_is_judged_as_it_was_drawn_also_when_people_corrected_it_since(coding, pilot):
    row = pilot.items[0].name
    coding.ledger.correct(row, {"type": "COERCE"}, by="R. Haddad", why="no assault")
    assert coding.item(pilot, row).shown.says["type"] == "ASSAULT"
    coding.code(row, {"right": "partly:type"}, by=ANNA, sample=pilot)
    assert coding.ledger.queue() == ()
    assert coding.ledger.reading(pilot.items[0].report).events[0].type == "COERCE"
    correction = next(one for one in coding.ledger.decisions() if one.kind == "correct")
    coding.ledger.undo(correction.id, by="R. Haddad", why="an assault")
    assert coding.ledger.queue() == ()
    assert verify(coding.ledger) == []


def test_a_verdict_after_a_code_leaves_the_code_where_it_is(coding, pilot):
    row = pilot.items[0].name
    coding.code(row, {"right": "no"}, by=ANNA, sample=pilot)
    coding.ledger.reject(row, by="R. Haddad", why="no event")
    coding.ledger.undo(coding.ledger.decisions()[-1].id, by="R. Haddad", why="it is")
    coding.ledger.correct(row, {"status": "denied"}, by="R. Haddad", why="denied")
    [code] = coding.codes(pilot, viewer=ANNA)
    assert (code.now, code.problem) == (row, None)
    assert coding.ledger.queue() == ()
    assert verify(coding.ledger) == []


def test_codes_change_no_list_and_no_reading(coding, pilot, code_all):
    ledger = coding.ledger
    before = (ledger.events(), [ledger.reading(item.report) for item in pilot.items], ledger.coverage())
    code_all(coding, pilot, ANNA)
    assert (ledger.events(), [ledger.reading(item.report) for item in pilot.items], ledger.coverage()) == before
    assert ledger.rows("SELECT count(*) FROM readings WHERE base IS NOT NULL")[0][0] == 0


def test_a_sample_taken_back_takes_its_codes_along(coding, pilot):
    coding.code(pilot.items[0].name, {"right": "yes"}, by=ANNA, sample=pilot)
    coding.ledger.undo(pilot.id, **LEAD)
    assert coding.samples() == ()
    assert coding.codes(viewer=ANNA) == ()
    assert verify(coding.ledger) == []


def test_without_a_codebook_rows_are_right_or_not(full):
    alone = Coding(full)
    assert alone.codebook() is None
    drawn = alone.draw("events", 3, name="plain", **LEAD)
    assert drawn.variables == ("right",)
    alone.code(drawn.items[0].name, {"right": "yes"}, by="R. Haddad", sample=drawn)
    [code] = alone.codes()
    assert code.codebook is None
    with pytest.raises(BadDecision, match="no variable tactic"):
        alone.code(drawn.items[0].name, {"tactic": "other"}, by="R. Haddad")


def test_looking_needs_no_right_to_write(coding, pilot, path):
    with Ledger.open(path, readonly=True) as opened:
        looking = Coding(opened)
        assert looking.sample("pilot") == pilot
        assert looking.next(pilot, ANNA).n == 1
