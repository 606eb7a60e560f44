"""How many rows of each sort the current readings have, kept as they change, so that no question has to count them all.

The sorts: claims, unnamed (claims of sources that nobody known stands for), relations and figures, with the key "";
sure, rows by section and tenth of confidence; telling, reports that have rows of a section; events, by type, status,
certainty and whether they have a date; speaker (claims by actor); present (reports in which words stand for an actor);
publisher and state (reports); undated (reports).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from onrecord.ledger.store import Store


class EventKey(NamedTuple):
    """What events are tallied by."""

    type: str
    status: str
    certainty: str
    dated: bool


def count(store: Store, reading: int, sign: int) -> None:
    """Adds the rows of a reading that has become current (sign 1), or takes away those of one that was (-1)."""
    store.put(_COUNT, {"reading": reading, "sign": sign})


def recount(store: Store, actors: Iterable[str]) -> None:
    """Counts anew how often actors speak and stand in reports; inside a transaction."""
    for actor in sorted(actors):
        store.put("DELETE FROM tallies WHERE key = ? AND what IN ('speaker', 'present')", (actor,))
        store.put(_RECOUNT, {"actor": actor})


def of(store: Store, what: str) -> Mapping[str, int]:
    """The tallies of a sort by key, without zeros."""
    return {row["key"]: row["n"] for row in store.rows("SELECT key, n FROM tallies WHERE what = ? AND n", (what,))}


def total(store: Store, what: str) -> int:
    """The sum of a sort."""
    return int(store.value("SELECT coalesce(sum(n), 0) FROM tallies WHERE what = ?", (what,)))


def events(store: Store) -> Mapping[EventKey, int]:
    """How many events there are of each type, status and certainty, with a date and without."""
    found = {}
    for key, n in of(store, "events").items():
        kind, status, certainty, dated = key.split()
        found[EventKey(kind, status, certainty, dated == "dated")] = n
    return found


def confidences(store: Store) -> Mapping[tuple[str, int], int]:
    """How many rows of each section have a confidence in each tenth, 0 to 9; figures have none."""
    told = ((key.split(), n) for key, n in of(store, "sure").items())
    return {(section, int(in_tenth)): n for (section, in_tenth), n in told}


def wrong(store: Store) -> list[tuple[str, str]]:
    """The tallies, as sort and key, that are not what counting all rows gives."""
    return [(row["what"], row["key"]) for row in store.rows(_WRONG)]


_SORTS = """
  SELECT 'claims' AS what, '' AS key, count(*) AS n FROM attribution_rows WHERE {own}
  UNION ALL SELECT 'unnamed', '', count(*) FROM attribution_rows a WHERE {own} AND NOT EXISTS (
    SELECT 1 FROM attribution_actors s WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'speaker')
  UNION ALL SELECT 'relations', '', count(*) FROM relation_rows WHERE {own}
  UNION ALL SELECT 'figures', '', count(*) FROM figure_rows WHERE {own}
  UNION ALL SELECT 'telling', 'attributions', count(DISTINCT reading) FROM attribution_rows WHERE {own}
  UNION ALL SELECT 'telling', 'events', count(DISTINCT reading) FROM event_rows WHERE {own}
  UNION ALL SELECT 'telling', 'relations', count(DISTINCT reading) FROM relation_rows WHERE {own}
  UNION ALL SELECT 'telling', 'figures', count(DISTINCT reading) FROM figure_rows WHERE {own}
  UNION ALL SELECT 'sure', 'attributions ' || min(9, CAST(confidence * 10 AS INTEGER)) AS k, count(*)
    FROM attribution_rows WHERE {own} GROUP BY k
  UNION ALL SELECT 'sure', 'events ' || min(9, CAST(confidence * 10 AS INTEGER)) AS k, count(*)
    FROM event_rows WHERE {own} GROUP BY k
  UNION ALL SELECT 'sure', 'relations ' || min(9, CAST(confidence * 10 AS INTEGER)) AS k, count(*)
    FROM relation_rows WHERE {own} GROUP BY k
  UNION ALL SELECT 'events', type || ' ' || status || ' ' || certainty || iif(day < '9999', ' dated', ' undated') AS k,
    count(*) FROM event_rows WHERE {own} GROUP BY k
  UNION ALL SELECT 'speaker', actor, count(*) FROM (SELECT DISTINCT reading, attribution, actor FROM attribution_actors
    WHERE {own} AND role = 'speaker') GROUP BY actor
  UNION ALL SELECT 'present', actor, count(DISTINCT reading) FROM actor_rows WHERE {own} AND present GROUP BY actor
  UNION ALL SELECT 'publisher', v.publisher, count(*) FROM readings d JOIN report_versions v ON v.id = d.version
    WHERE {reading} AND v.publisher IS NOT NULL GROUP BY v.publisher
  UNION ALL SELECT 'state', v.state, count(*) FROM readings d JOIN report_versions v ON v.id = d.version
    WHERE {reading} GROUP BY v.state
  UNION ALL SELECT 'undated', '', count(*) FROM readings d JOIN report_versions v ON v.id = d.version
    WHERE {reading} AND v.published IS NULL
"""
_COUNT = f"""
INSERT INTO tallies SELECT what, key, n * :sign
FROM ({_SORTS.format(own="reading = :reading", reading="d.id = :reading")})
WHERE n ON CONFLICT DO UPDATE SET n = n + excluded.n
"""
_RECOUNT = """
INSERT INTO tallies SELECT * FROM (
  SELECT 'speaker', :actor, count(DISTINCT s.reading || ':' || s.attribution) AS n FROM attribution_actors s
  CROSS JOIN current_readings c ON c.reading = s.reading WHERE s.actor = :actor AND s.role = 'speaker'
  UNION ALL SELECT 'present', :actor, count(DISTINCT a.reading) FROM actor_rows a
  CROSS JOIN current_readings c ON c.reading = a.reading WHERE a.actor = :actor AND a.present
) WHERE n
"""
_CURRENT = "IN (SELECT reading FROM current_readings)"
_WRONG = f"""
WITH told AS (SELECT * FROM ({_SORTS.format(own=f"reading {_CURRENT}", reading=f"d.id {_CURRENT}")}) WHERE n),
  kept AS (SELECT * FROM tallies WHERE n)
SELECT what, key FROM (SELECT * FROM told EXCEPT SELECT * FROM kept)
UNION SELECT what, key FROM (SELECT * FROM kept EXCEPT SELECT * FROM told)
"""
