"""Intervals as a person reads them."""

import pytest

from onrecord.cli.when import interval


@pytest.mark.parametrize(
    ("start", "end", "shown"),
    [
        ("1993-03", "2006", "1993-03 – 2006"),
        ("1993-03-01", "2006", "1993-03-01 – 2006"),
        (None, "2006", "before 2006"),
        ("2013-07-08T05:00", "2013-07-09", "2013-07-08T05:00 – 2013-07-09"),
        ("2013-07-08", "2013-07-08", "2013-07-08"),
    ],
)
def test_ends_of_any_precision_are_shown(start, end, shown):
    assert interval(start, end) == shown
