"""What the cells of a row hold: nothing, text, a number, a day."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from onrecord.compare.coded import BadRow

MISSING = frozenset({"", "None", "NA", "NULL", "NaN", "nan", "---"})
"""What stands for nothing: empty in GDELT and ICEWS, None in POLECAT, NA in tables that R wrote."""
LONGEST = 2_000
"""Characters of a cell that are kept."""
_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?:[ T]\d{2}:\d{2}.*)?")

Cells = Mapping[str, str]


def cleaned(cell: str) -> str:
    """A cell without the white space and the quote marks around it.

    >>> cleaned(' "Police (Egypt)" '), cleaned('"a ""b"" c"')
    ('Police (Egypt)', 'a "b" c')
    """
    cell = cell.strip()
    if len(cell) > 1 and cell[0] == cell[-1] == '"':
        cell = cell[1:-1].replace('""', '"').replace('\\"', '"').strip()
    return cell


def text(cells: Cells, column: str) -> str | None:
    """The text of a column; None where nothing stands there or there is no such column."""
    found = cleaned(cells.get(column, ""))
    return None if found in MISSING else found[:LONGEST]


def several(cells: Cells, column: str, mark: str) -> tuple[str, ...]:
    """The parts of a column, each once.

    >>> several({"Actor Name": "Egypt; None; Egypt; Army"}, "Actor Name", ";")
    ('Egypt', 'Army')
    """
    parts = (part.strip() for part in (text(cells, column) or "").split(mark))
    return tuple(dict.fromkeys(part for part in parts if part not in MISSING))


def number(cells: Cells, column: str) -> float | None:
    """The number of a column; None where there is none."""
    try:
        found = float(text(cells, column) or "")
    except ValueError:
        return None
    return found if abs(found) < 1e9 else None  # neither an infinity nor no number


def point(cells: Cells, lat: str, lon: str) -> tuple[float | None, float | None]:
    """Latitude and longitude; both None where one is missing or off the globe."""
    north, east = number(cells, lat), number(cells, lon)
    if north is None or east is None or abs(north) > 90 or abs(east) > 180:
        return None, None
    return north, east


def day(cells: Cells, column: str) -> str:
    """The ISO day of a column.

    Raises:
        BadRow: there is none, or there is no such day.

    >>> day({"SQLDATE": "20130814"}, "SQLDATE"), day({"Event Date": "2013-08-14"}, "Event Date")
    ('2013-08-14', '2013-08-14')
    """
    said = text(cells, column)
    if said is None:
        raise BadRow(f"{column} is empty")
    found = _DAY.fullmatch(said)
    try:
        if found is None or not found[0].isascii():
            raise ValueError(said)
        return date(int(found[1]), int(found[2]), int(found[3])).isoformat()
    except ValueError as problem:
        raise BadRow(f"{column} is no day") from problem


def needed(cells: Cells, column: str) -> str:
    """The text of a column that a row must have.

    Raises:
        BadRow: it is empty.
    """
    found = text(cells, column)
    if found is None:
        raise BadRow(f"{column} is empty")
    return found
