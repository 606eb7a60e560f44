"""UIMA CAS: a file of XMI for each report, and one description of the types.

Offsets count UTF-16 code units, as UIMA's Java strings do. XML cannot hold most control characters; in their place
stands U+FFFD, so that every offset holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from lxml import etree

from onrecord.export import as_exported
from onrecord.export.format import Format
from onrecord.export.marks import Mark, Part, marks, verdicts
from onrecord.export.source import Source
from onrecord.export.uima_types import FIELDS, REPORT, SPACE, TYPES, description, feature
from onrecord.export.utf16 import Units
from onrecord.export.xml import legal
from onrecord.model import Reading

XMI, CAS, TCAS = "http://www.omg.org/XMI", "http:///uima/cas.ecore", "http:///uima/tcas.ecore"
TYPE_SYSTEM = "TypeSystem.xml"
"""The file with the description of the types."""
_SPACES = {"xmi": XMI, "cas": CAS, "tcas": TCAS, "onrecord": SPACE}
_ID = f"{{{XMI}}}id"
_SOFA = "1"


def write(source: Source, folder: Path) -> Iterator[int]:
    """The types, and one file a report."""
    (folder / TYPE_SYSTEM).write_bytes(description())
    taken: set[str] = set()
    with (folder / as_exported.NAME).open("wb") as beside:
        for number, reading in enumerate(source.readings(), 1):
            found = list(marks(reading, verdicts(source, reading.report.id)))
            name = as_exported.file_name(reading.report.id, taken)
            taken.add(name)
            (folder / f"{name}.xmi").write_bytes(xmi(reading, found))
            beside.write(as_exported.line(as_exported.sheet(reading, name, found)))
            yield number


def xmi(reading: Reading, found: Iterable[Mark]) -> bytes:
    """One report as a CAS."""
    return _Cas(reading).made(found)


class _Cas:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._units = Units(reading.report.text)
        self._root = etree.Element(f"{{{XMI}}}XMI", nsmap=_SPACES)
        self._root.set(f"{{{XMI}}}version", "2.0")
        self._members: list[str] = []
        self._rows: dict[str, str] = {}
        etree.SubElement(self._root, f"{{{CAS}}}NULL").set(_ID, "0")

    def made(self, found: Iterable[Mark]) -> bytes:
        """The bytes of the file."""
        report = self._reading.report
        whole = (0, len(report.text))
        self._put(f"{{{TCAS}}}DocumentAnnotation", whole, {"language": report.language})
        told = {name: getattr(report, {"sourceId": "source_id"}.get(name, name), "") for name in REPORT}
        self._put("Report", whole, told | {"report": report.id, "reader": self._reading.reader})
        for span in self._reading.sentences:
            self._put("Sentence", (span.start, span.end), {})
        within: list[tuple[etree._Element, str]] = []
        for mark in found:
            self._rows[mark.row] = self._row(mark)
            if voice := mark.refers.get("voice"):
                within.append((self._root[-1], voice))
        for row, voice in within:
            if voice in self._rows:
                row.set("within", self._rows[voice])
        sofa = etree.SubElement(self._root, f"{{{CAS}}}Sofa")
        sofa.set(_ID, _SOFA)
        for name, value in (("sofaNum", "1"), ("sofaID", "_InitialView"), ("mimeType", "text/plain")):
            sofa.set(name, value)
        sofa.set("sofaString", legal(report.text))
        view = etree.SubElement(self._root, f"{{{CAS}}}View")
        view.set("sofa", _SOFA)
        view.set("members", " ".join(self._members))
        return etree.tostring(self._root, xml_declaration=True, encoding="UTF-8")

    def _row(self, mark: Mark) -> str:
        told = {feature(name): value for name, value in mark.more.items()}
        told |= {feature(name): value for name, value in mark.fields.items()}
        told |= {"row": f"{self._reading.report.id}:{mark.row}", "verdict": mark.verdict or ""}
        if mark.section == "mentions":
            told["actor"] = ",".join(actor for side in mark.sides for actor in side.actors)
        known = {*FIELDS[mark.section], "row", "voice", "confidence", "verdict"}
        told = {name: value for name, value in told.items() if name in known}
        if len(mark.parts) > 1:
            told["parts"] = " ".join(self._put("Part", part, {}) for part in mark.parts)
        sides = []
        for side in mark.sides:
            if side.role in ("source", "content"):
                told[side.role] = " ".join(self._put("Part", part, {}) for part in side.parts)
            elif side.role != "actor":
                who = {"role": side.role, "actor": ",".join(side.actors), "place": side.place or ""}
                sides.append(self._put("Side", side.parts[0], who))
        if sides:
            told["sides"] = " ".join(sides)
        return self._put(TYPES[mark.section], (mark.parts[0][0], mark.parts[-1][1]), told)

    def _put(self, kind: str, part: Part, told: Mapping[str, str | None]) -> str:
        """Adds an annotation; features that are empty are left out."""
        number = str(len(self._members) + 2)
        one = etree.SubElement(self._root, kind if kind.startswith("{") else f"{{{SPACE}}}{kind}")
        one.set(_ID, number)
        one.set("sofa", _SOFA)
        one.set("begin", str(self._units.at(part[0])))
        one.set("end", str(self._units.at(part[1])))
        for name, value in told.items():
            if value:
                one.set(name, legal(" ".join(value.split())))
        self._members.append(number)
        return number


FORMAT = Format(
    name="uima-cas",
    title="UIMA CAS (XMI)",
    suffix="",
    media="application/zip",
    standard="Apache UIMA 3, XMI CAS serialization, OASIS UIMA 1.0",
    holds=("report", "text", "span", "certainty", "status", "voice", "confidence", "interval", "verdict"),
    loses=(
        "predicates, second tellings of one event, which tellings are one happening, and control characters of a text,"
        " which XML forbids."
    ),
    folder=write,
)
