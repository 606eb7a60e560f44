"""Who a side is: in a row by its names and codes, in ours by its actors; and how alike two sides are."""

from __future__ import annotations

import functools
from typing import Literal

import msgspec

from onrecord.compare.coded import CodedSide
from onrecord.compare.countries import other
from onrecord.importers.codes import coded
from onrecord.knowledge.folding import fold, key
from onrecord.knowledge.folding import words as folded_words
from onrecord.knowledge.registry import nouns, registry

Alike = Literal["same", "called_alike", "of_same", "same_land", "other", "unknown"]
"""How alike two sides are; other: of other countries, or not alike at all."""
_PLURALS = (("men", "man"), ("ies", "y"), ("s", ""))


class Side(msgspec.Struct, frozen=True, array_like=True):
    """Those who act, or are acted upon.

    Args:
        ids: of the registry, or of the ledger across reports. names: whole names, as `folding.key` gives them.
        heads: last words of names, folded, singular. sectors: PLOVER's, of those who have no id. countries: alpha-3.
    """

    ids: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()
    sectors: frozenset[str] = frozenset()
    countries: frozenset[str] = frozenset()

    @property
    def known(self) -> bool:
        """Whether anything is known of it."""
        return bool(self.ids or self.names or self.countries or self.sectors)

    @property
    def marks(self) -> frozenset[str]:
        """What it is known by; two sides that share none of it are neither the same nor called alike."""
        return self.ids | self.names | self.heads | self.sectors


@functools.lru_cache(maxsize=1 << 14)
def theirs(side: CodedSide) -> Side:
    """Who a side of a row is.

    Its name is looked up in the registry letter by letter, without those of another country; "Police (Egypt)" and
    EGYCOP are the police of Egypt.
    """
    names = [_bracket(one) for one in (side.name, *side.also) if one]
    state = registry().state_of(side.country) if side.country else None
    named = {one for name in names for one in registry().exactly(name) if not _elsewhere(one, side.country)}
    bodies = [registry().body(state.id, name) for name in names] if state else []
    named |= {body.id for body in bodies if body}
    special = {one for one in named if registry().get(one).kind != "state"}
    coded_as = set() if special else _of_code(side, state.id if state else None)
    found = special or coded_as or named
    keys = frozenset(key(name) for name in names) - {""}
    return Side(
        frozenset(found), keys, frozenset(head(name) for name in keys), frozenset(() if special else side.sectors),
        frozenset({side.country} if side.country else ()),
    )  # fmt: skip


def _of_code(side: CodedSide, state: str | None) -> set[str]:
    """The ids that the code, or country and sectors, tell: of an organisation, of bodies of a state, or of a state."""
    found = coded(side.code, registry()) if side.code else None
    if found is not None and found.body:
        return set(registry().exactly(found.body))
    state = (found.state if found is not None else None) or state
    if not state or not (side.code or side.sectors):
        return set()
    told = [sector for sector in side.sectors if sector != "GOV"] or list(side.sectors)
    return {f"{state}.{_suffixes()[one]}" for one in told if one in _suffixes()} if told else {state}


@functools.cache
def _suffixes() -> dict[str, str]:
    """Sectors to the body of a state that each is: MIL to mil."""
    found: dict[str, str] = {}
    for body in registry().bodies.values():
        for sector in body.sector:
            found.setdefault(sector, body.suffix)
    return found


def _bracket(name: str) -> str:
    """A name without what stands in brackets behind it.

    >>> _bracket("Police (Egypt)"), _bracket("Egypt")
    ('Police', 'Egypt')
    """
    return name[:-1].rpartition(" (")[0] or name if name.endswith(")") else name


def _elsewhere(actor: str, country: str | None) -> bool:
    return other(registry().get(actor).country, country)


def head(name: str) -> str:
    """The last word of a name, folded, singular.

    >>> head("armed protesters"), head("Protester"), head("gunmen")
    ('protester', 'protester', 'gunman')
    """
    word = (folded_words(name) or ("",))[-1]
    if len(word) > 4:
        for end, instead in _PLURALS:
            if word.endswith(end) and not word.endswith("ss"):
                return word.removesuffix(end) + instead
    return fold(word)


def sector_of(word: str) -> str | None:
    """The sector that a noun puts its bearer in ("gunman": REB); None where no table has it."""
    found = nouns().get(word) or nouns().get(f"{word}s")
    return found.sector if found else None


def alike(x: Side, y: Side) -> Alike:
    """How alike two sides are, the same whichever comes first."""
    if not x.known or not y.known:
        return "unknown"
    if x.ids & y.ids or any(" " in name for name in x.names & y.names):
        return "same"
    lands = _lands(x, y)
    if lands == "other":
        return "other"
    if (x.heads & y.heads) - {""} or x.sectors & y.sectors:
        return "called_alike"
    if _owners(x) & _owners(y):
        return "of_same"
    return "same_land" if lands == "same" else "other" if x.ids and y.ids else "unknown"


def abroad(x: Side, y: Side) -> bool:
    """Whether two sides are of other countries."""
    return not x.ids & y.ids and _lands(x, y) == "other"


def _owners(side: Side) -> set[str]:
    return {one.partition(".")[0] for one in side.ids}


def _lands(x: Side, y: Side) -> str:
    if not x.countries or not y.countries:
        return "unknown"
    return "same" if any(not other(a, b) for a in x.countries for b in y.countries) else "other"
