"""Which words of a report name a place."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as DocSpan

from onrecord.knowledge.gazetteer import Candidate, gazetteer
from onrecord.reader.parse import Parsed
from onrecord.reader.place_kinds import narrowed
from onrecord.reader.place_pointing import pointing
from onrecord.reader.place_scan import scanned
from onrecord.reader.place_spot import (
    DIRECTIONS,
    PLACES,
    WIDE,
    Spot,
    before_division,
    can_stand,
    groups,
    is_acronym,
    is_bearer,
    is_person_word,
    located,
    longest,
    plain,
    surnames,
    words,
)  # fmt: skip
from onrecord.reader.place_whole import ARTICLES, wholes

_OTHERS = frozenset({"ORG", "PERSON", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Z'’.\- ]*[A-Z.]|[A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+){0,2})"
    r"(?:, [A-Z][\w. ]{1,25}?)?(?: ?\([A-Z][\w/ .]{1,30}\))?(?:, \w{3,9}\.? \d{1,2})?\s*(?:–|—|--|-)\s"
)
_FILED = re.compile(
    r"(?:^|(?<=[\n.!?\d][ \xa0])|(?<=\n))(?P<place>[A-Z][A-Z'’.\- ]+[A-Z])"
    r"(?=(?:, [A-Z][\w. ]{1,25}?)?(?: ?\([A-Z][\w/ .]{1,30}\))?(?: ?(?:–|—|--) ?| - ))"
)
_BORDER = frozenset({"border", "borders", "frontier"})
_HEAD = 1_500
"""Code points at the beginning of a report in which the place may stand that it was filed from."""
_CITY = 100_000
"""People of a town that is one though people are called so too."""
_LARGE = 15_000
"""People of a town that is taken for a place inside a longer name that is not known as a whole."""
_LINKS = ARTICLES | frozenset("of the de del da do dos la le du des di au aux sur upon on - ' 's ’s and".split())
_REACH = 4
"""Words on either side of what the name finder saw in which the rest of a longer name may stand."""


def spots(parsed: Parsed) -> list[Spot]:
    """The names of places, in text order, none overlapping."""
    doc = parsed.doc
    taken: set[int] = set()
    found: list[Spot] = []
    sure = [*_datelines(parsed), *wholes(doc)]
    known = {i for s in sure for i in range(s.first, s.last + 1)}
    sure += (s for s in _entities(doc) if known.isdisjoint(range(s.first, s.last + 1)))
    for spot in (*sure, *scanned(doc, sure)):
        tokens = range(spot.first, spot.last + 1)
        if taken.isdisjoint(tokens) and parsed.is_news(doc[spot.first].idx, doc[spot.last].idx + 1):
            taken.update(tokens)
            found.append(spot)
    whole = [_street(doc, spot) for spot in sorted(found, key=lambda s: s.first)]
    named = narrowed(doc, _sided(_joined(doc, whole)))
    return sorted((*named, *_borders(doc, taken), *pointing(doc, named)), key=lambda s: s.first)


def _borders(doc: Doc, taken: set[int]) -> Iterator[Spot]:
    """The borders that are named by a nation: the Syrian border."""
    for token in doc[1:]:
        if token.lower_ in _BORDER and token.i - 1 not in taken and doc[token.i - 1].text[0].isupper():
            nation = doc[token.i - 1].text
            if gazetteer().country_of(nation):
                yield Spot(token.i - 1, token.i, f"{nation} {token.lower_}", (), 0.8, part=True)


def _datelines(parsed: Parsed) -> Iterator[Spot]:
    """The town at the very start of the news: CAIRO (Reuters) -."""
    if not parsed.sentences:
        return
    start = parsed.sentences[0].start
    match = _DATELINE.match(parsed.text, start)
    if match is None:
        match = _FILED.search(parsed.text, start, start + _HEAD)
    if match is None:
        return
    candidates = gazetteer().find(match["place"])
    span = parsed.tokens_in(*match.span("place"))
    if candidates and span is not None:
        yield Spot(span.start, span.end - 1, match["place"], candidates, 0.97, dateline=True)


def _entities(doc: Doc) -> Iterator[Spot]:
    bearers = surnames(doc)
    labels: dict[str, Counter[bool]] = defaultdict(Counter)
    for entity in doc.ents:
        if entity.label_ in PLACES or entity.label_ in _OTHERS:
            name = trimmed.text if (trimmed := _trimmed(entity)) is not None else entity.text
            labels[name][entity.label_ in PLACES] += 1
    for entity in doc.ents:
        if entity.label_ in PLACES:
            trimmed = _trimmed(entity)
            if trimmed is None:
                continue
            whole = _grown(doc, trimmed)
            if whole is not None:
                yield whole
            elif not (
                _is_other(trimmed.text, labels)
                or _is_forename(trimmed)
                or is_bearer(doc, trimmed.start, trimmed.end - 1, bearers)
            ):
                yield from _of_entity(doc, trimmed, entity.label_)


def _is_other(name: str, labels: dict[str, Counter[bool]]) -> bool:
    """Whether the report as a whole has a name as a group's or a person's, and it is at best that of a small town."""
    if name in groups():
        return True
    seen = labels[name]
    return seen[False] > seen[True] and not any(c.own and c.population > 100_000 for c in gazetteer().find(name))


def _is_forename(entity: DocSpan) -> bool:
    """Whether a town's name leads a single word with a name of its own, as a forename does (Paris Hilton)."""
    last = entity[-1]
    if last.dep_ != "compound" or last.head.i != last.i + 1 or last.head.ent_type_ not in ("PERSON", "ORG"):
        return False
    alone = last.head.ent_iob_ == "B" and (last.i + 2 == len(entity.doc) or entity.doc[last.i + 2].ent_iob_ != "I")
    return alone and not any(c.own and c.kind in WIDE for c in gazetteer().find(entity.text))


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
    if len(span) == 1 and not can_stand(span[0]) and not _is_in(doc, span, label):
        return
    candidates = gazetteer().find(plain(span))
    if candidates and (is_acronym(plain(span), candidates) or _is_no_place(doc, span, candidates)):
        return
    if candidates:
        yield Spot(span.start, span.end - 1, plain(span), candidates, 0.9)
        return
    if span[0].lower_ in DIRECTIONS and len(span) > 1:
        rest = doc[span.start + 1 : span.end]
        candidates = gazetteer().find(plain(rest))
        if candidates and (len(rest) > 1 or can_stand(rest[0])):
            yield Spot(span.start, span.end - 1, plain(rest), candidates, 0.9, wide=True)
            return
    inner = list(_runs(doc, span.start, span.end))
    if inner and label == "GPE":
        yield from inner
        return
    if label == "FAC" or len(span) > 3:
        return
    if located(doc, span.start) or before_division(doc, span.end - 1) or _is_terrain(span):
        yield Spot(span.start, span.end - 1, plain(span), (), 0.5)


