"""Which country somebody is of, where no table tells: by the words of the phrase, else by the company in the report.

"A group of Moroccan diplomats" says it in the phrase, "its spokesman" by whose spokesman it is. "The Mozambican
government accepted demands of rebels" says it by the only country of the sentence, "gunmen opened fire in Gao" by the
place: that is marked on the actor as inferred. A person told by the mere name is of the only country of the report.
"""

from __future__ import annotations

import bisect
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import msgspec

from onrecord.knowledge.roles import role_words
from onrecord.model import Actor, ActorKind, Event, Mention, Span
from onrecord.reader.cast import Cast

ABROAD = frozenset({"IGO", "IMG", "MNC"})
"""Sectors whose people and bodies are of no one country."""
ABROAD_AS_BODIES = frozenset({"NGO", "MED"})
"""Sectors whose bodies are of no one country; their people are where they work."""
FEWEST = 3
"""Mentions of countries from which the share counts; fewer must all be of one country."""
MOST = 0.6
"""Share of a report's mentions of countries from which one is taken for the report's own."""
_WHERE = re.compile(r"\b(?:in|at|near|inside|outside|around|across|throughout|within|on|over|off)\s+(?:the\s+)?$", re.I)
"""What stands before the place where something happens; looked for in the last characters before a name."""
_FROM = re.compile(r"\b(?:from|to|into|towards?|for|against|with)\s+(?:the\s+)?$", re.I)
_EMBASSY = re.compile(r"(?:['’]s)?\s+(?:embass|consul|ambassador)", re.I)
"""What follows a state that is not the one in which something happens."""
_SEATS = ("embassy", "consulate", "embassies", "consulates", "Embassy", "Consulate")
_REACH = 16
_DATELINE = re.compile(r"(?:^|\n)[^\n.]{0,50}? ?(?:\([^)\n]{2,20}\) ?)?(?:--?|[–—])\s")
_STATES = frozenset("state states country countries nation nations government governments kingdom power powers".split())
"""Nouns for states, which are not in the country where something happens."""
_HYPHENS = ("-", "‑", "–")
"""What follows a name that is no one's country: "Turkish-backed rebels"."""
_AT, _OTHER, _AWAY = 3, 2, 1
"""How much the country of a name weighs: the place of the act, any other, where somebody comes from or goes to."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A mention of somebody whose country is known."""

    start: int
    end: int
    country: str
    kind: ActorKind
    weight: int


def placed(cast: Cast, events: Iterable[Event], text: str, sentences: Sequence[Span]) -> tuple[Actor, ...]:
    """The actors of a report, with a country where the report tells it.

    Args:
        events: of the report. text: of the report. sentences: their spans, in text order.
    """
    company = _Company(cast, text, sentences)
    asked: dict[str, list[Mention]] = {}
    for mention in cast.mentions:
        if company.asks(mention.actor):
            asked.setdefault(mention.actor, []).append(mention)
    told: dict[str, str] = {}
    inferred: dict[str, str] = {}
    for id_, mentions in asked.items():
        if company.abroad(id_) or any(company.of_the_world(m) for m in mentions):
            continue
        if found := next((c for m in mentions if (c := company.inside(m))), None):
            told[id_] = found
    clauses = _clauses(events)
    left = [id_ for id_ in asked if id_ not in told and not any(company.of_the_world(m) for m in asked[id_])]
    for id_ in (*left, *left):  # whose they are may be known only after the others
        if id_ in inferred:
            continue
        owners = (company.owner(m, told | inferred) for m in asked[id_])
        found = next((c for c in owners if c), None)
        if found is None and company.at_home(cast.by_id[id_]):
            found = company.around(asked[id_], clauses.get(id_, ()))
        elif found is None and cast.by_id[id_].kind == "person":
            found = company.only
        if found is not None:
            inferred[id_] = found
    return tuple(_with(actor, told, inferred) for actor in cast.actors)


def _clauses(events: Iterable[Event]) -> dict[str, list[Span]]:
    """The clauses that show what somebody did or suffered."""
    found: dict[str, list[Span]] = {}
    for event in events:
        for party in (*event.actors, *event.recipients):
            if party.actor is not None:
                found.setdefault(party.actor, []).append(event.evidence)
    return found


