"""Where what happened is told to have happened: places, and how many events are told of each, without listing them."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.ledger import Coverage, Happening, Ledger
from onrecord.ledger.events import Asked, told
from onrecord.ledger.found import Where
from onrecord.ledger.reports import coverage


class Spot(msgspec.Struct, frozen=True):
    """A place and what is told of it.

    Args:
        key: by which `at` finds it: its number in GeoNames, else its name. events: happenings, each counted once,
            however many reports tell it. tellings: of these. reports: that tell them. types: of the tellings, with how
            many have each, the most told first. first, last: ISO day or time of the earliest beginning and the latest
            end, the end exclusive; null where none is known.
    """

    key: str
    place: Where
    events: int
    tellings: int
    reports: int
    types: tuple[tuple[str, int], ...]
    first: str | None = None
    last: str | None = None


class Spots(msgspec.Struct, frozen=True):
    """The places of the events that pass some filters: those that most tellings name, those of most events first.

    Args:
        places: how many there are; more: whether not all are in `rows`. tellings: that name a place. nowhere: that name
            none. notes: sentences on what is left out.
    """

    rows: tuple[Spot, ...]
    coverage: Coverage
    more: bool
    places: int
    tellings: int
    nowhere: int
    notes: tuple[str, ...] = ()


class Told(msgspec.Struct, frozen=True):
    """The events of one place, earliest first. more: whether there are others."""

    place: Where
    rows: tuple[Happening, ...]
    more: bool


def spots(ledger: Ledger, limit: int = 200, **filters: Any) -> Spots:
    """The places of the events that pass the filters of `Ledger.events`; errors as of it."""
    with ledger.snapshot():
        store = ledger.store
        asked = Asked.of(store, **filters)
        keyed, values = _keyed(ledger, asked)
        every = ledger.rows(f"SELECT count(*) FROM ({asked.sql(store, 'e.rowid')[0]})", values)[0][0]
        rows: dict[str, Spot] = {}
        places = tellings = 0
        for row in ledger.rows(f"{keyed} {_TOP}", (*values, limit)):
            places, tellings = row["all_places"], row["all_tellings"]
            if row["key"] not in rows:
                place = Where(row["name"], row["country"], row["geonames"], row["lat"], row["lon"], row["precision_km"])
                rows[row["key"]] = Spot(
                    row["key"], place, row["events"], row["tellings"], row["reports"], (), row["first"], row["last"]
                )
            spot = rows[row["key"]]
            rows[row["key"]] = msgspec.structs.replace(spot, types=(*spot.types, (row["type"], row["of_type"])))
        notes = asked.notes(store, asked.left_out(store), asked.set_aside(store), "telling")
        return Spots(tuple(rows.values()), coverage(store), places > limit, places, tellings, every - tellings, notes)


def at(ledger: Ledger, key: str, limit: int = 50, **filters: Any) -> Told | None:
    """The events of a place, by the key of its `Spot`; None where the filters leave none. Errors as of `spots`."""
    with ledger.snapshot():
        asked = Asked.of(ledger.store, **filters)
        keyed, values = _keyed(ledger, asked)
        sql = f"{keyed} SELECT number FROM keyed WHERE key = ? ORDER BY day, number LIMIT ?"
        numbers = [row["number"] for row in ledger.rows(sql, (*values, key, limit + 1))]
        rows = tuple(row for _, row in told(ledger.store, numbers[:limit], asked.rejected))
    place = next((row.place for row in rows if row.place), None)
    return Told(place, rows, len(numbers) > limit) if place else None


def _keyed(ledger: Ledger, asked: Asked) -> tuple[str, list[Any]]:
    """The tellings that name a place, with its key, as a table `keyed`."""
    sql, values = asked.sql(
        ledger.store,
        "e.rowid AS number, e.reading AS reading, e.type AS type, e.since AS since, e.until AS until, e.day AS day,"
        " e.place AS place",
    )
    return f"WITH told AS ({sql}), {_KEYED}", values


_KEYED = """
keyed AS MATERIALIZED (
  SELECT t.number, t.reading, t.type, t.since, t.until, t.day, coalesce(CAST(x.geonames AS TEXT), x.name) AS key,
    coalesce(g.lead, t.number) AS lead
  FROM told t JOIN place_rows x ON x.reading = t.reading AND x.id = t.place
  LEFT JOIN event_groups g ON g.event = t.number
)
"""
_TOP = """
, grouped AS MATERIALIZED (
  SELECT key, count(*) AS tellings FROM keyed GROUP BY key
), top AS MATERIALIZED (
  SELECT key FROM grouped ORDER BY tellings DESC, key LIMIT ?
), these AS MATERIALIZED (
  SELECT * FROM keyed WHERE key IN (SELECT key FROM top)
), counted AS MATERIALIZED (
  SELECT key, count(DISTINCT lead) AS events, count(*) AS tellings, count(DISTINCT reading) AS reports,
    min(number) AS number, min(since) AS first, max(until) AS last
  FROM these GROUP BY key
), types AS MATERIALIZED (
  SELECT key, type, count(*) AS n FROM these GROUP BY key, type
)
SELECT t.*, y.type, y.n AS of_type, x.name, x.country, x.geonames, x.lat, x.lon, x.precision_km,
  (SELECT count(*) FROM grouped) AS all_places, (SELECT sum(tellings) FROM grouped) AS all_tellings
FROM counted t JOIN types y ON y.key = t.key
JOIN event_rows e ON e.rowid = t.number
JOIN place_rows x ON x.reading = e.reading AND x.id = e.place
ORDER BY t.events DESC, t.tellings DESC, t.key, y.n DESC, y.type
"""
