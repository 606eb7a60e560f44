from __future__ import annotations

import pytest

from onrecord.api import read
from onrecord.knowledge.episodes import Episode
from onrecord.model import Bounds, Report
from onrecord.reader import bounds as module
from onrecord.reader.bounds import published_between
from onrecord.reader.parse import parse
from onrecord.reader.times import times


def bounds(text: str, published: str | None = None) -> Bounds | None:
    return read(text, language="en", published=published).report.published_between


def test_last_year_beside_a_known_deed() -> None:
    text = "The group backed President Mohamed Morsi. However, he was ousted last year by the army."
    found = bounds(text)
    assert found is not None
    assert (found.start, found.end) == ("2014-01-01", "2015-01-01")
    assert found.reasons == (
        "It says “he was ousted last year” of the Egyptian coup of 2013, which came on 2013-07-03.",
    )


def test_the_bounds_anchor_nothing() -> None:
    reading = read("The group backed Mohamed Morsi. But he was ousted last year.", language="en")
    assert [(t.value, t.start) for t in reading.times] == [("PAST_REF", None)]


def test_a_report_with_a_date_has_no_bounds() -> None:
    assert bounds("The truce began on July 3, 2014.", published="2014-07-22") is None


def test_what_is_past_and_what_is_still_to_come() -> None:
    found = bounds("The truce began on July 3, 2014. It will end on Sept. 1, 2014.")
    assert found is not None
    assert (found.start, found.end) == ("2014-07-03", "2014-09-02")
    assert len(found.reasons) == 2


def test_how_long_a_known_war_has_gone_on() -> None:
    found = bounds("Hundreds fled the three-year Syrian civil war.")
    assert found is not None
    assert (found.start, found.end) == ("2013-03-01", "2015-03-01")


def test_an_episode_has_begun_where_it_is_named() -> None:
    found = bounds("They spoke of the Syrian civil war.")
    assert found is not None
    assert (found.start, found.end) == ("2011-03-01", None)


def test_what_is_only_called_for_has_not_come() -> None:
    assert bounds("They called for the ouster of Hosni Mubarak.") is None
    found = bounds("The army took power after the ouster of Hosni Mubarak.")
    assert found is not None
    assert found.start == "2011-01-25"


def test_it_was_captured_after_it_was_published() -> None:
    report = Report(id="r", source_id="r", sha256="", text="They met again.", captured="2014-08-01T10:00:00Z")
    parsed = next(parse([report]))
    assert published_between(parsed, times(parsed)) == Bounds(None, "2014-08-02", ("It was captured on 2014-08-01.",))


def test_a_text_that_tells_nothing() -> None:
    assert bounds("They met again last week.") is None


def test_what_is_quoted_sets_no_bounds() -> None:
    assert bounds("He said: “We won on July 3, 2014.”") is None


def test_a_deed_of_another_year_sets_no_bounds() -> None:
    assert bounds("The Taliban say Kabul fell to them in 1996.") == bounds("The Taliban say they came in 1996.")
    found = bounds("The group backed Mohamed Morsi. He was ousted a year ago in 1999.")
    assert found is not None
    assert (found.start, found.end) == ("1999-01-01", None)


def test_a_length_that_no_calendar_holds_sets_no_bounds() -> None:
    found = bounds("Hundreds fled the 9000-year Syrian civil war.")
    assert found is not None
    assert (found.start, found.end) == ("2011-03-01", None)
    found = bounds("The group backed Mohamed Morsi. He was ousted 20,000 years ago.")
    assert found is None
    found = bounds("The group backed Mohamed Morsi. He was ousted 7985 years ago.")
    assert found is None


@pytest.mark.parametrize(
    "text",
    [
        "They will resign if the truce ended on July 3, 2014.",
        "They asked whether the truce ended on July 3, 2014.",
        "They leave unless it ended on July 3, 2014.",
        "They will resign if he said that the truce ended on July 3, 2014.",
    ],
)
def test_what_is_left_open_sets_no_bounds(text: str) -> None:
    assert bounds(text) is None


def test_the_clause_beside_an_open_one_sets_bounds() -> None:
    found = bounds("The truce ended on July 3, 2014, if they are right.")
    assert found is not None
    assert found.start == "2014-07-03"


def test_an_episode_without_a_day_that_is_one_sets_no_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    war = Episode("episode:x", "Great War", ("Great War",), "2014-13", None, "war")
    text = "Hundreds fled the three-year Great War."
    at = text.index("Great")
    monkeypatch.setattr(module, "in_sentence", lambda sentence, named: iter([(at, at + len("Great War"), war)]))
    assert bounds(text) is None
