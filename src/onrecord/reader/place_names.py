"""Which words of a report name a place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc, Token
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.knowledge.table import kept, listed, rows
from onrecord.reader.parse import Parsed

DIRECTIONS = frozenset(
    "southern northern eastern western central southeastern southwestern northeastern northwestern south-eastern "
    "south-western north-eastern north-western southernmost northernmost easternmost westernmost upper lower inner "
    "outer mid downtown rural greater north south east west".split()
)
_PREPOSITIONS = frozenset(
    "in at near from outside around across throughout to toward towards into through inside via against off "
    "over between within reached reach left leave entered entering enter visiting visited visit".split()
)
_LABELS = frozenset({"GPE", "LOC", "FAC"})
_OTHERS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_WIDE = frozenset({"country", "admin1", "region", "territory", "disputed", "continent"})
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'’.\- ]*[A-Z.]|[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})"
    r"(?:, [A-Z][\w. ]{1,25}?)?(?: ?\([A-Z][\w/ .]{1,30}\))?(?:, \w{3,9}\.? \d{1,2})?\s*(?:–|—|--|-)\s"
)
_LONGEST = 4
_NEVER = frozenset(
    "january february march april may june july august september october november december monday tuesday wednesday "
    "thursday friday saturday sunday center centre council village city town county state street school park north "
    "south east west northeast northwest southeast southwest court house church hospital college station "
    "koran quran bible".split()
)
_LARGE = 15_000
"""People of a town that is taken for a place inside a longer name that is not known as a whole."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A name of a place in the text.

    Attributes:
        first, last: indices of its tokens, both included. key: the name to look up. wide: whether words of direction
        stand before the name ("southern Lebanon") that the gazetteer does not know with it.
        candidates: what it may mean; empty where the gazetteer does not know it. sure: how sure it is a place, 0..1.
    """

    first: int
    last: int
    key: str
    candidates: tuple[Candidate, ...]
    sure: float
    wide: bool = False
    dateline: bool = False


def spots(parsed: Parsed) -> list[Spot]:
    """The names of places, in text order, none overlapping."""
    doc = parsed.doc
    taken: set[int] = set()
    found: list[Spot] = []
    sure = [*_datelines(parsed), *_entities(doc)]
    for spot in (*sure, *_scanned(doc, sure)):
        tokens = range(spot.first, spot.last + 1)
        if taken.isdisjoint(tokens) and parsed.is_news(doc[spot.first].idx, doc[spot.last].idx + 1):
            taken.update(tokens)
            found.append(spot)
    return _joined(doc, sorted(found, key=lambda s: s.first))


def _datelines(parsed: Parsed) -> Iterator[Spot]:
    """The town at the very start of the news: CAIRO (Reuters) -."""
    if not parsed.sentences:
        return
    start = parsed.sentences[0].start
    match = _DATELINE.match(parsed.text, start)
    if match is None:
        return
    candidates = gazetteer().find(match["place"])
    span = parsed.tokens_in(*match.span("place"))
    if candidates and span is not None:
        yield Spot(span.start, span.end - 1, match["place"], candidates, 0.97, dateline=True)


def _entities(doc: Doc) -> Iterator[Spot]:
    labels: dict[str, Counter[bool]] = defaultdict(Counter)
    for entity in doc.ents:
        if entity.label_ in _LABELS or entity.label_ in _OTHERS:
            name = trimmed.text if (trimmed := _trimmed(entity)) is not None else entity.text
            labels[name][entity.label_ in _LABELS] += 1
    for entity in doc.ents:
        if entity.label_ in _LABELS:
            trimmed = _trimmed(entity)
            if trimmed is not None and not _is_other(trimmed.text, labels) and not _is_forename(trimmed):
                yield from _of_entity(doc, trimmed, entity.label_)


def _is_other(name: str, labels: dict[str, Counter[bool]]) -> bool:
    """Whether the report as a whole has a name as a group's or a person's, and it is at best that of a small town."""
    if name in _groups():
        return True
    seen = labels[name]
    return seen[False] > seen[True] and not any(c.own and c.population > 100_000 for c in gazetteer().find(name))


def _is_forename(entity: DocSpan) -> bool:
    """Whether a town's name leads a single word with a name of its own, as a forename does (Paris Hilton)."""
    last = entity[-1]
    if last.dep_ != "compound" or last.head.i != last.i + 1 or last.head.ent_type_ not in ("PERSON", "ORG"):
        return False
    alone = last.head.ent_iob_ == "B" and (last.i + 2 == len(entity.doc) or entity.doc[last.i + 2].ent_iob_ != "I")
    return alone and not any(c.own and c.kind in _WIDE for c in gazetteer().find(entity.text))


