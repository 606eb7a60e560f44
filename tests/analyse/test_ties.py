"""What is shown of a tie: its interval, states, denials, what contradicts it, and the causes of its changes."""

from onrecord.analyse import network
from onrecord.model import Factuality

DAY = "2014-01-01"


def test_a_tie_has_the_interval_that_the_reports_give_and_the_days_on_which_they_tell_it(ledger, tell):
    tell(source_id="a", published="2013-02-01", tie=("2010-01-01", None, "holds"))
    tell(source_id="b", published="2013-08-15", tie=("2012-01-01", "2015-01-01", "holds"))
    tell(source_id="c", published="2013-09-01")
    [tie] = network(ledger, DAY).ties
    assert (tie.start, tie.end) == ("2010-01-01", "2015-01-01")
    assert (tie.told_first, tie.told_last) == ("2013-02-01", "2013-09-01")


def test_a_tie_without_an_interval_has_none(ledger, tell):
    tell()
    [tie] = network(ledger, DAY).ties
    assert (tie.start, tie.end, tie.contested) == (None, None, False)


def test_a_tie_that_ends_later_holds_on_the_day(ledger, tell):
    tell(published="2014-06-01", tie=("2012-01-01", "2014-05-01", "ended"))
    [tie] = network(ledger, DAY).ties
    assert (tie.state, tie.end, tie.evidence[0].state) == ("holds", "2014-05-01", "ended")


def test_the_states_are_counted_by_origins_and_the_latest_is_shown(ledger, tell):
    tell(source_id="a", published="2013-01-01", publisher="Delta Post")
    tell(source_id="b", published="2013-02-01", publisher="Coast Times")
    tell(source_id="c", published="2013-03-01", publisher="River Herald", tie=(None, None, "strained"))
    tell(source_id="d", published="2013-03-01", publisher="River Herald", killed=13)
    [tie] = network(ledger, DAY).ties
    assert [(one.state, one.reports, one.origins) for one in tie.states] == [("holds", 3, 3), ("strained", 1, 1)]
    assert tie.state == tie.evidence[0].state == "strained"


def test_the_passages_shown_are_of_as_many_origins_as_there_are(ledger, tell):
    for n in range(5):
        tell(source_id=str(n), published=f"2013-03-0{n + 1}", publisher="Delta Post", killed=n + 1)
    tell(source_id="x", published="2013-01-01", publisher="Coast Times")
    [tie] = network(ledger, DAY).ties
    assert {told.passage.publisher for told in tie.evidence} == {"Delta Post", "Coast Times"}
    assert (tie.reports, tie.origins, len(tie.evidence)) == (6, 2, 3)


def test_who_denies_a_tie_is_shown_beside_it(ledger, tell):
    tell(source_id="a")
    tell(source_id="b", said=True, denied=True, publisher="Delta Post")
    [tie] = network(ledger, DAY).ties
    assert (tie.reports, tie.denied.reports, tie.denied.origins, tie.contested) == (1, 1, 1, True)
    [no] = tie.denied.evidence
    assert (no.voice.name, no.certainty) == ("Mona Adel", "CT-")


def test_who_denies_it_is_shown_also_where_only_some_voices_are_asked_for(ledger, tell):
    tell(source_id="a", publisher="Coast Times")
    tell(source_id="b", said=True, denied=True, publisher="Delta Post")
    [tie] = network(ledger, DAY, publishers=["Coast Times"]).ties
    assert [told.voice.name for told in tie.denied.evidence] == ["Mona Adel"]


def test_a_tie_that_is_only_denied_is_none_and_said_so(ledger, tell):
    tell(said=True, denied=True)
    found = network(ledger, DAY)
    assert found.ties == ()
    assert any("denied are no ties: 1" in note for note in found.notes)


def test_a_denial_of_another_time_denies_nothing(ledger, tell):
    tell(source_id="a", tie=("2010-01-01", "2011-01-01", "holds"))
    tell(source_id="b", said=True, denied=True)
    assert network(ledger, "2010-06-01").ties[0].denied is None


def test_the_highest_certainty_is_that_of_the_tie(ledger, tell):
    tell(source_id="a", published="2013-09-01", change={"factuality": Factuality.of("PS+", "unknown")})
    tell(source_id="b", published="2013-08-01")
    [tie] = network(ledger, DAY).ties
    assert (tie.certainty, tie.evidence[0].certainty) == ("CT+", "PS+")


def test_a_tie_of_the_opposite_sign_stands_beside_it(ledger, tell):
    tell(source_id="a")
    tell(source_id="b", change={"type": "rift", "sign": -1})
    tell(source_id="c", change={"type": "control", "sign": 0})
    found = {tie.type: tie.against for tie in network(ledger, DAY).ties}
    assert found == {"sponsorship": ("rift",), "rift": ("sponsorship",), "control": ()}


def test_what_has_ended_contradicts_nothing(ledger, tell):
    tell(source_id="a")
    tell(source_id="b", tie=("2010-01-01", "2012-01-01", "holds"), change={"type": "rift", "sign": -1})
    [tie] = network(ledger, DAY).ties
    assert tie.against == ()


def test_a_change_has_the_event_that_the_report_gives_as_its_cause(ledger, tell):
    one = tell(cause=True, tie=("2013-08-14", None, "holds"))
    found = network(ledger, DAY, "2013-01-01")
    [changed] = found.changes
    assert changed.change == "formed"
    [cause] = changed.causes
    assert (cause.row, cause.type) == (f"{one.report.id}:e1", "ASSAULT")
    assert cause.passage.text == one.text[cause.passage.start : cause.passage.end]
    assert changed.tie.evidence[0].cause == cause


def test_of_many_tellings_those_with_a_cause_are_shown(ledger, tell):
    tell(source_id="a", cause=True, published="2013-05-01", publisher="Coast Times")
    for n in range(6):
        tell(source_id=str(n), published=f"2013-07-0{n + 1}", publisher=f"Paper {n}", killed=n + 1)
    [changed] = network(ledger, DAY, "2013-01-01").changes
    assert [cause.type for cause in changed.causes] == ["ASSAULT"]