def _is_no_place(doc: Doc, span: DocSpan, candidates: tuple[Candidate, ...]) -> bool:
    """Whether what also is a small town's name is a nationality (Malian), or somebody's before 's (Keita's house)."""
    if any(c.own and (c.kind in WIDE or c.population >= _CITY) for c in candidates):
        return False
    name = plain(span)
    if gazetteer().country_of(name):
        return True
    owned = span.end < len(doc) and doc[span.end].tag_ == "POS"
    return owned and len(span) == 1 and is_person_word(name) and not before_division(doc, span.end - 1)


def _is_in(doc: Doc, span: DocSpan, label: str) -> bool:
    """Whether "in" stands before what the name finder takes for a town, a word as it may be: in Independence."""
    after = doc[span.end] if span.end < len(doc) else None
    whole = after is None or not after.text[0].isalpha() or after.is_lower
    return label == "GPE" and span.start > 0 and doc[span.start - 1].lower_ == "in" and whole


def _is_terrain(span: DocSpan) -> bool:
    """Whether a name says itself that it is a lake's, a valley's or the like."""
    return len(span) > 1 and any(token.lower_ in words("terrain") for token in (span[0], span[-1]))


def _grown(doc: Doc, span: DocSpan) -> Spot | None:
    """The longest known name around what the name finder saw, if it saw but a part of it: [West] Bank."""
    starts = _outwards(doc, span.start, -1)
    ends = _outwards(doc, span.end - 1, 1)
    if len(starts) == len(ends) == 1:
        return None
    for start in reversed(starts):
        for end in reversed(ends):
            if (start, end) == (span.start, span.end - 1):
                continue
            name = plain(doc[start : end + 1])
            candidates = gazetteer().find(name)
            if any(
                (c.own or c.population >= _LARGE) and (c.kind == "city" or doc[end].lower_ != "city")
                for c in candidates
            ):
                return Spot(start, end, name, candidates, 0.9)
    return None


