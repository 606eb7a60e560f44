"""CSV: what the tables hold, as a spreadsheet and the csv module read it."""

import csv

from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.formats import plain
from onrecord.export.column import parted, unparted
from onrecord.export.tables import TABLES


def _read(folder, name):
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_one_file_a_table_and_what_their_columns_mean(full, export):
    folder = export("csv")
    assert {path.name for path in folder.iterdir()} == {f"{table.name}.csv" for table in TABLES} | {"columns.csv"}
    about = {(row["table"], row["column"]): row for row in _read(folder, "columns")}
    for table in TABLES:
        with (folder / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            heading = next(csv.reader(file))
        assert heading == [column.name for column in table.columns]
        assert about[table.name, ""]["meaning"] == table.means
        assert all(about[table.name, name]["meaning"] for name in heading)


def test_rows_land_on_their_words_behind_astral_characters(put_in, export, emoji):
    put_in(source_id="x", text=emoji)
    folder = export("csv")
    [report] = _read(folder, "reports")
    for name, words in (("events", "passage"), ("claims", "passage"), ("mentions", "words"), ("figures", "words")):
        for row in _read(folder, name):
            assert report["text"][int(row["start"]) : int(row["end"])] == row[words]


def test_no_cell_is_a_formula_and_nothing_is_lost(odd, export, full):
    folder = export("csv")
    for path in folder.iterdir():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.reader(file):
                for cell in row:
                    number = cell.lstrip("-").replace(".", "", 1).isdigit()
                    assert number or not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")), (path.name, cell)
    report = next(row for row in _read(folder, "reports") if row["source_id"] == "h")
    assert plain(report["publisher"]) == odd.publisher
    assert plain(report["title"]) == odd.title


def test_truth_is_a_word_and_nothing_is_nothing(full, export):
    folder = export("csv")
    assert {row["country_inferred"] for row in _read(folder, "actors")} == {"false"}
    assert {row["verdict"] for row in _read(folder, "events")} == {""}


def test_the_same_ledger_gives_the_same_bytes(full, export):
    one, other = export("csv"), export("csv")
    assert all(path.read_bytes() == (other / path.name).read_bytes() for path in one.iterdir())


def test_masked_files_hold_no_private_name(full, export):
    folder = export("csv", mask=True)
    whole = b"".join(path.read_bytes() for path in folder.iterdir()).lower()
    assert b"mona" not in whole
    assert b"harbour front" in whole


@given(st.lists(st.text(), min_size=1))
def test_lists_come_apart_again_whatever_they_hold(texts):
    assert unparted(parted(texts)) == tuple(texts)
