"""Who did what to whom, and when.

Independent origins. An agency story in forty papers is one origin: see `ledger.origins`; what a report has from another
outlet ("told Reuters") is of that outlet's. Which tellings are of one happening: see `ledger.happenings`.
"""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, get_args

import msgspec

from onrecord.errors import BadQuery
from onrecord.ledger import tallies
from onrecord.ledger.bounds import COLUMNS, JOIN
from onrecord.ledger.claims import detailed, passage, voices
from onrecord.ledger.days import Day, between
from onrecord.ledger.expected import Shares, Weighed
from onrecord.ledger.found import Found, Happening, Where, Who
from onrecord.ledger.identity import matching
from onrecord.ledger.judged import mark_note, note, rejected, unmarked, verdicts
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store
from onrecord.model import HAPPENED, STATUSES, EventType

SIDES = ("actor", "recipient")
"""The sides of an event: who acts, and upon whom."""
_DID_NOT = tuple(status for status in STATUSES if status not in HAPPENED)


@dataclass(frozen=True, slots=True)
class Asked:
    """Filters, understood.

    Attributes:
        actors: ids; None for anybody. statuses: of what may be listed; None for all.
        default: whether nobody asked for statuses, so that what did not occur is left out.
        without: leave out reports under this mark ("any" for every one); None for none.
        rejected: of the events that people rejected, instead of those that stand.
        start: ISO day, or None. end: ISO day, exclusive, or None.
        side: on which the actors stand, "actor" or "recipient"; None for either.
    """

    actors: tuple[str, ...] | None
    type: str | None
    start: str | None
    end: str | None
    statuses: tuple[str, ...] | None
    min_origins: int
    default: bool
    without: str | None = None
    rejected: bool = False
    side: str | None = None

    @classmethod
    def of(
        cls,
        store: Store,
        *,
        actor: str | None = None,
        side: str | None = None,
        type: str | None = None,
        start: Day = None,
        end: Day = None,
        status: str | None = None,
        min_origins: int = 1,
        without: str | None = None,
        rejected: bool = False,
    ) -> Asked:
        """The filters that a user gave.

        Raises:
            BadDate, BadQuery: one of them is not what it should be.
            NoSuchRow: neither the ledger nor the registry knows the actor.
        """
        kind = None if type is None else type.upper()
        if kind is not None and kind not in get_args(EventType):
            raise BadQuery(f"no type of event is called {type!r}", f"Use one of {', '.join(get_args(EventType))}.")
        if min_origins < 1:
            raise BadQuery(f"{min_origins} origins cannot be asked for", "Ask for 1 or more.")
        if side not in (None, *SIDES):
            raise BadQuery(f"no side of an event is called {side!r}", f"Use {' or '.join(SIDES)}.")
        default = None if rejected else tuple(sorted(HAPPENED))
        statuses = default if status is None else _statuses(status)
        actors = None if actor is None else matching(store, actor)
        if without is not None:
            unmarked(store, without)
        return cls(actors, kind, *between(start, end), statuses, min_origins, status is None, without, rejected, side)

    def sql(self, store: Store, columns: str, marked: str = "NOT ") -> tuple[str, list[Any]]:
        """The query over event_rows e and current_readings c without its order, and its values.

        Args:
            marked: empty for the events alone that `without` leaves out.
        """
        asked: list[str] = []
        values: list[Any] = []
        source, reading = "event_rows e", "reading"
        if self.rejected:
            source, reading = _REJECTED, "machine"
            if self.actors is not None:
                asked.append(_TAKES_PART.format(marks=_marks(self.actors), side=_SIDE["p", self.side]))
                values += self.actors
        elif self.actors is not None:
            source = "event_parties p CROSS JOIN event_rows e ON e.reading = p.reading AND e.id = p.event"
            marks = _marks(self.actors)
            once = _ONCE.format(marks=marks, side=_SIDE["q", self.side])
            asked += [f"p.actor IN ({marks}){_SIDE['p', self.side]}", once]
            values += [*self.actors, *self.actors]
        for condition, given in (
            ("e.type = ?", self.type),
            ("coalesce(e.until, '9999') > ?", self.start),
            ("coalesce(e.since, '0000') < ?", self.end),
        ):
            if given is not None:
                asked.append(condition)
                values.append(given)
        if self.start is not None or self.end is not None:
            asked.append("e.day < '9999'")
        if self.statuses is not None:
            asked.append(f"e.status IN ({_marks(self.statuses)})")
            values += self.statuses
        if self.min_origins > 1:
            asked.append(_CORROBORATED)
            values.append(self.min_origins)
        if self.without is not None:
            condition, words = unmarked(store, self.without, marked)
            asked.append(condition)
            values += words
        where = " AND ".join(asked) or "1"
        return (
            f"SELECT {columns} FROM {source} CROSS JOIN current_readings c ON c.{reading} = e.reading WHERE {where}",
            values,
        )

    def left_out(self, store: Store) -> dict[str, int]:
        """How many events pass all other filters but did not occur, by status; empty where statuses were asked for."""
        if not self.default or self.rejected:
            return {}
        if self._of_all:
            told = Counter[str]()
            for key, n in tallies.events(store).items():
                if self.type in (None, key.type):
                    told[key.status] += n
            return {status: told[status] for status in _DID_NOT if told[status]}
        sql, values = replace(self, statuses=_DID_NOT).sql(store, "e.status, count(*)")
        counts = {row[0]: row[1] for row in store.rows(f"{sql} GROUP BY e.status", values)}
        return {status: counts[status] for status in _DID_NOT if status in counts}

    def set_aside(self, store: Store) -> int:
        """How many events pass all filters but were rejected by people; none of these counts as told by origins."""
        if self.rejected or self.min_origins > 1:
            return 0
        if self._of_all and self.type is None and self.default:
            return rejected(store, "events")
        sql, values = replace(self, rejected=True, statuses=None if self.default else self.statuses).sql(
            store, "count(*)"
        )
        return int(store.value(sql, values))

    def notes(self, store: Store, left_out: Mapping[str, int], set_aside: int, row: str = "event") -> tuple[str, ...]:
        """What a list with these filters leaves out.

        Args:
            left_out, set_aside: as these give them. row: what it counts.
        """
        notes = []
        if left_out:
            number = sum(left_out.values())
            kinds = ", ".join(f"{count:,} {status}" for status, count in left_out.items())
            notes.append(f"Left out: {number:,} {row if number == 1 else f'{row}s'} that did not occur ({kinds}).")
        if self.start is not None or self.end is not None:
            undated = self._undated(store)
            if undated:
                notes.append(f"{row.capitalize()}s without a date are left out: {undated} of them.")
        notes += note(set_aside, row)
        if self.without is not None:
            sql, values = self.sql(store, "count(*)", marked="")
            notes += mark_note(store.value(sql, values), row, self.without)
        return tuple(notes)

    @property
    def _of_all(self) -> bool:
        """Whether tallies answer how many there are: no actor, day, origins or mark are asked for."""
        narrowed = self.actors is not None or self.start is not None or self.end is not None or self.min_origins > 1
        return not narrowed and self.without is None and not self.rejected

    def _undated(self, store: Store) -> int:
        """How many events pass all other filters but have no date."""
        always = replace(self, start=None, end=None)
        if always._of_all:
            wanted = STATUSES if self.statuses is None else self.statuses
            told = tallies.events(store).items()
            return sum(n for k, n in told if not k.dated and k.status in wanted and self.type in (None, k.type))
        sql, values = always.sql(store, "count(*)")
        return int(store.value(f"{sql} AND e.day = '9999'", values))


