"""Figures that count the same, and where their numbers cannot all be right: an index of the current readings.

Figures count the same where they have the same unit and share a key: a happening that several reports tell; an event
of the same day and place; an episode; an actor or a place in reports of about the same time. Groups are what keys join,
however many steps apart. Two figures disagree where no number fits both: "more than 500" and "638" agree, "638" and
"2,600" do not.

The groups follow each reading that becomes current, and those that changed are ranked at the end of a transaction.
"""

from __future__ import annotations

import hashlib
import math
import re
import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from onrecord.ledger.keys import parts
from onrecord.ledger.store import Store

_EARLIER = re.compile(
    r"\b(?:earlier|previous|original|first) (?:report|version|stor(?:y|ies)|article|edition)s?\b"
    r"|^this (?:article|report|story)$"
)
"""Words for what an outlet published before, as a source in lower case."""
APART = 31
"""Days between reports from which figures of an actor or a place are no longer about the same time."""


Figure = tuple[int, str]
"""A figure: its reading's number and its id in it."""


class Key(NamedTuple):
    """Something that a figure counts. day: where only reports of about that day count the same, else 0."""

    number: int
    day: int = 0
    place: str | None = None


def enter(store: Store, reading: int) -> None:
    """Takes in the figures of a reading that has become current; inside a transaction."""
    for row in store.rows(_KEYED, (reading,)):
        _enter(store, reading, row["id"], list(_keys(row)))


def _enter(store: Store, reading: int, figure: str, keys: Sequence[Key]) -> None:
    if keys:
        store.put_all(
            "INSERT INTO figure_keys VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [(key.number, key.day, reading, figure, key.place) for key in keys],
        )
        _join(store, reading, figure, keys)


def leave(store: Store, reading: int) -> None:
    """Drops the figures of a reading that is no longer current; those that it joined are grouped anew by `rank`."""
    store.put(
        "INSERT INTO figures_due SELECT DISTINCT grp, 1 FROM figure_groups WHERE reading = ?"
        " ON CONFLICT DO UPDATE SET broken = 1",
        (reading,),
    )
    store.put("DELETE FROM figure_keys WHERE reading = ?", (reading,))
    store.put("DELETE FROM figure_groups WHERE reading = ?", (reading,))


def moved(store: Store, report: str) -> None:
    """Notes that the origin of a report is another one: its figures' groups are ranked anew."""
    store.put(
        "INSERT INTO figures_due SELECT DISTINCT g.grp, 0 FROM current_readings c"
        " JOIN figure_groups g ON g.reading = c.reading WHERE c.report = ? ON CONFLICT DO NOTHING",
        (report,),
    )


def renew(store: Store, some: Iterable[Figure], told: Iterable[Figure]) -> None:
    """Groups figures anew that may count something else now; inside a transaction.

    Args:
        some: figures, of current readings or not. told: those of which only the voice or origin is another one: their
            groups are ranked anew.
    """
    wanted: dict[Figure, set[Key]] = {}
    for part in parts(some):
        for row in store.rows(f"{part.sql} {_KEYED_OF}", part.values):
            one, keys = (row["reading"], row["id"]), set(_keys(row))
            if keys != {Key(*kept) for kept in store.rows(_KEYS_OF, one)}:
                wanted[one] = keys
    for one in wanted:
        store.put(
            "INSERT INTO figures_due SELECT grp, 1 FROM figure_groups WHERE reading = ? AND figure = ?"
            " ON CONFLICT DO UPDATE SET broken = 1",
            one,
        )
        store.put("DELETE FROM figure_keys WHERE reading = ? AND figure = ?", one)
        store.put("DELETE FROM figure_groups WHERE reading = ? AND figure = ?", one)
    for one, keys in wanted.items():
        _enter(store, *one, sorted(keys, key=lambda key: key.number))
    for part in parts(told):
        store.put(f"{part.sql} {_RANK_ANEW}", part.values)


