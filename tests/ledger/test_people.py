"""The list of actors, and the reports that name one."""

import pytest

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.ledger import people


@pytest.fixture
def some(ledger, told):
    """Three reports; the Harbour Front is in each, each has a speaker of its own."""
    ledger.add_batch([
        told().pair,
        told(speaker="Karim Nasser", killed=13, published="2013-09-01", source_id="b.txt").pair,
        told(speaker="Hala Issa", killed=14, published=None, source_id="c.txt").pair,
    ])  # fmt: skip
    return ledger


def names(ledger, *given, **filters):
    return [one.name for one in people.listed(ledger.store, *given, **filters)]


def test_the_most_reported_come_first(some):
    found = people.listed(some.store)
    assert [(one.name, one.reports, one.claims) for one in found][:2] == [("Iran", 3, 0), ("Harbour Front", 3, 0)]
    assert {one.name: one.claims for one in found}["Hala Issa"] == 1
    assert not found.more


def test_by_name_kind_and_country(some):
    assert names(some, "front") == ["Harbour Front"]
    assert names(some, "the HARBOUR") == ["Harbour Front"]
    assert names(some, "rbour") == []
    assert names(some, "ledger:harbour-front.group") == ["Harbour Front"]
    assert names(some, kind="person") == ["Hala Issa", "Karim Nasser", "Mona Adel"]
    assert names(some, country="irn") == ["Iran"]
    assert names(some, "Islamic Republic of Iran") == ["Iran"]
    assert names(some, "hala", kind="group") == []


def test_pages(some):
    whole = names(some)
    assert [name for at in range(0, 6, 2) for name in names(some, limit=2, offset=at)] == whole
    assert people.listed(some.store, limit=2).more


@pytest.mark.parametrize("asked", [{"kind": "ship"}, {"country": "Egypt"}, {"country": "E1Y"}, {"name": "…"}])
def test_what_cannot_be_asked_for(some, asked):
    with pytest.raises(BadQuery):
        people.listed(some.store, **asked)


def test_who_was_merged_is_found_under_either_name(some):
    some.merge(["Hala Issa", "Mona Adel"], by="R. Haddad", why="The same.")
    assert names(some, "Mona") == names(some, "Hala") == ["Hala Issa"]
    [one] = people.listed(some.store, "Mona")
    assert (one.reports, one.claims, one.names) == (2, 2, ())


@pytest.mark.parametrize("often", [1, 2000])
def test_where_somebody_is_named(some, monkeypatch, often):
    monkeypatch.setattr(people, "OFTEN", often)
    found = people.named(some.store, "ledger:harbour-front.group")
    assert (found.first, found.last) == ("2013-08-15", "2013-09-01")
    assert [card.published for card in found.newest][:2] == ["2013-09-01", "2013-08-15"]
    assert len(people.named(some.store, "iran", limit=1).newest) == 1


def test_somebody_of_undated_reports_alone_has_no_days(some):
    found = people.named(some.store, "ledger:hala-issa")
    assert (found.first, found.last, len(found.newest)) == (None, None, 1)
    with pytest.raises(NoSuchRow):
        people.named(some.store, "ledger:nobody")
