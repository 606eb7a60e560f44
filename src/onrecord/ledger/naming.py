"""The names of everybody, after an erasure: of whom nothing is left goes; a name stays where another report has it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from onrecord.knowledge.folding import key
from onrecord.ledger.names import ledger_ids, names
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import ACTORS, everybody
from onrecord.ledger.store import Store
from onrecord.ledger.words import Words

Named = Mapping[str, set[str]]
"""Actor (id in the ledger) to the names, folded, that some reports have for it."""
LOCAL = ("report:", "ledger:")
"""What the ids of actors begin with whom no registry knows."""


def of_reports(store: Store, reports: Iterable[str]) -> dict[str, set[str]]:
    """Whom some reports name, in any of their readings, and how."""
    found: dict[str, set[str]] = {}
    for report in reports:
        for (number,) in store.rows("SELECT id FROM readings WHERE report = ?", (report,)):
            reading = stored(store, number)
            for actor in everybody(reading):
                found.setdefault(actor, set())
            for folded, actor, _ in names(reading, ledger_ids(reading)):
                found[actor].add(folded)
    return found


def renew(store: Store, named: Named, words: Words | None, everywhere: bool) -> set[str]:
    """Drops those of whom no row is left, and names that no row has; inside a transaction.

    Args:
        named: whom the touched reports named before. words: what was erased; None for whole reports: then each name
            that these had is looked for in the others. everywhere: look at all names for the words.

    Returns:
        the ids of reports and ledgers that are gone, also of those whom only others stand under by a merger.
    """
    actors = set(named)
    if words is not None and everywhere:
        for row in store.rows(
            "SELECT l.id, l.name AS own, n.name, n.folded FROM ledger_actors l"
            " LEFT JOIN actor_names n ON n.actor = l.id"
        ):
            if any(words.stand_in(told) for told in row):
                actors.add(row["id"])
    asked = (msgspec.json.encode(sorted(actors)).decode(),)
    lost = {row[0] for row in store.rows(_LOST, asked)}
    lost |= {row[0] for row in store.rows(_UNMET, asked) if row[0].startswith(LOCAL)}
    for actor in lost:
        store.put("DELETE FROM actor_names WHERE actor = ?", (actor,))
        store.put("DELETE FROM ledger_actors WHERE id = ?", (actor,))
    for actor in sorted(actors - lost):
        _renew(store, actor, named.get(actor, set()), words)
    return {actor for actor in lost if actor.startswith(LOCAL)}


def _renew(store: Store, actor: str, told: set[str], words: Words | None) -> None:
    """Drops the names of one who is still there that no row has any more."""
    for row in store.rows("SELECT folded, name FROM actor_names WHERE actor = ?", (actor,)):
        if row["folded"] in told if words is None else words.stand_in(row["name"]) or words.stand_in(row["folded"]):
            kept = _spelling(store, actor, row["folded"])
            store.put("DELETE FROM actor_names WHERE folded = ? AND actor = ?", (row["folded"], actor))
            if kept is not None:
                store.put("INSERT INTO actor_names VALUES (?, ?, ?)", (row["folded"], actor, kept))
    name = store.value("SELECT name FROM ledger_actors WHERE id = ?", (actor,))
    if (key(name) in told if words is None else words.stand_in(name)) and not store.rows(_CALLED, (actor, name)):
        other = store.value(_OWN, (actor,))
        store.put("UPDATE ledger_actors SET name = ? WHERE id = ?", (other or actor, actor))


def _spelling(store: Store, actor: str, folded: str) -> str | None:
    """A name that some row still has for an actor and that is the same, folded."""
    for (name,) in store.rows(_SPELLINGS, (actor,)):
        if key(name) == folded:
            return " ".join(name.split())
    return None


def _none(met: bool) -> str:
    """Those of a list whom no row names; met: whom no row names as the machine met them, whoever stands under them."""
    alone = "{now} = value AND {was} IS NULL" if met else "{now} = value"
    parts = [
        f"value NOT IN (SELECT {f'coalesce({was}, {now})' if met else now} FROM {table} WHERE {now} IS NOT NULL)"
        f"{'' if met else f' AND value NOT IN (SELECT {was} FROM {table} WHERE {was} IS NOT NULL)'}"
        if table == "figure_rows"
        else f"NOT EXISTS (SELECT 1 FROM {table} WHERE {alone.format(now=now, was=was)})"
        f" AND NOT EXISTS (SELECT 1 FROM {table} WHERE {was} = value)"
        for table, pairs in ACTORS.items()
        for now, was in pairs
    ]
    return f"SELECT value FROM json_each(?) WHERE {' AND '.join(parts)}"


_LOST, _UNMET = _none(met=False), _none(met=True)
_MET = "(met = ?1 OR (actor = ?1 AND met IS NULL))"
_OWN = f"SELECT name FROM actor_rows WHERE {_MET} ORDER BY reading LIMIT 1"
_CALLED = f"SELECT 1 FROM actor_rows WHERE {_MET} AND name = ?2 LIMIT 1"
_SPELLINGS = f"""
SELECT DISTINCT name FROM actor_rows WHERE {_MET}
UNION SELECT m.passage FROM (SELECT reading, id FROM actor_rows WHERE {_MET}) a
JOIN mention_rows m ON m.reading = a.reading AND m.actor = a.id WHERE m.form = 'name'
"""
