"""Annotations that people corrected in brat: what `onrecord.export.brat` wrote, read back.

Labels, arguments and attributes are fields of rows; the rest stands in the notes, as FIELD=VALUE parted by semicolons
up to the bar. A note's first word names its row. An annotation that has lost its note is known by its words.
"""

from __future__ import annotations

import posixpath
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote

from onrecord.corrected.files import Files, text_of
from onrecord.corrected.found import Corrections, Document, Edited
from onrecord.corrected.sheets import Sheets, corrections
from onrecord.errors import InputError
from onrecord.export.brat import fragments
from onrecord.export.brat_types import ENTITIES, KINDS, NOTED, ROLES
from onrecord.export.marks import Part
from onrecord.ledger.fields import SECTIONS

_KIND = {label: kind for kind, label in KINDS.items()}
_ROLE = {label: role for role, label in ROLES.items() if role not in ("voice", "time", "place")}
_ROW = re.compile(r"[a-z]\d+")
_ALL_SECTIONS = {**SECTIONS, "m": "mentions", "t": "times", "p": "places"}


def read(files: Files) -> Corrections:
    """The corrections of a folder or archive."""
    return corrections(files, ".ann", _documents)


def _documents(files: Files, names: list[str], sheets: Sheets, left: list[str]) -> Iterator[Document]:
    for name in names:
        try:
            table = Table.of(text_of(files.read(name)))
            text = files.read(f"{posixpath.splitext(name)[0]}.txt").decode("utf-8", errors="replace")
        except InputError as problem:
            left.append(f"{name}: {problem.message}.")
            continue
        sheet = sheets.of(name)
        report = sheet.report if sheet else table.report()
        if report is None:
            left.append(f"{name}: no note names the report that it is of.")
            continue
        document = Document(report, text, sheet.reader if sheet else None, sheet)
        _Reading(table, document).read()
        yield document


@dataclass(slots=True)
class Words:
    """A text-bound annotation."""

    label: str
    parts: tuple[Part, ...]
    text: str


@dataclass(slots=True)
class Table:
    """A file of annotations by their ids. odd: lines that cannot be understood."""

    words: dict[str, Words] = field(default_factory=dict)
    events: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    relations: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    attributes: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    references: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    notes: dict[str, str] = field(default_factory=dict)
    odd: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, text: str) -> Table:
        """The table that lines hold."""
        table = cls()
        for number, line in enumerate(text.split("\n"), 1):
            try:
                if line.strip():
                    table._put(line.rstrip("\r"))
            except (ValueError, IndexError):
                table.odd.append(f"Line {number} cannot be understood: {line[:60].strip()}")
        return table

    def report(self) -> str | None:
        """The report that the first note names."""
        for note in self.notes.values():
            name = note.partition("|")[0].partition(";")[0].strip()
            report, _, row = name.rpartition(":")
            if report and _ROW.fullmatch(row):
                return report
        return None

    def _put(self, line: str) -> None:
        name, told = line.split("\t", 1)
        letter = name[0]
        if letter == "T":
            what, _, words = told.partition("\t")
            label, offsets = what.split(" ", 1)
            parts = tuple((int(one.split()[0]), int(one.split()[1])) for one in offsets.split(";"))
            if any(not 0 <= start < end for start, end in parts):
                raise ValueError(offsets)
            self.words[name] = Words(label, parts, words)
        elif letter in "ER":
            pairs = [(role, to) for role, _, to in (one.partition(":") for one in told.split())]
            (self.events if letter == "E" else self.relations)[name] = pairs
        elif letter in "AM":
            label, target, *value = told.split()
            self.attributes[target][label] = value[0] if value else "yes"
        elif letter == "N":
            _, target, reference = told.split("\t")[0].split()
            self.references[target].append(unquote(reference.partition(":")[2]))
        elif letter == "#":
            kind, target = told.split("\t")[0].split()
            if kind == "AnnotatorNotes":
                self.notes[target] = told.partition("\t")[2]
        else:
            raise ValueError(letter)


