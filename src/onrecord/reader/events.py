"""Who did what to whom: the lexicon's triggers with their sides, certainty, voice, time and place."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from onrecord.knowledge.events import lexicon
from onrecord.knowledge.ontology import ontology
from onrecord.model import HAPPENED, Event, Factuality, Figure, Party, Place, Span, Telling, Time
from onrecord.reader.cast import Cast
from onrecord.reader.clause import children
from onrecord.reader.event_confidence import confidence
from onrecord.reader.event_roles import apart, reached, sides
from onrecord.reader.event_same import merged
from onrecord.reader.event_setting import Anchors, counts_of, pick, places_of, shared, times_of
from onrecord.reader.event_stage import Stage
from onrecord.reader.event_types import SPEAKING, Settled, basis, settle
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import Parsed
from onrecord.reader.triggers import Trigger, find
from onrecord.reader.voices import Voices

AFTER = frozenset({"after", "following", "since"})
BEFORE = frozenset({"before"})


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger that became an event."""

    trigger: Trigger
    settled: Settled
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    factuality: Factuality


def events(
    parsed: Parsed,
    cast: Cast,
    voices: Voices,
    certainty: Certainty,
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    figures: tuple[Figure, ...],
) -> tuple[Event, ...]:
    """The events of a report, in text order, each with all its tellings."""
    triggers = find(parsed)
    if not triggers:
        return ()
    kept = _kept(triggers, Stage.of(parsed, cast, places), certainty)
    anchors = Anchors(parsed, triggers)
    when = shared(times_of(anchors, times), triggers)
    where = shared(places_of(parsed, anchors, places), triggers)
    counts = shared(counts_of(anchors, figures), triggers)
    made: list[Event] = []
    for number, found in enumerate(kept, 1):
        word = found.trigger.token.i
        place = pick(where.get(word, []), found.recipients, found.actors)
        told = _event(f"e{number}", found, parsed, voices)
        made.append(_set(told, when.get(word), place, tuple(counts.get(word, ()))))
    lemmas = {event.id: found.trigger.token.lemma_.lower() for event, found in zip(made, kept, strict=True)}
    whole, same = merged(made, lemmas, parsed)
    following = _following(kept, made, same)
    return _renumbered([_with_after(e, following) for e in whole])


def _kept(triggers: list[Trigger], stage: Stage, certainty: Certainty) -> list[_Found]:
    """The triggers that tell of an event with somebody in it."""
    by_word = {t.i: trigger for trigger in triggers for t in (trigger.token, trigger.noun) if t is not None}
    settled = {trigger.token.i: settle(trigger, by_word) for trigger in triggers}
    inner = {s.content.token.i for s in settled.values() if s.content is not None}
    found: list[_Found] = []
    for trigger in triggers:
        what = settled[trigger.token.i]
        actors, recipients = sides(trigger, stage)
        if what.content is not None and not recipients:
            recipients = apart(sides(what.content, stage)[1], actors)
        if not recipients and what.meaning.type in SPEAKING and trigger.verb is not None:
            recipients = reached(trigger.verb, stage, actors)
        if not actors and not recipients:
            continue
        told = certainty.of(trigger.token)
        if what.announced and told.status not in ("hypothetical", "denied"):
            told = Factuality.of("CT+", "occurred")
        if trigger.token.i in inner and told.status in HAPPENED and what.meaning.type not in SPEAKING:
            continue
        found.append(_Found(trigger, what, actors, recipients, told))
    return _without_echoes(found)


def _without_echoes(found: list[_Found]) -> list[_Found]:
    """Drops an event noun that is the subject of a verb of the same type: "the shelling killed two" is one event."""
    verbs = {f.trigger.verb.i: f for f in found if f.trigger.shape == "verb" and f.trigger.verb is not None}
    kept = []
    for one in found:
        noun = one.trigger.token
        if one.trigger.shape == "noun" and noun.dep_ in ("nsubj", "pobj"):
            verb = noun.head if noun.dep_ == "nsubj" else noun.head.head
            other = verbs.get(verb.i)
            if other is not None and other.settled.meaning.type == one.settled.meaning.type:
                continue
        kept.append(one)
    return kept


def _event(id_: str, found: _Found, parsed: Parsed, voices: Voices) -> Event:
    scheme = ontology()
    meaning = found.settled.meaning
    trigger = parsed.of_tokens(found.trigger.first, found.trigger.last)
    evidence = _evidence(parsed, trigger)
    attribution = voices.id_at(trigger.start, trigger.end)
    return Event(
        id_,
        meaning.type,
        meaning.cameo,
        scheme.types[meaning.type].quad,
        scheme.intensity(meaning.type, meaning.mode),
        scheme.codes(meaning.type, meaning.mode, meaning.cameo),
        found.actors,
        found.recipients,
        trigger,
        evidence,
        found.factuality,
        (Telling(trigger, evidence, found.factuality, attribution),),
        confidence(found.trigger.shape, meaning.type, bool(found.actors), bool(found.recipients)),
        scheme.mode(meaning.type, meaning.mode),
        lexicon().contexts_of(evidence.text),
        attribution,
        basis=basis(found.trigger, found.settled),
    )


def _set(event: Event, time: Time | None, place: Place | None, counts: tuple[str, ...]) -> Event:
    """The event with its time, place and counts."""
    if time is not None:
        event = msgspec.structs.replace(event, time=time.id, start=time.start, end=time.end, precision=time.precision)
    return msgspec.structs.replace(event, place=place.id if place else None, counts=counts)


def _evidence(parsed: Parsed, trigger: Span) -> Span:
    index = parsed.sentence_at(trigger.start)
    return trigger if index is None else parsed.sentences[index]


def _following(kept: list[_Found], made: list[Event], same: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Which event came after which: by "after", "following" and "before" between two triggers of a sentence."""
    by_word: dict[int, str] = {}
    for found, event in zip(kept, made, strict=True):
        for token in (found.trigger.token, found.trigger.verb, found.trigger.noun):
            if token is not None:
                by_word.setdefault(token.i, same.get(event.id, event.id))
    later: dict[str, list[str]] = {}
    for found, event in zip(kept, made, strict=True):
        head = found.trigger.verb or found.trigger.token
        for child in head.children:
            if child.dep_ == "prep" and child.lower_ in AFTER | BEFORE:
                others = [by_word.get(t.i) for t in children(child, "pobj", "pcomp")]
                word = child.lower_
            elif child.dep_ == "advcl":
                marks = [m.lower_ for m in child.children if m.dep_ in ("mark", "prep", "advmod")]
                word = next((m for m in marks if m in AFTER | BEFORE), "")
                others = [by_word.get(child.i)]
            else:
                continue
            for other in others:
                own = same.get(event.id, event.id)
                if word and other and other != own:
                    first, second = (other, own) if word in AFTER else (own, other)
                    later.setdefault(second, []).append(first)
    return {key: tuple(dict.fromkeys(value)) for key, value in later.items()}


def _with_after(event: Event, following: dict[str, tuple[str, ...]]) -> Event:
    return msgspec.structs.replace(event, after=following.get(event.id, ()))


def _renumbered(found: list[Event]) -> tuple[Event, ...]:
    """Ids e1, e2 … without gaps."""
    new = {event.id: f"e{number}" for number, event in enumerate(found, 1)}
    return tuple(
        msgspec.structs.replace(event, id=new[event.id], after=tuple(new[a] for a in event.after if a in new))
        for event in found
    )
