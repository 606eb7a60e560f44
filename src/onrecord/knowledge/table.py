"""Reads the data files: tab-separated, a head of `#` lines, then a line of column names."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from onrecord.errors import DataError

Row = dict[str, str]


def path_of(name: str) -> Path:
    """Where a data file of the package lies, by its name relative to `knowledge/data`."""
    return Path(str(resources.files("onrecord.knowledge") / "data" / name))


def rows(name: str | Path) -> list[Row]:
    """The rows of a table as column to cell; an empty cell is "".

    Args:
        name: of a file in `knowledge/data`, or a path to a table of one's own.

    Raises:
        DataError: the file is not there, or a line has more or fewer cells than the table has columns.
    """
    path = name if isinstance(name, Path) else path_of(name)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(f"{path}: {problem}") from problem
    found: list[Row] = []
    columns: list[str] = []
    for number, line in enumerate(lines, 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if not columns:
            columns = cells
        elif len(cells) != len(columns):
            raise DataError(f"{path}, line {number}: {len(cells)} cells, but {len(columns)} columns")
        else:
            found.append(dict(zip(columns, cells, strict=True)))
    return found


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values, parted by `|`.

    >>> listed("Hamas | Islamic Resistance Movement")
    ('Hamas', 'Islamic Resistance Movement')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())
