"""What an annotation tool gives back, whatever its format: each report's rows as they are now in its file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.corrected.quoted import Quoted
from onrecord.export.as_exported import Exported, Sheet
from onrecord.export.marks import Part

DECIDED = ("attributions", "events", "relations", "figures")
"""The sections on whose rows people decide."""


@dataclass(slots=True)
class Edited:
    """A row as a file has it.

    Attributes:
        fields: those that the format can hold, in the words of `onrecord.ledger.fields`. verdict: accepted or rejected,
            where the file says so. parts: code points of its words. sides: of a claim's source and content.
        refers: the rows that it refers to, by time or voice, of those that the format holds; "" for none.
    """

    section: str
    fields: dict[str, str] = field(default_factory=dict)
    verdict: str | None = None
    parts: tuple[Part, ...] | None = None
    sides: dict[str, tuple[Part, ...]] | None = None
    refers: dict[str, str] | None = None


@dataclass(slots=True)
class Document:
    """A report as a file has it.

    Attributes:
        report: its id. text: as the file has it; null where it has none. reader: what had read it, where known.
        sheet: what the rows said when they left; null where that is lost. rows: by id.
        whole: whether every row that is not there was taken out, though there is no sheet.
        left: what cannot be understood, or is nothing that onrecord had: each with its id, or "", and a sentence.
        about: what the file says of the report itself: published, publisher, agency, title.
        quoted: of formats that point at words by quoting them, where each row points.
    """

    report: str
    text: str | None = None
    reader: str | None = None
    sheet: Sheet | None = None
    rows: dict[str, Edited] = field(default_factory=dict)
    whole: bool = False
    left: list[tuple[str, str]] = field(default_factory=list)
    about: dict[str, str] = field(default_factory=dict)
    quoted: dict[str, list[Quoted]] = field(default_factory=dict)

    @property
    def base(self) -> Mapping[str, Exported] | None:
        """The rows as they left."""
        return None if self.sheet is None else self.sheet.rows

    def put(self, row: str, edited: Edited) -> None:
        """Adds a row; a second one of the same id is something that onrecord never had."""
        if row in self.rows:
            self.left.append((row, "It stands in the file twice: the second one is not taken."))
        else:
            self.rows[row] = edited


@dataclass(slots=True)
class Corrections:
    """All that a file holds.

    Attributes:
        documents: read one after the other. left: what belongs to no report, each in a sentence.
    """

    documents: Iterable[Document]
    left: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Document]:
        return iter(self.documents)
