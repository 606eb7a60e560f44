"""Who stands how with whom on a day, and what changed."""

import pytest

from onrecord.analyse import network
from onrecord.errors import BadDate, BadQuery

FRONT = "ledger:harbour-front.group"


def _ties(ledger, day):
    return [(tie.subject.id, tie.type, tie.object.id) for tie in network(ledger, day).ties]


def test_a_tie_holds_on_the_days_of_its_interval(ledger, told):
    ledger.add(*told(tie=("2012-01-01", "2013-01-01", "holds")).pair)
    assert _ties(ledger, "2011-12-31") == []
    assert _ties(ledger, "2012-01-01") == [("iran", "sponsorship", FRONT)]
    assert _ties(ledger, "2012-12-31") == [("iran", "sponsorship", FRONT)]
    assert _ties(ledger, "2013-01-01") == []


@pytest.mark.parametrize(
    ("tie", "days"),
    [
        (("2012-01-01", None, "holds"), ("2011-12-31", "2013-06-01", "2030-01-01")),
        ((None, None, "holds"), ("2013-08-14", "2013-08-15", "2030-01-01")),
    ],
)
def test_an_open_end_stays_open(ledger, told, tie, days):
    ledger.add(*told(tie=tie).pair)
    assert [len(_ties(ledger, day)) for day in days] == [0, 1, 1]


def test_an_ended_tie_held_until_its_end(ledger, told):
    ledger.add(*told(tie=("2012-01-01", None, "ended")).pair)
    assert [len(_ties(ledger, day)) for day in ("2012-01-01", "2013-08-14", "2013-08-15")] == [1, 1, 0]


def test_the_end_that_one_report_tells_of_ends_what_others_say(ledger, told):
    ledger.add(*told(tie=("2011-01-01", None, "holds"), published="2012-05-01").pair)
    ledger.add(*told(tie=(None, "2012-06-01", "ended"), source_id="b.txt", publisher="Delta Post", killed=13).pair)
    assert len(_ties(ledger, "2012-05-31")) == 1
    assert _ties(ledger, "2012-06-01") == []
    ledger.add(*told(tie=("2013-01-01", None, "holds"), source_id="c.txt", killed=14).pair)
    assert len(_ties(ledger, "2013-02-01")) == 1


def test_a_tie_of_no_known_day_is_left_out_and_said_so(ledger, told):
    ledger.add(*told(published=None).pair)
    found = network(ledger, "2014-01-01")
    assert found.ties == ()
    assert "1 of them" in found.notes[0]


def test_a_tie_carries_its_voices_and_passages_and_counts_origins(ledger, told):
    one = told(agency="Mira Wire", own_words=True)
    ledger.add(*one.pair)
    ledger.add(*told(agency="Mira Wire", publisher="Delta Post", source_id="b.txt", own_words=True).pair)
    ledger.add(*told(publisher="Coast Times", source_id="c.txt", published="2013-08-20", own_words=True).pair)
    [tie] = network(ledger, "2014-01-01").ties
    assert (tie.reports, tie.origins, tie.sign, tie.state) == (3, 2, 1, "holds")
    assert tie.evidence[0].voice.name == "Coast Times"
    for evidence in tie.evidence:
        assert evidence.passage.text == one.text[evidence.passage.start : evidence.passage.end]
        assert evidence.passage.text == "The Harbour Front is backed by Iran."


def test_what_changed_between_two_days(ledger, told):
    ledger.add_batch([
        told(actor="Upland League", actor_id="report:a", tie=("2010-01-01", "2012-06-01", "ended")).pair,
        told(actor="Delta Union", actor_id="report:b", tie=("2012-03-01", None, "holds"), source_id="b").pair,
        told(actor="Coast Brigade", actor_id="report:c", tie=("2009-01-01", None, "holds"), source_id="c").pair,
        told(actor="Coast Brigade", actor_id="report:c", tie=("2012-04-01", None, "strained"), source_id="d").pair,
        told(actor="River Council", actor_id="report:d", tie=("2009-01-01", None, "holds"), source_id="e").pair,
        told(actor="River Council", actor_id="report:d", tie=("2012-05-01", None, "restored"), source_id="f").pair,
    ])  # fmt: skip
    found = network(ledger, "2013-01-01", "2012-01-01")
    assert {(changed.change, changed.tie.object.name) for changed in found.changes} == {
        ("broken", "Upland League"),
        ("formed", "Delta Union"),
        ("strained", "Coast Brigade"),
        ("restored", "River Council"),
    }
    assert network(ledger, "2013-01-01").changes == ()


def test_relations_between_equals_are_one_tie_whoever_comes_first(ledger, golden):
    ledger.add(*golden)
    both_ways = ledger.rows("SELECT type, subject_id, object_id FROM relations WHERE type IN ('rift', 'alliance')")
    ties = ledger.rows("SELECT DISTINCT tie FROM relation_rows WHERE type IN ('rift', 'alliance')")
    assert len(ties) == len({(row["type"], *sorted((row["subject_id"], row["object_id"]))) for row in both_ways})


def test_the_limit_is_told(ledger, told):
    for n, name in enumerate(("Upland League", "Delta Union", "Coast Brigade")):
        ledger.add(*told(actor=name, actor_id=f"report:{n}", source_id=str(n)).pair)
    assert network(ledger, "2014-01-01", limit=2).more
    assert not network(ledger, "2014-01-01", limit=3).more
    assert network(ledger, "2014-01-01").coverage.read == 3


def test_the_widest_told_come_first_also_where_the_list_is_cut(ledger, told):
    names = ("Upland League", "Delta Union", "Coast Brigade")
    stands = (("2012-01-01", None, "holds"), ("2012-06-01", None, "holds"), (None, "2012-03-01", "ended"))
    for n in range(12):
        name, tie = names[n % 3], stands[n % 7 % 3]
        ledger.add(*told(actor=name, actor_id=f"report:{n % 3}", tie=tie, source_id=str(n), publisher=f"P{n % 5}").pair)
    for day in ("2011-12-31", "2012-02-01", "2012-03-01", "2012-07-01"):
        whole = network(ledger, day, "2011-01-01").ties
        order = [(-tie.origins, -tie.reports) for tie in whole]
        assert order == sorted(order)
        assert [network(ledger, day, limit=n).ties for n in (1, 2, 3)] == [whole[:n] for n in (1, 2, 3)]
    assert len(network(ledger, "2012-02-01", limit=1, since="2011-12-31").changes) <= 1
    assert {change.change for change in network(ledger, "2012-07-01", "2012-02-01").changes} <= {"formed", "broken"}


def test_days_that_make_no_sense(ledger):
    with pytest.raises(BadDate):
        network(ledger, "tomorrow")
    with pytest.raises(BadQuery):
        network(ledger, "2013-01-01", "2013-01-01")


def test_only_the_current_reading_counts(ledger, told):
    ledger.add(*told(tie=("2012-01-01", None, "holds")).pair)
    ledger.add(*told(tie=("2013-01-01", None, "holds"), reader="reader 2").pair)
    assert _ties(ledger, "2012-06-01") == []
    [tie] = network(ledger, "2013-06-01").ties
    assert (tie.reports, len(tie.evidence)) == (1, 1)
