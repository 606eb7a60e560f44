"""Annotations that people corrected in a tool for UIMA CAS: what `onrecord.export.uima_cas` wrote, read back.

The features of a row say what it says; its `row` names it. Types, views and annotations of others are passed over.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from lxml import etree

from onrecord.corrected.files import Files
from onrecord.corrected.found import Corrections, Document, Edited
from onrecord.corrected.sheets import Sheets, corrections
from onrecord.errors import Damaged, InputError
from onrecord.export.marks import Part
from onrecord.export.uima_cas import CAS, XMI
from onrecord.export.uima_types import FIELDS, SPACE, TYPES, feature
from onrecord.export.utf16 import Units
from onrecord.ledger.fields import FIELDS as CORRECTED

_ID = f"{{{XMI}}}id"
_SECTION = {name: section for section, name in TYPES.items()}


def read(files: Files) -> Corrections:
    """The corrections of a folder, an archive, or one file."""
    return corrections(files, ".xmi", _documents)


def _documents(files: Files, names: list[str], sheets: Sheets, left: list[str]) -> Iterator[Document]:
    for name in names:
        try:
            root = parsed(files.read(name), name)
        except InputError as problem:
            left.append(f"{name}: {problem.message}.")
            continue
        sofa = root.find(f"{{{CAS}}}Sofa")
        about = root.find(f"{{{SPACE}}}Report")
        sheet = sheets.of(name)
        report = sheet.report if sheet else None if about is None else about.get("report")
        if sofa is None or report is None:
            left.append(f"{name}: nothing in it names the report that it is of.")
            continue
        reader = sheet.reader if sheet else None if about is None else about.get("reader")
        document = Document(report, sofa.get("sofaString", ""), reader, sheet)
        if about is not None:
            document.about = {name: " ".join((about.get(name) or "").split()) for name in CORRECTED["report"]}
        _Reading(root, document).read()
        yield document


def parsed(data: bytes, name: str) -> etree._Element:
    """A file as XML, without anything from outside it.

    Raises:
        Damaged: it is no XML.
    """
    reader = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True)
    try:
        return etree.fromstring(data, reader)
    except etree.XMLSyntaxError as problem:
        raise Damaged(f"{name} is no XML: {problem}") from problem


class _Reading:
    """One CAS as the rows of a document."""

    def __init__(self, root: etree._Element, document: Document) -> None:
        self._document = document
        units = Units(document.text or "")
        self._offsets = [units.at(at) for at in range(len(document.text or "") + 1)]
        members: set[str] = set()
        for view in root.iterfind(f"{{{CAS}}}View"):
            members |= set((view.get("members") or "").split())
        self._all = {one.get(_ID, ""): one for one in root if isinstance(one.tag, str)}
        self._rows = [one for number, one in self._all.items() if number in members and self._kind(one) in _SECTION]

    def read(self) -> None:
        """Puts all rows into the document."""
        for one in self._rows:
            section = _SECTION[self._kind(one)]
            report, _, row = (one.get("row") or "").rpartition(":")
            if not row or report != self._document.report:
                self._document.left.append(("", f"{self._told(one)} is new: onrecord takes decisions, not new rows."))
                continue
            try:
                edited = self._edited(section, one)
            except ValueError:
                self._document.left.append((row, f"{self._told(one)} stands outside the text."))
                continue
            self._document.put(row, edited)

    def _edited(self, section: str, one: etree._Element) -> Edited:
        held = {name: feature(name) for name in CORRECTED.get(section, ()) if feature(name) in FIELDS[section]}
        fields = {name: " ".join((one.get(label) or "").split()) for name, label in held.items()}
        edited = Edited(section, fields, one.get("verdict") or None, self._parts(one, "parts") or (self._part(one),))
        if section == "attributions":
            edited.sides = {role: self._parts(one, role) for role in ("source", "content") if one.get(role)}
        if section in CORRECTED:
            within = self._all.get(one.get("within") or "")
            edited.refers = {"voice": "" if within is None else (within.get("row") or "").rpartition(":")[2]}
        return edited

    def _parts(self, one: etree._Element, name: str) -> tuple[Part, ...]:
        """The words of an array of annotations, whether it stands in the feature or by itself."""
        numbers = (one.get(name) or "").split()
        if len(numbers) == 1 and (array := self._all.get(numbers[0])) is not None and array.get("elements") is not None:
            numbers = (array.get("elements") or "").split()
        return tuple(self._part(self._all[number]) for number in numbers if number in self._all)

    def _part(self, one: etree._Element) -> Part:
        return self._point(one.get("begin", "")), self._point(one.get("end", ""))

    def _point(self, units: str) -> int:
        """Code points before an offset in code units; ValueError where the text has no such place."""
        at = bisect_left(self._offsets, int(units))
        if at == len(self._offsets):
            raise ValueError(units)
        return at

    def _kind(self, one: etree._Element) -> str:
        tag = str(one.tag)
        return tag.removeprefix(f"{{{SPACE}}}") if tag.startswith(f"{{{SPACE}}}") else ""

    def _told(self, one: etree._Element) -> str:
        kind = self._kind(one)
        try:
            start, end = self._part(one)
        except ValueError:
            return kind
        words = " ".join((self._document.text or "")[start:end].split())[:60]
        return f"{kind} “{words}”"