@kept
def _groups() -> frozenset[str]:
    """Names of armed groups and parties; some are by-names of towns too."""
    known = rows("actors/groups.tsv")
    return frozenset(n for r in known for n in (r["name"], *listed(r["other"])))


def _trimmed(entity: DocSpan) -> DocSpan | None:
    """Without articles, possessive endings and marks at its ends; None where no capital is left."""
    first, last = entity.start, entity.end - 1
    doc = entity.doc
    while first <= last and (
        doc[first].lower_ in {"the", "a", "an", "this", "that"} or not doc[first].text[0].isalnum()
    ):
        first += 1
    while last >= first and (
        doc[last].tag_ == "POS" or (not doc[last].text[-1].isalnum() and doc[last].text[-1] != ".")
    ):
        last -= 1
    if first > last or not any(t.text[0].isupper() for t in doc[first : last + 1]):
        return None
    return doc[first : last + 1]


def _of_entity(doc: Doc, span: DocSpan, label: str) -> Iterator[Spot]:
    if len(span) == 1 and not _can_stand(span[0]):
        return
    candidates = gazetteer().find(_plain(span))
    if candidates:
        yield Spot(span.start, span.end - 1, _plain(span), candidates, 0.9)
        return
    if span[0].lower_ in DIRECTIONS and len(span) > 1:
        rest = doc[span.start + 1 : span.end]
        candidates = gazetteer().find(_plain(rest))
        if candidates:
            yield Spot(span.start, span.end - 1, _plain(rest), candidates, 0.9, wide=True)
            return
    inner = list(_runs(doc, span.start, span.end))
    if inner and label == "GPE":
        yield from inner
        return
    if label != "FAC" and len(span) <= 3 and (_located(doc, span.start) or _before_division(doc, span.end - 1)):
        yield Spot(span.start, span.end - 1, _plain(span), (), 0.5)


def _plain(span: DocSpan) -> str:
    return " ".join(span.text.split())


def _runs(doc: Doc, start: int, end: int) -> Iterator[Spot]:
    """The longest known names among the tokens of an entity that is not known as a whole."""
    i = start
    while i < end:
        spot = _longest(doc, i, end) if doc[i].text[0].isupper() else None
        if spot is not None and any(c.own and (c.kind in _WIDE or c.population >= _LARGE) for c in spot.candidates):
            yield spot
            i = spot.last
        i += 1


def _longest(doc: Doc, start: int, end: int) -> Spot | None:
    for stop in range(min(end, start + _LONGEST), start, -1):
        if doc[stop - 1].text[0].isupper() and (stop > start + 1 or _can_stand(doc[start])):
            candidates = gazetteer().find(_plain(doc[start:stop]))
            if candidates:
                return Spot(start, stop - 1, _plain(doc[start:stop]), candidates, 0.7)
    return None


def _can_stand(token: Token) -> bool:
    """Whether one word alone can name a place: no month, no bare "Center", no two letters that are no abbreviation."""
    return token.lower_ not in _NEVER and (len(token) > 3 or token.text.isupper() or "." in token.text)


def _scanned(doc: Doc, sure: Sequence[Spot]) -> Iterator[Spot]:
    """Names that the name finder took for something else, or for nothing."""
    firsts = {s.first for s in sure}
    lasts = {s.last for s in sure}
    names = {s.key for s in sure if s.candidates}
    i = 0
    while i < len(doc):
        token = doc[i]
        if not _is_name(token) or token.ent_type_ in _LABELS:
            i += 1
            continue
        end = i + 1
        while end < len(doc) and end < i + _LONGEST and _is_name(doc[end]) and doc[end].ent_type_ == token.ent_type_:
            end += 1
        spot = _longest(doc, i, end)
        if spot is not None and _is_free(doc, spot, token):
            listed_too = _in_list(doc, spot, firsts, lasts)
            if listed_too or spot.key in names or _is_place(doc, spot, token):
                lasts.add(spot.last)
                yield spot
                i = spot.last
        i += 1


