"""What people can correct in a row: its fields as plain words, how a value is checked, and how it is put in.

A value is a string; an empty one says that it is not known. Actors are ids of the ledger, parted by commas. Days are
ISO dates, and the end of an interval is exclusive, as everywhere.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any, Literal, cast, get_args

import msgspec

from onrecord.errors import BadDecision
from onrecord.ingest.dates import iso
from onrecord.model import (
    SCORES,
    STATUSES,
    TYPES,
    Actor,
    Attribution,
    Event,
    EventType,
    Factuality,
    FactValue,
    Figure,
    Kind,
    Party,
    Reading,
    Relation,
    RelationState,
    RelationType,
    Span,
    Status,
)

Section = Literal["attributions", "events", "relations", "figures"]
Row = Attribution | Event | Relation | Figure
SECTIONS: dict[str, Section] = {"a": "attributions", "e": "events", "r": "relations", "f": "figures"}
"""The first letter of a row's id to its section."""
FIELDS: dict[str, tuple[str, ...]] = {
    "report": ("published", "publisher", "agency", "title"),
    "attributions": ("speaker", "kind", "polarity", "certainty"),
    "events": ("type", "mode", "status", "certainty", "start", "end", "place", "actors", "recipients"),
    "relations": ("type", "subject", "object", "label", "sign", "state", "status", "certainty", "start", "end"),
    "figures": ("low", "best", "high", "unit"),
}
"""The fields of each section that can be corrected."""
NAMING = frozenset({"speaker", "actors", "recipients", "subject", "object"})
"""Fields that name actors."""
FOLLOWING = frozenset({"start", "end"})
"""Fields that follow from the date of the report, and so are no part of what was judged of a row."""
SIGNS: dict[str, int] = {
    "alliance": 1, "cooperation": 1, "sponsorship": 1, "membership": 1, "role": 1, "leadership": 1, "hostility": -1,
    "rift": -1,
}  # fmt: skip
"""The sign of a relation by its type; without a sign here it has 0, a designation may have -1."""
Ids = Mapping[str, str]
"""Id in the reading to id of the ledger."""


class NoHome(Exception):
    """Raised where what was decided cannot be put into this reading; the message is a sentence for a person."""


def section_of(row: str) -> Section | None:
    """The section of a row's id ("e5"); None where people decide nothing about such rows."""
    return SECTIONS.get(row[:1]) if row[1:].isdigit() else None


def row_of(reading: Reading, row: str) -> Row | None:
    """The row of a reading that has this id."""
    section = section_of(row)
    found: tuple[Row, ...] = getattr(reading, section) if section else ()
    return next((one for one in found if one.id == row), None)


def words_of(reading: Reading, row: Row) -> Span:
    """The words that a row stands on, by which it is found again: trigger, cue, both sides, number."""
    if isinstance(row, Event):
        return row.trigger
    if isinstance(row, Figure):
        return row.span
    if isinstance(row, Relation):
        spans: tuple[Span, ...] = (row.subject.span, row.object.span)
    else:
        spans = row.cue or row.source or row.content
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Span(start, end, reading.report.text[start:end])


def said(reading: Reading, row: Row, ids: Ids) -> dict[str, str]:
    """What a row says, in the fields that can be corrected."""
    if isinstance(row, Event):
        return _event_said(reading, row, ids)
    if isinstance(row, Relation):
        return _relation_said(row, ids)
    if isinstance(row, Figure):
        return {"low": _number(row.low), "best": _number(row.best), "high": _number(row.high), "unit": row.unit}
    return {
        "speaker": ",".join(ids.get(one, one) for one in row.speakers), "kind": row.kind, "polarity": row.polarity,
        "certainty": row.factuality.value,
    }  # fmt: skip


def _event_said(reading: Reading, row: Event, ids: Ids) -> dict[str, str]:
    place = next((one.name for one in reading.places if one.id == row.place), "")
    return {
        "type": row.type, "mode": row.mode or "", "status": row.factuality.status,
        "certainty": row.factuality.value, "start": row.start or "", "end": row.end or "", "place": place,
        "actors": _sides(row.actors, ids), "recipients": _sides(row.recipients, ids),
    }  # fmt: skip


def _relation_said(row: Relation, ids: Ids) -> dict[str, str]:
    return {
        "type": row.type, "subject": _sides((row.subject,), ids), "object": _sides((row.object,), ids),
        "label": row.label or "", "sign": str(row.sign), "state": row.state, "status": row.factuality.status,
        "certainty": row.factuality.value, "start": row.start or "", "end": row.end or "",
    }  # fmt: skip


