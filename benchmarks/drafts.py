"""Reports before their words are put together, and the text and the reading that follow from one.

The words are put together with the spans of all that is told, so that a reading holds for its text without being read.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

import msgspec

from onrecord.ingest.given import Given
from onrecord.model import (
    FORMAT,
    Actor,
    Attribution,
    Codes,
    Event,
    EventType,
    Factuality,
    Figure,
    Mention,
    Party,
    Place,
    Predicate,
    Reading,
    Relation,
    Report,
    Span,
    Telling,
    Time,
)

READER = "benchmark"
_SURE = Factuality.of("CT+", "occurred")

State = Literal["holds", "ended", "strained", "restored"]


@dataclass(frozen=True)
class Who:
    """An actor: id as a reading has it, name, kind."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class Deed:
    """A happening as somebody tells it. number: None where nothing is counted; low: "more than" it."""

    actor: Who
    verb: str
    type: EventType
    recipient: Who
    town: str
    day: date
    number: int | None = None
    low: bool = False
    status: str = "occurred"


@dataclass(frozen=True)
class Bond:
    """A tie as somebody tells it. cause: words of the deed that it is put down to, told in the line before."""

    subject: Who
    type: str
    object: Who
    sign: int
    phrase: str
    state: State = "holds"
    start: date | None = None
    end: date | None = None
    caused: bool = False


@dataclass(frozen=True)
class Line:
    """A sentence: who says (None: the report), with which verb, what; or words that say nothing."""

    speaker: Who | None
    cue: str
    what: Deed | Bond | tuple[str, ...]


@dataclass(frozen=True)
class Draft:
    """A report before its words are put together."""

    name: str
    publisher: str
    day: date
    lines: tuple[Line, ...]
    agency: str | None = None
    url: str | None = None
    head: str = ""


def read_as(draft: Draft) -> tuple[Given, Reading]:
    """The report that a draft gives, and its reading."""
    writer = _Writer(draft)
    for line in draft.lines:
        writer.line(line)
    reading = writer.reading()
    return Given(reading.report, reading.report.text.encode(), "text/plain"), reading


