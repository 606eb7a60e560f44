"""The reports of a ledger by filters, and the inputs that gave none."""

import pytest

from onrecord.errors import BadDate, BadQuery, NotText
from onrecord.ingest.given import Failure
from onrecord.ledger import reports


@pytest.fixture
def listed(ledger, told):
    """Gives the source ids of the reports that pass some filters; a was published first, d without a date."""
    ledger.add_batch([
        told(source_id="a", title="Port Amity shelled").pair,
        told(source_id="b", title="100% calm, they say", publisher="Delta Post", published="2013-09-01").pair,
        told(source_id="c", title="Émeute", publisher="Delta Post", published="2013-09-02").pair,
        told(source_id="d", title="A_port", published=None).pair,
    ])  # fmt: skip

    def found(limit=100, **filters):
        return [card.source_id for card in reports.listed(ledger.store, limit, **filters)]

    return found


def test_filters_narrow_the_list(listed):
    assert listed() == ["a", "b", "c", "d"]
    assert listed(publisher="Delta Post") == ["b", "c"]
    assert listed(start="2013-08-16", end="2013-09-01") == ["b"]
    assert listed(start="2013-01-01") == ["a", "b", "c"]
    assert listed(state="read") == ["a", "b", "c", "d"]
    assert listed(state="not_english") == []


def test_words_of_a_title_are_words_and_no_patterns(listed):
    assert listed(title="SHELLED port") == ["a"]
    assert listed(title="100%") == ["b"]
    assert listed(title="%") == ["b"]
    assert listed(title="a_p") == ["d"]
    assert listed(title="Émeute") == ["c"]
    assert listed(title="!") == []


def test_a_list_goes_on_where_it_was_cut(ledger, listed):
    assert (listed(2), listed(2, offset=2), listed(2, offset=4)) == (["a", "b"], ["c", "d"], [])
    assert reports.listed(ledger.store, 2, offset=1).more
    assert not reports.listed(ledger.store, 2, offset=2).more


def test_marked_sources_alone(ledger, listed):
    ledger.mark("Delta Post", "state media", by="R. Haddad", why="Owned by the state.")
    assert listed(marked="state media") == listed(marked="any") == ["b", "c"]


@pytest.mark.parametrize(
    ("asked", "problem"),
    [
        ({"state": "lost"}, BadQuery),
        ({"marked": "nobody"}, BadQuery),
        ({"start": "soon"}, BadDate),
        ({"start": "2014-01-02", "end": "2014-01-01"}, BadQuery),
    ],
)
def test_filters_that_are_none_are_refused(listed, asked, problem):
    with pytest.raises(problem):
        listed(**asked)


def test_each_report_is_told_with_its_rows_and_its_origin(ledger, told):
    one, copy = told(source_id="a"), told(source_id="b", publisher="Delta Post", published="2013-09-01")
    ledger.add_batch([one.pair, copy.pair])
    found = reports.tallied(ledger.store, [one.report.id, copy.report.id])
    assert found[one.report.id].claims == len(one.reading.attributions)
    assert found[one.report.id].events == len(one.reading.events)
    assert found[one.report.id].of is None
    assert found[copy.report.id].of == one.report.id


def test_what_was_not_read_comes_in_portions_without_its_bytes(ledger):
    for n in range(3):
        ledger.add_failure(Failure.of(NotText(f"{n}.jpg is binary"), f"{n}.jpg"))
    some = reports.not_read(ledger.store, 2)
    assert [one.source_id for one in some] == ["0.jpg", "1.jpg", "2.jpg"]
    assert [one.source_id for one in reports.not_read(ledger.store, 2, 2)] == ["2.jpg"]
    assert some[0].next_step
    assert some[0].state == "unreadable"
