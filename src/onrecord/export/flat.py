"""The rows of a reading one after the other, whatever their section: what, where it stands, who vouches for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.cli.when import interval
from onrecord.export.sheet import Sheet
from onrecord.ledger.fields import Row, said
from onrecord.ledger.names import ledger_ids
from onrecord.model import Event, Factuality, Mention, Party, Place, Reading, Span
from onrecord.model.chain import voices_in_words

Parts = tuple[tuple[str, Span], ...]


@dataclass(frozen=True, slots=True)
class Flat:
    """One row.

    Attributes:
        section: of the reading ("events"). id: of the row; of sections whose rows have none, "mention-1" and so on,
            counted from 1. words: what it is, in a line.
        parts: the words that it stands on, each with what they are ("trigger", "evidence", "source" …), the ones that
            it is known by first; none of an actor or a warning.
        says: the fields that people can correct, as `onrecord.ledger.fields.said` has them; empty of other sections.
        factuality: where the section has it. confidence: likewise. attribution: id of the claim that it stands in.
        voice: who vouches for it, in words. start, end, precision: its interval, ISO, end exclusive.
    """

    section: str
    id: str
    words: str
    parts: Parts = ()
    says: Mapping[str, str] = field(default_factory=dict)
    factuality: Factuality | None = None
    confidence: float | None = None
    attribution: str | None = None
    voice: str = ""
    start: str | None = None
    end: str | None = None
    precision: str | None = None


def flat(reading: Reading) -> Iterator[Flat]:
    """Every row of every section of a reading, in the order of the format."""
    return _Rows(reading).rows()


def vouched(reading: Reading, attribution: str | None, voices: Mapping[str, str]) -> str:
    """Who vouches for a row, in words: the chain of voices of the claim that it stands in, else the report."""
    if attribution and attribution in voices:
        return voices[attribution]
    return Sheet.unsaid(reading.report.publisher)


class _Rows:
    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.ids = ledger_ids(reading)
        self.names = {actor.id: actor.name for actor in reading.actors}
        self.places = {place.id: place for place in reading.places}
        self.voices = voices_in_words(reading)

    def rows(self) -> Iterator[Flat]:
        """All sections."""
        here = self._voice(None)
        for n, span in enumerate(self.reading.sentences, 1):
            yield Flat("sentences", f"sentence-{n}", "sentence", (("words", span),), voice=here)
        yield from self._mentions(here)
        yield from self._claims()
        for n, one in enumerate(self.reading.predicates, 1):
            words = f"“{one.span.text}”: {sure(one.factuality)}"
            yield Flat(
                "predicates", f"predicate-{n}", words, (("words", one.span),), factuality=one.factuality,
                attribution=one.attribution, voice=self._voice(one.attribution),
            )  # fmt: skip
        yield from self._events()
        yield from self._relations()
        yield from self._figures()
        yield from self._settings(here)
        for n, actor in enumerate(self.reading.actors, 1):
            known = (actor.name, self.ids[actor.id], actor.kind, actor.country, " ".join(actor.sector), actor.wikidata)
            yield Flat("actors", f"actor-{n}", ", ".join(part for part in known if part), voice=here)
        for n, warning in enumerate(self.reading.warnings, 1):
            yield Flat("warnings", f"warning-{n}", f"{warning.code}: {warning.message}")

    def _mentions(self, here: str) -> Iterator[Flat]:
        for n, one in enumerate(self.reading.mentions, 1):
            yield Flat(
                "mentions",
                f"mention-{n}",
                self._who(one),
                (("words", one.span),),
                confidence=one.confidence,
                voice=here,
            )

    def _who(self, one: Mention) -> str:
        return f"{self.names.get(one.actor, one.actor)} ({self.ids.get(one.actor, one.actor)}), by a {one.form}"

    def _claims(self) -> Iterator[Flat]:
        for one in self.reading.attributions:
            content = " … ".join(span.text for span in one.content)
            words = f"{one.kind}, {one.form}: {self.voices[one.id]}: “{content}” ({sure(one.factuality)})"
            yield Flat(
                "attributions", one.id, words,
                (*_all("content", one.content), *_all("cue", one.cue), *_all("source", one.source)),
                self._said(one), one.factuality, one.confidence, one.within, self.voices[one.id],
            )  # fmt: skip

    def _events(self) -> Iterator[Flat]:
        for one in self.reading.events:
            yield Flat(
                "events", one.id, self._did(one),
                (
                    ("trigger", one.trigger), ("evidence", one.evidence),
                    *_all("actor", (party.span for party in one.actors)),
                    *_all("recipient", (party.span for party in one.recipients)),
                ),
                self._said(one), one.factuality, one.confidence, one.attribution, self._voice(one.attribution),
                one.start, one.end, one.precision,
            )  # fmt: skip

    def _did(self, one: Event) -> str:
        acts, upon = self._sides(one.actors), self._sides(one.recipients)
        kind = f"{one.type} ({one.mode})" if one.mode else one.type
        place = self.places.get(one.place or "")
        told = (
            f"{kind}: {acts or 'somebody'}{f' → {upon}' if upon else ''}",
            interval(one.start, one.end) or "without a date",
            f"in {place.name}" if place else "",
            sure(one.factuality),
            self._voice(one.attribution),
        )
        return "; ".join(part for part in told if part)

    def _relations(self) -> Iterator[Flat]:
        for one in self.reading.relations:
            kind = f"{one.type} ({one.label})" if one.label else one.type
            told = (
                f"{kind}: {self._sides((one.subject,))} → {self._sides((one.object,))}", one.state,
                interval(one.start, one.end) or "", sure(one.factuality), self._voice(one.attribution),
            )  # fmt: skip
            yield Flat(
                "relations", one.id, "; ".join(part for part in told if part),
                (("evidence", one.evidence), ("subject", one.subject.span), ("object", one.object.span)),
                self._said(one), one.factuality, one.confidence, one.attribution, self._voice(one.attribution),
                one.start, one.end,
            )  # fmt: skip

    def _figures(self) -> Iterator[Flat]:
        for one in self.reading.figures:
            numbers = {"at least": one.low, "best": one.best, "at most": one.high}
            told = ", ".join(f"{word} {number:,.10g}" for word, number in numbers.items() if number is not None)
            words = f"{one.unit}: {told}; {self._voice(one.attribution)}"
            yield Flat(
                "figures", one.id, words, (("words", one.span),), self._said(one), attribution=one.attribution,
                voice=self._voice(one.attribution),
            )  # fmt: skip

    def _settings(self, here: str) -> Iterator[Flat]:
        for time in self.reading.times:
            words = f"{time.type} {time.value}; {interval(time.start, time.end) or 'on no known day'}"
            yield Flat(
                "times", time.id, words, (("words", time.span),), voice=here, start=time.start, end=time.end,
                precision=time.precision,
            )  # fmt: skip
        for place in self.reading.places:
            yield Flat(
                "places", place.id, where(place), (("words", place.span),), confidence=place.confidence, voice=here
            )

    def _sides(self, parties: Sequence[Party]) -> str:
        return ", ".join(self.names.get(party.actor or "", f"“{party.span.text}”") for party in parties)

    def _voice(self, attribution: str | None) -> str:
        return vouched(self.reading, attribution, self.voices)

    def _said(self, row: Row) -> dict[str, str]:
        return said(self.reading, row, self.ids)


def sure(told: Factuality) -> str:
    """A status and a certainty: "occurred, CT+"."""
    return f"{told.status}, {told.value}"


def where(place: Place) -> str:
    """A place with what is known of it."""
    point = f"{place.lat:.5f}, {place.lon:.5f}" if place.lat is not None and place.lon is not None else ""
    around = f"within {place.precision_km:g} km" if place.precision_km is not None else ""
    known = (place.name, place.country, f"GeoNames {place.geonames}" if place.geonames else "", point, around)
    return "; ".join(part for part in known if part)


def _all(role: str, spans: Iterable[Span]) -> Iterator[tuple[str, Span]]:
    return ((role, span) for span in spans)
