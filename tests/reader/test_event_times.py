from __future__ import annotations

import pytest

from onrecord.api import read

TODAY = "2014-07-22"


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Rebels attacked the town on Friday.", "2014-07-18", "2014-07-19"),
        ("Rebels have attacked the town since 2011.", "2011-01-01", "2014-07-23"),
        ("Rebels attacked the town until Friday.", None, "2014-07-19"),
        ("Rebels attacked the town before July 3.", None, "2014-07-03"),
        ("Rebels attacked the town after July 3.", "2014-07-03", "2014-07-23"),
        ("Rebels attacked the town before the Syrian civil war.", None, "2011-03-01"),
        ("Rebels attacked the town after Morsi was ousted.", "2013-07-03", "2014-07-23"),
        ("Rebels attacked the town from 2012 to 2013.", "2012-01-01", "2014-01-01"),
        ("Rebels attacked the town between Monday and Wednesday.", "2014-07-14", "2014-07-17"),
        ("Rebels have killed 200 people this year.", "2014-01-01", "2014-07-23"),
        ("Rebels killed 200 people in the past 24 hours.", "2014-07-21", "2014-07-23"),
        ("The army recently shelled the town.", None, "2014-07-23"),
        ("Police arrested 40 people in early July.", "2014-07-01", "2014-07-11"),
        ("The army plans to attack the town this year.", "2014-07-22", "2015-01-01"),
        ("Troops are to withdraw from the city by the end of August.", "2014-07-22", "2014-09-01"),
        ("The army will attack the town by 2016.", "2014-07-22", "2017-01-01"),
        ("Rebels attacked the town.", None, None),
    ],
)
def test_the_interval_of_an_event(text: str, start: str | None, end: str | None) -> None:
    (event, *_) = read(text, published=TODAY, language="en").events
    assert (event.start, event.end) == (start, end)


@pytest.mark.parametrize(
    ("text", "start"),
    [("Rebels have attacked the town since 2011.", "2011-01-01"), ("Rebels attacked on Friday.", None)],
)
def test_without_a_date_nothing_bounds_an_event(text: str, start: str | None) -> None:
    (event,) = read(text, language="en").events
    assert (event.start, event.end) == (start, None)


@pytest.mark.parametrize("published", ["9999-12-31", "0001-01-01"])
def test_a_report_at_an_end_of_the_calendar_is_read(published: str) -> None:
    text = "Rebels attacked the town this week. The past year was calm, and so it was earlier this month."
    assert read(text, published=published).events
