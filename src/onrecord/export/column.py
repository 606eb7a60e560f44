"""What a table of an export is: columns with a type and a meaning, and what stands in them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from onrecord.export.sheet import Sheet
from onrecord.export.source import Source

Type = Literal["text", "whole", "number", "truth", "texts"]
Value = str | int | float | bool | tuple[str, ...] | None
PARTED = " | "
"""What stands between the texts of one cell of CSV; inside a text no | comes after a space."""
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        name: its heading. type: text, a whole number, a number, true or false, or a list of texts.
        means: one sentence for readers of the file. of: what stands in it, by the sheet (or the source) and the row;
            None where it is not known.
    """

    name: str
    type: Type
    means: str
    of: Callable[[Any, Any], Value]


@dataclass(frozen=True)
class Table:
    """A table.

    Attributes:
        name: of its file, without an ending. means: what a row is. columns: in their order.
        of_report: the rows of one report. of_source: the rows of everything; one of the two is given.
    """

    name: str
    means: str
    columns: tuple[Column, ...]
    of_report: Callable[[Sheet], Iterable[Any]] | None = None
    of_source: Callable[[Source], Iterable[Any]] | None = None

    def cells(self, at: Sheet | Source, row: Any) -> tuple[Value, ...]:
        """What stands in the columns of a row."""
        return tuple(column.of(at, row) for column in self.columns)


def written(source: Source, tables: Sequence[Table]) -> Iterator[tuple[Table, tuple[Value, ...]] | int]:
    """Each row of tables as its cells, report by report, then those of everything.

    Yields:
        a table and the cells of a row; after each report, or what takes its place, how many are done.
    """
    done = 0
    for report in source.reports():
        sheet = Sheet(source, report)
        for table in tables:
            if table.of_report is not None:
                yield from ((table, table.cells(sheet, row)) for row in table.of_report(sheet))
        done += 1
        yield done
    for table in tables:
        if table.of_source is not None:
            for row in table.of_source(source):
                yield table, table.cells(source, row)
            yield done


def parted(texts: Iterable[str]) -> str:
    r"""Texts in one cell; a text's own | and \ have a \ before them.

    >>> parted(["Hamas", "A|B"])
    'Hamas | A\\|B'
    """
    return PARTED.join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts)


def unparted(cell: str) -> tuple[str, ...]:
    r"""The texts of a cell that `parted` made, where there is one at least.

    >>> unparted(parted(["Hamas", "A|B"]))
    ('Hamas', 'A|B')
    """
    return tuple(_ESCAPED.sub(r"\1", text) for text in cell.split(PARTED))
