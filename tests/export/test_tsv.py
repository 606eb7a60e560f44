"""Rows of tab-separated files: as many fields as were given, whatever they hold."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st

from onrecord.export.tsv import header, id_of, line

FIELDS = st.one_of(st.text(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), st.none())


@given(st.lists(FIELDS, min_size=1))
def test_a_row_has_as_many_fields_as_were_given(fields):
    row = line(fields, "NA").decode()
    assert row.endswith("\n")
    assert row.count("\n") == 1
    assert len(row[:-1].split("\t")) == len(fields)
    assert not any(ord(one) < 32 and one not in "\t\n" for one in row)
    [read] = csv.reader(io.StringIO(row), delimiter="\t")
    assert len(read) == len(fields)


@given(st.floats(-1e6, 1e6))
def test_numbers_come_back(value):
    assert float(line([value])) == value


def test_hostile_texts():
    row = line(["=1+1", '"a\tb', "\ud800x", "a\u2028b\x1b[31m", "", None], "None").decode()
    assert row == "'=1+1\t'\"a b\tx\ta b [31m\tNone\tNone\n"


def test_a_header_is_as_it_is():
    assert header(["Event ID", "Event Date"]) == b"Event ID\tEvent Date\n"


@given(st.text(), st.text())
def test_ids_are_the_same_on_each_run_and_exact_as_doubles(one, other):
    found = id_of(one, other)
    assert found == id_of(one, other)
    assert 1 <= found <= 2**53
    assert int(float(found)) == found


def test_an_id_stays_what_it_was():
    assert id_of("happening", "0123456789abcdef:e1") == 4757859767267742
