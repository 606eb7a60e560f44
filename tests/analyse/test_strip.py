"""Events by year, month or day, without listing them."""

from datetime import date, timedelta

from hypothesis import example, given
from hypothesis import strategies as st

from onrecord.analyse.strip import LONGEST, spread, strip

DAYS = st.dictionaries(st.dates(date(1, 1, 1), date(9998, 12, 31)), st.integers(1, 50), max_size=40)
ASKED = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9998, 1, 1)).map(date.isoformat))


@given(DAYS, ASKED, ASKED)
@example({date(2000, 1, 1): 1}, None, "0001-01-01")
@example({date(1, 1, 1): 1}, "0001-01-01", "0001-01-02")
def test_every_event_is_in_a_bar_or_counted_beside_them(told, start, end):
    made = spread(told, start, end)
    assert made.dated == sum(told.values())
    assert len(made.bars) <= LONGEST
    if made.bars:
        assert sum(bar.events for bar in made.bars) + made.earlier + made.later == made.dated
    for one, following in zip(made.bars, made.bars[1:], strict=False):
        assert one.start < one.end == following.start


def test_the_unit_follows_from_how_long_it_is():
    first = date(2010, 1, 1)
    units = {days: spread({first: 1, first + timedelta(days=days): 1}).unit for days in (0, 99, 100, 2195, 2196, 9000)}
    assert units == {0: "day", 99: "day", 100: "month", 2195: "month", 2196: "year", 9000: "year"}


def test_a_few_that_are_far_off_do_not_draw_it_out():
    told = {date(2013, 7, 1) + timedelta(days=n): 10 for n in range(40)}
    made = spread({date(1954, 1, 1): 1, **told})
    assert (made.unit, made.earlier, made.bars[0].name) == ("day", 1, "2013-07-01")
    assert spread({date(1954, 1, 1): 100, **told}).unit == "year"


def test_what_begins_before_the_days_asked_for_is_counted_as_earlier(mapped):
    made = strip(mapped, start="2013-08-01", end="2013-08-31")
    assert (made.unit, len(made.bars), made.earlier) == ("day", 31, 0)
    assert {bar.name: bar.events for bar in made.bars if bar.events} == {
        "2013-08-10": 1, "2013-08-14": 1, "2013-08-16": 1,
    }  # fmt: skip
    assert strip(mapped, start="2013-07-15", end="2013-07-20").earlier == 1


def test_filters_are_those_of_events(mapped):
    assert strip(mapped).dated == 5
    assert strip(mapped, type="protest").dated == 0
    assert strip(mapped, type="protest").highest is None
    assert strip(mapped, actor="Harbour Front").dated == 5
