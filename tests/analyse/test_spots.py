"""Places, and how many events are told of each."""

import pytest

from onrecord.analyse.spots import at, spots
from onrecord.errors import BadQuery


def test_a_place_has_its_events_reports_types_and_days(mapped):
    found = spots(mapped)
    [amity] = [one for one in found.rows if one.place.name == "Port Amity"]
    assert (amity.key, amity.tellings, amity.reports, amity.types) == ("1", 3, 3, (("ASSAULT", 3),))
    assert (amity.first, amity.last, amity.place.precision_km) == ("2013-08-14", "2013-08-17", 12.0)
    assert found.rows[0] == amity
    assert (found.places, found.tellings, found.nowhere, found.more) == (4, 6, 0, False)


def test_a_place_that_geonames_does_not_know_goes_by_its_name(mapped):
    assert {one.key for one in spots(mapped).rows} == {"1", "3", "Old Harbour", "Lost Ford"}


def test_an_event_that_several_tell_is_one_at_its_place(ledger, tell):
    tell(source_id="a", publisher="Delta Post")
    tell(source_id="b", publisher="River Herald", speaker="Karim Saleh", published="2013-08-16")
    tell(source_id="c", publisher="Inland Mail", speaker="Omar Sidki", status="planned", day="2013-08-20")
    [amity] = spots(ledger).rows
    assert (amity.key, amity.events, amity.tellings) == ("Port Amity", 1, 2)
    assert "1 planned" in spots(ledger).notes[0]


def test_only_some_are_listed_and_all_are_counted(mapped):
    found = spots(mapped, 2)
    assert found.rows[0].key == "1"
    assert (len(found.rows), found.more, found.places, found.tellings) == (2, True, 4, 6)


def test_filters_are_those_of_events(mapped):
    assert [one.key for one in spots(mapped, start="2013-08-16", end="2013-08-16").rows] == ["1", "Lost Ford"]
    assert spots(mapped, type="PROTEST").rows == ()
    with pytest.raises(BadQuery):
        spots(mapped, type="PICNIC")


def test_the_events_of_a_place(mapped):
    told = at(mapped, "1")
    assert [row.start for row in told.rows] == ["2013-08-14", "2013-08-16", None]
    assert told.place.name == "Port Amity"
    assert at(mapped, "1", 2).more
    assert at(mapped, "Nowhere") is None
    assert at(mapped, "1", start="2014-01-01") is None
