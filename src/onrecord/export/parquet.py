"""The tables of a ledger as Parquet: one file a table, typed; nulls are nulls and lists are lists."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from onrecord.export.column import Table, Type, Value, written
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.export.tables import TABLES

GROUP = 4096
"""Rows of a row group at most, and so of a table that are kept in memory."""
LETTERS = 1 << 24
"""Letters of their texts from which a row group is written, however few its rows."""
_TYPES: dict[Type, pa.DataType] = {
    "text": pa.string(), "whole": pa.int64(), "number": pa.float64(), "truth": pa.bool_(),
    "texts": pa.list_(pa.string()),
}  # fmt: skip


def write(source: Source, folder: Path) -> Iterator[int]:
    """Writes the tables into a folder; yields how many reports are done."""
    with ExitStack() as files:
        kept = {table.name: files.enter_context(_Kept(table, folder)) for table in TABLES}
        for told in written(source, TABLES):
            if isinstance(told, int):
                yield told
            else:
                table, cells = told
                kept[table.name].add(cells)


def schema(table: Table) -> pa.Schema:
    """The schema of a table; the meaning of each column, and of a row, is in the metadata under `means`."""
    fields = [pa.field(one.name, _TYPES[one.type], metadata={"means": one.means}) for one in table.columns]
    return pa.schema(fields, metadata={"means": table.means})


class _Kept:
    """A file that is being written, and the rows that still wait for their row group."""

    def __init__(self, table: Table, folder: Path) -> None:
        self._schema = schema(table)
        self._file = pq.ParquetWriter(folder / f"{table.name}.parquet", self._schema, compression="zstd")
        self._rows: list[tuple[Value, ...]] = []
        self._letters = 0

    def __enter__(self) -> _Kept:
        return self

    def __exit__(self, *problem: object) -> None:
        try:
            if problem[0] is None:
                self._flush()
        finally:
            self._file.close()

    def add(self, cells: tuple[Value, ...]) -> None:
        """Adds a row."""
        self._rows.append(cells)
        self._letters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if len(self._rows) == GROUP or self._letters >= LETTERS:
            self._flush()

    def _flush(self) -> None:
        if self._rows:
            arrays = [
                pa.array(column, type=field.type)
                for column, field in zip(zip(*self._rows, strict=True), self._schema, strict=True)
            ]
            self._file.write_batch(pa.record_batch(arrays, schema=self._schema))
            self._rows.clear()
            self._letters = 0


FORMAT = Format(
    name="parquet",
    title="Parquet",
    suffix="",
    media="application/vnd.apache.parquet",
    standard="Apache Parquet; the columns are onrecord's own: the metadata of each file says what they mean",
    holds=("report", "text", "span", "status", "certainty", "voice", "confidence", "interval", "place", "decisions"),
    loses="sentences, predicates, the single tellings of an event within a report, and the original bytes.",
    folder=write,
)
