"""What is compared of an event that a report tells: a pure function of the reading and of who people say
its actors are, kept in the ledger packed.

The words of a happening are those of the sentences that tell it. Names are what begins with a capital letter inside a
sentence; words are what else has five letters or more, cut to six letters so that forms of one word are the same.
"""

from __future__ import annotations

import functools
import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

import msgspec

from onrecord.knowledge.folding import fold
from onrecord.knowledge.folding import words as folded_words
from onrecord.knowledge.table import listed, path_of, rows
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.rows import Leads
from onrecord.mask import BLOCK
from onrecord.model import Actor, Event, Party, Place, Reading, Span

STEM = 6
"""Letters of a word that count; forms of one word mostly share as many."""
SHORT = 16
"""Days that an interval may last to be short: a day, a few, a week or two; a month and more is long."""
LOOKED_BACK = 40
"""Days before publication in which what has no date is looked for."""
SLIP = 3
"""Days by which reports may differ about when one happening was."""
USUAL, USUAL_SHARE = 4, 0.25
"""A name or party is usual in a report that has it in so many events, and in more than this share of them."""
FEW_NAMES = 3
"""With fewer names in its sentences, an event is looked for by those of its whole report."""
FEW = 4
"""Events of one kind that a report may have so that each is still told from the others."""
BEFORE, AFTER = 45, 60
"""Code points before and after a trigger in which its site and means are looked for."""
_WORD = re.compile(r"[^\W\d_][\w'’-]+")
_POSSESSIVE = re.compile(r"['’]s?$")
_DEFINITE = re.compile(r"\b(?:the|this|that)(?:\s+(?!who|which|that|of|to|in|was|were)[\w-]+)?\s+$", re.IGNORECASE)
_NAMED = frozenset({"person", "group", "organisation", "outlet"})


class Spot(msgspec.Struct, frozen=True, array_like=True):
    """A place: `name` is folded; lat, lon in degrees of WGS 84; km: how exact they are.
    whole: whether it is a whole land. last: the last word of the name.
    """

    name: str
    geonames: int | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    km: float | None = None
    whole: bool = False
    last: str = ""


class Side(msgspec.Struct, frozen=True, array_like=True):
    """Those who act, or are acted upon: ids that hold across reports, and the last words of how the text calls them."""

    ids: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()


class Facts(msgspec.Struct, frozen=True, array_like=True):
    """What is compared of an event.

    Args:
        row: REPORT:ID. report: its id. at, end: of the trigger, code points into the report's text.
        since, until: days since 0001-01-01, until exclusive; None where the text does not say. published: likewise.
        definite: whether the trigger is told as known ("the attack"). trigger: stems of the triggers.
        names, words: of the sentences that tell it, see above. figures: (unit, number). whole: names of the places and
        of the named actors of the whole report. print: of the words of the sentences, the same in copies.
    """

    row: str
    report: str
    type: str
    mode: str | None
    status: str
    at: int
    since: int | None
    until: int | None
    published: int | None
    spot: Spot | None
    actors: Side
    recipients: Side
    trigger: frozenset[str]
    definite: bool
    names: frozenset[str]
    words: frozenset[str]
    kinds: frozenset[str]
    sites: frozenset[str]
    figures: frozenset[tuple[str, float]]
    whole: frozenset[str]
    usual: frozenset[str]
    single: bool
    print: int

    @property
    def dated(self) -> bool:
        """Whether both ends of its time are known."""
        return self.since is not None and self.until is not None

    @property
    def bare(self) -> bool:
        """Whether it has no time, place or known party of its own."""
        return not (self.dated or self.spot or self.actors.ids or self.recipients.ids)

    @property
    def window(self) -> tuple[int, int] | None:
        """The days in which it is looked for: its own, else those before the report came out."""
        if self.since is not None and self.until is not None:
            return self.since, max(self.until, self.since + 1)
        if self.since is not None or self.until is not None:
            day = self.since if self.since is not None else (self.until or 1) - 1
            return day, day + 1
        return None if self.published is None else (self.published - LOOKED_BACK, self.published + 1)


def facts_of(reading: Reading, leads: Leads) -> list[Facts]:
    """The facts of each event of a reading, in its order; leads: who stands in for its actors."""
    maker = _Maker(reading, leads)
    found = [maker.facts(event) for event in reading.events]
    names = _usual([facts.names for facts in found])
    parties = _usual([facts.actors.ids | facts.recipients.ids for facts in found])
    kinds = Counter(kind for facts in found for kind in facts.kinds or facts.trigger)
    return [
        msgspec.structs.replace(
            facts,
            names=facts.names - names,
            usual=parties,
            single=all(kinds[kind] <= FEW for kind in facts.kinds or facts.trigger),
        )
        for facts in found
    ]


