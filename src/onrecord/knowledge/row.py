"""The lines of a data file: tab-separated, a head of `#` lines, then a line of column names."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from onrecord.errors import DataError

OWN = "own "
"""What stands before the name of a table where a line is the researcher's."""


class Row(dict[str, str]):
    """A line as column to cell; an empty cell is "".

    Attributes:
        table: the name of the file. line: its number there. path: the file. own: whether it is the researcher's.
    """

    __slots__ = ("line", "own", "path", "table")

    def __init__(
        self, cells: dict[str, str], table: str, line: int, path: Path | None = None, *, own: bool = False
    ) -> None:
        super().__init__(cells)
        self.table = table
        self.line = line
        self.path = path or path_of(table)
        self.own = own

    @property
    def at(self) -> str:
        """Where it stands, in short.

        >>> Row({}, "event_verbs.tsv", 57).at, Row({}, "event_verbs.tsv", 3, own=True).at
        ('event_verbs.tsv:57', 'own event_verbs.tsv:3')
        """
        return f"{OWN if self.own else ''}{self.table}:{self.line}"

    def but(self, **cells: str) -> Row:
        """The same line with other cells."""
        return Row({**self, **cells}, self.table, self.line, self.path, own=self.own)

    def wrong(self, what: str, next_step: str | None = None) -> DataError:
        """The error for this line.

        Args:
            what: is wrong with it, without a full stop. next_step: what to do, where that is more than to mend it.
        """
        return wrong(self.path, self.line, what, next_step or (mend(self.table) if self.own else None))


def wrong(path: Path, line: int, what: str, next_step: str | None = None) -> DataError:
    """The error for a line of a file."""
    return DataError(f"{path}, line {line}: {what}", next_step)


def mend(table: str) -> str:
    """What to do with a wrong line of a researcher's table."""
    if not path_of(table).exists():
        return "Mend the line; docs/tables.md says what belongs there."
    return f"Mend the line; the head of {path_of(table)} says what belongs there."


def path_of(name: str) -> Path:
    """Where a data file of the package lies, by its name relative to `knowledge/data`."""
    return Path(str(resources.files("onrecord.knowledge") / "data" / name))


def lines(path: Path) -> list[tuple[int, list[str]]]:
    """The lines of a table that are no comments, each with its number, cut into cells; the first names the columns.

    Raises:
        DataError: the file is not there, or is no text in UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as problem:
        raise DataError(f"{path}: {problem}", "Save it as plain text in UTF-8, where it can be read.") from problem
    return [
        (number, [cell.strip() for cell in line.split("\t")])
        for number, line in enumerate(text.splitlines(), 1)
        if line.strip() and not line.startswith("#")
    ]


def listed(cell: str) -> tuple[str, ...]:
    """The parts of a cell that holds several values, parted by `|`.

    >>> listed("Hamas | Islamic Resistance Movement")
    ('Hamas', 'Islamic Resistance Movement')
    """
    return tuple(part.strip() for part in cell.split("|") if part.strip())