class _Company:
    """Whose countries the mentions of a report tell."""

    def __init__(self, cast: Cast, text: str, sentences: Sequence[Span]) -> None:
        self.cast, self.text, self.sentences = cast, text, sentences
        self.starts = [s.start for s in sentences]
        line = _DATELINE.match(text)
        end = line.end() if line and text[: line.end()].split(maxsplit=1)[0].strip(",").isupper() else 0
        self.line_end = end
        actors = {a.id: a for a in cast.actors if a.country and a.kind not in ("outlet", "episode")}
        self.at = sorted(
            (
                _Named(m.span.start, m.span.end, str(actors[m.actor].country), actors[m.actor].kind, weight)
                for m in cast.mentions
                if m.actor in actors and text[m.span.end : m.span.end + 1] not in _HYPHENS
                for weight in (_AT if m.span.end <= end else _weight(text, m.span.start, m.span.end),)
            ),
            key=lambda named: (named.start, named.end),
        )
        self.begins = [named.start for named in self.at]
        self.main = _main(named.country for named in self.at)
        countries = {named.country for named in self.at}
        self.only = next(iter(countries)) if len(countries) == 1 else None

    def asks(self, id_: str) -> bool:
        """Whether an actor is somebody met only here whose country is not known."""
        actor = self.cast.by_id[id_]
        return id_.startswith("report:") and actor.country is None and actor.kind not in ("place", "outlet")

    def of_the_world(self, mention: Mention) -> bool:
        """Whether somebody is called by a known body of no one country: "a researcher of Amnesty International"."""
        span = mention.span
        if mention.form == "name":
            return False
        for inner in self.cast.within(span.start, span.end):
            owner = self.cast.by_id[inner.actor]
            if inner.span == span or owner.country or inner.actor.startswith("report:"):
                continue
            before = self.text[span.start : inner.span.start].split()
            if {"IGO", "NGO"} & set(owner.sector) and (not before or "of" in before[-2:]):
                return True
        return False

    def abroad(self, id_: str) -> bool:
        """Whether somebody without a name is of the world's bodies, wherever they stand: "UN observers in Sudan"."""
        return id_ not in self.cast.named and "IGO" in self.cast.by_id[id_].sector

    def at_home(self, actor: Actor) -> bool:
        """Whether somebody is likely to be of the country that is told of: no body of the world, no mere name."""
        named = actor.id in self.cast.named
        if not named and role_words().words["elsewhere"] & set(actor.name.lower().split()):
            return False
        if ABROAD & set(actor.sector) or (not named and actor.name.split()[-1].lower() in _STATES):
            return False
        if ABROAD_AS_BODIES & set(actor.sector) and (named or actor.kind in ("group", "organisation")):
            return False
        return not named or bool(actor.roles) or actor.kind != "person"

    def inside(self, mention: Mention) -> str | None:
        """The country that the words of a mention tell, a state before others."""
        found = list(self._within(mention.span.start, mention.span.end))
        return max(found, key=lambda named: named.kind == "state").country if found else None

    def owner(self, mention: Mention, known: dict[str, str]) -> str | None:
        """The country of whose somebody is, where a mention stands in the words ("their lawyer")."""
        span = mention.span
        for inner in self.cast.within(span.start, span.end):
            if inner.actor == mention.actor or inner.span.start != span.start or inner.span == span:
                continue
            if self.text[inner.span.end : inner.span.end + 1] not in _HYPHENS:
                country = self.cast.by_id[inner.actor].country or known.get(inner.actor)
                if country:
                    return country
        return None

    def around(self, mentions: Sequence[Mention], clauses: Sequence[Span]) -> str | None:
        """The country of the act: by the sentence, else by the clause, else by the report."""
        for mention in mentions:
            if mention.form != "pronoun" and (found := _heaviest(self._within(*self._sentence(mention.span)))):
                return found
        for clause in clauses:
            here = {named.country for named in self._within(clause.start, clause.end)}
            if len(here) == 1:
                return here.pop()
        return self.main

    def _sentence(self, span: Span) -> tuple[int, int]:
        """Where a mention's sentence begins and ends; the dateline is of the first."""
        number = bisect.bisect_right(self.starts, span.start) - 1
        found = self.sentences[number] if number >= 0 else span
        return (0 if found.start <= self.line_end else found.start), found.end

    def _within(self, start: int, end: int) -> Iterator[_Named]:
        for number in range(bisect.bisect_left(self.begins, start), len(self.at)):
            named = self.at[number]
            if named.start >= end:
                return
            if named.end <= end:
                yield named


def _weight(text: str, start: int, end: int) -> int:
    if _EMBASSY.match(text, end) or text.endswith(_SEATS, start, end):
        return _AWAY
    before = text[max(0, start - _REACH) : start]
    return _AT if _WHERE.search(before) else _AWAY if _FROM.search(before) else _OTHER


def _heaviest(found: Iterable[_Named]) -> str | None:
    """The one country with the most weight; None where two have as much."""
    weights: dict[str, int] = {}
    for named in found:
        weights[named.country] = max(weights.get(named.country, 0), named.weight)
    most = max(weights.values(), default=0)
    best = [country for country, weight in weights.items() if weight == most]
    return best[0] if len(best) == 1 else None


def _main(countries: Iterable[str]) -> str | None:
    counted = Counter(countries)
    if len(counted) == 1:
        return next(iter(counted))
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= max(FEWEST, MOST * counted.total()) else None


def _with(actor: Actor, told: dict[str, str], inferred: dict[str, str]) -> Actor:
    if actor.id in told:
        return msgspec.structs.replace(actor, country=told[actor.id])
    if actor.id in inferred:
        return msgspec.structs.replace(actor, country=inferred[actor.id], inferred=("country",))
    return actor
