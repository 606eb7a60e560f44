from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.model import Relative, Span, Time
from onrecord.reader.dated import settled
from onrecord.reader.intervals import UNKNOWN, anchored, interval, shifted, shifted_value
from onrecord.reader.tense import Direction


def time(value: str, relative: Relative | None, type_: str = "DATE", anchor: str | None = "published") -> Time:
    return Time("t1", Span(0, 1, "x"), type_, value, "unknown", anchor=anchor, relative=relative)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "start", "end", "precision"),
    [
        ("2014-07-22", "2014-07-22", "2014-07-23", "day"),
        ("2014-07-22TMO", "2014-07-22", "2014-07-23", "day"),
        ("2014-07-22T10:35", "2014-07-22T10:35", "2014-07-22T10:36", "minute"),
        ("2014-07-22T24:00", "2014-07-23T00:00", "2014-07-23T00:01", "minute"),
        ("2014-07-22T14:00Z", "2014-07-22T14:00Z", "2014-07-22T14:01Z", "minute"),
        ("2014-12", "2014-12-01", "2015-01-01", "month"),
        ("2013", "2013-01-01", "2014-01-01", "year"),
        ("2014-W01", "2013-12-30", "2014-01-06", "week"),
        ("2014-W29-WE", "2014-07-19", "2014-07-21", "day"),
        ("2014-Q4", "2014-10-01", "2015-01-01", "quarter"),
        ("2014-H1", "2014-01-01", "2014-07-01", "quarter"),
        ("1998-WI", "1998-12-01", "1999-03-01", "quarter"),
        ("199X", "1990-01-01", "2000-01-01", "decade"),
        ("19XX", "1900-01-01", "2000-01-01", "unknown"),
        ("1999/2001", "1999-01-01", "2002-01-01", "year"),
        ("before 2011-03", None, "2011-03-01", "unknown"),
        ("after 2011-03", "2011-03-01", None, "unknown"),
    ],
)
def test_an_absolute_value(value: str, start: str | None, end: str | None, precision: str) -> None:
    assert interval(value) == (start, end, precision)


@pytest.mark.parametrize("value", ["P3Y", "PAST_REF", "XXXX-WXX-5", "2014-02-30", "2014-W60", "", "soon"])
def test_a_value_that_has_no_interval(value: str) -> None:
    assert interval(value) == (None, None, "unknown")


@pytest.mark.parametrize(
    ("value", "relative", "expected"),
    [
        ("PAST_REF", Relative(-1, 1, "week"), "2014-W29"),
        ("PAST_REF", Relative(-1, 1, "day"), "2014-07-21"),
        ("PAST_REF", Relative(-1, 1, "year"), "2013"),
        ("PAST_REF", Relative(-1, 3, "month"), "2014-04"),
        ("PRESENT_REF", Relative(0, 0, "day"), "2014-07-22"),
        ("FUTURE_REF", Relative(1, 1, "quarter"), "2014-Q4"),
        ("PAST_REF", Relative(-1, None, None, 2), "2014-07-22"),
        ("PAST_REF", Relative(-1, 1, None, 2), "2014-07-15"),
        ("PAST_REF", Relative(-1, None, None, 5), "2014-07-18"),
        ("FUTURE_REF", Relative(1, None, None, 5), "2014-07-25"),
        ("PAST_REF", Relative(-1, 1, "week", 1), "2014-07-14"),
        ("XXXX-XX-XXTMO", Relative(-1, 1, "day"), "2014-07-21TMO"),
        ("XXXX-07-03", Relative(-1), "2014-07-03"),
        ("XXXX-11-02", Relative(-1), "2013-11-02"),
        ("XXXX-08-02", Relative(-1), "2014-08-02"),
        ("XXXX-08-02", Relative(1), "2014-08-02"),
        ("XXXX-07", Relative(-1, 1), "2013-07"),
        ("XXXX-Q3", Relative(-1, 1, "year"), "2013-Q3"),
        ("XXXX-SU", Relative(0, 0, "year"), "2014-SU"),
        ("XXXX-WXX-WE", Relative(-1, 1), "2014-W29-WE"),
        ("XXXX-02-29", Relative(-1), "2012-02-29"),
        ("PAST_REF", Relative(-1), "PAST_REF"),
    ],
)
def test_a_relative_value_once_the_date_is_known(value: str, relative: Relative, expected: str) -> None:
    found = anchored(time(value, relative), "2014-07-22")
    assert found.value == expected
    if not expected.endswith("_REF"):
        assert (found.start, found.end, found.precision) == interval(expected)