def _usual(told: list[frozenset[str]]) -> frozenset[str]:
    """What so many events of a report have that it tells none from the others."""
    counts = Counter(one for some in told for one in some)
    return frozenset(one for one, n in counts.items() if n >= USUAL and n > len(told) * USUAL_SHARE)


LONGEST = 400
"""Days of the longest interval that is looked for: a year and some more."""


def keys_of(facts: Facts) -> frozenset[int]:
    """Numbers by which tellings that may be of one happening find each other.

    They share the kind of deed (else a word that tells it), or of site, and a name of the sentences, or of the whole
    report where the sentences have few; or, dated, the type and a place or party; or the very words.
    """
    return _of_words(facts) | _of_day(facts, facts.type)


def looked_up(facts: Facts, others: Iterable[str]) -> frozenset[int]:
    """The keys under which those that may be the same are found: its own, and those of the types that fit it."""
    return keys_of(facts).union(*(_of_day(facts, other) for other in others))


def _of_words(facts: Facts) -> frozenset[int]:
    """The keys of kinds of deed and site with names and parties, and that of the very words."""
    deeds = facts.kinds or facts.trigger
    things = set(facts.names) | ({facts.spot.last} if facts.spot and not facts.spot.whole else set())
    if len(things) < FEW_NAMES:
        things |= facts.whole
    things |= _parties(facts)
    found = {_number("deed", deed, thing) for deed in deeds for thing in things}
    found |= {_number("site", site, thing) for site in facts.sites for thing in things - _parties(facts)}
    return frozenset(found | {_number("words", str(facts.print))})


def _of_day(facts: Facts, type_: str) -> frozenset[int]:
    """The keys of a dated event of a type: its parties, and its place."""
    if not facts.dated:
        return frozenset()
    things = _parties(facts) | ({facts.spot.last} if facts.spot and not facts.spot.whole else frozenset())
    return frozenset(_number("day", type_, thing) for thing in things)


def _parties(facts: Facts) -> frozenset[str]:
    return (facts.actors.ids | facts.recipients.ids) - facts.usual


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.blake2b("|".join(parts).encode(), digest_size=7).digest(), "big")


def day_number(day: str | None) -> int | None:
    """An ISO date or date-time as the number of its day; None where there is none."""
    return None if day is None else date.fromisoformat(day[:10]).toordinal()


class _Maker:
    def __init__(self, reading: Reading, leads: Leads) -> None:
        self.reading = reading
        self.actors = {actor.id: actor for actor in reading.actors}
        self.ids = {local: leads[met][0] if met in leads else met for local, met in ledger_ids(reading).items()}
        self.places = {place.id: place for place in reading.places}
        self.figures = {figure.id: figure for figure in reading.figures}
        self.published = day_number(reading.report.published)
        self.named = {m.actor for m in reading.mentions if m.form == "name"}
        self.whole = frozenset(self._whole())

    def facts(self, event: Event) -> Facts:
        sentences = [
            s
            for s in self.reading.sentences
            if any(s.overlaps(m.evidence.start, m.evidence.end) for m in event.mentions)
        ]
        names, words = _told(sentences)
        place = self.places.get(event.place or "")
        return Facts(
            f"{self.reading.report.id}:{event.id}",
            self.reading.report.id,
            event.type,
            event.mode,
            event.factuality.status,
            event.trigger.start,
            day_number(event.start),
            _end(event.end),
            self.published,
            None if place is None else _spot(place),
            self._side(event.actors),
            self._side(event.recipients),
            frozenset(stem for m in event.mentions for stem in _stems(m.trigger.text)),
            self._definite(event),
            names,
            words,
            _kinds(event, self.reading),
            _of("site", _near(event, self.reading)),
            frozenset(self._figures(event)),
            self.whole,
            frozenset(),
            True,
            _print(sentences),
        )

    def _definite(self, event: Event) -> bool:
        before = self.reading.report.text[max(0, event.trigger.start - 40) : event.trigger.start]
        return any("noun" in line for line in event.basis) and bool(_DEFINITE.search(before))

    def _whole(self) -> Iterator[str]:
        """The words of the names of places within lands, and of who is known from this report alone."""
        report = self.reading.report
        outlets = {word for name in (report.agency, report.publisher) if name for word in folded_words(name)}
        names = [place.name for place in self.reading.places if not _spot(place).whole]
        names += [actor.name for actor in self.actors.values() if self._is_local(actor)]
        for name in names:
            yield from (
                word for word in folded_words(name) if len(word) >= 3 and word not in outlets and word not in _common()
            )

    def _is_local(self, actor: Actor) -> bool:
        return actor.id in self.named and actor.id.startswith("report:") and actor.kind != "outlet"

    def _side(self, parties: tuple[Party, ...]) -> Side:
        ids = set()
        heads = set()
        for party in parties:
            found = _id(party, self.actors, self.ids)
            if found:
                ids.add(found)
            words = _WORD.findall(party.span.text)
            if words:
                heads.add(_head(words[-1]))
        return Side(frozenset(ids), frozenset(heads))

    def _figures(self, event: Event) -> Iterator[tuple[str, float]]:
        for number in event.counts:
            figure = self.figures.get(number)
            if figure is not None:
                best = figure.best if figure.best is not None else figure.low if figure.low is not None else figure.high
                if best:
                    yield figure.unit, float(best)


