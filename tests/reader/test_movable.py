from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.knowledge.table import rows
from onrecord.reader.intervals import interval
from onrecord.reader.movable import is_movable, of_islamic, values


@pytest.mark.parametrize(
    ("rule", "year", "value"),
    [
        ("EASTER+0", 1998, "1998-04-12"),
        ("EASTER-2", 2016, "2016-03-25"),
        ("EASTER+0", 2024, "2024-03-31"),
        ("OEASTER+0", 2016, "2016-05-01"),
        ("OEASTER+0", 2024, "2024-05-05"),
        ("NTH-11-4-4", 1999, "1999-11-25"),
        ("NTH-05-1-0", 2014, "2014-05-26"),
        ("NTH-11-1-1+1e", 1998, "1998-11-03"),
    ],
)
def test_a_day_that_moves(rule: str, year: int, value: str) -> None:
    assert values(rule, year) == (value,)


@pytest.mark.parametrize(
    ("year", "month", "day", "seen"),
    [
        (1435, 9, 1, "2014-06-28"),
        (1440, 10, 1, "2019-06-04"),
        (1444, 10, 1, "2023-04-21"),
        (1445, 1, 1, "2023-07-19"),
        (1435, 12, 10, "2014-10-04"),
    ],
)
def test_the_interval_of_an_islamic_day_holds_the_day_on_which_it_was_kept(
    year: int, month: int, day: int, seen: str
) -> None:
    start, end, _ = interval(of_islamic(year, month, day) or "")
    assert start is not None
    assert end is not None
    assert start <= seen < end


@pytest.mark.parametrize(
    ("rule", "year", "found"),
    [
        ("AH-10-01", 2000, ("2000-01-07/2000-01-09", "2000-12-27/2000-12-29")),
        ("AH-10-01", 2001, ("2001-12-16/2001-12-18",)),
        ("AH-01-01", 2007, ("2007-01-19/2007-01-21",)),
        ("AH-01-01", 2008, ("2008-01-09/2008-01-11", "2008-12-28/2008-12-30")),
        ("AH-07", 2024, ("2024-01-11/2024-02-11",)),
        ("AH-07", 2025, ("2024-12-31/2025-01-31", "2025-12-20/2026-01-20")),
        ("AH-01-10", 1976, ("1976-01-11/1976-01-13",)),
        ("AH-01-10", 1977, ("1976-12-31/1977-01-02", "1977-12-20/1977-12-22")),
        ("AH-12", 2005, ("2005-01-11/2005-02-10",)),
        ("AH-12", 2006, ("2005-12-31/2006-01-31", "2006-12-21/2007-01-20")),
    ],
)
def test_an_islamic_date_is_of_the_year_in_which_it_begins(rule: str, year: int, found: tuple[str, ...]) -> None:
    assert values(rule, year) == found


def test_an_election_day_is_of_an_even_year() -> None:
    assert values("NTH-11-1-1+1e", 2015) == ()


def test_no_such_date() -> None:
    assert of_islamic(1435, 13) is None
    assert of_islamic(1435, 9, 31) is None
    assert of_islamic(20000, 1, 1) is None


@given(st.integers(1950, 2050))
def test_easter_is_a_sunday_in_spring(year: int) -> None:
    day = date.fromisoformat(values("EASTER+0", year)[0])
    assert day.isoweekday() == 7
    assert date(year, 3, 22) <= day <= date(year, 4, 25)


def test_every_rule_of_the_table_has_a_value() -> None:
    for row in rows("holidays.tsv"):
        found = [v for y in (2013, 2014) for v in values(row["when"], y)]
        if not is_movable(row["when"]):
            found = [f"2014-{row['when']}"]
        assert found
        assert all(interval(value)[0] for value in found), row["name"]
