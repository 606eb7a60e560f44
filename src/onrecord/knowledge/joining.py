"""How a researcher's own table joins the package's of the same name; `data/tables.tsv` says it for each table."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from onrecord.errors import DataError
from onrecord.knowledge.row import Row, lines, listed, mend, path_of, wrong

_DATE = (re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"), "no day, month or year in ISO")
_COUNTRY = (re.compile(r"[A-Z]{2,3}|-"), "no code of ISO 3166")
_SLUG = (re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"), "no id (small letters and digits, parted by hyphens)")
_WHOLE = (re.compile(r"\d+"), "no whole number")
_WORD = (re.compile(r"[^\sA-Z]+"), "not one word in small letters")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
SHAPES = {
    "country": _COUNTRY, "iso2": _COUNTRY, "iso3": _COUNTRY, "start": _DATE, "end": _DATE, "date": _DATE,
    "id": _SLUG, "person": _SLUG, "actor": _SLUG, "suffix": _SLUG,
    "geonames": _WHOLE, "longest": _WHOLE, "month": _WHOLE, "months": _WHOLE,
    "sector": (re.compile("[A-Z]{3}"), "no sector of PLOVER's"),
    "wikidata": (re.compile(r"Q\d+"), "no Q with a number"),
}  # fmt: skip
"""Column to what each of its values must look like, and what it is called that does not."""


@dataclass(frozen=True, slots=True)
class Way:
    """A row of tables.tsv; its head says what the columns mean."""

    how: str
    key: tuple[str, ...]
    words: str
    once: tuple[str, ...]
    needs: tuple[str, ...]
    numbers: tuple[str, ...]
    single: tuple[str, ...]
    known: tuple[str, ...]

    def key_of(self, row: Row) -> tuple[str, ...]:
        """What makes two rows the same."""
        return tuple(row[column] for column in self.key)


NAMES = "actors/names.tsv"
"""Further names of actors that are known already. Only a researcher has it: the package's stand in `other`."""

COLUMNS = {NAMES: ("id", "names")}
"""The columns of the tables that the package itself does not have."""


@functools.cache
def ways() -> dict[str, Way]:
    """The tables that can be joined, by name."""
    (_, columns), *rest = lines(path_of("tables.tsv"))
    rows = (dict(zip(columns, cells, strict=True)) for _, cells in rest)
    names = Way("into", ("id",), "names", (), ("id", "names"), (), (), ())
    return {
        row["table"]: Way(
            row["how"], listed(row["key"]), row["words"], listed(row["once"]), listed(row["needs"]),
            listed(row["numbers"]), listed(row["single"]), listed(row["known"]),
        )
        for row in rows
    } | {NAMES: names}  # fmt: skip


def own_rows(table: str, path: Path, package: Sequence[Row]) -> list[Row]:
    """The rows of a researcher's table, checked.

    Args:
        table: its name. path: its file. package: the rows of the package's table.

    Raises:
        DataError: a line is wrong.
    """
    found: list[Row] = []
    for row in own_lines(table, path, package):
        if isinstance(row, DataError):
            raise row
        found.append(row)
    return found


def own_lines(table: str, path: Path, package: Sequence[Row]) -> Iterator[Row | DataError]:
    """The rows of a researcher's table in their order, with an error in the place of each line that is wrong.

    Args:
        table: its name. path: its file. package: the rows of the package's table; none where it has none.

    Raises:
        DataError: the file cannot be read, or its first line does not name the columns.
    """
    columns = COLUMNS.get(table) or tuple(package[0])
    given = lines(path)
    if not given:
        return
    way = ways()[table]
    head_line, head = given[0]
    _check_head(path, head_line, head, columns, way)
    known = {column: {part for row in package for part in listed(row[column])} for column in way.known}
    seen: dict[tuple[str, ...], int] = {}
    for number, cells in given[1:]:
        if len(cells) > len(head):
            yield wrong(path, number, f"{len(cells)} cells, but {len(head)} columns", mend(table))
            continue
        said = dict(zip(head, cells, strict=False))
        row = Row({column: said.get(column, "") for column in columns}, table, number, path, own=True)
        try:
            _check_row(row, way, known, seen)
        except DataError as problem:
            yield problem
        else:
            yield row


