"""A date that comes later gives every interval that a reading with it would have had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from onrecord import read
from onrecord.model import FORMAT, Reading, Relative, Report, Span, Time
from onrecord.reader.dated import settled, unsettled
from onrecord.reader.dating import dated

TEXT = (
    "Police arrested two protesters in Cairo on Friday. The army shelled Gaza last week, and a year earlier it had"
    " attacked Rafah. Iran has backed Hamas since last year. Hezbollah met Hamas on Nov. 10. Israel will attack Syria"
    " next month. The army killed two men in Alexandria on 3 March 2012."
)


@pytest.fixture(scope="module")
def undated() -> Reading:
    return read(TEXT)


@pytest.mark.parametrize("day", ["2013-08-19", "2014-01-01T09:30:00+02:00", "2012-02-29"])
def test_a_date_that_comes_later_gives_what_reading_with_it_gives(undated: Reading, day: str) -> None:
    with_it = read(TEXT, published=day)
    assert undated.report.published is None
    assert len([e for e in dated(undated, day).events if e.start]) >= 4
    later = dated(undated, day)
    assert later.report.published_basis == "decided"
    assert structs.replace(later, report=with_it.report) == with_it
    assert structs.replace(later.report, published_basis="given") == with_it.report


def test_a_relation_begins_with_the_time_of_its_since(undated: Reading) -> None:
    [tie] = [tie for tie in dated(undated, "2013-08-19").relations if tie.start_time]
    assert tie.start == "2012-01-01"


def test_without_a_date_nothing_that_rests_on_it_has_an_interval(undated: Reading) -> None:
    resting = [time for time in undated.times if time.anchor == "published"]
    assert len(resting) == 5
    assert all(time.start is None and time.end is None and time.unsettled is None for time in resting)
    known = [event for event in undated.events if event.start]
    assert [event.start for event in known] == ["2012-03-03"]


def test_another_date_takes_the_place_of_the_first(undated: Reading) -> None:
    first = dated(undated, "2013-08-19")
    assert dated(first, "2016-02-01") == dated(undated, "2016-02-01")


def test_the_warning_goes_with_what_it_warned_of(undated: Reading) -> None:
    assert [w.code for w in undated.warnings] == ["undated"]
    assert dated(undated, "2013-08-19").warnings == ()


units = st.sampled_from(["day", "week", "month", "quarter", "year", "decade", None])
relatives = st.builds(
    Relative, st.sampled_from([-1, 0, 1]), st.none() | st.floats(0, 20).map(round).map(float), units,
    st.none() | st.integers(1, 7),
)  # fmt: skip
values = st.sampled_from(
    [
        "PAST_REF",
        "PRESENT_REF",
        "FUTURE_REF",
        "XXXX-07-03",
        "XXXX-11",
        "XXXX-WXX-5T10:00",
        "XXXX-WXX-WE",
        "XXXX-SU",
        "P2M",
    ]
)


@st.composite
def chains(draw: st.DrawFn) -> list[Time]:
    found = []
    for n in range(draw(st.integers(1, 5))):
        anchor = draw(st.sampled_from(["published", *(f"t{m}" for m in range(n))]))
        value = draw(values)
        kind = "DURATION" if value == "P2M" else "DATE"
        found.append(
            Time(f"t{n}", Span(n, n + 1, "x"), kind, value, "unknown", anchor=anchor, relative=draw(relatives))  # type: ignore[arg-type]
        )
    return found


@given(chains(), st.dates().map(str), st.dates().map(str))
def test_settled_times_can_be_loosened_and_settled_anew(rows: list[Time], first: str, second: str) -> None:
    assert unsettled(settled(rows, first)) == tuple(rows)
    assert settled(unsettled(settled(rows, first)), second) == settled(rows, second)


def test_an_event_keeps_what_it_has_of_a_second_telling() -> None:
    undated = read("The army shelled Gaza on Friday. The shelling of Gaza on 3 March 2012 killed two men.")
    with_it = dated(undated, "2012-03-05")
    for before, after in zip(undated.events, with_it.events, strict=True):
        assert after == before or after.time is not None
    assert structs.replace(with_it, events=()) != structs.replace(undated, events=())
    assert with_it.format == FORMAT


def test_a_reading_without_times_gets_its_date_alone() -> None:
    bare = Reading(FORMAT, "reader", Report("r", "r", "", "x"))
    assert dated(bare, "2012-03-05").report.published == "2012-03-05"
    assert dated(bare, "2012-03-05").report.published_basis == "decided"
