"""The rows of a reading: a pure function of it, so that `verify` can make them again and compare."""

from __future__ import annotations

import bisect
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from onrecord.ledger.names import ledger_ids
from onrecord.model import Actor, Attribution, Event, Factuality, Mention, Party, Reading, Relation, Span

Row = tuple[Any, ...]
Where = tuple[int, int, str]
Leads = Mapping[str, tuple[str, str]]
"""The actors whom people merged into another one: the id and name of that one."""
TABLES = (
    "actor_rows", "sentence_rows", "mention_rows", "attribution_rows", "attribution_spans", "attribution_actors",
    "predicate_rows", "time_rows", "place_rows", "event_rows", "event_parties", "event_tellings", "event_links",
    "relation_rows", "figure_rows", "warning_rows", "bounds_rows",
)  # fmt: skip
"""The tables that hold rows of readings, in an order in which they can be filled."""
NUMBERED = frozenset({"attribution_rows", "event_rows"})
"""Tables whose first column is a number that SQLite gives."""
ACTORS: dict[str, tuple[tuple[str, str], ...]] = {
    "actor_rows": (("actor", "met"),), "attribution_actors": (("actor", "met"),), "event_parties": (("actor", "met"),),
    "relation_rows": (("subject", "subject_met"), ("object", "object_met")), "figure_rows": (("actor", "met"),),
}  # fmt: skip
"""The columns that name an actor, by table: who that is by what people decided, and whom the machine took it for."""
FOLLOWING: dict[str, tuple[str, ...]] = {
    "event_rows": ("origin",), "relation_rows": ("tie", "origin"), "figure_rows": ("origin",),
}  # fmt: skip
"""The columns that follow from who somebody is."""
EITHER_WAY = frozenset({"alliance", "cooperation", "hostility", "rift"})
"""Types of relation without a direction."""
OPEN_START, OPEN_END = "0000", "9999"


@dataclass(frozen=True, slots=True)
class Made:
    """What a reading's rows are made from.

    Attributes:
        number: of the reading in the ledger. reading: the reading. ids: its actors' ids in the ledger.
        leads: who stands in for them. outlets: claim to the origin of another outlet that makes it or was told it.
    """

    number: int
    reading: Reading
    ids: Mapping[str, str]
    leads: Leads
    outlets: Mapping[str, str]

    def met(self, local: str | None) -> str | None:
        """The ledger's id for an id of the reading, as the machine took it."""
        return None if local is None else self.ids.get(local, local)

    def actor(self, local: str | None) -> str | None:
        """The ledger's id of whoever that is by what people decided."""
        met = self.met(local)
        return met if met is None or met not in self.leads else self.leads[met][0]

    def who(self, local: str | None) -> tuple[str | None, str | None]:
        """Who that is, and whom the machine took it for where that is somebody else."""
        met, actor = self.met(local), self.actor(local)
        return actor, None if actor == met else met


def rows_of(number: int, reading: Reading, leads: Leads) -> dict[str, list[Row]]:
    """All rows of a reading, by table; columns in the order of schema.sql, without the numbers that SQLite gives."""
    ids = ledger_ids(reading)
    made = Made(number, reading, ids, leads, outlets_of(reading, ids, leads))
    return {table: list(_SECTIONS[table](made)) for table in TABLES}


def outlets_of(reading: Reading, ids: Mapping[str, str], leads: Leads) -> dict[str, str]:
    """Claim to the origin of the outlet that makes it, or was told it, or makes one that it stands in."""
    outlets = {actor.id: actor for actor in reading.actors if actor.kind == "outlet"}
    claims = {said.id: said for said in reading.attributions}
    found: dict[str, str] = {}
    for claim in claims.values():
        told: Attribution | None = claim
        seen = set[str]()
        while told is not None and told.id not in seen and claim.id not in found:
            seen.add(told.id)
            for actor in (*told.speakers, told.medium):
                if actor in outlets:
                    found.setdefault(claim.id, _outlet(outlets[actor], leads.get(ids[actor])))
            told = claims.get(told.within or "")
    return found


def _outlet(outlet: Actor, lead: tuple[str, str] | None) -> str:
    actor, name = lead or (outlet.id, outlet.name)
    own = actor.startswith(("report:", "ledger:"))
    return f"outlet:{name.casefold() if own else actor}"


def everybody(reading: Reading) -> dict[str, tuple[str, str]]:
    """Every actor that a reading's rows refer to: ledger id to (name, kind); the id itself where it has no name."""
    ids = ledger_ids(reading)
    found = {ids[actor.id]: (actor.name, str(actor.kind)) for actor in reading.actors}
    for local in _references(reading):
        actor = ids.get(local, local)
        found.setdefault(actor, (actor, "unknown"))
    return found


