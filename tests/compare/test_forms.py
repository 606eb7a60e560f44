"""Which format a file is in, and its exact columns."""

import json
from pathlib import Path

import pytest

from onrecord.compare.coded import BadRow
from onrecord.compare.forms import FORMS, GDELT, ICEWS, MENTIONS, POLECAT, is_first_gdelt, layout

SHARED = Path(__file__).parents[3] / "shared" / "formats" / "columns.json"
NAMES = {"gdelt2_events": GDELT, "gdelt2_mentions": MENTIONS, "icews": ICEWS, "polecat": POLECAT}


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_are_those_of_the_format(name):
    if not SHARED.exists():
        pytest.skip(f"{SHARED} is not there")
    assert list(NAMES[name].columns) == json.loads(SHARED.read_text(encoding="utf-8"))[name]["columns"]


def test_each_has_the_number_of_columns_that_its_documents_say():
    assert [len(form.columns) for form in FORMS] == [61, 16, 20, 40]
    assert all(len(set(form.columns)) == len(form.columns) for form in FORMS)


def test_a_file_without_a_header_is_told_by_its_columns(gdelt, mention):
    assert layout(gdelt()) == (layout(gdelt())[0], False)
    assert layout(gdelt())[0].form is GDELT
    assert layout(mention())[0].form is MENTIONS


def test_a_file_with_a_header_is_told_by_it(icews, polecat):
    for made, form in ((icews, ICEWS), (polecat, POLECAT)):
        found, header = layout(made(header=True))
        assert found.form is form
        assert header


@pytest.mark.parametrize("head", ["event_id\tevent_date\tcameo_code", '"Event ID"\t"Event Date"\t"CAMEO Code"'])
def test_a_header_may_be_spelled_as_other_tools_write_it(head):
    found, _ = layout(head)
    assert found.form is ICEWS
    assert found.cells("1\t2013-08-14\t190")["CAMEO Code"] == "190"


def test_a_header_of_gdelt_is_one():
    found, header = layout("\t".join(reversed(GDELT.columns)))
    assert found.form is GDELT
    assert header
    assert found.cells("\t".join(map(str, range(61))))["GLOBALEVENTID"] == "60"


def test_a_header_with_a_name_too_many_leaves_the_columns_as_they_are(polecat):
    head, row = polecat(header=True), polecat()
    found, _ = layout(f"{head}\tHeadline")
    assert found.cells(row)["Event Type"] == "ASSAULT"
    assert found.cells(f"{row}\tA headline")["Headline"] == "A headline"


def test_empty_cells_past_the_last_column_do_not_count(polecat):
    found, _ = layout(polecat(header=True))
    assert found.cells(polecat() + "\t\t")["Version"] == "1"


@pytest.mark.parametrize("cut", [-1, 1])
def test_a_row_with_another_number_of_cells_is_bad(gdelt, cut):
    found, _ = layout(gdelt())
    row = gdelt() + "\tmore" if cut > 0 else gdelt().rpartition("\t")[0]
    with pytest.raises(BadRow, match="61"):
        found.cells(row)


def test_what_is_no_row_tells_no_layout():
    assert layout("garbage") is None
    assert layout("") is None
    assert layout("\t" * 60) is None


def test_gdelt_1_is_known_for_what_it_is():
    assert is_first_gdelt("\t".join(["1", "20130814", *[""] * 56]))
    assert not is_first_gdelt("\t".join(["1", "20130814", *[""] * 59]))
