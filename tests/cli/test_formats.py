from __future__ import annotations

import csv
import io
import json
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.cli.formats import Column, Form, cell, chosen, plain, write


class Row(msgspec.Struct, frozen=True):
    name: str
    number: float | None = None


COLUMNS = (Column[Row]("name", lambda r: r.name), Column[Row]("number", lambda r: r.number, shown=False))
ROWS = [Row("=HYPERLINK(1)", -2.5), Row("Rabaa\nal-Adawiya", None), Row('a "b", c', 3.0)]


def written(form: Form, capsys: pytest.CaptureFixture[str], rows: Any = ROWS) -> str:
    write(rows, COLUMNS, form)
    return capsys.readouterr().out


def test_jsonl_is_one_row_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    found = [json.loads(text) for text in written("jsonl", capsys).splitlines()]
    assert found == msgspec.to_builtins(ROWS)


def test_json_is_an_array_even_of_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(written("json", capsys)) == msgspec.to_builtins(ROWS)
    assert json.loads(written("json", capsys, [])) == []


def test_csv_round_trip(capsys: pytest.CaptureFixture[str]) -> None:
    found = list(csv.DictReader(io.StringIO(written("csv", capsys), newline="")))
    assert [plain(row["name"]) for row in found] == [row.name for row in ROWS]
    assert [row["number"] for row in found] == ["-2.5", "", "3.0"]


def test_csv_without_rows_has_its_head(capsys: pytest.CaptureFixture[str]) -> None:
    assert written("csv", capsys, []) == "name,number\r\n"


@pytest.mark.parametrize("text", ["=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''=1"])
def test_no_cell_begins_a_formula(text: str) -> None:
    assert str(cell(text)).startswith("'")
    assert plain(str(cell(text))) == text


def test_numbers_and_plain_text_are_left_alone() -> None:
    assert [cell(-3.0), cell("'tis"), cell("a=b"), cell(None)] == [-3.0, "'tis", "a=b", ""]


@given(st.text())
def test_plain_undoes_cell(text: str) -> None:
    assert plain(str(cell(text))) == text


def test_a_table_shows_its_columns_and_obeys_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    made = written("table", capsys, [Row("\x1b[31m[bold]red"), Row("two")])
    assert "␛[31m[bold]red" in made
    assert "\x1b" not in made
    assert "number" not in made


def test_a_table_of_nothing_is_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert written("table", capsys, []) == ""


def test_a_pipe_gets_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen(None) == "jsonl"
    assert chosen("csv") == "csv"
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert chosen(None) == "table"