def _check_head(path: Path, line: int, head: list[str], columns: tuple[str, ...], way: Way) -> None:
    strange = [name for name in head if name not in columns]
    missing = [name for name in way.needs if name not in head]
    if not strange and not missing and len(set(head)) == len(head):
        return
    if strange:
        what = f"no column of this table is called {strange[0]!r}"
    elif missing:
        what = f"the column {missing[0]!r} is missing"
    else:
        what = "a column stands twice"
    optional = [name for name in columns if name not in way.needs]
    also = f"; {', '.join(optional)} may be left out" if optional else ""
    raise wrong(path, line, what, f"Begin with the names of the columns, parted by tabs: {', '.join(columns)}{also}.")


def _check(own: list[Row], way: Way, package: Sequence[Row]) -> None:
    known = {column: {part for row in package for part in listed(row[column])} for column in way.known}
    seen: dict[tuple[str, ...], int] = {}
    for row in own:
        _check_row(row, way, known, seen)


def _check_row(row: Row, way: Way, known: dict[str, set[str]], seen: dict[tuple[str, ...], int]) -> None:
    """Whether a row is right by itself, by the package's values, and by the rows before it, which are in `seen`."""
    _check_cells(row, way)
    for column, values in known.items():
        strange = next((part for part in listed(row[column]) if part not in values), None)
        if strange is not None:
            choice = f"Use one of {', '.join(sorted(values))}."
            raise row.wrong(f"{strange!r} is nothing that the column {column!r} can have", choice)
    first = seen.setdefault(way.key_of(row), row.line)
    if way.how == "instead" and first != row.line:
        raise row.wrong(f"{' '.join(way.key_of(row))!r} stands in line {first} already", "Drop one of the two.")


def _check_cells(row: Row, way: Way) -> None:
    """Whether each cell by itself is what its column asks for."""
    for column in way.needs:
        if not row[column]:
            raise row.wrong(f"the column {column!r} is empty")
    for column in way.numbers:
        if row[column] and not _NUMBER.fullmatch(row[column]):
            raise row.wrong(f"{row[column]!r} in the column {column!r} is no number")
    for column, (shape, what) in (SHAPES | dict.fromkeys(way.single, _WORD)).items():
        for part in listed(row.get(column, "")):
            if not shape.fullmatch(part):
                raise row.wrong(f"{part!r} in the column {column!r} is {what}")


def joined(table: str, package: Sequence[Row], own: Sequence[Row]) -> list[Row]:
    """The rows of both, the researcher's first."""
    way = ways()[table]
    rest = list(package)
    if way.how == "instead":
        taken = {way.key_of(row) for row in own}
        rest = [row for row in rest if way.key_of(row) not in taken]
    for column in way.once:
        claimed = {word: way.key_of(row) for row in own for word in listed(row[column])}
        rest = [_without(row, column, claimed, way) for row in rest]
    return _merged(own, rest, way) if way.how == "into" else [*own, *rest]


def _without(row: Row, column: str, claimed: dict[str, tuple[str, ...]], way: Way) -> Row:
    """A row without the words that an own row with another key has."""
    words = listed(row[column])
    kept = [word for word in words if claimed.get(word, way.key_of(row)) == way.key_of(row)]
    return row if len(kept) == len(words) else row.but(**{column: "|".join(kept)})


def _merged(own: Sequence[Row], package: Sequence[Row], way: Way) -> list[Row]:
    """The package's rows with the words of the own rows of the same key, then the own rows of new keys."""
    found = {way.key_of(row): row for row in package}
    for row in own:
        there = found.get(way.key_of(row))
        words = row[way.words] if there is None else f"{there[way.words]}|{row[way.words]}"
        found[way.key_of(row)] = (there or row).but(**{way.words: words})
    return list(found.values())