def _references(reading: Reading) -> Iterator[str]:
    for said in reading.attributions:
        yield from said.speakers
    for event in reading.events:
        yield from (party.actor for party in (*event.actors, *event.recipients) if party.actor)
    for tie in reading.relations:
        yield from (party.actor for party in (tie.subject, tie.object) if party.actor)
    yield from (said.medium for said in reading.attributions if said.medium)
    yield from (mention.actor for mention in reading.mentions)
    yield from _counted(reading).values()


def _counted(reading: Reading) -> dict[str, str]:
    """Figure to the actor or episode that it counts, of those that count no event or place of the reading."""
    rows = {event.id for event in reading.events} | {place.id for place in reading.places}
    return {figure.id: figure.of for figure in reading.figures if figure.of and figure.of not in rows}


def _at(span: Span) -> Where:
    return span.start, span.end, span.text


def _certainty(f: Factuality) -> tuple[str, float, str]:
    return f.value, float(f.score), f.status


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _actors(m: Made) -> Iterator[Row]:
    reading = m.reading
    parties = [p for e in reading.events for p in (*e.actors, *e.recipients)]
    parties += [p for r in reading.relations for p in (r.subject, r.object)]
    present = {mention.actor for mention in reading.mentions} | {party.actor for party in parties}
    for a in reading.actors:
        known = (a.id, *m.who(a.id), a.name, a.kind, a.country, _json(a.sector), a.wikidata, _json(a.roles))
        yield m.number, *known, int(a.id in present)


def _sentences(m: Made) -> Iterator[Row]:
    for n, span in enumerate(m.reading.sentences):
        yield m.number, n, *_at(span)


def _mentions(m: Made) -> Iterator[Row]:
    for n, mention in enumerate(m.reading.mentions):
        yield m.number, n, mention.actor, mention.form, float(mention.confidence), *_at(mention.span)


def _attributions(m: Made) -> Iterator[Row]:
    for a in m.reading.attributions:
        yield (
            m.number, a.id, a.kind, a.form, a.source_kind, a.polarity, _words(a.source) or None, _words(a.cue),
            _words(a.content), m.met(a.medium), a.within, *_certainty(a.factuality), float(a.confidence),
            *_around(m.reading, a),
        )  # fmt: skip


def _words(spans: tuple[Span, ...]) -> str:
    return " … ".join(span.text for span in spans)


def _around(reading: Reading, said: Attribution) -> Where:
    """The passage of a claim: from the sentence in which it begins to the one in which it ends."""
    spans = (*said.source, *said.cue, *said.content)
    if not spans:
        return 0, 0, ""
    start, end = min(s.start for s in spans), max(s.end for s in spans)
    for sentence in reading.sentences:
        if sentence.overlaps(start, end):
            start, end = min(start, sentence.start), max(end, sentence.end)
    return start, end, reading.report.text[start:end]


def _attribution_spans(m: Made) -> Iterator[Row]:
    for a in m.reading.attributions:
        for part, spans in (("content", a.content), ("cue", a.cue), ("source", a.source)):
            for n, span in enumerate(spans):
                yield m.number, a.id, part, n, *_at(span)


def _attribution_actors(m: Made) -> Iterator[Row]:
    mentions = sorted(m.reading.mentions, key=lambda x: x.span.start)
    for a in m.reading.attributions:
        inside = [x.actor for span in a.content for x in _within(mentions, span)]
        for role, actors in (("about", inside), ("speaker", a.speakers)):
            for n, actor in enumerate(dict.fromkeys(actors)):
                yield m.number, a.id, role, n, *m.who(actor)


def _within(mentions: list[Mention], span: Span) -> Iterator[Mention]:
    for mention in mentions[bisect.bisect_left(mentions, span.start, key=lambda x: x.span.start) :]:
        if mention.span.start >= span.end:
            return
        if mention.span.end <= span.end:
            yield mention


def _predicates(m: Made) -> Iterator[Row]:
    for n, p in enumerate(m.reading.predicates):
        yield m.number, n, *_certainty(p.factuality), p.attribution, *_at(p.span)


def _times(m: Made) -> Iterator[Row]:
    for t in m.reading.times:
        relative = None if t.relative is None else _json(t.relative)
        yield m.number, t.id, t.type, t.value, t.precision, t.start, t.end, t.anchor, relative, *_at(t.span)


def _places(m: Made) -> Iterator[Row]:
    for p in m.reading.places:
        where = (_real(p.lat), _real(p.lon), _real(p.precision_km))
        yield m.number, p.id, p.name, p.geonames, p.country, p.admin1, *where, float(p.confidence), *_at(p.span)


def _real(number: float | None) -> float | None:
    return None if number is None else float(number)


