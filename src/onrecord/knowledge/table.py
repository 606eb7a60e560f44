"""Reads the data files, and joins a researcher's own tables to them.

One process reads with one set of tables: `use` says which, and what was made of the tables before is made anew.
"""

from __future__ import annotations

import difflib
import functools
import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar, cast

from onrecord.errors import DataError
from onrecord.knowledge.joining import COLUMNS, joined, own_lines, own_rows, ways
from onrecord.knowledge.row import Row, lines, listed, path_of, wrong

__all__ = ["OwnTables", "Row", "in_use", "kept", "line_at", "listed", "path_of", "rows", "use", "wrong_lines"]

F = TypeVar("F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class OwnTables:
    """A researcher's own tables.

    Attributes:
        folder: where they lie. paths: the name of each, relative to the folder, to its file.
        digest: the first twelve hex digits of the SHA-256 of their names and bytes.
    """

    folder: Path
    paths: dict[str, Path] = field(hash=False)
    digest: str


@dataclass(slots=True)
class _State:
    """What this process reads with. `forget` empties what was made of the tables."""

    own: OwnTables | None = None
    forget: list[Callable[[], None]] = field(default_factory=list)


_STATE = _State()


def rows(name: str | Path) -> list[Row]:
    """The rows of a table as column to cell, those of the researcher's own tables joined in; an empty cell is "".

    Args:
        name: of a file in `knowledge/data`, or a path to another table, which is taken as it is.

    Raises:
        DataError: the file is not there, or a line is wrong.
    """
    if isinstance(name, Path):
        return _plain(name, name.name)
    package = [] if name in COLUMNS else _plain(path_of(name), name)
    own = _STATE.own.paths.get(name) if _STATE.own else None
    return joined(name, package, own_rows(name, own, package)) if own else package


def _plain(path: Path, name: str) -> list[Row]:
    """The rows of a table by itself; each line has as many cells as there are columns."""
    found: list[Row] = []
    columns: list[str] = []
    for number, cells in lines(path):
        if not columns:
            columns = cells
        elif len(cells) != len(columns):
            raise wrong(path, number, f"{len(cells)} cells, but {len(columns)} columns")
        else:
            found.append(Row(dict(zip(columns, cells, strict=True)), name, number, path))
    return found


def kept(make: F) -> F:
    """Keeps what a function makes of the tables, as `functools.cache` does, until other tables are used."""
    cached = functools.cache(make)
    _STATE.forget.append(cached.cache_clear)
    return cast(F, cached)


def in_use() -> OwnTables | None:
    """The researcher's own tables that this process reads with; None where it has only the package's."""
    return _STATE.own


def use(folder: Path | None) -> None:
    """Reads with the tables of a folder besides the package's from now on; None: with the package's alone.

    Each line is checked. The folder is looked into now: what changes in it later counts once it is used again.

    Raises:
        DataError: the folder has no table, a file that is none, or a wrong line; what was in use stays so.
    """
    found = None if folder is None else _found(folder)
    before, _STATE.own = _STATE.own, found
    if found == before:
        return
    _forget()
    try:
        if found is not None:
            _check(found)
    except DataError:
        _STATE.own = before
        _forget()
        raise


def line_at(place: str) -> Row | None:
    """The line at a place as `Row.at` gives it, such as "event_verbs.tsv:57"; None where there is none."""
    table = place.rpartition(":")[0].rpartition(" ")[2]
    return _lines(table).get(place) if table in ways() else None


@kept
def _lines(table: str) -> dict[str, Row]:
    return {row.at: row for row in rows(table)}


def wrong_lines(folder: Path) -> list[DataError]:
    """Every line of a folder's tables that is wrong by itself; what lines say against one another is not looked at.

    Raises:
        DataError: the folder has no table, or a file that is none.
    """
    found: list[DataError] = []
    for name, path in _found(folder).paths.items():
        package = [] if name in COLUMNS else _plain(path_of(name), name)
        try:
            found += [line for line in own_lines(name, path, package) if isinstance(line, DataError)]
        except DataError as problem:
            found.append(problem)
    return found


def _forget() -> None:
    for forget in _STATE.forget:
        forget()


def _found(folder: Path) -> OwnTables:
    """The tables of a folder; hidden files are passed over."""
    paths: dict[str, Path] = {}
    try:
        for path in sorted(folder.rglob("*")):
            name = path.relative_to(folder).as_posix()
            if path.is_dir() or any(part.startswith(".") for part in name.split("/")):
                continue
            if name not in ways():
                raise DataError(f"{path}: onrecord has no table {name}", _meant(name))
            paths[name] = path
        if not paths:
            raise DataError(f"{folder}: there is no table in this folder", _meant(""))
        digest = hashlib.sha256()
        for name, path in paths.items():
            content = path.read_bytes()
            digest.update(f"{name}\n{len(content)}\n".encode() + content)
    except OSError as problem:
        raise DataError(f"{folder}: {problem}", "Give the path of a folder that can be read.") from problem
    return OwnTables(folder, paths, digest.hexdigest()[:12])


def _meant(name: str) -> str:
    near = difflib.get_close_matches(name, ways(), 1)
    if near:
        return f"Call it {near[0]}, or move it out of the folder."
    return f"Keep only tables in it, named as the package's: {', '.join(ways())}."


def _check(own: OwnTables) -> None:
    """Reads the lines, and what they say against one another."""
    for name in own.paths:
        rows(name)
    from onrecord.knowledge import changes, episodes, events, lexicon, ontology, registry

    ontology.ontology()
    events.lexicon()
    lexicon.lexicon()
    registry.registry()
    changes.check()
    episodes.episodes()
