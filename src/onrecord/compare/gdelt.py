"""GDELT 2.0: events (61 columns) and mentions (16), tab-delimited, without a header as they are distributed.

Columns and their meaning: GDELT Event Codebook 2.0 of 19 February 2015.
"""

from __future__ import annotations

import functools

from onrecord.compare.cells import Cells, day, needed, number, point, text
from onrecord.compare.coded import BadRow, Coded, CodedPlace, CodedSide, Mention
from onrecord.compare.codes import cameo, type_of
from onrecord.compare.countries import of_fips
from onrecord.importers.codes import coded
from onrecord.knowledge.registry import registry

WEB = 1
"""The type of a mention whose identifier is the address of a page."""
_EXACT = {2: 150.0, 3: 10.0, 4: 10.0, 5: 150.0}
"""Kilometres within which the point of a type of place is meant: 2 US state, 3 US city, 4 city, 5 province."""


def event(cells: Cells, file: str, line: int) -> Coded:
    """A row of events.

    Raises:
        BadRow: it has no id, day or code that is known.
    """
    id_ = needed(cells, "GLOBALEVENTID")
    if not id_.isascii() or not id_.isdigit():
        raise BadRow("GLOBALEVENTID is no number")
    code = cameo(needed(cells, "EventCode"))
    url = text(cells, "SOURCEURL")
    return Coded(
        "gdelt", file, line, id_, day(cells, "SQLDATE"), type_of(code), code.code, None, code.name,
        _side(cells, 1), _side(cells, 2), _place(cells), url, _host(url),
    )  # fmt: skip


def mention(cells: Cells, file: str, line: int) -> Mention | None:
    """A row of mentions; None where it names no page.

    Raises:
        BadRow: it has no id or no identifier.
    """
    id_, page = needed(cells, "GLOBALEVENTID"), needed(cells, "MentionIdentifier")
    return Mention(id_, page) if number(cells, "MentionType") == WEB else None


def _side(cells: Cells, n: int) -> CodedSide:
    said = (text(cells, f"Actor{n}{part}") for part in ("Name", "Code", "CountryCode"))
    return _made(*said)


@functools.lru_cache(maxsize=1 << 16)
def _made(name: str | None, code: str | None, country: str | None) -> CodedSide:
    """A side, made once: the same few thousand actors are in most rows."""
    of_code = coded(code, registry()) if code else None
    of_country = coded(country, registry()) if country else None
    land = (of_country and of_country.country) or (of_code and of_code.country) or None
    return CodedSide(name, code, land, of_code.sector if of_code else ())


def _place(cells: Cells) -> CodedPlace | None:
    country, name = of_fips(text(cells, "ActionGeo_CountryCode")), text(cells, "ActionGeo_FullName")
    if country is None and name is None:
        return None
    lat, lon = point(cells, "ActionGeo_Lat", "ActionGeo_Long")
    return CodedPlace(name, country, lat, lon, _EXACT.get(int(number(cells, "ActionGeo_Type") or 0)))


def _host(url: str | None) -> str | None:
    """The host of an address; None where it is none."""
    rest = (url or "").partition("://")[2]
    return rest.partition("/")[0].lower().removeprefix("www.") or None
