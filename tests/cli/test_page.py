from __future__ import annotations

import io

import msgspec
import pytest
from rich.console import Console

from onrecord.cli.page import marks, show
from onrecord.model import FORMAT, Reading, Report, Span, Warning
from onrecord.model.chain import voices_in_words


def printed(reading: Reading, encoding: str = "utf-8", **more: object) -> str:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding, errors="backslashreplace")
    show(reading, Console(file=stream, width=200, highlight=False, emoji=False, markup=False, **more))  # type: ignore[arg-type]
    stream.flush()
    return raw.getvalue().decode(encoding)


def test_marks_are_signs_and_letters_without_any_colour(golden: Reading) -> None:
    said = printed(golden)
    assert "\x1b" not in said
    assert "Orsicᵃ² said. ‹“We will answerᵉ²? it.”›ᵃ²" in said
    assert "denied ‹that her group had ordered the shellingᵉ¹›ᵃ⁴›ᵃ³" in said
    assert "Damascusᵖ³" in said
    assert "March 2013ᵗ⁵" in said


def test_ascii_terminals_get_ascii_signs(golden: Reading) -> None:
    assert "Damascus[p3]" in printed(golden, "ascii")


def test_colour_where_there_is_a_terminal(golden: Reading) -> None:
    assert "\x1b[" in printed(golden, force_terminal=True)


def test_without_the_signs_the_text_is_the_text(golden: Reading) -> None:
    said = printed(golden)
    for sign in "‹›ᵃᵉᵗᵖ⁰¹²³⁴⁵⁶⁷⁸⁹?":
        said = said.replace(sign, "")
    for paragraph in golden.report.text.replace("?", "").split("\n"):
        assert paragraph.strip()[:150] in said


def test_every_section_and_warning_is_beneath(golden: Reading) -> None:
    said = printed(golden)
    for words in ("Who said what", "What happened", "Who stands how", "How many", "When", "Where", "no date"):
        assert words in said
    assert "12–15 killed" in said
    assert "2013-03, month" in said


def test_beside_each_attribution_stands_its_chain_of_voices(golden: Reading) -> None:
    said = printed(golden)
    for chain in voices_in_words(golden).values():
        assert chain in said


def test_every_row_with_words_has_its_mark(golden: Reading) -> None:
    found = marks(golden)
    tellings = sum(len(event.mentions) for event in golden.events)
    sources = sum(len(said.source) + len(said.content) for said in golden.attributions)
    assert len(found) == tellings + sources + len(golden.places) + len(golden.times)


@pytest.mark.parametrize("text", ["\x1b[31mred\x1b[0m", "[bold]no markup[/bold]", "a\u202eb", ":smile:"])
def test_nothing_in_a_report_is_obeyed(text: str) -> None:
    report = Report("r", text, "", f"{text} said.", title=text, publisher=text, authors=(text,))
    reading = Reading(FORMAT, "test", report, warnings=(Warning("x", text),))
    said = printed(reading, force_terminal=True, color_system=None)
    assert "\x1b[31m" not in said
    assert "\u202e" not in said
    assert text.replace("\x1b", "␛").replace("\u202e", "\ufffd") in said


def test_boilerplate_at_the_end_of_the_text_is_struck(golden: Reading) -> None:
    text = "News.\n\nFollow us."
    report = Report("r", "r", "", text, boilerplate=(Span.of(text, 7, 17),))
    assert "Follow us." in printed(msgspec.structs.replace(Reading(FORMAT, "test", report)))
