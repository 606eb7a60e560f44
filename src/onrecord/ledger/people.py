"""The actors of a ledger as a list, the most reported first; and the reports that name one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.knowledge.folding import key
from onrecord.ledger import same
from onrecord.ledger.bounds import COLUMNS, JOIN, bounds_of, marks_of
from onrecord.ledger.found import Found, ReportCard
from onrecord.ledger.reports import coverage
from onrecord.ledger.store import Store
from onrecord.model import ActorKind

LOOKED = 20_000
"""Actors whose country is looked at, where one is asked for: those of most reports."""
OFTEN = 2000
"""Reports from which on those that name somebody are looked for day by day, not by name."""
CALLED = 4
"""Names of an actor in a list."""


class Person(msgspec.Struct, frozen=True):
    """An actor of the ledger in a list.

    Args:
        reports: in which words stand for them. claims: made by them. country: ISO 3166 alpha-3, as the newest reading
            has it. names: as reports write it, a few.
    """

    id: str
    name: str
    kind: str
    reports: int
    claims: int
    country: str | None = None
    names: tuple[str, ...] = ()


class Named(msgspec.Struct, frozen=True):
    """Where somebody is named: the first and the last day of a report, and the newest reports."""

    first: str | None
    last: str | None
    newest: tuple[ReportCard, ...]


def listed(
    store: Store,
    name: str | None = None,
    *,
    kind: str | None = None,
    country: str | None = None,
    limit: int = 50,
    offset: int = 0,
) -> Found[Person]:
    """The actors that reports name, the most reported first.

    Args:
        name: words of a name, whole or the beginning; or an id. kind: of actor. country: ISO 3166 alpha-3.

    Raises:
        BadQuery: there is no such kind, no such country's code, or no letter in the name.
    """
    if kind is not None and kind not in get_args(ActorKind):
        raise BadQuery(f"no kind of actor is called {kind!r}", f"Use one of {', '.join(get_args(ActorKind))}.")
    if country is not None and not (len(country) == 3 and country.isascii() and country.isalpha()):
        raise BadQuery(f"{country!r} is no country's code", "Give the three letters of ISO 3166: EGY, USA.")
    asked: dict[str, Any] = {"limit": limit + 1, "offset": offset, "most": -1}
    conditions, source = ["1"], _REPORTED
    with store.snapshot():
        if name is not None:
            source = _CALLED
            asked |= {"folded": _folded(name), "known": msgspec.json.encode(_known(store, name)).decode()}
        if kind is not None:
            conditions.append("l.kind = :kind")
            asked["kind"] = kind
        if country is not None:
            conditions.append(f"{_COUNTRY} = :country")
            asked |= {"country": country.upper(), "most": LOOKED}
        rows = store.rows(_LISTED.format(source=source, where=" AND ".join(conditions), country=_COUNTRY), asked)
        names = _names(store, [row["id"] for row in rows[:limit]])
        people = tuple(
            Person(row["id"], row["name"], row["kind"], row["reports"], row["claims"], row["country"],
                   tuple(one for one in names.get(row["id"], ()) if one != row["name"])[:CALLED])
            for row in rows[:limit]
        )  # fmt: skip
        notes = (f"Countries are looked for among the {LOOKED:,} actors of most reports.",) if country else ()
        return Found(people, coverage(store), len(rows) > limit, notes)


def named(store: Store, actor: str, limit: int = 10) -> Named:
    """Which reports name an actor (an id).

    Raises:
        NoSuchRow: none does.
    """
    asked = {"actor": actor, "limit": limit}
    with store.snapshot():
        often = store.value(_OFTEN, (actor,)) >= OFTEN
        rows, order = _BY_DAY if often else _BY_NAME
        newest = store.rows(_NEWEST.format(rows=rows, order=order), asked)
        if not newest:
            raise NoSuchRow(f"no report in {store.path.name} names {actor}")
        ends = [store.rows(_ENDS.format(rows=rows, order=order), asked) for order in ("ASC", "DESC")]
        first, last = (found[0]["day"] if found else None for found in ends)
        return Named(first, last, tuple(_card(row) for row in newest))


def _folded(name: str) -> str:
    folded = key(name)
    if not folded:
        raise BadQuery(f"no name in {name!r}", "Give words of a name, or an id.")
    return f" {folded}"


def _known(store: Store, name: str) -> Sequence[str]:
    """Whom an id or a whole name stands for, by the names of the registry and of decisions."""
    from onrecord.knowledge.registry import registry

    return same.now(store, (name, *same.named(store, key(name)), *registry().exactly(name)))


def _names(store: Store, actors: Sequence[str]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    marks = ", ".join("?" * len(actors))
    for row in store.rows(f"SELECT actor, name FROM actor_names WHERE actor IN ({marks}) ORDER BY name", actors):
        found[row["actor"]].append(row["name"])
    return found


def _card(row: Any) -> ReportCard:
    return ReportCard(
        row["report"], row["source_id"], row["state"], row["title"], row["publisher"], row["published"],
        row["agency"], row["url"], row["language"], None, row["published_basis"], bounds_of(row), marks_of(row),
    )  # fmt: skip


_COUNTRY = "(SELECT a.country FROM actor_rows a WHERE a.actor = l.id AND a.met IS NULL ORDER BY a.reading DESC LIMIT 1)"
_REPORTED = "(SELECT key, n FROM tallies WHERE what = 'present' AND n > 0 ORDER BY n DESC, key LIMIT :most)"
_CALLED = """
(SELECT key, n FROM (
  SELECT coalesce((SELECT k.actor FROM actor_links k WHERE k.other = m.actor AND k.how = 'same'), m.actor) AS id
  FROM actor_names m WHERE instr(' ' || m.folded, :folded) UNION SELECT value FROM json_each(:known)) w
CROSS JOIN tallies ON what = 'present' AND key = w.id AND n > 0 ORDER BY n DESC, key LIMIT :most)
"""
_LISTED = """
SELECT l.id, l.name, l.kind, t.n AS reports, {country} AS country,
  coalesce((SELECT s.n FROM tallies s WHERE s.what = 'speaker' AND s.key = l.id), 0) AS claims
FROM {source} t CROSS JOIN ledger_actors l ON l.id = t.key WHERE {where}
ORDER BY t.n DESC, t.key LIMIT :limit OFFSET :offset
"""
_OFTEN = "SELECT coalesce(max(n), 0) FROM tallies WHERE what = 'present' AND key = ?"
_BY_NAME = (
    "actor_rows a CROSS JOIN current_readings c ON c.reading = a.reading WHERE a.actor = :actor AND a.present",
    "c.day = '9999', c.day DESC",
)
_BY_DAY = (
    "current_readings c WHERE EXISTS (SELECT 1 FROM actor_rows a WHERE a.actor = :actor AND a.reading = c.reading"
    " AND a.present) AND c.day < '9999'",
    "c.day DESC",
)
_ENDS = "SELECT c.day FROM {rows} AND c.day < '9999' ORDER BY c.day {order} LIMIT 1"
_NEWEST = f"""
SELECT v.*, r.source_id, {COLUMNS} FROM (
  SELECT DISTINCT c.reading, c.report, c.version, c.day FROM {{rows}} ORDER BY {{order}} LIMIT :limit) c
JOIN report_versions v ON v.id = c.version JOIN report_rows r ON r.id = c.report {JOIN}
ORDER BY c.day = '9999', c.day DESC, c.report
"""
