"""A reading in which somebody is somebody else: actors that are one, and one that is two."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import TypeVar

import msgspec

from onrecord.ledger.names import ledger_ids
from onrecord.model import Actor, Attribution, Decision, Event, Mention, Party, Reading, Relation, Span

To = Callable[[str], str]
T = TypeVar("T")
Row = Attribution | Event | Relation


def renamed(reading: Reading, who: Mapping[str, Actor]) -> Reading:
    """The reading in which actors are others.

    Args:
        who: by their ids in the ledger.
    """
    ids = ledger_ids(reading)
    to: dict[str, str] = {}
    for local, known in ids.items():
        if known in who:
            reading, to[local] = _with(reading, who[known].id, (who[known],))
    kept = tuple(actor for actor in reading.actors if actor.id not in to)
    return _everywhere(msgspec.structs.replace(reading, actors=kept), lambda one: to.get(one, one))


def parted(reading: Reading, decision: Decision, rows: Collection[str | None], old: Collection[str]) -> Reading:
    """The reading in which the target of a decision is another actor in these rows; the same where it is in none.

    Args:
        rows: ids, or null for the whole report. old: the ids in the reading of all who were the target then.
    """
    if not old:
        return reading
    found, new = _with(reading, decision.actors[0].id, decision.actors)

    def to(one: str) -> str:
        return new if one in old else one

    if None in rows:
        return _everywhere(found, to)
    spans: list[Span] = []
    claims = _each(found.attributions, rows, old, lambda row: _claim(row, to), spans)
    events = _each(found.events, rows, old, lambda row: _event(row, to), spans)
    ties = _each(found.relations, rows, old, lambda row: _relation(row, to), spans)
    mentions = tuple(
        _mention(one, to) if any(span.covers(one.span.start, one.span.end) for span in spans) else one
        for one in found.mentions
    )
    changed = msgspec.structs.replace(found, attributions=claims, events=events, relations=ties, mentions=mentions)
    return reading if changed == found else changed


def takes_part(reading: Reading, row: Row, actors: Collection[str]) -> bool:
    """Whether one of these actors (ids of the reading) speaks or is named in a claim, or is a side of another row."""
    spans = _spans(row)
    named = any(
        one.actor in actors and any(span.covers(one.span.start, one.span.end) for span in spans)
        for one in reading.mentions
    )
    if isinstance(row, Attribution):
        return named or bool({*row.speakers, row.medium} & {*actors})
    return any(party.actor in actors for party in _parties(row))


def _with(reading: Reading, actor: str, known: Collection[Actor]) -> tuple[Reading, str]:
    """The reading with an actor of the ledger, and the actor's id in it."""
    local = next((local for local, there in ledger_ids(reading).items() if there == actor), None)
    if local is not None:
        return reading, local
    added = next(one for one in known if one.id == actor)
    return msgspec.structs.replace(reading, actors=(*reading.actors, added)), actor


def _each(
    rows: tuple[T, ...],
    wanted: Collection[str | None],
    old: Collection[str],
    change: Callable[[T], T],
    spans: list[Span],
) -> tuple[T, ...]:
    """Some of the rows changed; adds the words in which mentions belong to them."""
    mine = {n for n, row in enumerate(rows) if getattr(row, "id", None) in wanted}
    for n in mine:
        spans += _spans(rows[n], old)
    return tuple(change(row) if n in mine else row for n, row in enumerate(rows))


def _spans(row: object, actors: Collection[str] | None = None) -> list[Span]:
    """The words in which a mention belongs to a row: source and content of a claim, the sides of another."""
    if isinstance(row, Attribution):
        return [*row.source, *row.content]
    assert isinstance(row, Event | Relation)
    return [party.span for party in _parties(row) if actors is None or party.actor in actors]


def _parties(row: Event | Relation) -> tuple[Party, ...]:
    return (*row.actors, *row.recipients) if isinstance(row, Event) else (row.subject, row.object)


def _everywhere(reading: Reading, to: To) -> Reading:
    replace = msgspec.structs.replace
    roles = {
        actor.id: tuple(replace(role, of=to(role.of)) if role.of else role for role in actor.roles)
        for actor in reading.actors
    }
    return replace(
        reading,
        mentions=tuple(_mention(row, to) for row in reading.mentions),
        attributions=tuple(_claim(row, to) for row in reading.attributions),
        events=tuple(_event(row, to) for row in reading.events),
        relations=tuple(_relation(row, to) for row in reading.relations),
        figures=tuple(replace(row, of=to(row.of)) if row.of else row for row in reading.figures),
        times=tuple(replace(row, anchor=to(row.anchor)) if row.anchor else row for row in reading.times),
        actors=tuple(replace(actor, roles=roles[actor.id]) for actor in reading.actors),
    )


def _mention(row: Mention, to: To) -> Mention:
    return msgspec.structs.replace(row, actor=to(row.actor))


def _claim(row: Attribution, to: To) -> Attribution:
    return msgspec.structs.replace(
        row,
        speakers=tuple(dict.fromkeys(map(to, row.speakers))),
        medium=to(row.medium) if row.medium else None,
    )


def _event(row: Event, to: To) -> Event:
    return msgspec.structs.replace(
        row,
        actors=tuple(_party(party, to) for party in row.actors),
        recipients=tuple(_party(party, to) for party in row.recipients),
    )


def _relation(row: Relation, to: To) -> Relation:
    return msgspec.structs.replace(row, subject=_party(row.subject, to), object=_party(row.object, to))


def _party(party: Party, to: To) -> Party:
    return msgspec.structs.replace(party, actor=to(party.actor)) if party.actor else party
