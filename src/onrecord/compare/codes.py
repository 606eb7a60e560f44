"""What CAMEO's codes are in PLOVER, and how files spell them."""

from __future__ import annotations

import functools

from onrecord.compare.coded import BadRow
from onrecord.knowledge.folding import key
from onrecord.knowledge.ontology import Cameo, ontology

APPEAL = "02"
"""CAMEO's root for appeals: the conversion to PLOVER has no type for them, its manual reads them as REQUEST."""


@functools.lru_cache(maxsize=1 << 11)
def cameo(said: str, meaning: str | None = None) -> Cameo:
    """The CAMEO code of a cell, which may have lost the zero that it began with.

    Args:
        said: "193", "042", or "42" where a table program took it for a number. meaning: its name, which tells "10"
            (demand) from "010" (make a statement).

    Raises:
        BadRow: there is no such code.

    >>> cameo("42").code, cameo("193").code, cameo("20", "Make an appeal or request").code
    ('042', '193', '020')
    """
    known = ontology().cameo
    found = [known[code] for code in (said, f"0{said}") if code in known]
    if not found:
        raise BadRow("the CAMEO code is not known")
    named = [one for one in found if meaning and key(one.name) == key(meaning)]
    return (named or found)[0]


def type_of(code: Cameo) -> str | None:
    """PLOVER's type of a code; None of a statement (root 01).

    >>> type_of(cameo("190")), type_of(cameo("020")), type_of(cameo("010"))
    ('ASSAULT', 'REQUEST', None)
    """
    return "REQUEST" if code.type is None and code.code.startswith(APPEAL) else code.type
