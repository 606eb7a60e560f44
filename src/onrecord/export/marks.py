"""The rows of a reading as marks in its text: what the formats of annotation tools have in common.

A mark says what people can correct of its row in the words of `onrecord.ledger.fields`, so that what comes back from a
tool can be set beside it field by field.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from onrecord.export.source import Source
from onrecord.ledger.fields import said, words_of
from onrecord.ledger.names import ledger_ids
from onrecord.model import Actor, Attribution, Event, Figure, Party, Reading, Relation, Span
from onrecord.model.chain import voices_in_words

Part = tuple[int, int]
"""Code points of the report's text, end exclusive."""
OWN = "the report itself"
"""Who vouches for a row that stands in no claim."""
_VERDICTS = "SELECT id, verdict FROM judged_rows WHERE report = ? AND verdict <> 'rejected'"


@dataclass(frozen=True, slots=True)
class Side:
    """Who or what has a part in a row.

    Attributes:
        role: actors, recipients, subject, object, source, content. parts: its words.
        actors: ids of the ledger; none where the words are of nobody known. place: id of the place.
    """

    role: str
    parts: tuple[Part, ...]
    actors: tuple[str, ...] = ()
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """A row in its text.

    Attributes:
        row: id in the reading; a mention, which has none, is "m" and its number from 1.
        section: attributions, events, relations, figures, mentions, times or places.
        parts: the words that it stands on. fields: that people can correct; of other sections none.
        more: what else it says, in words. sides: who has a part in it. refers: ids of rows: place, time, voice.
        verdict: accepted or corrected, where people judged it.
    """

    row: str
    section: str
    parts: tuple[Part, ...]
    fields: dict[str, str] = field(default_factory=dict)
    more: dict[str, str] = field(default_factory=dict)
    sides: tuple[Side, ...] = ()
    refers: dict[str, str] = field(default_factory=dict)
    verdict: str | None = None

    def places(self) -> dict[str, tuple[Part, ...]]:
        """Its words by what they are: of an event the trigger, of a claim cue, source and content, and so on."""
        own = {"attributions": "cue", "events": "trigger", "relations": "evidence"}.get(self.section, "words")
        found = {own: self.parts}
        for side in self.sides:
            found[side.role] = (*found.get(side.role, ()), *side.parts)
        return found


def marks(reading: Reading, verdicts: Mapping[str, str]) -> Iterator[Mark]:
    """Every row of a reading but its sentences and predicates: mentions, times, places, then what people decide on."""
    ids = ledger_ids(reading)
    named = {actor.id: actor for actor in reading.actors}
    voices = voices_in_words(reading)
    yield from _mentions(reading, ids, named)
    for time in reading.times:
        told = {"value": time.value, "start": time.start or "", "end": time.end or "", "precision": time.precision}
        yield Mark(time.id, "times", (_part(time.span),), more={"type": time.type, **told})
    for place in reading.places:
        told = {"name": place.name, "country": place.country or "", "confidence": f"{place.confidence:.2f}"}
        where = {"lat": place.lat, "lon": place.lon, "precision_km": place.precision_km, "geonames": place.geonames}
        told |= {name: str(value) for name, value in where.items() if value is not None}
        yield Mark(place.id, "places", (_part(place.span),), more=told)
    decided: Iterable[Attribution | Event | Relation | Figure] = (
        *reading.attributions, *reading.events, *reading.relations, *reading.figures,
    )  # fmt: skip
    for row in decided:
        yield _decided(reading, row, ids, voices, verdicts.get(row.id))


def verdicts(source: Source, report: str) -> dict[str, str]:
    """What people judged of the rows of a report that stand."""
    return {row["id"]: row["verdict"] for row in source.ledger.rows(_VERDICTS, (report,))}


def _mentions(reading: Reading, ids: Mapping[str, str], named: Mapping[str, Actor]) -> Iterator[Mark]:
    for number, mention in enumerate(reading.mentions, 1):
        actor = named.get(mention.actor)
        there = ids.get(mention.actor, mention.actor)
        told = {"name": actor.name if actor else there, "kind": actor.kind if actor else "unknown"}
        told |= {"form": mention.form, "confidence": f"{mention.confidence:.2f}"}
        parts = (_part(mention.span),)
        yield Mark(f"m{number}", "mentions", parts, more=told, sides=(Side("actor", parts, (there,)),))


def _decided(
    reading: Reading,
    row: Attribution | Event | Relation | Figure,
    ids: Mapping[str, str],
    voices: Mapping[str, str],
    verdict: str | None,
) -> Mark:
    parts, sides = _where(reading, row, ids)
    within = row.within if isinstance(row, Attribution) else row.attribution
    more = {"voice": voices.get(row.id if isinstance(row, Attribution) else within or "", OWN)}
    refers = {"voice": within} if within else {}
    section = "figures"
    if not isinstance(row, Figure):
        more["confidence"] = f"{row.confidence:.2f}"
    if isinstance(row, Attribution):
        section = "attributions"
        more |= {"form": row.form, "source_kind": row.source_kind, "status": row.factuality.status}
        more |= {"medium": ids.get(row.medium, row.medium)} if row.medium else {}
    elif isinstance(row, Event):
        section = "events"
        more |= {"cameo": row.cameo, "precision": row.precision or "unknown"}
        refers |= {name: to for name, to in (("place", row.place), ("time", row.time)) if to}
    elif isinstance(row, Relation):
        section = "relations"
    elif row.of:
        more["of"] = ids.get(row.of, row.of)
    fields = {name: " ".join(value.split()) for name, value in said(reading, row, ids).items()}
    return Mark(row.id, section, parts, fields, more, sides, refers, verdict)


def _where(
    reading: Reading, row: Attribution | Event | Relation | Figure, ids: Mapping[str, str]
) -> tuple[tuple[Part, ...], tuple[Side, ...]]:
    """The words of a row, and of those who have a part in it."""
    if isinstance(row, Attribution):
        speakers = tuple(ids.get(one, one) for one in row.speakers)
        sides = []
        if row.source:
            sides.append(Side("source", _parts(row.source), speakers))
        if row.content:
            sides.append(Side("content", _parts(row.content)))
        return _parts(row.cue or row.source or row.content), tuple(sides)
    if isinstance(row, Event):
        both = (("actors", row.actors), ("recipients", row.recipients))
        return (_part(row.trigger),), tuple(_side(role, one, ids) for role, some in both for one in some)
    if isinstance(row, Relation):
        return (_part(row.evidence),), (_side("subject", row.subject, ids), _side("object", row.object, ids))
    return (_part(words_of(reading, row)),), ()


def _side(role: str, party: Party, ids: Mapping[str, str]) -> Side:
    actors = (ids.get(party.actor, party.actor),) if party.actor else ()
    return Side(role, (_part(party.span),), actors, party.place)


def _parts(spans: Iterable[Span]) -> tuple[Part, ...]:
    return tuple(sorted(_part(span) for span in spans))


def _part(span: Span) -> Part:
    return span.start, span.end
