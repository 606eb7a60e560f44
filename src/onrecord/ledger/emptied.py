"""Decisions, after an erasure: what is erased is taken out of them, and what they decided holds on as far as it can.

A verdict on a row stands on a hash of what the row said (see `anchors`). Where words of that row are covered, the hash
is made anew from the covered row, since the old one would let a name be guessed.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from onrecord.ledger import decisions, same, standins
from onrecord.ledger.anchors import digest
from onrecord.ledger.covered import NOBODY_LEFT, bare
from onrecord.ledger.fields import SECTIONS, said
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.outcome import outcome
from onrecord.ledger.store import Store
from onrecord.ledger.words import Words
from onrecord.mask import BLOCK
from onrecord.model import CODING, Actor, Anchor, Decision, Reading

Scope = Collection[str] | None
"""The reports that an erasure is about; None for all that the ledger holds."""
Readings = list[tuple[Reading, Reading]]
"""The machine's readings of a report, each before and after."""


def hashes(store: Store) -> Mapping[str, str]:
    """Each decision, and the hash of what it says."""
    return {one.id: decisions.hashed(one) for one in decisions.listed(store)}


class Nobodies:
    """Ids that stand in decisions for actors whose names are erased: of each another one, so that no two become one."""

    def __init__(self, store: Store) -> None:
        used = [int(row[0]) for row in store.rows(_USED, (NOBODY_LEFT, f"{NOBODY_LEFT}%"))]
        self._first = max(used, default=0) + 1
        self._given: dict[str, str] = {}

    def of(self, actor: str) -> str:
        """The id that stands for an actor; the same each time."""
        if actor.startswith(NOBODY_LEFT):
            return actor
        return self._given.setdefault(actor, f"{NOBODY_LEFT}{self._first + len(self._given)}")


def holding(store: Store, words: Words, scope: Scope, nobodies: Nobodies | None = None) -> list[Decision]:
    """The decisions in which words stand, as they are without them."""
    found = []
    nobodies = nobodies or Nobodies(store)
    for one in decisions.listed(store):
        if scope is None or set(one.reports) & set(scope):
            made = _covered(one, words, nobodies)
            if made != one:
                found.append(made)
    return found


def standing(store: Store, report: str) -> list[Decision]:
    """The decisions that make the reading of a report that is shown."""
    return decisions.standing(store, report, [one.id for one in same.mergers(store)])


def write(store: Store, made: Iterable[Decision]) -> None:
    """Puts decisions in the place of those with their ids, and brings up to date who is whom; inside a transaction."""
    kinds = set()
    for one in made:
        kinds.add(one.kind)
        store.put(
            _WRITE, (one.target, _json(one.others), _json(one.changes), _json(one.actors), one.by, one.why, one.id)
        )
        for n, anchor in enumerate(one.anchors):
            store.put(_ANCHOR, (anchor.text, anchor.says, anchor.stood, one.id, n))
    if kinds & {"merge", "split", "undo"}:
        standins.put(store, same.index(store))


def without_reports(store: Store, reports: Collection[str], nobodies: Nobodies) -> list[Decision]:
    """The decisions about erased reports, without what they say of them."""
    return [
        without_report(one, reports, nobodies)
        for one in decisions.listed(store)
        if not set(reports).isdisjoint(one.reports)
    ]


def without_report(one: Decision, reports: Collection[str], nobodies: Nobodies) -> Decision:
    """A decision without what it says of some reports."""
    anchors = tuple(_bare(anchor) if anchor.report in reports else anchor for anchor in one.anchors)
    made = msgspec.structs.replace(one, anchors=anchors)
    if not one.reports or not set(one.reports) <= set(reports):
        return made
    actors = tuple(Actor(nobodies.of(actor.id), BLOCK, actor.kind) for actor in one.actors)
    changes = {} if one.kind in ("correct", "code", "settle") else one.changes
    return msgspec.structs.replace(made, why="", changes=changes, actors=actors)


def as_covered(one: Decision, machines: Mapping[str, Reading]) -> Decision:
    """A decision of another ledger with the words of its rows covered as in some readings (by report).

    What a row said is kept, as a hash, where it says the same here: else words could be guessed from it.
    """
    anchors = tuple(_as_covered(at, machines[at.report]) if at.report in machines else at for at in one.anchors)
    return msgspec.structs.replace(one, anchors=anchors)


def _as_covered(at: Anchor, machine: Reading) -> Anchor:
    if at.text is None:
        return at
    here = machine.report.text[at.start : at.end]
    same = len(here) == len(at.text) and all(mine in (BLOCK, its) for mine, its in zip(here, at.text, strict=True))
    ids = ledger_ids(machine)
    known = {digest(said(machine, row, ids)) for row in getattr(machine, at.section)}
    says, stood = (told if told in known else None for told in (at.says, at.stood))
    return msgspec.structs.replace(at, text=here if same else "", says=says, stood=stood)


def without_actors(store: Store, gone: Collection[str], words: Words | None, nobodies: Nobodies) -> list[Decision]:
    """The decisions that name actors of whom no report is left, without their ids; and without what tells who they are.

    Args:
        words: what was erased; none for whole reports: then the reason goes too.
    """

    def left(name: str) -> str:
        return nobodies.of(name) if name in gone else name

    found = []
    for one in decisions.listed(store):
        made = msgspec.structs.replace(
            one,
            target=left(one.target),
            others=tuple(left(other) for other in one.others),
            changes={name: ",".join(left(part) for part in value.split(",")) for name, value in one.changes.items()},
            actors=tuple(Actor(left(a.id), BLOCK, a.kind) if a.id in gone else a for a in one.actors),
        )
        if made != one:
            found.append(msgspec.structs.replace(made, why="" if words is None else words.cover(one.why)))
    return found


