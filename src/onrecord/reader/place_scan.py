"""Names of places that the name finder took for something else, for a part of it, or for nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from spacy.tokens import Doc, Token

from onrecord.reader.place_spot import (
    DIRECTIONS,
    LONGEST,
    PLACES,
    WIDE,
    Spot,
    before_division,
    groups,
    is_bearer,
    is_name,
    located,
    longest,
    surnames,
    words,
)  # fmt: skip
from onrecord.reader.place_whole import single

_TOWN = 1_000
"""People of a town whose name is taken for a place where the words around it say so."""
_CITY = 100_000
_BEFORE = frozenset({"the", "former", "chief", "metro", "suburban", "historic"})
_ENDING = 15_000
"""People of a town that is taken for a place at the end of a body's name."""
_OFTEN = 3
"""Times that a name stands as a person's in a report, from which it is one for good."""
_PARTIES = frozenset({"D", "R", "I", "DFL"})
_AHEAD = 4
"""Words of a body's name after the place in which the word stands that says what it is."""


def scanned(doc: Doc, sure: Sequence[Spot]) -> Iterator[Spot]:
    """The names outside the spots that are sure already, left to right."""
    seen = _Seen(doc, sure)
    i = 0
    while i < len(doc):
        token = doc[i]
        if not is_name(token) or (token.ent_type_ in PLACES and i in seen.taken):
            i += 1
            continue
        spot = _torn(doc, i) or longest(doc, i, _end(doc, i))
        found = _judged(doc, spot, seen) if spot is not None and seen.taken.isdisjoint(_range(spot)) else None
        if found is not None:
            seen.lasts.add(found.last)
            yield found
            i = found.last
        i += 1


class _Seen:
    """What is sure already: where, and which names."""

    def __init__(self, doc: Doc, sure: Sequence[Spot]) -> None:
        self.bearers = surnames(doc)
        self.persons = Counter(entity.text for entity in doc.ents if entity.label_ == "PERSON")
        self.firsts = {s.first for s in sure}
        self.lasts = {s.last for s in sure}
        self.names = {s.key for s in sure if s.candidates}
        self.taken = {i for s in sure for i in _range(s)}


def _range(spot: Spot) -> range:
    return range(spot.first, spot.last + 1)


def _torn(doc: Doc, start: int) -> Spot | None:
    """A town's name of two words or more that the name finder gives different labels: [Grand] [Ledge] police."""
    end = start + 1
    while end < len(doc) and end < start + LONGEST and is_name(doc[end]) and not doc[end].is_sent_start:
        end += 1
    if end == start + 1 or len({token.ent_type_ for token in doc[start:end]}) == 1:
        return None
    spot = longest(doc, start, end)
    if spot is None or spot.first == spot.last or not spot.has_people(_TOWN):
        return None
    return spot if len({token.ent_type_ for token in doc[spot.first : spot.last + 1]}) > 1 else None


def _end(doc: Doc, start: int) -> int:
    """Where the run of name words with one label ends that begins at a token."""
    end = start + 1
    while end < len(doc) and end < start + LONGEST and is_name(doc[end]) and doc[end].ent_type_ == doc[start].ent_type_:
        end += 1
    return end


def _judged(doc: Doc, spot: Spot, seen: _Seen) -> Spot | None:
    """The spot, where it is taken for a place; marked, where it is part of a body's name."""
    if spot.key in groups() or _is_people(doc, spot) or _is_namesake(doc, spot):
        return None
    if is_bearer(doc, spot.first, spot.last, seen.bearers) or _is_person(doc, spot, seen):
        return None
    if _leads_body(doc, spot, seen) or _ends_body(doc, spot):
        return Spot(spot.first, spot.last, spot.key, spot.candidates, spot.sure, part=True)
    if _after_party(doc, spot):
        return spot
    if _is_free(doc, spot) and (
        (spot.first == spot.last and single(doc, spot, beside=_in_list(doc, spot, seen)))
        or spot.key in seen.names
        or _in_list(doc, spot, seen)
        or _is_place(doc, spot)
        or _has_people(doc, spot)
        or _after_person(doc, spot)
    ):
        return spot
    return None


def _is_people(doc: Doc, spot: Spot) -> bool:
    """Whether the name finder takes a name for a people's, and no word about it tells of a place."""
    after = doc[spot.last + 1].lower_ if spot.last + 1 < len(doc) else ""
    said = after in words("kind") or located(doc, spot.first)
    return doc[spot.first].ent_type_ == "NORP" and not (said and spot.has_people(_CITY))


def _is_person(doc: Doc, spot: Spot, seen: _Seen) -> bool:
    """Whether a town's name is that of somebody of whom the report speaks often."""
    if doc[spot.first].ent_type_ != "PERSON" or seen.persons[spot.key] < _OFTEN or spot.key in seen.names:
        return False
    return not (spot.is_wide() or spot.has_people(_CITY) or before_division(doc, spot.last))


def _is_namesake(doc: Doc, spot: Spot) -> bool:
    """Whether a saint's church or school follows (St. John's School), or a body has America in its name."""
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    if doc[spot.first].lower_ == "america" and doc[spot.first].ent_type_ == "ORG":
        return True
    return after is not None and after.tag_ == "POS" and doc[spot.first].lower_ in {"st.", "st", "saint"}


