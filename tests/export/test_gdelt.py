"""GDELT 2.0: exact columns, only what happened, one number of a happening in both files."""

import csv
import io
import json

import pytest
from msgspec.structs import replace

from onrecord.export.gdelt import placed
from onrecord.knowledge.columns import GDELT_EVENTS, GDELT_MENTIONS
from onrecord.model import Actor, Factuality, Party, Place, Span, Telling

FRONT = Actor("hamas", "Hamas", "group", "PSE", ("REB", "PTY"))


def _rows(whole, columns):
    found = []
    for line in whole.decode().splitlines():
        cells = line.split("\t")
        assert len(cells) == len(columns)
        found.append(dict(zip(columns, cells, strict=True)))
    return found


@pytest.fixture
def events(export):
    """The rows of events as dicts."""
    return lambda **wanted: _rows(export("gdelt-events", **wanted), GDELT_EVENTS)


@pytest.fixture
def mentions(export):
    """The rows of mentions as dicts."""
    return lambda **wanted: _rows(export("gdelt-mentions", **wanted), GDELT_MENTIONS)


def test_the_columns_of_events(columns):
    columns("gdelt2_events", GDELT_EVENTS, 61)


def test_the_columns_of_mentions(columns):
    columns("gdelt2_mentions", GDELT_MENTIONS, 16)


def test_a_row_of_events(full, events):
    first = next(row for row in events() if row["NumArticles"] != "1")
    assert (first["SQLDATE"], first["MonthYear"], first["Year"]) == ("20130814", "201308", "2013")
    assert first["FractionDate"] == "2013.6959"
    assert (first["Actor1Name"], first["Actor2Name"]) == ("Harbour Front", "Port Amity")
    assert (first["EventCode"], first["EventBaseCode"], first["EventRootCode"]) == ("194", "194", "19")
    assert (first["QuadClass"], first["GoldsteinScale"]) == ("4", "-10")
    assert first["ActionGeo_FullName"] == "Port Amity, Egypt"
    assert (first["ActionGeo_Type"], first["ActionGeo_CountryCode"]) == ("4", "EG")
    assert first["Actor1Geo_Type"] == "0"
    assert first["AvgTone"] == ""
    assert first["DATEADDED"] == "20130815000000"
    assert first["SOURCEURL"] == "https://observer.example/1"


def test_a_row_of_mentions(full, mentions):
    a = full.reports_by_letter["a"]
    report = full.report(a)
    row = next(row for row in mentions() if row["MentionIdentifier"] == "https://observer.example/1")
    assert (row["MentionType"], row["MentionSourceName"]) == ("1", "observer.example")
    assert report.text[int(row["ActionCharOffset"]) :].startswith("shelled")
    assert report.text[int(row["Actor1CharOffset"]) :].startswith("Harbour Front")
    assert (row["Confidence"], row["InRawText"]) == ("80", "1")
    assert int(row["MentionDocLen"]) == len(report.text)
    assert row["SentenceID"] == "1"
    extras = json.loads(row["Extras"])
    assert (extras["row"], extras["status"], extras["certainty"]) == (f"{a}:e1", "occurred", "CT+")
    assert extras["voice"] == "said by Mona Adel, reported by Harbour Observer"
    assert "shelled" in report.text[extras["start"] : extras["end"]]


def test_who_has_no_address_is_a_citation(full, mentions):
    b = full.reports_by_letter["b"]
    row = next(row for row in mentions() if row["MentionIdentifier"] == f"urn:onrecord:{b}")
    assert (row["MentionType"], row["MentionSourceName"]) == ("2", "Delta Post")


def test_both_files_have_the_same_happenings(full, events, mentions):
    numbers = [row["GLOBALEVENTID"] for row in events()]
    assert len(numbers) == len(set(numbers))
    told = mentions()
    assert {row["GLOBALEVENTID"] for row in told} == set(numbers)
    for row in events():
        mine = [one for one in told if one["GLOBALEVENTID"] == row["GLOBALEVENTID"]]
        assert len(mine) == int(row["NumMentions"])
        assert {one["EventTimeDate"] for one in mine} == {row["DATEADDED"]}