def _events(m: Made) -> Iterator[Row]:
    for e in m.reading.events:
        c = e.codes
        yield (
            m.number, e.id, e.type, e.mode, _json(e.contexts), e.cameo, e.quad, float(e.intensity), c.quad_gdelt,
            c.quad_penta, _real(c.goldstein_icews), _real(c.goldstein_gdelt), c.mode_polecat,
            *_certainty(e.factuality), e.attribution, e.time, e.start, e.end, _day(e), e.precision, e.place,
            m.outlets.get(e.attribution or ""), float(e.confidence), *_at(e.trigger), *_at(e.evidence),
        )  # fmt: skip


def _short(*parts: str) -> str:
    return hashlib.blake2b("|".join(parts).encode(), digest_size=8).hexdigest()


def _day(event: Event) -> str:
    return event.start or event.end or OPEN_END


def _parties(m: Made) -> Iterator[Row]:
    for e in m.reading.events:
        for role, side in (("actor", e.actors), ("recipient", e.recipients)):
            for n, party in enumerate(side):
                yield m.number, e.id, role, n, *m.who(party.actor), party.place, _day(e), *_at(party.span)


def _tellings(m: Made) -> Iterator[Row]:
    for e in m.reading.events:
        for n, t in enumerate(e.mentions):
            yield m.number, e.id, n, *_certainty(t.factuality), t.attribution, *_at(t.trigger), *_at(t.evidence)


def _links(m: Made) -> Iterator[Row]:
    for e in m.reading.events:
        for kind, targets in (("after", e.after), ("basis", e.basis), ("count", e.counts)):
            for n, target in enumerate(targets):
                yield m.number, e.id, kind, n, target


def _relations(m: Made) -> Iterator[Row]:
    for r in m.reading.relations:
        yield (
            m.number, r.id, r.type, *_side(m, r.subject), *_side(m, r.object), r.label, r.sign, r.start, r.end,
            r.state, r.cause, *_certainty(r.factuality), r.attribution, float(r.confidence),
            *_holds(r, m.reading.report.published), _tie(m, r), m.outlets.get(r.attribution or ""), *_at(r.evidence),
        )  # fmt: skip


def _side(m: Made, party: Party) -> Row:
    return *m.who(party.actor), party.place, *_at(party.span)


def _holds(tie: Relation, published: str | None) -> tuple[str | None, str | None]:
    """From when and until when a tie holds; an ended one without an end has ended by the day of the report."""
    day = published[:10] if published else None
    if tie.state == "ended" and tie.end is None:
        return (tie.start or OPEN_START, day) if day else (None, None)
    if tie.start is None and tie.end is None:
        return (day, OPEN_END) if day else (None, None)
    return tie.start or OPEN_START, tie.end or OPEN_END


def _tie(m: Made, tie: Relation) -> str:
    return tie_of(tie.type, *(_end(m, party) for party in (tie.subject, tie.object)))


def tie_of(type: str, subject: str, object: str) -> str:
    """A key of the type and the two sides, in either order where there is no direction."""
    return _short(type, *(sorted((subject, object)) if type in EITHER_WAY else (subject, object)))


def _end(m: Made, party: Party) -> str:
    place = next((p for p in m.reading.places if p.id == party.place and p.geonames is not None), None)
    return end_of(m.actor(party.actor), place.geonames if place else None, m.reading.report.id, party.span.text)


def end_of(actor: str | None, geonames: int | None, report: str, words: str) -> str:
    """What a side of a tie is known by across reports: its actor, its place on the map, or its words in its own."""
    if actor is not None and not actor.startswith("report:"):
        return actor
    return f"place:{geonames}" if geonames is not None else actor or f"{report}:{words}"


def _figures(m: Made) -> Iterator[Row]:
    counted = _counted(m.reading)
    for f in m.reading.figures:
        who = m.who(counted.get(f.id))
        numbers = (_real(f.low), _real(f.best), _real(f.high))
        yield (
            m.number,
            f.id,
            f.unit,
            *numbers,
            f.of,
            *who,
            f.attribution,
            m.outlets.get(f.attribution or ""),
            *_at(f.span),
        )


def _warnings(m: Made) -> Iterator[Row]:
    for n, warning in enumerate(m.reading.warnings):
        yield m.number, n, warning.code, warning.message


def _bounds(m: Made) -> Iterator[Row]:
    bounds = m.reading.report.published_between
    if bounds is not None:
        yield m.number, bounds.start, bounds.end, _json(bounds.reasons)


_SECTIONS: dict[str, Callable[[Made], Iterator[Row]]] = {
    "actor_rows": _actors,
    "sentence_rows": _sentences,
    "mention_rows": _mentions,
    "attribution_rows": _attributions,
    "attribution_spans": _attribution_spans,
    "attribution_actors": _attribution_actors,
    "predicate_rows": _predicates,
    "time_rows": _times,
    "place_rows": _places,
    "event_rows": _events,
    "event_parties": _parties,
    "event_tellings": _tellings,
    "event_links": _links,
    "relation_rows": _relations,
    "figure_rows": _figures,
    "warning_rows": _warnings,
    "bounds_rows": _bounds,
}
