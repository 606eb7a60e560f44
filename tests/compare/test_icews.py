"""Rows of ICEWS, and CAMEO codes that table programs took for numbers."""

import pytest

from onrecord.compare.coded import BadRow
from onrecord.compare.codes import cameo
from onrecord.compare.forms import layout
from onrecord.compare.who import theirs


def read(icews, **cells):
    return layout(icews(header=True))[0].read(icews(**cells), "x", 2)


def test_a_row_says_who_did_what_to_whom_and_where(icews):
    row = read(icews)
    assert (row.form, row.id, row.day, row.type, row.code) == ("icews", "100", "2013-08-14", "ASSAULT", "180")
    assert (row.actor.name, row.actor.country, row.actor.sectors) == ("Harbour Front", "EGY", ("REB",))
    assert (row.place.name, row.place.country, row.place.km) == ("Port Amity", "EGY", 10.0)
    assert row.publisher == "Agence France-Presse"
    assert row.url is None


def test_a_state_in_brackets_says_whose_body_it_is(icews):
    row = read(icews, Source_Name="Police (Egypt)", Source_Sectors="Police,Government", Source_Country="")
    assert row.actor.country == "EGY"
    assert theirs(row.actor).ids == {"egypt.police"}


def test_the_province_and_the_country_are_less_exact(icews):
    assert read(icews, City="NA", Province="Bur Sa'id").place.km == 150.0
    row = read(icews, City="", Province="", District="None")
    assert (row.place.name, row.place.km) == ("Egypt", None)


@pytest.mark.parametrize(
    ("said", "meaning", "code"),
    [("42", None, "042"), ("10", "Make statement", "010"), ("10", "Demand", "10"), ("211", None, "0211"),
     ("190", None, "190"), ("193", "anything", "193")],
)  # fmt: skip
def test_a_lost_zero_comes_back(said, meaning, code):
    assert cameo(said, meaning).code == code


def test_a_code_that_is_none_is_bad():
    with pytest.raises(BadRow):
        cameo("999")