def test_numbers_and_bytes_are_the_same_on_each_run(full, export):
    for name in ("gdelt-events", "gdelt-mentions"):
        assert export(name) == export(name)


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied", "habitual"])
def test_what_did_not_happen_is_in_neither(put_in, events, mentions, status):
    put_in(source_id="x", status=status)
    assert events() == []
    assert mentions() == []


def test_of_a_happening_only_the_tellings_that_it_took_place_count(put_in, ledger, events, mentions):
    one = put_in(source_id="x")
    other = put_in(source_id="y", publisher="Delta Post", published="2013-08-16", status="denied")
    ledger.join([f"{one.report.id}:e1", f"{other.report.id}:e1"], by="R. H.", why="one attack")
    [row] = events()
    assert (row["NumMentions"], row["NumSources"], row["NumArticles"]) == ("1", "1", "1")
    assert len(mentions()) == 1


def test_a_telling_that_denies_within_a_report_is_no_mention(ledger, told, events, mentions):
    one = told(source_id="x", own_words=True)
    event = one.reading.events[0]
    denial = Telling(event.trigger, event.evidence, Factuality.of("CT-", "denied"))
    event = replace(event, mentions=(*event.mentions, denial, event.mentions[0]))
    ledger.add(one.given, replace(one.reading, events=(event,)))
    assert len(mentions()) == 2
    assert [row["NumMentions"] for row in events()] == ["2"]


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2013-08-14", "2013-08-15", ("20130814", "201308", "2013")),
        ("2013-08-01", "2013-09-01", ("", "201308", "2013")),
        ("2013-01-01", "2014-01-01", ("", "", "2013")),
        ("2012-12-01", "2013-02-01", ("", "", "")),
        (None, None, ("", "", "")),
    ],
)
def test_no_day_is_made_up(put_in, events, start, end, expected):
    put_in({"start": start, "end": end}, source_id="x")
    [row] = events()
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == expected
    assert (row["FractionDate"] == "") == (expected[0] == "")
    [row] = events(report_day=True)
    day = "20130815" if start is None else start.replace("-", "")
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (day, expected[1] or day[:6], expected[2] or day[:4])


def test_the_codes_of_a_known_actor(ledger, told, events):
    one = told(source_id="x", actor="Hamas", actor_id="hamas", own_words=True)
    others = tuple(actor for actor in one.reading.actors if actor.id != "hamas")
    ledger.add(one.given, replace(one.reading, actors=(*others, FRONT)))
    [row] = events()
    assert (row["Actor1Code"], row["Actor1CountryCode"]) == ("PSEREBPTY", "PSE")
    assert (row["Actor1Type1Code"], row["Actor1Type2Code"], row["Actor1Type3Code"]) == ("REB", "PTY", "")


def test_somebody_known_is_shown_before_bare_words(put_in, events, mentions, told):
    one = told(source_id="x", own_words=True)
    unknown, known = Party(one.span("people")), one.reading.events[0].actors[0]
    put_in({"actors": (unknown, known)}, source_id="x")
    [row] = events()
    assert row["Actor1Name"] == "Harbour Front"
    [telling] = mentions()
    assert int(telling["Actor1CharOffset"]) == known.span.start


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        (("Egypt", 357994, "EG", None, 27.0, 30.0, 564.6), (1, "Egypt", "EG", "EG")),
        (("Germany", 2921044, "DE", None, 51.0, 9.0, 337.1), (1, "Germany", "GM", "GM")),
        (("Rafah", 350350, "EG", "North Sinai", 31.2, 34.2, 1.7), (4, "Rafah, North Sinai, Egypt", "EG", "")),
        (("Cairo", 360630, "EG", "Cairo", 30.1, 31.2, 24.8), (4, "Cairo, Egypt", "EG", "")),
        (("North Sinai", 349401, "EG", None, 30.6, 33.6, 80.0), (5, "North Sinai, Egypt", "EG", "")),
        (("Massachusetts", 6254926, "US", None, 42.0, -71.6, 165.7), (2, "Massachusetts, United States", "US", "")),
        (("Boston", 4930956, "US", None, 42.3, -71.0, 12.0), (3, "Boston, United States", "US", "")),
        (("Middle East", None, None, None, 29.0, 41.0, 1500.0), (0, "", "", "")),
    ],
)
def test_places(place, expected):
    name, *where = place
    assert placed(Place("p1", Span(0, 1, "x"), name, 0.9, *where))[:4] == expected


