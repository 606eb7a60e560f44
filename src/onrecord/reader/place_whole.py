"""Names of places in transcription, which the name finder cuts in pieces or takes for persons: Ras al-Ain, Dhiban.

It has learnt its names from reports about America. A name of a place of the Middle East, of Africa or of their
neighbours, or one of the own table, is known here by the gazetteer alone, whatever the name finder makes of its words.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.registry import registry
from onrecord.knowledge.table import kept
from onrecord.reader.place_spot import (
    DIRECTIONS,
    LOCAL,
    WIDE,
    Spot,
    is_acronym,
    is_person_word,
    located,
    plain,
    words,
)

ARTICLES = frozenset("al el an ar as ash at ad az ed er es esh et ez en adh ath".split())
_LONGEST = 8
"""Tokens of the longest name; hyphens are tokens."""
_KNOWN = 1_000
"""People of a town that is known under its own name, where the words around it say that it is a place."""
_TOWN = 5_000
"""People of a town that is taken for a place by its name alone."""
_CITY = 50_000
"""People of a town that is, where the name could be anybody's."""


def wholes(doc: Doc) -> Iterator[Spot]:
    """The names of two words or more, or with an article, left to right."""
    i, size = 0, len(doc)
    while i < size:
        spot = _longest(doc, i) if _begins(doc, i) else None
        if spot is not None:
            yield spot
            i = spot.last
        i += 1


def _begins(doc: Doc, i: int) -> bool:
    """Whether a name may begin at a token: with a capital, or with an article before one, and after no other name."""
    token = doc[i]
    if token.text[0].isupper():
        common = token.lower_ in words("bare") or (token.lower_ in ARTICLES and token.lower_ not in {"al", "el"})
        fit = i + 1 < len(doc) and (doc[i + 1].text == "-" or (doc[i + 1].text[0].isalpha() and not common))
    else:
        fit = token.lower_ in ARTICLES and _after_hyphen(doc, i) is not None
    return fit and not (i and (doc[i - 1].text == "-" or _is_name(doc[i - 1])))


def _after_hyphen(doc: Doc, i: int) -> Token | None:
    """The word with a capital that a hyphen joins to a token."""
    if i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].text[0].isupper():
        return doc[i + 2]
    return None


def _is_name(token: Token) -> bool:
    """Whether a word before a name belongs to it: it is a name, no side of the compass, and starts no sentence."""
    return (
        token.pos_ == "PROPN"
        and token.text[0].isupper()
        and token.lower_ not in DIRECTIONS
        and not (token.is_sent_start and token.ent_type_ == "")
    )


def _longest(doc: Doc, first: int) -> Spot | None:
    """The longest known name from a token on, of those that are surely names of places."""
    ends, parts = [], 0
    for i in range(first, min(len(doc), first + _LONGEST)):
        text = doc[i].text
        if text[0].isupper():
            if i > first and doc[i].is_sent_start:
                break
            parts += 1
            if parts > 1 or doc[first].lower_ in ARTICLES:
                ends.append(i)
        elif doc[i].lower_ in words("kind") and parts:
            ends.append(i)
        elif not (text == "-" or doc[i].lower_ in ARTICLES or text in "'’`"):
            break
    for last in reversed(ends):
        if doc[last].text[0].isupper() and last + 1 < len(doc) and _goes_on(doc[last + 1]):
            continue
        key = plain(doc[first : last + 1])
        candidates = gazetteer().find(key)
        if candidates and _is_sure(doc, first, last, key, candidates):
            capital = next(i for i in range(last, first - 1, -1) if doc[i].text[0].isupper())
            return Spot(first, capital, key, candidates, 0.9)
    return None


def _goes_on(token: Token) -> bool:
    """Whether a name goes on: with a hyphen or another name."""
    return token.text == "-" or (token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN"))


def _is_sure(doc: Doc, first: int, last: int, key: str, candidates: tuple[Candidate, ...]) -> bool:
    """Whether words of several parts name a place of those parts of the world, and nobody there."""
    reported = [c for c in candidates if is_reported(c)]
    if not reported or (len(candidates) > 1 and not is_reported(candidates[0]) and candidates[0].own):
        return False
    if registry().exactly(key) and not any(c.kind in WIDE for c in reported):
        return False
    near = located(doc, first)
    if any(c.kind not in LOCAL for c in reported) or any(c.population >= _TOWN for c in reported):
        person = doc[first].ent_type_ == "PERSON" and any(is_person_word(t.text) for t in doc[first : last + 1])
        return near or not person or any(c.population >= _CITY for c in reported)
    return near


def _is_letters(doc: Doc, spot: Spot) -> bool:
    """Whether a word in capitals is likely to be that of a body (SWAT): the words beside it are in small letters."""
    if not doc[spot.first].text.isupper():
        return False
    beside = [doc[i].text for i in (spot.first - 1, spot.last + 1) if 0 <= i < len(doc)]
    return is_acronym(spot.key, spot.candidates) or not any(t.isupper() for t in beside if len(t) > 1)


def is_reported(c: Candidate) -> bool:
    """Whether a place is in the part of the world that is reported on, or in none: of the own table."""
    return c.country in lands() if c.country else c.kind not in LOCAL


@kept
def lands() -> frozenset[str]:
    """The countries of the Middle East and of Africa, and their neighbours (ISO 3166 alpha-2)."""
    return frozenset(code.upper() for code in words("land"))


def single(doc: Doc, spot: Spot, *, beside: bool) -> bool:
    """Whether one word that is known as a place of those parts of the world is one here.

    Args:
        beside: whether a place stands beside it in a list.
    """
    token = doc[spot.first]
    first = spot.candidates[0]
    own = [c for c in spot.candidates if is_reported(c) and (c.own or c.population >= _TOWN)]
    if not own or token.pos_ != "PROPN" or not is_reported(first) or _is_letters(doc, spot):
        return False
    if registry().exactly(spot.key) and not any(c.own and c.kind in WIDE for c in own):
        return False
    if beside or located(doc, spot.first):
        return any(c.population >= _KNOWN for c in own)
    if is_person_word(token.text) or (token.is_sent_start and not token.ent_type_):
        return False
    return any(c.kind not in LOCAL for c in own) or any(c.own and c.population >= _CITY for c in own)
