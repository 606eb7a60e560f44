"""ICEWS: 20 columns, tab-delimited, with a header (Boschee et al., ICEWS Coded Event Data, Harvard Dataverse)."""

from __future__ import annotations

from onrecord.compare.cells import Cells, day, needed, point, several, text
from onrecord.compare.coded import Coded, CodedPlace, CodedSide
from onrecord.compare.codes import cameo, type_of
from onrecord.compare.countries import of_name

NEEDED = ("Event ID", "Event Date", "CAMEO Code")
EXACT = (("City", 10.0), ("District", 40.0), ("Province", 150.0))
"""Columns of places, the narrowest first, and the kilometres within which their point is meant."""
_SECTORS = {
    "police": "COP", "military": "MIL", "army": "MIL", "government": "GOV", "judicial": "JUD", "legislative": "LEG",
    "rebel": "REB", "insurgents": "REB", "protestors / popular opposition / mobs": "OPP", "opposition": "OPP",
    "parties": "PTY", "media": "JRN", "civilian": "CVL", "criminals / gangs": "CRM", "labor": "LAB",
    "education": "EDU", "business": "BUS", "religious": "REL", "refugees": "REF",
}  # fmt: skip
"""Sectors of ICEWS, in small letters, that one of PLOVER's is sure to be meant by."""


def event(cells: Cells, file: str, line: int) -> Coded:
    """A row. Its key is the id with the day: ids repeat.

    Raises:
        BadRow: it has no id, day or code that is known.
    """
    meaning = text(cells, "Event Text")
    code = cameo(needed(cells, "CAMEO Code").removesuffix(".0"), meaning)
    return Coded(
        "icews", file, line, needed(cells, "Event ID"), day(cells, "Event Date"), type_of(code), code.code, None,
        meaning or code.name, _side(cells, "Source"), _side(cells, "Target"), place(cells),
        publisher=text(cells, "Publisher"),
    )  # fmt: skip


def _side(cells: Cells, who: str) -> CodedSide:
    said = (one.lower() for one in several(cells, f"{who} Sectors", ","))
    sectors = dict.fromkeys(_SECTORS[one] for one in said if one in _SECTORS)
    name = text(cells, f"{who} Name")
    inner = name[:-1].rpartition(" (")[2] if name and name.endswith(")") else None
    country = of_name(text(cells, f"{who} Country")) or of_name(inner)
    return CodedSide(name, None, country, tuple(sectors))


def place(cells: Cells) -> CodedPlace | None:
    """The place of a row; POLECAT has the same columns."""
    found = next(((text(cells, column), km) for column, km in EXACT if text(cells, column)), None)
    country = of_name(text(cells, "Country"))
    if found is None and country is None:
        return None
    lat, lon = point(cells, "Latitude", "Longitude")
    return CodedPlace(found[0] if found else text(cells, "Country"), country, lat, lon, found[1] if found else None)
