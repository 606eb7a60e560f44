"""Full-text hits with facets."""

import pytest

from onrecord.errors import BadQuery
from onrecord.ledger import faceted
from onrecord.ledger.faceted import UNDATED, Count


@pytest.fixture
def three(ledger, told):
    """Three reports of two publishers; the last has no date, and its event is denied."""
    ledger.add_batch([
        told().pair,
        told(speaker="Karim Nasser", killed=13, published="2013-09-01", source_id="b.txt", own_words=True).pair,
        told(speaker="Hala Issa", killed=14, published=None, publisher="Delta Post", status="denied",
             source_id="c.txt", own_words=True).pair,
    ])  # fmt: skip
    return ledger.store


def counts(found, facet):
    return {one.value: one.hits for each in found.facets if each.facet == facet for one in each.counts}


def test_facets_count_all_hits(three):
    found = faceted.faceted(three, "shelled")
    assert (found.hits, found.cut) == (9, ())
    assert counts(found, "kind") == {"report": 3, "claim": 3, "event": 3}
    assert counts(found, "publisher") == {"Harbour Observer": 6, "Delta Post": 3}
    assert counts(found, "month") == {"2013-08": 3, "2013-09": 3, UNDATED: 3}
    assert counts(found, "type") == {"ASSAULT": 3}
    assert counts(found, "status") == {"occurred": 2, "denied": 1}
    assert counts(found, "country") == {"EG": 3}
    assert counts(found, "place") == {"Port Amity": 3}
    [speakers] = [one for one in found.facets if one.facet == "speaker"]
    assert Count("ledger:hala-issa", 2, "Hala Issa") in speakers.counts


@pytest.mark.parametrize(
    ("narrowed", "rows"),
    [
        ({"kind": "claim"}, {"a1"}),
        ({"kind": "report"}, {""}),
        ({"publisher": "Delta Post"}, {"", "a1", "e1"}),
        ({"month": "2013-09"}, {"", "a1", "e1"}),
        ({"month": UNDATED}, {"", "a1", "e1"}),
        ({"type": "ASSAULT"}, {"e1"}),
        ({"status": "denied"}, {"e1"}),
        ({"speaker": "ledger:hala-issa"}, {"a1", "e1"}),
        ({"place": "Port Amity", "country": "EG"}, {"e1"}),
        ({"publisher": "Nobody"}, set()),
        ({"kind": "report", "type": "ASSAULT"}, set()),
    ],
)
def test_a_value_of_a_facet_narrows(three, narrowed, rows):
    found = faceted.faceted(three, "shelled", narrowed)
    assert {hit.row.partition(":")[2] for hit in found.found} == rows
    assert found.hits == len(found.found)


def test_what_a_facet_counts_is_what_narrowing_by_it_gives(three):
    whole = faceted.faceted(three, "shelled")
    for facet in whole.facets:
        for one in facet.counts:
            assert faceted.faceted(three, "shelled", {facet.facet: one.value}).hits == one.hits


def test_pages_are_parts_of_one_list(three):
    whole = [hit.row for hit in faceted.faceted(three, "shelled").found]
    parts = [faceted.faceted(three, "shelled", limit=2, offset=at).found for at in range(0, 10, 2)]
    assert [hit.row for part in parts for hit in part] == whole
    assert [part.more for part in parts] == [True, True, True, True, False]


def test_a_hit_has_its_marks(three):
    [hit] = faceted.faceted(three, "shelled", {"kind": "event", "month": "2013-08"}).found
    [(start, end)] = hit.marks
    assert hit.passage.text[start - hit.passage.start : end - hit.passage.start] == "shelled"


@pytest.mark.parametrize(
    "narrowed", [{"kind": "rumour"}, {"type": "WAR"}, {"status": "perhaps"}, {"month": "August"}, {"colour": "red"}]
)
def test_what_no_hit_can_have_is_refused(three, narrowed):
    with pytest.raises(BadQuery):
        faceted.faceted(three, "shelled", narrowed)


def test_of_very_many_hits_it_says_that_not_all_were_counted(three, monkeypatch):
    monkeypatch.setattr(faceted, "COUNTED", 2)
    found = faceted.faceted(three, "shelled")
    assert (found.hits, found.cut) == (6, ("report", "claim", "event"))
    monkeypatch.setattr(faceted, "COUNTED", 10)
    monkeypatch.setattr(faceted, "RANKED", 1)
    assert faceted.faceted(three, "shelled").cut == ("report", "claim", "event")
    monkeypatch.setattr(faceted, "LOOKED", 1)
    found = faceted.faceted(three, "shelled", {"status": "denied"})
    assert (found.hits, found.cut) == (0, ("event",))


def test_a_merger_and_a_rejection_are_followed(ledger, three):
    ledger.merge(["Hala Issa", "Mona Adel"], by="R. Haddad", why="The same.")
    found = faceted.faceted(ledger.store, "shelled", {"speaker": "ledger:mona-adel"})
    assert found.hits == 4
    [row] = [hit.row for hit in found.found if hit.kind == "claim"][:1]
    ledger.reject(row, by="R. Haddad", why="Wrong.")
    found = faceted.faceted(ledger.store, "shelled", {"kind": "claim"})
    assert row not in {hit.row for hit in found.found}
    assert found.found.rejected == 1
