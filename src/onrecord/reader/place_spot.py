"""What the steps share that look for names of places: a spot in the text, and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.gazetteer_index import fold
from onrecord.knowledge.registry import given_names, registry
from onrecord.knowledge.table import kept, listed, rows

DIRECTIONS = frozenset(
    "southern northern eastern western central southeastern southwestern northeastern northwestern south-eastern "
    "south-western north-eastern north-western southernmost northernmost easternmost westernmost upper lower inner "
    "outer mid downtown rural greater north south east west".split()
)
PLACES = frozenset({"GPE", "LOC", "FAC"})
"""Labels of the name finder that are places."""
WIDE = frozenset({"country", "admin1", "region", "territory", "disputed", "continent"})
"""Kinds of places that are no towns."""
LOCAL = frozenset({"city", "admin1", "admin2"})
"""Kinds of places of which a list of the world's towns and divisions is full."""
LONGEST = 4
"""Words of the longest name that is looked for where the name finder saw none."""
_PREPOSITIONS = frozenset(
    "in at near from outside around across throughout to toward towards into through inside via against off "
    "over between within reached reach left leave entered entering enter visiting visited visit".split()
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A name of a place in the text.

    Attributes:
        first, last: indices of its tokens, both included. key: the name to look up. wide: whether words of direction
        stand before the name ("southern Lebanon") that the gazetteer does not know with it.
        candidates: what it may mean; empty where the gazetteer does not know it. sure: how sure it is a place, 0..1.
        dateline: whether the report was filed from it. part: whether it is a part of the name of a body
        ("Texas Department of Health"), which is what the report speaks of. meant: whether it is "there", and the place
        of the name before it.
    """

    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]
    sure: float
    wide: bool = False
    dateline: bool = False
    part: bool = False
    meant: bool = False

    def is_wide(self) -> bool:
        """Whether it is the own name of a country, a division or a region."""
        return any(c.own and c.kind in WIDE for c in self.candidates)

    def has_people(self, least: int) -> bool:
        """Whether it is the own name of a place of so many people at least."""
        return any(c.own and c.population >= least for c in self.candidates)


@kept
def words(kind: str) -> frozenset[str]:
    """The words of a class of place_words.tsv."""
    return frozenset(w for r in rows("place_words.tsv") if r["class"] == kind for w in listed(r["words"]))


@kept
def groups() -> frozenset[str]:
    """Names of armed groups and parties; some are by-names of towns too."""
    known = rows("actors/groups.tsv")
    return frozenset(n for r in known for n in (r["name"], *listed(r["other"])))


@kept
def _person_words() -> frozenset[str]:
    """The words of the names of known persons, folded, and given names."""
    known = registry()
    people = (name for name, actor in known.names() if known.actors[actor].kind == "person")
    return frozenset(given_names()) | {word for name in people for word in fold(name).split()}


def is_person_word(word: str) -> bool:
    """Whether a word is one that people are called by."""
    return fold(word) in _person_words()


def plain(span: DocSpan) -> str:
    """The words of a span with single spaces."""
    return " ".join(span.text.split())


def is_name(token: Token) -> bool:
    """Whether a word can be one of a name."""
    capital = token.text[0].isupper() or token.text[1:2].isupper()
    return capital and token.pos_ in {"PROPN", "ADJ", "NOUN"} and not token.is_space


def can_stand(token: Token) -> bool:
    """Whether one word alone can name a place: no month, no bare "Center", no two letters that are no abbreviation."""
    if token.lower_ in words("bare"):
        return False
    if len(token) > 3 or token.text.isupper() or "." in token.text:
        return True
    return len(token) == 3 and token.text in words("short")


def is_acronym(name: str, candidates: tuple[Candidate, ...]) -> bool:
    """Whether two to four capitals name a body, not a place: they are no country's, division's or city's."""
    letters = name.replace(".", "")
    if not letters.isupper() or len(letters) > 4:
        return False
    return not any(c.kind in WIDE or (c.own and c.population >= 100_000) for c in candidates)


def longest(doc: Doc, start: int, end: int) -> Spot | None:
    """The longest known name from a token on, before another."""
    for stop in range(min(end, start + LONGEST), start, -1):
        if is_name(doc[stop - 1]) and (stop > start + 1 or can_stand(doc[start])):
            key = plain(doc[start:stop])
            candidates = gazetteer().find(key)
            if candidates and not is_acronym(key, candidates):
                return Spot(start, stop - 1, key, candidates, 0.7)
    return None


def before_division(doc: Doc, last: int) -> bool:
    """Whether a comma and a name of a division or country follow: Paris, Texas."""
    if last + 2 >= len(doc) or doc[last + 1].text != "," or not doc[last + 2].text[0].isupper():
        return False
    following = gazetteer().find(doc[last + 2].text)
    return bool(following) and any(c.own and c.kind in {"admin1", "country"} for c in following[:3])


def located(doc: Doc, first: int) -> bool:
    """Whether a word of place stands before: in, near, from …"""
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].lower_ in words("of"):
        return True
    i = first - 1
    while i >= 0 and (doc[i].lower_ in DIRECTIONS or doc[i].lower_ in {"the", "of", "city", "town", "village"}):
        i -= 1
    return i >= 0 and doc[i].lower_ in _PREPOSITIONS


def is_bearer(doc: Doc, first: int, last: int, bearers: frozenset[str]) -> bool:
    """Whether one word names somebody whom the report calls by the full name too, unless it stands as a place does."""
    return first == last and doc[first].lower_ in bearers and not located(doc, first) and not before_division(doc, last)


def surnames(doc: Doc) -> frozenset[str]:
    """The last words, in lower case, of the persons' names of two words and more."""
    return frozenset(
        entity[-1].lower_ for entity in doc.ents if entity.label_ == "PERSON" and len(entity) > 1 and entity[0].is_alpha
    )
