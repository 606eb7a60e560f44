"""What a ledger answers, with the passage of every row."""

import sqlite3
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onrecord.errors import BadDate, BadQuery, NoSuchRow
from onrecord.ledger import Coverage
from onrecord.ledger.search import fts_query
from onrecord.model.chain import voices_in_words


def test_claims_by_speaker_about_kind_and_day(ledger, told):
    ledger.add_batch([
        told().pair,
        told(speaker="Karim Nasser", killed=13, published="2013-09-01", source_id="b.txt").pair,
        told(speaker="Hala Issa", killed=14, published=None, source_id="c.txt").pair,
    ])  # fmt: skip

    def speakers(**filters):
        return [claim.voice.name for claim in ledger.claims(**filters)]

    assert speakers() == ["Mona Adel", "Karim Nasser", "Hala Issa"]
    assert speakers(speaker="karim nasser") == ["Karim Nasser"]
    assert speakers(about="the Harbour Front") == ["Mona Adel", "Karim Nasser", "Hala Issa"]
    assert speakers(about="Mona Adel") == []
    assert speakers(speaker="Mona Adel", about="Harbour Front", kind="speech") == ["Mona Adel"]
    assert speakers(kind="belief") == []
    assert speakers(start="2013-08-15", end="2013-08-15") == ["Mona Adel"]
    assert speakers(start=date(2013, 8, 16)) == ["Karim Nasser"]
    assert speakers(end="2013-08-14") == []
    assert ledger.claims(limit=2).more
    assert not ledger.claims(limit=3).more


def test_claims_by_form_source_certainty_publisher_and_confidence(ledger, told):
    ledger.add_batch([told().pair, told(killed=13, publisher="Delta Post", source_id="b.txt", own_words=True).pair])

    def publishers(**filters):
        return [claim.passage.publisher for claim in ledger.claims(**filters)]

    both = ["Delta Post", "Harbour Observer"]
    assert sorted(publishers(form="indirect", source="named", certainty="CT+", sure=0.9)) == both
    assert publishers(form="direct") == publishers(source="anonymous") == publishers(certainty="PS+") == []
    assert publishers(sure=0.91) == []
    assert publishers(publisher="Delta Post") == ["Delta Post"]
    for filters in ({"form": "loud"}, {"source": "radio"}, {"certainty": "sure"}, {"publisher": "Delta"}):
        with pytest.raises(BadQuery):
            ledger.claims(**filters)


def test_an_offset_passes_rows_over(ledger, told):
    ledger.add_batch([told(killed=n, day=f"2013-08-{n}", source_id=f"{n}.txt").pair for n in (10, 12, 14)])
    for ask in (ledger.claims, ledger.happenings):
        whole = [row.row for row in ask()]
        parts = [ask(limit=2, offset=at) for at in (0, 2, 4)]
        assert [row.row for part in parts for row in part] == whole
        assert [part.more for part in parts] == [True, False, False]


def test_happenings_by_the_side_on_which_somebody_is(ledger, told, golden):
    ledger.add(*told().pair)
    ledger.add(*golden)
    everyone = {who.id for one in ledger.events(status="all") for who in (*one.actors, *one.recipients) if who.id}
    for who in everyone:
        asked = {"actor": who, "status": "all"}
        told_of = {telling.row for one in ledger.happenings(**asked) for telling in one.tellings}
        sides = [ledger.happenings(**asked, side=side) for side in ("actor", "recipient")]
        assert told_of == {telling.row for side in sides for one in side for telling in one.tellings}
        for side, found in zip(("actors", "recipients"), sides, strict=True):
            for one in found:
                assert any(who in {other.id for other in getattr(telling, side)} for telling in one.tellings)
    with pytest.raises(BadQuery):
        ledger.happenings(actor="Iran", side="left")


def test_a_claim_carries_its_words_and_its_passage(ledger, told):
    one = told()
    ledger.add(*one.pair)
    [claim] = ledger.claims()
    assert claim.row == f"{one.report.id}:a1"
    assert (claim.cue, claim.content) == (
        "said",
        "the Harbour Front shelled Port Amity on the day and 12 people were killed",
    )
    assert [who.name for who in claim.about] == ["Harbour Front"]
    passage = claim.passage
    assert one.text[passage.start : passage.end] == passage.text == one.reading.sentences[0].text
    assert (passage.report, passage.publisher, passage.published) == (one.report.id, one.publisher, one.published)


