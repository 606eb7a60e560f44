"""Who did what to whom: the lexicon's triggers with their sides, certainty, voice, time and place."""

from __future__ import annotations

from dataclasses import dataclass

import msgspec

from onrecord.knowledge.events import lexicon
from onrecord.knowledge.ontology import ontology
from onrecord.model import HAPPENED, Event, EventType, Factuality, Figure, Party, Place, Span, Telling, Time
from onrecord.reader.cast import Cast
from onrecord.reader.clause import children
from onrecord.reader.event_bars import barred
from onrecord.reader.event_confidence import confidence
from onrecord.reader.event_roles import apart, reached, sides
from onrecord.reader.event_same import merged
from onrecord.reader.event_setting import Anchors, counts_of, pick, places_of, shared, times_of
from onrecord.reader.event_sides import fitted
from onrecord.reader.event_stage import Stage
from onrecord.reader.event_times import interval_of
from onrecord.reader.event_types import SPEAKING, Settled, announces, hosted, settle
from onrecord.reader.event_types import basis as made_by
from onrecord.reader.event_weights import NOBODY, Weights, leaning, needed, staged, weighed
from onrecord.reader.factuality import Certainty
from onrecord.reader.parse import Parsed
from onrecord.reader.triggers import LONGEST, Trigger, find
from onrecord.reader.voices import Voices

AIMED = SPEAKING | {"PROTEST"}
"""Types whose recipient may be named only in what is said, asked or wanted by it."""
SPOT = frozenset({"in", "at", "near", "outside", "inside"})
"""Prepositions before the spot where a deed was done."""
AFTER = frozenset({"after", "following", "since"})
"""What brings the earlier of two events."""
BEFORE = frozenset({"before"})
"""What brings the later one."""


@dataclass(frozen=True, slots=True)
class _Told:
    """A trigger that stands, with what it means, what says so, and how sure the head is where no table has it."""

    trigger: Trigger
    settled: Settled
    basis: tuple[str, ...]
    alone: float | None


@dataclass(frozen=True, slots=True)
class _Found:
    """A trigger that became an event; `deed` is how the act stands where only its announcement happened."""

    trigger: Trigger
    settled: Settled
    actors: tuple[Party, ...]
    recipients: tuple[Party, ...]
    factuality: Factuality
    basis: tuple[str, ...]
    confidence: float
    deed: Factuality


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
    weights = Weights(parsed)
    told = _told(parsed, weights)
    kept = _kept(told, Stage.of(parsed, cast, places), certainty, weights)
    if not kept:
        return ()
    triggers = [one.trigger for one in told]
    anchors = Anchors(parsed, triggers)
    when = shared(times_of(anchors, times), triggers)
    where = shared(places_of(parsed, anchors, places), triggers)
    counts = shared(counts_of(anchors, figures), triggers)
    made: list[Event] = []
    for number, found in enumerate(kept, 1):
        word = found.trigger.token.i
        place = pick(where.get(word, []), _hit(found.recipients, parsed), found.actors)
        event = _event(f"e{number}", found, parsed, voices)
        time = when.get(word)
        made.append(_set(event, time, place, tuple(counts.get(word, ()))))
        if time is not None:
            ahead = any(told.factuality.status in ("planned", "threatened") for told in event.mentions)
            status = "planned" if ahead else event.factuality.status
            start, end, precision = interval_of(parsed.report, time, times, status)
            made[-1] = msgspec.structs.replace(made[-1], start=start, end=end, precision=precision)
    lemmas = {event.id: found.trigger.token.lemma_.lower() for event, found in zip(made, kept, strict=True)}
    whole, same = merged(made, lemmas, parsed)
    following = _following(kept, made, same)
    return _renumbered([_with_after(e, following) for e in whole])


def _hit(recipients: tuple[Party, ...], parsed: Parsed) -> tuple[Party, ...]:
    """The recipients that are not also the spot: "protested in Kabul" was in Kabul, whoever it was against."""
    found = []
    for party in recipients:
        tokens = parsed.tokens_in(party.span.start, party.span.end)
        if tokens is None or tokens.start == 0 or parsed.doc[tokens.start - 1].lower_ not in SPOT:
            found.append(party)
    return tuple(found)


