"""Which tellings in different reports are of one happening: an index over the events of the current readings.

For each event the ledger keeps what is compared of it (see `facts`) and keys under which others find it. Those that
share a key and may be of the same days are compared (see `alike`); links are kept with their score. The events that
links join, over however many steps, are grouped (see `grouping`) anew whenever one of them or a link changes: so the
groups do not depend on the order in which reports were added. All this is done at the end of a transaction, for what
came or went in it.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from onrecord.ledger import differing, joined, same
from onrecord.ledger.alike import Likeness, compare, rules, types
from onrecord.ledger.facts import LONGEST, LOOKED_BACK, SLIP, Facts, facts_of, keys_of, looked_up
from onrecord.ledger.grouping import Pair, groups
from onrecord.ledger.readings import stored
from onrecord.ledger.store import Store
from onrecord.model import HAPPENED, Reading

CANDIDATES = 60
"""Events that one is compared with at most: those that share most keys. Only an event whose keys are those of more than
so many others of the same weeks can miss one."""
PORTION = 25
"""Readings that are compared anew at the end of a transaction, of those in which people are others than before."""
_SHORT = LOOKED_BACK + 1
_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(Facts)
_COUNTED, _GROUPED, _LINKED_ANEW = 0, 1, 2
"""What an event needs at the end of a transaction, the greater with the less."""


class Decided(NamedTuple):
    """What people decided of tellings, as pairs of rows (REPORT:ID): joined, and parted."""

    join: tuple[Pair, ...] = ()
    split: tuple[Pair, ...] = ()


def decided(store: Store) -> Decided:
    """What people have joined and parted."""
    found = joined.decided(store)
    join, split = (tuple(sorted(pair for pair, by in found.items() if by.kind == kind)) for kind in ("join", "split"))
    return Decided(join, split)


def enter(store: Store, number: int) -> None:
    """Takes in the events of a reading that has become current; inside a transaction."""
    _Index(store).take(number)


def leave(store: Store, number: int) -> None:
    """Drops the events of a reading that is no longer current; those that they were joined with are grouped anew."""
    _Index(store).forget(number)


def moved(store: Store, report: str) -> None:
    """Notes that the origin of a report is another one, so that the origins of its happenings are counted anew."""
    store.put(
        "INSERT INTO happenings_due SELECT DISTINCT g.lead, ? FROM current_readings c"
        " JOIN event_rows e ON e.reading = c.reading JOIN event_groups g ON g.event = e.rowid WHERE c.report = ?"
        " ON CONFLICT DO NOTHING",
        (_COUNTED, report),
    )


def recount(store: Store, readings: Iterable[int]) -> None:
    """Notes that what some readings tell has other origins: those of the happenings that they tell are counted anew."""
    for reading in readings:
        store.put(_DUE_OF_READING, (_COUNTED, reading))


def reconsider(store: Store, made: Iterable[str]) -> None:
    """Notes that the events that some decisions (ids) are about are to be grouped anew; inside a transaction."""
    for decision in made:
        store.put(_DUE_OF_DECISION, (_GROUPED, decision))


def outdate(store: Store, readings: Iterable[int]) -> None:
    """Notes that people are others now in events of readings: those that are current are to be compared anew.

    They are so in portions, at the end of this transaction and of those that follow: a decision on somebody whom
    thousands of reports name takes no longer than any other.
    """
    store.put_all(_OUTDATED, [(reading,) for reading in sorted(readings)])


def outdated(store: Store) -> int:
    """How many readings have events that are still to be compared with who people are now."""
    return int(store.value("SELECT count(*) FROM happenings_outdated"))


def settle(store: Store) -> set[int]:
    """Links and groups what is new or has changed, and a portion of what is outdated, at the end of a transaction.

    Returns:
        the readings of which an event is now in another group than before.
    """
    index = _Index(store)
    for (reading,) in store.rows("SELECT reading FROM happenings_outdated ORDER BY reading LIMIT ?", (PORTION,)):
        index.renew(reading)
        store.put("DELETE FROM happenings_outdated WHERE reading = ?", (reading,))
    due = {row["event"]: row["need"] for row in store.rows("SELECT event, need FROM happenings_due")}
    if not due:
        return set()
    store.put("DELETE FROM happenings_due")
    touched = {event for event, need in due.items() if need >= _GROUPED}
    for event, need in sorted(due.items()):
        if need == _LINKED_ANEW:
            touched |= index.link(event)
    changed = regroup(store, touched, decided(store), index)
    _count(store, (event for event, need in due.items() if need == _COUNTED))
    return changed


def regroup(store: Store, events: Iterable[int], people: Decided, index: _Index | None = None) -> set[int]:
    """Makes the groups of some events, and of all that links or people join with them, anew; inside a transaction.

    Args:
        events: rowids of event_rows. people: what people decided of any event of the ledger.

    Returns:
        the readings of which an event is now in another group than before.
    """
    index = index or _Index(store)
    left = set(events)
    near = index.joined(people)
    changed: set[int] = set()
    while left:
        members = index.component({left.pop()}, near)
        left -= members
        changed |= index.group(members, people)
    return changed


class Likenesses:
    """How alike events of current readings are, by their rowids."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = _Index(store)

    def of(self, one: int, other: int) -> Likeness:
        """How alike two are, with the reasons."""
        return compare(self._index.facts(one), self._index.facts(other))

    def linked(self, events: Sequence[int]) -> dict[tuple[int, int], float]:
        """The links of some events, the lower number first, each with its score."""
        self._index.load(event for event in events if event not in self._index.known)
        return {
            (event, row["other"]): row["score"]
            for event in events
            for row in self._store.rows("SELECT other, score FROM event_pairs WHERE event = ?", (event,))
        }


