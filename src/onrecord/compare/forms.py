"""Which format a file of rows is in, told by its header or its number of columns, and what stands in which column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from onrecord.compare import gdelt, icews, polecat
from onrecord.compare.cells import Cells, cleaned
from onrecord.compare.coded import BadRow, Coded, Mention
from onrecord.knowledge import columns as known

LOOKED_AT = 50
"""Lines at the head of a file that may be wrong before it is said to be in no known format."""
_CODE = known.GDELT_EVENTS.index("EventCode")
_PLAIN = re.compile(r"[^a-z0-9]")
_SPELLINGS = {"day": "SQLDATE", "eventintensity": "Intensity"}
"""Names of columns under which some tools write others."""


@dataclass(frozen=True, slots=True)
class Form:
    """A format.

    Attributes:
        title: for people. columns: in their order. needed: what a header must name; empty of a format without one.
        key: the columns by which a header is known. read: makes a row of cells, a file and a line; None of a row that
            is right and says nothing that can be compared.
    """

    title: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    key: frozenset[str]
    read: Callable[[Cells, str, int], Coded | Mention | None]


GDELT = Form(
    "GDELT 2.0 events", known.GDELT_EVENTS, (), frozenset({"GLOBALEVENTID", "SQLDATE", "EventCode"}), gdelt.event
)
MENTIONS = Form(
    "GDELT 2.0 mentions", known.GDELT_MENTIONS, (), frozenset({"GLOBALEVENTID", "MentionIdentifier"}), gdelt.mention
)
ICEWS = Form("ICEWS", known.ICEWS, icews.NEEDED, frozenset(icews.NEEDED), icews.event)
POLECAT = Form("POLECAT", known.POLECAT, polecat.NEEDED, frozenset(polecat.NEEDED), polecat.event)
FORMS = (GDELT, MENTIONS, ICEWS, POLECAT)


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of one file.

    Attributes:
        header: the names in its first line, in their order, as the format spells them; none where it has no header.
    """

    form: Form
    header: tuple[str, ...] = ()

    def read(self, line: str, file: str, number: int) -> Coded | Mention | None:
        """The row of a line.

        Raises:
            BadRow: it has another number of cells, or says nothing that can be compared.
        """
        return self.form.read(self.cells(line), file, number)

    def cells(self, line: str) -> Mapping[str, str]:
        """The cells of a line by column; empty ones past the last column do not count.

        Raises:
            BadRow: there are more or fewer.
        """
        found = line.split("\t")
        for columns in (self.header, self.form.columns):
            if columns and len(found) >= len(columns) and not any(cell.strip() for cell in found[len(columns) :]):
                return dict(zip(columns, found, strict=False))
        raise BadRow(f"another number of cells than the {len(self.form.columns)} of {self.form.title}")


def layout(line: str) -> tuple[Layout, bool] | None:
    """The layout that a line tells, and whether the line is a header; None where it tells none.

    >>> found, header = layout("Event ID\\tEvent Date\\tCAMEO Code")
    >>> found.form.title, header
    ('ICEWS', True)
    """
    cells = line.split("\t")
    for form in FORMS:
        names = tuple(_named(cell, form.columns) for cell in cells)
        if form.key <= set(names):
            return Layout(form, names), True
    for form, id_, stamp in ((GDELT, 0, 8), (MENTIONS, 0, 14)):
        full = len(form.columns)
        if len(cells) < full or any(cells[full:]) or not _number(cells[id_]):
            continue
        if _number(cells[1], stamp) or (form is GDELT and not cells[1] and _number(cells[_CODE])):
            return Layout(form), False
    return None


def is_first_gdelt(line: str) -> bool:
    """Whether a line is one of GDELT 1.0, which has 57 or 58 columns."""
    cells = line.split("\t")
    return len(cells) in (57, 58) and _number(cells[0]) and _number(cells[1], 8)


def _named(cell: str, columns: Sequence[str]) -> str:
    """The column of the format that a name in a header means; the name itself where it means none."""
    plain = _PLAIN.sub("", cleaned(cell).lower())
    wanted = _PLAIN.sub("", _SPELLINGS.get(plain, plain).lower())
    return next((column for column in columns if _PLAIN.sub("", column.lower()) == wanted), cell)


def _number(cell: str, digits: int | None = None) -> bool:
    return cell.isascii() and cell.isdigit() and digits in (None, len(cell))
