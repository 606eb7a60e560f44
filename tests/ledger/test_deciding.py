"""Decisions on rows: verdicts, corrections, who is who, joined events, marks; and what becomes of them later."""

import re
import sqlite3
from contextlib import closing

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import structs

from onrecord.analyse import account, disputes, network
from onrecord.errors import BadDate, BadDecision, BadQuery, NoSuchRow
from onrecord.ledger import Ledger, happenings, verify
from onrecord.ledger.fields import FIELDS
from onrecord.ledger.joined import joins, splits
from onrecord.ledger.rows import ACTORS, FOLLOWING, TABLES
from onrecord.model import Actor, Mention, Span

WHO = {"by": "R. Haddad", "why": "I was there."}


@pytest.fixture
def one(ledger, told):
    """A ledger with one report; gives its id."""
    ledger.add(*told().pair)
    return told().report.id


def views(ledger):
    """All that a ledger answers, without what was noted on decisions."""
    return (
        ledger.claims(), ledger.events(status="all"), ledger.timeline(), ledger.search("shelled"),
        network(ledger, "2013-08-16"), disputes(ledger), account(ledger), ledger.reports(),
        ledger.actor("Iran"), ledger.actor("Harbour Front"), ledger.actor("Mona Adel"),
        *([tuple(row) for row in ledger.rows(f"SELECT * FROM {view}")] for view in VIEWS),
    )  # fmt: skip


VIEWS = ("mentions", "figures", "actors", "judged", "marked", "places", "times", "predicates")


def test_a_rejected_row_is_left_out_everywhere_and_counted(ledger, one):
    ledger.reject(f"{one}:e1", **WHO)
    found = ledger.events()
    assert (found.rows, found.rejected) == ((), 1)
    assert "Left out: 1 event that people rejected." in found.notes
    assert ledger.timeline().rows == ()
    assert "event" not in {hit.kind for hit in ledger.search("shelled")}
    assert (account(ledger).events, account(ledger).rejected) == (0, 1)
    assert ledger.search("shelled").notes == ("Left out: 1 claim or event that people rejected.",)
    assert ledger.actor("Harbour Front")[0].events == 0
    assert ledger.rows("SELECT * FROM events") == []
    [row] = ledger.rows("SELECT row, verdict, made_by FROM judged")
    assert tuple(row) == (f"{one}:e1", "rejected", "R. Haddad")
    [event] = ledger.events(rejected=True)
    assert (event.row, event.verdict) == (f"{one}:e1", "rejected")
    assert ledger.events(rejected=True, actor="Harbour Front").rows == (event,)
    assert ledger.events(rejected=True, actor="Iran").rows == ()
    assert verify(ledger) == []


def test_what_pointed_at_a_rejected_event_points_at_nothing(ledger, one):
    ledger.reject(f"{one}:e1", **WHO)
    assert ledger.reading(one).figures[0].of is None
    ledger.reject(f"{one}:f1", **WHO)
    assert ledger.reading(one).figures == ()
    assert verify(ledger) == []


def test_what_stood_in_a_rejected_claim_is_the_reports_own_word(ledger, one):
    ledger.reject(f"{one}:a1", **WHO)
    found = ledger.claims()
    assert (found.rows, found.rejected) == ((), 1)
    [event] = ledger.events()
    assert event.voice.attribution is None
    assert ledger.claims(rejected=True).rows[0].verdict == "rejected"
    assert ledger.claims(rejected=True, speaker="Mona Adel").rows != ()
    assert verify(ledger) == []


def test_a_rejected_relation_is_no_tie(ledger, one):
    assert network(ledger, "2013-08-16").ties != ()
    ledger.reject(f"{one}:r1", **WHO)
    assert network(ledger, "2013-08-16").ties == ()
    assert ledger.rows("SELECT * FROM relations") == []
    assert network(ledger, "2013-08-16").notes == ("Left out: 1 relation that people rejected.",)
    ledger.reject(f"{one}:f1", **WHO)
    assert disputes(ledger).notes == ("Left out: 1 figure that people rejected.",)


def test_an_accepted_row_is_certain(ledger, one):
    made = ledger.accept(f"{one[:8]}:e1", **WHO)
    [event] = ledger.events()
    assert (event.confidence, event.verdict, event.certainty) == (1.0, "accepted", "CT+")
    assert made.anchors[0].text == "shelled"
    ledger.accept(f"{one}:f1", **WHO)
    assert ledger.rows("SELECT count(*) FROM judged WHERE verdict = 'accepted'")[0][0] == 2
    assert verify(ledger) == []


def test_the_last_verdict_counts(ledger, one):
    first = ledger.reject(f"{one}:e1", **WHO)
    last = ledger.accept(f"{one}:e1", **WHO)
    assert ledger.events().rows[0].verdict == "accepted"
    ledger.undo(last.id, **WHO)
    assert ledger.events().rows == ()
    ledger.undo(first.id, **WHO)
    assert ledger.events().rows[0].verdict is None
    assert verify(ledger) == []


