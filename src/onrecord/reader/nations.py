"""Which country somebody is of, where no table tells: by the words of the phrase, else by the company in the report.

"A group of Moroccan diplomats" says it in the phrase. "The Mozambican government accepted demands of rebels" says it by
the only country of the sentence: that is marked on the actor as inferred.
"""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.model import Actor, Event, Party, Span
from onrecord.reader.cast import Cast

ABROAD = frozenset({"IGO", "NGO", "IMG", "MNC", "MED"})
"""Sectors whose bodies are of no one country."""
FEWEST = 3
"""Mentions that it has at least."""
MOST = 0.6
"""Share of a report's mentions of countries from which one is taken for the report's own."""


def placed(cast: Cast, events: Iterable[Event]) -> tuple[Actor, ...]:
    """The actors of a report, with a country where the report tells that of a side of an event."""
    country = {a.id: a.country for a in cast.actors if a.country and a.kind not in ("outlet", "episode")}
    states = {a.id for a in cast.actors if a.kind == "state"}
    at = sorted(
        (m.span.start, m.span.end, country[m.actor], m.actor in states) for m in cast.mentions if m.actor in country
    )
    told: dict[str, str] = {}
    inferred: dict[str, str] = {}
    main = _main(code for _, _, code, _ in at)
    for event in events:
        for party in (*event.actors, *event.recipients):
            if not _asks(party, cast):
                continue
            id_ = str(party.actor)
            inside = [(state, code) for code, state in _within(at, party.span)]
            if inside:
                told.setdefault(id_, max(inside, key=lambda found: found[0])[1])
                continue
            if not _at_home(cast.by_id[id_], id_ in cast.named):
                continue
            here = {code for code, _ in _within(at, event.evidence)}
            if len(here) == 1:
                inferred.setdefault(id_, here.pop())
            elif not here and main:
                inferred.setdefault(id_, main)
    return tuple(_with(actor, told, inferred) for actor in cast.actors)


def _within(at: list[tuple[int, int, str, bool]], span: Span) -> Iterator[tuple[str, bool]]:
    """The countries of the mentions inside a span, each with whether it is the state itself."""
    for number in range(bisect.bisect_left(at, (span.start,)), len(at)):
        start, end, code, state = at[number]
        if start >= span.end:
            return
        if end <= span.end:
            yield code, state


def _asks(party: Party, cast: Cast) -> bool:
    """Whether a side is somebody met only here whose country is not known."""
    if party.actor is None or not party.actor.startswith("report:"):
        return False
    actor = cast.by_id[party.actor]
    return actor.country is None and actor.kind not in ("place", "outlet")


def _at_home(actor: Actor, named: bool) -> bool:
    """Whether somebody is likely to be of the country that the report is about: no body of the world, no mere name."""
    if ABROAD & set(actor.sector):
        return False
    return not named or bool(actor.roles) or actor.kind != "person"


def _main(countries: Iterable[str]) -> str | None:
    counted = Counter(countries)
    best = counted.most_common(1)
    return best[0][0] if best and best[0][1] >= max(FEWEST, MOST * counted.total()) else None


def _with(actor: Actor, told: dict[str, str], inferred: dict[str, str]) -> Actor:
    if actor.id in told:
        return msgspec.structs.replace(actor, country=told[actor.id])
    if actor.id in inferred:
        return msgspec.structs.replace(actor, country=inferred[actor.id], inferred=("country",))
    return actor
