"""The rows of files of other coders, one by one; what cannot be read is counted with its reason, and passed over."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from onrecord.compare.coded import BadRow, Coded, Mention
from onrecord.compare.files import Line, opened
from onrecord.compare.forms import FORMS, LOOKED_AT, MENTIONS, Form, Layout, is_first_gdelt, layout
from onrecord.errors import InputError, NotText

FIRST = 5
"""Lines that are named of those that are wrong for one reason."""
REASONS = 50
"""Different reasons that are told of one file."""


@dataclass(slots=True)
class Bad:
    """Rows that are wrong for one reason: how many, and the numbers of the first lines."""

    number: int = 0
    lines: list[int] = field(default_factory=list)

    def add(self, line: int) -> None:
        """One more."""
        self.number += 1
        if len(self.lines) < FIRST:
            self.lines.append(line)


@dataclass(slots=True)
class Told:
    """What came of one file.

    Attributes:
        name: its path; of a file in a zip with the name in it. form: title of its format. rows: that were read.
        latin: of these, lines that were no UTF-8 and were read as ISO-8859-1. bad: by reason. broken: what ended it
            before its end.
    """

    name: str
    form: str
    rows: int = 0
    latin: int = 0
    bad: dict[str, Bad] = field(default_factory=dict)
    broken: str | None = None

    def wrong(self, reason: str, line: int) -> None:
        """Counts a bad row."""
        if reason not in self.bad and len(self.bad) >= REASONS:
            reason = "other reasons"
        self.bad.setdefault(reason, Bad()).add(line)


class Rows:
    """The rows of some files; mentions come first, whatever the order of the files, so that events know their pages.

    Args:
        paths: of files, or zips of files. Attributes: told: what came of each, once its rows are drawn.

    Raises:
        InputError: one is not there, may not be opened, or is in no known format.
    """

    def __init__(self, paths: Sequence[Path]) -> None:
        self.told: list[Told] = []
        self._paths = list(dict.fromkeys(paths))
        self._forms = {path: _forms(path) for path in self._paths}

    def mentions(self) -> Iterator[Mention]:
        """The rows of files of mentions."""
        for row in self._rows(mentions=True):
            if isinstance(row, Mention):
                yield row

    def events(self) -> Iterator[Coded]:
        """The rows of all other files."""
        for row in self._rows(mentions=False):
            if isinstance(row, Coded):
                yield row

    def _rows(self, *, mentions: bool) -> Iterator[Coded | Mention]:
        for path in self._paths:
            if not any((form is MENTIONS) is mentions for form in self._forms[path]):
                continue
            told: Told | None = None
            try:
                with opened(path) as members:
                    for (name, lines), form in zip(members, self._forms[path], strict=True):
                        if (form is MENTIONS) is mentions:
                            told = Told(name, form.title)
                            self.told.append(told)
                            yield from _read(lines, told)
            except InputError as problem:
                if told is None:
                    raise
                told.broken = problem.message


def _read(lines: Iterator[Line], told: Told) -> Iterator[Coded | Mention]:
    columns: Layout | None = None
    for line in lines:
        if line.text is None:
            told.wrong("the line is too long", line.number)
            continue
        if not line.text.strip():
            continue
        if columns is None:
            found = layout(line.text)
            if found is None:
                told.wrong("no header, and no row of the format", line.number)
                continue
            columns, header = found
            if header:
                continue
        try:
            row = columns.read(line.text, told.name, line.number)
        except BadRow as problem:
            told.wrong(str(problem), line.number)
            continue
        told.rows += 1
        told.latin += line.latin
        if row is not None:
            yield row


def _forms(path: Path) -> list[Form]:
    """The format of each file in a file.

    Raises:
        InputError: it cannot be read, or is in none that is known.
    """
    found: list[Form] = []
    with opened(path) as members:
        for name, lines in members:
            found.append(_form(name, lines))
    return found


def _form(name: str, lines: Iterator[Line]) -> Form:
    seen: list[str] = []
    for line in lines:
        if line.text and line.text.strip():
            known = layout(line.text)
            if known is not None:
                return known[0].form
            seen.append(line.text)
        if len(seen) >= LOOKED_AT or line.number > 100 * LOOKED_AT:
            break
    if any(is_first_gdelt(text) for text in seen):
        raise NotText(f"{name} has rows of GDELT 1.0", "Give GDELT 2.0: YYYYMMDDHHMMSS.export.CSV or its zip.")
    titles = ", ".join(form.title for form in FORMS)
    raise NotText(f"{name} is in none of the formats that are known", f"Give rows of {titles}, tab-delimited.")