def test_the_golden_reading_keeps_its_nesting_and_media(ledger, golden):
    ledger.add(*golden)
    reading = golden[1]
    claims = {claim.row.split(":")[1]: claim for claim in ledger.claims()}
    for said in reading.attributions:
        claim = claims[said.id]
        assert (claim.within is None) == (said.within is None)
        assert (claim.medium is None) == (said.medium is None)
        assert len(claim.voice.speakers) == len(said.speakers)
        assert claim.content == " … ".join(span.text for span in said.content)
        assert claim.voices == voices_in_words(reading)[said.id]
    [denial] = ledger.claims(speaker="Dana Keel", limit=1)
    assert "according to Pavel Orsic" in denial.voices
    happenings = {event.row.split(":")[1]: event for event in ledger.events(status="all")}
    for event in reading.events:
        found = happenings[event.id]
        assert found.tellings == len(event.mentions)
        assert found.passage.text == event.evidence.text
        assert (len(found.actors), len(found.recipients)) == (len(event.actors), len(event.recipients))
        assert found.dated == (event.start is not None)


def test_events_count_only_what_happened_unless_asked(ledger, told):
    for n, status in enumerate(("occurred", "ongoing", "unknown", "planned", "threatened", "denied", "hypothetical")):
        ledger.add(*told(status=status, killed=n, source_id=f"{n}.txt").pair)
    found = ledger.events()
    assert {event.status for event in found} == {"occurred", "ongoing", "unknown"}
    assert "threatened" in found.notes[0]
    assert {event.status for event in ledger.events(status="planned")} == {"planned"}
    assert {event.status for event in ledger.events(status="planned, denied")} == {"planned", "denied"}
    assert len(ledger.events(status="all")) == 7
    assert [ledger.events(status=asked).left_out for asked in (None, "all", "denied")] == [4, 0, 0]
    assert ledger.events(limit=1).left_out == 4
    assert ledger.events(status="all").notes == ()


def test_events_by_actor_type_and_day(ledger, told):
    ledger.add_batch([
        told().pair,
        told(actor="Delta Union", actor_id="report:delta-union", killed=3, day="2013-08-20", source_id="b.txt").pair,
        told(killed=4, day=None, source_id="c.txt").pair,
    ])  # fmt: skip

    def days(**filters):
        return [event.start for event in ledger.events(**filters)]

    assert days() == ["2013-08-14", "2013-08-20", None]
    assert days(actor="Delta Union") == ["2013-08-20"]
    assert days(actor="Harbour Front") == ["2013-08-14", None]
    assert days(actor="Iran") == []
    assert days(type="assault") == days()
    assert days(type="AID") == []
    assert days(start="2013-08-14", end="2013-08-14") == ["2013-08-14"]
    assert days(start="2013-08-15") == ["2013-08-20"]
    assert days(end="2013-08-13") == []
    assert "1 of them" in ledger.events(start="2013-08-15").notes[0]


def test_an_event_says_who_vouches_for_it(ledger, told):
    ledger.add(*told().pair)
    [event] = ledger.events()
    assert event.voice.name == "Mona Adel"
    assert event.voice.publisher == "Harbour Observer"
    assert [who.id for who in event.actors] == ["ledger:harbour-front.group"]
    assert event.place is not None
    assert (event.place.name, event.place.country, event.when) == ("Port Amity", "EG", "the day")


def test_origins_count_an_agency_once(ledger, told):
    ledger.add_batch([
        told(agency="Mira Wire").pair,
        told(agency="Mira Wire", publisher="Delta Post", source_id="b.txt").pair,
    ])  # fmt: skip
    assert [event.origins for event in ledger.events()] == [1, 1]
    assert ledger.events(min_origins=2).rows == ()
    ledger.add(*told(publisher="Coast Times", source_id="c.txt", killed=15).pair)
    assert [event.origins for event in ledger.events(min_origins=2)] == [2, 2, 2]
    ledger.add(*told(publisher="Coast Times", source_id="d.txt", status="denied", killed=16).pair)
    assert len(ledger.events(min_origins=2)) == 3
    assert ledger.events(min_origins=3).rows == ()


def test_the_timeline_puts_the_shorter_interval_first_and_the_undated_last(ledger, golden, told):
    ledger.add(*golden)
    ledger.add(*told(day=None).pair)
    found = ledger.timeline(status="all").rows
    starts = [event.start for event in found]
    dated = [start for start in starts if start is not None]
    assert starts == sorted(dated) + [None] * (len(starts) - len(dated))
    assert [event.dated for event in found] == sorted((event.dated for event in found), reverse=True)


def test_search_finds_reports_claims_and_events_with_the_words_marked(ledger, told):
    one = told(preface="The talks in Zürich had ended. ")
    ledger.add(*one.pair)
    found = ledger.search("amity shel*")
    assert [hit.kind for hit in found] == ["report", "claim", "event"]
    for hit in found:
        assert one.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert {one.text[start:end] for start, end in hit.marks} == {"Amity", "shelled"}
    [hit] = ledger.search("zurich")
    assert (hit.kind, [one.text[a:b] for a, b in hit.marks]) == ("report", ["Zürich"])
    assert ledger.search('"Amity Port"').rows == ()
    assert ledger.search("amity", limit=2).more


