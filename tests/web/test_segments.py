"""Whatever is marked, the segments joined are the text, and those of a row spell its words."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.web.marks import CLAUSES, Mark
from onrecord.web.segments import SLOTS, block_of, blocks, segments

PIECES = ["a", "B", " ", "\n", "\r\n", "😀", "👩\u200d🚒", "e\u0301", "ح", "\u202e", "<b>", "&amp;", "\x00", "\t"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)
PARTS = ("source", "cue", "content", "trigger", "evidence", "place", "actor", "ballast")
LAYERS = {"place": "places", "trigger": "events", "evidence": "events", "actor": "actors", "ballast": None}


@st.composite
def marked(draw):
    """A text and marks in it."""
    text = draw(TEXTS)
    marks = []
    for n in range(draw(st.integers(0, 12)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start, len(text)))
        part = draw(st.sampled_from(PARTS))
        marks.append(Mark(start, end, LAYERS.get(part, "voices"), part, (f"a{n}",)))
    return text, marks


@settings(deadline=None)
@given(marked())
def test_the_segments_joined_are_the_text_and_those_of_a_row_spell_its_words(given):
    text, marks = given
    found = list(segments(text, marks))
    assert "".join(one.text for one in found) == text
    assert all(one.text and one.text == text[one.start : one.end] for one in found)
    for mark in marks:
        under = [one for one in found if any(open.mark is mark for open in one.open)]
        assert "".join(one.text for one in under) == text[mark.start : mark.end]
        if mark.start < mark.end:
            assert (under[0].start, under[-1].end) == (mark.start, mark.end)


@settings(deadline=None)
@given(marked())
def test_the_paragraphs_joined_are_the_text(given):
    text, marks = given
    found = blocks(text, marks)
    assert "".join("".join(one.text for one in block.segments) + block.closing for block in found) == text
    assert found[0].start == 0
    assert all(block.closing.strip() == "" for block in found)
    for block in found:
        for one in block.segments:
            assert found[block_of(found, one.start)] is block


@settings(deadline=None)
@given(marked())
def test_words_that_overlap_have_lines_of_their_own(given):
    text, marks = given
    for one in segments(text, marks):
        lines = [open.slot for open in one.open if open.mark.part not in CLAUSES]
        if len(lines) < SLOTS:
            assert len({slot for slot in lines if slot < SLOTS - 1}) == len([s for s in lines if s < SLOTS - 1])
        assert lines == sorted(lines)


def test_actors_leave_the_first_line_to_other_words():
    text = "Cairo University said so"
    marks = [
        Mark(0, 16, "actors", "actor", ("who:cu",)),
        Mark(0, 5, "places", "place", ("p1",)),
        Mark(0, 16, "voices", "source", ("a1",)),
    ]
    first = next(segments(text, marks))
    assert [(open.mark.part, open.slot) for open in first.open] == [("source", 0), ("place", 1), ("actor", 2)]


def test_a_claim_inside_a_claim_lies_deeper():
    text = "He said that she said that it rains"
    marks = [Mark(13, 35, "voices", "content", ("a1",)), Mark(27, 35, "voices", "content", ("a2",))]
    deep = {open.mark.rows[0]: open.depth for one in segments(text, marks) for open in one.open}
    assert deep == {"a1": 0, "a2": 1}


def test_lines_broken_by_hand_stay_one_paragraph_and_long_ones_are_paragraphs():
    by_hand = "By Karim Wassef\nCAIRO, August 20\n\nPolice said\nso.\n"
    assert [len(block.closing) for block in blocks(by_hand, [])] == [2, 0]
    long = f"{'word ' * 30}end.\n{'word ' * 30}end."
    assert [block.closing for block in blocks(long, [])] == ["\n", ""]
    assert [(block.start, block.end) for block in blocks("", [])] == [(0, 0)]


def test_a_text_of_200_000_characters_is_cut_in_less_than_a_second():
    text = ("Police said on Monday that 51 people were killed in Cairo. " * 3600)[:200_000]
    marks = [Mark(at, at + 6, "voices", "source", (f"a{at}",)) for at in range(0, 199_000, 25)]
    marks += [Mark(at, at + 55, "voices", "content", (f"a{at}",)) for at in range(0, 199_000, 59)]
    begin = time.process_time()
    found = blocks(text, marks)
    assert time.process_time() - begin < 1
    assert "".join("".join(one.text for one in block.segments) + block.closing for block in found) == text
