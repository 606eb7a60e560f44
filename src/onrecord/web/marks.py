"""What is marked in the text of a report: each layer's words, and the rows that they belong to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Literal, NamedTuple, get_args

from onrecord.model import Attribution, Event, Reading, Relation, Span

Layer = Literal["voices", "events", "relations", "figures", "places", "times", "actors"]
LAYERS: tuple[Layer, ...] = get_args(Layer)
Part = Literal[
    "source", "cue", "content", "trigger", "evidence", "side", "tie", "figure", "place", "time", "actor", "ballast"
]
"""What the words are. A tie is the words that show a relation; ballast is no part of the news."""
CLAUSES: frozenset[Part] = frozenset({"content", "evidence", "tie", "ballast"})
"""Parts that are whole clauses; the others are words."""


class Mark(NamedTuple):
    """Words that belong to rows.

    Attributes:
        start, end: code points of the report's text, end exclusive. layer: None for what is no part of the news.
        rows: ids; of an actor, "who:" and its id. label: whether the ids of the rows are written behind the words.
    """

    start: int
    end: int
    layer: Layer | None
    part: Part
    rows: tuple[str, ...] = ()
    label: bool = False


def marks_of(reading: Reading) -> list[Mark]:
    """All marks of a reading, in no order; rows that mark the same words alike share one."""
    found: dict[tuple[int, int, Layer | None, Part, bool], dict[str, None]] = defaultdict(dict)
    for span, layer, part, row, label in _all(reading):
        rows = found[span.start, span.end, layer, part, label]
        if row:
            rows[row] = None
    return [Mark(s, e, layer, part, tuple(rows), label) for (s, e, layer, part, label), rows in found.items()]


def landing(reading: Reading) -> dict[str, Span]:
    """The words that a link to each row lands on; of an actor, its first mention."""
    found: dict[str, Span] = {}
    for said in reading.attributions:
        found[said.id] = _landing_of(said)
    found |= {event.id: event.trigger for event in reading.events}
    found |= {tie.id: tie.evidence for tie in reading.relations}
    for some in (reading.figures, reading.places, reading.times):
        found |= {one.id: one.span for one in some}
    for mention in sorted(reading.mentions, key=lambda one: (one.form != "name", one.span.start)):
        found.setdefault(who(mention.actor), mention.span)
    return found


def who(actor: str) -> str:
    """What an actor is called among rows."""
    return f"who:{actor}"


def _landing_of(said: Attribution) -> Span:
    """The first words of what is said; of a claim without them, those that tell of the saying."""
    return min(said.content or said.cue or said.source, key=lambda span: span.start)


Given = tuple[Span, Layer | None, Part, str, bool]


def _all(reading: Reading) -> Iterator[Given]:
    for said in reading.attributions:
        yield from _voices(said)
    for event in reading.events:
        yield from _event(event)
    for tie in reading.relations:
        yield from _relation(tie)
    for figure in reading.figures:
        yield figure.span, "figures", "figure", figure.id, True
    for place in reading.places:
        yield place.span, "places", "place", place.id, True
    for time in reading.times:
        yield time.span, "times", "time", time.id, True
    for mention in reading.mentions:
        yield mention.span, "actors", "actor", who(mention.actor), False
    for span in reading.report.boilerplate:
        yield span, None, "ballast", "", False


def _voices(said: Attribution) -> Iterator[Given]:
    """The label stands once: behind the last words of the content, else of the cue, else of the source."""
    labelled = max(said.content or said.cue or said.source, key=lambda span: span.end)
    parts: tuple[tuple[Part, tuple[Span, ...]], ...] = (
        ("source", said.source), ("cue", said.cue), ("content", said.content)
    )  # fmt: skip
    for part, spans in parts:
        for span in spans:
            yield span, "voices", part, said.id, span is labelled


def _event(event: Event) -> Iterator[Given]:
    for telling in event.mentions:
        yield telling.trigger, "events", "trigger", event.id, True
        yield telling.evidence, "events", "evidence", event.id, False
    if not event.mentions:
        yield event.trigger, "events", "trigger", event.id, True
        yield event.evidence, "events", "evidence", event.id, False


def _relation(tie: Relation) -> Iterator[Given]:
    yield tie.evidence, "relations", "tie", tie.id, True
    for party in (tie.subject, tie.object):
        yield party.span, "relations", "side", tie.id, False