def test_a_figure_that_is_accepted_after_its_rejection_stands(ledger, one):
    ledger.reject(f"{one}:f1", **WHO)
    ledger.accept(f"{one}:f1", **WHO)
    assert len(ledger.reading(one).figures) == 1
    assert verify(ledger) == []


@pytest.mark.parametrize(
    ("row", "changes", "shown"),
    [
        ("e1", {"type": "coerce"}, {"type": "COERCE", "quad": 4}),
        ("e1", {"status": "denied"}, {"status": "denied"}),
        ("e1", {"certainty": "PS+"}, {"certainty": "PS+", "score": 1.0}),
        ("e1", {"start": "2013-08-10"}, {"since": "2013-08-10", "until": "2013-08-11", "precision": "day"}),
        ("e1", {"start": "", "end": ""}, {"since": None, "until": None, "precision": "unknown"}),
        ("e1", {"place": ""}, {"place": None}),
        ("e1", {"actors": "iran"}, {"actors": "Iran", "actor_ids": "iran"}),
        ("e1", {"recipients": "Mona Adel"}, {"recipients": "Mona Adel"}),
        ("e1", {"actors": "egypt"}, {"actors": "Egypt"}),
        ("e1", {"actors": ""}, {"actors": None}),
        ("r1", {"type": "hostility"}, {"type": "hostility", "sign": -1}),
        ("r1", {"subject": "Mona Adel", "label": "patron"}, {"subject": "Mona Adel", "label": "patron"}),
        ("r1", {"sign": "0", "state": "strained"}, {"sign": 0, "state": "strained"}),
        ("r1", {"start": "2012-01-01", "end": "2013-01-01"}, {"holds_from": "2012-01-01", "holds_until": "2013-01-01"}),
        ("a1", {"speaker": "Iran", "kind": "belief"}, {"speaker": "Iran", "kind": "belief"}),
        ("a1", {"polarity": "negative", "certainty": "PR+"}, {"polarity": "negative", "certainty": "PR+"}),
        ("f1", {"best": "1,200", "unit": "injured"}, {"best": 1200.0, "unit": "injured"}),
        ("f1", {"best": "", "low": "10"}, {"best": None, "low": 10.0}),
    ],
)
def test_each_field_can_be_corrected(ledger, one, row, changes, shown):
    before = ledger.reading(one)
    made = ledger.correct(f"{one}:{row}", changes, **WHO)
    view = {"e": "events", "r": "relations", "a": "claims", "f": "figures"}[row[0]]
    [now] = ledger.rows(f"SELECT * FROM {view}")
    assert {name: now[name] for name in shown} == shown
    [judged] = ledger.rows("SELECT * FROM judged")
    assert (judged["row"], judged["verdict"], judged["decision"]) == (f"{one}:{row}", "corrected", made.id)
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert ledger.reading(one) == before
    assert ledger.rows("SELECT * FROM judged") == []
    assert verify(ledger) == []


@pytest.mark.parametrize(
    ("row", "changes", "error", "words"),
    [
        ("e1", {"type": "PARADE"}, BadDecision, "type cannot be PARADE"),
        ("e1", {"colour": "red"}, BadDecision, "colour of an event cannot be corrected"),
        ("a1", {"type": "x"}, BadDecision, "type of a claim cannot be corrected"),
        ("e1", {"mode": "parade"}, BadDecision, "has no mode parade"),
        ("e1", {"start": "soon"}, BadDate, "no ISO date"),
        ("e1", {"start": "2013-08-20", "end": "2013-08-20"}, BadDecision, "is not after"),
        ("e1", {"place": "Atlantis"}, BadDecision, "names no place Atlantis"),
        ("e1", {"actors": "Nobody Nowhere"}, NoSuchRow, "nobody called"),
        ("e1", {"status": "occurred"}, BadDecision, "nothing would change"),
        ("r1", {"subject": ""}, BadDecision, "cannot be empty"),
        ("r1", {"object": "iran,egypt"}, BadDecision, "one object"),
        ("f1", {"best": "many"}, BadDecision, "no number"),
        ("f1", {"best": ""}, BadDecision, "would have no number"),
        ("f1", {"low": "900"}, BadDecision, "do not rise"),
        ("t1", {"value": "x"}, NoSuchRow, "no report"),
        ("e9", {"type": "COERCE"}, NoSuchRow, "no row e9"),
    ],
)
def test_what_a_row_cannot_say_is_refused(ledger, one, row, changes, error, words):
    with pytest.raises(error, match=re.escape(words)):
        ledger.correct(f"{one}:{row}", changes, **WHO)
    assert ledger.decisions() == ()


def test_verdicts_that_say_nothing_new_are_refused(ledger, one):
    ledger.reject(f"{one}:e1", **WHO)
    with pytest.raises(BadDecision, match="rejected already"):
        ledger.reject(f"{one}:e1", **WHO)
    with pytest.raises(BadDecision, match="is rejected"):
        ledger.correct(f"{one}:e1", {"type": "COERCE"}, **WHO)
    with pytest.raises(BadDecision, match="whole report"):
        ledger.accept(one, **WHO)


