"""A reading's events in plain words, each with what made it: for people who want to see why, and to change it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.cli.visible import line
from onrecord.model import Event, Party, Reading, Telling
from onrecord.model.chain import voices_in_words

if TYPE_CHECKING:
    from onrecord.reader.why import Why

_LINE = re.compile(r"((?:own )?\S+\.tsv:\d+)(?: (.*))?")
_STATUS = "status "
_HEAD = re.compile(r"(table )?head (\S+) (\S+)")
_RULES = {
    "announced": "the rule that an act announced by its own subject is its announcement",
    "refused": "the rule that an act refused by its own subject is its refusal",
    "must": "the rule that what a voice says another must do is a request",
    "content": "the rule that what is agreed, asked, refused or threatened says which kind it is",
}


def lines(reading: Reading, why: Mapping[str, Why]) -> Iterator[str]:
    """The lines that explain a whole reading.

    Args:
        why: what decided the status of each event, by id; see `onrecord.reader.why`.
    """
    report = reading.report
    about = (report.publisher, report.published or "no date", f"report {report.id}", reading.reader)
    yield line(report.title or report.source_id)
    yield " · ".join(line(part) for part in about if part)
    for warning in reading.warnings:
        yield f"! {line(warning.message)}"
    if not reading.events:
        yield "No event was found."
    known = {actor.id: actor.name for actor in reading.actors}
    places = {place.id: place.name for place in reading.places}
    voices = voices_in_words(reading)
    for event in reading.events:
        yield ""
        yield from _event(event, known | places, voices, why.get(event.id))


def _event(event: Event, names: Mapping[str, str], voices: Mapping[str, str], why: Why | None) -> Iterator[str]:
    kind = f"{event.type}{f' {event.mode}' if event.mode else ''}"
    yield f"{event.id}  {kind}, CAMEO {event.cameo}, {_standing(event.mentions[0])}, confidence {event.confidence:g}"
    yield f"    “{_marked(event.mentions[0])}”"
    yield _told("who", _sides(event.actors, names) or "not said")
    yield _told("to whom", _sides(event.recipients, names) or "not said")
    yield _told("voice", _voice(event.attribution, voices))
    if not event.basis:
        yield _told("made by", "what this reader does not tell")
    for part in event.basis:
        if not part.startswith(_STATUS):
            yield _told("made by", _made(part))
    yield _told("status", _status(event, why))
    for telling in event.mentions[1:]:
        yield _told("told again", f"“{_marked(telling)}”")
        yield _told("", f"{_standing(telling)}; {_voice(telling.attribution, voices)}")


def _told(name: str, words: str) -> str:
    return f"    {name:<11}{words}"


def _standing(telling: Telling) -> str:
    return f"{telling.factuality.status} {telling.factuality.value}"


def _marked(telling: Telling) -> str:
    """The sentence with the words that tell of the event in brackets."""
    text, start = telling.evidence.text, telling.evidence.start
    first, last = telling.trigger.start - start, telling.trigger.end - start
    if not 0 <= first < last <= len(text):
        return f"{line(text)}” [{line(telling.trigger.text)}]"
    return line(f"{text[:first]}[{text[first:last]}]{text[last:]}")


def _sides(parties: Sequence[Party], names: Mapping[str, str]) -> str:
    return "; ".join(_party(party, names) for party in parties)


def _party(party: Party, names: Mapping[str, str]) -> str:
    words = f"“{line(party.span.text)}”"
    known = party.actor or party.place
    if known is None:
        return f"{words}, not known"
    return f"{line(names.get(known, known))} ({known}), {words}"


def _voice(attribution: str | None, voices: Mapping[str, str]) -> str:
    return "the report itself" if attribution is None else f"{attribution}, {line(voices.get(attribution, ''))}"


def _made(part: str) -> str:
    """What a part of `Event.basis` says, in words, with the conditions of a line of a table."""
    head = _HEAD.fullmatch(part)
    if head is not None:
        lets = " lets the table's line stand" if head[1] else ""
        return f"the trained head{lets}: {head[2]}, probability {head[3]}"
    if part.startswith("rule "):
        rule, _, rest = part.removeprefix("rule ").partition(" ")
        return f"{_RULES.get(rule, f'the rule {rule}')}{f': {rest}' if rest else ''}"
    found = _LINE.fullmatch(part)
    return _row(found[1], found[2] or "") if found else part


def _row(place: str, word: str) -> str:
    from onrecord.knowledge.table import line_at

    whose = "your own table" if place.startswith("own ") else "onrecord's table"
    said = f"{whose} {place.removeprefix('own ')} “{word}”"
    row = line_at(place)
    if row is None:
        return said
    conditions = "; ".join(f"{column} {cell}" for column, cell in list(row.items())[1:] if cell and column != "note")
    return f"{said}: {conditions}"


def _status(event: Event, why: Why | None) -> str:
    told = event.factuality
    learned = [part.removeprefix(_STATUS) for part in event.basis if part.startswith(_STATUS)]
    by_rule = [_RULES[part.removeprefix("rule ")] for part in learned if part == "rule must"]
    by_head = [_made(part) for part in learned if _HEAD.fullmatch(part)]
    if by_rule or by_head:
        return f"{told.status} {told.value}: {'; '.join((*by_rule, *by_head))}"
    if why is None:
        return f"{told.status} {told.value}"
    steps = ", ".join(why.steps)
    if why.factuality == told:
        return f"{told.status} {told.value}: {steps}"
    if why.announced:
        return f"{told.status} {told.value}: the announcement took place; what it announces rests on {steps}"
    rules = f"{why.factuality.status} {why.factuality.value} ({steps})"
    return f"{told.status} {told.value}: not by the rules, which would say {rules}"
