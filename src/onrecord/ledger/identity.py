"""Whom a name stands for in a ledger."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.knowledge.folding import key
from onrecord.ledger import same
from onrecord.ledger.expected import IN_TENTH, JUDGED, Shares, Tenth
from onrecord.ledger.fields import Section
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
    reports, origins = store.rows(_REPORTS, (actor,))[0]
    rows = [store.rows(sql, {"actor": actor}) for sql in (_CLAIMS, _EVENTS, _RELATIONS)]
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
        reports=reports,
        claims=sum(row["n"] for row in rows[0]),
        events=sum(row["n"] for row in rows[1]),
        relations=sum(row["n"] for row in rows[2]),
        origins=origins,
        expected=Shares(store).of_tenths(_tenths(rows), reports, origins),
    )


def _tenths(rows: Sequence[Sequence[sqlite3.Row]]) -> Iterable[Tenth]:
    """The rows that claims, events and relations were counted in."""
    for section, some in zip(_COUNTED, rows, strict=True):
        for row in some:
            yield Tenth(section, row["tenth"], bool(row["judged"]), row["n"])


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


_COUNTED: tuple[Section, ...] = ("attributions", "events", "relations")
_REPORTS = (
    "SELECT count(DISTINCT c.report), count(DISTINCT c.origin) FROM actor_rows a"
    " JOIN current_readings c ON c.reading = a.reading WHERE a.actor = ?"
)
_TENTHS = f"""
SELECT {IN_TENTH.format(row="x")} AS tenth, {JUDGED.format(row="x")} AS judged, count(*) AS n
FROM ({{keys}}) k CROSS JOIN current_readings c ON c.reading = k.reading
CROSS JOIN {{rows}} x ON x.reading = k.reading AND x.id = k.id GROUP BY 1, 2
"""
_CLAIMS = _TENTHS.format(
    rows="attribution_rows",
    keys="SELECT DISTINCT reading, attribution AS id FROM attribution_actors WHERE actor = :actor AND role = 'speaker'",
)
_EVENTS = _TENTHS.format(
    rows="event_rows", keys="SELECT DISTINCT reading, event AS id FROM event_parties WHERE actor = :actor"
)
_RELATIONS = _TENTHS.format(
    rows="relation_rows",
    keys="SELECT reading, id FROM relation_rows WHERE subject = :actor"
    " UNION SELECT reading, id FROM relation_rows WHERE object = :actor",
)