def _is_name(token: Token) -> bool:
    return token.text[0].isupper() and token.pos_ in {"PROPN", "ADJ", "NOUN"} and not token.is_space


def _in_list(doc: Doc, spot: Spot, firsts: set[int], lasts: set[int]) -> bool:
    """Whether a place of its own name stands beside it, after a comma or "and"."""
    if not any(c.own and c.population >= 1_000 for c in spot.candidates):
        return False
    i = spot.first - 1
    while i > 0 and doc[i].lower_ in {",", "and", "or"}:
        i -= 1
    if i < spot.first - 1 and i in lasts:
        return True
    i = spot.last + 1
    while i < len(doc) - 1 and doc[i].lower_ in {",", "and", "or"}:
        i += 1
    return i > spot.last + 1 and i in firsts


def _is_free(doc: Doc, spot: Spot, token: Token) -> bool:
    """Whether a known name is no part of a longer name, and no name of a group."""
    before = doc[spot.first - 1] if spot.first else None
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    same = token.ent_type_
    part = same and (
        (before is not None and before.ent_type_ == same and before.text != "the" and token.ent_iob_ == "I")
        or (after is not None and after.ent_iob_ == "I" and after.ent_type_ == same and after.tag_ != "POS")
    )
    if same == "NORP" or part or (after is not None and _is_name(after) and after.pos_ == "PROPN"):
        return False
    return (before is None or before.pos_ != "PROPN") and spot.key not in _groups()


def _is_place(doc: Doc, spot: Spot, token: Token) -> bool:
    """Whether a known name that is no place to the name finder is one all the same."""
    same = token.ent_type_
    if _before_division(doc, spot.last):
        return True
    large = any(c.own and (c.kind in _WIDE or c.population >= 100_000) for c in spot.candidates[:4])
    if _located(doc, spot.first):
        return large or (same != "PERSON" and any(c.own for c in spot.candidates))
    return large and same in {"", "ORG"} and any(c.own and c.kind in {"country", "territory"} for c in spot.candidates)


def _before_division(doc: Doc, last: int) -> bool:
    """Whether a comma and a name of a division or country follow: Paris, Texas."""
    if last + 2 >= len(doc) or doc[last + 1].text != "," or not doc[last + 2].text[0].isupper():
        return False
    following = gazetteer().find(doc[last + 2].text)
    return bool(following) and any(c.own and c.kind in {"admin1", "country"} for c in following[:3])


def _located(doc: Doc, first: int) -> bool:
    """Whether a word of place stands before: in, near, from …"""
    i = first - 1
    while i >= 0 and (doc[i].lower_ in DIRECTIONS or doc[i].lower_ in {"the", "of", "city", "town", "village"}):
        i -= 1
    return i >= 0 and doc[i].lower_ in _PREPOSITIONS


def _joined(doc: Doc, found: list[Spot]) -> list[Spot]:
    """With "Washington, D.C." as one, and with the words of direction before a name: "southern Lebanon"."""
    out: list[Spot] = []
    for spot in found:
        last = out[-1] if out else None
        if last is not None and spot.first == last.last + 2 and doc[last.last + 1].text == ",":
            both = gazetteer().find(f"{last.key}, {spot.key}")
            if both:
                out[-1] = Spot(last.first, spot.last, f"{last.key}, {spot.key}", both, 0.95, dateline=last.dateline)
                continue
        out.append(_widened(doc, spot))
    return out


def _widened(doc: Doc, spot: Spot) -> Spot:
    before = doc[spot.first - 1] if spot.first else None
    if before is None or before.text not in DIRECTIONS or spot.wide or not spot.candidates:
        return spot
    key = f"{before.text} {spot.key}"
    known = gazetteer().find(key)
    if known:
        return Spot(before.i, spot.last, key, known, spot.sure)
    if (spot.candidates[0].kind in _WIDE and before.text.endswith("ern")) or before.text == "central":
        return Spot(before.i, spot.last, spot.key, spot.candidates, spot.sure, wide=True)
    return spot
