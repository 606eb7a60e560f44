"""brat's standoff annotation: a text and a table of annotations for each report, and the project's own types.

Offsets count code points, as brat does. A line of a table cannot hold a line break, so words that run over one are a
discontinuous annotation. The first words of a note, up to the bar, are read again by `onrecord import`; see
`onrecord.corrected.brat`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import quote

from onrecord.export import as_exported
from onrecord.export.brat_types import ACTOR, ENTITIES, KINDS, NOTED, ROLES, SIDE, annotation_conf, visual_conf
from onrecord.export.format import Format
from onrecord.export.marks import Mark, Part, Side, marks, verdicts
from onrecord.export.source import Source
from onrecord.ledger.names import ledger_ids
from onrecord.model import Reading

_BREAKS = re.compile(r"[\t\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
"""What no line of a table can hold, by any reader's notion of a line."""
_ESCAPED = re.compile(r"[%;|\x00-\x1f\x7f-\x9f\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_REFERENCE = re.compile(r"[%\s\x00-\x1f\x7f-\x9f]")


def write(source: Source, folder: Path) -> Iterator[int]:
    """The text and the annotations of each report, and what each row said."""
    (folder / "annotation.conf").write_text(annotation_conf(), encoding="utf-8", newline="\n")
    (folder / "visual.conf").write_text(visual_conf(), encoding="utf-8", newline="\n")
    taken: set[str] = set()
    with (folder / as_exported.NAME).open("wb") as beside:
        for number, reading in enumerate(source.readings(), 1):
            found = list(marks(reading, verdicts(source, reading.report.id)))
            name = as_exported.file_name(reading.report.id, taken)
            taken.add(name)
            (folder / f"{name}.txt").write_bytes(reading.report.text.encode())
            (folder / f"{name}.ann").write_bytes(standoff(reading, found).encode())
            beside.write(as_exported.line(as_exported.sheet(reading, name, found)))
            yield number


def standoff(reading: Reading, found: Iterable[Mark]) -> str:
    """The table of annotations of one report."""
    table = _Table(reading)
    for mark in found:
        table.put(mark)
    return table.text()


def fragments(text: str, parts: Iterable[Part]) -> tuple[Part, ...]:
    """Words as brat holds them: in order, without overlap, and none over a line break.

    >>> fragments("one\\ntwo three", [(0, 7), (8, 13)])
    ((0, 3), (4, 7), (8, 13))
    """
    whole: list[Part] = []
    for start, end in sorted(parts):
        if whole and start <= whole[-1][1]:
            whole[-1] = (whole[-1][0], max(end, whole[-1][1]))
        else:
            whole.append((start, end))
    cut: list[Part] = []
    for start, end in whole:
        at = start
        for gap in (*_BREAKS.finditer(text, start, end), None):
            stop = gap.start() if gap else end
            if text[at:stop].strip():
                cut.append((at, stop))
            at = gap.end() if gap else end
    return tuple(cut or whole)


def escaped(value: str) -> str:
    """A value in a note, without what parts notes.

    >>> escaped("a; b | 50%")
    'a%3B b %7C 50%25'
    """
    return _ESCAPED.sub(lambda found: quote(found.group(), safe=""), value)


class _Table:
    """The annotations of one report, numbered as they come."""

    def __init__(self, reading: Reading) -> None:
        self._report = reading.report
        ids = ledger_ids(reading)
        self._names = {ids[actor.id]: actor.name for actor in reading.actors}
        self._lines: dict[str, list[str]] = {letter: [] for letter in "TERAN#"}
        self._words: dict[tuple[str, tuple[Part, ...], tuple[str, ...]], str] = {}
        self._rows: dict[str, str] = {}
        self._places: dict[str, tuple[Part, ...]] = {}
        self._late: list[tuple[int, dict[str, str]]] = []

    def text(self) -> str:
        """All lines, each closed."""
        for at, refers in self._late:
            extra = "".join(f" {role}:{self._rows[row]}" for role, row in refers.items() if row in self._rows)
            self._lines["E"][at] += extra
        return "".join(f"{line}\n" for lines in self._lines.values() for line in lines)

    def put(self, mark: Mark) -> None:
        """Adds a row."""
        if mark.section == "relations":
            self._relation(mark)
        elif mark.section in ("events", "attributions"):
            self._event(mark)
        else:
            self._entity(mark)

    def _entity(self, mark: Mark) -> None:
        actors = tuple(actor for side in mark.sides for actor in side.actors)
        at = self._span(ENTITIES[mark.section], mark.parts, actors)
        self._rows[mark.row] = at
        if mark.section == "places":
            self._places[mark.row] = fragments(self._report.text, mark.parts)
        if mark.section == "mentions":
            self._words.setdefault((ACTOR, fragments(self._report.text, mark.parts), actors), at)
        self._judged(at, mark)

    def _event(self, mark: Mark) -> None:
        claim = mark.section == "attributions"
        label = KINDS[mark.fields["kind"]] if claim else mark.fields["type"]
        speakers = tuple(filter(None, mark.fields.get("speaker", "").split(",")))
        has_source = any(side.role == "source" for side in mark.sides)
        trigger = self._span(label, mark.parts, () if has_source else speakers)
        roles: dict[str, int] = {}
        told = []
        for side in mark.sides:
            role = ROLES[side.role]
            roles[role] = roles.get(role, 0) + 1
            at = self._span(role, side.parts, side.actors) if claim else self._party(side)
            told.append(f" {role}{roles[role] if roles[role] > 1 else ''}:{at}")
        name = self._new("E", f"{label}:{trigger}{''.join(told)}")
        self._rows[mark.row] = name
        self._late.append((len(self._lines["E"]) - 1, {ROLES[role]: row for role, row in mark.refers.items()}))
        for field, attribute in (("status", "Status"), ("certainty", "Certainty")):
            if field in mark.fields:
                self._new("A", f"{attribute} {name} {mark.fields[field]}")
        if mark.fields.get("polarity") == "negative":
            self._new("A", f"Negated {name}")
        self._judged(name, mark)

    def _relation(self, mark: Mark) -> None:
        subject, other = (self._party(side) for side in mark.sides)
        name = self._new("R", f"{mark.fields['type']} Arg1:{subject} Arg2:{other}")
        self._judged(name, mark)

    def _party(self, side: Side) -> str:
        """The annotation of a side: that of a mention or place on the same words, else one of its own."""
        if side.actors:
            return self._span(ACTOR, side.parts, side.actors, again=True)
        if side.place and self._places.get(side.place) == fragments(self._report.text, side.parts):
            return self._rows[side.place]
        return self._span(SIDE, side.parts, (), again=True)

    def _span(self, label: str, parts: Iterable[Part], actors: tuple[str, ...], *, again: bool = False) -> str:
        text = self._report.text
        where = fragments(text, parts)
        if again and (label, where, actors) in self._words:
            return self._words[label, where, actors]
        offsets = ";".join(f"{start} {end}" for start, end in where)
        words = " ".join(text[start:end] for start, end in where)
        name = self._new("T", f"{label} {offsets}\t{words}")
        if again:
            self._words[label, where, actors] = name
        for actor in actors:
            self._new("N", f"Reference {name} onrecord:{_reference(actor)}\t{_words(self._names.get(actor, actor))}")
        return name

    def _judged(self, name: str, mark: Mark) -> None:
        """The note, and whether people accepted the row."""
        if mark.verdict == "accepted" and name[0] == "E":
            self._new("A", f"Verdict {name} accepted")
        noted = {field: mark.fields[field] for field in NOTED.get(mark.section, ())}
        if mark.section == "places":
            noted["name"] = mark.more["name"]
        head = "; ".join([f"{self._report.id}:{mark.row}", *(f"{name}={escaped(one)}" for name, one in noted.items())])
        tail = ", ".join(f"{what} {value}" for what, value in mark.more.items() if value and what not in noted)
        self._new("#", f"AnnotatorNotes {name}\t{head} | {_words(tail)}")

    def _new(self, letter: str, told: str) -> str:
        name = f"{letter}{len(self._lines[letter]) + 1}"
        self._lines[letter].append(f"{name}\t{told}")
        return name


def _reference(actor: str) -> str:
    return _REFERENCE.sub(lambda found: quote(found.group(), safe=""), actor)


def _words(text: str) -> str:
    """Words on one line."""
    return " ".join(_CONTROL.sub(" ", text).split())


FORMAT = Format(
    name="brat",
    title="brat standoff",
    suffix="",
    media="application/zip",
    standard="brat 1.3: https://brat.nlplab.org/standoff.html",
    holds=("report", "text", "span", "certainty", "status", "voice", "confidence", "interval", "verdict"),
    loses=(
        "sentences, predicates, second tellings of one event, which tellings are one happening, and metadata of"
        " reports; the status and certainty of a tie stand in its note alone, for brat has no place for them."
    ),
    folder=write,
)
