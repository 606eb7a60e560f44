"""The rows of a report as they stand beside its text: what each says in a line, and what else is known of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from onrecord.dossier.passages import own_words
from onrecord.ledger import Voice, Who
from onrecord.model import Attribution, Event, Figure, Party, Place, Reading, Relation, Time
from onrecord.model.chain import voices_in_words
from onrecord.web.marks import LAYERS, Layer, landing


class Note(NamedTuple):
    """A row beside the text.

    Attributes:
        id: "e1". row: REPORT:ID. at: code point that a link to it lands on. one: the row itself.
        chain: the voices through which it reaches the reader, in words; None of places and times.
        speakers: of the claim that it stands in, or is. actors, recipients: the sides of an event, or subject and
            object; of a claim, actors is the outlet that it was said to. counted: what a figure counts, in words.
        inside: how many claims it stands in, of a claim. within: the claim that it is told in, or stands in.
        place, time: of an event. voice, status, start, end, precision, when: as of a `Happening`, for the wording.
        verdict: of a person.
    """

    id: str
    row: str
    layer: Layer
    at: int
    one: Attribution | Event | Relation | Figure | Place | Time
    chain: str | None = None
    speakers: tuple[Who, ...] = ()
    actors: tuple[Who, ...] = ()
    recipients: tuple[Who, ...] = ()
    inside: int = 0
    within: str | None = None
    place: Place | None = None
    time: Time | None = None
    voice: Voice = Voice()
    status: str = ""
    start: str | None = None
    end: str | None = None
    precision: str | None = None
    when: str | None = None
    verdict: str | None = None
    counted: str | None = None


def notes(reading: Reading, links: Mapping[str, str], verdicts: Mapping[str, str]) -> list[Note]:
    """The rows of a reading in the order of their words.

    Args:
        links: the ledger's ids of the reading's actors. verdicts: of people, by the id of the row.
    """
    made = _Made(reading, links, verdicts)
    return sorted(made.all(), key=lambda note: (note.at, note.inside, LAYERS.index(note.layer), note.id))


class _Made:
    def __init__(self, reading: Reading, links: Mapping[str, str], verdicts: Mapping[str, str]) -> None:
        self.reading = reading
        self.links = links
        self.verdicts = verdicts
        self.names = {actor.id: actor.name for actor in reading.actors}
        self.claims = {said.id: said for said in reading.attributions}
        self.places = {place.id: place for place in reading.places}
        self.times = {time.id: time for time in reading.times}
        self.events = {event.id: event for event in reading.events}
        self.chains = voices_in_words(reading)
        self.at = landing(reading)
        self.own = own_words(reading.report.publisher)

    def all(self) -> Iterator[Note]:
        reading = self.reading
        for said in reading.attributions:
            yield self._note(said, "voices")._replace(
                chain=self.chains[said.id], speakers=self._people(said.speakers), within=said.within,
                inside=self._depth(said), actors=self._people([said.medium] if said.medium else []),
            )  # fmt: skip
        for event in reading.events:
            yield self._event(event)
        for tie in reading.relations:
            yield self._told(self._note(tie, "relations"), tie.attribution)._replace(
                actors=self._sides([tie.subject]), recipients=self._sides([tie.object]), start=tie.start, end=tie.end
            )
        for figure in reading.figures:
            note = self._told(self._note(figure, "figures"), figure.attribution)
            yield note._replace(counted=self._counted(figure.of))
        for place in reading.places:
            yield self._note(place, "places")
        for time in reading.times:
            yield self._note(time, "times")

    def _note(self, one: Attribution | Event | Relation | Figure | Place | Time, layer: Layer) -> Note:
        row = f"{self.reading.report.id}:{one.id}"
        return Note(one.id, row, layer, self.at[one.id].start, one, verdict=self.verdicts.get(one.id))

    def _event(self, event: Event) -> Note:
        time = self.times.get(event.time or "")
        return self._told(self._note(event, "events"), event.attribution)._replace(
            actors=self._sides(event.actors), recipients=self._sides(event.recipients),
            place=self.places.get(event.place or ""), time=time, status=event.factuality.status, start=event.start,
            end=event.end, precision=event.precision, when=time.span.text if time else None,
        )  # fmt: skip

    def _told(self, note: Note, claim: str | None) -> Note:
        """The row with who vouches for it: the claim that it stands in, else the report."""
        said = self.claims.get(claim or "")
        if said is None:
            return note._replace(chain=self.own, voice=Voice(publisher=self.reading.report.publisher))
        speakers = self._people(said.speakers)
        return note._replace(
            chain=self.chains[said.id], within=said.id, speakers=speakers, voice=Voice(said.id, speakers)
        )

    def _depth(self, said: Attribution) -> int:
        deep, seen = 0, {said.id}
        while said.within in self.claims and said.within not in seen and said.within:
            seen.add(said.within)
            said = self.claims[said.within]
            deep += 1
        return deep

    def _people(self, actors: Sequence[str]) -> tuple[Who, ...]:
        return tuple(Who(self.links.get(actor, actor), self.names.get(actor, actor)) for actor in actors)

    def _sides(self, parties: Sequence[Party]) -> tuple[Who, ...]:
        """Who stands on a side: the actor, else the place, else the words."""
        return tuple(
            self._people([party.actor])[0]
            if party.actor
            else Who(None, self.places[party.place].name if party.place in self.places else party.span.text)
            for party in parties
        )

    def _counted(self, of: str | None) -> str | None:
        """What a figure counts, in words."""
        if of is None:
            return None
        if of in self.events:
            return f"{of} “{self.events[of].trigger.text}”"
        return self.places[of].name if of in self.places else self.names.get(of, of)


def amount(figure: Figure) -> str:
    """A figure as it was given.

    >>> from onrecord.model import Span
    >>> amount(Figure("f1", Span(0, 12, "at least 817"), "killed", low=817.0))
    'at least 817'
    """
    low, best, high = (None if one is None else f"{one:,.10g}" for one in (figure.low, figure.best, figure.high))
    if low and high:
        return f"{low} to {high}"
    if low:
        return f"at least {low}"
    return f"up to {high}" if high else best or figure.span.text
