"""What a country is called in the conventions of event data: ISO 3166, FIPS 10-4, CAMEO, Correlates of War."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from onrecord.knowledge.table import path_of, rows


@dataclass(frozen=True, slots=True)
class Country:
    """A country or territory.

    Attributes:
        iso3, iso2: ISO 3166. name: in English. geonames: its id there.
        fips: FIPS 10-4, "" where it has none. cameo: as GDELT writes it, else ISO's three letters.
        cow: number of the state in the Correlates of War system, "" for what it does not count as one.
    """

    iso3: str
    iso2: str
    name: str
    geonames: int
    fips: str
    cameo: str
    cow: str


@functools.cache
def _countries() -> dict[str, Country]:
    found: dict[str, Country] = {}
    for row in rows(path_of("country_codes.tsv")):
        one = Country(
            row["iso3"],
            row["iso2"],
            row["name"],
            int(row["geonames"]),
            row["fips"],
            row["cameo"] or row["iso3"],
            row["cow"],
        )
        found[one.iso3] = found[one.iso2] = one
    return found


def countries() -> tuple[Country, ...]:
    """All of them."""
    return tuple(dict.fromkeys(_countries().values()))


def country(code: str | None) -> Country | None:
    """The country of a code of ISO 3166, of two or three letters; None where there is none.

    >>> germany = country("DEU")
    >>> germany == country("DE"), germany.fips, germany.cameo, germany.cow
    (True, 'GM', 'DEU', '255')
    """
    return _countries().get(code) if code else None
