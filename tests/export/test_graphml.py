"""GraphML: read back by networkx; the ties of one day, and what became of them."""

import io

import networkx
import pytest

from onrecord.analyse import network
from onrecord.errors import BadDate, BadQuery

FRONT = "ledger:harbour-front.group"


@pytest.fixture
def made(written):
    return lambda ledger, **wanted: networkx.read_graphml(io.BytesIO(written(ledger, "graphml", **wanted)))


def test_the_graph_is_the_network_of_the_day(full, made):
    for day in ("2012-06-01", "2013-08-16", "2014-01-01"):
        graph = made(full, on=day)
        wanted = network(full, day, limit=100).ties
        fields = ("type", "state", "origins", "reports")
        found = [(a, b, *(known[field] for field in fields)) for a, b, known in graph.edges(data=True)]
        ends = [(tie.subject.id, tie.object.id) for tie in wanted]
        assert sorted(found) == sorted(
            (*both, *(getattr(tie, field) for field in fields)) for both, tie in zip(ends, wanted, strict=True)
        )
        assert all(known["holds"] for _, _, known in graph.edges(data=True))
        assert graph.graph["on"] == day


def test_without_a_day_it_is_that_of_the_last_report(full, made):
    assert made(full).graph["on"] == "2013-08-18"


def test_an_empty_ledger_is_an_empty_graph(ledger, made):
    assert len(made(ledger)) == 0


def test_what_became_of_a_tie_is_told_and_a_broken_one_does_not_hold(ledger, tell, made):
    tell(source_id="a", published="2013-01-10", tie=("2013-01-05", None, "holds"))
    tell(source_id="b", publisher="B", published="2013-09-01", tie=(None, "2013-08-20", "ended"))
    [(_, _, known)] = made(ledger, on="2013-09-01", since="2013-02-01").edges(data=True)
    assert (known["change"], known["holds"]) == ("broken", False)
    assert len(made(ledger, on="2013-09-01").edges) == 0
    [(_, _, known)] = made(ledger, on="2013-02-01", since="2013-01-01").edges(data=True)
    assert (known["change"], known["holds"], known["start"]) == ("formed", True, "2013-01-05")


def test_a_claim_carries_who_makes_it(ledger, tell, made):
    one = tell(source_id="a", said=True)
    [(_, _, known)] = made(ledger).edges(data=True)
    assert (known["voices"], known["rows"]) == ("Mona Adel", f"{one.report.id}:r1")
    assert (known["certainty"], known["confidence"], known["either_way"]) == ("CT+", 0.8, False)


def test_a_denied_tie_says_who_denies_it(full, made):
    [(_, _, known)] = made(full, on="2014-01-01").edges(data=True)
    assert known["denied_by"] == "Nadia Farouk"
    assert known["denials"] == f"{full.reports_by_letter['d']}:r1"
    [(_, _, known)] = made(full, on="2013-08-16").edges(data=True)
    assert "denied_by" not in known


def test_what_has_an_end_still_holds_before_it(ledger, tell, made):
    tell(source_id="a", published="2013-01-10", tie=("2012-01-01", "2013-06-01", "ended"))
    [(_, _, known)] = made(ledger, on="2013-01-10").edges(data=True)
    assert (known["state"], known["end"]) == ("holds", "2013-06-01")


def test_days_are_checked(ledger, written):
    with pytest.raises(BadDate):
        written(ledger, "graphml", on="soon")
    with pytest.raises(BadQuery):
        written(ledger, "graphml", on="2013-01-01", since="2013-01-02")


def test_hostile_names_stay_names(ledger, hostile, made):
    assert {known["name"] for _, known in made(ledger).nodes(data=True)} == {"Iran", "Front ]]>\ufffd;,"}


def test_a_masked_export_has_no_private_name(ledger, tell, written):
    tell(source_id="a", said=True)
    assert "Mona" in written(ledger, "graphml").decode()
    masked = written(ledger, "graphml", mask=True).decode()
    assert "Mona" not in masked
    assert "Adel" not in masked
