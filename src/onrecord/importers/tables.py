"""The tables of a folder, with lines added: each file is there whole or as it was."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from onrecord.errors import OutputError
from onrecord.knowledge.joining import NAMES
from onrecord.knowledge.row import listed
from onrecord.knowledge.table import use

HEADS = {
    "actors/groups.tsv": ("id", "name", "other", "country", "sector", "wikidata"),
    "actors/organisations.tsv": ("id", "name", "other", "sector", "wikidata"),
    "actors/outlets.tsv": ("id", "name", "other", "country", "wikidata"),
    "actors/persons.tsv": ("id", "name", "other", "gender", "country", "wikidata"),
    "actors/offices.tsv": ("person", "title", "of", "start", "end", "leader"),
    "actors/sectors.tsv": ("sector", "kind", "gender", "words"),
    NAMES: ("id", "names"),
}
"""The tables that are written, in the order in which they are put into the folder: who is named comes first."""
ABOUT = "# Imported by onrecord registry import; docs/importers.md says what the lines mean and what may be changed."

Rows = Mapping[str, Sequence[Mapping[str, str]]]


def write(folder: Path, rows: Rows, origin: str) -> list[str]:
    """Adds rows to the tables of a folder, which is made where it is not there. Lines that stand there stay.

    A table that has rows of this very text already, as the comment above them tells, gets none: what other lists have
    brought in between cannot make the same actor new.

    Everything is written beside the folder first and checked as `--lexicon` checks it; then each table takes its place.

    Args:
        rows: table to rows; those of `names` join the names that the folder has for the id. origin: what list they are
            from, on one line.

    Returns:
        The tables that changed.

    Raises:
        OutputError: the folder cannot be written. DataError: the tables would not be what `--lexicon` reads.
    """
    mark = origin[origin.rindex(" (") :]
    changed = [table for table in HEADS if rows.get(table) and (table == NAMES or not _has(folder / table, mark))]
    if not changed:
        return []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", suffix=".tmp", dir=folder.resolve().parent))
        try:
            _draft(folder, draft, {table: rows[table] for table in changed}, origin)
            use(draft)
            for table in changed:
                target = folder / table
                target.parent.mkdir(exist_ok=True)
                os.replace(draft / table, target.resolve() if target.is_symlink() else target)
        finally:
            shutil.rmtree(draft, ignore_errors=True)
    except OSError as problem:
        raise OutputError(f"{folder} cannot be written: {problem.strerror or problem}") from problem
    return changed


def _has(path: Path, mark: str) -> bool:
    """Whether a comment of a table tells of the same text."""
    if not path.exists():
        return False
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return any(line.startswith("# from ") and line.endswith(mark) for line in lines)


def _draft(folder: Path, draft: Path, rows: Rows, origin: str) -> None:
    """The tables of a folder as they will be, in another folder."""
    for path in sorted(folder.rglob("*.tsv")):
        name = path.relative_to(folder)
        if not any(part.startswith(".") for part in name.parts):
            (draft / name.parent).mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, draft / name)
    for table, added in rows.items():
        path = draft / table
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.read_text(encoding="utf-8-sig").splitlines() if path.exists() else []
        with path.open("w", encoding="utf-8", newline="\n") as out:
            out.write("\n".join(_lines(table, before, added, origin)) + "\n")
            out.flush()
            os.fsync(out.fileno())


def _lines(table: str, before: list[str], added: Sequence[Mapping[str, str]], origin: str) -> list[str]:
    at = next((n for n, line in enumerate(before) if line.strip() and not line.startswith("#")), None)
    if at is None:
        head = list(HEADS[table])
        lines = [*(before or [ABOUT]), "\t".join(head)]
    else:
        head = [column.strip() for column in before[at].split("\t")]
        head += [column for column in HEADS[table] if column not in head and any(row.get(column) for row in added)]
        lines = [*before[:at], "\t".join(head), *before[at + 1 :]]
    if table == NAMES:
        added = _joined(lines, head, added)
    if not added:
        return lines
    return [*lines, f"# {origin}", *("\t".join(row.get(column, "") for column in head).rstrip("\t") for row in added)]


def _joined(lines: list[str], head: list[str], added: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Puts names into the lines of their ids; returns the rows of ids that have no line yet."""
    column, names = head.index("id"), head.index("names")
    there = {}
    for number, line in enumerate(lines):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.startswith("#") and len(cells) > max(column, names):
            there[cells[column]] = number
    rest: list[Mapping[str, str]] = []
    for row in added:
        number = there.get(row["id"], -1)
        if number < 0:
            rest.append(row)
            continue
        cells = [cell.strip() for cell in lines[number].split("\t")]
        cells[names] = "|".join(dict.fromkeys((*listed(cells[names]), *listed(row["names"]))))
        lines[number] = "\t".join(cells)
    return rest
