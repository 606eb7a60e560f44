"""Names of authors, as pages write them, made clean."""

from __future__ import annotations

import re
from collections.abc import Iterable

_BY = re.compile(
    r"^(?:(?:written|story|text|report|article|words|reported|analysis|opinion)\s+)?(?:by|von|par|por|di|door|av|af)[:\s]+",
    re.I,
)
_PARTED = re.compile(r"\s*(?:;|\||\n|\s+and\s+|\s+&\s+|\s+und\s+|\s+et\s+|\s+y\s+|\s+og\s+|\s+och\s+)\s*")
_ADDRESS = re.compile(r"https?://|www\.|@|\.(?:com|org|net|html?)\b|^/", re.I)
_TAIL = re.compile(
    r"\s*(?:,\s*(?:(?:senior|chief|staff|political|foreign|special|deputy|associate|managing|contributing)\s+)*"
    r"(?:correspondent|reporter|editor|writer|columnist|producer|contributor|journalist)\b.*|\s+\([^)]*\)|\s+(?:-|–|—)\s.*)$",
    re.I,
)
_NOBODY = frozenset(("admin", "administrator", "staff", "editor", "webmaster", "null", "none", "undefined", "unknown",
                     "author", "anonymous", "user", "root", "guest"))  # fmt: skip
LONGEST = 60


def people(names: Iterable[str], outlets: Iterable[str] = ()) -> tuple[str, ...]:
    """The names of people in what a page gives as authors, in order, each once.

    "By" before a name, a role behind it, addresses and handles are taken off; names joined by "and" or commas are
    parted; the outlet's own name is left out.

    Args:
        names: as the page gives them. outlets: names, case-folded, that are no person's.

    Example:
        >>> people(["By Ana Novak and Jan de Vries", "https://example.org/ana"])
        ('Ana Novak', 'Jan de Vries')
    """
    known = set(outlets)
    found: dict[str, str] = {}
    for given in names:
        for part in _parts(given):
            name = _TAIL.sub("", _BY.sub("", part)).strip(" ,.;:-–—•·")
            folded = name.casefold()
            if _is_name(name) and folded not in known:
                found.setdefault(folded, name)
    return tuple(found.values())


def _is_name(text: str) -> bool:
    if len(text) > LONGEST or text.casefold() in _NOBODY or _ADDRESS.search(text):
        return False
    return any(c.isalpha() for c in text)


def _parts(given: str) -> list[str]:
    text = _BY.sub("", " ".join(given.split()))
    parts: list[str] = []  # one word behind a name is where its bearer was
    for piece in _PARTED.split(text):
        commas = [c.strip() for c in piece.split(",")]
        lengths = [len(c.split()) for c in commas]
        if len(commas) > 1 and lengths[0] > 1 and max(lengths) <= 4 and not _TAIL.search(piece):
            parts.extend(c for c, words in zip(commas, lengths, strict=True) if words > 1)
        else:
            parts.append(piece)
    return parts
