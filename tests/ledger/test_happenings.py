"""Tellings of one happening in the reports of a ledger."""

import random
from dataclasses import replace

import pytest
from msgspec import structs

from onrecord.ledger import Ledger, gathered, verify
from onrecord.ledger.happenings import Decided, regroup
from onrecord.model import Relative, Time


def groups(ledger: Ledger) -> set[frozenset[str]]:
    rows = ledger.rows(
        "SELECT g.lead, c.report || ':' || e.id FROM event_groups g JOIN event_rows e ON e.rowid = g.event"
        " JOIN current_readings c ON c.reading = e.reading"
    )
    found: dict[int, set[str]] = {}
    for lead, row in rows:
        found.setdefault(lead, set()).add(row)
    return {frozenset(group) for group in found.values()}


@pytest.fixture
def made(told):
    """Three reports of one shelling, two of the next day's, one of another month."""
    days = ("2013-08-14", "2013-08-14", "2013-08-14", "2013-08-15", "2013-08-15", "2013-09-20")
    return [
        told(
            publisher=f"Paper {n}", source_id=f"{n}.txt", day=day, killed=10 + n, own_words=True, published="2013-09-21"
        )
        for n, day in enumerate(days)
    ]


def test_reports_of_one_day_are_one_happening_and_those_of_the_next_another(ledger, made) -> None:
    ledger.add_batch([one.pair for one in made])
    rows = ledger.happenings().rows
    assert [(row.reports, row.origins, len(row.tellings)) for row in rows] == [(3, 3, 3), (2, 2, 2), (1, 1, 1)]
    assert [row.shown.start for row in rows] == ["2013-08-14", "2013-08-15", "2013-09-20"]
    assert all("the same day (+2.5)" in link.reasons for row in rows for link in row.links)
    assert ledger.happenings(limit=2).more
    assert not ledger.happenings(limit=3).more
    assert len(ledger.happenings(min_origins=3)) == 1
    assert verify(ledger) == []


def test_the_order_in_which_reports_come_does_not_matter(tmp_path, made) -> None:
    found = []
    for n in range(4):
        order = list(made)
        random.Random(n).shuffle(order)
        with Ledger.open(tmp_path / f"{n}.onrecord", create=True) as ledger:
            for one in order[:n]:
                ledger.add(*one.pair)
            ledger.add_batch([one.pair for one in order[n:]])
            found.append(groups(ledger))
    assert all(some == found[0] for some in found)
    assert sorted(map(len, found[0])) == [2, 3]


def test_a_newer_reading_takes_the_place_of_the_older_one(ledger, made) -> None:
    ledger.add_batch([one.pair for one in made[:2]])
    assert len(groups(ledger)) == 1
    ledger.add(*replace(made[1], day="2013-08-20", reader="reader 2").pair)
    assert groups(ledger) == set()
    assert verify(ledger) == []
    ledger.add(*replace(made[1], reader="reader 3").pair)
    assert len(groups(ledger)) == 1
    assert verify(ledger) == []


def test_happenings_follow_what_a_decision_changes(ledger, made) -> None:
    who = {"by": "R. Haddad", "why": "The front page of that day has it."}
    given, reading = made[1].pair
    report = structs.replace(reading.report, published=None)
    span = reading.times[0].span
    time = Time("t1", span, "DATE", "PAST_REF", "unknown", anchor="published", relative=Relative(-1, 1.0, "day"))
    event = structs.replace(reading.events[0], start=None, end=None, precision="unknown")
    undated = structs.replace(reading, report=report, times=(time,), events=(event,))
    ledger.add_batch([made[0].pair, (structs.replace(given, report=report), undated), made[5].pair])
    before = groups(ledger)
    far = ledger.correct(report.id, {"published": "2012-01-02"}, **who)
    assert groups(ledger) == set()
    assert verify(ledger) == []
    near = ledger.correct(report.id, {"published": "2013-08-15"}, **who)
    assert groups(ledger) == {frozenset({f"{made[0].report.id}:e1", f"{report.id}:e1"})}
    assert verify(ledger) == []
    ledger.undo(near.id, **who)
    assert groups(ledger) == set()
    ledger.undo(far.id, **who)
    assert groups(ledger) == before
    assert verify(ledger) == []