class _Writer:
    """Writes the text of a report and keeps its rows."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        self.parts: list[str] = []
        self.length = 0
        self.actors: dict[str, Actor] = {}
        self.sentences: list[Span] = []
        self.mentions: list[Mention] = []
        self.said: list[Attribution] = []
        self.predicates: list[Predicate] = []
        self.events: list[Event] = []
        self.ties: list[Relation] = []
        self.figures: list[Figure] = []
        self.times: list[Time] = []
        self.places: list[Place] = []
        if draft.head:
            self.put(draft.head)

    def put(self, words: str) -> Span:
        span = Span(self.length, self.length + len(words), words)
        self.parts.append(words)
        self.length += len(words)
        return span

    def since(self, start: int) -> Span:
        text = "".join(self.parts)
        return Span(start, self.length, text[start:])

    def name(self, who: Who) -> Party:
        span = self.put(who.name)
        self.actors[who.id] = Actor(who.id, who.name, who.kind)  # type: ignore[arg-type]
        self.mentions.append(Mention(span, who.id, "name", 0.9))
        return Party(span, who.id)

    def line(self, line: Line) -> None:
        start, said = self.length, None
        if isinstance(line.what, tuple):
            self.put(" ".join(line.what).capitalize())
        else:
            said = f"a{len(self.said) + 1}"
            assert line.speaker is not None
            speaker = self.name(line.speaker)
            self.put(" ")
            cue = self.put(line.cue)
            self.put(" that ")
            begin = self.length
            number = self.deed(line.what, said) if isinstance(line.what, Deed) else self.bond(line.what, said)
            content = self.since(begin)
            self.said.append(
                Attribution(
                    said, (speaker.span,), (cue,), (content,), "indirect", "speech", (speaker.actor or "",), "named",
                    _SURE, 0.9,
                )
            )  # fmt: skip
            self.predicates.append(Predicate(cue, _SURE))
        self.put(".")
        sentence = self.since(start)
        self.put(" ")
        self.sentences.append(sentence)
        if isinstance(line.what, Deed):
            event = self.events[number]
            telling = Telling(event.trigger, sentence, event.factuality, said)
            self.events[number] = msgspec.structs.replace(event, evidence=sentence, mentions=(telling,))
        elif isinstance(line.what, Bond):
            self.ties[number] = msgspec.structs.replace(self.ties[number], evidence=sentence)

    def deed(self, deed: Deed, said: str) -> int:
        n = len(self.events) + 1
        one = self.name(deed.actor)
        self.put(" ")
        trigger = self.put(deed.verb)
        self.put(" ")
        other = self.name(deed.recipient)
        self.put(" in ")
        place = self.put(deed.town)
        self.put(" on ")
        when = self.put(f"{deed.day.day} {deed.day:%B %Y}")
        voiced = Factuality.of("CT-" if deed.status == "denied" else "CT+", deed.status)  # type: ignore[arg-type]
        start, end = deed.day.isoformat(), (deed.day + timedelta(days=1)).isoformat()
        lat, lon = _degrees(deed.town, 22), _degrees(deed.town[::-1], 25)
        self.places.append(
            Place(f"p{n}", place, deed.town, 0.8, number_of(deed.town), "EGY", lat=lat, lon=lon, precision_km=5.0)
        )
        self.times.append(Time(f"t{n}", when, "DATE", start, "day", start, end))
        self.predicates.append(Predicate(trigger, voiced, said))
        counts: tuple[str, ...] = ()
        if deed.number is not None:
            self.put(" and ")
            figure = self.put(f"more than {deed.number}" if deed.low else f"{deed.number}")
            self.put(" people were killed")
            low, best = (float(deed.number), None) if deed.low else (None, float(deed.number))
            counts = (f"f{len(self.figures) + 1}",)
            self.figures.append(Figure(counts[0], figure, "killed", low=low, best=best, of=f"e{n}", attribution=said))
        self.events.append(
            Event(
                f"e{n}", deed.type, "19", 4, -8.0, Codes(quad_gdelt=4, goldstein_icews=-9.0), (one,), (other,), trigger,
                trigger, voiced, (), 0.8, attribution=said, time=f"t{n}", start=start, end=end, precision="day",
                place=f"p{n}", counts=counts,
            )
        )  # fmt: skip
        return n - 1

    def bond(self, bond: Bond, said: str) -> int:
        subject = self.name(bond.subject)
        self.put(f" {bond.phrase} ")
        other = self.name(bond.object)
        cause = self.events[-1].id if bond.caused else None
        start, end = (None if day is None else day.isoformat() for day in (bond.start, bond.end))
        self.ties.append(
            Relation(
                f"r{len(self.ties) + 1}", bond.type, subject, other, bond.sign, bond.state, _SURE, other.span, 0.8,  # type: ignore[arg-type]
                start=start, end=end, cause=cause, attribution=said,
            )
        )  # fmt: skip
        return len(self.ties) - 1

    def reading(self) -> Reading:
        draft, text = self.draft, "".join(self.parts)
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        source = f"{draft.name}.txt"
        number = hashlib.sha256(f"{sha256}\n{draft.url or source}".encode()).hexdigest()[:16]
        report = Report(
            number, source, sha256, text, publisher=draft.publisher, title=self.sentences[0].text[:60], url=draft.url,
            agency=draft.agency, published=draft.day.isoformat(), published_basis="given",
        )  # fmt: skip
        return Reading(
            FORMAT, READER, report, tuple(self.sentences), tuple(self.mentions), tuple(self.said),
            tuple(self.predicates), tuple(self.events), tuple(self.ties), tuple(self.figures), tuple(self.times),
            tuple(self.places), tuple(self.actors.values()),
        )  # fmt: skip


def _degrees(name: str, least: int) -> float:
    """A place of its own for each name, within ten degrees."""
    return least + number_of(name) % 10_000 / 1000


def number_of(name: str) -> int:
    return int(hashlib.sha256(name.encode()).hexdigest()[:7], 16)
