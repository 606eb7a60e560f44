"""One line for each happening, with every telling of it: who says that it took place, when and where, by source."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from onrecord.ledger import joined
from onrecord.ledger.alike import Likeness, rules
from onrecord.ledger.events import Asked, told, weighed
from onrecord.ledger.expected import Shares
from onrecord.ledger.found import Acted, Dated, Found, Gathered, Happening, Linked, Placed, Stance, Stated, Where, Who
from onrecord.ledger.grouping import Pair
from onrecord.ledger.happenings import Likenesses, outdated
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store
from onrecord.model import HAPPENED, Decision

LINKS = 200
"""Links of one happening that are told at most, beside those that people made: the strongest."""


def gathered(store: Store, asked: Asked, limit: int, offset: int = 0) -> Found[Gathered]:
    """The happenings of which a telling passes the filters, earliest first, undated ones last.

    Each comes with all its tellings, also those that do not pass.
    """
    with store.snapshot():
        leads = _leads(store, asked, offset + limit + 1)[offset:]
        left_out, set_aside = asked.left_out(store), asked.set_aside(store)
        notes = (*asked.notes(store, left_out, set_aside, "telling"), *_behind(store))
        shares = Shares(store)
        rows = _gather(store, leads[:limit], shares, asked.rejected)
        expected = shares.expected(weighed(telling) for row in rows for telling in row.tellings)
        return Found(rows, coverage(store), len(leads) > limit, notes, sum(left_out.values()), set_aside, expected)


def _behind(store: Store) -> tuple[str, ...]:
    """What is not yet compared with who people are by the last decisions."""
    number = outdated(store)
    told = f"{number:,} {'report' if number == 1 else 'reports'}"
    return (f"Still to be compared with who people are now: the events of {told}.",) if number else ()


def of_event(store: Store, reading: int, event: str) -> Gathered:
    """The happening that an event of a current reading tells of, with all its tellings.

    Raises:
        KeyError: there is no such event.
    """
    with store.snapshot():
        lead = store.value(_LEAD_OF, (reading, event))
        if lead is None:
            raise KeyError(event)
        return _gather(store, [lead], Shares(store), rejected=False)[0]


def gather(store: Store, leads: Sequence[int], reports: Collection[str] | None = None) -> tuple[Gathered, ...]:
    """The happenings of some leading events (their numbers), in that order; call it inside a snapshot.

    Args:
        reports: ids of those whose tellings count, None for all: what others tell is then nowhere in a happening, but
            that it is still known by the telling that leads it. One of which none of them tells is left out.
    """
    return _gather(store, leads, Shares(store), rejected=False, reports=reports)


def _leads(store: Store, asked: Asked, wanted: int) -> list[int]:
    """The leading events of the first happenings, as many as wanted."""
    sql, values = asked.sql(
        store, "coalesce((SELECT g.lead FROM event_groups g WHERE g.event = e.rowid), e.rowid) AS lead"
    )
    order = (
        f"ORDER BY {'e' if asked.actors is None or asked.rejected else 'p'}.day, c.report, e.start_at, e.rowid LIMIT ?"
    )
    most = 2 * wanted
    while True:
        rows = store.rows(f"{sql} {order}", (*values, most))
        found = list(dict.fromkeys(row["lead"] for row in rows))
        if len(found) >= wanted or len(rows) < most:
            return found[:wanted]
        most *= 4


def _gather(
    store: Store, leads: Sequence[int], shares: Shares, rejected: bool, reports: Collection[str] | None = None
) -> tuple[Gathered, ...]:
    members: dict[int, list[int]] = {lead: [lead] for lead in leads}
    for at in range(0, len(leads), 900):
        part = leads[at : at + 900]
        sql = f"SELECT lead, event FROM event_groups WHERE lead IN ({', '.join('?' * len(part))}) ORDER BY lead, event"
        for row in store.rows(sql, part):
            if row["event"] != row["lead"]:
                members[row["lead"]].append(row["event"])
    tellings = dict(told(store, [event for events in members.values() for event in events], rejected))
    names = {lead: tellings[lead].row for lead in members}
    if reports is not None:
        members = {
            lead: some
            for lead, events in members.items()
            if (some := [event for event in events if tellings[event].passage.report in reports])
        }
        for some in members.values():
            done = {tellings[event].origin for event in some if tellings[event].status in HAPPENED}
            tellings |= {event: replace(tellings[event], origins=max(1, len(done))) for event in some}
    people = joined.decided(store)
    likenesses = Likenesses(store)
    linked = likenesses.linked([event for events in members.values() if len(events) > 1 for event in events])
    return tuple(
        _happening(
            names[lead],
            [tellings[event] for event in events],
            _links(likenesses, linked, people, events, tellings),
            shares,
        )
        for lead, events in members.items()
    )


def _links(
    likenesses: Likenesses, linked: Mapping[tuple[int, int], float], people: Mapping[Pair, Decision],
    events: Sequence[int], tellings: Mapping[int, Happening],
) -> Iterable[Linked]:  # fmt: skip
    """What joins the tellings of a happening: people, and the strongest links, in order of the tellings."""
    place = {event: n for n, event in enumerate(events)}
    numbers = {tellings[event].row: event for event in events}
    joins = {pair: by for pair, by in people.items() if by.kind == "join" and numbers.keys() >= {*pair}}
    inside = ((score, pair) for pair, score in linked.items() if place.keys() >= {*pair})
    strongest = heapq.nsmallest(LINKS, inside, key=lambda one: (-one[0], one[1]))
    wanted = {pair for _, pair in strongest} | {(numbers[one], numbers[other]) for one, other in joins}
    ordered = {(one, other) if place[one] < place[other] else (other, one) for one, other in wanted}
    for one, other in sorted(ordered, key=lambda pair: (place[pair[0]], place[pair[1]])):
        rows = tellings[one].row, tellings[other].row
        by = joins.get((min(rows), max(rows)))
        like = likenesses.of(one, other)
        told = (f"joined by {by.by}: {by.why} [{by.id}]",) if by else ()
        yield Linked(*rows, like.score, told + reasons(like))


def reasons(like: Likeness) -> tuple[str, ...]:
    """What speaks for and against two tellings being of one happening, in words, the weightiest first."""
    return tuple(f"{rules()[rule].meaning} ({weight:+.1f})" for rule, weight in like.reasons if weight)


def _happening(name: str, rows: Sequence[Happening], links: Iterable[Linked], shares: Shares) -> Gathered:
    days: dict[tuple[str | None, str | None], list[str]] = defaultdict(list)
    places: dict[str, tuple[Where, list[str]]] = {}
    statuses: dict[str, list[Happening]] = defaultdict(list)
    for row in rows:
        statuses[row.status].append(row)
        if row.dated:
            days[row.start, row.end].append(row.voice.name)
        if row.place is not None:
            places.setdefault(row.place.name, (row.place, []))[1].append(row.voice.name)
    types = Counter(row.type for row in rows)
    return Gathered(
        row=name,
        shown=max(rows, key=_full),
        types=tuple(sorted(types, key=lambda one: (-types[one], one))),
        reports=len({row.passage.report for row in rows}),
        origins=rows[0].origins,
        statuses=tuple(
            Stated(status, _once(row.voice.name for row in some), len({row.origin for row in some}))
            for status, some in sorted(statuses.items(), key=lambda one: (-len(one[1]), one[0]))
        ),
        stances=tuple(_stances(rows)),
        doers=tuple(_doers(rows)),
        days=tuple(Dated(*span, _once(names)) for span, names in sorted(days.items(), key=lambda one: str(one[0]))),
        places=tuple(Placed(place, _once(names)) for _, (place, names) in sorted(places.items())),
        tellings=tuple(rows),
        links=tuple(links),
        wrong=shares.jointly(weighed(row) for row in rows if row.status in HAPPENED),
    )


def _stances(rows: Sequence[Happening]) -> Iterator[Stance]:
    some: dict[Literal["asserts", "denies", "hedges"], list[Happening]] = {"asserts": [], "denies": [], "hedges": []}
    for row in rows:
        if row.status == "denied":
            some["denies"].append(row)
        elif row.status in HAPPENED:
            some["asserts" if row.certainty == "CT+" and row.status != "unknown" else "hedges"].append(row)
    for stance, those in some.items():
        if those:
            yield Stance(stance, _once(row.voice.name for row in those), len({row.origin for row in those}))


def _doers(rows: Sequence[Happening]) -> Iterator[Acted]:
    """Who acted, by source: those whom most name first, then the sources that name nobody."""
    found: dict[tuple[str, ...], tuple[tuple[Who, ...], list[str]]] = {}
    for row in rows:
        names = tuple(sorted(who.name for who in row.actors))
        found.setdefault(names, (row.actors, []))[1].append(row.voice.name)
    for _, (actors, sources) in sorted(found.items(), key=lambda one: (not one[0], -len(one[1][1]), one[0])):
        yield Acted(actors, _once(sources))


def _full(row: Happening) -> tuple[bool, ...]:
    """How much a telling says: the first of those that say most is shown."""
    return row.precision in ("minute", "day"), row.dated, bool(row.actors), bool(row.recipients), row.place is not None


def _once(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


_LEAD_OF = """
SELECT coalesce((SELECT g.lead FROM event_groups g WHERE g.event = e.rowid), e.rowid)
FROM event_rows e JOIN current_readings c ON c.reading = e.reading WHERE e.reading = ? AND e.id = ?
"""
