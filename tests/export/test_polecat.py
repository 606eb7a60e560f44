"""POLECAT: exact columns, lists in fields, None for nothing."""

import csv
import io

import pytest
from msgspec.structs import replace

from onrecord.export import polecat
from onrecord.knowledge.columns import POLECAT
from onrecord.model import Actor, Party, Place


@pytest.fixture
def rows(export):
    """The rows as dicts."""

    def of(**wanted):
        heading, *lines = export("polecat", **wanted).decode().splitlines()
        assert heading.split("\t") == list(POLECAT)
        return [dict(zip(POLECAT, line.split("\t"), strict=True)) for line in lines]

    return of


def test_the_columns(columns):
    columns("polecat", POLECAT, 40)


def test_contexts_are_spelled_as_there(formats):
    if formats is None:
        pytest.skip("../shared/formats is not beside the repository: the spellings are not compared")
    assert formats("plover.json")["context_spellings_in_polecat"] == polecat.CONTEXTS


def test_a_row(full, rows):
    a = full.reports_by_letter["a"]
    row = next(row for row in rows() if row["Event ID"] == f"{a}:e1")
    assert (row["Event Date"], row["Event Type"], row["Event Mode"]) == ("2013-08-14", "ASSAULT", "None")
    assert (row["Intensity"], row["Quad Code"], row["Contexts"]) == ("-9", "4", "None")
    assert (row["Actor Name"], row["Actor Name Raw"]) == ("Harbour Front", "Harbour Front")
    assert (row["Placename"], row["City"], row["Country"]) == ("Port Amity", "Port Amity", "Egypt")
    assert (row["Source"], row["Publication Date"]) == ("Harbour Observer", "2013-08-15")
    assert (row["Language"], row["Version"]) == ("English", "reader 1")
    assert row["Story People"] == "Mona Adel"
    assert row["Wikipedia Actor ID"] == "None"


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied", "habitual"])
def test_what_did_not_happen_is_not_in_it(put_in, rows, status):
    put_in(source_id="x", status=status)
    assert rows() == []


def test_several_members_of_a_side_stand_in_one_field(ledger, told, rows):
    one = told(source_id="x", actor="Egyptian army", actor_id="egypt.mil", own_words=True)
    army = Actor("egypt.mil", "Egyptian military; navy", "organisation", "EGY", ("MIL", "GOV"))
    others = tuple(actor for actor in one.reading.actors if actor.id != army.id)
    event = one.reading.events[0]
    event = replace(event, actors=(*event.actors, Party(one.span("people"))), contexts=("natural_resource", "military"))
    ledger.add(one.given, replace(one.reading, actors=(*others, army), events=(event,)))
    [row] = rows()
    assert row["Actor Name"] == "Egyptian military, navy; people"
    assert (row["Actor Country"], row["Actor COW"]) == ("EGY; None", "651; None")
    assert (row["Primary Actor Sector"], row["Actor Sectors"]) == ("MIL", "MIL|GOV; None")
    assert row["Contexts"] == "natural_resources; military"


def test_a_whole_country_is_no_city(ledger, told, rows):
    one = told(source_id="x", own_words=True)
    place = one.reading.places[0]
    land = Place("p1", place.span, "Egypt", 0.9, 357994, "EG", None, 27.0, 30.0, 564.6)
    ledger.add(one.given, replace(one.reading, places=(land,)))
    [row] = rows()
    assert (row["Placename"], row["City"], row["Province"], row["Country"]) == ("Egypt", "None", "None", "Egypt")
    assert (row["GeoNames ID"], row["Raw Placename"]) == ("357994", "Port Amity")


def test_no_day_is_made_up(put_in, rows):
    put_in({"start": None, "end": None}, source_id="x")
    [row] = rows()
    assert (row["Event Date"], row["Publication Date"]) == ("None", "2013-08-15")
    assert rows(report_day=True)[0]["Event Date"] == "2013-08-15"


def test_hostile_names_break_no_row(odd, export):
    read = list(csv.reader(io.StringIO(export("polecat").decode(), newline=""), delimiter="\t"))
    assert [len(row) for row in read] == [40, 40]


def test_the_same_ledger_gives_the_same_bytes(full, export):
    assert export("polecat") == export("polecat")


def test_masked_rows_hold_no_private_name(full, export):
    assert b"Mona" in export("polecat")
    assert b"mona" not in export("polecat", mask=True).lower()
