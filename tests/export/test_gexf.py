"""GEXF: read back by networkx; spells with first and last day, state and origins by day."""

import io

import networkx
import pytest
from lxml import etree

from onrecord.export.gexf import NAMESPACE, runs

FRONT = "ledger:harbour-front.group"
NS = {"g": NAMESPACE}


@pytest.fixture
def made(written):
    def make(ledger, **wanted):
        raw = written(ledger, "gexf", **wanted)
        return networkx.read_gexf(io.BytesIO(raw), version="1.3"), etree.fromstring(raw)

    return make


def test_a_tie_has_its_spell_and_all_that_is_known_of_it(ledger, tell, made):
    one = tell(source_id="a", published="2013-08-15", tie=("2013-01-01", "2013-02-01", "holds"), said=True)
    graph, tree = made(ledger)
    [(source, target, known)] = graph.edges(data=True)
    assert (source, target) == ("iran", FRONT)
    assert graph.nodes["iran"] == {"kind": "state", "label": "Iran"}
    assert known["spells"] == [("2013-01-01", "2013-01-31")]
    assert (known["type"], known["sign"], known["certainty"]) == ("sponsorship", 1, "CT+")
    assert (known["voices"], known["rows"]) == ("Mona Adel", f"{one.report.id}:r1")
    assert known["state"] == [("holds", "2013-01-01", "2013-01-31")]
    assert known["origins"] == [(1, "2013-01-01", "2013-01-31")]
    [edge] = tree.iterfind(".//g:edge", NS)
    assert (edge.get("type"), edge.get("kind")) == ("directed", "sponsorship")


def test_an_end_that_nobody_told_stays_open(ledger, tell, made):
    tell(source_id="a", published="2013-08-15")
    _, tree = made(ledger)
    [spell] = tree.iterfind(".//g:spell", NS)
    assert dict(spell.attrib) == {"start": "2013-08-15"}


def test_state_and_origins_are_of_the_days_on_which_they_hold(ledger, tell, made):
    tell(source_id="a", published="2013-08-15")
    tell(source_id="b", publisher="Other", published="2013-09-01", tie=("2013-08-20", None, "strained"))
    graph, _ = made(ledger)
    [(_, _, known)] = graph.edges(data=True)
    assert [(value, start) for value, start, _ in known["state"]][-1] == ("strained", "2013-08-20")
    assert [value for value, _, _ in known["origins"]][-1] == 2


def test_a_tie_without_a_direction_is_mutual_and_may_stand_beside_another(ledger, tell, made):
    tell(source_id="a", change={"type": "alliance"})
    tell(source_id="b", publisher="Other")
    graph, tree = made(ledger)
    assert graph.number_of_edges("iran", FRONT) == 2
    assert sorted(edge.get("type") for edge in tree.iterfind(".//g:edge", NS)) == ["directed", "mutual"]


@pytest.mark.parametrize("status", ["planned", "threatened", "denied", "hypothetical"])
def test_what_does_not_hold_is_no_edge(status, ledger, tell, made):
    from onrecord.model import Factuality

    tell(source_id="a", change={"factuality": Factuality.of("CT+", status)})
    graph, _ = made(ledger)
    assert len(graph.edges) == len(graph.nodes) == 0


def test_days_asked_for_leave_the_ties_that_hold_on_them(ledger, tell, made):
    tell(source_id="a", tie=("2013-01-01", "2013-02-01", "holds"))
    assert len(made(ledger, on="2013-01-31")[0].edges) == 1
    assert len(made(ledger, on="2013-02-01")[0].edges) == 0
    assert len(made(ledger, on="2013-03-01", since="2013-01-15")[0].edges) == 1


def test_what_is_left_out_is_counted(ledger, tell, made):
    tell(source_id="a", published=None)
    _, tree = made(ledger)
    assert "Left out: 1 relation of no known day" in tree.findtext(".//g:description", namespaces=NS)


def test_hostile_names_stay_names(ledger, hostile, made):
    graph, _ = made(ledger)
    assert {known["label"] for _, known in graph.nodes(data=True)} == {"Iran", "Front ]]>\ufffd;,"}


def test_a_masked_export_has_no_private_name(full, written):
    masked = written(full, "gexf", mask=True).decode()
    assert "Nadia Farouk" not in masked
    assert "Nadia" not in masked
    assert written(full, "gexf") == written(full, "gexf")


def test_stretches_of_one_value_are_one():
    days = ("2013-01-01", "2013-01-05", "2013-01-09")
    assert runs([((days[0], days[1]), 1), ((days[1], days[2]), 2)]) == [
        ((days[0], days[1]), 1),
        ((days[1], days[2]), 2),
    ]
    assert runs([((days[0], days[1]), 1), ((days[2], "9999"), 1)]) == [((days[0], days[1]), 1), ((days[2], "9999"), 1)]
