"""CAMEO's codes for actors and events, as GDELT and ICEWS write them, of what onrecord has as PLOVER's.

CAMEO is the work of Schrodt, Gerner and Yilmaz (2002 onwards). Its code of an actor is a country, or the kind of an
organisation, with what the actor is there: EGYMIL, IGOUNO. PLOVER's sectors are CAMEO's but for a few.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from onrecord.knowledge.countries import country
from onrecord.knowledge.ontology import Cameo, ontology
from onrecord.model import Actor

System = Literal["icews", "gdelt"]
TYPES = {
    **{code: code for code in "AGR BUS COP CRM CVL EDU ELI GOV JUD LAB LEG MIL OPP PTY REB REF SPY UAF".split()},
    **{code: code for code in "IGO IMG MNC NGO".split()},
    "JRN": "MED", "MED": "HLH", "PRM": "UAF", "ISM": "NGM", "UNO": "IGO", "EUR": "IGO",
}  # fmt: skip
"""PLOVER's sectors and codes for non-states to CAMEO's types; REL is no type there, SOC, PRE and UNK have none."""
ABROAD = frozenset({"IGO", "IMG", "MNC", "NGO", "NGM"})
"""Types that stand before all others in the code of who is at home in no country."""
GROUPS = {
    "united-nations": "UNO", "nato": "NAT", "european-union": "EEC", "african-union": "AFU", "arab-league": "ARL",
    "international-atomic-energy-agency": "IAE", "international-monetary-fund": "IMF",
    "world-health-organization": "WHO", "asean": "ASN", "organization-of-american-states": "OAS", "opec": "OPC",
    "osce": "SCE", "world-trade-organization": "WTO", "gulf-cooperation-council": "GCC",
}  # fmt: skip
"""Ids of the registry to CAMEO's codes of known groups."""
SWAPPED = {"042": "043", "043": "042"}
"""What is coded the other way round where the sides are: making and hosting a visit."""


@dataclass(frozen=True, slots=True)
class Coded:
    """The codes of an actor; "" where there is none.

    Attributes:
        code: the whole. country: CAMEO's. group: of a known group. religion: REL, where it is a religious body.
        types: in their order.
    """

    code: str = ""
    country: str = ""
    group: str = ""
    religion: str = ""
    types: tuple[str, ...] = ()


def coded(actor: Actor | None) -> Coded:
    """CAMEO's codes of an actor. A country that only the company of an actor tells is no part of them.

    >>> coded(Actor("egypt.mil", "Egyptian military", "organisation", "EGY", ("MIL",))).code
    'EGYMIL'
    >>> coded(Actor("egypt", "Egypt", "state", "EGY", ("GOV",))).code
    'EGY'
    >>> coded(Actor("united-nations", "United Nations", "organisation", None, ("IGO",))).code
    'IGOUNO'
    """
    if actor is None or actor.kind in ("place", "episode"):
        return Coded()
    where = country(None if "country" in actor.inferred else actor.country)
    land = where.cameo if where else ""
    sectors = () if actor.kind == "state" else actor.sector
    types = tuple(dict.fromkeys(TYPES[sector] for sector in sectors if sector in TYPES))
    if actor.kind == "outlet" and "MED" not in types:
        types = (*types, "MED")
    types = (*(one for one in types if one in ABROAD), *(one for one in types if one not in ABROAD))
    group = GROUPS.get(actor.id, "")
    religion = "REL" if "REL" in sectors else ""
    return Coded("".join((land, *types[:1], group, *types[1:], religion)), land, group, religion, types[:3])


def known_code(wanted: str, system: System) -> Cameo:
    """The CAMEO code of an event that a system knows: its own, else the nearest one above, of three digits at least.

    >>> known_code("116", "gdelt").code, known_code("116", "icews").code, known_code("19", "icews").code
    ('110', '116', '190')
    """
    codes = ontology().cameo
    for code in (wanted, wanted[:3], f"{wanted[:2]}0"):
        row = codes.get(code)
        if row is not None and len(code) > 2 and score(row, system) is not None:
            return row
    return codes[f"{wanted[:2]}0"]


def score(row: Cameo, system: System) -> float | None:
    """The Goldstein score of a code in a system; None where the system does not know the code."""
    return row.goldstein_icews if system == "icews" else row.goldstein_gdelt