def anchored_anew(report: str, readings: Readings, before: list[Decision], after: list[Decision]) -> list[Decision]:
    """Decisions about rows of a covered report, standing on what these rows say now.

    Args:
        readings: the last is the one that decisions are put on. before, after: the decisions that make what is shown,
            as they were and covered.
    """
    table: dict[str, str] = {}
    for old, new in readings:
        _compare(table, old, new)
    machine, covered = readings[-1]
    made: list[Decision] = []
    old_rows, new_rows = list[Decision](), list[Decision]()
    fresh = True
    for earlier, one in zip(before, after, strict=True):
        if fresh:
            _compare(table, outcome(machine, old_rows).rows, outcome(covered, new_rows).rows)
        moved = _moved(one, report, table)
        made.append(moved)
        fresh = one.kind not in CODING
        if fresh:
            old_rows.append(earlier)
            new_rows.append(moved)
    return made


def moved_others(store: Store, report: str, readings: Readings, done: Iterable[Decision]) -> Iterator[Decision]:
    """The decisions about rows of a covered report that are not in force, likewise."""
    table: dict[str, str] = {}
    for old, new in readings:
        _compare(table, old, new)
    known = {one.id for one in done}
    for one in decisions.listed(store, report):
        if one.id not in known:
            yield _moved(one, report, table)


def _compare(table: dict[str, str], old: Reading, new: Reading) -> None:
    """Notes of each row the hash of what it said, and of what it says."""
    before, after = ledger_ids(old), ledger_ids(new)
    for section in SECTIONS.values():
        rows = {row.id: row for row in getattr(new, section)}
        for row in getattr(old, section):
            if row.id in rows:
                table[digest(said(old, row, before))] = digest(said(new, rows[row.id], after))


def _moved(one: Decision, report: str, table: Mapping[str, str]) -> Decision:
    """A decision with other hashes of its rows; one that is not known goes, since words could be guessed from it."""
    anchors = tuple(
        msgspec.structs.replace(at, says=table.get(at.says or ""), stood=table.get(at.stood or ""))
        if at.report == report
        else at
        for at in one.anchors
    )
    return msgspec.structs.replace(one, anchors=anchors)


def _covered(one: Decision, words: Words, nobodies: Nobodies) -> Decision:
    """A decision with words covered; of an erasure only who made it and why can hold them."""
    told = {"by": words.cover(one.by), "why": words.cover(one.why)}
    if one.kind == "erase":
        return msgspec.structs.replace(one, **told)
    if one.kind == "import":
        return msgspec.structs.replace(one, **told, target=words.cover(one.target))
    if one.kind in CODING:
        return msgspec.structs.replace(
            one,
            **told,
            target=words.cover(one.target),
            changes={name: words.cover(value) for name, value in one.changes.items()},
            anchors=tuple(msgspec.structs.replace(at, text=at.text and words.cover(at.text)) for at in one.anchors),
        )
    named = [a.id for a in one.actors if words.stand_in(a.name) or words.stand_in(bare(a.id))]
    ids = {
        name: _id(name, words, nobodies)
        for name in (*named, one.target, *one.others)
        if name in named or _has(name, words)
    }
    changes = {
        name: ",".join(ids.get(part, words.cover(part)) for part in value.split(","))
        for name, value in one.changes.items()
    }
    return msgspec.structs.replace(
        one,
        **told,
        target=ids.get(one.target, one.target),
        others=tuple(ids.get(other, other) for other in one.others),
        changes=changes,
        actors=tuple(_actor(a, words, ids) for a in one.actors),
        anchors=tuple(msgspec.structs.replace(at, text=at.text and words.cover(at.text)) for at in one.anchors),
    )


def _has(name: str, words: Words) -> bool:
    return words.stand_in(bare(name))


def _id(name: str, words: Words, nobodies: Nobodies) -> str:
    """What stands for an id of somebody whose name is erased; of an outlet, what its key is made of."""
    return words.cover(name) if name.startswith("outlet:") else nobodies.of(name)


def _actor(actor: Actor, words: Words, ids: Mapping[str, str]) -> Actor:
    if actor.id in ids:
        return Actor(ids[actor.id], words.cover(actor.name), actor.kind)
    roles = tuple(
        msgspec.structs.replace(role, title=words.cover(role.title), of=role.of and words.cover(role.of))
        for role in actor.roles
    )
    return msgspec.structs.replace(actor, name=words.cover(actor.name), roles=roles)


def _bare(anchor: Anchor) -> Anchor:
    return msgspec.structs.replace(anchor, text=None, says=None, stood=None)


def _json(value: Any) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()


_USED = """
SELECT substr(value, 1 + length(?1)) FROM (
  SELECT target AS value FROM decisions UNION SELECT o.value FROM decisions d, json_each(d.others) o
  UNION SELECT json_extract(a.value, '$.id') FROM decisions d, json_each(d.actors) a
  UNION SELECT c.value FROM decisions d, json_each(d.changes) c
) WHERE value LIKE ?2 AND substr(value, 1 + length(?1)) NOT GLOB '*[^0-9]*'
"""
_WRITE = "UPDATE decisions SET target = ?, others = ?, changes = ?, actors = ?, made_by = ?, why = ? WHERE id = ?"
_ANCHOR = "UPDATE decision_anchors SET passage = ?, says = ?, stood = ? WHERE decision = ? AND n = ?"