def test_metadata_of_a_report_can_be_corrected(ledger, one):
    changes = {"publisher": "Delta Post", "agency": "Reuters", "title": "Shells"}
    made = ledger.correct(one, changes, **WHO)
    [card] = ledger.reports()
    assert (card.publisher, card.agency, card.title, card.basis) == ("Delta Post", "Reuters", "Shells", None)
    assert ledger.rows("SELECT origin FROM reports")[0][0].startswith("outlet:")
    ledger.correct(one, {"publisher": "", "agency": ""}, **WHO)
    assert ledger.rows("SELECT publisher, origin FROM reports")[0][:] == (None, f"report:{one}")
    ledger.undo(ledger.decisions()[-1].id, **WHO)
    ledger.undo(made.id, **WHO)
    assert ledger.reports().rows[0].publisher == "Harbour Observer"
    assert verify(ledger) == []


# -- who is who -------------------------------------------------------------------------------------------------------


def two(ledger, told):
    """Two reports, in which the same woman has two names."""
    ledger.add_batch([told().pair, told(speaker="Mouna Adl", source_id="b.txt", publisher="Delta Post").pair])
    return told().report.id, told(speaker="Mouna Adl", source_id="b.txt", publisher="Delta Post").report.id


def test_merged_actors_are_one_in_every_view_and_undoing_parts_them(ledger, told):
    two(ledger, told)
    before = [ledger.claims(speaker=name).rows for name in ("Mona Adel", "Mouna Adl")]
    made = ledger.merge(["Mona Adel", "Mouna Adl"], **WHO)
    assert (made.target, made.others) == ("ledger:mona-adel", ("ledger:mouna-adl",))
    for name in ("Mona Adel", "Mouna Adl", "ledger:mouna-adl"):
        assert len(ledger.claims(speaker=name)) == 2
        [card] = ledger.actor(name)
        assert (card.id, card.names, card.claims) == ("ledger:mona-adel", ("Mona Adel", "Mouna Adl"), 2)
        assert card.merged == ("ledger:mouna-adl",)
    assert {row["speaker"] for row in ledger.rows("SELECT speaker FROM claims")} == {"Mona Adel"}
    assert verify(ledger) == []
    with pytest.raises(BadDecision, match="already"):
        ledger.merge(["Mona Adel", "ledger:mouna-adl"], **WHO)
    ledger.undo(made.id, **WHO)
    assert [ledger.claims(speaker=name).rows for name in ("Mona Adel", "Mouna Adl")] == before
    assert verify(ledger) == []


def test_a_merger_holds_for_reports_that_come_later(ledger, told):
    two(ledger, told)
    ledger.merge(["Mona Adel", "Mouna Adl"], **WHO)
    later = told(speaker="Mouna Adl", source_id="c.txt", publisher="Nile Daily")
    ledger.add(*later.pair)
    assert len(ledger.claims(speaker="Mona Adel")) == 3
    assert verify(ledger) == []


def test_mergers_follow_one_another(ledger, told):
    two(ledger, told)
    third = told(speaker="Muna Adal", source_id="c.txt", publisher="Nile Daily")
    ledger.add(*third.pair)
    first = ledger.merge(["Mona Adel", "Mouna Adl"], **WHO)
    ledger.merge(["Muna Adal", "Mouna Adl"], **WHO)
    assert {c.voice.name for c in ledger.claims()} == {"Muna Adal"}
    assert ledger.actor("Mona Adel")[0].merged == ("ledger:mona-adel", "ledger:mouna-adl")
    ledger.undo(first.id, **WHO)
    assert sorted(c.voice.name for c in ledger.claims()) == ["Mouna Adl", "Muna Adal", "Muna Adal"]
    assert verify(ledger) == []


def test_ties_of_merged_actors_are_one(ledger, told):
    other = told(actor="Front of the Harbour", actor_id="report:front", source_id="b.txt", publisher="Delta Post")
    ledger.add_batch([told().pair, other.pair])
    assert {tie.origins for tie in network(ledger, "2013-08-16").ties} == {1}
    made = ledger.merge(["Harbour Front", "Front of the Harbour"], **WHO)
    [tie] = network(ledger, "2013-08-16").ties
    assert (tie.object.name, tie.origins) == ("Harbour Front", 2)
    assert len(ledger.events(actor="Front of the Harbour")) == 2
    ledger.undo(made.id, **WHO)
    assert {tie.origins for tie in network(ledger, "2013-08-16").ties} == {1}


def test_two_names_of_one_report_are_one_once_merged(ledger, told):
    here = told()
    both = structs.replace(here.reading.attributions[0], speakers=("report:mona-adel", "report:harbour-front"))
    ledger.add(here.given, structs.replace(here.reading, attributions=(both,)))
    made = ledger.merge(["Mona Adel", "Harbour Front"], **WHO)
    [claim] = ledger.claims()
    assert [who.name for who in claim.voice.speakers] == ["Mona Adel"]
    assert ledger.rows("SELECT speaker FROM claims")[0][0] == "Mona Adel"
    assert ledger.actor("Harbour Front")[0].claims == 1
    assert [(v.who.name, v.count) for v in account(ledger).voices] == [("Mona Adel", 1)]
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert [who.name for who in ledger.claims().rows[0].voice.speakers] == ["Mona Adel", "Harbour Front"]
    assert verify(ledger) == []


