"""Who stands in for whom, in the rows: mergers of actors, put into every column that names one.

A row names the actor as people decided (`actor`), and beside it whom the machine took it for, where that is somebody
else (`met`): so no question has to know of mergers, and what a merger changes can be taken back. Keys that follow from
who somebody is (of ties, of the outlets that are quoted), and the indexes that rest on them, follow at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from onrecord.ledger import figures, happenings, same, tallies
from onrecord.ledger.keys import Key, parts
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import ACTORS, end_of, outlets_of, tie_of
from onrecord.ledger.store import Store


def put(store: Store, moved: Mapping[str, str]) -> None:
    """Writes who actors are now; inside a transaction.

    Args:
        moved: of actors as the machine met them, who they are now.
    """
    if not moved:
        return
    before = {row[0] for met in moved for row in store.rows(_WHO, {"met": met})}
    for met, now in moved.items():
        for table, columns in ACTORS.items():
            for actor, was in columns:
                some = _IN_READINGS if table == "figure_rows" else ""
                values = {"met": met, "now": now}
                sql = f"UPDATE {table} SET {actor} = :now, {was} = nullif(:met, :now) WHERE"
                store.put(f"{sql} {was} = :met{some}", values)
                if now != met:
                    store.put(f"{sql} {actor} = :met AND {was} IS NULL{some}", values)
    happenings.outdate(store, {reading for reading, _ in _keys(store, "event_parties", "event", moved)})
    _ties(store, _keys(store, "relation_rows", "id", moved))
    told = _outlets(store, moved)
    figures.renew(store, _keys(store, "figure_rows", "id", moved), told | _told_by(store, moved))
    tallies.recount(store, {*moved, *moved.values(), *before})


def _keys(store: Store, table: str, column: str, moved: Mapping[str, str]) -> list[Key]:
    """The rows that name somebody who is somebody else now."""
    found: dict[Key, None] = {}
    for met, now in moved.items():
        for actor, was in ACTORS[table]:
            asked = f"{was} = :met" if met != now else f"{actor} = :met AND {was} IS NULL"
            some = _IN_READINGS if table == "figure_rows" else ""
            sql = f"SELECT reading, {column} FROM {table} WHERE {asked}{some}"
            found.update(((row[0], row[1]), None) for row in store.rows(sql, {"met": met}))
    return list(found)


def _ties(store: Store, relations: Iterable[Key]) -> None:
    """Writes the keys of some ties."""
    for part in parts(relations):
        for row in store.rows(f"{part.sql} {_TIES}", part.values):
            ends = [
                end_of(row[side], row[f"{side}_geonames"], row["report"], row[f"{side}_words"])
                for side in ("subject", "object")
            ]
            store.put(
                "UPDATE relation_rows SET tie = ? WHERE reading = ? AND id = ?",
                (tie_of(row["type"], *ends), row["reading"], row["id"]),
            )


def _outlets(store: Store, moved: Mapping[str, str]) -> set[Key]:
    """Writes the origins of what outlets told who are another one now; the figures of which it is another one."""
    changed: set[Key] = set()
    readings = {row[0] for met in moved for row in store.rows(_QUOTED, {"met": met})}
    for number in sorted(readings):
        reading = stored(store, number)
        outlets = outlets_of(reading, ledger_ids(reading), same.leads_in(store, reading))
        for claim, origin in outlets.items():
            values = (origin, number, claim, origin)
            changed |= {(number, row[0]) for row in store.rows(_OTHER_ORIGIN, values[1:])}
            for table in ("event_rows", "relation_rows", "figure_rows"):
                store.put(
                    f"UPDATE {table} SET origin = ? WHERE reading = ? AND attribution = ? AND origin <> ?", values
                )
    happenings.recount(store, readings)
    return changed


def _told_by(store: Store, moved: Mapping[str, str]) -> set[Key]:
    """The figures that stand on the word of somebody who is somebody else now."""
    found: set[Key] = set()
    for met, now in moved.items():
        asked = "s.met = :met" if met != now else "s.actor = :met AND s.met IS NULL"
        found |= {(row[0], row[1]) for row in store.rows(f"{_SAID} WHERE {asked} AND s.role = 'speaker'", {"met": met})}
    return found


_WHO = "SELECT DISTINCT actor FROM actor_rows WHERE met = :met"
_IN_READINGS = " AND reading IN (SELECT reading FROM actor_rows WHERE met = :met OR (actor = :met AND met IS NULL))"
_TIES = """
SELECT r.reading, r.id, r.type, r.subject, r.subject_words, s.geonames AS subject_geonames, r.object, r.object_words,
  o.geonames AS object_geonames, d.report FROM keys k
CROSS JOIN relation_rows r ON r.reading = k.reading AND r.id = k.id
JOIN readings d ON d.id = r.reading
LEFT JOIN place_rows s ON s.reading = r.reading AND s.id = r.subject_place
LEFT JOIN place_rows o ON o.reading = r.reading AND o.id = r.object_place
"""
_QUOTED = """
SELECT reading FROM actor_rows WHERE kind = 'outlet' AND (met = :met OR (actor = :met AND met IS NULL))
"""
_OTHER_ORIGIN = "SELECT id FROM figure_rows WHERE reading = ? AND attribution = ? AND origin <> ?"
_SAID = """
SELECT f.reading, f.id FROM attribution_actors s
CROSS JOIN figure_rows f ON f.reading = s.reading AND f.attribution = s.attribution
"""
