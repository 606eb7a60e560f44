"""Parquet: typed, nulls as nulls, lists as lists, in row groups of bounded size."""

import csv

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from onrecord.cli.formats import plain
from onrecord.export import parquet
from onrecord.export.column import unparted
from onrecord.export.tables import TABLES


def _read(folder, name):
    return pq.read_table(folder / f"{name}.parquet")


def test_one_file_a_table_typed_with_what_its_columns_mean(full, export):
    folder = export("parquet")
    assert {path.name for path in folder.iterdir()} == {f"{table.name}.parquet" for table in TABLES}
    for table in TABLES:
        schema = pq.read_schema(folder / f"{table.name}.parquet")
        assert schema.names == [column.name for column in table.columns]
        assert schema.metadata[b"means"].decode() == table.means
        assert schema.field(0).metadata[b"means"].decode() == table.columns[0].means
    events = _read(folder, "events").schema
    assert events.field("actors").type == pa.list_(pa.string())
    assert events.field("score").type == pa.float64()
    assert events.field("start").type == pa.int64()
    assert _read(folder, "decisions").schema.field("in_force").type == pa.bool_()


def test_nothing_is_null_and_lists_are_lists(full, export):
    rows = _read(export("parquet"), "events").to_pylist()
    assert {row["verdict"] for row in rows} == {None}
    assert rows[0]["actors"] == ["Harbour Front"]
    assert rows[0]["after"] == []
    assert {row["geonames"] for row in rows} == {None}


def test_tables_say_the_same_as_csv(full, export):
    typed, plain_ones = export("parquet"), export("csv")
    for table in TABLES:
        rows = _read(typed, table.name).to_pylist()
        with (plain_ones / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file))
        assert len(rows) == len(read)
        for one, other in zip(rows, read, strict=True):
            for column in table.columns:
                value, cell = one[column.name], plain(other[column.name])
                if column.type == "texts":
                    assert (value or []) == (list(unparted(cell)) if cell else [])
                elif column.type == "truth":
                    assert cell == ("true" if value else "false")
                else:
                    assert cell == ("" if value is None else str(value))


def test_row_groups_are_bounded(full, export, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP", 2)
    folder = export("parquet")
    file = pq.ParquetFile(folder / "mentions.parquet")
    sizes = [file.metadata.row_group(n).num_rows for n in range(file.metadata.num_row_groups)]
    assert len(sizes) > 2
    assert max(sizes) == 2
    assert sum(sizes) == len(_read(export("parquet"), "mentions"))


def test_astral_characters_and_control_characters_come_back(put_in, odd, export, emoji):
    put_in(source_id="x", text=emoji)
    rows = {row["source_id"]: row for row in _read(export("parquet"), "reports").to_pylist()}
    assert rows["x"]["text"].startswith(emoji)
    assert rows["h"]["publisher"] == odd.publisher


def test_an_empty_ledger_gives_empty_tables(ledger, tmp_path):
    from onrecord.export import Source

    with ledger.snapshot():
        assert list(parquet.write(Source(ledger), tmp_path))
    assert len(_read(tmp_path, "events")) == 0


def test_the_same_ledger_gives_the_same_bytes(full, export):
    one, other = export("parquet"), export("parquet")
    assert all(path.read_bytes() == (other / path.name).read_bytes() for path in one.iterdir())


def test_masked_tables_hold_no_private_name(full, export):
    folder = export("parquet", mask=True)
    assert "mona" not in repr([_read(folder, table.name).to_pylist() for table in TABLES]).lower()


def test_duckdb_reads_it(full, export):
    duckdb = pytest.importorskip("duckdb", reason="duckdb is not installed")
    folder = export("parquet")
    found = duckdb.sql(f"SELECT status, count(*) FROM '{folder}/events.parquet' GROUP BY 1 ORDER BY 1").fetchall()
    assert found == [("occurred", 4), ("planned", 1)]


def test_long_texts_do_not_pile_up_until_a_group_has_all_its_rows(full, export, monkeypatch):
    monkeypatch.setattr(parquet, "LETTERS", 1000)
    folder = export("parquet")
    assert pq.ParquetFile(folder / "reports.parquet").num_row_groups > 1
    assert _read(folder, "reports").num_rows == 5
