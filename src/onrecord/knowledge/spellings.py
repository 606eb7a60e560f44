"""One key for the spellings of a person's name: Mohamed and Muhammad, al- and el-, with a middle name and without."""

from __future__ import annotations

from onrecord.knowledge.folding import words
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import kept, listed, rows

_PARTS = frozenset({"al", "el", "as", "an", "ad", "ash", "ar", "at", "the", "ben", "bin", "ibn", "s", "jr", "sr"})


@kept
def _keys() -> dict[str, str]:
    return {word: row["key"] for row in rows("name_variants.tsv") for word in (row["key"], *listed(row["spellings"]))}


def spelled(name: str) -> tuple[str, ...]:
    """The words of a name in one spelling, without articles.

    >>> spelled("Muhammad al-Mursi") == spelled("Mohamed Morsi")
    True
    """
    keys = _keys()
    found = [keys.get(word, word) for word in words(name)]
    kept = tuple(word for word in found if word not in _PARTS)
    return kept or tuple(found)


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names, as `spelled` gives them, are one but for middle names; a surname alone is not enough.

    >>> same_person(("john", "f", "kennedy"), ("john", "kennedy")), same_person(("kennedy",), ("john", "kennedy"))
    (True, False)
    """
    if len(one) < 2 or len(other) < 2 or (one[0], one[-1]) != (other[0], other[-1]):
        return False
    inner, outer = sorted((one[1:-1], other[1:-1]), key=len)
    both = zip(inner, outer, strict=False)
    return not inner or inner == outer or all(a[0] == b[0] and 1 in (len(a), len(b)) for a, b in both)


@kept
def _known() -> dict[tuple[str, ...], str | None]:
    """The full names of the registry's persons in one spelling; None where two persons share one."""
    known = registry()
    found: dict[tuple[str, ...], str | None] = {}
    for name, actor in known.names():
        key = spelled(name)
        if known.actors[actor].kind == "person" and len(key) > 1:
            found[key] = actor if found.get(key, actor) == actor else None
    return found


def known_person(name: str) -> str | None:
    """The id of the person of the registry that a full name stands for in another spelling; None: of nobody."""
    return _known().get(spelled(name))
