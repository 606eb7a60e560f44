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
from onrecord.ledger.store import Store
from onrecord.model import Decision

Link = tuple[str, str, str, str | None]
"""Actor, the other, same or split, the folded name that the other one got."""
Home = tuple[str, int, str, None, str, str]


def mergers(store: Store) -> list[Decision]:
    """The mergers in force that are in no conflict, in their order."""
    found = decisions.of_kind(store, "merge")
    idle = _idle(store, found)
    return [one for one in found if one.id not in idle]


def index(store: Store) -> set[str]:
    """Writes the index; inside a transaction. Gives the actors who were merged before or are now, and were not both."""
    before = {tuple(row) for row in store.rows("SELECT * FROM actor_links")}
    links = _links(store)
    store.put("DELETE FROM actor_links")
    store.put_all("INSERT INTO actor_links VALUES (?, ?, ?, ?)", links)
    store.put("DELETE FROM decision_homes WHERE report = ''")
    store.put_all("INSERT INTO decision_homes VALUES (?, ?, ?, ?, ?, ?)", _homes(store))
    return {other for _, other, how, _ in before ^ set(links) if how == "same"}


def leads(store: Store, ids: Iterable[str]) -> tuple[str, ...]:
    """Whom actors are now, each once."""
    found = []
    for actor in ids:
        lead = store.value("SELECT actor FROM actor_links WHERE other = ? AND how = 'same'", (actor,))
        found.append(lead or actor)
    return tuple(dict.fromkeys(found))


def with_parts(store: Store, ids: Iterable[str]) -> tuple[str, ...]:
    """Actors and those who were parted from them, as they are now."""
    found = list(ids)
    for actor in found:
        found += [
            row[0]
            for row in store.rows("SELECT other FROM actor_links WHERE actor = ? AND how = 'split'", (actor,))
            if row[0] not in found
        ]
    return leads(store, found)


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
