"""Countries by the codes and names that coders use, as ISO 3166 alpha-3."""

from __future__ import annotations

import functools

from onrecord.importers.matching import KIN
from onrecord.knowledge.countries import countries, country
from onrecord.knowledge.folding import key
from onrecord.knowledge.registry import registry

_FIPS = {"GZ": "PSE", "RB": "SRB", "YI": "SRB", "NT": "ANT"}
"""Codes of FIPS 10-4 that name part of a country, or that a country had before; GDELT uses them."""
_NAMES = {
    "occupied palestinian territory": "PSE", "palestinian territory occupied": "PSE", "west bank": "PSE",
    "gaza strip": "PSE", "russian federation": "RUS", "democratic republic of congo": "COD",
    "korea north": "PRK", "korea south": "KOR", "cote d ivoire": "CIV", "ivory coast": "CIV", "burma": "MMR",
    "macedonia": "MKD", "swaziland": "SWZ", "czech republic": "CZE", "east timor": "TLS", "kosovo": "XKX",
    "holy see": "VAT", "hong kong": "HKG", "macao": "MAC", "taiwan": "TWN", "viet nam": "VNM",
}  # fmt: skip
"""Names, as `folding.key` gives them, under which ICEWS and POLECAT have countries and the registry may not."""


_GONE = frozenset({"SCG", "ANT"})
"""Alpha-3 codes of countries that are no more: Serbia and Montenegro, the Netherlands Antilles."""


@functools.cache
def _by_fips() -> dict[str, str]:
    return {one.fips: one.iso3 for one in countries() if one.fips} | _FIPS


@functools.cache
def _by_name() -> dict[str, str]:
    """Names, as `folding.key` gives them, to alpha-3."""
    return {key(one.name): one.iso3 for one in countries()}


def of_fips(code: str | None) -> str | None:
    """The country of a FIPS 10-4 code; None of an ocean or of what is no code.

    >>> of_fips("UP"), of_fips("GZ"), of_fips("OC")
    ('UKR', 'PSE', None)
    """
    return _by_fips().get(code) if code else None


@functools.lru_cache(maxsize=1 << 12)
def of_name(name: str | None) -> str | None:
    """The country of a name or of an alpha-3 code; None where it is none.

    >>> of_name("Egypt"), of_name("EGY"), of_name("Russian Federation"), of_name("Atlantis")
    ('EGY', 'EGY', 'RUS', None)
    """
    if not name:
        return None
    if name in _GONE or (len(name) == 3 and country(name)):
        return name
    for actor in registry().exactly(name):
        found = registry().get(actor)
        if found.kind == "state" and found.country:
            return found.country
    return _NAMES.get(key(name)) or _by_name().get(key(name))


def of_code(code: str | None) -> str | None:
    """The country of a code of ISO 3166, of two or three letters.

    >>> of_code("EG"), of_code("EGY"), of_code("?")
    ('EGY', 'EGY', None)
    """
    found = country(code)
    return found.iso3 if found else None


def other(one: str | None, two: str | None) -> bool:
    """Whether two countries are known and not the same; of a pair that some lists have as one they are not other.

    >>> other("EGY", "ISR"), other("ISR", "PSE"), other("EGY", None)
    (True, False, False)
    """
    return bool(one and two and one != two and frozenset((one, two)) not in KIN)