def _outwards(doc: Doc, at: int, step: int) -> list[int]:
    """Where a name may begin or end that goes through a token: at it, or at a capital on that side in the same name."""
    found = [at]
    i = at + step
    while 0 <= i < len(doc) and abs(i - at) <= _REACH and not doc[max(i, i - step)].is_sent_start:
        token = doc[i]
        if token.text in {"The", "A", "An", "This", "That"}:
            break
        if token.text[0].isupper() or "’" in token.text[1:2] or "'" in token.text[1:2]:
            found.append(i)
        elif token.lower_ not in _LINKS:
            break
        i += step
    return found


def _runs(doc: Doc, start: int, end: int) -> Iterator[Spot]:
    """The longest known names among the tokens of an entity that is not known as a whole."""
    i = start
    while i < end:
        spot = longest(doc, i, end) if doc[i].text[0].isupper() else None
        if spot is not None and any(c.own and (c.kind in WIDE or c.population >= _LARGE) for c in spot.candidates):
            yield spot
            i = spot.last
        i += 1


def _joined(doc: Doc, found: list[Spot]) -> list[Spot]:
    """With "Washington, D.C." as one, and with the words of direction before a name: "southern Lebanon"."""
    out: list[Spot] = []
    for spot in found:
        last = out[-1] if out else None
        if last is not None and spot.first == last.last + 2 and doc[last.last + 1].text == ",":
            both = gazetteer().find(f"{last.key}, {spot.key}")
            if both:
                key = f"{last.key}, {spot.key}"
                out[-1] = replace(last, last=spot.last, key=key, candidates=both, sure=0.95)
                continue
        out.append(_widened(doc, spot))
    return out


def _street(doc: Doc, spot: Spot) -> Spot:
    """The whole name of a street, of which nothing more is known, where a spot is but what it is named after."""
    after = doc[spot.last + 1] if spot.last + 1 < len(doc) else None
    if after is None or not after.text[0].isupper() or after.lower_ not in words("street"):
        return spot
    return Spot(spot.first, after.i, plain(doc[spot.first : after.i + 1]), (), 0.5)


def _sided(found: list[Spot]) -> list[Spot]:
    """With the north of a town that the report names as a part of it ("North Arlington"), not as another town."""
    named = {spot.key: spot for spot in found}
    out = []
    for spot in found:
        side, _, rest = spot.key.partition(" ")
        whole = named.get(rest)
        if side.lower() in DIRECTIONS and whole is not None and not spot.is_wide() and not whole.is_wide():
            out.append(replace(spot, key=rest, candidates=whole.candidates, wide=True))
        else:
            out.append(spot)
    return out


def _widened(doc: Doc, spot: Spot) -> Spot:
    before = doc[spot.first - 1] if spot.first else None
    if before is None or before.text not in DIRECTIONS or spot.wide or not spot.candidates:
        return spot
    key = f"{before.text} {spot.key}"
    known = gazetteer().find(key)
    if known:
        return replace(spot, first=before.i, key=key, candidates=known)
    if (spot.candidates[0].kind in WIDE and before.text.endswith("ern")) or before.text == "central":
        return replace(spot, first=before.i, wide=True)
    return spot