def test_what_a_merger_leaves_to_compare_is_told_and_caught_up_with(ledger, told, monkeypatch):
    monkeypatch.setattr(happenings, "PORTION", 1)
    names = ("Harbour Front", "Amity Brigade", "Amity Brigade", "Amity Brigade")
    pairs = [
        told(source_id=f"{n}.txt", publisher=f"Paper {n}", actor=name, actor_id=f"report:{n}", own_words=True)
        for n, name in enumerate(names)
    ]
    ledger.add_batch([pair.pair for pair in pairs])
    ledger.merge(["Harbour Front", "Amity Brigade"], **WHO)
    assert ledger.behind() == 2
    assert "Still to be compared with who people are now: the events of 2 reports." in ledger.happenings().notes
    assert verify(ledger) == []
    assert list(ledger.catch_up()) == [2, 1]
    assert ledger.happenings().notes == ()
    assert verify(ledger) == []
    [row] = ledger.happenings()
    assert {reason for link in row.links for reason in link.reasons} & {"the same who act (+1.0)"}
    assert not {reason for link in row.links for reason in link.reasons} & {"others act (-1.0)"}
    ledger.undo(ledger.decisions()[-1].id, **WHO)
    assert ledger.behind() == 2
    list(ledger.catch_up())
    assert verify(ledger) == []


def test_merged_outlets_are_one_origin(ledger, told):
    def quoting(n, name):
        here = told(source_id=f"{n}.txt", publisher=f"Paper {n}", own_words=True)
        outlet = Actor(f"report:{n}", name, "outlet")
        claim = structs.replace(here.reading.attributions[0], medium=outlet.id)
        return here.given, structs.replace(here.reading, actors=(*here.reading.actors, outlet), attributions=(claim,))

    ledger.add_batch([quoting(1, "Delta News Wire"), quoting(2, "News Wire of the Delta")])
    assert {row.origins for row in ledger.happenings()} == {2}
    made = ledger.merge(["Delta News Wire", "News Wire of the Delta"], **WHO)
    assert {row.origins for row in ledger.happenings()} == {1}
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert {row.origins for row in ledger.happenings()} == {2}
    assert verify(ledger) == []


def test_figures_follow_who_is_counted_and_who_counts(ledger, told):
    reports = [told(source_id=f"{n}.txt", publisher=f"Paper {n}", speaker=name, killed=killed, own_words=True)
               for n, (name, killed) in enumerate((("Mona Adel", 10), ("Mouna Adl", 20)))]  # fmt: skip
    ledger.add_batch([report.pair for report in reports])
    assert len(disputes(ledger).rows) == 1
    made = ledger.merge(["Mona Adel", "Mouna Adl"], **WHO)
    assert disputes(ledger).rows == ()
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert len(disputes(ledger).rows) == 1
    rejected = ledger.reject(f"{reports[1].report.id}:f1", **WHO)
    assert disputes(ledger).rows == ()
    ledger.undo(rejected.id, **WHO)
    ledger.correct(f"{reports[1].report.id}:f1", {"best": "10"}, **WHO)
    assert disputes(ledger).rows == ()
    assert verify(ledger) == []


def test_a_split_makes_some_rows_about_somebody_else(ledger, told):
    reports = [told(source_id=f"{n}.txt", publisher=f"Paper {n}").report.id for n in range(2)]
    ledger.add_batch([told(source_id=f"{n}.txt", publisher=f"Paper {n}").pair for n in range(2)])
    made = ledger.split("Mona Adel", [f"{reports[1]}:a1"], name="Mona Adel of Amity", **WHO)
    new = made.actors[0].id
    assert new.startswith("ledger:mona-adel~")
    assert sorted(who.id for c in ledger.claims() for who in c.voice.speakers) == ["ledger:mona-adel", new]
    assert [card.id for card in ledger.actor("Mona Adel of Amity")] == [new]
    assert {card.id for card in ledger.actor("Mona Adel")} == {"ledger:mona-adel", new}
    assert len(ledger.claims(speaker="ledger:mona-adel")) == 1
    assert verify(ledger) == []
    back = ledger.merge(["ledger:mona-adel", new], **WHO)
    assert len(ledger.claims(speaker="ledger:mona-adel")) == 2
    ledger.undo(back.id, **WHO)
    ledger.undo(made.id, **WHO)
    assert len(ledger.claims(speaker="Mona Adel")) == 2
    assert verify(ledger) == []


def test_a_whole_report_can_be_about_somebody_else(ledger, one):
    made = ledger.split("Harbour Front", [one], **WHO)
    new = made.actors[0].id
    assert {party.actor for party in ledger.reading(one).events[0].actors} == {new}
    assert ledger.reading(one).relations[0].object.actor == new
    assert {row["actor_id"] for row in ledger.rows("SELECT * FROM mentions WHERE actor = 'Harbour Front'")} == {new}
    assert verify(ledger) == []