def _sides(parties: Collection[Party], ids: Ids) -> str:
    """Who they are; the words of those who are not known."""
    return ",".join(ids.get(one.actor, one.actor) if one.actor else f"“{one.span.text}”" for one in parties)


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return str(int(value)) if value % 1 == 0 else str(value)


# -- checking ---------------------------------------------------------------------------------------------------------


def checked(section: str, field: str, value: str) -> str:
    """A value as it is kept.

    Raises:
        BadDate: it should be a date.
        BadDecision: the section has no such field, or the field cannot have that value.
    """
    if field not in FIELDS[section]:
        thing = {"attributions": "claim"}.get(section, section.removesuffix("s"))
        raise BadDecision(
            f"the field {field} of {'an' if thing == 'event' else 'a'} {thing} cannot be corrected",
            f"Choose from {', '.join(FIELDS[section])}.",
        )
    value = " ".join(value.split())
    check = _CHECKS.get((section, field)) or _CHECKS.get(("", field))
    return check(value) if check else value


def _one_of(field: str, choice: Collection[str], change: Callable[[str], str] = str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if change(value) not in choice:
            raise BadDecision(f"{field} cannot be {value or 'empty'}", f"Choose from {', '.join(choice)}.")
        return change(value)

    return check


def _day(value: str) -> str:
    return iso(value) if value else ""


def _count(value: str) -> str:
    if not value:
        return ""
    try:
        number = float(value.replace(",", ""))
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or number < 0:
        raise BadDecision(f"{value} is no number", "Write it as 2600.")
    return _number(number)


def _filled(field: str) -> Callable[[str], str]:
    def check(value: str) -> str:
        if not value:
            raise BadDecision(f"{field} cannot be empty", f"Give {field}=VALUE.")
        return value

    return check


_CHOICES: dict[tuple[str, str], tuple[str, ...]] = {
    ("attributions", "kind"): get_args(Kind),
    ("attributions", "polarity"): ("positive", "negative"),
    ("events", "type"): TYPES,
    ("relations", "type"): get_args(RelationType),
    ("relations", "state"): get_args(RelationState),
    ("relations", "sign"): ("-1", "0", "1"),
    ("", "status"): STATUSES,
    ("", "certainty"): tuple(SCORES),
}


def choices(section: str, field: str) -> tuple[str, ...]:
    """The values that a field can have; none where it is free.

    >>> choices("relations", "state")
    ('holds', 'ended', 'strained', 'restored')
    """
    return _CHOICES.get((section, field)) or _CHOICES.get(("", field), ())


_CHECKS: dict[tuple[str, str], Callable[[str], str]] = {
    **{(section, field): _one_of(field, some) for (section, field), some in _CHOICES.items()},
    ("report", "published"): iso,
    ("events", "type"): _one_of("type", TYPES, str.upper),
    ("relations", "subject"): _filled("subject"),
    ("relations", "object"): _filled("object"),
    ("figures", "unit"): _filled("unit"),
    ("", "start"): _day,
    ("", "end"): _day,
    ("", "low"): _count,
    ("", "best"): _count,
    ("", "high"): _count,
}


# -- putting in -------------------------------------------------------------------------------------------------------


def corrected(reading: Reading, row: Row, changes: Mapping[str, str], local: Ids) -> Row:
    """A row with other fields.

    Args:
        changes: checked. local: id of the ledger to id in the reading, of the actors that the changes name.

    Raises:
        NoHome: a value does not fit into this reading.
    """
    if isinstance(row, Event):
        return _event(reading, row, changes, local)
    if isinstance(row, Relation):
        return _relation(reading, row, changes, local)
    if isinstance(row, Figure):
        return _figure(row, changes)
    return _claim(row, changes, local)


def _claim(row: Attribution, changes: Mapping[str, str], local: Ids) -> Attribution:
    if "speaker" in changes:
        row = msgspec.structs.replace(row, speakers=tuple(_ids(changes["speaker"], local)))
    for field in ("kind", "polarity"):
        if field in changes:
            row = msgspec.structs.replace(row, **{field: changes[field]})
    return msgspec.structs.replace(row, factuality=_factuality(row.factuality, changes))


def _factuality(old: Factuality, changes: Mapping[str, str]) -> Factuality:
    value = cast(FactValue, changes.get("certainty", old.value))
    status = cast(Status, changes.get("status", old.status))
    return old if (value, status) == (old.value, old.status) else Factuality.of(value, status)


def _event(reading: Reading, row: Event, changes: Mapping[str, str], local: Ids) -> Event:
    kind, mode = cast(EventType, changes.get("type", row.type)), row.mode
    if "mode" in changes or kind != row.type:
        mode = _mode(kind, changes.get("mode", ""))
    if (kind, mode) != (row.type, row.mode):
        row = _typed(row, kind, mode)
    told = _factuality(row.factuality, changes)
    if told != row.factuality:
        first = msgspec.structs.replace(row.mentions[0], factuality=told) if row.mentions else None
        mentions = (first, *row.mentions[1:]) if first else ()
        row = msgspec.structs.replace(row, factuality=told, mentions=mentions)
    if "place" in changes:
        row = msgspec.structs.replace(row, place=_place(reading, row, changes["place"]))
    for field, old in (("actors", row.actors), ("recipients", row.recipients)):
        if field in changes:
            row = msgspec.structs.replace(row, **{field: _parties(reading, row, old, _ids(changes[field], local))})
    return _timed(row, changes)


def _mode(kind: EventType, value: str) -> str | None:
    from onrecord.knowledge.ontology import ontology

    known = ontology().types[kind].polecat
    if value and value not in known:
        choice = f"Choose from {', '.join(known)}." if known else "Leave it out."
        raise BadDecision(f"{kind} has no mode {value}", choice)
    return value or None


def _typed(row: Event, kind: EventType, mode: str | None) -> Event:
    """The event as one of another type or mode, with the scores that go with it."""
    from onrecord.knowledge.ontology import ontology

    scheme = ontology()
    cameo = row.cameo if kind == row.type else scheme.types[kind].root
    return msgspec.structs.replace(
        row, type=kind, mode=mode, cameo=cameo, quad=scheme.types[kind].quad, intensity=scheme.intensity(kind, mode),
        codes=scheme.codes(kind, mode, cameo),
    )  # fmt: skip


def _place(reading: Reading, row: Event, name: str) -> str | None:
    if not name:
        return None
    found = [one for one in reading.places if one.name == name]
    if not found:
        raise NoHome(f"The report names no place {name}.")
    return min(found, key=lambda one: (abs(one.span.start - row.trigger.start), one.span.start)).id


def _timed(row: Event, changes: Mapping[str, str]) -> Event:
    if not changes.keys() & {"start", "end"}:
        return row
    start, end = changes.get("start", row.start) or None, changes.get("end", row.end) or None
    if start and "end" not in changes:
        end = (date.fromisoformat(start[:10]) + timedelta(days=1)).isoformat()
    precision = "unknown" if not (start or end) else "minute" if "T" in f"{start}{end}" else "day"
    return msgspec.structs.replace(row, start=start, end=end, precision=precision)


def _parties(reading: Reading, row: Event, old: tuple[Party, ...], wanted: list[str]) -> tuple[Party, ...]:
    """The sides of an event as these actors, each with words that stand for them, or for the side before."""
    found = []
    for n, actor in enumerate(wanted):
        known = next((party for party in old if party.actor == actor), None)
        there = [m.span for m in reading.mentions if m.actor == actor]
        inside = [span for span in there if row.evidence.covers(span.start, span.end)]
        span = inside[0] if inside else old[n].span if n < len(old) else row.trigger
        found.append(known or Party(span, actor))
    return tuple(found)


def _ids(value: str, local: Ids) -> list[str]:
    return [local.get(one, one) for one in dict.fromkeys(value.split(",")) if one]


def _relation(reading: Reading, row: Relation, changes: Mapping[str, str], local: Ids) -> Relation:
    new: dict[str, Any] = {}
    if "type" in changes and changes["type"] != row.type:
        new |= {"type": changes["type"], "sign": SIGNS.get(changes["type"], 0)}
    for field in ("state", "label", "start", "end"):
        if field in changes:
            new[field] = changes[field] or None
    if "sign" in changes:
        new["sign"] = int(changes["sign"])
    for field, time in (("start", "start_time"), ("end", "end_time")):
        if field in changes:
            new[time] = None
    for field, party in (("subject", row.subject), ("object", row.object)):
        if field in changes:
            new[field] = Party(party.span, _ids(changes[field], local)[0])
    new["factuality"] = _factuality(row.factuality, changes)
    return msgspec.structs.replace(row, **new)


def _figure(row: Figure, changes: Mapping[str, str]) -> Figure:
    given = {field: changes[field] for field in ("low", "best", "high") if field in changes}
    numbers = {field: float(value) if value else None for field, value in given.items()}
    row = msgspec.structs.replace(row, **numbers, unit=changes.get("unit", row.unit))
    if row.low is None and row.best is None and row.high is None:
        raise BadDecision("the figure would have no number", "Reject it, or give low, best or high.")
    return row


def named(actors: Collection[Actor], ids: Ids) -> dict[str, str]:
    """Id of the ledger to id in a reading."""
    return {ids.get(actor.id, actor.id): actor.id for actor in actors}
