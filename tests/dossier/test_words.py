"""How rows are worded: nothing that is said, planned or denied reads as if it were so."""

import pytest
from msgspec.structs import replace

from onrecord.dossier import words
from onrecord.dossier.content import Part, Words
from onrecord.ledger import Voice
from onrecord.model import STATUSES


@pytest.fixture
def event(ledger, tell):
    tell()
    return ledger.events().rows[0]


@pytest.mark.parametrize("status", STATUSES)
def test_no_status_reads_as_a_fact(event, status):
    said = words.status(replace(event, status=status))
    own = words.status(replace(event, status=status, voice=Voice(publisher="Delta Post")))
    assert said != status or status == "denied"
    for told in (said, own):
        assert any(word in told for word in ("said", "told", "reported", "denied", "not"))


@pytest.mark.parametrize(
    ("start", "end", "precision", "when", "wanted"),
    [
        ("2013-08-14", "2013-08-15", "day", "Wednesday", "2013-08-14 (to the day, “Wednesday”)"),
        ("2013-08-01", "2013-09-01", "month", None, "2013-08 (to the month)"),
        ("2011-03-01", "2014-07-23", "unknown", None, "some time in 2011-03-01 – 2014-07-22"),
        ("2011-03-01", "2014-07-23", None, "after it", "some time in 2011-03-01 – 2014-07-22 (“after it”)"),
        ("2011-03-01", None, None, None, "since 2011-03-01"),
        (None, None, None, "last week", "without a date (“last week”)"),
        (None, None, None, None, "without a date"),
    ],
)
def test_an_interval_is_told_as_such(event, start, end, precision, when, wanted):
    assert words.when(replace(event, start=start, end=end, precision=precision, when=when)) == wanted


def test_every_certainty_has_a_word_and_a_number():
    assert words.sure("PR-", None, 0.3) == "told as probably not (PR-, -2 of 3), read with low confidence (0.30)"
    assert words.sure(None, None, None) == "not graded"


@pytest.mark.parametrize(
    ("text", "marks", "parts"),
    [
        ("a b c", ((2, 3),), [("a ", False), ("b", True), (" c", False)]),
        ("  a\n\nb ", ((2, 3),), [("a", True), (" b", False)]),
        ("abc", (), [("abc", False)]),
        ("abc", ((0, 3),), [("abc", True)]),
        ("a\u202eb", ((2, 3),), [("a\ufffd", False), ("b", True)]),
    ],
)
def test_a_passage_in_pieces(text, marks, parts):
    assert words.parts(Words("r", 0, text, marks, "")) == parts


def test_what_was_cut_says_so():
    assert words.parts(Words("r", 5, "abc", ((0, 1),), "", cut=True))[0] == ("… ", False)


@pytest.mark.parametrize(
    ("part", "said"),
    [
        (Part((1,)), None),
        (Part((1,), 1), "1 event more is not shown here"),
        (Part((1,), 1200), "1,200 events more are not shown here"),
        (Part((1,), 2, at_least=True), "At least 2 events more are not shown here"),
        (Part((1,), 0, at_least=True), "There may be more events"),
    ],
)
def test_what_is_left_out_is_counted(part, said):
    told = words.left(part, "event")
    assert told is None if said is None else told.startswith(said)