def _told(parsed: Parsed, weights: Weights) -> list[_Told]:
    """The triggers that stand, in text order."""
    listed = find(parsed)
    by_word = {t.i: trigger for trigger in listed for t in (trigger.token, trigger.noun) if t is not None}
    standing: list[_Told] = []
    named: set[tuple[str, EventType]] = set()
    for trigger in listed:
        rule = settle(trigger, by_word)
        what, head = weighed(trigger, rule, weights)
        if what is None and trigger.shape == "noun" and (trigger.token.lemma_, rule.meaning.type) in named:
            what = rule  # it names again what stands already: "the rocket attack" after "a rocket attack"
        if what is not None and not barred(trigger, what.meaning):
            named.add((trigger.token.lemma_, what.meaning.type))
            standing.append(_Told(trigger, what, (*made_by(trigger, rule), head), None))
    for trigger, share in weights.alone(parsed.heads, [told.trigger for told in standing]):
        what = Settled(trigger.meaning, None, announces(trigger, trigger.meaning.type))
        if not barred(trigger, what.meaning):
            standing.append(_Told(trigger, what, (f"head {trigger.meaning.type} {share:.2f}",), share))
    return sorted(standing, key=lambda told: told.trigger.token.i)


def _kept(told: list[_Told], stage: Stage, certainty: Certainty, weights: Weights) -> list[_Found]:
    """The triggers that tell of an event with somebody in it."""
    inner = {one.settled.content.token.i for one in told if one.settled.content is not None}
    found: list[_Found] = []
    for one in told:
        trigger, what = one.trigger, one.settled
        actors, recipients = sides(trigger, stage)
        if what.content is not None and not recipients:
            recipients = apart(sides(what.content, stage)[1], actors)
        if not recipients and what.meaning.type in AIMED and trigger.verb is not None:
            recipients = reached(trigger.verb, stage, actors)
        if not trigger.meaning.own:
            actors, recipients = leaning(trigger, what.meaning.type, actors, recipients, stage, weights)
        actors, recipients = hosted(what.meaning, actors, recipients)
        actors, recipients = fitted(trigger, what.meaning, actors, recipients)
        share = weights.weight(trigger, what.meaning.type).own
        if not actors and not recipients and share < NOBODY:
            continue
        deed = certainty.of(trigger.token)
        staged_as, why = staged(deed, trigger, what, weights)
        if trigger.token.i in inner and staged_as.status in HAPPENED and what.meaning.type not in SPEAKING:
            continue
        two_sided = bool(actors and recipients) or len(actors) > 1
        if one.alone is not None and one.alone < needed(two_sided):
            continue
        share = 1.0 if trigger.meaning.own else max(one.alone or 0.0, share)
        sure = confidence(share, one.alone is None, two_sided)
        found.append(_Found(trigger, what, actors, recipients, staged_as, (*one.basis, *why), sure, deed))
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
    tellings: tuple[Telling, ...] = (Telling(trigger, evidence, found.factuality, attribution),)
    if found.settled.announced and found.factuality.status == "occurred":
        deed = Telling(trigger, evidence, _to_come(found.deed, meaning.type), attribution)
        trigger = _announcement(found.trigger, parsed)
        tellings = (Telling(trigger, evidence, found.factuality, attribution), deed)
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
        tellings,
        found.confidence,
        scheme.mode(meaning.type, meaning.mode),
        lexicon().contexts_of(evidence.text),
        attribution,
        basis=found.basis,
    )


def _announcement(trigger: Trigger, parsed: Parsed) -> Span:
    """The words that announce a deed: with the auxiliary, where that stands near."""
    auxiliaries = [t for t in (trigger.verb or trigger.token).lefts if t.dep_ in ("aux", "neg")]
    first = auxiliaries[0] if auxiliaries and 0 < trigger.first.i - auxiliaries[0].i <= LONGEST else trigger.first
    return parsed.of_tokens(first, trigger.last)


def _to_come(deed: Factuality, type_: EventType) -> Factuality:
    """How the announced deed itself stands: it is yet to come."""
    if deed.status in HAPPENED:
        return Factuality.of("PR+", "threatened" if type_ == "THREATEN" else "planned")
    if type_ == "THREATEN" and deed.status == "planned":
        return msgspec.structs.replace(deed, status="threatened")
    return deed


def _set(event: Event, time: Time | None, place: Place | None, counts: tuple[str, ...]) -> Event:
    """The event with its time, place and counts."""
    if time is not None:
        event = msgspec.structs.replace(event, time=time.id)
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
