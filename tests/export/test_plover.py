"""PLOVER JSON: the manual's fields, its types and codes, and what it has no name for in fields of its own."""

import json

import pytest
from msgspec.structs import replace

from onrecord.export.plover import ABROAD
from onrecord.model import Actor

MANUAL = {
    "id", "has_event", "date", "time", "enddate", "endtime", "source", "recipient", "event", "event_loc", "event_text",
    "quad_code", "event_scale", "mode", "context", "link", "text", "text_info", "cite_info", "coder", "coded_date",
    "coded_time", "comment",
}  # fmt: skip
OWN = {
    "status", "certainty", "voice", "attribution", "confidence", "verdict", "happening", "start", "end", "precision",
}  # fmt: skip
REQUIRED = {"id", "date", "source", "event"}


@pytest.fixture
def records(export):
    """The records."""
    return lambda **wanted: [json.loads(line) for line in export("plover", **wanted).splitlines()]


def test_every_field_is_the_manual_s_or_one_of_ours(full, records):
    for record in records():
        assert set(record) <= MANUAL | OWN
        assert set(record) >= REQUIRED


def test_a_record(full, records):
    a = full.reports_by_letter["a"]
    record = next(one for one in records() if one["id"] == f"{a}:e1")
    text = full.report(a).text
    assert (record["date"], record["enddate"], record["event"]) == ("2013-08-14", "2013-08-14", ["ASSAULT"])
    assert (record["quad_code"], record["event_scale"]) == (4, -9.0)
    [source] = record["source"]
    assert (source["actor_text"], source["identifier_text"]) == ("Harbour Front", "Harbour Front")
    assert record["event_text"] == ["shelled"]
    assert "shelled" in text[record["text_info"]["start"] : record["text_info"]["end"]]
    assert record["event_loc"]["country code"] == "EG"
    assert record["event_loc"]["cc3"] == "EGY"
    assert record["cite_info"]["url"] == "https://observer.example/1"
    assert (record["status"], record["certainty"]) == ("occurred", "CT+")
    assert record["voice"] == "said by Mona Adel, reported by Harbour Observer"
    assert "text" not in record


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied", "habitual"])
def test_what_did_not_happen_is_not_in_it(put_in, records, status):
    put_in(source_id="x", status=status)
    assert records() == []


def test_an_interval_has_its_first_and_last_day(put_in, records):
    put_in({"start": "2013-08-01", "end": "2013-09-01", "precision": "month"}, source_id="x")
    [record] = records()
    assert (record["date"], record["enddate"]) == ("2013-08-01", "2013-08-31")
    assert (record["start"], record["end"], record["precision"]) == ("2013-08-01", "2013-09-01", "month")


def test_no_day_is_made_up(put_in, records):
    put_in({"start": None, "end": None}, source_id="x")
    [record] = records()
    assert record["date"] is None
    assert "enddate" not in record


@pytest.mark.parametrize(
    ("actor", "code", "sector"),
    [
        (Actor("egypt.mil", "Egyptian military", "organisation", "EGY", ("MIL",)), "EGY", "MIL"),
        (Actor("kosovo", "Kosovo", "state", "XKX", ("GOV",)), "KOS", "GOV"),
        (Actor("united-nations", "United Nations", "organisation", None, ("IGO",)), "UNO", None),
        (Actor("human-rights-watch", "HRW", "organisation", None, ("NGO",), "Q187052"), "NGO", None),
        (Actor("report:x", "gunmen", "group", None, ("REB", "CRM", "OPP")), None, "REBCRM"),
    ],
)
def test_codes_of_actors(ledger, told, records, actor, code, sector):
    one = told(source_id="x", actor=actor.name, actor_id=actor.id, own_words=True)
    others = tuple(known for known in one.reading.actors if known.id != actor.id)
    ledger.add(one.given, replace(one.reading, actors=(*others, actor)))
    [source] = records()[0]["source"]
    assert (source.get("code"), source.get("sector")) == (code, sector)
    wikidata = f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor.wikidata else None
    assert source.get("identifier_id") == wikidata


def test_codes_are_plover_s(formats):
    if formats is None:
        pytest.skip("../shared/formats is not beside the repository: the codes are not compared")
    assert set(formats("plover.json")["non_states"]) == ABROAD


def test_hostile_names_are_text(odd, records):
    [record] = records()
    assert record["cite_info"]["publication"] == odd.publisher


def test_the_same_ledger_gives_the_same_bytes(full, export):
    assert export("plover") == export("plover")


def test_offsets_count_code_points(put_in, records, emoji):
    one = put_in(source_id="x", text=emoji)
    [record] = records()
    assert "shelled" in one.text[record["text_info"]["start"] : record["text_info"]["end"]]


def test_masked_records_hold_no_private_name(full, export):
    assert b"Mona" in export("plover")
    assert b"mona" not in export("plover", mask=True).lower()