def test_references_are_open_on_the_side_they_look_to() -> None:
    rows = [time("PAST_REF", Relative(-1)), time("PRESENT_REF", Relative(0)), time("FUTURE_REF", Relative(1))]
    found = [anchored(row, "2014-07-22T23:00:00+02:00") for row in rows]
    assert [(t.start, t.end) for t in found] == [
        (None, "2014-07-23"),
        ("2014-07-22", "2014-07-23"),
        ("2014-07-22", None),
    ]


def test_a_stretch_reaches_up_to_the_day() -> None:
    found = anchored(time("P2M", Relative(-1, 2, "month"), "DURATION"), "2014-07-22")
    assert (found.value, found.start, found.end, found.precision) == ("P2M", "2014-05-22", "2014-07-23", "month")


def test_a_time_that_rests_on_something_else_stays() -> None:
    war = time("before 2011-03", Relative(-1), anchor="episode:syrian-civil-war")
    assert anchored(war, "2014-07-22") is war
    plain = time("2013", None, anchor=None)
    assert anchored(plain, "2014-07-22") is plain


def test_a_time_that_rests_on_a_time_follows_it() -> None:
    first = time("XXXX-Q3", Relative(-1))
    second = Time("t2", Span(1, 2, "y"), "DATE", "PAST_REF", "unknown", anchor="t1", relative=Relative(-1, 1, "year"))
    found = settled([first, second], "2014-11-05")
    assert [t.value for t in found] == ["2014-Q3", "2013-Q3"]
    assert found[1].start == "2013-07-01"


def test_no_finer_than_what_it_rests_on() -> None:
    assert shifted_value("1998", Relative(1, 3, "day")) is None
    assert shifted_value("1998-10-23", Relative(1, 3, "day")) == "1998-10-26"


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.integers(-400, 400))
def test_months_there_and_back_stay_in_the_month(day: date, count: int) -> None:
    back = shifted(shifted(day, count, "month"), -count, "month")
    assert (back.year, back.month) == (day.year, day.month)
    assert back.day <= day.day


@given(st.dates(date(1950, 1, 1), date(2050, 1, 1)), st.sampled_from([-1, 1]), st.integers(1, 7))
def test_a_weekday_is_within_a_week_and_on_the_right_side(day: date, way: int, weekday: int) -> None:
    found = anchored(time("PAST_REF", Relative(way, None, None, weekday)), day.isoformat())  # type: ignore[arg-type]
    there = date.fromisoformat(found.value)
    assert there.isoweekday() == weekday
    assert 0 <= (there - day).days * way < 7


@pytest.mark.parametrize(
    ("count", "unit"),
    [(-20000, "year"), (9000, "year"), (-300, "century"), (-1e6, "day"), (2916500, "day"), (1e300, "month")],
)
def test_no_day_lies_outside_the_calendar(count: float, unit: str) -> None:
    with pytest.raises(OverflowError):
        shifted(date(2014, 7, 22), count, unit)
    way: Direction = 1 if count > 0 else -1
    assert shifted_value("2014-07-22", Relative(way, abs(count), unit)) is None
    assert shifted_value("2014-Q3", Relative(way, abs(count), unit)) is None


def test_the_last_year_of_the_calendar() -> None:
    assert shifted(date(2014, 7, 22), 7984, "year") == date(9998, 7, 22)
    assert shifted(date(2014, 7, 22), -2013, "year") == date(1, 7, 22)
    assert interval("9999") == UNKNOWN
