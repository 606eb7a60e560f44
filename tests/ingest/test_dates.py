from __future__ import annotations

import pytest

from onrecord.errors import BadDate
from onrecord.ingest.dates import iso, loose


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2014-07-22", "2014-07-22"),
        (" 2014-07-22 ", "2014-07-22"),
        ("2014-07-22T09:30", "2014-07-22T09:30:00"),
        ("2014-07-22 09:30:15.250Z", "2014-07-22T09:30:15+00:00"),
        ("2014-07-22T09:30:00 +0200", "2014-07-22T09:30:00+02:00"),
        ("2014-07-22T09:30:00-05:00", "2014-07-22T09:30:00-05:00"),
    ],
)
def test_iso_dates_are_taken(given, found):
    assert iso(given) == found


@pytest.mark.parametrize(
    "given",
    [
        "",
        "yesterday",
        "2014",
        "2014-07",
        "2014-7-2",
        "2014-02-30",
        "22.07.2014",
        "2014-07-22T25:00",
        "20140722",
        "٢٠١٤-٠٧-٢٢",
    ],
)
def test_what_is_no_iso_date_is_refused(given):
    with pytest.raises(BadDate):
        iso(given)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("2013/07/03", "2013-07-03"),
        ("20130703T093000Z", "2013-07-03T09:30:00+00:00"),
        ("2013-07-03 09:30:00 UTC", "2013-07-03T09:30:00+00:00"),
        ("Wed, 03 Jul 2013 09:30:00 +0200", "2013-07-03T09:30:00+02:00"),
        ("1372843800", "2013-07-03T09:30:00+00:00"),
        ("1372843800000", "2013-07-03T09:30:00+00:00"),
        ("July 3, 2013", "2013-07-03"),
        ("3rd July 2013", "2013-07-03"),
        ("Published: Wednesday, Jul. 3, 2013 9:30 p.m. EST", "2013-07-03T21:30:00-05:00"),
        ("12:05 am, 3 July 2013", "2013-07-03T00:05:00"),
        ("03/04/2013", None),
        ("31 February 2013", None),
        ("soon", None),
        ("", None),
        ("9" * 500, None),
    ],
)
def test_dates_as_pages_write_them(given, found):
    assert loose(given) == found


def test_a_year_before_newspapers_is_no_date_of_a_page():
    assert loose("0001-01-01T00:00:00") is None
    assert loose("1605-01-01") == "1605-01-01"
