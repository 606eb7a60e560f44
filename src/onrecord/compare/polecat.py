"""POLECAT: 40 columns, tab-delimited, with a header (Halterman et al. 2023, POLECAT, Harvard Dataverse)."""

from __future__ import annotations

from onrecord.compare.cells import Cells, day, needed, several, text
from onrecord.compare.coded import BadRow, Coded, CodedSide
from onrecord.compare.countries import of_name
from onrecord.compare.icews import place
from onrecord.importers.codes import SECTORS
from onrecord.knowledge.ontology import ontology

NEEDED = ("Event ID", "Event Date", "Event Type")
_SECTORS = frozenset(SECTORS.values())


def event(cells: Cells, file: str, line: int) -> Coded:
    """A row.

    Raises:
        BadRow: it has no id or day, or a type that is none of PLOVER's sixteen.
    """
    said = needed(cells, "Event Type").upper()
    type_ = next((one for one in ontology().types if one == said), None)
    if type_ is None:
        raise BadRow("Event Type is none of PLOVER's")
    mode = ontology().mode(type_, (text(cells, "Event Mode") or "").lower() or None)
    return Coded(
        "polecat", file, line, needed(cells, "Event ID"), day(cells, "Event Date"), type_, None, mode,
        type_ if mode is None else f"{type_} {mode}", _side(cells, "Actor"), _side(cells, "Recipient"), place(cells),
        publisher=text(cells, "Source"),
    )  # fmt: skip


def _side(cells: Cells, who: str) -> CodedSide:
    """One side; of several that are joined by semicolons the first is the name, the others further spellings."""
    names = several(cells, f"{who} Name", ";")
    pages = (page.replace("_", " ") for page in several(cells, f"Wikipedia {who} ID", ";"))
    names = tuple(dict.fromkeys((*names, *several(cells, f"{who} Name Raw", ";"), *pages)))
    countries = dict.fromkeys(of_name(one) for one in several(cells, f"{who} Country", ";"))
    known = [one for one in countries if one]
    said = dict.fromkeys((*several(cells, f"Primary {who} Sector", ";"), *several(cells, f"{who} Sectors", ";")))
    sectors = tuple(one for one in said if one in _SECTORS)
    return CodedSide(names[0] if names else None, None, known[0] if len(known) == 1 else None, sectors, names[1:])
