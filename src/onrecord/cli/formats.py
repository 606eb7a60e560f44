"""How a list leaves the program: a table for people; JSON, JSON lines and CSV for programs."""

from __future__ import annotations

import csv
import io
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar

from onrecord.cli.visible import visible

T = TypeVar("T")
Form = Literal["table", "json", "jsonl", "csv"]
FORMS: tuple[Form, ...] = ("table", "json", "jsonl", "csv")

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
"""What a spreadsheet takes for the beginning of a formula; the apostrophes are those that `cell` itself puts."""


@dataclass(frozen=True)
class Column(Generic[T]):
    """A column of a table and of CSV.

    Attributes:
        name: its heading. of: what stands in it for a row: text, a number or None.
        shown: whether a table has it. listed: whether CSV has it. style: rich's.
        whole: never broken over lines; else a line feed in it parts its lines.
    """

    name: str
    of: Callable[[T], str | float | None]
    shown: bool = True
    listed: bool = True
    style: str = ""
    whole: bool = False


def chosen(form: str | None) -> Form:
    """The form asked for; without one, a table on a terminal and JSON lines in a pipe."""
    for known in FORMS:
        if form == known:
            return known
    return "table" if sys.stdout.isatty() else "jsonl"


def write(rows: Iterable[T], columns: Sequence[Column[T]], form: Form) -> None:
    """Writes rows to stdout.

    Args:
        rows: structs of msgspec, or plain dicts. columns: of the table and of CSV; JSON has the whole row.
    """
    if form == "table":
        _table(list(rows), columns)
    elif form == "csv":
        _csv(rows, columns)
    else:
        _json(rows, lines=form == "jsonl")


def cell(value: str | float | None) -> str | float:
    """A cell of CSV: nothing as "", a number as it is, and text that a spreadsheet cannot take for a formula.

    Text that begins with = + - @, a tab or a line break gets an apostrophe before it, which spreadsheets hide. So that
    nothing is lost, text that begins with apostrophes and one of these gets one more: `plain` takes it off again.

    >>> cell("=1+1"), cell(-3.0), cell(None)
    ("'=1+1", -3.0, '')
    """
    if not isinstance(value, str):
        return "" if value is None else value
    return f"'{value}" if _FORMULA.match(value) else value


def plain(value: str) -> str:
    """The text that `cell` was given.

    >>> plain(cell("=1+1")), plain("'tis")
    ('=1+1', "'tis")
    """
    return value[1:] if value.startswith("'") and _FORMULA.match(value) else value


def emit(data: bytes) -> None:
    """Bytes to stdout; on a terminal without the characters that it would obey."""
    if sys.stdout.isatty():
        data = visible(data.decode("utf-8"), breaks=True).encode("utf-8")
    sys.stdout.buffer.write(data)


def _json(rows: Iterable[Any], *, lines: bool) -> None:
    import msgspec

    if lines:
        for row in rows:
            emit(msgspec.json.encode(row) + b"\n")
        return
    emit(msgspec.json.format(msgspec.json.encode(list(rows)), indent=2) + b"\n")


def _csv(rows: Iterable[T], columns: Sequence[Column[T]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    listed = [column for column in columns if column.listed]
    writer.writerow([column.name for column in listed])
    for row in rows:
        writer.writerow([cell(column.of(row)) for column in listed])
        emit(text.getvalue().encode("utf-8"))
        text.seek(0)
        text.truncate()
    emit(text.getvalue().encode("utf-8"))


def _table(rows: Sequence[T], columns: Sequence[Column[T]]) -> None:
    from rich import box
    from rich.table import Table
    from rich.text import Text

    if not rows:
        return
    shown = [column for column in columns if column.shown]
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in shown:
        table.add_column(Text(column.name), style=column.style, overflow="fold", no_wrap=column.whole)
    for row in rows:
        table.add_row(*(Text(_shown(column.of(row))) for column in shown))
    console().print(table)


def _shown(value: str | float | None) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    return "" if value is None else visible(str(value), breaks=True)


def console(*, err: bool = False) -> Any:
    """The rich console of stdout or stderr, 120 columns wide where there is no terminal."""
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    width = None if stream.isatty() else shutil.get_terminal_size((120, 24)).columns
    return Console(file=stream, width=width, highlight=False, emoji=False, markup=False)
