"""Where the tellings of one happening cannot all be right: when, where, by whom, whether at all.

Two tellings differ where no day, place or side fits both: days that do not touch, places farther apart than either is
exact, different states, groups or bodies that are known by name. A person is not held against a state or group, since
they may be of it. What one says took place and another denies differs too. One source against itself in a later report
is a `statement`. The disputes of happenings are an index: they are made anew whenever the tellings or their origins
change. It goes by the actors whom the machine met; who is whom by people's decisions counts when they are told.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple, get_args

from onrecord.knowledge.folding import words
from onrecord.ledger.alike import apart
from onrecord.ledger.facts import Spot
from onrecord.ledger.store import Store
from onrecord.model import HAPPENED

Question = Literal["date", "place", "actor", "status"]
Kind = Literal["date", "place", "actor", "status", "statement"]
QUESTIONS: tuple[Question, ...] = get_args(Question)
MOST = 60
"""Tellings of one happening that are compared with one another: the earliest of each source and answer."""
_WEIGHTS: Mapping[Kind, float] = {"status": 2.0, "actor": 2.0, "statement": 2.0, "date": 1.5, "place": 1.5}
"""How much a kind counts in the order of disputes; one of figures counts 1 and more, see `figures`."""
_BODIES = frozenset({"state", "group", "organisation", "place"})


class Told(NamedTuple):
    """One telling of a happening in one report.

    Args:
        event: rowid of event_rows. n: which of the event's tellings. day: of publication, 9999 if not known.
        source: the speaker's ids, else the words for them, else the report's origin. speaks: whether it is a speaker.
        since, until: ISO, exclusive; both or neither. spot: None without a place. actors: ids of bodies with names.
    """

    event: int
    reading: int
    id: str
    n: int
    report: str
    day: str
    status: str
    source: str
    speaks: bool
    origin: str
    since: str | None
    until: str | None
    spot: Spot | None
    place: str | None
    actors: frozenset[tuple[str, str]]


class Side(NamedTuple):
    """An answer to the question, in words, and the tellings that give it, the earliest of each source first."""

    value: str
    told: tuple[Told, ...]


class Differing(NamedTuple):
    """A dispute about a happening: its kind, which question it is about, and the sides, the most told first."""

    kind: Kind
    question: Question
    sides: tuple[Side, ...]

    @property
    def origins(self) -> int:
        """How many independent origins the sides have."""
        return len({one.origin for side in self.sides for one in side.told})


def differing(rows: Sequence[Told]) -> list[Differing]:
    """All that the tellings of one happening differ about."""
    found: list[Differing] = []
    against: list[Differing] = []
    for question in QUESTIONS:
        others = _clashing(rows, question, lambda one, other: one.source != other.source)
        if others:
            found.append(Differing(question, question, _sides(others, question)))
        own = _clashing(rows, question, _against_itself)
        if own:
            against.append(Differing("statement", question, _sides(own, question)))
    return found + against[:1]


def tellings(store: Store, lead: int, as_met: bool = False) -> list[Told]:
    """The tellings of the happening that an event leads, by day of publication.

    Args:
        as_met: with the actors whom the machine met, whatever people decided of who is whom: so the index keeps them.
    """
    actors: dict[int, set[tuple[str, str]]] = defaultdict(set)
    for row in store.rows(_ACTORS.format(actor=_MET if as_met else "p.actor"), (lead,)):
        if row["kind"] in _BODIES:
            actors[row["event"]].add((row["actor"], row["name"]))
    asked = _TELLINGS.format(speaker="coalesce(s.met, s.actor)" if as_met else "s.actor")
    return [_told(row, frozenset(actors[row["event"]])) for row in store.rows(asked, (lead,))]


def rank(store: Store, leads: Iterable[int]) -> None:
    """Notes what the tellings of some happenings differ about; inside a transaction."""
    for lead in sorted(set(leads)):
        store.put("DELETE FROM event_disputes WHERE lead = ?", (lead,))
        store.put_all("INSERT INTO event_disputes VALUES (?, ?, ?)", _ranked(store, lead))


def several(store: Store, events: Iterable[int]) -> list[int]:
    """Those of some events that one report tells more than once, with different statuses."""
    return [event for event in sorted(events) if store.rows(_SEVERAL, (event,))]


def wrong(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with the index: where, and a sentence."""
    kept: dict[int, list[tuple[int, str, float]]] = defaultdict(list)
    for row in store.rows("SELECT lead, kind, rank FROM event_disputes ORDER BY lead, kind"):
        kept[row["lead"]].append(tuple(row))
    leads = {row[0] for row in store.rows("SELECT lead FROM happening_rows")}
    alone = [
        row[0]
        for row in store.rows("SELECT event FROM event_facts WHERE event NOT IN (SELECT event FROM event_groups)")
    ]
    for lead in sorted(leads | set(several(store, alone)) | kept.keys()):
        if sorted(_ranked(store, lead)) != kept[lead]:
            yield f"event {lead}", "what its tellings differ about is not what the index says"


def _ranked(store: Store, lead: int) -> list[tuple[int, str, float]]:
    rows = tellings(store, lead, as_met=True)
    found = differing(rows)
    if not found:
        return []
    ties = int(store.value(_TIES, (lead,)))
    hangs = len({one.origin for one in rows}) + ties
    return [(lead, one.kind, -hangs * _WEIGHTS[one.kind]) for one in found]


def _clashing(rows: Sequence[Told], question: Question, between: Callable[[Told, Told], bool]) -> list[Told]:
    """The tellings whose answer does not fit that of another one."""
    once: dict[tuple[str, str], Told] = {}
    for one in rows:
        value = _value(one, question)
        if value is not None:
            once.setdefault((one.source, value), one)
    some = list(once.values())[:MOST]
    clash = _CLASHES[question]
    return [one for one in some if any(between(one, other) and clash(one, other) for other in some if other is not one)]


