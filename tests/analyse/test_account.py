"""The short account of a ledger."""

from onrecord.analyse import account
from onrecord.ingest.given import Failure


def test_an_empty_ledger(ledger):
    told = account(ledger)
    assert (told.reports, told.claims, told.first, told.dispute, told.voices) == (0, 0, None, None, ())


def test_what_is_in_it(ledger, told):
    ledger.add_batch([
        told().pair,
        told(killed=99, speaker="Karim Nasser", status="planned", source_id="b.txt", published="2013-08-20").pair,
        told(source_id="c.txt", published=None, publisher=None).pair,
        Failure("x.bin", "unreadable", "I204", "x.bin is binary", "Give plain text."),
    ])  # fmt: skip
    found = account(ledger)
    assert (found.reports, found.claims, found.events, found.relations, found.figures) == (3, 3, 3, 3, 3)
    assert (found.first, found.last, found.undated) == ("2013-08-15", "2013-08-20", 1)
    assert found.publishers == ("Harbour Observer",)
    assert [(tally.who.name, tally.count) for tally in found.voices] == [("Mona Adel", 2), ("Karim Nasser", 1)]
    assert {(cell.status, cell.certainty, cell.count) for cell in found.by_certainty} == {
        ("occurred", "CT+", 2),
        ("planned", "CT+", 1),
    }
    assert {tally.who.name: tally.count for tally in found.actors}["Harbour Front"] == 3
    assert found.dispute is not None
    assert [side.told[0].best for side in found.dispute.sides] == [12.0, 99.0]
    assert found.coverage.unreadable == 1
    assert found.unnamed == 0
