"""Full-text hits with facets: how many are of which kind, publisher, month, type …; and only those of some of these.

Of words that stand in very much, counting everything would be slow. So of each kind the first RANKED passages, in the
order in which they were added, are ranked, and the best COUNTED of them are hits; where hits are narrowed, the first
LOOKED are looked at. `Faceted.cut` names the kinds of which there may be more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, zip_longest
from typing import Any, Literal, NamedTuple, get_args

import msgspec
from msgspec.structs import replace

from onrecord.errors import BadQuery
from onrecord.ledger import same
from onrecord.ledger.expected import Shares, Weighed
from onrecord.ledger.found import Found, Hit
from onrecord.ledger.judged import note, rejected
from onrecord.ledger.keys import parts
from onrecord.ledger.reports import coverage
from onrecord.ledger.search import MARKED, WHERE, Kind, fts_query, hit, told
from onrecord.ledger.store import Store
from onrecord.model import STATUSES
from onrecord.model.event import TYPES

Name = Literal["kind", "publisher", "month", "type", "status", "speaker", "country", "place"]
NAMES: tuple[Name, ...] = get_args(Name)
COUNTED = 1000
"""Hits of each kind that are counted: those that match best."""
RANKED = 8000
"""Passages of each kind that are ranked, where nothing is narrowed."""
LOOKED = 20_000
"""Passages of each kind that are looked at, where hits are narrowed."""
SHOWN = 10
"""Values of a facet that are told."""
UNDATED = "undated"
"""The month of reports without a date."""
_MONTH = re.compile(r"\d{4}-\d{2}")


class Count(msgspec.Struct, frozen=True):
    """How many hits have one value of a facet. name: to show, where the value is an id."""

    value: str
    hits: int
    name: str | None = None


class Facet(msgspec.Struct, frozen=True):
    """The values that most hits have, months in order of time; `others`: how many more values there are."""

    facet: Name
    counts: tuple[Count, ...]
    others: int = 0


class Faceted(msgspec.Struct, frozen=True):
    """A page of hits, and facets of all that were counted.

    Args:
        hits: how many were counted. cut: the kinds of which there may be more hits than were counted.
    """

    found: Found[Hit]
    facets: tuple[Facet, ...]
    hits: int
    cut: tuple[str, ...] = ()


class _Row(NamedTuple):
    """A hit that was counted. said: the claim that it is, or stands in."""

    kind: Kind
    number: int
    report: str
    reading: int
    said: str | None
    publisher: str | None
    month: str
    type: str | None
    status: str | None
    country: str | None
    place: str | None


def faceted(
    store: Store, query: str, narrowed: Mapping[Name, str] | None = None, limit: int = 50, offset: int = 0
) -> Faceted:
    """Passages that have all the words of a query, the best of each kind in turn, with facets.

    Args:
        narrowed: values that hits must have, by facet: a kind ("report", "claim", "event"), a publisher, a month
            ("2013-08", or "undated"), a type or a status of event, a speaker (id), a country (ISO 3166 alpha-2) or a
            place (its name) of an event.

    Raises:
        BadQuery: there is no word in the query, or a value is none of its facet.
    """
    match, narrowed = fts_query(query), dict(narrowed or {})
    _check(narrowed)
    with store.snapshot():
        found = {kind: _rows(store, kind, match, narrowed) for kind in _kinds(narrowed)}
        most = LOOKED if narrowed.keys() - {"kind"} else RANKED
        cut = [kind for kind, rows in found.items() if len(rows) > COUNTED or _end(store, WHERE[kind][0], match, most)]
        found = {kind: rows[:COUNTED] for kind, rows in found.items()}
        merged = [row for row in chain.from_iterable(zip_longest(*found.values())) if row is not None]
        shown = [_detailed(store, row, match) for row in merged[offset : offset + limit]]
        lost = sum(rejected(store, section) for section in ("attributions", "events"))
        notes = note(lost, "claim or event") if lost == 1 else note(lost, "claims and event")
        expected = replace(
            Shares(store).expected(one for _, _, one in shown if one is not None),
            reports=len({one.passage.report for one, _, _ in shown}),
            origins=len({origin for _, origin, _ in shown}),
        )
        hits = tuple(one for one, _, _ in shown)
        listed = Found(hits, coverage(store), len(merged) > offset + limit, notes, rejected=lost, expected=expected)
        return Faceted(listed, tuple(_facets(store, merged)), len(merged), tuple(cut))


def _check(narrowed: Mapping[Name, str]) -> None:
    """Raises BadQuery for a value that no hit can have."""
    codes: Mapping[str, Sequence[str]] = {"kind": get_args(Kind), "type": TYPES, "status": STATUSES}
    for facet, value in narrowed.items():
        if facet not in NAMES:
            raise BadQuery(f"no facet is called {facet!r}", f"Use one of {', '.join(NAMES)}.")
        if value not in codes.get(facet, (value,)):
            raise BadQuery(f"no {facet} is called {value!r}", f"Use one of {', '.join(codes[facet])}.")
    month = narrowed.get("month")
    if month is not None and month != UNDATED and not _MONTH.fullmatch(month):
        raise BadQuery(f"{month!r} is no month", f"Write it as 2013-08, or {UNDATED}.")


def _kinds(narrowed: Mapping[Name, str]) -> list[Kind]:
    """The kinds of hits that can have what is asked for."""
    able: list[Kind] = ["report", "claim", "event"]
    if "speaker" in narrowed:
        able.remove("report")
    if narrowed.keys() & {"type", "status", "country", "place"}:
        able = ["event"]
    return [kind for kind in able if narrowed.get("kind", kind) == kind]


def _rows(store: Store, kind: Kind, match: str, narrowed: Mapping[Name, str]) -> list[_Row]:
    """The best hits of a kind that have what is asked for; one more than are counted, where there are so many."""
    index, _ = WHERE[kind]
    asked = {facet: value for facet, value in narrowed.items() if facet in _CONDITIONS}
    values: dict[str, Any] = {str(facet): value for facet, value in asked.items()}
    values["left"] = COUNTED + 1
    if asked:
        if "speaker" in asked:
            [values["speaker"]] = same.now(store, (asked["speaker"],))
        if asked.get("month") == UNDATED:
            values["month"] = "9999"
        values |= {"match": match, "end": _end(store, index, match, LOOKED) or 1 << 62}
        where = " AND ".join(_CONDITIONS[facet] for facet in asked)
        sql = f"{_SELECT} FROM {index} n {_SOURCE[kind]} WHERE n.{index} MATCH :match AND n.rowid < :end AND {where}"
        sql += " ORDER BY +n.rank, n.rowid, c.day, c.report LIMIT :left"
    else:
        numbers = [row[0] for row in store.rows(_BEST.format(index=index), (match, RANKED, COUNTED + 1))]
        values["numbers"] = msgspec.json.encode(numbers).decode()
        sql = f"{_SELECT} FROM {_NUMBERED} n {_SOURCE[kind]} ORDER BY n.key, c.day, c.report LIMIT :left"
    return [_Row(kind, *row) for row in store.rows(sql.format(**_COLUMNS[kind]), values)]


def _end(store: Store, index: str, match: str, most: int) -> int | None:
    """The passage after so many that have the words, by its rowid; None where there are no more."""
    rows = store.rows(f"SELECT rowid FROM {index} WHERE {index} MATCH ? LIMIT 1 OFFSET ?", (match, most))
    return int(rows[0][0]) if rows else None


def _detailed(store: Store, row: _Row, match: str) -> tuple[Hit, str, Weighed | None]:
    """A hit with its passage, its origin, and what it counts for what is expected to be wrong."""
    index, select = WHERE[row.kind]
    [found] = [one for one in store.rows(select, (row.number,)) if one["report"] == row.report]
    marked = store.value(MARKED.format(index=index), (row.number, match))
    return hit(row.kind, found, marked), found["source"], told(row.kind, found)


def _facets(store: Store, rows: Sequence[_Row]) -> Iterator[Facet]:
    for facet in NAMES:
        if facet == "speaker":
            counted, names = _speakers(store, rows)
        else:
            counted, names = Counter(_value(row, facet) for row in rows), {}
            del counted[""]
        most = sorted(counted.items(), key=lambda one: (-one[1], one[0]))
        shown = sorted(most[:SHOWN]) if facet == "month" else most[:SHOWN]
        if shown:
            counts = tuple(Count(value, n, names.get(value)) for value, n in shown)
            yield Facet(facet, counts, len(most) - len(shown))


def _value(row: _Row, facet: Name) -> str:
    """What a hit has of a facet; empty where it has none."""
    value: Any = getattr(row, facet)
    return UNDATED if facet == "month" and value == "9999" else value or ""


def _speakers(store: Store, rows: Iterable[_Row]) -> tuple[Counter[str], dict[str, str]]:
    """How many hits are the word of each speaker who is known, by id; and their names."""
    said = Counter((row.reading, row.said) for row in rows if row.said is not None)
    counted, names = Counter[str](), {}
    for part in parts(said):
        for row in store.rows(f"{part.sql} {_SPEAKERS}", part.values):
            counted[row["actor"]] += said[row["reading"], row["attribution"]]
            names[row["actor"]] = row["name"]
    return counted, names


_BEST = "SELECT rowid FROM (SELECT rowid, rank FROM {index} WHERE {index} MATCH ? LIMIT ?) ORDER BY rank, rowid LIMIT ?"
_NUMBERED = "(SELECT key, value AS rowid FROM json_each(:numbers))"
_CURRENT = "CROSS JOIN current_readings c ON c.reading = {row}.reading CROSS JOIN report_versions v ON v.id = c.version"
_SOURCE: Mapping[Kind, str] = {
    "report": "CROSS JOIN report_versions v ON v.text = n.rowid CROSS JOIN current_readings c ON c.version = v.id",
    "claim": f"CROSS JOIN attribution_rows a ON a.rowid = n.rowid {_CURRENT.format(row='a')}",
    "event": f"CROSS JOIN event_rows e ON e.rowid = n.rowid {_CURRENT.format(row='e')}"
    " LEFT JOIN place_rows x ON x.reading = e.reading AND x.id = e.place",
}
_COLUMNS: Mapping[Kind, Mapping[str, str]] = {
    "report": {"said": "NULL", "type": "NULL", "status": "NULL", "country": "NULL", "place": "NULL"},
    "claim": {"said": "a.id", "type": "NULL", "status": "NULL", "country": "NULL", "place": "NULL"},
    "event": {
        "said": "e.attribution",
        "type": "e.type",
        "status": "e.status",
        "country": "x.country",
        "place": "x.name",
    },
}
_SELECT = (
    "SELECT n.rowid, c.report, c.reading, {said}, v.publisher, substr(c.day, 1, 7), {type}, {status}, {country},"
    " {place}"
)
_CONDITIONS: Mapping[Name, str] = {
    "publisher": "v.publisher = :publisher",
    "month": "substr(c.day, 1, 7) = :month",
    "type": "{type} = :type",
    "status": "{status} = :status",
    "speaker": "EXISTS (SELECT 1 FROM attribution_actors s WHERE s.reading = c.reading AND s.attribution = {said}"
    " AND s.role = 'speaker' AND +s.actor = :speaker)",
    "country": "{country} = :country",
    "place": "{place} = :place",
}
_SPEAKERS = """
SELECT DISTINCT s.reading, s.attribution, s.actor, l.name FROM keys k CROSS JOIN attribution_actors s
ON s.reading = k.reading AND s.attribution = k.id AND s.role = 'speaker' JOIN ledger_actors l ON l.id = s.actor
"""