def faults(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong in the index: the report or row, and a sentence."""
    index = _Index(store)
    for row in store.rows(_READ):
        yield from index.wrong(row)
    for row in store.rows(_LOST):
        yield f"event {row[0]}", "the index of happenings has it, and it is in no current reading"
    people = decided(store)
    near = index.joined(people)
    left = {number for row in store.rows(_PAIRED) for number in (row[0], row[1])} | set(near)
    left |= {row[0] for row in store.rows("SELECT event FROM event_groups")}
    while left:
        members = index.component({left.pop()}, near)
        left -= members
        yield from index.wrong_groups(members, people)
    for row in store.rows(_MISCOUNTED):
        yield f"event {row[0]}", "its tellings, reports or origins are miscounted"
    yield from differing.wrong(store)


class _Index:
    """The tables of the index; keeps what it has unpacked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: dict[int, Facts] = {}

    def take(self, number: int) -> None:
        """Puts a reading's events in; they are linked at the end of the transaction."""
        store = self.store
        events = [
            row[0] for row in store.rows("SELECT rowid FROM event_rows WHERE reading = ? ORDER BY rowid", (number,))
        ]
        if not events:
            return
        self._put(number, list(zip(events, self._facts(number), strict=True)))

    def renew(self, number: int) -> None:
        """Puts those events of a reading in anew of which another is to be compared than before."""
        told = {row["event"]: _UNPACK.decode(row["facts"]) for row in self.store.rows(_OF_READING, (number,))}
        now = dict(zip(told, self._facts(number), strict=True))
        changed = {event: facts for event, facts in told.items() if facts != now[event]}
        self._forget(changed)
        self._put(number, [(event, now[event]) for event in changed])

    def _facts(self, number: int) -> list[Facts]:
        reading = stored(self.store, number)
        return facts_of(reading, same.leads_in(self.store, reading))

    def _put(self, number: int, told: Sequence[tuple[int, Facts]]) -> None:
        store = self.store
        store.put_all(
            "INSERT INTO event_facts VALUES (?, ?, ?)", [(event, number, _PACK.encode(facts)) for event, facts in told]
        )
        store.put_all("INSERT INTO event_keys VALUES (?, ?, ?, ?)", sorted(k for e, f in told for k in _kept(e, f)))
        self._need((event for event, _ in told), _LINKED_ANEW)
        self.known.update(told)

    def forget(self, number: int) -> None:
        """Takes a reading's events out."""
        self._forget({row["event"]: _UNPACK.decode(row["facts"]) for row in self.store.rows(_OF_READING, (number,))})
        self.store.put("DELETE FROM happenings_outdated WHERE reading = ?", (number,))

    def _forget(self, told: Mapping[int, Facts]) -> None:
        store = self.store
        touched: set[int] = set()
        for event, facts in told.items():
            touched |= set(self._linked(event)) | set(self._together(event))
            store.put_all(
                "DELETE FROM event_keys WHERE key = ? AND since = ? AND event = ?",
                [key[:3] for key in _kept(event, facts)],
            )
            store.put("DELETE FROM event_pairs WHERE event = ?1 OR other = ?1", (event,))
            store.put("DELETE FROM event_groups WHERE event = ?", (event,))
            store.put("DELETE FROM happening_rows WHERE lead = ?", (event,))
            store.put("DELETE FROM event_disputes WHERE lead = ?", (event,))
            store.put("DELETE FROM happenings_due WHERE event = ?", (event,))
            store.put("DELETE FROM event_facts WHERE event = ?", (event,))
            self.known.pop(event, None)
        self._need(touched - told.keys(), _GROUPED)

    def link(self, event: int) -> set[int]:
        """Links an event with those it is like; these."""
        mine = self.facts(event)
        found: dict[int, float] = {}
        for other in self._candidates(event, mine):
            told = compare(mine, self.known[other])
            if told.linked:
                found[other] = told.score
        self.store.put_all(
            "INSERT OR IGNORE INTO event_pairs VALUES (?, ?, ?)",
            [(min(event, other), max(event, other), score) for other, score in found.items()],
        )
        return set(found)

    def facts(self, event: int) -> Facts:
        """What is compared of an event."""
        self.load([event])
        return self.known[event]

    def joined(self, people: Decided) -> dict[int, set[int]]:
        """Of each event that people joined with others, these."""
        near: dict[int, set[int]] = {}
        for one, other in self.numbers(people.join).values():
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
        return near

    def component(self, events: set[int], near: Mapping[int, set[int]]) -> set[int]:
        """The events that links, groups and people join with some, and these."""
        found = set(events)
        edge = set(events)
        led: set[int] = set()
        while edge:
            reached: set[int] = set()
            for event in edge:
                reached.update(self._linked(event))
                reached.update(near.get(event, ()))
                lead = self.store.value(_LEAD, (event,))
                if lead is not None and lead not in led:
                    led.add(lead)
                    reached.update(self._together(event))
            edge = reached - found
            found |= edge
        return found

    def group(self, members: set[int], people: Decided) -> set[int]:
        """Groups some events and writes the groups of more than one; the readings of those whose group changed."""
        store = self.store
        before = {event: row[0] for event in members for row in store.rows(_LEAD, (event,))}
        after: dict[int, int] = {}
        if len(members) > 1:
            self.load(members)
            by_row = {self.known[event].row: event for event in members}
            for group in self._grouped(by_row, people):
                if len(group) > 1:
                    lead = by_row[min(group, key=lambda row: _first(self.known[by_row[row]]))]
                    after.update((by_row[row], lead) for row in group)
        changed = {event for event in members if before.get(event) != after.get(event)}
        store.put_all("DELETE FROM event_groups WHERE event = ?", [(event,) for event in changed])
        store.put_all("INSERT INTO event_groups VALUES (?, ?)", sorted((e, after[e]) for e in changed if e in after))
        gone = set(before.values()) - set(after.values())
        store.put_all("DELETE FROM happening_rows WHERE lead = ?", [(lead,) for lead in gone])
        store.put_all("DELETE FROM event_disputes WHERE lead = ?", [(lead,) for lead in gone])
        _count(store, set(after.values()))
        differing.rank(store, differing.several(store, members - after.keys()))
        return {row[0] for event in changed for row in store.rows(_READING, (event,))}

    def wrong(self, row: sqlite3.Row) -> Iterator[tuple[str, str]]:
        """What is wrong in the facts, keys and links of a report; row: its id, reading and stored bytes.

        A stored reading that is broken is for others to find.
        """
        if self.store.rows("SELECT 1 FROM happenings_outdated WHERE reading = ?", (row["reading"],)):
            return
        try:
            reading = Reading.from_json(zlib.decompress(row["json"]))
            found = facts_of(reading, same.leads_in(self.store, reading))
        except (zlib.error, TypeError, msgspec.MsgspecError):
            return
        told = {
            kept["event"]: _UNPACK.decode(kept["facts"]) for kept in self.store.rows(_OF_READING, (row["reading"],))
        }
        if list(told.values()) != found:
            yield row["report"], "what is compared of its events is not what the reading gives"
            return
        for event, facts in told.items():
            wanted = set(_kept(event, facts))
            kept = sum(len(self.store.rows(_KEPT, key)) for key in wanted)
            if kept != len(wanted):
                yield facts.row, "keys are missing under which it is found"
            for pair in self.store.rows("SELECT other, score FROM event_pairs WHERE event = ?", (event,)):
                self.load([pair["other"]])
                other = self.known.get(pair["other"])
                like = None if other is None else compare(facts, other)
                if like is None or not like.linked or abs(like.score - pair["score"]) > 1e-6:
                    yield facts.row, "a link to another telling is not what comparing the two gives"

    def wrong_groups(self, members: set[int], people: Decided) -> Iterator[tuple[str, str]]:
        """The groups among events that belong together that are not what the links give."""
        self.load(members)
        if not members <= self.known.keys():
            yield f"event {min(members - self.known.keys())}", "it is linked or grouped, but not in the index"
            return
        by_row = {self.known[event].row: event for event in members}
        wanted = {frozenset(by_row[row] for row in group) for group in self._grouped(by_row, people) if len(group) > 1}
        stored: dict[int, set[int]] = {}
        for event in members:
            for row in self.store.rows(_LEAD, (event,)):
                stored.setdefault(row[0], set()).add(event)
        if {frozenset(group) for group in stored.values()} != wanted:
            yield min(by_row), "the group of this telling is not what the links give"

    def numbers(self, pairs: Iterable[Pair]) -> dict[Pair, tuple[int, int]]:
        """The rowids of pairs of rows; without those that are of no current reading."""
        found = {}
        for pair in pairs:
            both = [self._number(row) for row in pair]
            if both[0] is not None and both[1] is not None:
                found[pair] = both[0], both[1]
        return found

    def _grouped(self, by_row: Mapping[str, int], people: Decided) -> list[frozenset[str]]:
        links: dict[Pair, float] = {}
        rows = {event: row for row, event in by_row.items()}
        for event, row in rows.items():
            for pair in self.store.rows("SELECT other, score FROM event_pairs WHERE event = ?", (event,)):
                one, other = sorted((row, rows[pair["other"]]))
                links[one, other] = pair["score"]

        def alike(one: str, other: str) -> tuple[float, bool]:
            told = compare(self.known[by_row[one]], self.known[by_row[other]])
            return told.score, told.apart

        share = rules()["least"].weight * rules()["share"].weight
        return groups(by_row, links, alike, share, join=people.join, split=people.split)

    def _candidates(self, event: int, facts: Facts) -> Iterator[int]:
        """Events that may be of the same happening: others of its report, and those with a key and days in common."""
        own = {row[0] for row in self.store.rows(_OF_SAME, (event,))}
        found = sorted(own - {event})
        window = facts.window
        if window is not None:
            since, until = window
            asked = [
                value
                for key in sorted(looked_up(facts, types()[facts.type]))
                for value in (2 * key, since - SLIP - _SHORT, 2 * key + 1, since - LONGEST)
            ]
            marks = ", ".join(["(?, ?)"] * (len(asked) // 2))
            rows = self.store.rows(
                _SHARING.format(marks=marks), [*asked, until + SLIP, since - SLIP, CANDIDATES + len(own)]
            )
            found += [row[0] for row in rows if row[0] not in own][:CANDIDATES]
        self.load(found)
        yield from found

    def load(self, events: Iterable[int]) -> None:
        """Unpacks what is compared of some events, in few questions to the file."""
        wanted = sorted(event for event in set(events) if event not in self.known)
        for at in range(0, len(wanted), 900):
            part = wanted[at : at + 900]
            marks = ", ".join("?" * len(part))
            sql = f"SELECT event, facts FROM event_facts WHERE event IN ({marks})"
            self.known.update((row["event"], _UNPACK.decode(row["facts"])) for row in self.store.rows(sql, part))

    def _need(self, events: Iterable[int], need: int) -> None:
        self.store.put_all(
            "INSERT INTO happenings_due VALUES (?, ?) ON CONFLICT DO UPDATE SET need = max(need, excluded.need)",
            [(event, need) for event in events],
        )

    def _number(self, row: str) -> int | None:
        report, _, event = row.partition(":")
        found: int | None = self.store.value(
            "SELECT e.rowid FROM current_readings c JOIN event_rows e ON e.reading = c.reading"
            " WHERE c.report = ? AND e.id = ?",
            (report, event),
        )
        return found

    def _linked(self, event: int) -> Iterator[int]:
        for row in self.store.rows(_LINKED, (event,)):
            yield row[0]

    def _together(self, event: int) -> Iterator[int]:
        for row in self.store.rows(_TOGETHER, (event,)):
            yield row[0]


def _kept(event: int, facts: Facts) -> Iterator[tuple[int, int, int, int]]:
    """The rows of event_keys of an event: a key is even for a short window, odd for a long one."""
    window = facts.window
    if window is not None:
        long = window[1] - window[0] > _SHORT
        for key in keys_of(facts):
            yield 2 * key + long, window[0], event, window[1]


def _first(facts: Facts) -> tuple[int, str, int, str]:
    """The order of tellings by publication, report and place in it; the first one leads."""
    return facts.published if facts.published is not None else 1 << 30, facts.report, facts.at, facts.row


def _count(store: Store, leads: Iterable[int]) -> None:
    """Counts some happenings, and notes what their tellings differ about."""
    counted = sorted(leads)
    for lead in counted:
        store.put(_COUNT, {"lead": lead})
    differing.rank(store, counted)


_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_LEAD = "SELECT lead FROM event_groups WHERE event = ?"
_LINKED = "SELECT other FROM event_pairs WHERE event = ?1 UNION ALL SELECT event FROM event_pairs WHERE other = ?1"
_TOGETHER = "SELECT event FROM event_groups WHERE lead = (SELECT lead FROM event_groups WHERE event = ?)"
_SHARING = """
WITH asked (key, low) AS (VALUES {marks})
SELECT k.event FROM asked a CROSS JOIN event_keys k ON k.key = a.key AND k.since >= a.low AND k.since < ?
WHERE k.until > ? GROUP BY k.event ORDER BY count(*) DESC, k.event LIMIT ?
"""
_OF_READING = "SELECT event, facts FROM event_facts WHERE reading = ? ORDER BY event"
_OF_SAME = "SELECT event FROM event_facts WHERE reading = (SELECT reading FROM event_facts WHERE event = ?)"
_OUTDATED = """
INSERT INTO happenings_outdated SELECT c.reading FROM current_readings c WHERE c.reading = ? ON CONFLICT DO NOTHING
"""
_DUE_OF_READING = """
INSERT INTO happenings_due SELECT DISTINCT g.lead, ? FROM event_rows e JOIN event_groups g ON g.event = e.rowid
WHERE e.reading = ? ON CONFLICT DO NOTHING
"""
_DUE_OF_DECISION = """
INSERT INTO happenings_due SELECT DISTINCT e.rowid, ?1 FROM decision_homes h
CROSS JOIN current_readings c ON c.report = h.report CROSS JOIN event_rows e ON e.reading = c.reading AND e.id = h.row
WHERE h.decision = ?2 ON CONFLICT DO UPDATE SET need = max(need, excluded.need)
"""
_READING = "SELECT reading FROM event_facts WHERE event = ?"
_KEPT = "SELECT 1 FROM event_keys WHERE key = ? AND since = ? AND event = ? AND until = ?"
_READ = "SELECT c.report, c.reading, b.json FROM current_readings c JOIN reading_bytes b ON b.reading = c.reading"
_LOST = """
SELECT event FROM event_facts WHERE reading NOT IN (SELECT reading FROM current_readings)
UNION SELECT event FROM event_keys WHERE event NOT IN (SELECT event FROM event_facts)
"""
_PAIRED = "SELECT event, other FROM event_pairs"
_MISCOUNTED = f"""
SELECT g.lead FROM event_groups g
JOIN event_rows e ON e.rowid = g.event JOIN current_readings c ON c.reading = e.reading
LEFT JOIN happening_rows h ON h.lead = g.lead GROUP BY g.lead
HAVING h.tellings IS NOT count(*) OR h.reports IS NOT count(DISTINCT c.report)
  OR h.origins IS NOT count(DISTINCT CASE WHEN e.status IN ({_HAPPENED}) THEN coalesce(e.origin, c.origin) END)
"""
_COUNT = f"""
INSERT OR REPLACE INTO happening_rows
SELECT :lead, count(*), count(DISTINCT c.report),
  count(DISTINCT CASE WHEN e.status IN ({_HAPPENED}) THEN coalesce(e.origin, c.origin) END)
FROM event_groups g JOIN event_rows e ON e.rowid = g.event JOIN current_readings c ON c.reading = e.reading
WHERE g.lead = :lead
"""
