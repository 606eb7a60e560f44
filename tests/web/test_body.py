"""What a paragraph looks like in HTML."""

import html as entities
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from onrecord import read
from onrecord.cli.visible import visible
from onrecord.web.body import Landings, html
from onrecord.web.marks import Mark, landing, marks_of
from onrecord.web.segments import blocks

HOSTILE = "<script>alert(1)</script> <svg onload=x> &lt; &#x27; \u202eevil\u202c \x00 \x1b[31m </span></p>"


def written(text, marks=(), at=None, statuses=None):
    """A text as HTML."""
    return "".join(html(block, Landings(at or {}, statuses or {})) for block in blocks(text, marks))


def words(made):
    """What a browser would show of it, signs of the sheet left out."""
    return entities.unescape(re.sub(r"<[^>]*>", "", made))


@settings(deadline=None)
@given(
    st.lists(st.sampled_from([*"a <>&\"'\n", "😀", "e\u0301", "\r\n", "\u2067", "\x00", "\x85"]), max_size=40).map(
        "".join
    )
)
def test_the_words_of_the_page_are_the_words_of_the_report(text):
    marks = [Mark(n, n + 1, "voices", "content", (f"a{n}",), label=True) for n in range(0, len(text), 3)]
    assert words(written(text, marks)) == visible(text, breaks=True)


def test_hostile_words_are_words():
    made = written(HOSTILE, [Mark(0, 8, "events", "trigger", ("e1",), label=True)])
    assert words(made) == visible(HOSTILE)
    assert "<script" not in made
    assert "<svg" not in made
    assert "\u202e" not in made
    assert "\x00" not in made


def test_a_row_is_found_by_its_id_and_its_words_name_it():
    made = written("The army fled.", [Mark(9, 13, "events", "trigger", ("e1",), label=True)], {9: ("e1",)})
    assert re.search(r'<span id="e1" aria-describedby="said-e1"><span class="s" data-w="e1">', made)
    assert re.search(r'<a class="l events" href="#row-e1" data-l="e1" aria-label="event e1"', made)


def test_what_is_not_told_as_done_has_a_look_of_its_own():
    mark = Mark(0, 4, "events", "trigger", ("e1",))
    assert "u is-trigger k0 denied" in written("fled", [mark], statuses={"e1": "denied"})


def test_what_is_said_stands_in_brackets_once():
    made = written("a\n\nb", [Mark(0, 4, "voices", "content", ("a1",), label=True)])
    assert (made.count("q open"), made.count("q close"), made.count('class="l voices"')) == (1, 1, 1)


@pytest.fixture(scope="module")
def reading():
    """A reading whose text begins with signs beyond the basic plane, and ends with what is no news."""
    return read(
        "😀😀 Café\u0301 riot\r\n\r\nPolice in Cairo said on Monday that the Muslim Brotherhood attacked 51 officers."
        " The minister denied that soldiers had shot anybody.\n\nNote: Read our discussion guidelines before"
        " commenting.",
        published="2013-07-08",
    )


def test_the_marks_of_a_reading_lie_on_its_words(reading):
    text = reading.report.text
    found = blocks(text, marks_of(reading))
    for row, span in landing(reading).items():
        assert text[span.start : span.end] == span.text, row
    spelled = {}
    for block in found:
        for one in block.segments:
            for open in one.open:
                if open.mark.part == "trigger":
                    for row in open.mark.rows:
                        spelled[row] = spelled.get(row, "") + one.text
    assert spelled
    for event in reading.events:
        assert spelled[event.id] == "".join(telling.trigger.text for telling in event.mentions)


def test_rows_on_the_same_words_share_a_mark(reading):
    event = reading.events[0]
    twice = replace(reading, events=(event, replace(event, id="e99")))
    assert any(mark.rows == (event.id, "e99") for mark in marks_of(twice) if mark.part == "trigger")
