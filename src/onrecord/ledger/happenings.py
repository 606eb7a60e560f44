"""Which tellings in different reports are of one happening: an index over the events of the current readings.

For each event the ledger keeps what is compared of it (see `facts`) and keys under which others find it. Those that
share a key and may be of the same days are compared (see `alike`); links are kept with their score. The events that
links join, over however many steps, are grouped (see `grouping`) anew whenever one of them or a link changes: so the
groups do not depend on the order in which reports were added.
"""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from onrecord.ledger.alike import Likeness, compare, rules, types
from onrecord.ledger.facts import LONGEST, LOOKED_BACK, Facts, facts_of, keys_of, looked_up
from onrecord.ledger.grouping import Pair, groups
from onrecord.ledger.store import Store
from onrecord.model import HAPPENED, Reading

CANDIDATES = 60
"""Events that one is compared with at most: those that share most keys. Only an event whose keys are those of more than
so many others of the same weeks can miss one."""
_SHORT = LOOKED_BACK + 1
_PACK = msgspec.msgpack.Encoder()
_UNPACK = msgspec.msgpack.Decoder(list[tuple[int, Facts]])


class Decided(NamedTuple):
    """What people decided of tellings, as pairs of rows (REPORT:ID): joined, and parted."""

    join: tuple[Pair, ...] = ()
    split: tuple[Pair, ...] = ()


class Changed(NamedTuple):
    """What an addition changed: reports with a new current reading, and reports whose origin may be another now."""

    read: dict[str, tuple[int, Reading]]
    traced: set[str]

    @classmethod
    def nothing(cls) -> Changed:
        """Nothing yet."""
        return cls({}, set())


def decided(store: Store) -> Decided:
    """What people have joined and parted: nothing, as long as the ledger keeps no such decisions."""
    return Decided()


def settle(store: Store, changed: Changed, people: Decided | None = None) -> None:
    """Brings the index up to date with what was added; inside a transaction."""
    index = _Index(store)
    touched: set[int] = set()
    for report in changed.read:
        touched |= index.forget(report)
    fresh = [event for number, reading in changed.read.values() for event in index.take(number, reading)]
    for event in fresh:
        touched |= {event} | index.link(event)
    regroup(store, touched, decided(store) if people is None else people, index)
    recount(store, changed.traced - changed.read.keys())


def regroup(store: Store, events: Iterable[int], people: Decided, index: _Index | None = None) -> None:
    """Makes the groups of some events, and of all that links or people join with them, anew; inside a transaction.

    Args:
        events: rowids of event_rows. people: what people decided of any event of the ledger.
    """
    index = index or _Index(store)
    left = set(events)
    joined = index.numbers(people.join)
    near: dict[int, set[int]] = {}
    for one, other in joined.values():
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    while left:
        members = index.component({left.pop()}, near)
        left -= members
        index.group(members, people)


def recount(store: Store, reports: Iterable[str]) -> None:
    """Counts the origins of the happenings that some reports tell anew; inside a transaction."""
    leads = {
        row[0]
        for report in reports
        for row in store.rows(
            "SELECT DISTINCT g.lead FROM current_readings c JOIN event_rows e ON e.reading = c.reading"
            " JOIN event_groups g ON g.event = e.rowid WHERE c.report = ?",
            (report,),
        )
    }
    _count(store, leads)


class Likenesses:
    """How alike events of current readings are, by their rowids."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._index = _Index(store)

    def of(self, one: int, other: int) -> Likeness:
        """How alike two are, with the reasons."""
        return compare(self._index.facts(one), self._index.facts(other))

    def linked(self, events: Sequence[int]) -> set[tuple[int, int]]:
        """The links of some events, the lower number first."""
        self._index.load(event for event in events if event not in self._index.known)
        return {
            (event, row["other"])
            for event in events
            for row in self._store.rows("SELECT other FROM event_pairs WHERE event = ?", (event,))
        }


def faults(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong in the index: the report or row, and a sentence."""
    index = _Index(store)
    for row in store.rows(_READ):
        yield from index.wrong(row)
    for row in store.rows(_LOST):
        yield str(row[0]), "the index of happenings has an event that is in no current reading"
    people = decided(store)
    joined = index.numbers(people.join)
    near: dict[int, set[int]] = {}
    for one, other in joined.values():
        near.setdefault(one, set()).add(other)
        near.setdefault(other, set()).add(one)
    left = {number for row in store.rows(_PAIRED) for number in (row[0], row[1])} | set(near)
    left |= {row[0] for row in store.rows("SELECT event FROM event_groups")}
    while left:
        members = index.component({left.pop()}, near)
        left -= members
        yield from index.wrong_groups(members, people)
    for row in store.rows(_MISCOUNTED):
        yield f"event {row[0]}", "its tellings, reports or origins are miscounted"


