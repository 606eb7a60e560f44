"""Rows of POLECAT."""

import pytest

from onrecord.compare.coded import BadRow
from onrecord.compare.forms import layout


def read(polecat, **cells):
    return layout(polecat(header=True))[0].read(polecat(**cells), "x", 2)


def test_a_row_says_who_did_what_to_whom_and_where(polecat):
    row = read(polecat)
    assert (row.form, row.id, row.day, row.type, row.code) == ("polecat", "p1", "2013-08-14", "ASSAULT", None)
    assert (row.recipient.name, row.recipient.also) == ("civilians", ("townspeople",))
    assert row.recipient.sectors == ("CVL",)
    assert row.publisher == "Harbour Observer"


def test_none_is_nothing(polecat):
    row = read(polecat, Actor_Name="None", Actor_Country="None", Primary_Actor_Sector="None")
    assert row.actor.shown is None


def test_of_several_countries_none_is_taken(polecat):
    assert read(polecat, Actor_Country="EGY; ISR").actor.country is None
    assert read(polecat, Actor_Country="EGY; EGY").actor.country == "EGY"


def test_a_page_is_a_further_name(polecat):
    row = read(polecat, Actor_Name="Brotherhood", Wikipedia_Actor_ID="Muslim_Brotherhood")
    assert row.actor.also == ("Muslim Brotherhood",)


def test_a_type_that_is_none_is_bad(polecat):
    with pytest.raises(BadRow, match="Event Type"):
        read(polecat, Event_Type="FIGHT")
    assert read(polecat, Event_Type="assault").type == "ASSAULT"