def test_search_finds_only_current_readings(ledger, told):
    ledger.add(*told().pair)
    ledger.add(*told(reader="reader 2").pair)
    ledger.add(*told(reader="reader 3", title="Shells").pair)
    assert [hit.kind for hit in ledger.search("amity")] == ["report", "claim", "event"]


@pytest.mark.parametrize("query", ["", "   ", '""', "*", "- ( )", "\x00", "\ud800", "x" * 1001])
def test_a_query_without_a_word(ledger, query):
    with pytest.raises(BadQuery):
        ledger.search(query)


@pytest.mark.parametrize(
    "query",
    ['"', "NEAR(", "a OR", "passage : x", "{a b}:c", "^amity", "amity AND NOT", "a*b*", "'; DROP TABLE texts; --",
     'amity"unclosed phrase', "NOT amity", "amity + port", "- amity", "ª²", "\x00amity"],
)  # fmt: skip
def test_a_hostile_query_is_only_words(ledger, told, query):
    ledger.add(*told().pair)
    if any(c.isalnum() for c in query):
        ledger.search(query)
    else:
        with pytest.raises(BadQuery):
            ledger.search(query)
    assert ledger.coverage() == Coverage(read=1)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=60))
def test_no_query_is_an_error_of_sqlite(query):
    index = sqlite3.connect(":memory:")
    index.execute("CREATE VIRTUAL TABLE t USING fts5 (x, tokenize = 'unicode61 remove_diacritics 2')")
    try:
        match = fts_query(query)
    except BadQuery:
        return
    finally:
        index.execute("INSERT INTO t VALUES ('The front shelled Port Amity.')")
    index.execute("SELECT * FROM t WHERE t MATCH ?", (match,)).fetchall()
    index.close()


@pytest.mark.parametrize(
    "filters",
    [{"type": "WAR"}, {"status": "perhaps"}, {"min_origins": 0}, {"actor": "  "}],
)
def test_filters_that_cannot_be_understood(ledger, filters):
    with pytest.raises(BadQuery):
        ledger.events(**filters)


@pytest.mark.parametrize("day", ["yesterday", "2013-13-01", "2013-08-14x", ""])
def test_days_that_are_none(ledger, day):
    with pytest.raises(BadDate):
        ledger.events(start=day)
    with pytest.raises(BadDate):
        ledger.claims(end=day)


def test_nobody_of_that_name(ledger, told):
    with pytest.raises(BadQuery):
        ledger.claims(kind="song")
    with pytest.raises(NoSuchRow, match="nobody called"):
        ledger.claims(speaker="Xqzwv Pllmtk")
    with pytest.raises(NoSuchRow, match="no report"):
        ledger.actor("Norway")
    assert ledger.claims(speaker="Norway").rows == ()


def test_an_actor_has_its_names_and_counts(ledger, told):
    ledger.add_batch([told().pair, told(killed=13, source_id="b.txt").pair])
    [card] = ledger.actor("harbour front")
    assert (card.kind, card.reports, card.events, card.claims, card.relations) == ("group", 2, 2, 0, 2)
    assert card.names == ("Harbour Front",)
    [iran] = ledger.actor("iran")
    assert (iran.country, iran.sector, iran.relations) == ("IRN", ("GOV",), 2)


def test_a_party_may_be_a_place_and_an_actor_in_one_event_twice(ledger, golden):
    ledger.add(*golden)
    for card in {card for name in ("Upland League", "Harbour Front") for card in ledger.actor(name)}:
        rows = [event.row for event in ledger.events(actor=card.id, status="all")]
        assert len(rows) == len(set(rows)) == card.events


def test_the_views_answer_in_the_shell(ledger, golden, told, path):
    ledger.add(*golden)
    ledger.add(*told(language="ar").pair)
    shell = sqlite3.connect(path)
    views = [row[0] for row in shell.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
    counts = {view: shell.execute(f"SELECT count(*) FROM {view}").fetchone()[0] for view in views}
    reading = golden[1]
    expected = {
        "reports": 2, "claims": len(reading.attributions), "events": len(reading.events), "coverage": 2,
        "relations": len(reading.relations), "figures": len(reading.figures), "places": len(reading.places),
        "times": len(reading.times), "mentions": len(reading.mentions), "sentences": len(reading.sentences),
        "predicates": len(reading.predicates), "actors": len(reading.actors), "not_read": 1,
        "claim_actors": counts["claim_actors"], "voices": len(reading.attributions), "decided": 0, "judged": 0,
        "marked": 0, "erasures": 0,
    }  # fmt: skip
    assert counts == expected
    for view in ("claims", "events", "relations", "figures", "places", "times", "mentions", "sentences", "predicates"):
        assert not shell.execute(
            f"SELECT * FROM {view} x JOIN reports r USING (report)"
            " WHERE substr(r.text, x.start_at + 1, x.end_at - x.start_at) <> x.passage"
        ).fetchall(), view
    shell.close()