def _against_itself(one: Told, other: Told) -> bool:
    """Whether a speaker says two things in reports of different days."""
    return (
        one.speaks
        and other.speaks
        and one.source == other.source
        and one.report != other.report
        and one.day != other.day
    )


def _sides(rows: Iterable[Told], question: Question) -> tuple[Side, ...]:
    found: dict[str, list[Told]] = defaultdict(list)
    for one in rows:
        found[_value(one, question) or ""].append(one)
    sides = [Side(value, tuple(some)) for value, some in found.items()]
    return tuple(sorted(sides, key=lambda side: (-len({one.origin for one in side.told}), side.value)))


def _value(one: Told, question: Question) -> str | None:
    """The answer of a telling, in words; None where it gives none."""
    if question == "status":
        return "denied" if one.status == "denied" else "took place" if one.status in HAPPENED - {"unknown"} else None
    if one.status not in HAPPENED:
        return None
    if question == "date":
        return _days(one)
    if question == "place":
        return one.place
    return " and ".join(sorted({name for _, name in one.actors})) or None


def _days(one: Told) -> str | None:
    if one.since is None or one.until is None:
        return None
    first, last = one.since[:10], _last(one)
    return first if first == last else f"{first} to {last}"


def _last(one: Told) -> str:
    """The last day of an interval, whose end is exclusive: that of an hour is its own day."""
    assert one.since is not None
    assert one.until is not None
    if "T" in one.until and not one.until.endswith("T00:00"):
        return one.until[:10]
    return max(one.since[:10], (date.fromisoformat(one.until[:10]) - timedelta(days=1)).isoformat())


def _other_days(one: Told, other: Told) -> bool:
    return (
        _days(one) is not None
        and _days(other) is not None
        and ((one.since or "")[:10] > _last(other) or (other.since or "")[:10] > _last(one))
    )


def _other_places(one: Told, other: Told) -> bool:
    return one.spot is not None and other.spot is not None and apart(one.spot, other.spot)


def _other_actors(one: Told, other: Told) -> bool:
    """Whether no body of the one is, or may be, one of the other: the Board may be the Harbour Board."""
    return not any(
        mine.split(".")[0] == theirs.split(".")[0] or _within(name, other_name) or _within(other_name, name)
        for mine, name in one.actors
        for theirs, other_name in other.actors
    )


def _within(name: str, other: str) -> bool:
    return set(words(name)) <= set(words(other))


def _other_status(one: Told, other: Told) -> bool:
    return (one.status == "denied") != (other.status == "denied")


_CLASHES: Mapping[Question, Callable[[Told, Told], bool]] = {
    "date": _other_days, "place": _other_places, "actor": _other_actors, "status": _other_status,
}  # fmt: skip


def _told(row: sqlite3.Row, actors: frozenset[tuple[str, str]]) -> Told:
    dated = row["since"] is not None and row["until"] is not None
    place = row["place"]
    whole = row["country"] is not None and row["admin1"] is None and (row["precision_km"] or 0) > 20
    spot = place and Spot(
        place, row["geonames"], row["country"], row["lat"], row["lon"], row["precision_km"], whole, place
    )
    speaks = row["speaker"] is not None
    return Told(
        row["event"], row["reading"], row["id"], row["n"], row["report"], row["day"], row["status"],
        row["speaker"] or row["words"] or row["origin"], speaks, row["origin"], row["since"] if dated else None,
        row["until"] if dated else None, spot or None, place, actors,
    )  # fmt: skip


_MEMBERS = """
WITH members (event) AS (SELECT ?1 UNION SELECT event FROM event_groups WHERE lead = ?1)
"""
_MET = "coalesce(p.met, p.actor)"
_TELLINGS = f"""
{_MEMBERS}
SELECT e.rowid AS event, e.reading, e.id, t.n, c.report, c.day, t.status, e.since, e.until,
  coalesce(e.origin, c.origin) AS origin,
  x.name AS place, x.geonames, x.country, x.admin1, x.lat, x.lon, x.precision_km,
  (SELECT group_concat({{speaker}}) FROM attribution_actors s
    WHERE s.reading = e.reading AND s.attribution = t.attribution AND s.role = 'speaker') AS speaker,
  (SELECT lower(a.source_words) FROM attribution_rows a WHERE a.reading = e.reading AND a.id = t.attribution) AS words
FROM members m
CROSS JOIN event_rows e ON e.rowid = m.event
CROSS JOIN current_readings c ON c.reading = e.reading
CROSS JOIN event_tellings t ON t.reading = e.reading AND t.event = e.id
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
ORDER BY c.day, c.report, t.start_at, e.rowid, t.n
"""
_ACTORS = f"""
{_MEMBERS}
SELECT e.rowid AS event, l.id AS actor, l.name, l.kind FROM members m
CROSS JOIN event_rows e ON e.rowid = m.event
CROSS JOIN event_parties p ON p.reading = e.reading AND p.event = e.id AND p.role = 'actor'
CROSS JOIN ledger_actors l ON l.id = {{actor}}
WHERE l.id NOT LIKE 'report:%'
"""
_SEVERAL = """
SELECT 1 FROM event_rows e JOIN event_tellings t ON t.reading = e.reading AND t.event = e.id
WHERE e.rowid = ? GROUP BY e.rowid HAVING count(DISTINCT t.status) > 1
"""
_TIES = f"""
{_MEMBERS}
SELECT count(DISTINCT r.tie) FROM members m CROSS JOIN event_rows e ON e.rowid = m.event
CROSS JOIN relation_rows r ON r.reading = e.reading AND r.cause = e.id
"""