def rank(store: Store) -> None:
    """Groups anew what lost a figure, and ranks the groups that changed; at the end of a transaction."""
    while (group := store.value("SELECT min(grp) FROM figures_due WHERE broken")) is not None:
        _regroup(store, group)
    for (group,) in store.rows(_DUE):
        store.put("DELETE FROM figure_disputes WHERE grp = ?", (group,))
        store.put_all("INSERT INTO figure_disputes VALUES (?, ?, ?, ?, ?, ?)", _ranked(store, group))
    store.put("DELETE FROM figures_due")


def _ranked(store: Store, group: int) -> list[tuple[int, str, float, int, str, str]]:
    """The rows of figure_disputes of a group."""
    rows = members(store, group)
    found = [("figure", disputed(rows)), *((kind, told) for kind, told in replaced(rows).items())]
    return [(group, kind, _rank(some), len(some), some[0]["report"], some[0]["id"]) for kind, some in found if some]


def members(store: Store, group: int) -> list[sqlite3.Row]:
    """The figures of a group, by day of publication; see `_MEMBERS` for the columns."""
    return store.rows(_MEMBERS, (group,))


def disputed(rows: Sequence[sqlite3.Row]) -> list[sqlite3.Row]:
    """The figures that some other source's number does not fit, each source and number once, the smallest first.

    Of a source that later gives another number only that counts: one voice does not disagree with itself.
    """
    gone = {(row["reading"], row["id"]) for row, _ in replacements(rows)}
    once: dict[tuple[str, tuple[float, float]], sqlite3.Row] = {}
    for row in rows:
        if (row["reading"], row["id"]) not in gone:
            once.setdefault((row["source"], span_of(row)), row)
    floors = _two((low, source) for source, (low, _) in once)
    tops = _two((-high, source) for source, (_, high) in once)
    found = [
        row
        for (source, (low, high)), row in once.items()
        if _other(floors, source) > high or -_other(tops, source) < low
    ]
    return sorted(found, key=lambda row: (number(row), row["report"], row["id"]))


def replacements(rows: Sequence[sqlite3.Row]) -> list[tuple[sqlite3.Row, sqlite3.Row]]:
    """Figures with the one that takes their place: the same source's next number, of a later day, that they do not fit.

    A report that says that it is a correction counts as later than the versions that it corrects; what it has from "an
    earlier report" its other numbers replace.
    """
    by_source: dict[str, list[sqlite3.Row]] = defaultdict(list)
    by_report: dict[str, list[sqlite3.Row]] = defaultdict(list)
    for row in sorted(rows, key=_order):
        by_source[row["source"]].append(row)
    for row in rows:
        by_report[row["report"]].append(row)
    corrected = {row["story"] for row in rows if row["reason"] == "correction"}
    found = []
    for some in by_source.values():
        likes = [_like(row, corrected) for row in some]
        firsts = dict(zip(reversed(likes), reversed(some), strict=True))
        laters = [firsts[like] for like in dict.fromkeys(likes)]
        known: dict[tuple[object, ...], sqlite3.Row | None] = {}
        for row, like in zip(some, likes, strict=True):
            if _withdrawn(row):
                by = _replacing(row, by_report[row["report"]])
            else:
                if like not in known:
                    known[like] = _replacing(row, laters)
                by = known[like]
            if by is not None:
                found.append((row, by))
    return found


def _like(row: sqlite3.Row, corrected: Collection[str | None]) -> tuple[object, ...]:
    """What decides by which figures of its source another one is replaced: of all that are alike one is compared.

    Args:
        corrected: the stories of which a report is a correction.
    """
    of_page = (row["story"], row["report"], row["reason"]) if row["story"] in corrected else ()
    return row["day"], span_of(row), of_page


def _replacing(row: sqlite3.Row, among: Iterable[sqlite3.Row]) -> sqlite3.Row | None:
    return next((later for later in among if _replaces(later, row)), None)


def _withdrawn(row: sqlite3.Row) -> bool:
    """Whether a figure is told as what an earlier report of the same outlet had."""
    return bool(_EARLIER.search(row["source"]))


