"""Who is whom: an index of the mergers and splits of actors that are in force.

A merger is a judgement that others are one with an actor, a split that some rows are about somebody else. Both are
decisions, and can be undone; the actors as the machine found them stay what they are. Two mergers of one actor into two
others, made without knowledge of one another, are in conflict, and neither takes effect.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator

from onrecord.knowledge.folding import key
from onrecord.ledger import decisions
from onrecord.ledger.conflicts import Matter, conflicts, known
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.renamed import renamed
from onrecord.ledger.rows import Leads
from onrecord.ledger.store import Store
from onrecord.model import Actor, Decision, Reading

Link = tuple[str, str, str, str | None]
"""Actor, the other, same or split, the folded name that the other one got."""
Home = tuple[str, int, str, None, str, str]
_SAME = "SELECT other, actor FROM actor_links WHERE how = 'same'"
_LEADS = """
SELECT k.other, k.actor, l.name FROM actor_links k JOIN ledger_actors l ON l.id = k.actor WHERE k.how = 'same'
"""
_KNOWN = """
INSERT INTO ledger_actors VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,
  kind = excluded.kind WHERE ledger_actors.name = ledger_actors.id AND excluded.name <> excluded.id
"""


def mergers(store: Store) -> list[Decision]:
    """The mergers in force that are in no conflict, in their order."""
    found = decisions.of_kind(store, "merge")
    idle = _idle(store, found)
    return [one for one in found if one.id not in idle]


def index(store: Store) -> dict[str, str]:
    """Writes the index; inside a transaction.

    Returns:
        of the actors who are somebody else now than before, who they are; themselves where nobody stands in any more.
    """
    before = {row["other"]: row["actor"] for row in store.rows(_SAME)}
    found = mergers(store)
    store.put_all(_KNOWN, [(one.id, one.name, one.kind) for merger in found for one in merger.actors])
    store.put("DELETE FROM actor_links")
    store.put_all("INSERT INTO actor_links VALUES (?, ?, ?, ?)", _links(store))
    store.put("DELETE FROM decision_homes WHERE report = ''")
    store.put_all("INSERT INTO decision_homes VALUES (?, ?, ?, ?, ?, ?)", _homes(store))
    after = {row["other"]: row["actor"] for row in store.rows(_SAME)}
    moved = [one for one in sorted(before.keys() | after.keys()) if before.get(one) != after.get(one)]
    return {one: after.get(one, one) for one in moved}


def leads(store: Store, actors: Iterable[str] | None = None) -> Leads:
    """Who stands in for actors, of those who were merged into somebody else; of some, or of all."""
    if not store.rows(f"{_SAME} LIMIT 1"):
        return {}
    if actors is None:
        return {row["other"]: (row["actor"], row["name"]) for row in store.rows(_LEADS)}
    found = (row for actor in set(actors) for row in store.rows(f"{_LEADS} AND k.other = ?", (actor,)))
    return {row["other"]: (row["actor"], row["name"]) for row in found}


def leads_in(store: Store, reading: Reading) -> Leads:
    """Who stands in for the actors of a reading."""
    return leads(store, ledger_ids(reading).values()) if store.rows(f"{_SAME} LIMIT 1") else {}


def now(store: Store, ids: Iterable[str]) -> tuple[str, ...]:
    """Whom actors are now, each once."""
    asked = list(ids)
    known = leads(store, asked)
    return tuple(dict.fromkeys(known[actor][0] if actor in known else actor for actor in asked))


def shown(store: Store, reading: Reading) -> Reading:
    """A reading in which everybody is who they are by what people decided."""
    known = leads_in(store, reading)
    if not known:
        return reading
    told = {merger.target: merger.actors[0] for merger in mergers(store)}
    return renamed(reading, {met: told[lead] for met, (lead, _) in known.items()})


def described(store: Store, actor: str) -> Actor | None:
    """Somebody who stands in for others, as the decision has them."""
    return next((one.actors[0] for one in reversed(mergers(store)) if one.target == actor), None)


def with_parts(store: Store, ids: Iterable[str]) -> tuple[str, ...]:
    """Actors and those who were parted from them, as they are now."""
    found = list(ids)
    for actor in found:
        found += [
            row[0]
            for row in store.rows("SELECT other FROM actor_links WHERE actor = ? AND how = 'split'", (actor,))
            if row[0] not in found
        ]
    return now(store, found)


def named(store: Store, folded: str) -> list[str]:
    """The actors who got a name from a decision."""
    return [row[0] for row in store.rows("SELECT other FROM actor_links WHERE folded = ? ORDER BY other", (folded,))]


def joined(store: Store, actor: str) -> tuple[str, ...]:
    """An actor and all that were merged into it."""
    rows = store.rows("SELECT other FROM actor_links WHERE actor = ? AND how = 'same' ORDER BY other", (actor,))
    return (actor, *(row[0] for row in rows))


def astray(store: Store) -> Iterator[tuple[str, str]]:
    """Whether the index is what the decisions ask for."""
    links = {tuple(row) for row in store.rows("SELECT * FROM actor_links")}
    homes = {tuple(row) for row in store.rows("SELECT * FROM decision_homes WHERE report = ''")}
    if links != set(_links(store)) or homes != set(_homes(store)):
        yield "actor_links", "the index of who is whom is not what the decisions ask for"


def _links(store: Store) -> list[Link]:
    lead: dict[str, str] = {}
    for one in mergers(store):
        old = {*one.others}
        lead = {actor: one.target if now in old else now for actor, now in lead.items()}
        lead.update(dict.fromkeys(old, one.target))
        lead.pop(one.target, None)
    found: list[Link] = [(now, actor, "same", None) for actor, now in sorted(lead.items())]
    for one in decisions.of_kind(store, "split"):
        if not one.of_events:
            found.append((one.target, one.actors[0].id, "split", key(one.actors[0].name) or None))
    return found


def _homes(store: Store) -> list[Home]:
    """The mergers that are in conflict."""
    return [
        (one, 0, "", None, f"It is in conflict with {other}: neither takes effect.", other)
        for one, other in _idle(store, decisions.of_kind(store, "merge")).items()
        if other is not None
    ]


def _idle(store: Store, found: Collection[Decision]) -> dict[str, str | None]:
    said: dict[str, list[tuple[Decision, Matter]]] = defaultdict(list)
    for one in found:
        for other in one.others:
            said[other].append((one, {"is": one.target}))
    idle: dict[str, str | None] = {}
    if any(len(some) > 1 for some in said.values()):
        knows = known(store)
        for some in said.values():
            for lost, against in conflicts(some, knows).items():
                idle[lost] = against or idle.get(lost)
    return idle
