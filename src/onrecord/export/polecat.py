"""What happened, as rows of POLECAT: one row a report and event, 40 columns, tab-separated, with a header.

Several values in a field are parted by "; ", and what is missing is the word None. A row has a day only where the text
gives one; with --report-day it has the report's otherwise, as in POLECAT itself: that stands in its own column too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import BinaryIO

from onrecord.export.format import Format
from onrecord.export.gdelt import WIDE, is_country
from onrecord.export.happened import LEFT_OUT, UNVOICED
from onrecord.export.sheet import Sheet, sheets
from onrecord.export.source import Source
from onrecord.export.tsv import Field, header, line
from onrecord.knowledge.columns import POLECAT
from onrecord.knowledge.countries import country
from onrecord.model import Actor, Event, Party, Place

MISSING = "None"
"""What stands for nothing."""
CONTEXTS = {
    "pro_democracy": "pro-democracy", "pro_autocracy": "pro-autocracy", "natural_resource": "natural_resources",
}  # fmt: skip
"""Contexts that POLECAT spells in another way than PLOVER's manual."""
LANGUAGES = {"en": "English"}
_BODIES = frozenset({"organisation", "group", "outlet"})


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """The header and the rows; yields how many reports are done."""
    out.write(header(POLECAT))
    for number, sheet in enumerate(sheets(source), 1):
        for event in sheet.happened():
            out.write(line(_row(sheet, event), MISSING))
        yield number


def _row(sheet: Sheet, event: Event) -> list[Field]:
    day, report = sheet.day(event), sheet.report
    place = sheet.places.get(event.place or "")
    return [
        sheet.row(event.id),
        day.isoformat() if day else "",
        event.type,
        event.codes.mode_polecat,
        event.intensity,
        event.quad,
        _parted(CONTEXTS.get(one, one) for one in event.contexts),
        *_side(sheet, event.actors),
        *_side(sheet, event.recipients),
        *_placed(place),
        "",
        report.publisher,
        report.published[:10] if report.published else "",
        _parted(actor.name for actor in sheet.reading.actors if actor.kind == "person"),
        _parted(actor.name for actor in sheet.reading.actors if actor.kind in _BODIES),
        _parted(dict.fromkeys(one.name for one in sheet.reading.places)),
        LANGUAGES.get(report.language, report.language),
        sheet.reading.reader,
    ]


def _side(sheet: Sheet, parties: Sequence[Party]) -> tuple[Field, ...]:
    """The eight columns of a side; each has as many values as it has members, None for what is not known of one."""
    who = [sheet.actors.get(party.actor or "") for party in parties]
    lands = [country(one.country) if one and "country" not in one.inferred else None for one in who]
    first = next((one.sector[0] for one in who if one and one.sector), "")
    return (
        _each(sheet.called(party) for party in parties),
        _each(land.iso3 if land else "" for land in lands),
        _each(land.cow if land else "" for land in lands),
        first,
        _each("|".join(one.sector) if one else "" for one in who),
        _each(_title(one) for one in who),
        _each(party.span.text for party in parties),
        "",
    )


def _title(actor: Actor | None) -> str:
    """The office of an actor, where the reading knows of one alone."""
    return actor.roles[0].title if actor and len(actor.roles) == 1 else ""


def _each(values: Iterable[str]) -> str:
    found = list(values)
    return "; ".join(_inside(one) or MISSING for one in found) if any(found) else ""


def _parted(values: Iterable[str]) -> str:
    return "; ".join(_inside(one) for one in values if one)


def _inside(value: str) -> str:
    """A value that does not part itself."""
    return value.replace(";", ",")


def _placed(place: Place | None) -> tuple[Field, ...]:
    """Placename, city, district, province, country, latitude, longitude, GeoNames id, raw placename."""
    if place is None:
        return ("",) * 9
    land = country(place.country)
    name = land.name if land else ""
    at = (place.lat, place.lon, place.geonames, place.span.text)
    if is_country(place):
        return place.name, "", "", "", name, *at
    if (place.precision_km or 0) > WIDE:
        return place.name, "", "", place.name, name, *at
    return place.name, place.name, "", place.admin1, name, *at


FORMAT = Format(
    name="polecat",
    title="POLECAT",
    suffix=".txt",
    media="text/tab-separated-values",
    standard="POLECAT (2018 onwards), 40 columns with a header; PLOVER",
    holds=("report", "place", "day", "published"),
    loses=(
        f"{LEFT_OUT}; {UNVOICED}; "
        "certainty, confidence, spans and passages; which rows tell of one "
        "happening; intervals (Event Date is None where no single day is known); Wikipedia's ids and the feature types "
        "of GeoNames, which onrecord does not have."
    ),
    file=write,
)
