"""From a list to tables: which format it is, and what came of it."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from onrecord.errors import NotText, OutputError
from onrecord.importers import phoenix, plain, ucdp, wikidata
from onrecord.importers.entry import Entry, Noun
from onrecord.importers.matching import Known
from onrecord.importers.notes import Note, Notes
from onrecord.importers.nouns import noun_rows
from onrecord.importers.place import Placing
from onrecord.importers.source import Line, lines
from onrecord.importers.tables import Rows, write
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import in_use, use

Format = Literal["phoenix", "agents", "ucdp", "wikidata", "csv"]
FORMATS: tuple[Format, ...] = ("phoenix", "agents", "ucdp", "wikidata", "csv")
LOOKED_AT = 500
"""Lines that are looked at to guess the format."""
_CODE = re.compile(r"\[\s*~?[A-Z]{3}[^\[\]]*\]")


@dataclass(frozen=True, slots=True)
class Done:
    """What came of an import.

    Attributes:
        form: the format. guessed: whether it was told from the content. lines: of the file. notes: in order of lines.
        counts: actors (or nouns) of the list, new, known, merged, apart, names, roles, known roles.
        rows: table to the number of its new rows. tables: those that changed.
    """

    form: Format
    guessed: bool
    lines: int
    notes: tuple[Note, ...]
    counts: Counter[str]
    rows: dict[str, int]
    tables: tuple[str, ...]


def import_list(path: Path, folder: Path, form: Format | None = None) -> Done:
    """Makes tables of a list of actors and puts them into a folder; the same list again adds nothing.

    Args:
        path: of the list, plain or packed with gzip. folder: where the tables are to be, or are already.
        form: of the list; told from its content where it is None.

    Raises:
        InputError: the list cannot be read. DataError: a table of the folder is wrong. OutputError: it cannot be
            written.
    """
    notes = Notes()
    given = lines(path, notes)
    chosen = form or guessed(given)
    if chosen is None:
        raise NotText(
            f"{path} is in none of the formats that are known", f"Say which it is: --format {'|'.join(FORMATS)}."
        )
    _check_columns(path, given, chosen)
    if folder.exists() and not folder.is_dir():
        raise OutputError(f"{folder} is a file", "Name a folder; it is made where it is not there.")
    before = in_use()
    use(folder if folder.is_dir() and any(folder.rglob("*.tsv")) else None)
    try:
        rows, counts = _made(given, chosen, notes)
        tables = write(folder, rows, _origin(path, given, chosen))
    finally:
        use(before.folder if before else None)
    told = tuple(sorted(notes.all, key=lambda note: note.line))
    new = {table: len(rows[table]) for table in tables}
    return Done(chosen, form is None, len(given), told, counts, new, tuple(tables))


def guessed(given: Iterable[Line]) -> Format | None:
    """The format of a list by its first lines; None where it is none of those that are known.

    >>> guessed([(1, "# a comment"), (2, "ARMY_ [~MIL]")]), guessed([(1, "name,kind,country")])
    ('agents', 'csv')
    """
    seen = [text.strip() for _, text in given if text.strip()][:LOOKED_AT]
    if not seen:
        return None
    head = [cell.strip().strip('"').lower() for cell in re.split("[,;\t]", seen[0])]
    if set(ucdp.NEEDED) <= set(head):
        return "ucdp"
    if len(head) > 1 and "name" in head and set(head) & {"kind", "other", "sector"}:
        return "csv"
    if len(head) > 1 and {"person", "position"} <= set(wikidata.columns(head)):
        return "wikidata"
    if len(head) > 1 and "name" in head:
        return "csv"
    codes = [code for text in seen for code in _CODE.findall(text.partition("#")[0])]
    if not codes:
        return None
    agents = sum(code.startswith("[~") for code in codes)
    return "agents" if agents > len(codes) / 2 else "phoenix"


def _check_columns(path: Path, given: list[Line], form: Format) -> None:
    head = next((text for _, text in given if text.strip()), "")
    there = [cell.strip().strip('"').lower() for cell in re.split("[,;\t]", head)]
    needed = {"ucdp": set(ucdp.NEEDED), "csv": {"name"}, "wikidata": {"person", "position"}}.get(form, set())
    has = set(wikidata.columns(there)) if form == "wikidata" else set(there)
    if missing := sorted(needed - has):
        raise NotText(
            f"{path}: the first line names no column for {', '.join(missing)}",
            "Check --format; docs/importers.md says which columns each has.",
        )


def _made(given: list[Line], form: Format, notes: Notes) -> tuple[Rows, Counter[str]]:
    known = registry()
    if form == "agents":
        found: list[Noun] = list(phoenix.agents(given, notes))
        return noun_rows(found, notes)
    entries: Iterable[Entry]
    if form == "phoenix":
        entries = phoenix.actors(given, notes, known)
    elif form == "ucdp":
        entries = ucdp.read(given, notes, known)
    elif form == "wikidata":
        entries = wikidata.read(given, notes, known)
    else:
        entries = plain.read(given, notes, known)
    placing = Placing(Known(known), notes)
    for entry in entries:
        placing.take(entry)
    return placing.rows(), placing.counts


def _origin(path: Path, given: list[Line], form: Format) -> str:
    """What the rows are from, for a comment."""
    digest = hashlib.sha256("\n".join(text for _, text in given).encode("utf-8", errors="replace")).hexdigest()[:12]
    name = "".join(c if c.isprintable() else "�" for c in path.name)[:100]
    return f"from {name} ({form}), text {digest}"