class _Reading:
    """One table as the rows of a document."""

    def __init__(self, table: Table, document: Document) -> None:
        self._table = table
        self._document = document
        self._rows: dict[str, str] = {}
        self._noted: dict[str, dict[str, str]] = {}
        for target, note in table.notes.items():
            self._note(target, note)

    def read(self) -> None:
        """Puts all rows into the document."""
        document, table = self._document, self._table
        document.left += [("", odd) for odd in table.odd]
        self._without_notes()
        for name in (*table.words, *table.events, *table.relations):
            if name in self._rows:
                document.put(self._rows[name], self._edited(name))
        used = {to for pairs in (*table.events.values(), *table.relations.values()) for _, to in pairs}
        for name in (*table.words, *table.events, *table.relations):
            if name not in self._rows and name not in used:
                document.left.append(("", f"{self._told(name)} is new: onrecord takes decisions, not new rows."))

    def _note(self, target: str, note: str) -> None:
        first, *fields = note.partition("|")[0].split(";")
        report, _, row = first.strip().rpartition(":")
        if report != self._document.report or not _ROW.fullmatch(row) or row[0] not in _ALL_SECTIONS:
            return
        if self._section(target) != _ALL_SECTIONS[row[0]]:
            return
        if row in self._rows.values():
            self._document.left.append((row, f"{self._told(target)} has the name of another: it is not taken."))
            return
        self._rows[target] = row
        pairs = (one.partition("=") for one in fields if "=" in one)
        self._noted[target] = {name.strip(): " ".join(unquote(value).split()) for name, _, value in pairs}

    def _without_notes(self) -> None:
        """Gives annotations that have lost their note the row that stood on their words, where there is one alone."""
        missing = {row: one for row, one in (self._document.base or {}).items() if row not in set(self._rows.values())}
        text = self._document.text or ""
        for name in (*self._table.words, *self._table.events):
            if name in self._rows:
                continue
            there = [
                row
                for row, one in missing.items()
                if one.section == self._section(name) and fragments(text, one.parts) == self._parts(name)
            ]
            if len(there) == 1:
                self._rows[name] = there[0]
                del missing[there[0]]

    def _section(self, name: str) -> str:
        if name[0] == "R":
            return "relations"
        if name[0] == "E":
            pairs = self._table.events.get(name) or [("", "")]
            return "attributions" if pairs[0][0] in _KIND else "events"
        label = self._table.words[name].label if name in self._table.words else ""
        return next((section for section, known in ENTITIES.items() if known == label), "")

    def _parts(self, name: str) -> tuple[Part, ...] | None:
        if name[0] == "E":
            name = self._table.events[name][0][1]
        return self._table.words[name].parts if name in self._table.words else None

    def _edited(self, name: str) -> Edited:
        section, noted = self._section(name), self._noted.get(name, {})
        fields = {field: noted[field] for field in NOTED.get(section, ()) if field in noted}
        attributes = self._table.attributes.get(name, {})
        edited = Edited(section, fields, attributes.get("Verdict") or noted.get("verdict"), self._parts(name))
        if name[0] == "E":
            self._event(name, edited, attributes)
        elif name[0] == "R":
            (label, _), *ends = self._table.relations[name] or [("", "")]
            fields["type"] = label
            fields |= {role: self._side(to) for role, (_, to) in zip(("subject", "object"), ends, strict=False)}
        return edited

    def _event(self, name: str, edited: Edited, attributes: dict[str, str]) -> None:
        (label, trigger), *ends = self._table.events[name]
        sides: dict[str, list[str]] = defaultdict(list)
        for role, to in ends:
            sides[role.rstrip("0123456789")].append(to)
        referred = ((role, sides[role][0] if sides[role] else "") for role in ("Time", "Voice"))
        edited.refers = {role.lower(): self._rows.get(to, "") for role, to in referred}
        edited.fields["certainty"] = attributes.get("Certainty", "")
        if edited.section == "attributions":
            edited.fields["kind"] = _KIND[label]
            edited.fields["polarity"] = "negative" if "Negated" in attributes else "positive"
            spoken = [one for to in (sides["Source"] or [trigger]) for one in self._table.references.get(to, [])]
            edited.fields["speaker"] = ",".join(dict.fromkeys(spoken))
            edited.sides = {
                _ROLE[role]: tuple(part for to in sides[role] for part in self._of(to))
                for role in ("Source", "Content")
                if sides[role]
            }
            return
        edited.fields |= {"type": label, "status": attributes.get("Status", "")}
        edited.fields |= {_ROLE[role]: ",".join(map(self._side, sides[role])) for role in ("Actor", "Recipient")}
        edited.fields["place"] = self._place(sides["Place"][0]) if sides["Place"] else ""

    def _of(self, name: str) -> tuple[Part, ...]:
        return self._table.words[name].parts if name in self._table.words else ()

    def _side(self, name: str) -> str:
        """The actors that an annotation names, or its words."""
        known = self._table.references.get(name)
        if known:
            return ",".join(known)
        return f"“{' '.join(self._text(name).split())}”"

    def _place(self, name: str) -> str:
        return self._noted.get(name, {}).get("name") or " ".join(self._text(name).split())

    def _text(self, name: str) -> str:
        return self._table.words[name].text if name in self._table.words else ""

    def _told(self, name: str) -> str:
        label = (self._table.events.get(name) or self._table.relations.get(name) or [(name, "")])[0][0]
        if name in self._table.words:
            label = self._table.words[name].label
        words = self._text(self._table.events[name][0][1] if name in self._table.events else name)
        return f"{name} {label} “{' '.join(words.split())[:60]}”" if words else f"{name} {label}"
