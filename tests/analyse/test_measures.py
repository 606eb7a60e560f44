"""Measures of a network that can be counted by hand."""

from onrecord.analyse.balance import Edge
from onrecord.analyse.measures import measures
from onrecord.analyse.tellings import Asked, edges
from onrecord.analyse.word import Word
from onrecord.ledger import Who


def edge(one, other, sign=1):
    return Edge(Who(one, one.upper()), "alliance" if sign > 0 else "hostility", Who(other, other.upper()), sign, 1)


def test_who_stands_between_two_groups_has_the_greatest_betweenness():
    pairs = [("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("d", "f")]
    found = measures([*(edge(*pair) for pair in pairs), edge("c", "x", -1), edge("x", "d", -1)])
    by_name = {place.who.id: place for place in found.places}
    assert by_name["x"].betweenness == max(place.betweenness for place in found.places)
    assert (by_name["x"].degree, by_name["x"].positive, by_name["x"].negative) == (2, 0, 2)
    assert by_name["x"].community is None
    assert {by_name[one].community for one in "abc"} == {1}
    assert {by_name[one].community for one in "def"} == {2}
    assert (found.actors, found.ties, found.sampled) == (7, 8, False)


def test_several_ties_of_a_pair_are_one_and_one_may_be_for_and_against():
    found = measures([edge("a", "b"), edge("b", "a", -1), edge("a", "a")])
    assert (found.ties, found.density) == (1, 1.0)
    assert (found.places[0].degree, found.places[0].positive, found.places[0].negative) == (1, 1, 1)


def test_a_network_of_nobody_has_no_places():
    found = measures([])
    assert (found.places, found.actors, found.ties) == ((), 0, 0)


def test_the_edges_of_a_ledger_are_the_ties_that_hold_on_the_day(ledger, told):
    ledger.add(*told(own_words=True).pair)
    ledger.add(*told(publisher="Coast Times", source_id="b.txt", own_words=True).pair)
    asked = Asked(Word())
    assert edges(ledger, asked, "2013-01-01") == []
    [found] = edges(ledger, asked, "2013-09-01")
    assert (found.subject.id, found.type, found.object.id, found.sign) == (
        "iran", "sponsorship", "ledger:harbour-front.group", 1,
    )  # fmt: skip
    assert found.origins == 2


def test_of_a_large_network_betweenness_is_estimated_and_said_so(monkeypatch):
    pairs = [(f"a{n}", f"a{n + 1}") for n in range(60)]
    assert not measures(edge(*pair) for pair in pairs).sampled
    monkeypatch.setattr("onrecord.analyse.measures.WORK", 0)
    found = measures(edge(*pair) for pair in pairs)
    assert found.sampled
    assert 0 < max(place.betweenness for place in found.places) <= 1