def test_somebody_cannot_be_parted_from_rows_without_them(ledger, one):
    with pytest.raises(BadDecision, match="has no part"):
        ledger.split("iran", [f"{one}:e1"], **WHO)
    with pytest.raises(BadDecision, match="names no row"):
        ledger.split("iran", [], **WHO)
    with pytest.raises(BadDecision, match="stands in no row"):
        ledger.split("egypt", [one], **WHO)
    with pytest.raises(BadDecision, match="only one actor"):
        ledger.merge(["iran"], **WHO)


# -- events of several reports ----------------------------------------------------------------------------------------


def test_joined_and_parted_events(ledger, told):
    rows = [f"{report}:e1" for report in two(ledger, told)]
    pair = tuple(sorted(rows))
    made = ledger.join(rows, **WHO)
    assert (joins(ledger.store), splits(ledger.store)) == ({pair}, frozenset())
    ledger.split(rows[1], [rows[0]], **WHO)
    assert (joins(ledger.store), splits(ledger.store)) == (frozenset(), {pair})
    ledger.undo(made.id, **WHO)
    assert splits(ledger.store) == {pair}
    assert verify(ledger) == []
    with pytest.raises(BadDecision, match="no event"):
        ledger.join([rows[0], rows[1].replace("e1", "a1")], **WHO)
    with pytest.raises(BadDecision, match="only one event"):
        ledger.join([rows[0], rows[0]], **WHO)


@pytest.fixture
def apart(told):
    """Two reports of one shelling, and one of another month."""
    days = ("2013-08-14", "2013-08-14", "2013-09-20")
    return [
        told(publisher=f"Paper {n}", source_id=f"{n}.txt", day=day, killed=10 * (n + 1), own_words=True,
             speaker=f"Mona Adel {'I' * n}", published="2013-09-21")
        for n, day in enumerate(days)
    ]  # fmt: skip


def grouped(ledger):
    """The happenings, as the numbers of the reports that tell them."""
    return sorted(sorted(int(t.passage.publisher[-1]) for t in row.tellings) for row in ledger.happenings())


def test_who_joins_events_wins_over_the_machine_in_every_view_and_for_good(ledger, told, apart):
    ledger.add_batch([one.pair for one in apart])
    rows = [f"{one.report.id}:e1" for one in apart]
    assert grouped(ledger) == [[0, 1], [2]]
    made = ledger.join([rows[0], rows[2]], **WHO)
    assert grouped(ledger) == [[0, 1, 2]]
    [row] = ledger.happenings()
    assert [link.reasons[0] for link in row.links if "joined by" in link.reasons[0]] == [
        f"joined by R. Haddad: I was there. [{made.id}]"
    ]
    assert {event.origins for event in ledger.events()} == {event.origins for event in ledger.timeline()} == {3}
    assert len(ledger.events(min_origins=3)) == 3
    assert [len(one.sides) for one in disputes(ledger, kinds=["figure"]).rows] == [3]
    assert verify(ledger) == []
    more = told(publisher="Paper 3", source_id="3.txt", day="2013-09-20", own_words=True, published="2013-09-21")
    ledger.add(*more.pair)
    ledger.add(apart[2].given, renumbered(apart[2].reading))
    assert [0, 1, 2] in [[n for n in some if n < 3] for some in grouped(ledger)]
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert [0, 1] in grouped(ledger)
    assert verify(ledger) == []


def test_who_parts_events_wins_over_the_machine_in_every_view_and_for_good(ledger, told, apart):
    ledger.add_batch([one.pair for one in apart])
    rows = [f"{one.report.id}:e1" for one in apart]
    made = ledger.split(rows[0], [rows[1]], **WHO)
    assert grouped(ledger) == [[0], [1], [2]]
    assert {event.origins for event in ledger.events()} == {1}
    assert verify(ledger) == []
    ledger.add(apart[1].given, renumbered(apart[1].reading))
    third = told(publisher="Paper 3", source_id="3.txt", own_words=True, published="2013-09-21")
    ledger.add(*third.pair)
    assert not any({0, 1} <= set(some) for some in grouped(ledger))
    assert verify(ledger) == []
    back = ledger.join(sorted({f"{apart[0].report.id}:e1", f"{apart[1].report.id}:e7"}), **WHO)
    assert any({0, 1} <= set(some) for some in grouped(ledger))
    ledger.undo(back.id, **WHO)
    ledger.undo(made.id, **WHO)
    assert any({0, 1} <= set(some) for some in grouped(ledger))
    assert verify(ledger) == []


def test_a_rejected_event_is_joined_with_none(ledger, told):
    rows = [f"{report}:e1" for report in two(ledger, told)]
    ledger.join(rows, **WHO)
    ledger.reject(rows[0], **WHO)
    assert joins(ledger.store) == frozenset()


# -- sources ----------------------------------------------------------------------------------------------------------


