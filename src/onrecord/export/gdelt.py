"""What the two files of GDELT 2.0 share: the number of a happening, and how a place is written.

Columns by GDELT's Event Codebook V2.0 of 19 February 2015.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.export.tsv import Field, id_of
from onrecord.knowledge.countries import country
from onrecord.model import Party, Place

WIDE = 50.0
"""Kilometres of radius above which a place within a country is written as an area (ADM1), not as a point."""
NOWHERE: tuple[Field, ...] = (0, "", "", "", "", "", "", "")
"""The eight columns of a place that is not known."""


def event_id(happening: str) -> int:
    """GLOBALEVENTID of a happening (REPORT:ID of the telling reported first): the same on each run of one ledger."""
    return id_of("happening", happening)


def first_of(parties: Sequence[Party]) -> Party | None:
    """The one of a side that is shown: the first who is known, else the first; None of nobody."""
    return next((party for party in parties if party.actor), parties[0] if parties else None)


def placed(place: Place | None) -> tuple[Field, ...]:
    """The eight columns of a place: type, full name, country, ADM1, ADM2, latitude, longitude, feature.

    A place without a country has no type there. Of ADM1 the country alone is given, where the place is that country:
    onrecord has names of divisions, not their codes. FeatureID is of other gazetteers than GeoNames, and stays empty
    but for countries.
    """
    land = country(place.country) if place else None
    if place is None or land is None:
        return NOWHERE
    if is_country(place):
        return 1, land.name, land.fips, land.fips, "", place.lat, place.lon, land.fips
    wide = (place.precision_km or 0) > WIDE
    kind = (2 if wide else 3) if land.iso3 == "USA" else (5 if wide else 4)
    name = ", ".join(dict.fromkeys(part for part in (place.name, place.admin1, land.name) if part))
    return kind, name, land.fips, "", "", place.lat, place.lon, ""


def is_country(place: Place) -> bool:
    """Whether a place is a whole country."""
    land = country(place.country)
    return land is not None and place.geonames == land.geonames
