"""The shape of the system on a day: the places of its actors, and the triads that do not hold together, with evidence.

The measures are told in `measures`, structural balance in `balance`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

import msgspec

from onrecord.analyse.balance import STANCES, Edge, Pair, Triad, balance
from onrecord.analyse.measures import Measures, measures
from onrecord.analyse.network import ask, days, notes
from onrecord.analyse.tellings import Asked, Totals, edges, reach, totals, weights
from onrecord.analyse.ties import Tie, tied
from onrecord.ledger import Coverage, Ledger, Who


class Places(msgspec.Struct, frozen=True):
    """The places of the actors in the network of a day; the other fields as of `Network`."""

    on: str
    measures: Measures
    coverage: Coverage
    totals: Totals
    voices: tuple[Who, ...] = ()
    publishers: tuple[str, ...] = ()
    min_origins: int = 1
    more: bool = False
    notes: tuple[str, ...] = ()


class Side(msgspec.Struct, frozen=True):
    """How two actors of a triad stand, and on what that rests.

    Args:
        sign: -1, 0 or 1, on the day. before: the same on the earlier day; null where none was asked for.
        ties: their stances on the day. ties_before: on the earlier day, where the sign was another.
    """

    one: Who
    other: Who
    sign: int
    before: int | None
    ties: tuple[Tie, ...]
    ties_before: tuple[Tie, ...] = ()

    @property
    def moved(self) -> bool:
        """Whether they stand otherwise than before."""
        return self.before is not None and self.before != self.sign


class Three(msgspec.Struct, frozen=True):
    """A triad with its evidence.

    Args:
        change: null for a triad that is unbalanced on the day; "shifted" for one that became balanced or unbalanced
            since the earlier day, "appeared" for an unbalanced one that was none then.
        origins: of the pair that the fewest tell of.
    """

    actors: tuple[Who, Who, Who]
    balanced: bool
    change: str | None
    origins: int
    sides: tuple[Side, ...]


class Triads(msgspec.Struct, frozen=True):
    """The triads of a day.

    Args:
        triads: how many there are. unbalanced: how many of them are. shifted: how many changed since the earlier day.
        rows: the unbalanced ones, then what changed; the most widely told first. The other fields as of `Network`.
    """

    on: str
    since: str | None
    triads: int
    unbalanced: int
    shifted: int
    rows: tuple[Three, ...]
    coverage: Coverage
    totals: Totals
    voices: tuple[Who, ...] = ()
    publishers: tuple[str, ...] = ()
    min_origins: int = 1
    more: bool = False
    notes: tuple[str, ...] = ()


def places(
    ledger: Ledger,
    on: date | str,
    limit: int = 50,
    *,
    actors: Sequence[str] = (),
    voices: Sequence[str] = (),
    publishers: Sequence[str] = (),
    min_origins: int = 1,
) -> Places:
    """The measures of the network of a day; arguments and errors as of `network`.

    Each actor has also how many reports and origins tell of its ties.
    """
    day, _ = days(on, None)
    with ledger.snapshot():
        asked = ask(ledger, actors=actors, voices=voices, publishers=publishers, min_origins=min_origins)
        held = edges(ledger, asked, day)
        found = measures(held, limit)
        told = reach(ledger, asked, day, _ties_of(held, {place.who.id or "" for place in found.places}))
        placed = tuple(
            msgspec.structs.replace(place, reports=told[place.who.id or ""][0], origins=told[place.who.id or ""][1])
            for place in found.places
        )
        return Places(
            day, msgspec.structs.replace(found, places=placed), ledger.coverage(),
            totals(ledger, asked, day, len(weights(ledger, asked, day))), asked.word.voices, asked.word.publishers,
            min_origins, found.actors > len(placed), notes(ledger, asked, day),
        )  # fmt: skip


def triads(
    ledger: Ledger,
    on: date | str,
    since: date | str | None = None,
    limit: int = 50,
    *,
    actors: Sequence[str] = (),
    voices: Sequence[str] = (),
    publishers: Sequence[str] = (),
    min_origins: int = 1,
) -> Triads:
    """The unbalanced triads of the network of a day, and those that shifted since an earlier one.

    Args:
        actors: only triads with one of them. limit: of triads, and of shifts. The rest, and errors, as of `network`.
    """
    day, before = days(on, since)
    with ledger.snapshot():
        asked = ask(ledger, actors=actors, voices=voices, publishers=publishers, min_origins=min_origins)
        wanted = frozenset(asked.actors)
        asked = asked._replace(actors=())
        now = edges(ledger, asked, day)
        then = None if before is None else edges(ledger, asked, before)
        found = balance(now, then, wanted)
        shifts = found.shifts[:limit]
        picked: list[tuple[Triad, str | None]] = [(triad, None) for triad in found.unbalanced[:limit]]
        picked += [(shift.now, "shifted" if shift.before else "appeared") for shift in shifts]
        moved = {_pair(old): old.sign for shift in shifts for old, _ in shift.moved}
        ties = _Evidence(ledger, asked, day, now, [pair for triad, _ in picked for pair in triad.pairs])
        past = [pair for triad, change in picked if change for pair in triad.pairs if _pair(pair) in moved]
        earlier = _Evidence(ledger, asked, before, then or [], past) if before is not None else None
        rows = []
        for triad, change in picked:
            sides = []
            for pair in triad.pairs:
                old = None if before is None or change is None else moved.get(_pair(pair), pair.sign)
                was = earlier.of(pair) if earlier is not None and change and _pair(pair) in moved else ()
                sides.append(Side(pair.one, pair.other, pair.sign, old, ties.of(pair), was))
            rows.append(Three(triad.actors, triad.balanced, change, triad.origins, tuple(sides)))
        return Triads(
            day, before, found.triads, len(found.unbalanced), len(found.shifts), tuple(rows), ledger.coverage(),
            totals(ledger, asked, day, len(weights(ledger, asked, day))), asked.word.voices, asked.word.publishers,
            min_origins, max(len(found.unbalanced), len(found.shifts)) > limit, notes(ledger, asked, day),
        )  # fmt: skip


class _Evidence:
    """The stances that pairs rest on, on a day."""

    def __init__(self, ledger: Ledger, asked: Asked, day: str, held: Iterable[Edge], pairs: Iterable[Pair]) -> None:
        wanted = {_pair(pair) for pair in pairs}
        keys: dict[frozenset[str | None], list[str]] = defaultdict(list)
        for edge in held:
            pair = frozenset((edge.subject.id, edge.object.id))
            if pair in wanted and edge.type in STANCES and edge.sign:
                keys[pair].append(edge.tie)
        order = list(dict.fromkeys(tie for ties in keys.values() for tie in ties))
        found = dict(zip(order, tied(ledger, asked, day, order, order), strict=True))
        self._ties = {pair: tuple(found[tie] for tie in ties) for pair, ties in keys.items()}

    def of(self, pair: Pair) -> tuple[Tie, ...]:
        return self._ties.get(_pair(pair), ())


def _pair(pair: Pair) -> frozenset[str | None]:
    return frozenset((pair.one.id, pair.other.id))


def _ties_of(held: Iterable[Edge], actors: set[str]) -> Mapping[str, Sequence[str]]:
    """The ties of each of some actors."""
    found: dict[str, list[str]] = defaultdict(list)
    for edge in held:
        for who in {edge.subject.id, edge.object.id} & actors:
            found[who or ""].append(edge.tie)
    return found