def test_a_mark_stands_beside_all_rows_of_a_source_and_leaves_none_out(ledger, told):
    two(ledger, told)
    made = ledger.mark("delta post", "state media", **WHO)
    assert {c.passage.publisher: c.passage.marks for c in ledger.claims()} == {
        "Harbour Observer": (), "Delta Post": ("state media",),
    }  # fmt: skip
    assert sorted(e.passage.marks for e in ledger.events()) == [(), ("state media",)]
    assert ("state media",) in {hit.passage.marks for hit in ledger.search("shelled")}
    assert ("state media",) in {told_.passage.marks for told_ in network(ledger, "2013-08-16").ties[0].evidence}
    assert ("state media",) in {card.marks for card in ledger.reports()}
    later = told(speaker="Adam Other", source_id="c.txt", publisher="DELTA POST")
    ledger.add(*later.pair)
    assert len(ledger.rows("SELECT * FROM marked")) == 2
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert ledger.rows("SELECT * FROM marked") == []
    assert verify(ledger) == []


def test_marked_sources_can_be_left_out_and_are_counted(ledger, told):
    two(ledger, told)
    ledger.mark("Delta Post", "state media", **WHO)
    for words in ("state media", "any"):
        for found in (ledger.claims(without=words), ledger.events(without=words)):
            assert [row.passage.publisher for row in found] == ["Harbour Observer"]
            assert found.notes[-1].startswith("Left out as asked: 1 ")
    with pytest.raises(BadQuery, match="no source is marked"):
        ledger.claims(without="satire")
    with pytest.raises(BadDecision, match="already"):
        ledger.mark("Delta Post", "state  media", **WHO)
    with pytest.raises(NoSuchRow):
        ledger.mark("Nile Daily", "satire", **WHO)


def test_an_outlet_that_is_only_quoted_can_be_marked(ledger, told):
    here = told(speaker="Coast Radio")
    reading = here.reading
    outlet = structs.replace(reading.actors[1], kind="outlet")
    reading = structs.replace(reading, actors=(reading.actors[0], outlet, *reading.actors[2:]))
    ledger.add(here.given, reading)
    ledger.mark("Coast Radio", "party to the conflict", **WHO)
    [claim], [event] = ledger.claims(), ledger.events()
    assert (claim.voice.marks, claim.passage.marks) == (("party to the conflict",), ())
    assert event.voice.marks == ("party to the conflict",)
    assert verify(ledger) == []


def test_a_report_alone_can_be_marked(ledger, told):
    first, _ = two(ledger, told)
    ledger.mark(first[:8], "satire", **WHO)
    assert [row["report"] for row in ledger.rows("SELECT report FROM marked")] == [first]
    ledger.correct(first, {"title": "Shells"}, **WHO)
    assert len(ledger.rows("SELECT * FROM marked")) == 1
    assert verify(ledger) == []


# -- newer readings ---------------------------------------------------------------------------------------------------


def renumbered(reading, reader="reader 2"):
    """A newer reading, whose rows have other ids."""
    telling = structs.replace(reading.events[0].mentions[0], attribution="a7")
    event = structs.replace(
        reading.events[0], id="e7", attribution="a7", counts=("f7",), confidence=0.5, mentions=(telling,)
    )
    claim = structs.replace(reading.attributions[0], id="a7")
    figure = structs.replace(reading.figures[0], id="f7", of="e7", attribution="a7")
    tie = structs.replace(reading.relations[0], id="r7")
    return structs.replace(
        reading, reader=reader, events=(event,), attributions=(claim,), figures=(figure,), relations=(tie,),
        predicates=(),
    )  # fmt: skip


@pytest.mark.parametrize("kind", ["accept", "reject"])
@pytest.mark.parametrize("row", ["a1", "e1", "r1", "f1"])
def test_a_verdict_finds_its_row_in_a_newer_reading(ledger, told, one, kind, row):
    getattr(ledger, kind)(f"{one}:{row}", **WHO)
    ledger.add(told().given, renumbered(told().reading))
    [judged] = ledger.rows("SELECT row, verdict FROM judged")
    assert tuple(judged) == (f"{one}:{row[0]}7", f"{kind}ed")
    assert ledger.queue() == ()
    assert verify(ledger) == []


def test_a_correction_finds_its_row_and_the_rest_of_it_is_the_newer_ones(ledger, told, one):
    ledger.correct(f"{one}:e1", {"type": "COERCE", "actors": "iran"}, **WHO)
    ledger.add(told().given, renumbered(told().reading))
    [event] = ledger.events()
    assert (event.row, event.type, event.actors[0].id, event.confidence) == (f"{one}:e7", "COERCE", "iran", 0.5)
    assert verify(ledger) == []


def test_a_verdict_on_a_row_that_says_something_else_now_is_queued(ledger, told, one):
    made = ledger.reject(f"{one}:e1", **WHO)
    newer = renumbered(told().reading)
    other = structs.replace(newer, events=(structs.replace(newer.events[0], type="COERCE"),))
    ledger.add(told().given, other)
    assert len(ledger.events()) == 1
    [waits] = ledger.queue()
    assert (waits.decision.id, waits.row, waits.passage) == (made.id, f"{one}:e1", "shelled")
    assert "says something else" in waits.problem
    assert ledger.rows("SELECT open FROM decided")[0][0] == waits.problem
    assert verify(ledger) == []
    ledger.undo(made.id, **WHO)
    assert ledger.queue() == ()
    assert verify(ledger) == []


