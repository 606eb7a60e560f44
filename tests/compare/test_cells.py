"""What cells hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.compare import cells
from onrecord.compare.coded import BadRow


@pytest.mark.parametrize("missing", ["", " ", "None", "NA", "NULL", "nan", "---", '""', '"NA"'])
def test_missing_is_missing_in_every_spelling(missing):
    assert cells.text({"City": missing}, "City") is None


def test_a_column_that_is_not_there_is_missing():
    assert cells.text({}, "City") is None


@pytest.mark.parametrize("said", ["20130230", "2013081", "2013-8-14", "", "None", "２０１３０８１４", "99999999", "x"])
def test_what_is_no_day_is_bad(said):
    with pytest.raises(BadRow):
        cells.day({"d": said}, "d")


@pytest.mark.parametrize("said", ["20130814", "2013-08-14", "2013-08-14 00:00:00", '"2013-08-14"'])
def test_a_day_may_be_spelled_in_the_ways_of_the_formats(said):
    assert cells.day({"d": said}, "d") == "2013-08-14"


@pytest.mark.parametrize("said", ["inf", "nan", "1e400", "x", "", "12,5"])
def test_what_is_no_number_is_none(said):
    assert cells.number({"n": said}, "n") is None


@pytest.mark.parametrize(("lat", "lon"), [("91", "0"), ("0", "181"), ("", "31"), ("x", "31"), ("31", "inf")])
def test_a_point_off_the_globe_is_no_point(lat, lon):
    assert cells.point({"lat": lat, "lon": lon}, "lat", "lon") == (None, None)


def test_a_cell_is_cut_where_it_is_too_long():
    assert len(cells.text({"c": "x" * 10_000}, "c") or "") == cells.LONGEST


@given(st.text())
def test_no_cell_is_more_than_bad(said):
    for read in (cells.text, cells.number, cells.day):
        try:
            read({"c": said}, "c")
        except BadRow:
            assert read is cells.day
