"""What happened, as PLOVER JSON: one record a line, one a report and event.

Fields by the chapter on JSON of PLOVER's manual (draft 0.7b1): id, date, enddate, source, recipient, event … What it
has no name for stands in fields of its own, as the manual allows: status, certainty, voice, attribution, confidence,
happening, precision, start and end with their time. The manual lets `text` be filled by those alone who have the
rights to it, so it is left out: `text_info` says where the words stand in the report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

import msgspec

from onrecord.export import when
from onrecord.export.format import Format
from onrecord.export.happened import LEFT_OUT
from onrecord.export.sheet import Sheet, sheets
from onrecord.export.source import Source
from onrecord.knowledge.countries import country
from onrecord.model import Actor, Event, Party, Place

STATES = {"XKX": "KOS"}
"""Countries that PLOVER writes in another way than we do."""
ABROAD = frozenset({"IGO", "UNO", "EUR", "NGO", "ISM", "IMG", "MNC"})
"""PLOVER's codes for who belongs to no state."""
BODIES = {"united-nations": "UNO", "european-union": "EUR"}
"""Ids of the registry to PLOVER's own codes of single organisations."""
CODEBOOK = "PLOVER manual, draft 2.0 of 2024-02-04"


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """The records; yields how many reports are done."""
    for number, sheet in enumerate(sheets(source), 1):
        for event in sheet.happened():
            out.write(msgspec.json.encode(_record(sheet, event)) + b"\n")
        yield number


def _record(sheet: Sheet, event: Event) -> dict[str, Any]:
    first, last = when.first_day(event.start), when.last_day(event.end)
    told = {
        "id": sheet.row(event.id),
        "has_event": True,
        "date": first.isoformat() if first else None,
        "enddate": last.isoformat() if last else None,
        "source": [_actor(sheet, party) for party in event.actors],
        "recipient": [_actor(sheet, party) for party in event.recipients],
        "event": [event.type],
        "event_loc": _location(sheet.places.get(event.place or "")),
        "event_text": [telling.trigger.text for telling in event.mentions],
        "quad_code": event.quad,
        "event_scale": event.intensity,
        "mode": event.mode,
        "context": list(event.contexts),
        "text_info": _kept(
            sequence=sheet.sentence(event.trigger.start), start=event.evidence.start, end=event.evidence.end
        ),
        "cite_info": _cited(sheet),
        "coder": sheet.reading.reader,
        "status": event.factuality.status,
        "certainty": event.factuality.value,
        "voice": sheet.voice(event.attribution),
        "attribution": sheet.row(event.attribution),
        "confidence": event.confidence,
        "verdict": sheet.verdicts.get(event.id),
        "happening": sheet.happenings.get(event.id),
        "start": event.start,
        "end": event.end,
        "precision": event.precision,
    }
    always = ("date", "source")
    return {key: value for key, value in told.items() if key in always or value not in (None, [], {})}


def _actor(sheet: Sheet, party: Party) -> dict[str, Any]:
    """An actor object: code, sector, words, and who that is."""
    actor = sheet.actors.get(party.actor or "")
    place = sheet.places.get(party.place or "")
    return _kept(
        code=_code(actor),
        sector="".join(one for one in actor.sector if one not in ABROAD)[:6] if actor else None,
        actor_text=party.span.text,
        identifier_id=f"https://www.wikidata.org/wiki/{actor.wikidata}" if actor and actor.wikidata else None,
        identifier_text=actor.name if actor else None,
        actor_loc=_location(place),
        actor_id=sheet.id(party.actor),
    )


def _code(actor: Actor | None) -> str | None:
    """The country of an actor, where not only their company tells it, else the kind of organisation."""
    if actor is None:
        return None
    land = country(None if "country" in actor.inferred else actor.country)
    if land:
        return STATES.get(land.iso3, land.iso3)
    return BODIES.get(actor.id) or next((one for one in actor.sector if one in ABROAD), None)


def _location(place: Place | None) -> dict[str, Any] | None:
    """A location object, as GeoNames names its fields."""
    if place is None:
        return None
    land = country(place.country)
    return _kept(
        geonameid=place.geonames, name=place.name, latitude=place.lat, longitude=place.lon,
        precision_km=place.precision_km, **{"country code": place.country, "cc3": land.iso3 if land else None},
    )  # fmt: skip


def _cited(sheet: Sheet) -> dict[str, Any]:
    report = sheet.report
    return _kept(
        citation=f"urn:onrecord:{report.id}", url=report.url, title=report.title, language=report.language,
        publication=report.publisher, published=report.published, codebook=CODEBOOK,
    )  # fmt: skip


def _kept(**fields: Any) -> dict[str, Any]:
    """An object without what is not known."""
    return {key: value for key, value in fields.items() if value not in (None, "")}


FORMAT = Format(
    name="plover",
    title="PLOVER JSON",
    suffix=".jsonl",
    media="application/x-ndjson",
    standard="PLOVER manual, chapter on JSON data fields (Open Event Data Alliance); one record a line",
    holds=("report", "span", "status", "certainty", "voice", "confidence", "interval", "place"),
    loses=(
        f"{LEFT_OUT}, as tools that read it take "
        "each record for something that happened; status, certainty and voice stand in fields of onrecord's own, which "
        "other tools pass over: for them a claim cannot be told from what the report says itself; an event whose time "
        "is not known has a null as its date; figures are not in it."
    ),
    file=write,
)
