"""Whom a name stands for in a ledger."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.knowledge.folding import key
from onrecord.ledger import same
from onrecord.ledger.found import ActorCard, Who
from onrecord.ledger.store import Store
from onrecord.model import Actor, Role


def matching(store: Store, name: str) -> tuple[str, ...]:
    """The ids that an id or a name stands for, in the ledger or the registry, as people decided who is whom.

    Raises:
        BadQuery: the name holds no letter or digit.
        NoSuchRow: neither knows it.
    """
    if store.rows("SELECT 1 FROM ledger_actors WHERE id = ?", (name,)):
        return same.now(store, (name,))
    folded = key(name)
    if not folded:
        raise BadQuery(f"no name in {name!r}", "Give an actor's id or name.")
    met = store.rows("SELECT actor FROM actor_names WHERE folded = ? ORDER BY actor", (folded,))
    found = tuple(dict.fromkeys([*(row["actor"] for row in met), *same.named(store, folded), *_registered(name)]))
    if not found:
        raise NoSuchRow(f"nobody called {name!r} in {store.path.name} or in the registry")
    return same.with_parts(store, found)


def _registered(name: str) -> tuple[str, ...]:
    from onrecord.knowledge.registry import registry

    return tuple(actor.id for actor in registry().find(name))


def cards(store: Store, name: str) -> tuple[ActorCard, ...]:
    """What the ledger has of the actors that a name stands for, the most reported first.

    Raises:
        NoSuchRow: nobody of that name is in the ledger.
    """
    found = [card for actor in matching(store, name) for card in _card(store, actor)]
    if not found:
        raise NoSuchRow(f"the registry knows {name!r}, but no report in {store.path.name} names it")
    return tuple(sorted(found, key=lambda card: (-card.reports, card.id)))


def _card(store: Store, actor: str) -> Iterable[ActorCard]:
    one = same.joined(store, actor)
    told = described(store, actor, merged=len(one) > 1)
    if told is None:
        return
    marks = ", ".join("?" * len(one))
    names = store.rows(f"SELECT DISTINCT name FROM actor_names WHERE actor IN ({marks}) ORDER BY name", one)
    yield ActorCard(
        id=actor,
        name=told.name,
        kind=told.kind,
        country=told.country,
        sector=told.sector,
        wikidata=told.wikidata,
        roles=told.roles,
        names=tuple(row["name"] for row in names) or (told.name,),
        merged=one[1:],
        reports=store.value(_REPORTS, (actor,)),
        claims=store.value(_CLAIMS, (actor,)),
        events=store.value(_EVENTS, (actor,)),
        relations=store.value(_RELATIONS, {"actor": actor}),
    )


def described(store: Store, actor: str, merged: bool) -> Actor | None:
    """An actor as the newest reading has them; None where no current reading names them.

    Args:
        merged: whether others were merged into them.
    """
    here = "FROM actor_rows a JOIN current_readings c ON c.reading = a.reading WHERE a.actor = ?"
    rows = store.rows(
        "SELECT l.name AS called, l.kind AS known_as, a.* FROM ledger_actors l JOIN actor_rows a ON a.actor = l.id"
        " JOIN current_readings c ON c.reading = a.reading"
        " WHERE l.id = ? AND a.met IS NULL ORDER BY a.reading DESC LIMIT 1",
        (actor,),
    )
    if not rows:
        return same.described(store, actor) if merged and store.rows(f"SELECT 1 {here} LIMIT 1", (actor,)) else None
    [told] = rows
    sector = tuple(msgspec.json.decode(told["sector"], type=list[str]))
    roles = msgspec.json.decode(told["roles"], type=tuple[Role, ...])
    return Actor(actor, told["called"], told["known_as"], told["country"], sector, told["wikidata"], roles)


def called(store: Store, ids: Iterable[str | None]) -> Mapping[str, Who]:
    """Actors of the ledger by id; of those who were merged into others, these."""
    wanted = list({actor for actor in ids if actor is not None})
    found: dict[str, Who] = {}
    for at in range(0, len(wanted), 500):
        part = wanted[at : at + 500]
        marks = ",".join("?" * len(part))
        for row in store.rows(f"SELECT id, name FROM ledger_actors WHERE id IN ({marks})", part):
            found[row["id"]] = Who(row["id"], row["name"])
    return found | {actor: Who(*lead) for actor, lead in same.leads(store, wanted).items()}


_REPORTS = (
    "SELECT count(DISTINCT c.report) FROM actor_rows a JOIN current_readings c ON c.reading = a.reading"
    " WHERE a.actor = ?"
)
_CLAIMS = (
    "SELECT count(*) FROM (SELECT DISTINCT s.reading, s.attribution FROM attribution_actors s"
    " JOIN current_readings c ON c.reading = s.reading WHERE s.actor = ? AND s.role = 'speaker')"
)
_EVENTS = (
    "SELECT count(*) FROM (SELECT DISTINCT p.reading, p.event FROM event_parties p"
    " JOIN current_readings c ON c.reading = p.reading WHERE p.actor = ?)"
)
_RELATIONS = (
    "SELECT count(*) FROM relation_rows r JOIN current_readings c ON c.reading = r.reading"
    " WHERE r.subject = :actor OR r.object = :actor"
)