def _leads_body(doc: Doc, spot: Spot, seen: _Seen) -> bool:
    """Whether a known name begins the name of a public body: Texas Department of Health, Gaza Health Ministry."""
    division = spot.is_wide() or any(c.own and c.kind == "admin2" for c in spot.candidates)
    known = spot.key in seen.names
    if not (division or known or spot.has_people(_TOWN)):
        return False
    before = doc[spot.first - 1] if spot.first else None
    if before is not None and (before.ent_type_ == "PERSON" or _is_other(before)):
        return False
    named = list(_following(doc, spot.last))
    if any(word in words("paper") for word in named):
        return False
    state = any(c.own and c.kind in {"country", "admin1"} for c in spot.candidates[:2])
    if named and (known or state) and doc[spot.last].ent_type_ == doc[spot.last + 1].ent_type_ == "ORG":
        return True
    if named and division and doc[spot.last].lower_ in ("county", "township"):
        return True
    kinds = ("body", "school") if division or known else ("body",)
    return any(word in words(kind) for word in named for kind in kinds)


def _following(doc: Doc, last: int) -> Iterator[str]:
    """The words of a name, in lower case, that go on after a token."""
    for token in doc[last + 1 : last + 1 + _AHEAD]:
        if not is_name(token):
            return
        yield token.lower_


def _ends_body(doc: Doc, spot: Spot) -> bool:
    """Whether a known name ends the name of a body, after "of": University of Pennsylvania, State of Illinois."""
    i = spot.first - 1
    if i >= 0 and doc[i].lower_ == "the":
        i -= 1
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    inside = i > 0 and doc[i].lower_ == "of" and doc[i].ent_type_ == "ORG" == doc[spot.first].ent_type_
    ends = after is None or after.ent_iob_ != "I" or not after.text[0].isalpha()
    return inside and ends and (spot.is_wide() or spot.has_people(_ENDING))


def _after_party(doc: Doc, spot: Spot) -> bool:
    """Whether a party's letters and a hyphen stand before, as before the seat of a lawmaker: R-Texas."""
    at = spot.first
    return at > 1 and doc[at - 1].text == "-" and doc[at - 2].text in _PARTIES and any(c.own for c in spot.candidates)


def _after_person(doc: Doc, spot: Spot) -> bool:
    """Whether somebody's name or age stands before, parted from it by "of" or "from": Norb Mages of Lindsay."""
    at = spot.first
    if at < 2 or doc[at - 1].lower_ not in {"of", "from"} or not (spot.is_wide() or spot.has_people(_TOWN)):
        return False
    whose = doc[at - 3] if at > 2 and doc[at - 2].text == "," else doc[at - 2]
    return whose.ent_type_ == "PERSON" or (whose.like_num and whose.text.isdigit() and doc[at - 2].text == ",")


def _in_list(doc: Doc, spot: Spot, seen: _Seen) -> bool:
    """Whether a place of its own name stands beside it, after a comma or "and"."""
    if not spot.has_people(1_000):
        return False
    i = spot.first - 1
    while i > 0 and doc[i].lower_ in {",", "and", "or"}:
        i -= 1
    if i < spot.first - 1 and i in seen.lasts:
        return True
    i = spot.last + 1
    while i < len(doc) - 1 and doc[i].lower_ in {",", "and", "or"}:
        i += 1
    return i > spot.last + 1 and i in seen.firsts


def _is_free(doc: Doc, spot: Spot) -> bool:
    """Whether a known name is no part of a longer name."""
    token = doc[spot.first]
    before = doc[spot.first - 1] if spot.first else None
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    same = token.ent_type_
    part = same and (
        (before is not None and before.ent_type_ == same and _is_other(before) and token.ent_iob_ == "I")
        or (after is not None and after.ent_iob_ == "I" and after.ent_type_ == same and after.tag_ != "POS")
    )
    if part or (after is not None and is_name(after) and after.pos_ == "PROPN"):
        return False
    return before is None or before.pos_ != "PROPN" or not _is_other(before)


def _is_other(token: Token) -> bool:
    """Whether a word before a name is part of another name, and no article, title or side of a place (East Oxford)."""
    return is_name(token) and token.lower_ not in _BEFORE and token.lower_ not in DIRECTIONS


def _has_people(doc: Doc, spot: Spot) -> bool:
    """Whether those who live there follow: a Harlem woman, Oxford police."""
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    if after is None or not any(after.lower_ in words(kind) for kind in ("people", "body", "school")):
        return False
    return spot.is_wide() or spot.has_people(_TOWN) or any(c.own and c.kind == "admin2" for c in spot.candidates)


def _is_place(doc: Doc, spot: Spot) -> bool:
    """Whether a known name that is no place to the name finder is one all the same."""
    same = doc[spot.first].ent_type_
    if before_division(doc, spot.last):
        return True
    first = spot.candidates[:4]
    large = any(c.own and (c.kind in WIDE or c.population >= _CITY) for c in first)
    if located(doc, spot.first):
        if same == "PERSON" and _is_in(doc, spot) and spot.has_people(_TOWN):
            return True
        return large or (same != "PERSON" and any(c.own for c in spot.candidates))
    return large and same in {"", "ORG"} and any(c.own and c.kind in {"country", "territory"} for c in spot.candidates)


def _is_in(doc: Doc, spot: Spot) -> bool:
    """Whether "in" or "near" stands before, and no 's after, as in "in Byron's later letters"."""
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    return doc[spot.first - 1].lower_ in {"in", "near"} and (after is None or after.tag_ != "POS")