def _statuses(status: str) -> tuple[str, ...] | None:
    """The statuses that a user named, parted by commas; None for all."""
    named = tuple(dict.fromkeys(name.strip() for name in status.split(",")))
    for name in named:
        if name not in ("all", *STATUSES):
            choice = f"Use all, or one or several of {', '.join(STATUSES)}, parted by commas."
            raise BadQuery(f"no status is called {name!r}", choice)
    return None if "all" in named else named


def events(store: Store, asked: Asked, limit: int) -> Found[Happening]:
    """The events that pass the filters, earliest first, undated ones last."""
    return _found(store, asked, limit, "")


def timeline(store: Store, asked: Asked, limit: int) -> Found[Happening]:
    """The same; of the same beginning, the shorter interval first."""
    return _found(store, asked, limit, "coalesce(e.until, '9999'),")


def _found(store: Store, asked: Asked, limit: int, then: str) -> Found[Happening]:
    day = "e.day" if asked.actors is None or asked.rejected else "p.day"
    order = f"ORDER BY {day}, {then} c.report, e.start_at, e.rowid LIMIT ?"
    with store.snapshot():
        sql, values = asked.sql(store, "e.rowid AS number")
        numbers = [row["number"] for row in store.rows(f"{sql} {order}", (*values, limit + 1))]
        rows = tuple(row for _, row in told(store, numbers[:limit], asked.rejected))
        expected = Shares(store).expected(map(weighed, rows))
        left_out, set_aside = asked.left_out(store), asked.set_aside(store)
        notes = asked.notes(store, left_out, set_aside)
        return Found(rows, coverage(store), len(numbers) > limit, notes, sum(left_out.values()), set_aside, expected)


