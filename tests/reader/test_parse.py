"""How a text is cut up: what no prose has must not take time without an end."""

import pytest

from onrecord.api import read
from onrecord.model import Report
from onrecord.reader.parse import parse

LONGEST_SENTENCE = 401


@pytest.mark.parametrize("row", ['"' * 20_000, "(" * 20_000, "\U0001f600" * 20_000, "a" * 20_000, "$" * 20_000])
def test_a_row_of_marks_is_passed_over(row):
    reading = read(f"Rebels attacked Qena on Friday. {row} Police arrested three men in Cairo.", language="en")
    assert [event.trigger.text for event in reading.events] == ["attacked", "arrested"]


@pytest.mark.parametrize("words", ["minister of ", "Ann's ", "the minister said that ", "1 2 3 4 5 "])
def test_a_sentence_ends_at_last(words):
    text = "Rebels attacked Qena on Friday. " + words * 500
    (parsed,) = parse([Report("r", "r", "0", text)])
    assert max(len(head) for head in parsed.heads) <= LONGEST_SENTENCE
    assert read(text, language="en").sentences


def test_a_long_paragraph_is_cut_at_its_full_stops():
    text = "President A. B. Lee met Mr. Cole of the U.S. Army in Cairo on Friday, the ministry said. " * 40
    (parsed,) = parse([Report("r", "r", "0", text)])
    assert {sentence.text for sentence in parsed.sentences} == {text[:88].strip()}


def test_a_lone_surrogate_is_no_character():
    reading = read("Rebels attacked \ud800 Cairo on Friday.")
    assert reading.report.text == "Rebels attacked \ufffd Cairo on Friday."
    assert reading.to_json()