def replaced(rows: Sequence[sqlite3.Row]) -> dict[str, list[sqlite3.Row]]:
    """The figures that corrections, and updates, replace, with those that replace them, by day."""
    found: dict[str, dict[Figure, sqlite3.Row]] = {}
    for row, by in replacements(rows):
        some = found.setdefault("correction" if _corrects(by, row) or _withdrawn(row) else "update", {})
        some.update({(one["reading"], one["id"]): one for one in (row, by)})
    return {kind: sorted(some.values(), key=_order) for kind, some in found.items()}


def _order(row: sqlite3.Row) -> tuple[bool, str, str]:
    """Corrections come last, whatever day they bear."""
    return row["reason"] == "correction", row["day"], row["report"]


def _replaces(later: sqlite3.Row, row: sqlite3.Row) -> bool:
    low, high = span_of(row)
    least, most = span_of(later)
    if _withdrawn(row) and not _withdrawn(later) and later["report"] == row["report"]:
        return high < least or most < low
    if _corrects(row, later) or not (later["day"] > row["day"] or _corrects(later, row)):
        return False
    return high < least or most < low


def _corrects(later: sqlite3.Row, row: sqlite3.Row) -> bool:
    """Whether one report says that it corrects the page that the other one is a version of."""
    of_one = bool(later["story"] == row["story"] and later["report"] != row["report"])
    return of_one and later["reason"] == "correction" != row["reason"]


