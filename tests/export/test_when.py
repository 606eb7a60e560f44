"""Days of intervals: one is given only where the interval is one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from onrecord.export import when

DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))


@given(DAYS, st.integers(1, 800))
def test_a_day_is_given_only_where_the_interval_is_one(start, days):
    end = start + timedelta(days=days)
    told = when.the_day(start.isoformat(), end.isoformat())
    assert told == (start if days == 1 else None)
    assert when.last_day(end.isoformat()) == end - timedelta(days=1)
    month = when.the_month(start.isoformat(), end.isoformat())
    assert month == (
        "" if (end - timedelta(days=1)).strftime("%Y%m") != start.strftime("%Y%m") else start.strftime("%Y%m")
    )


def test_minutes_are_of_their_day():
    assert when.the_day("2013-08-14T09:30", "2013-08-14T09:31") == date(2013, 8, 14)
    assert when.the_day("2013-08-14T23:00", "2013-08-15T00:00") == date(2013, 8, 14)
    assert when.the_day("2013-08-14T23:00", "2013-08-15T01:00") is None


def test_an_open_interval_has_no_day_month_or_year():
    for start, end in ((None, None), ("2013-08-14", None), (None, "2013-08-14")):
        assert when.the_day(start, end) is None
        assert when.the_month(start, end) == when.the_year(start, end) == ""