class _Index:
    """The tables of the index; keeps what it has unpacked."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: dict[int, Facts] = {}
        self._reports: dict[str, list[int]] = {}

    def forget(self, report: str) -> set[int]:
        """Takes a report's events out; the events that were linked or grouped with them."""
        store = self.store
        touched: set[int] = set()
        for row in store.rows("SELECT facts FROM event_facts WHERE report = ?", (report,)):
            told = _UNPACK.decode(row["facts"])
            for event, facts in told:
                self.known.pop(event, None)
                for since, key in _kept(facts):
                    store.put("DELETE FROM event_keys WHERE key = ? AND since = ? AND event = ?", (key, since, event))
                touched |= set(self._linked(event)) | set(self._together(event))
                store.put("DELETE FROM event_pairs WHERE event = ?1 OR other = ?1", (event,))
                store.put("DELETE FROM event_groups WHERE event = ?", (event,))
                store.put("DELETE FROM happening_rows WHERE lead = ?", (event,))
            touched -= {event for event, _ in told}
        store.put("DELETE FROM event_facts WHERE report = ?", (report,))
        return touched

    def take(self, number: int, reading: Reading) -> list[int]:
        """Puts a reading's events in; their rowids."""
        found = facts_of(reading)
        if not found:
            return []
        events = self.store.rows("SELECT rowid FROM event_rows WHERE reading = ? ORDER BY rowid", (number,))
        told = [(row[0], facts) for row, facts in zip(events, found, strict=True)]
        self.store.put("INSERT INTO event_facts VALUES (?, ?, ?)", (number, reading.report.id, _PACK.encode(told)))
        self._reports[reading.report.id] = [event for event, _ in told]
        rows = []
        for event, facts in told:
            self.known[event] = facts
            window = facts.window
            if window is not None:
                rows += [(key, since, event, window[1]) for since, key in _kept(facts)]
        self.store.put_all("INSERT INTO event_keys VALUES (?, ?, ?, ?)", sorted(rows))
        return [event for event, _ in told]

    def link(self, event: int) -> set[int]:
        """Links an event with those it is like; these."""
        mine = self.facts(event)
        found: dict[int, float] = {}
        for other in self._candidates(event, mine):
            told = compare(mine, self.facts(other))
            if told.linked:
                found[other] = told.score
        self.store.put_all(
            "INSERT OR IGNORE INTO event_pairs VALUES (?, ?, ?)",
            [(min(event, other), max(event, other), score) for other, score in found.items()],
        )
        return set(found)

    def facts(self, event: int) -> Facts:
        """What is compared of an event."""
        if event not in self.known:
            self.load([event])
        return self.known[event]

    def component(self, events: set[int], near: Mapping[int, set[int]]) -> set[int]:
        """The events that links, groups and people join with some, and these."""
        found = set(events)
        edge = set(events)
        while edge:
            reached: set[int] = set()
            for event in edge:
                reached.update(self._linked(event))
                reached.update(self._together(event))
                reached.update(near.get(event, ()))
            edge = reached - found
            found |= edge
        return found

    def group(self, members: set[int], people: Decided) -> None:
        """Groups some events and writes the groups of more than one."""
        store = self.store
        self.load(event for event in members if event not in self.known)
        by_row = {self.known[event].row: event for event in members}
        old = {row[0] for event in members for row in store.rows(_LEAD, (event,))}
        store.put_all("DELETE FROM event_groups WHERE event = ?", [(event,) for event in members])
        store.put_all("DELETE FROM happening_rows WHERE lead = ?", [(lead,) for lead in old])
        if len(members) < 2:
            return
        leads = set()
        for group in self._grouped(by_row, people):
            if len(group) > 1:
                lead = by_row[min(group, key=lambda row: _first(self.known[by_row[row]]))]
                leads.add(lead)
                store.put_all("INSERT INTO event_groups VALUES (?, ?)", sorted((by_row[row], lead) for row in group))
        _count(store, leads)

    def wrong(self, row: sqlite3.Row) -> Iterator[tuple[str, str]]:
        """What is wrong in the facts, keys and links of a report; row: its id, reading, stored bytes and facts.

        A stored reading that is broken is for others to find.
        """
        try:
            found = facts_of(Reading.from_json(zlib.decompress(row["json"])))
        except (zlib.error, TypeError, msgspec.MsgspecError):
            return
        told = [] if row["facts"] is None else _UNPACK.decode(row["facts"])
        if [facts for _, facts in told] != found:
            yield row["report"], "what is compared of its events is not what the reading gives"
            return
        for event, facts in told:
            keys = {key for _, key in _kept(facts)}
            marks = ", ".join("?" * len(keys))
            window = facts.window
            stored = self.store.value(
                f"SELECT count(*) FROM event_keys WHERE event = ? AND since = ? AND until = ? AND key IN ({marks})",
                (event, *(window or (0, 0)), *keys),
            )
            if stored != len(keys):
                yield facts.row, "keys are missing under which it is found"
            for pair in self.store.rows("SELECT other, score FROM event_pairs WHERE event = ?", (event,)):
                self.load([pair["other"]])
                other = self.known.get(pair["other"])
                like = None if other is None else compare(facts, other)
                if like is None or not like.linked or abs(like.score - pair["score"]) > 1e-6:
                    yield facts.row, "a link to another telling is not what comparing the two gives"

    def wrong_groups(self, members: set[int], people: Decided) -> Iterator[tuple[str, str]]:
        """The groups among events that belong together that are not what the links give."""
        self.load(event for event in members if event not in self.known)
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
        own = set(self._reports[facts.report])
        yield from sorted(own - {event})
        window = facts.window
        if window is None:
            return
        since, until = window
        asked = [
            value
            for key in sorted(looked_up(facts, types()[facts.type]))
            for value in (2 * key, since - _SHORT, 2 * key + 1, since - LONGEST)
        ]
        if not asked:
            return
        marks = ", ".join(["(?, ?)"] * (len(asked) // 2))
        rows = self.store.rows(_SHARING.format(marks=marks), [*asked, until, since, CANDIDATES + len(own)])
        found = [row[0] for row in rows if row[0] not in own][:CANDIDATES]
        self.load(other for other in found if other not in self.known)
        yield from found

    def load(self, events: Iterable[int]) -> None:
        """Unpacks what is compared of some events, in few questions to the file."""
        wanted = sorted(set(events))
        for at in range(0, len(wanted), 900):
            part = wanted[at : at + 900]
            marks = ", ".join("?" * len(part))
            for row in self.store.rows(_READINGS.format(marks=marks), part):
                self.known.update(_UNPACK.decode(row[0]))

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


def _kept(facts: Facts) -> Iterator[tuple[int, int]]:
    """The beginning of an event's window, with each of its keys: even for a short window, odd for a long one."""
    window = facts.window
    if window is not None:
        long = window[1] - window[0] > _SHORT
        for key in keys_of(facts):
            yield window[0], 2 * key + long


def _first(facts: Facts) -> tuple[int, str, int, str]:
    """The order of tellings by publication, report and place in it; the first one leads."""
    return facts.published if facts.published is not None else 1 << 30, facts.report, facts.at, facts.row


def _count(store: Store, leads: Iterable[int]) -> None:
    for lead in sorted(leads):
        store.put(_COUNT, {"lead": lead})


_HAPPENED = ", ".join(f"'{status}'" for status in sorted(HAPPENED))
_LEAD = "SELECT lead FROM event_groups WHERE event = ?"
_LINKED = "SELECT other FROM event_pairs WHERE event = ?1 UNION ALL SELECT event FROM event_pairs WHERE other = ?1"
_TOGETHER = "SELECT event FROM event_groups WHERE lead = (SELECT lead FROM event_groups WHERE event = ?)"
_SHARING = """
WITH asked (key, low) AS (VALUES {marks})
SELECT k.event FROM asked a CROSS JOIN event_keys k ON k.key = a.key AND k.since >= a.low AND k.since < ?
WHERE k.until > ? GROUP BY k.event ORDER BY count(*) DESC, k.event LIMIT ?
"""
_READINGS = """
SELECT facts FROM event_facts WHERE reading IN (SELECT reading FROM event_rows WHERE rowid IN ({marks}))
"""
_READ = """
SELECT c.report, c.reading, b.json, f.facts FROM current_readings c JOIN reading_bytes b ON b.reading = c.reading
LEFT JOIN event_facts f ON f.reading = c.reading
"""
_LOST = """
SELECT report FROM event_facts WHERE reading NOT IN (SELECT reading FROM current_readings)
UNION ALL SELECT DISTINCT event FROM event_keys k WHERE NOT EXISTS (
  SELECT 1 FROM event_rows e JOIN current_readings c ON c.reading = e.reading WHERE e.rowid = k.event)
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