def _two(told: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """The greatest number, and the greatest of another source."""
    best: dict[str, float] = {}
    for value, source in told:
        best[source] = max(value, best.get(source, value))
    return sorted(((value, source) for source, value in best.items()), reverse=True)[:2]


def _other(two: Sequence[tuple[float, str]], source: str) -> float:
    """The greatest number of a source that is not this one."""
    return next((value for value, other in two if other != source), -math.inf)


def span_of(row: sqlite3.Row) -> tuple[float, float]:
    """The least and the greatest number that a figure allows for; "more than 500" allows for all above."""
    low, best, high = row["low"], row["best"], row["high"]
    least = low if low is not None else best if best is not None else 0.0
    most = high if high is not None else best if best is not None else math.inf
    return min(least, most), max(least, most)


def number(row: sqlite3.Row) -> float:
    """The number that a figure is shown as."""
    return next((float(n) for n in (row["best"], row["low"], row["high"]) if n is not None), 0.0)


def _rank(against: Sequence[sqlite3.Row]) -> float:
    """Most origins and widest spread first."""
    numbers = [number(row) for row in against]
    spread = math.log((max(numbers) + 1) / (min(numbers) + 1))
    return -len({row["origin"] for row in against}) * (1 + spread)


def _keys(row: sqlite3.Row) -> Iterator[Key]:
    """What a figure counts, in ways that reports can share."""
    unit = row["unit"]
    if row["lead"]:
        yield Key(_number(unit, "event", str(row["lead"])), place=row["place"])
    if row["since"] and row["place"]:
        interval = row["since"][:10], (row["until"] or "")[:10]
        yield Key(_number(unit, "there", *interval, str(row["geonames"] or row["place"])))
        if row["admin1"]:
            yield Key(_number(unit, "region", *interval, row["country"] or "", row["admin1"]))
    day = date.fromisoformat(row["published"][:10]).toordinal() if row["published"] else None
    if row["event"] is None and row["counted_place"] and day is not None:
        yield Key(_number(unit, "place", str(row["counted_geonames"] or row["counted_place"])), day)
    if row["actor"] and not row["actor"].startswith("report:"):
        if row["actor"].startswith("episode:"):
            yield Key(_number(unit, "actor", row["actor"]))
        elif day is not None:
            yield Key(_number(unit, "actor", row["actor"]), day)


def _number(*parts: str) -> int:
    return int.from_bytes(hashlib.blake2b("|".join(parts).encode(), digest_size=8).digest(), "big", signed=True)


def _join(store: Store, reading: int, figure: str, keys: Sequence[Key]) -> None:
    """Puts a figure into the group of those that share a key with it, which become one; else into a new group."""
    near = {group for key in keys for group in _near(store, key)}
    group = min(near) if near else 1 + (store.value("SELECT max(grp) FROM figure_groups") or 0)
    broken = 0
    for other in near - {group}:
        broken |= store.value("SELECT broken FROM figures_due WHERE grp = ?", (other,)) or 0
        store.put("UPDATE figure_groups SET grp = ? WHERE grp = ?", (group, other))
        store.put("DELETE FROM figure_disputes WHERE grp = ?", (other,))
        store.put("DELETE FROM figures_due WHERE grp = ?", (other,))
    store.put("INSERT INTO figure_groups VALUES (?, ?, ?)", (reading, figure, group))
    if near:
        store.put(
            "INSERT INTO figures_due VALUES (?, ?) ON CONFLICT DO UPDATE SET broken = max(broken, excluded.broken)",
            (group, broken),
        )


def _regroup(store: Store, group: int) -> None:
    """Groups what is left of a group as if it came anew."""
    members = store.rows("SELECT reading, figure FROM figure_groups WHERE grp = ? ORDER BY 1, 2", (group,))
    for table in ("figure_groups", "figure_disputes", "figures_due"):
        store.put(f"DELETE FROM {table} WHERE grp = ?", (group,))
    for reading, figure in members:
        keys = store.rows(_KEYS_OF, (reading, figure))
        _join(store, reading, figure, [Key(*key) for key in keys])


def _near(store: Store, key: Key) -> Iterator[int]:
    """The groups that a figure with this key belongs to."""
    if key.day:
        for sql in (_BEFORE, _AFTER):
            yield from (row[0] for row in store.rows(sql, {"key": key.number, "day": key.day, "apart": APART}))
    else:
        yield from (row[0] for row in store.rows(_SAME, (key.number, key.place)))


_KEYED_COLUMNS = """
SELECT f.reading, f.id, f.unit, f.actor, v.published, e.id AS event, g.lead, e.since, e.until, x.name AS place,
  x.geonames, x.country, x.admin1, y.name AS counted_place, y.geonames AS counted_geonames
"""
_KEYED_JOIN = """
LEFT JOIN event_rows e ON e.reading = f.reading AND e.id = f.target
LEFT JOIN event_groups g ON g.event = e.rowid
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN place_rows y ON y.reading = f.reading AND y.id = f.target
"""
_KEYED = f"""
{_KEYED_COLUMNS} FROM readings d JOIN report_versions v ON v.id = d.version JOIN figure_rows f ON f.reading = d.id
{_KEYED_JOIN} WHERE d.id = ? ORDER BY f.start_at, f.id
"""
_KEYED_OF = f"""
{_KEYED_COLUMNS} FROM keys k CROSS JOIN figure_rows f ON f.reading = k.reading AND f.id = k.id
CROSS JOIN current_readings c ON c.reading = f.reading JOIN report_versions v ON v.id = c.version {_KEYED_JOIN}
"""
_KEYS_OF = "SELECT key, day, place FROM figure_keys WHERE reading = ? AND figure = ?"
_RANK_ANEW = """
INSERT INTO figures_due SELECT DISTINCT g.grp, 0 FROM keys k JOIN figure_groups g ON g.reading = k.reading
  AND g.figure = k.id WHERE 1 ON CONFLICT DO NOTHING
"""
_SAME = """
SELECT DISTINCT g.grp FROM figure_keys k JOIN figure_groups g ON g.reading = k.reading AND g.figure = k.figure
WHERE k.key = ?1 AND (?2 IS NULL OR k.place IS NULL OR k.place = ?2)
"""
_NEAREST = """
SELECT g.grp FROM figure_keys k JOIN figure_groups g ON g.reading = k.reading AND g.figure = k.figure
WHERE k.key = :key AND k.day BETWEEN {days} ORDER BY k.day {way} LIMIT 1
"""
_BEFORE = _NEAREST.format(days=":day - :apart AND :day", way="DESC")
_AFTER = _NEAREST.format(days=":day AND :day + :apart", way="ASC")
_DUE = """
SELECT d.grp FROM figures_due d WHERE EXISTS (SELECT 1 FROM figure_groups g WHERE g.grp = d.grp) ORDER BY d.grp
"""
_MEMBERS = """
SELECT f.reading, f.id, f.unit, f.low, f.best, f.high, f.actor, f.attribution, c.report, c.day,
  v.publisher, v.published, (SELECT o.reason FROM report_origins o WHERE o.report = c.report) AS reason,
  (SELECT o.lead FROM report_origins o WHERE o.report = c.report) AS story,
  coalesce(f.origin, c.origin) AS origin, e.id AS event, e.since, e.trigger_words, x.name AS place,
  l.name AS actor_name, y.name AS counted_place,
  coalesce((SELECT group_concat(DISTINCT s.actor) FROM attribution_actors s
    WHERE s.reading = f.reading AND s.attribution = f.attribution AND s.role = 'speaker'),
    (SELECT lower(a.source_words) FROM attribution_rows a WHERE a.reading = f.reading AND a.id = f.attribution),
    coalesce(f.origin, c.origin)) AS source
FROM figure_groups g
CROSS JOIN figure_rows f ON f.reading = g.reading AND f.id = g.figure
CROSS JOIN current_readings c ON c.reading = g.reading
JOIN report_versions v ON v.id = c.version
LEFT JOIN event_rows e ON e.reading = f.reading AND e.id = f.target
LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
LEFT JOIN place_rows y ON y.reading = f.reading AND y.id = f.target
LEFT JOIN ledger_actors l ON l.id = f.actor
WHERE g.grp = ? ORDER BY c.day, c.report, f.start_at
"""


def wrong(store: Store) -> list[tuple[str, str]]:
    """What is wrong with the index: where, and a sentence."""
    found = []
    for reading, report in store.rows("SELECT reading, report FROM current_readings ORDER BY reading"):
        wanted = {(row["id"], *key) for row in store.rows(_KEYED, (reading,)) for key in _keys(row)}
        if wanted != {tuple(row) for row in store.rows(_KEPT, (reading,))}:
            found.append((report, "what its figures count is not what the index says"))
    groups: dict[int, set[Figure]] = defaultdict(set)
    for row in store.rows("SELECT grp, reading, figure FROM figure_groups"):
        groups[row["grp"]].add((row["reading"], row["figure"]))
    if {frozenset(group) for group in groups.values()} != _partition(store):
        found.append(("figure_groups", "the groups are not those that shared keys make"))
    ranked: dict[int, list[tuple[object, ...]]] = defaultdict(list)
    for row in store.rows("SELECT * FROM figure_disputes ORDER BY grp, kind"):
        ranked[row["grp"]].append(tuple(row))
    for group in sorted(groups.keys() | ranked.keys()):
        if (sorted(_ranked(store, group)) if len(groups[group]) > 1 else []) != ranked[group]:
            found.append((f"group {group} of figures", "its rank is not that of its numbers"))
    return found


def _partition(store: Store) -> set[frozenset[Figure]]:
    """The groups, made from the keys at once."""
    parent: dict[Figure, Figure] = {}

    def root(one: Figure) -> Figure:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for _, rows in groupby(store.rows("SELECT * FROM figure_keys ORDER BY key, day"), key=lambda row: row["key"]):
        same = list(rows)
        anywhere = any(row["place"] is None for row in same)
        if anywhere is False:
            same.sort(key=lambda row: row["place"])
        for n, row in enumerate(same):
            one = (row["reading"], row["figure"])
            parent.setdefault(one, one)
            before = same[n - 1]
            if n and row["day"] - before["day"] <= APART and (anywhere or row["place"] == before["place"]):
                parent[root(one)] = root((before["reading"], before["figure"]))
    found: dict[Figure, set[Figure]] = defaultdict(set)
    for one in parent:
        found[root(one)].add(one)
    return {frozenset(group) for group in found.values()}


_KEPT = "SELECT figure, key, day, place FROM figure_keys WHERE reading = ?"