def test_what_finds_no_home_or_two_is_queued_and_comes_back(ledger, told, one):
    ledger.correct(f"{one}:e1", {"type": "COERCE"}, **WHO)
    newer = renumbered(told().reading)
    ledger.add(told().given, structs.replace(newer, events=(), figures=()))
    assert "no such row" in ledger.queue()[0].problem
    twice = (newer.events[0], structs.replace(newer.events[0], id="e8", type="PROTEST"))
    again = structs.replace(newer, reader="reader 3", events=tuple(structs.replace(e, mode="x") for e in twice))
    ledger.add(told().given, again)
    assert "2 such rows" in ledger.queue()[0].problem
    ledger.add(told().given, structs.replace(newer, reader="reader 4", events=twice))
    assert ledger.queue() == ()
    assert {e.row: e.type for e in ledger.events()} == {f"{one}:e7": "COERCE", f"{one}:e8": "PROTEST"}
    assert verify(ledger) == []


def test_a_row_is_found_again_where_its_words_have_moved(ledger, told, one):
    ledger.reject(f"{one}:r1", **WHO)
    here = told()
    moved = told(preface="Updated. ")
    report = structs.replace(moved.report, id=here.report.id, sha256=here.report.sha256)
    reading = structs.replace(moved.reading, report=report, reader="reader 2")
    ledger.add(structs.replace(here.given, report=report), reading)
    assert ledger.reading(one).report.text.startswith("Updated.")
    assert ledger.reading(one).relations == ()
    assert verify(ledger) == []


def test_an_actor_is_parted_in_a_newer_reading_too(ledger, told, one):
    made = ledger.split("Harbour Front", [f"{one}:r1"], **WHO)
    ledger.add(told().given, renumbered(told().reading))
    reading = ledger.reading(one)
    assert reading.relations[0].object.actor == made.actors[0].id
    assert reading.events[0].actors[0].actor == "report:harbour-front"
    newer = renumbered(told().reading, "reader 3")
    tie = structs.replace(newer.relations[0], object=structs.replace(newer.relations[0].object, actor=None))
    ledger.add(told().given, structs.replace(newer, relations=(tie,)))
    assert "has no part" in ledger.queue()[0].problem
    assert verify(ledger) == []


def test_undoing_what_a_verdict_rested_on_queues_it(ledger, one):
    first = ledger.correct(f"{one}:e1", {"type": "COERCE"}, **WHO)
    ledger.accept(f"{one}:e1", **WHO)
    ledger.undo(first.id, **WHO)
    [waits] = ledger.queue()
    assert waits.decision.kind == "accept"
    assert verify(ledger) == []


def machine_rows(ledger, table):
    """The rows of a table as the machine read them: whom it took somebody for, without what follows from mergers."""
    met = dict(ACTORS.get(table, ()))
    free = {*met.values(), *FOLLOWING.get(table, ())}
    columns = [row["name"] for row in ledger.rows(f"PRAGMA table_info({table})") if row["name"] not in free]
    told = ", ".join(f"coalesce({met[column]}, {column})" if column in met else column for column in columns)
    return {tuple(row) for row in ledger.rows(f"SELECT {told} FROM {table} WHERE reading = 1")}


def test_machine_rows_are_never_edited(ledger, one):
    before = {table: machine_rows(ledger, table) for table in (*TABLES, "reading_bytes")}
    assert sum(map(len, before.values())) > 20
    ledger.reject(f"{one}:e1", **WHO)
    ledger.correct(f"{one}:r1", {"type": "rift"}, **WHO)
    ledger.merge(["iran", "Harbour Front"], **WHO)
    assert {table: machine_rows(ledger, table) for table in before} == before


@pytest.mark.parametrize("table", ACTORS)
def test_whom_the_machine_met_cannot_be_changed(ledger, one, table, path):
    ledger.merge(["iran", "Harbour Front"], **WHO)
    with closing(sqlite3.connect(path)) as shell:
        for actor, met in ACTORS[table]:
            for statement in (f"SET {actor} = 'x', {met} = 'y'", f"SET {met} = NULL WHERE {met} IS NOT NULL"):
                changed = shell.execute(f"SELECT count(*) FROM {table} WHERE {met} IS NOT NULL").fetchone()[0]
                if "WHERE" in statement and not changed:
                    continue
                with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                    shell.execute(f"UPDATE {table} {statement}")


def test_one_reading_stands_for_all_decisions_on_a_report(ledger, one):
    for value in ("denied", "planned", "threatened"):
        ledger.correct(f"{one}:e1", {"status": value}, **WHO)
    ledger.correct(one, {"title": "Shells"}, **WHO)
    assert ledger.rows("SELECT count(*) FROM readings")[0][0] == 2
    assert ledger.rows("SELECT count(*) FROM event_rows")[0][0] == 2
    assert ledger.rows("SELECT count(*) FROM report_versions")[0][0] == 2
    assert verify(ledger) == []


# -- any sequence -----------------------------------------------------------------------------------------------------