def weighed(event: Happening) -> Weighed:
    """An event as far as it counts for what is expected to be wrong."""
    return Weighed("events", event.confidence, event.passage.report, event.origin, event.verdict)


def told(store: Store, numbers: Sequence[int], rejected: bool = False) -> Iterable[tuple[int, Happening]]:
    """Events by the rowids of event_rows, in this order.

    Args:
        rejected: of events that people rejected, which stand in no current reading.
    """
    rows = detailed(store, _REJECTED_ROWS if rejected else _SELECT, numbers)
    return zip((row["number"] for row in rows), _happenings(store, rows), strict=True)


def by_key(store: Store, keys: Iterable[Key]) -> Mapping[Key, Happening]:
    """Events by reading and id; what is no event is left out."""
    found: dict[Key, int] = {}
    for part in parts(keys):
        sql = f"{part.sql} SELECT e.reading, e.id, e.rowid FROM keys k CROSS JOIN event_rows e" + (
            " ON e.reading = k.reading AND e.id = k.id"
        )
        found.update({(row[0], row[1]): row[2] for row in store.rows(sql, part.values)})
    rows = detailed(store, _SELECT, list(found.values()))
    return dict(zip(found, _happenings(store, rows), strict=True))


def _happenings(store: Store, rows: Sequence[sqlite3.Row]) -> tuple[Happening, ...]:
    keys = [(row["reading"], row["id"]) for row in rows]
    sides = _parties(store, keys)
    told = voices(store, ((row["reading"], row["attribution"], row["report"], row["publisher"]) for row in rows))
    made = _basis(store, keys)
    judged = verdicts(store, keys)
    return tuple(
        Happening(
            row=f"{row['report']}:{row['id']}",
            type=row["type"],
            mode=row["mode"],
            contexts=tuple(msgspec.json.decode(row["contexts"])),
            cameo=row["cameo"],
            quad=row["quad"],
            intensity=row["intensity"],
            status=row["status"],
            certainty=row["certainty"],
            score=row["score"],
            actors=tuple(sides.get((*key, "actor"), ())),
            recipients=tuple(sides.get((*key, "recipient"), ())),
            trigger=row["trigger_words"],
            voice=told[row["reading"], row["attribution"] or ""],
            confidence=row["confidence"],
            tellings=row["tellings"],
            origins=max(1, row["origins"]),
            origin=row["source"],
            passage=passage(row),
            start=row["since"],
            end=row["until"],
            precision=row["precision"],
            when=row["when_words"],
            place=_place(row),
            basis=tuple(made.get(key, ())),
            verdict=judged.get(key),
        )
        for row, key in zip(rows, keys, strict=True)
    )


