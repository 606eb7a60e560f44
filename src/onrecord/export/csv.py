"""The tables of a ledger as CSV: one file a table, and columns.csv, which says what stands in them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

from onrecord.cli.formats import cell
from onrecord.export.column import Table, Value, parted, written
from onrecord.export.format import Format
from onrecord.export.source import Source
from onrecord.export.tables import TABLES

ABOUT = ("table", "column", "type", "meaning")
"""The columns of columns.csv."""


def write(source: Source, folder: Path) -> Iterator[int]:
    """Writes the tables into a folder; yields how many reports are done."""
    with ExitStack() as files:

        def opened(name: str) -> TextIO:
            return files.enter_context((folder / f"{name}.csv").open("w", encoding="utf-8", newline=""))

        about = csv.writer(opened("columns"))
        about.writerow(ABOUT)
        about.writerows(_about(TABLES))
        writers = {table.name: csv.writer(opened(table.name)) for table in TABLES}
        for table in TABLES:
            writers[table.name].writerow([column.name for column in table.columns])
        for told in written(source, TABLES):
            if isinstance(told, int):
                yield told
            else:
                table, cells = told
                writers[table.name].writerow([_cell(one) for one in cells])


def _about(tables: Iterable[Table]) -> Iterator[tuple[str, str, str, str]]:
    """What each table and column is; of a table itself the column is empty."""
    for table in tables:
        yield table.name, "", "", table.means
        for column in table.columns:
            yield table.name, column.name, column.type, column.means


def _cell(value: Value) -> str | float:
    """A cell: nothing as "", lists parted, text that no spreadsheet takes for a formula."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return cell(parted(value) if isinstance(value, tuple) else value)


FORMAT = Format(
    name="csv",
    title="CSV",
    suffix="",
    media="text/csv",
    standard="RFC 4180, UTF-8; the columns are onrecord's own: columns.csv in the folder",
    holds=("report", "text", "span", "status", "certainty", "voice", "confidence", "interval", "place", "decisions"),
    loses=(
        "sentences, predicates, the single tellings of an event within a report, and the original bytes; an empty cell "
        "is nothing or an empty text, several texts in one cell are parted by a | (a | of their own is \\|), and text "
        "that a spreadsheet would take for a formula has an apostrophe before it."
    ),
    folder=write,
)  # fmt: skip