STEP = st.one_of(
    st.tuples(st.just("accept"), st.integers(0, 1), st.sampled_from(["a", "e", "r", "f"])),
    st.tuples(st.just("reject"), st.integers(0, 1), st.sampled_from(["a", "e", "r", "f"])),
    st.tuples(st.just("correct"), st.integers(0, 1), st.sampled_from([
        ("e", "type", "COERCE"), ("e", "status", "denied"), ("e", "actors", "iran"), ("r", "type", "rift"),
        ("r", "subject", "ledger:mona-adel"), ("a", "speaker", "iran"), ("f", "best", "7"), ("", "title", "Shells"),
        ("", "published", "2013-08-20"), ("", "publisher", "Nile Daily"),
    ])),
    st.tuples(st.just("merge"), st.sampled_from(["ledger:mona-adel", "iran"]), st.sampled_from(
        ["ledger:mouna-adl", "ledger:harbour-front.group", "iran"])),
    st.tuples(st.just("split"), st.integers(0, 1), st.sampled_from(["e", "r", ""])),
    st.tuples(st.just("join"), st.just(0), st.just("")),
    st.tuples(st.just("mark"), st.integers(0, 1), st.sampled_from(["satire", "state media"])),
    st.tuples(st.just("read"), st.integers(0, 1), st.integers(2, 4)),
    st.tuples(st.just("undo"), st.integers(0, 20), st.just("")),
)  # fmt: skip


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEP, max_size=12))
def test_any_sequence_of_decisions_is_whole_and_undoing_all_gives_the_machines_view(told, tmp_path_factory, steps):
    pairs = (told(), told(speaker="Mouna Adl", source_id="b.txt", publisher="Delta Post"))
    folder = tmp_path_factory.mktemp("ledger")
    with Ledger.open(folder / "a.onrecord", create=True) as ledger, Ledger.open(folder / "b", create=True) as plain:
        for one in (ledger, plain):
            one.add_batch([pair.pair for pair in pairs])
        number = {pair.report.id: 1 for pair in pairs}
        for kind, which, what in steps:
            try:
                step(ledger, plain, pairs, kind, which, what, number)
            except (BadDecision, NoSuchRow):
                continue
            assert verify(ledger) == []
        for made in reversed(standing(ledger)):
            ledger.undo(made, **WHO)
        assert verify(ledger) == []
        assert ledger.queue() == ()
        assert views(ledger) == views(plain)
        for pair in pairs:
            assert ledger.reading(pair.report.id) == plain.reading(pair.report.id)


def standing(ledger):
    undone = {made.undoes for made in ledger.decisions()}
    return [made.id for made in ledger.decisions() if made.kind != "undo" and made.id not in undone]


def step(ledger, plain, pairs, kind, which, what, number):
    if kind == "undo":
        there = standing(ledger)
        if there:
            ledger.undo(there[which % len(there)], **WHO)
        return
    if kind == "merge":
        ledger.merge([which, what], **WHO)
        return
    report = pairs[which].report.id

    def row(letter):
        return f"{report}:{letter}{number[report]}" if letter else report

    if kind in ("accept", "reject"):
        getattr(ledger, kind)(row(what), **WHO)
    elif kind == "correct":
        ledger.correct(row(what[0]), {what[1]: what[2]}, **WHO)
    elif kind == "split":
        ledger.split("ledger:harbour-front.group", [row(what)], **WHO)
    elif kind == "join":
        ledger.join([f"{pair.report.id}:e{number[pair.report.id]}" for pair in pairs], **WHO)
    elif kind == "mark":
        ledger.mark(pairs[which].publisher, what, **WHO)
    else:
        newer = renumbered(pairs[which].reading, f"reader {what}")
        if ledger.wants(newer.report, newer.reader):
            for one in (ledger, plain):
                one.add(pairs[which].given, newer)
            number[report] = 7


def test_every_field_that_can_be_corrected_is_told_by_name():
    assert set(FIELDS) == {"report", "attributions", "events", "relations", "figures"}


def test_an_actor_of_one_report_only_can_be_merged_into_another_report(ledger, told):
    vague = told(speaker="Adel", source_id="b.txt", publisher="Delta Post")
    ledger.add_batch([told().pair, vague.pair])
    alone = f"report:{vague.report.id}:adel"
    ledger.merge([alone, "Mona Adel"], **WHO)
    assert {who.id for c in ledger.claims() for who in c.voice.speakers} == {alone}
    assert ledger.reading(told().report.id).actors[-1] == Actor(alone, "Adel", "person")
    assert verify(ledger) == []


def test_a_mention_in_a_parted_claim_goes_with_it(ledger, told):
    here = told()
    reading = here.reading
    start = here.text.index("Harbour Front", here.text.index("backed") - 40)
    assert Span.of(here.text, start, start + 13).text == "Harbour Front"
    more = (*reading.mentions, Mention(Span.of(here.text, start, start + 13), "report:harbour-front", "name", 0.9))
    ledger.add(here.given, structs.replace(reading, mentions=more))
    made = ledger.split("Harbour Front", [f"{here.report.id}:a1"], **WHO)
    mentions = [m.actor for m in ledger.reading(here.report.id).mentions if m.span.text == "Harbour Front"]
    assert mentions == [made.actors[0].id, "report:harbour-front"]
    assert ledger.claims(about=made.actors[0].id).rows != ()
    assert verify(ledger) == []
