"""Tallies follow the readings that count."""

from onrecord.analyse import account
from onrecord.ledger import tallies
from onrecord.ledger.verify import verify


def test_what_is_added_is_tallied(ledger, told):
    ledger.add(*told().pair)
    ledger.add(*told(killed=40, speaker="Karim Nasser", publisher="Delta Post", source_id="b", status="planned").pair)
    assert tallies.total(ledger.store, "claims") == 2
    assert tallies.of(ledger.store, "publisher") == {"Harbour Observer": 1, "Delta Post": 1}
    assert {key.status: n for key, n in tallies.events(ledger.store).items()} == {"occurred": 1, "planned": 1}
    assert tallies.wrong(ledger.store) == []


def test_a_newer_reading_takes_the_place_of_the_older_ones_rows(ledger, told):
    ledger.add(*told().pair)
    ledger.add(*told(reader="reader 2", status="denied").pair)
    assert {key.status: n for key, n in tallies.events(ledger.store).items()} == {"denied": 1}
    assert tallies.of(ledger.store, "speaker") == {"ledger:mona-adel": 1}
    assert verify(ledger) == []


def test_a_decision_and_its_undoing_are_followed(ledger, told):
    made = told(published=None)
    ledger.add(*made.pair)
    assert account(ledger).undated == 1
    decision = ledger.correct(made.report.id, {"published": "2013-08-15"}, by="R. Haddad", why="printed edition")
    assert account(ledger).undated == 0
    ledger.undo(decision.id, by="R. Haddad", why="another edition")
    assert account(ledger).undated == 1
    assert verify(ledger) == []


def test_a_wrong_tally_is_found(ledger, told):
    ledger.add(*told().pair)
    with ledger.store.transaction():
        ledger.store.put("UPDATE tallies SET n = 7 WHERE what = 'claims'")
    assert [problem.where for problem in verify(ledger)] == ["tally claims"]


def test_what_did_not_occur_is_counted_the_same_with_tallies_and_without(ledger, told):
    ledger.add(*told(status="planned").pair)
    ledger.add(*told(status="denied", source_id="b", day=None).pair)
    by_tally = ledger.events(type="ASSAULT")
    by_rows = ledger.events(type="ASSAULT", actor="Harbour Front")
    assert by_tally.left_out == by_rows.left_out == 2
    assert by_tally.notes == by_rows.notes
    undated = ledger.events(status="denied", start="2013-01-01")
    assert undated.notes == ledger.events(status="denied", start="2013-01-01", actor="Harbour Front").notes != ()