def test_statuses_stand_by_source_and_a_denied_telling_belongs_to_the_deed(ledger, told) -> None:
    ledger.add(*told(own_words=True).pair)
    ledger.add(
        *told(own_words=True, publisher="Delta Post", source_id="b.txt", speaker="Omar Issa", status="denied").pair
    )
    [row] = ledger.happenings().rows
    assert {(one.status, one.sources) for one in row.statuses} == {
        ("occurred", ("Mona Adel",)), ("denied", ("Omar Issa",)),
    }  # fmt: skip
    assert row.origins == 1
    assert ledger.happenings().notes == ("Left out: 1 telling that did not occur (1 denied).",)
    assert ledger.events().left_out == 1
    assert [(one.place.name, one.sources) for one in row.places] == [("Port Amity", ("Mona Adel", "Omar Issa"))]


def test_people_join_and_part_whatever_the_rules_say(ledger, made) -> None:
    ledger.add_batch([one.pair for one in made])
    names = [f"{one.report.id}:e1" for one in made]
    every = [row[0] for row in ledger.rows("SELECT rowid FROM event_rows")]
    with ledger.store.transaction():
        regroup(ledger.store, every, Decided(join=((names[0], names[5]),), split=((names[3], names[4]),)))
    assert groups(ledger) == {frozenset({*names[:3], names[5]})}


@pytest.mark.parametrize(
    "damage",
    [
        "DELETE FROM event_groups WHERE event = (SELECT min(event) FROM event_groups)",
        "UPDATE event_pairs SET score = 99",
        "DELETE FROM event_facts",
        "DELETE FROM event_keys",
        "UPDATE happening_rows SET origins = 7",
        "INSERT INTO event_keys VALUES (1, 2, 999, 3)",
    ],
)
def test_each_damage_of_the_index_is_found(ledger, made, damage: str) -> None:
    ledger.add_batch([one.pair for one in made])
    ledger.rows(damage)
    assert any(problem.kind == "index" for problem in verify(ledger))


def test_of_many_links_the_strongest_are_told_and_those_that_people_made(ledger, told, monkeypatch):
    some = [told(source_id=f"{n}.txt", publisher=f"Paper {n}", own_words=True) for n in range(5)]
    apart = told(source_id="x.txt", publisher="Paper x", own_words=True, day="2011-01-01", published="2011-01-02")
    ledger.add_batch([one.pair for one in (*some, apart)])
    ledger.join([f"{some[0].report.id}:e1", f"{apart.report.id}:e1"], by="M. Karam", why="One.")
    [whole] = ledger.happenings()
    assert len(whole.tellings) == 6
    monkeypatch.setattr(gathered, "LINKS", 2)
    [row] = ledger.happenings()
    by_people = [one for one in row.links if one.reasons[0].startswith("joined by M. Karam")]
    assert (len(row.links), len(by_people)) == (3, 1)
    assert {*row.links} < {*whole.links}
    assert min(one.score for one in row.links if one not in by_people) >= sorted(one.score for one in whole.links)[-2]


def test_who_acted_stands_by_source(ledger, told) -> None:
    given = {"own_words": True}
    ledger.add(*told(**given).pair)
    other = {"actor": "Coast League", "actor_id": "report:coast-league", "speaker": "Omar Issa", "publisher": "B Post"}
    ledger.add(*told(source_id="b.txt", **other, **given).pair)
    [row] = ledger.happenings().rows
    assert {(one.actors[0].name, one.sources) for one in row.doers} == {
        ("Harbour Front", ("Mona Adel",)), ("Coast League", ("Omar Issa",)),
    }  # fmt: skip
