"""Which ties hold on which days: the same as the network says."""

import pytest

from onrecord.analyse import network
from onrecord.export import Source, Wanted
from onrecord.export.ties import edges, nodes, stretches, undated

FRONT = "ledger:harbour-front.group"


@pytest.fixture
def found():
    def find(ledger, **wanted):
        with ledger.snapshot():
            return list(edges(Source(ledger, Wanted(**wanted))))

    return find


def days(edge):
    return [between for between, _ in edge.held]


def test_a_tie_without_an_interval_holds_from_the_day_of_its_report(ledger, tell, found):
    one = tell(source_id="a", published="2013-08-15")
    [edge] = found(ledger)
    assert (edge.subject, edge.type, edge.object, edge.directed) == ("iran", "sponsorship", FRONT, True)
    assert days(edge) == [("2013-08-15", "9999")]
    assert [word.row for word in edge.words] == [f"{one.report.id}:r1"]


def test_what_one_report_ends_another_does_not_keep(ledger, tell, found):
    tell(source_id="a", published="2013-01-10", tie=("2013-01-05", None, "holds"))
    tell(source_id="b", publisher="B", published="2013-09-01", tie=(None, "2013-08-20", "ended"))
    [edge] = found(ledger)
    assert days(edge)[0][0] == "2013-01-05"
    assert days(edge)[-1][1] == "2013-08-20"


@pytest.mark.parametrize("fact", [{"denied": True}, {"published": None}])
def test_a_denial_and_an_undated_report_make_no_tie(fact, ledger, tell, found):
    tell(source_id="a", **fact)
    assert found(ledger) == []


def test_relations_of_no_known_day_are_counted(ledger, tell):
    tell(source_id="a", published=None)
    assert undated(Source(ledger)) == 1


def test_only_what_the_reports_asked_for_say_counts(ledger, tell, found):
    tell(source_id="a", published="2013-01-10")
    tell(source_id="b", publisher="Other", published="2013-09-01")
    [edge] = found(ledger, publisher="Other")
    assert days(edge) == [("2013-09-01", "9999")]
    assert found(ledger, publisher="Nobody") == []


def test_every_day_has_the_ties_of_the_network(full, found):
    some = found(full)
    for day in ("2011-12-31", "2012-01-01", "2013-08-14", "2013-08-16", "2013-08-18", "2014-01-01"):
        wanted = network(full, day, limit=100).ties
        held = [edge for edge in some if edge.on(day)]
        assert sorted((edge.subject, edge.type, edge.object) for edge in held) == sorted(
            (tie.subject.id, tie.type, tie.object.id) for tie in wanted if tie.subject.id and tie.object.id
        )
        assert sorted(len({word.telling.origin for word in edge.on(day)}) for edge in held) == sorted(
            tie.origins for tie in wanted
        )


def test_each_end_of_a_tie_is_a_node(full, found):
    with full.snapshot():
        ids = {one["id"] for one in nodes(Source(full))}
    assert ids == {end for edge in found(full) for end in (edge.subject, edge.object)}


def test_a_masked_tie_has_a_number_for_a_key(full, found):
    assert [edge.id for edge in found(full, mask=True)] == ["tie-1"]


def test_nothing_told_holds_on_no_day():
    assert list(stretches([])) == []
