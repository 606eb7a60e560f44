"""What the words around a noun make of its bearer's sector: "army officer", "union leader", "a former minister"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from onrecord.knowledge.registry import nouns
from onrecord.knowledge.table import kept, listed, rows

_CIVIL = frozenset({"GOV", "LEG"})
"""Sectors of civil office; who held one and holds it no longer is ELI."""
_PLAIN = frozenset({"CVL", "SOC", ""})
"""Sectors of people who are not said to be armed."""
_YIELDING = _PLAIN | {"PTY", "GOV"}
"""Sectors of words before a noun that yield to whom somebody serves: "Hamas's political leader"."""
_FOLLOWING = frozenset(
    {"supporter", "follower", "loyalist", "backer", "fan", "sympathiser", "sympathizer", "bodyguard"}
)
"""Nouns for people who hold no office by following or guarding who does."""
_OFFICE = _CIVIL | {"ELI", "MIL", "COP"}
_VAGUE = _PLAIN | {"GOV", "LAB", "BUS", "PTY"}
"""Sectors that a government makes its own: its workers are officials, its soldiers are soldiers."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """The table `actors/role_words.tsv`.

    Attributes:
        words: class to its words. sectors: class to word to the sectors that it gives.
    """

    words: dict[str, frozenset[str]] = field(hash=False)
    sectors: dict[str, dict[str, tuple[str, ...]]] = field(hash=False)

    def changes(self, word: str) -> bool:
        """Whether a word before a noun makes somebody else of its bearers: "former soldiers" are not the army."""
        return any(word in self.words[kind] for kind in ("former", "first", "arming"))


@kept
def role_words() -> RoleWords:
    """The table, loaded once a process."""
    words: dict[str, set[str]] = defaultdict(set)
    sectors: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for row in rows("actors/role_words.tsv"):
        for word in listed(row["words"]):
            words[row["class"]].add(word)
            if row["sector"]:
                sectors[row["class"]].setdefault(word, listed(row["sector"]))
    return RoleWords({kind: frozenset(found) for kind, found in words.items()}, dict(sectors))


def composed(
    noun: str, sector: str, before: Sequence[str], served: tuple[str, ...] = (), *, armed: bool = False
) -> tuple[str, ...]:
    """The sectors of who is called by a noun, the main one first.

    Args:
        noun: its lemma. sector: what the table of nouns gives. before: the words before it, as they stand, the nearest
            last. served: the sectors of the body or person that the phrase says they are of, where that is no state.
        armed: whether they do an armed act.

    >>> composed("officer", "MIL", ["retired", "police"]), composed("lawmaker", "LEG", ["opposition"])
    (('COP',), ('OPP', 'LEG'))
    """
    known = role_words()
    found: tuple[str, ...] = (sector,) if sector else ()
    if noun in known.words["serving"]:
        told = _told(before)
        told = served if served and (not told or told[0] in _YIELDING or served[0] == "IGO") else told
        told = () if noun in _FOLLOWING and told and told[0] in _OFFICE else told
        found = found if not told or (told == ("GOV",) and sector not in _VAGUE and noun != "officer") else told
    if (armed or any(word in known.words["arming"] for word in before)) and (found[:1] or ("",))[0] in _PLAIN:
        found = ("REB",)
    first = [s for word in before for s in known.sectors["first"].get(word, ())]
    if first:
        found = tuple(dict.fromkeys((*first, *found)))
    if found and found[0] in _CIVIL and any(word in known.words["former"] for word in before):
        return ("ELI",)
    return found


def _told(before: Sequence[str]) -> tuple[str, ...]:
    """The sectors that the words before a noun tell, two together before one, the nearest first."""
    table, known = role_words().sectors["before"], nouns()
    for end in range(len(before), 0, -1):
        for start in (end - 2, end - 1):
            word = " ".join(before[start:end]) if start >= 0 else ""
            if word in table:
                return table[word]
            noun = known.get(word)
            if noun is not None and noun.kind in ("body", "people") and noun.sector not in _PLAIN:
                return (noun.sector,)
    return ()
