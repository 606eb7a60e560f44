"""Rows of GDELT."""

import pytest

from onrecord.compare.coded import BadRow, CodedPlace, Mention
from onrecord.compare.forms import layout


def read(line: str):
    return layout(line)[0].read(line, "x", 1)


def test_a_row_says_who_did_what_to_whom_where_and_after_which_report(gdelt):
    row = read(gdelt(1095))
    assert (row.form, row.id, row.day, row.type, row.code) == ("gdelt", "1095", "2013-08-14", "ASSAULT", "194")
    assert row.actor.name == "HARBOUR FRONT"
    assert (row.actor.code, row.actor.country, row.actor.sectors) == ("EGYREB", "EGY", ("REB",))
    assert row.place == CodedPlace("Port Amity, Bur Sa'id, Egypt", "EGY", 31.26, 32.3, 10.0)
    assert (row.url, row.publisher) == ("https://observer.example/port-amity", "observer.example")


def test_the_country_of_a_place_is_a_fips_code(gdelt):
    assert read(gdelt(ActionGeo_CountryCode="UP")).place.country == "UKR"
    assert read(gdelt(ActionGeo_CountryCode="GZ")).place.country == "PSE"
    assert read(gdelt(ActionGeo_CountryCode="AS")).place.country == "AUS"


def test_a_whole_land_has_no_exact_point(gdelt):
    row = read(gdelt(ActionGeo_Type=1, ActionGeo_FullName="Egypt"))
    assert row.place.km is None


def test_a_row_without_place_or_actors_is_a_row(gdelt):
    actor = ("Actor1Code", "Actor1Name", "Actor1CountryCode")
    place = ("ActionGeo_FullName", "ActionGeo_CountryCode", "ActionGeo_Lat", "ActionGeo_Long")
    empty = dict.fromkeys((*actor, *place, "SOURCEURL"), "")
    row = read(gdelt(**empty))
    assert row.place is None
    assert row.url is None
    assert row.actor.shown is None


def test_statements_have_no_type_and_appeals_are_requests(gdelt):
    assert read(gdelt(EventCode="010")).type is None
    assert read(gdelt(EventCode="023")).type == "REQUEST"


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"EventCode": "---"}, "EventCode is empty"),
        ({"EventCode": "999"}, "the CAMEO code is not known"),
        ({"SQLDATE": "20131301"}, "SQLDATE is no day"),
    ],
)
def test_what_cannot_be_compared_is_bad_with_its_reason(gdelt, cells, reason):
    with pytest.raises(BadRow, match=reason):
        read(gdelt(**cells))


def test_what_is_no_address_is_kept_as_it_is(gdelt):
    row = read(gdelt(SOURCEURL="BBC Monitoring"))
    assert row.url == "BBC Monitoring"
    assert row.publisher is None
    assert read(gdelt(SOURCEURL="http://[broken")).url == "http://[broken"


def test_a_mention_names_an_event_and_a_page(mention):
    assert read(mention(7, "https://a.example/b")) == Mention("7", "https://a.example/b")
    assert read(mention(7, "BBC Monitoring", MentionType=2)) is None
