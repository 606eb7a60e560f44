"""What the tellings of one happening differ about."""

from dataclasses import replace

import pytest

from onrecord.analyse import disputes
from onrecord.ledger import verify
from onrecord.ledger.differing import Told, differing
from onrecord.ledger.facts import Spot

AMITY = Spot("Port Amity", 1, "EGY", 31.0, 30.0, 5.0, False, "amity")
LAND = Spot("Egypt", 9, "EGY", 27.0, 30.0, 500.0, True, "egypt")
FAR = Spot("Qasr Nur", 2, "EGY", 25.0, 33.0, 5.0, False, "nur")


def one(n: int, **given: object) -> Told:
    told = Told(
        n, n, "e1", 1, f"r{n}", "2013-08-15", "occurred", f"s{n}", True, f"o{n}", "2013-08-14", "2013-08-15", AMITY,
        "Port Amity", frozenset({("front", "Harbour Front")}),
    )  # fmt: skip
    return told._replace(**given)


def found(*rows: Told) -> dict[str, set[str]]:
    return {one.kind: {side.value for side in one.sides} for one in differing(rows)}


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        ({}, {}),
        ({"since": "2013-08-13", "until": "2013-08-14"}, {"date": {"2013-08-14", "2013-08-13"}}),
        ({"since": "2013-08-01", "until": "2013-09-01"}, {}),
        ({"since": "2013-08-14T22:00", "until": "2013-08-14T23:00"}, {}),
        ({"since": "2013-08-15T01:00", "until": "2013-08-15T02:00"}, {"date": {"2013-08-14", "2013-08-15"}}),
        ({"since": None, "until": None}, {}),
        ({"spot": FAR, "place": "Qasr Nur"}, {"place": {"Port Amity", "Qasr Nur"}}),
        ({"spot": LAND, "place": "Egypt"}, {}),
        ({"spot": None, "place": None}, {}),
        ({"actors": frozenset({("league", "Coast League")})}, {"actor": {"Harbour Front", "Coast League"}}),
        ({"actors": frozenset({("front.mil", "its army")})}, {}),
        ({"actors": frozenset({("another", "Front")})}, {}),
        ({"actors": frozenset()}, {}),
        ({"status": "denied"}, {"status": {"took place", "denied"}}),
        ({"status": "unknown"}, {}),
        ({"status": "planned", "since": "2013-09-01", "until": "2013-09-02"}, {}),
    ],
)
def test_two_sources_differ_where_no_answer_fits_both(other: dict[str, object], expected: dict[str, set[str]]) -> None:
    assert found(one(1), one(2, **other)) == expected


def test_the_same_source_in_one_report_does_not_differ_from_itself() -> None:
    assert found(one(1), one(1)._replace(n=2, status="denied")) == {}


def test_a_speaker_who_says_something_else_later_is_told_as_such() -> None:
    later = one(2, source="s1", day="2013-08-20", status="denied")
    assert found(one(1), later) == {"statement": {"took place", "denied"}}
    assert found(one(1), later._replace(speaks=False), one(3, source="s1", speaks=False)) == {}


def test_the_side_that_most_origins_take_comes_first() -> None:
    [dispute] = differing([one(1, status="denied"), one(2), one(3), one(4, origin="o3")])
    assert [(side.value, len(side.told)) for side in dispute.sides] == [("took place", 3), ("denied", 1)]
    assert dispute.origins == 3


def test_a_ledger_ranks_them_and_shows_both_passages(ledger, told) -> None:
    given = {"own_words": True, "killed": 12}
    reports = [
        told(publisher="Delta Post", **given),
        told(publisher="Coast Times", source_id="b.txt", speaker="Omar Issa", status="denied", **given),
        told(publisher="Upland Post", source_id="c.txt", speaker="Hala Saleh", day="2013-08-13", **given),
    ]
    ledger.add_batch([report.pair for report in reports])
    rows = {row.kind: row for row in disputes(ledger).rows}
    assert list(rows) == ["status", "date"]
    assert [side.answer for side in rows["status"].sides] == ["took place", "denied"]
    assert {side.answer for side in rows["date"].sides} == {"2013-08-14", "2013-08-13"}
    for row in rows.values():
        assert row.event == f"{reports[0].report.id}:e1"
        for side in row.sides:
            for saying in side.told:
                passage = saying.passage
                assert ledger.report(passage.report).text[passage.start : passage.end] == passage.text
    assert disputes(ledger, kinds=["place"]).rows == ()
    assert disputes(ledger, limit=1).more
    assert verify(ledger) == []


def test_a_newer_reading_ends_a_dispute(ledger, told) -> None:
    first = told(own_words=True)
    other = told(own_words=True, publisher="Coast Times", source_id="b.txt", speaker="Omar Issa", status="denied")
    ledger.add_batch([first.pair, other.pair])
    assert [row.kind for row in disputes(ledger).rows] == ["status"]
    ledger.add(*replace(other, status="occurred", reader="reader 2").pair)
    assert disputes(ledger).rows == ()
    assert verify(ledger) == []


def test_a_tie_that_one_source_denies_is_disputed(ledger, told) -> None:
    from msgspec import structs

    from onrecord.model import Factuality

    ledger.add(*told(own_words=True).pair)
    given, reading = told(own_words=True, publisher="Coast Times", source_id="b.txt", speaker="Omar Issa").pair
    [tie] = reading.relations
    denied = structs.replace(tie, factuality=Factuality.of("CT-", "denied"))
    ledger.add(given, structs.replace(reading, relations=(denied,)))
    [row] = disputes(ledger, kinds=["tie"]).rows
    assert {side.answer for side in row.sides} == {"holds", "denied"}
    assert (row.sources, row.origins) == (2, 2)


def test_a_dispute_that_the_index_lacks_is_found(ledger, told) -> None:
    ledger.add(*told(own_words=True).pair)
    ledger.add(*told(own_words=True, publisher="B Post", source_id="b.txt", speaker="Omar Issa", status="denied").pair)
    ledger.rows("DELETE FROM event_disputes")
    assert any("differ about" in problem.message for problem in verify(ledger))


def test_a_merger_of_actors_ends_their_dispute_and_its_undoing_brings_it_back(ledger, told) -> None:
    who = {"by": "R. Haddad", "why": "Two names of one body."}
    other = {"actor": "Coast League", "actor_id": "report:coast-league"}
    ledger.add(*told(own_words=True).pair)
    ledger.add(*told(own_words=True, publisher="B Post", source_id="b.txt", speaker="Omar Issa", **other).pair)
    assert [row.kind for row in disputes(ledger).rows] == ["actor"]
    names = [card.id for name in ("Harbour Front", "Coast League") for card in ledger.actor(name)]
    made = ledger.merge(names, **who)
    assert disputes(ledger).rows == ()
    assert verify(ledger) == []
    ledger.undo(made.id, **who)
    assert [row.kind for row in disputes(ledger).rows] == ["actor"]
    assert verify(ledger) == []


def test_a_rejected_event_takes_no_part_in_a_dispute(ledger, told) -> None:
    who = {"by": "R. Haddad", "why": "He spoke of another day."}
    ledger.add(*told(own_words=True).pair)
    denied = told(own_words=True, publisher="B Post", source_id="b.txt", speaker="Omar Issa", status="denied")
    ledger.add(*denied.pair)
    made = ledger.reject(f"{denied.report.id}:e1", **who)
    assert disputes(ledger).rows == ()
    ledger.undo(made.id, **who)
    assert [row.kind for row in disputes(ledger).rows] == ["status"]
    assert verify(ledger) == []
