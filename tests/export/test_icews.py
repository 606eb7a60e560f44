"""ICEWS: exact columns, a row each pair, both ways where both do it."""

import csv
import io

import pytest
from msgspec.structs import replace

from onrecord.knowledge.columns import ICEWS
from onrecord.model import Actor, Party


@pytest.fixture
def rows(export):
    """The rows as dicts."""

    def of(**wanted):
        heading, *lines = export("icews", **wanted).decode().splitlines()
        assert heading.split("\t") == list(ICEWS)
        return [dict(zip(ICEWS, line.split("\t"), strict=True)) for line in lines]

    return of


@pytest.fixture
def meeting(ledger, told):
    """Adds a report of an event with given sides: `meeting(("mona", "front"), (), cameo="042")`."""

    def add(actors, recipients, **changes):
        one = told(source_id="x", own_words=True)
        person, group, iran = (mention for mention in one.reading.mentions)
        sides = {
            "mona": Party(person.span, person.actor), "front": Party(group.span, group.actor),
            "iran": Party(iran.span, iran.actor), "people": Party(one.span("people")),
        }  # fmt: skip
        event = replace(
            one.reading.events[0], actors=tuple(sides[name] for name in actors),
            recipients=tuple(sides[name] for name in recipients), **changes,
        )  # fmt: skip
        ledger.add(one.given, replace(one.reading, events=(event,)))
        return one

    return add


def test_the_columns(columns):
    columns("icews", ICEWS, 20)


def test_a_row(full, rows):
    row = rows()[0]
    assert (row["Event Date"], row["CAMEO Code"], row["Intensity"]) == ("2013-08-14", "194", "-10")
    assert row["Event Text"] == "Fight with artillery and tanks"
    assert (row["Source Name"], row["Target Name"]) == ("Harbour Front", "Port Amity")
    assert (row["City"], row["Country"]) == ("Port Amity", "Egypt")
    assert row["Sentence Number"] == "1"


@pytest.mark.parametrize("status", ["planned", "threatened", "hypothetical", "denied", "habitual"])
def test_what_did_not_happen_is_not_in_it(put_in, rows, status):
    put_in(source_id="x", status=status)
    assert rows() == []


def test_each_actor_with_each_recipient(meeting, rows):
    meeting(("mona", "front"), ("iran", "people"))
    found = rows()
    assert [(row["Source Name"], row["Target Name"]) for row in found] == [
        ("Mona Adel", "Iran"), ("Mona Adel", "12 people"[3:]), ("Harbour Front", "Iran"), ("Harbour Front", "people"),
    ]  # fmt: skip
    assert len({row["Event ID"] for row in found}) == 4
    assert len({row["Story ID"] for row in found}) == 1


def test_what_both_do_is_written_both_ways(meeting, rows):
    meeting(("mona", "iran"), (), type="AGREE", cameo="030")
    pairs = [(row["Source Name"], row["Target Name"], row["CAMEO Code"]) for row in rows()]
    assert pairs == [("Mona Adel", "Iran", "030"), ("Iran", "Mona Adel", "030")]


def test_a_visit_is_hosted_the_other_way_round(meeting, rows):
    meeting(("mona",), ("iran",), type="CONSULT", cameo="042")
    found = [(row["Source Name"], row["Target Name"], row["CAMEO Code"], row["Event Text"]) for row in rows()]
    assert found == [("Mona Adel", "Iran", "042", "Make a visit"), ("Iran", "Mona Adel", "043", "Host a visit")]


def test_nobody_is_an_empty_field(meeting, rows):
    meeting((), ("people",))
    [row] = rows()
    assert (row["Source Name"], row["Source Country"], row["Target Name"]) == ("", "", "people")


def test_sectors_and_countries(ledger, told, rows):
    one = told(source_id="x", actor="Egyptian army", actor_id="egypt.mil", own_words=True)
    army = Actor("egypt.mil", "Egyptian military", "organisation", "EGY", ("MIL",))
    others = tuple(actor for actor in one.reading.actors if actor.id != army.id)
    ledger.add(one.given, replace(one.reading, actors=(*others, army)))
    [row] = rows()
    assert (row["Source Sectors"], row["Source Country"]) == ("Military,Government", "Egypt")


def test_a_country_that_only_company_tells_is_left_out(ledger, told, rows):
    one = told(source_id="x", actor="police", actor_id="report:police", own_words=True)
    police = Actor("report:police", "police", "organisation", "EGY", ("COP",), inferred=("country",))
    others = tuple(actor for actor in one.reading.actors if actor.id != police.id)
    ledger.add(one.given, replace(one.reading, actors=(*others, police)))
    assert rows()[0]["Source Country"] == ""


def test_no_day_is_made_up(put_in, rows):
    put_in({"start": "2013-08-01", "end": "2013-09-01"}, source_id="x")
    assert rows()[0]["Event Date"] == ""


def test_hostile_names_break_no_row(odd, export):
    read = list(csv.reader(io.StringIO(export("icews").decode(), newline=""), delimiter="\t"))
    assert [len(row) for row in read] == [20, 20]


def test_the_same_ledger_gives_the_same_bytes(full, export):
    assert export("icews") == export("icews")


def test_masked_rows_hold_no_private_name(meeting, export):
    meeting(("mona",), ("iran",))
    assert b"Mona" in export("icews")
    assert b"mona" not in export("icews", mask=True).lower()


@pytest.mark.parametrize(
    ("start", "end", "day"), [(None, None, "2013-08-15"), ("2013-07-01", "2013-08-01", "2013-07-01")]
)
def test_a_day_of_the_report_where_that_is_asked_for(put_in, rows, start, end, day):
    put_in({"start": start, "end": end}, source_id="x")
    assert rows()[0]["Event Date"] == ""
    assert rows(report_day=True)[0]["Event Date"] == day
