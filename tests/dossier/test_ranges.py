"""Disputed numbers as a drawing: each source's own, open ends as such, nothing in between."""

import pytest
from lxml import etree

from onrecord.dossier.content import Disagreement, Side
from onrecord.dossier.ranges import LEFT, RIGHT, ranges
from onrecord.ledger import Passage, Voice

SVG = "{http://www.w3.org/2000/svg}"


def side(says, least, most, who="Mona Adel"):
    return Side("a:f1", says, Voice("a:a1", words=who), Passage("a", 0, 1, "x"), least=least, most=most)


def drawn(*sides):
    found = ranges(Disagreement("killed", tuple(sides), len(sides)))
    return etree.fromstring(found.encode())


def dots(root):
    return [float(dot.get("cx")) for dot in root.iter(f"{SVG}circle")]


def test_numbers_lie_in_their_order_from_edge_to_edge():
    assert dots(drawn(side("12", 12, 12), side("20", 20, 20), side("60", 60, 60))) == [
        LEFT,
        pytest.approx(406.7),
        RIGHT,
    ]


def test_numbers_that_are_far_apart_lie_by_tenfolds():
    assert dots(drawn(side("1", 1, 1), side("10", 10, 10), side("100", 100, 100))) == [LEFT, (LEFT + RIGHT) / 2, RIGHT]


def test_a_range_has_two_ends_and_an_open_one_runs_to_the_edge():
    root = drawn(side("65 to 82", 65, 82), side("at least 90", 90, None), side("up to 60", None, 60))
    assert len(dots(root)) == 4
    dashed = [path for path in root.iter(f"{SVG}path") if path.get("stroke-dasharray")]
    assert len(dashed) == 2
    assert LEFT < min(dots(root)) < max(dots(root)) < RIGHT
    assert dashed[0].get("d").split()[2] == f"L{RIGHT}"
    assert dashed[1].get("d").split()[0] == f"M{LEFT}"


def test_each_has_its_source_and_its_words():
    words = [
        node.text
        for node in drawn(side("12", 12, 12), side("at least 90", 90, None, "<b>Saleh</b>")).iter(f"{SVG}text")
    ]
    assert words == ["Mona Adel", "12", "<b>Saleh</b>", "at least 90"]


def test_the_same_number_twice_is_drawn():
    assert dots(drawn(side("5", 5, 5), side("5", 5, 5))) == [(LEFT + RIGHT) / 2] * 2


def test_what_is_no_number_is_not_drawn():
    assert ranges(Disagreement("ties", (side("rift", None, None), side("alliance", None, None)), 2)) is None
