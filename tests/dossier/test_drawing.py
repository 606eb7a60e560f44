"""The drawn network: well-formed, the same bytes, each sign as a manner of line and a word."""

from itertools import pairwise

import pytest
from lxml import etree

from onrecord.analyse import network
from onrecord.dossier.drawing import MOST, WIDTH, draw
from onrecord.ledger import Who

IRAN = Who("iran", "Iran")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def ties(ledger, tell):
    """Makes ties of Iran with many, and gives them: `ties(("Band", "sponsorship", 1, "holds"), ...)`."""

    def made(*rows):
        for n, (name, kind, sign, state) in enumerate(rows):
            tell(
                source_id=str(n),
                actor=name,
                actor_id=f"report:{n}",
                published="2013-08-15",
                tie=(None, None, state),
                change={"type": kind, "sign": sign},
            )
        return network(ledger, "2014-01-01", limit=1000, actors=["iran"]).ties

    return made


def parsed(drawing):
    return etree.fromstring(drawing.svg.encode())


def texts(drawing):
    return [node.text for node in parsed(drawing).iter(f"{SVG}text")]


def test_nothing_to_draw():
    assert draw([IRAN], (), "2014-01-01") is None


def test_each_tie_has_its_number_sign_word_and_manner_of_line(ties):
    drawing = draw(
        [IRAN], ties(("Alpha Band", "sponsorship", 1, "strained"), ("Beta Band", "rift", -1, "holds")), "2014"
    )
    told = texts(drawing)
    assert {"Iran", "Alpha Band", "Beta Band"} <= set(told)
    assert [one for one in told if one[0].isdigit()] == ["2  − rift", "1  + sponsorship, strained"]
    dashes = [node.get("stroke-dasharray") for node in parsed(drawing).iter(f"{SVG}path")]
    assert dashes[:2] == ["9 6", None]


def test_only_what_has_a_direction_has_an_arrow(ties):
    drawing = draw([IRAN], ties(("Alpha Band", "sponsorship", 1, "holds"), ("Beta Band", "rift", -1, "holds")), "2014")
    assert len(list(parsed(drawing).iter(f"{SVG}polygon"))) == 1


def test_it_needs_no_colour_no_script_and_nothing_from_outside(ties):
    drawing = draw([IRAN], ties(("Alpha Band", "sponsorship", 1, "holds")), "2014")
    for node in parsed(drawing).iter():
        assert node.tag.removeprefix(SVG) in {"svg", "title", "desc", "g", "rect", "text", "path", "polygon"}
        assert node.get("fill", "none") in {"none", "currentColor"}
        assert node.get("stroke", "currentColor") == "currentColor"
        assert not [name for name in node.attrib if "href" in name or name.startswith("on")]


def test_the_same_ties_give_the_same_bytes(ties):
    rows = ties(("Alpha Band", "sponsorship", 1, "holds"), ("Beta Band", "rift", -1, "holds"))
    assert draw([IRAN], rows, "2014") == draw([IRAN], rows, "2014")


def test_those_against_stand_left_those_with_right(ties):
    drawing = draw([IRAN], ties(("Alpha Band", "sponsorship", 1, "holds"), ("Beta Band", "rift", -1, "holds")), "2014")
    x = {node.text: float(node.get("x")) for node in parsed(drawing).iter(f"{SVG}text")}
    assert x["Beta Band"] < x["Iran"] < x["Alpha Band"]


def test_no_box_or_word_covers_another_and_all_is_within(ties):
    rows = ties(
        *((f"Band number {n}", "sponsorship" if n % 3 else "rift", 1 if n % 3 else -1, "holds") for n in range(30))
    )
    drawing = draw([IRAN], rows, "2014")
    assert drawing.left_out == 30 - MOST
    root = parsed(drawing)
    _, top, _, high = map(float, root.get("viewBox").split())
    boxes = [tuple(float(node.get(key)) for key in ("x", "y", "width", "height")) for node in root.iter(f"{SVG}rect")]
    assert len(boxes) == MOST + 1
    for n, (x, y, width, height) in enumerate(boxes):
        assert x >= 0
        assert x + width <= WIDTH
        assert y >= 0
        assert y + height <= top + high
        for other in boxes[n + 1 :]:
            apart = (
                x + width <= other[0] or other[0] + other[2] <= x or y + height <= other[1] or other[1] + other[3] <= y
            )
            assert apart
    marks = sorted((float(t.get("x")), float(t.get("y"))) for t in root.iter(f"{SVG}text") if t.text[0].isdigit())
    assert all(y - 10 >= top for _, y in marks)
    assert all(a[0] != b[0] or b[1] - a[1] >= 14 for a, b in pairwise(marks))


def test_a_pair_faces_one_another(ledger, tell):
    tell(source_id="a")
    tell(source_id="b", publisher="Delta Post", change={"type": "rift", "sign": -1})
    rows = network(ledger, "2014-01-01").ties
    drawing = draw([IRAN, Who("ledger:harbour-front.group", "Harbour Front")], rows, "2014")
    assert len(list(parsed(drawing).iter(f"{SVG}rect"))) == 2
    assert sorted(one for one in texts(drawing) if one[0].isdigit()) == ["1  + sponsorship", "2  − rift"]


def test_hostile_names_are_words(ties):
    name = '</text><script>alert(1)</script>"&\x00\uffff\u202e'
    drawing = draw([Who("iran", name)], ties(("Alpha Band", "sponsorship", 1, "holds")), "2014")
    root = parsed(drawing)
    assert not list(root.iter(f"{SVG}script"))
    assert "\u202e" not in drawing.svg


def test_names_in_wide_letters_fit_their_box(ties):
    drawing = draw([IRAN], ties(("人民解放戦線統一司令部政治局第三委員会", "rift", -1, "holds")), "2014")
    assert max(len(one) for one in texts(drawing) if one.startswith("人")) <= 12


def test_the_lines_of_a_pair_end_at_its_boxes(ledger, tell):
    for n, kind in enumerate(("sponsorship", "rift", "alliance", "hostility", "influence")):
        tell(source_id=str(n), publisher=f"Post {n}", change={"type": kind, "sign": -1 if kind == "rift" else 1})
    rows = network(ledger, "2014-01-01").ties
    root = parsed(draw([IRAN, Who("ledger:harbour-front.group", "Harbour Front")], rows, "2014"))
    top, bottom = next((float(r.get("y")), float(r.get("y")) + float(r.get("height"))) for r in root.iter(f"{SVG}rect"))
    tracks = [path.get("d") for path in root.iter(f"{SVG}path")][:5]
    assert all(top < float(track.split()[1]) < bottom for track in tracks)