def _place(row: sqlite3.Row) -> Where | None:
    if row["place_name"] is None:
        return None
    return Where(row["place_name"], row["country"], row["geonames"], row["lat"], row["lon"], row["precision_km"])


def _parties(store: Store, keys: Iterable[Key]) -> Mapping[tuple[int, str, str], list[Who]]:
    found: dict[tuple[int, str, str], list[Who]] = defaultdict(list)
    for part in parts(keys):
        rows = store.rows(
            f"{part.sql} SELECT p.reading, p.event, p.role, p.actor, coalesce(l.name, p.passage) FROM keys k"
            " CROSS JOIN event_parties p ON p.reading = k.reading AND p.event = k.id"
            " LEFT JOIN ledger_actors l ON l.id = p.actor ORDER BY p.reading, p.event, p.role, p.n",
            part.values,
        )
        for reading, event, role, actor, name in rows:
            found[reading, event, role].append(Who(actor, name))
    return found


def _basis(store: Store, keys: Iterable[Key]) -> Mapping[Key, list[str]]:
    found: dict[Key, list[str]] = defaultdict(list)
    for part in parts(keys):
        rows = store.rows(
            f"{part.sql} SELECT b.reading, b.event, b.target FROM keys k CROSS JOIN event_links b"
            " ON b.reading = k.reading AND b.event = k.id AND b.kind = 'basis' ORDER BY b.reading, b.event, b.n",
            part.values,
        )
        for reading, event, target in rows:
            found[reading, event].append(target)
    return found


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


_REJECTED = (
    "judged_rows j CROSS JOIN event_rows e ON e.reading = j.reading AND e.id = j.id AND j.verdict = 'rejected'"
    " AND j.part = 'events'"
)
_SIDE = {(row, side): f" AND {row}.role = '{side}'" if side else "" for row in ("p", "q") for side in (None, *SIDES)}
_TAKES_PART = """EXISTS (SELECT 1 FROM event_parties p WHERE p.reading = e.reading AND p.event = e.id
  AND +p.actor IN ({marks}){side})"""
_ONCE = """NOT EXISTS (SELECT 1 FROM event_parties q WHERE q.reading = e.reading AND q.event = e.id
  AND q.actor IN ({marks}){side} AND (q.role, q.n) < (p.role, p.n))"""
_CORROBORATED = (
    "e.rowid IN (SELECT g.event FROM happening_rows h JOIN event_groups g ON g.lead = h.lead WHERE h.origins >= ?)"
)
_SELECT = f"""
SELECT e.rowid AS number, e.*, coalesce(e.origin, c.origin) AS source, c.report,
  v.title, v.publisher, v.published, {COLUMNS}, t.passage AS when_words,
  x.name AS place_name, x.country, x.geonames, x.lat, x.lon, x.precision_km,
  coalesce(h.origins, 1) AS origins, coalesce(g.lead, e.rowid) AS lead,
  (SELECT count(*) FROM event_tellings m WHERE m.reading = e.reading AND m.event = e.id) AS tellings
FROM event_rows e
JOIN current_readings c ON c.reading = e.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN time_rows t ON t.reading = e.reading AND t.id = e.time
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN event_groups g ON g.event = e.rowid
LEFT JOIN happening_rows h ON h.lead = g.lead
{JOIN}
WHERE e.rowid IN ({{marks}})
"""
_REJECTED_ROWS = _SELECT.replace("c.reading = e.reading", "c.machine = e.reading")