def _id(party: Party, actors: dict[str, Actor], ids: dict[str, str]) -> str | None:
    """The id of a party that holds in other reports too."""
    if party.actor is None:
        return None
    found = ids.get(party.actor, party.actor)
    if not found.startswith("report:"):
        return found
    actor = actors.get(party.actor)
    if actor is not None and actor.kind in _NAMED and _is_whole(actor.name):
        return fold(actor.name)
    return None


def _is_whole(name: str) -> bool:
    """Whether a name is of several words, none of which was erased."""
    return name[:1].isupper() and " " in name and BLOCK not in name


def _end(day: str | None) -> int | None:
    """The day after the last; a time of day belongs to its day."""
    if day is None:
        return None
    number = date.fromisoformat(day[:10]).toordinal()
    return number + 1 if "T" in day and not day.endswith("T00:00") else number


def _spot(place: Place) -> Spot:
    whole = place.country is not None and place.admin1 is None and (place.precision_km or 0) > 20
    return Spot(
        fold(place.name),
        place.geonames,
        place.country,
        place.lat,
        place.lon,
        place.precision_km,
        whole,
        (folded_words(place.name) or ("",))[-1],
    )


def _told(sentences: list[Span]) -> tuple[frozenset[str], frozenset[str]]:
    names: set[str] = set()
    words: set[str] = set()
    for sentence in sentences:
        for found in _WORD.finditer(sentence.text):
            word = fold(_POSSESSIVE.sub("", found[0]))
            if len(word) < 3 or word in _common():
                continue
            if found[0][0].isupper() and found.start() > 0:
                names.add(word)
            elif len(word) >= 5:
                words.add(word[:STEM])
    return frozenset(names), frozenset(words)


def _kinds(event: Event, reading: Reading) -> frozenset[str]:
    """The kinds of deed that the triggers name; of any violence, what the words beside name."""
    triggers = [m.trigger.text for m in event.mentions]
    found = _of("deed", triggers) | _of("act", triggers)
    if found or not _of("any", triggers):
        return found
    return _of("deed", _near(event, reading))


def _near(event: Event, reading: Reading) -> list[str]:
    """The words around each trigger, inside its sentence."""
    text = reading.report.text
    found = []
    for telling in event.mentions:
        start, end = (
            max(telling.evidence.start, telling.trigger.start - BEFORE),
            min(telling.evidence.end, telling.trigger.end + AFTER),
        )
        found.append(text[start:end].partition(" ")[2] if start > telling.evidence.start else text[start:end])
    return found


def _of(what: str, texts: Iterable[str]) -> frozenset[str]:
    found = (_kind(what, fold(word)) for text in texts for word in _WORD.findall(text))
    return frozenset(kind for kind in found if kind)


@functools.lru_cache(maxsize=1 << 16)
def _kind(what: str, word: str) -> str | None:
    whole, begun = _lists()[what]
    if word in whole:
        return whole[word]
    return next((begun[word[:n]] for n in range(len(word), 2, -1) if word[:n] in begun), None)


@functools.cache
def _lists() -> dict[str, tuple[dict[str, str], dict[str, str]]]:
    """Of deeds and sites the whole words and the beginnings of words, each with its kind."""
    found: dict[str, tuple[dict[str, str], dict[str, str]]] = {
        what: ({}, {}) for what in ("deed", "act", "any", "site")
    }
    for row in rows(path_of("alike_kinds.tsv")):
        whole, begun = found[row["what"]]
        for word in listed(row["words"]):
            if word.startswith("="):
                whole[fold(word)] = row["kind"]
            else:
                begun[fold(word)] = row["kind"]
    return found


def _stems(trigger: str) -> Iterator[str]:
    for word in _WORD.findall(trigger):
        folded = fold(word)
        if len(folded) > 3 and folded not in _common():
            yield folded[:5]


def _head(word: str) -> str:
    folded = fold(_POSSESSIVE.sub("", word))
    return folded.removesuffix("s") if len(folded) > 3 else folded


def _print(sentences: list[Span]) -> int:
    """A number of the words of sentences, the same where case, punctuation and order of sentences differ."""
    told = " | ".join(sorted(" ".join(fold(w) for w in _WORD.findall(s.text)) for s in sentences))
    return int.from_bytes(hashlib.blake2b(told.encode(), digest_size=7).digest(), "big")


@functools.cache
def _common() -> frozenset[str]:
    """Words that say nothing about which happening is meant."""
    return frozenset(fold(word) for row in rows(path_of("alike_common.tsv")) for word in listed(row["words"]))
