"""What a reading's rows point at: every span into the text, every id to a row."""

from __future__ import annotations

from collections.abc import Iterator

from onrecord.model import Party, Reading, Span

Pointer = tuple[str, str | None, str]
"""The row that points, the id it points at, and the sections where that may be: first letters, A for actors."""


def spans(reading: Reading, text: str) -> Iterator[str]:
    """The rows of which a span is not what the text says there."""
    for row, span in _spans(reading):
        if not 0 <= span.start < span.end <= len(text) or text[span.start : span.end] != span.text:
            yield row


def dangling(reading: Reading) -> Iterator[tuple[str, str]]:
    """The rows that point at an id which is not there, each with a sentence; sections left empty are not asked."""
    sections = {
        "a": {row.id for row in reading.attributions},
        "e": {row.id for row in reading.events},
        "f": {row.id for row in reading.figures},
        "t": {row.id for row in reading.times},
        "p": {row.id for row in reading.places},
        "A": {actor.id for actor in reading.actors},
    }
    for row, target, letters in _pointers(reading):
        asked = [sections[letter] for letter in letters]
        if target is not None and all(asked) and not any(target in section for section in asked):
            yield row, f"it refers to {target}, which is not in the reading"


def _spans(reading: Reading) -> Iterator[tuple[str, Span]]:
    sections: tuple[tuple[str, tuple[Span, ...]], ...] = (
        ("boilerplate", reading.report.boilerplate),
        ("sentences", reading.sentences),
        ("mentions", tuple(m.span for m in reading.mentions)),
        ("predicates", tuple(p.span for p in reading.predicates)),
    )
    for section, found in sections:
        yield from ((f"{section}[{n}]", span) for n, span in enumerate(found))
    for said in reading.attributions:
        yield from ((said.id, span) for span in (*said.source, *said.cue, *said.content))
    for event in reading.events:
        parties = (party.span for party in (*event.actors, *event.recipients))
        tellings = (span for t in event.mentions for span in (t.trigger, t.evidence))
        yield from ((event.id, span) for span in (event.trigger, event.evidence, *parties, *tellings))
    for tie in reading.relations:
        yield from ((tie.id, span) for span in (tie.subject.span, tie.object.span, tie.evidence))
    yield from ((figure.id, figure.span) for figure in reading.figures)
    yield from ((time.id, time.span) for time in reading.times)
    yield from ((place.id, place.span) for place in reading.places)


def _pointers(reading: Reading) -> Iterator[Pointer]:
    yield "report", reading.report.dateline, "p"
    for mention in reading.mentions:
        yield f"mention at {mention.span.start}", mention.actor, "A"
    for said in reading.attributions:
        yield said.id, said.within, "a"
        yield from ((said.id, actor, "A") for actor in (*said.speakers, said.medium))
    for predicate in reading.predicates:
        yield f"predicate at {predicate.span.start}", predicate.attribution, "a"
    yield from _event_pointers(reading)
    for tie in reading.relations:
        yield tie.id, tie.attribution, "a"
        yield tie.id, tie.cause, "e"
        yield from ((tie.id, time, "t") for time in (tie.start_time, tie.end_time))
        for party in (tie.subject, tie.object):
            yield from _party(tie.id, party)
    for figure in reading.figures:
        yield figure.id, figure.attribution, "a"
        yield figure.id, figure.of, "epA"
    for time in reading.times:
        if time.anchor != "published":
            yield time.id, time.anchor, "etA"


def _event_pointers(reading: Reading) -> Iterator[Pointer]:
    for event in reading.events:
        yield from ((event.id, said, "a") for said in (event.attribution, *(t.attribution for t in event.mentions)))
        yield event.id, event.time, "t"
        yield event.id, event.place, "p"
        yield from ((event.id, target, "e") for target in event.after)
        yield from ((event.id, target, "f") for target in event.counts)
        for party in (*event.actors, *event.recipients):
            yield from _party(event.id, party)


def _party(row: str, party: Party) -> Iterator[Pointer]:
    yield row, party.actor, "A"
    yield row, party.place, "p"
