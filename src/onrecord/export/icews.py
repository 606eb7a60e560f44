"""What happened, as rows of ICEWS: one row a report, event and pair of actors; 20 columns, parted by tabs, a header.

As there, an event in which both sides do the same is written twice, with the sides swapped. A row has a day only where
the text gives one; with --report-day it has the report's otherwise, as in ICEWS itself.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.export.cameo import SWAPPED, known_code, score
from onrecord.export.format import Format
from onrecord.export.gdelt import WIDE, is_country
from onrecord.export.happened import LEFT_OUT, UNVOICED
from onrecord.export.sheet import Sheet, sheets
from onrecord.export.source import Source
from onrecord.export.tsv import Field, header, id_of, line
from onrecord.knowledge.columns import ICEWS
from onrecord.knowledge.countries import country
from onrecord.knowledge.ontology import Cameo, ontology
from onrecord.model import Actor, Event, Party, Place

SECTORS = {
    "GOV": "Government", "MIL": "Military,Government", "COP": "Police,Government", "JUD": "Judicial,Government",
    "LEG": "Legislative / Parliamentary,Government", "SPY": "Government", "PTY": "Parties", "ELI": "Elite",
    "OPP": "Dissident", "REB": "Dissident,Rebel", "CRM": "Criminals / Gangs,Dissident", "UAF": "Unidentified Forces",
    "PRM": "Unidentified Forces", "BUS": "Business,Social", "EDU": "Education,Social", "LAB": "Labor,Social",
    "JRN": "Media,Social", "CVL": "General Population / Civilian / Social,Social", "SOC": "Social",
    "REL": "National Religious,Social", "NGO": "Nongovernmental Organizations / Activists",
    "IGO": "International Government Organization",
}  # fmt: skip
"""PLOVER's sectors to those of ICEWS that they surely fall under; others keep PLOVER's code."""
Pair = tuple[Party | None, Party | None, bool]
"""Source, target, and whether they stand the other way round than the text has them."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """The header and the rows; yields how many reports are done."""
    out.write(header(ICEWS))
    for number, sheet in enumerate(sheets(source), 1):
        for event in sheet.happened():
            for row in _rows(sheet, event):
                out.write(line(row))
        yield number


def _rows(sheet: Sheet, event: Event) -> Iterator[list[Field]]:
    code = known_code(event.cameo, "icews")
    for n, pair in enumerate(_pairs(event)):
        yield _row(sheet, event, _turned(code) if pair[2] else code, pair, n)


def _pairs(event: Event) -> list[Pair]:
    """Who does it to whom: each with each; of what both sides do, also the other way round."""
    both = ontology().types[event.type].reciprocal
    if both and not event.recipients and len(event.actors) > 1:
        return [(one, other, False) for one in event.actors for other in event.actors if one is not other]
    found: list[Pair] = [
        (one, other, False) for one in event.actors or (None,) for other in event.recipients or (None,)
    ]
    return found + [(other, one, True) for one, other, _ in found if both and one is not None and other is not None]


def _turned(code: Cameo) -> Cameo:
    return ontology().cameo[SWAPPED.get(code.code, code.code)]


def _row(sheet: Sheet, event: Event, code: Cameo, pair: Pair, n: int) -> list[Field]:
    day = sheet.day(event)
    return [
        id_of("icews", sheet.report.id, event.id, str(n)),
        day.isoformat() if day else "",
        *_side(sheet, pair[0]),
        code.name,
        code.code,
        score(code, "icews"),
        *_side(sheet, pair[1]),
        id_of("story", sheet.report.id),
        sheet.sentence(event.trigger.start),
        sheet.report.publisher,
        *_placed(sheet.places.get(event.place or "")),
    ]


def _side(sheet: Sheet, party: Party | None) -> tuple[Field, ...]:
    """Name, sectors and country of a side; words, where nobody known is meant."""
    if party is None:
        return "", "", ""
    actor = sheet.actors.get(party.actor or "")
    return sheet.called(party), ",".join(_sectors(actor)), _country(actor)


def _sectors(actor: Actor | None) -> list[str]:
    if actor is None or actor.kind == "state":
        return []
    return list(dict.fromkeys(part for one in actor.sector for part in SECTORS.get(one, one).split(",")))


def _country(actor: Actor | None) -> str:
    """The name of the country of an actor, where not only their company in the report tells it."""
    land = country(actor.country) if actor and "country" not in actor.inferred else None
    return land.name if land else ""


def _placed(place: Place | None) -> tuple[Field, ...]:
    """City, district, province, country, latitude, longitude."""
    if place is None:
        return ("",) * 6
    land = country(place.country)
    name = land.name if land else ""
    at = (place.lat, place.lon)
    if is_country(place):
        return "", "", "", name, *at
    if (place.precision_km or 0) > WIDE:
        return "", "", place.name, name, *at
    return place.name, "", place.admin1, name, *at


FORMAT = Format(
    name="icews",
    title="ICEWS",
    suffix=".tab",
    media="text/tab-separated-values",
    standard="ICEWS Coded Event Data (1995 to 2023), 20 columns with a header; CAMEO",
    holds=("report", "sentence", "place", "day"),
    loses=(
        f"{LEFT_OUT}; {UNVOICED}; "
        "certainty, confidence, spans and "
        "passages; which rows tell of one happening; intervals (Event Date is empty where no single day is known); "
        "Event ID and Story ID are numbers made of onrecord's ids."
    ),
    file=write,
)