def test_a_country_that_only_company_tells_is_left_out(ledger, told, events):
    one = told(source_id="x", actor="police", actor_id="report:police", own_words=True)
    police = Actor("report:police", "police", "organisation", "EGY", ("COP",), inferred=("country",))
    others = tuple(actor for actor in one.reading.actors if actor.id != police.id)
    ledger.add(one.given, replace(one.reading, actors=(*others, police)))
    [row] = events()
    assert (row["Actor1Code"], row["Actor1CountryCode"], row["Actor1Type1Code"]) == ("COP", "", "COP")


def test_the_first_paragraph_is_the_root(put_in, events):
    put_in(source_id="x", text="")
    assert events()[0]["IsRootEvent"] == "1"
    put_in(source_id="y", text="Weather was fine.\n\n", published="2013-09-15", day="2013-09-14", killed=300)
    assert [row["IsRootEvent"] for row in events()] == ["1", "0"]


def test_the_earliest_report_counts_in_utc(put_in, ledger, events, mentions):
    one = put_in(source_id="x", published="2013-08-15T01:30:00+03:00")
    other = put_in(source_id="y", publisher="Delta Post", published="2013-08-14T23:00:00+00:00")
    ledger.join([f"{one.report.id}:e1", f"{other.report.id}:e1"], by="R. H.", why="one attack")
    assert [row["DATEADDED"] for row in events()] == ["20130814223000"]
    assert {row["EventTimeDate"] for row in mentions()} == {"20130814223000"}


def test_hostile_names_break_no_row(odd, events, mentions, export):
    [row] = events()
    assert row["Actor1Name"].startswith("'=cmd")
    [telling] = mentions()
    assert json.loads(telling["Extras"])["row"]
    for name, number in (("gdelt-events", 61), ("gdelt-mentions", 16)):
        read = list(csv.reader(io.StringIO(export(name).decode(), newline=""), delimiter="\t"))
        assert [len(row) for row in read] == [number]


def test_offsets_count_code_points(put_in, mentions, emoji):
    one = put_in(source_id="x", text=emoji)
    [row] = mentions()
    assert one.text[int(row["ActionCharOffset"]) :].startswith("shelled")
    assert int(row["MentionDocLen"]) == len(one.text)


def test_an_export_of_some_reports_has_their_tellings_alone(full, events, mentions):
    a, b = full.reports_by_letter["a"], full.reports_by_letter["b"]
    whole = {row["GLOBALEVENTID"] for row in events()}
    [row] = events(reports=(b,))
    assert row["GLOBALEVENTID"] in whole
    assert (row["NumMentions"], row["DATEADDED"]) == ("1", "20130816000000")
    [telling] = mentions(reports=(b,))
    assert telling["EventTimeDate"] == row["DATEADDED"]
    assert json.loads(telling["Extras"])["row"] == f"{b}:e1" != f"{a}:e1"


def test_masked_files_hold_no_private_name(full, export):
    for name in ("gdelt-events", "gdelt-mentions"):
        assert b"mona" not in export(name, mask=True).lower()
    assert b"Harbour Front" in export("gdelt-events", mask=True)
