"""How people decide: what each kind of decision checks, what it writes down, and that it takes effect at once.

All of it runs inside a transaction. What changes nothing is refused, so that each row of the chain says something.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from onrecord.errors import BadDecision, NoSuchRow
from onrecord.ledger import coded, decisions, identity, marks, reports, same, settle
from onrecord.ledger.anchors import anchored
from onrecord.ledger.fields import FIELDS, NAMING, NoHome, Row, checked, corrected, row_of, said, section_of
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.outcome import Outcome, local_ids
from onrecord.ledger.renamed import takes_part
from onrecord.ledger.store import Store, now
from onrecord.model import Actor, Anchor, Attribution, Decision, Event, Figure, Reading, Relation


class Seen(msgspec.Struct, frozen=True):
    """A row that somebody names: as the machine read it, and as it is shown."""

    name: str
    row: Row
    machine: Reading
    outcome: Outcome

    @property
    def anchor(self) -> Anchor:
        """Where it stands."""
        ids, shown = ledger_ids(self.machine), ledger_ids(self.outcome.rows)
        return anchored(self.machine, self.outcome.rows, self.row, ids, shown)

    @property
    def verdict(self) -> str | None:
        """What was decided on it before."""
        return self.outcome.judged.get(self.row.id, (None, None))[0]


def judge(store: Store, kind: str, target: str, by: str, why: str) -> Decision:
    """Decides that a row is right, or wrong.

    Args:
        kind: accept or reject. target: REPORT:ID.

    Raises:
        BadDecision: it is decided so already, or no such row is decided on.
        NoSuchRow: there is no such row.
    """
    seen = look(store, target)
    verdict = {"accept": "accepted", "reject": "rejected"}[kind]
    if seen.verdict == verdict:
        raise BadDecision(f"{seen.name} is {verdict} already", "onrecord decide LEDGER lists the decisions.")
    made = decisions.append(
        store, "accept" if kind == "accept" else "reject", seen.name, by=by, why=why, anchors=(seen.anchor,)
    )
    settle.settle_all(store, [made])
    return made


def correct(store: Store, target: str, changes: Mapping[str, str], by: str, why: str) -> Decision:
    """Decides that fields of a report, or of a row, are to be others.

    Args:
        target: REPORT or REPORT:ID. changes: field to value; actors by id, or by a name that only one has.

    Raises:
        BadDate, BadDecision: a field or value is not what it can be, or nothing would change.
        NoSuchRow: there is no such report, row or actor.
    """
    if not changes:
        raise BadDecision("the correction names no field", "Give FIELD=VALUE: published=2014-07-22.")
    found = _named_row(store, target)
    made = _correct_report(store, target, changes, by, why) if found is None else None
    made = made or _correct_row(store, look(store, target), changes, by, why)
    settle.settle_all(store, [made])
    return made


def merge(store: Store, actors: Sequence[str], by: str, why: str) -> Decision:
    """Decides that actors are one: the first, with its id and name, for all.

    Raises:
        BadDecision: fewer than two are named, or they are one already.
        NoSuchRow: nobody is known by one of the names.
    """
    if len(actors) < 2:
        raise BadDecision("there is only one actor to merge", "Give the one that stays, and those that are the same.")
    lead, *others = (somebody(store, actor) for actor in actors)
    old = tuple(dict.fromkeys(one.id for one in others if one.id != lead.id))
    if not old:
        raise BadDecision(f"these are all {lead.id} already", "onrecord actor NAME --ledger LEDGER shows who is who.")
    made = decisions.append(store, "merge", lead.id, by=by, why=why, others=old, actors=(lead,))
    settle.settle_all(store, [made])
    return made


def split(store: Store, target: str, rows: Sequence[str], name: str | None, by: str, why: str) -> Decision:
    """Decides that some rows are about another actor, or that some rows tell of another event.

    Args:
        target: an actor, or an event (REPORT:ID). rows: REPORT:ID, or a REPORT for all of it. name: of the other
            actor; the same where it is not given.

    Raises:
        BadDecision: no row is named, or the actor has no part in one.
        NoSuchRow: there is no such actor, event or row.
    """
    if not rows:
        raise BadDecision("the split names no row", "Give REPORT:ID of each row that is about another one.")
    if (row := _named_row(store, target)) is not None and isinstance(row, Event):
        return _of_events(store, "split", [target, *rows], by, why)
    actor = somebody(store, target)
    anchors = tuple(_part(store, actor, row) for row in rows)
    other = msgspec.structs.replace(
        actor, id=_other_id(actor, anchors), name=name or actor.name, wikidata=None, roles=()
    )
    others = tuple(anchor.name for anchor in anchors)
    made = decisions.append(store, "split", actor.id, by=by, why=why, anchors=anchors, others=others, actors=(other,))
    settle.settle_all(store, [made])
    return made


def join(store: Store, rows: Sequence[str], by: str, why: str) -> Decision:
    """Decides that events of several reports are one.

    Raises:
        BadDecision: fewer than two are named, or one is no event.
        NoSuchRow: there is no such row.
    """
    return _of_events(store, "join", rows, by, why)


def mark(store: Store, target: str, words: str, by: str, why: str) -> Decision:
    """Decides that a source is marked, so that it stands beside all its rows.

    Args:
        target: a report, or the name of a publisher or agency. words: "state media", "unreliable" …

    Raises:
        BadDecision: there are no words, or the source is marked so already.
        NoSuchRow: the ledger has no report of it.
    """
    words = " ".join(words.split())
    if not words:
        raise BadDecision("the mark has no words", 'Give as=WORDS: as="state media".')
    source = marks.source(store, target)
    if any(one.target == source and one.changes["as"] == words for one in decisions.of_kind(store, "mark")):
        raise BadDecision(f"{source} is marked so already", "onrecord decide LEDGER lists the decisions.")
    made = decisions.append(store, "mark", source, by=by, why=why, changes={"as": words})
    settle.settle_all(store, [made])
    return made


def undo(store: Store, target: str, by: str, why: str) -> Decision:
    """Decides that an earlier decision holds no longer.

    Raises:
        BadDecision: it is an undoing, an import or an erasure, undone already, or coding work that all have seen.
        NoSuchRow: there is no such decision.
    """
    earlier = decisions.find(store, target)
    if earlier.kind == "undo":
        raise BadDecision(f"{earlier.id} is an undoing itself", "Decide anew what it took back.")
    if earlier.kind == "erase":
        raise BadDecision(f"{earlier.id} is an erasure: it cannot be undone", "What was erased is gone.")
    if earlier.kind == "import":
        raise BadDecision(f"{earlier.id} took over the decisions of another ledger", "Undo those one by one.")
    if store.rows("SELECT 1 FROM decisions WHERE undoes = ?", (earlier.id,)):
        raise BadDecision(f"{earlier.id} is undone already", "onrecord decide LEDGER lists the decisions.")
    coded.sealed(store, earlier)
    made = decisions.append(store, "undo", earlier.id, by=by, why=why, anchors=earlier.anchors, undoes=earlier.id)
    settle.settle_all(store, [earlier, made])
    return made


# -- what somebody names ----------------------------------------------------------------------------------------------


def look(store: Store, target: str) -> Seen:
    """The row that REPORT:ID names; REPORT as for `reports.find`.

    Raises:
        BadDecision: it is no row of a kind that people decide on.
        NoSuchRow: there is no such row.
    """
    report, sign, row = target.rpartition(":")
    if not sign or section_of(row) is None:
        reports.find(store, target)
        raise BadDecision(f"{target} is a whole report", "Name a claim, event, relation or figure of it: REPORT:e1.")
    report = reports.find(store, report)
    machine, outcome = settle.rows_shown(store, report)
    found = row_of(outcome.rows, row)
    if found is None:
        raise NoSuchRow(f"no row {row} in report {report}", "onrecord show LEDGER REPORT shows its rows.")
    return Seen(f"{report}:{row}", found, machine, outcome)


def somebody(store: Store, words: str) -> Actor:
    """The one actor that an id or a name stands for, as the ledger, else the registry, knows them.

    Raises:
        BadDecision: several are called so.
        NoSuchRow: nobody is.
    """
    found = identity.matching(store, words)
    here = [one for one in found if store.rows(_HERE, (one,))]
    if len(here) > 1 or (not here and len(found) > 1):
        several = ", ".join((here or list(found))[:5])
        raise BadDecision(f"{words} names {len(here or found)} actors: {several}", "Give the id of one.")
    actor = (here or list(found))[0]
    merged = len(same.joined(store, actor)) > 1
    return identity.described(store, actor, merged) or _registered(store, actor)


def _registered(store: Store, actor: str) -> Actor:
    from onrecord.knowledge.registry import registry

    try:
        return registry().get(actor)
    except KeyError:
        raise NoSuchRow(f"nobody with the id {actor} stands in a report of {store.path.name}") from None


def _named_row(store: Store, target: str) -> Row | None:
    """The row that words name, where they are of the form REPORT:ID."""
    report, sign, row = target.rpartition(":")
    if not sign or section_of(row) is None:
        return None
    try:
        reports.find(store, report)
    except NoSuchRow:
        return None
    return look(store, target).row


def _correct_report(store: Store, target: str, changes: Mapping[str, str], by: str, why: str) -> Decision:
    report = reports.find(store, target)
    values = {name: checked("report", name, value) for name, value in changes.items()}
    known = store.rows(
        "SELECT v.* FROM current_readings c JOIN report_versions v ON v.id = c.version WHERE c.report = ?", (report,)
    )[0]
    if all((known[name] or "") == value for name, value in values.items()):
        raise BadDecision(f"report {report} has that already: nothing would change", "Look at onrecord show.")
    return decisions.append(
        store, "correct", report, by=by, why=why, anchors=(Anchor(report, "report"),), changes=values
    )


def _correct_row(store: Store, seen: Seen, changes: Mapping[str, str], by: str, why: str) -> Decision:
    if seen.verdict == "rejected":
        raise BadDecision(f"{seen.name} is rejected", "Accept it, or undo its rejection, before correcting it.")
    section = section_of(seen.row.id) or ""
    actors: dict[str, Actor] = {}
    values = {}
    for name, given in changes.items():
        value = given
        if name in NAMING and name in FIELDS[section]:
            named = [somebody(store, one.strip()) for one in value.split(",") if one.strip()]
            if name in ("subject", "object") and len(named) > 1:
                raise BadDecision(f"a relation has one {name}", "Give one actor.")
            actors |= {one.id: one for one in named}
            value = ",".join(dict.fromkeys(one.id for one in named))
        values[name] = checked(section, name, value)
    rows = seen.outcome.rows
    try:
        new = corrected(rows, seen.row, values, local_ids(rows, tuple(actors.values())))
    except NoHome as problem:
        places = ", ".join(dict.fromkeys(place.name for place in rows.places))
        raise BadDecision(str(problem).rstrip("."), f"Choose from {places}." if places else "") from problem
    _check_interval(new)
    ids = {**ledger_ids(rows), **{one: one for one in actors}}
    if said(rows, new, ids) == said(rows, seen.row, ids):
        raise BadDecision(f"{seen.name} has that already: nothing would change", "Look at onrecord show.")
    return decisions.append(
        store, "correct", seen.name, by=by, why=why, anchors=(seen.anchor,), changes=values,
        actors=tuple(actors.values()),
    )  # fmt: skip


def _check_interval(row: Row) -> None:
    start, end = getattr(row, "start", None), getattr(row, "end", None)
    if isinstance(row, Event | Relation) and start and end and end <= start:
        raise BadDecision(f"{end} is not after {start}", "The end is exclusive: of one day it is the day after.")
    if isinstance(row, Figure):
        numbers = [one for one in (row.low, row.best, row.high) if one is not None]
        if numbers != sorted(numbers):
            raise BadDecision("the numbers do not rise from low to high", "Give low, best and high in that order.")


def _part(store: Store, actor: Actor, row: str) -> Anchor:
    """Where a row, or a report, stands in which an actor has a part."""
    if _named_row(store, row) is None:
        report = reports.find(store, row)
        if not store.rows(f"{_HERE} AND c.report = ?", (actor.id, report)):
            raise BadDecision(f"{actor.id} stands in no row of report {report}", "Look at onrecord show.")
        return Anchor(report, "report")
    seen = look(store, row)
    shown = seen.outcome.reading
    ids = ledger_ids(shown)
    leads = same.leads(store, ids.values())
    mine = {local for local, there in ids.items() if leads.get(there, (there, ""))[0] == actor.id}
    found = row_of(shown, seen.row.id)
    if isinstance(found, Figure) or found is None or not takes_part(shown, found, mine):
        raise BadDecision(f"{actor.id} has no part in {seen.name}", "Give rows in which the actor stands.")
    return seen.anchor


def _other_id(actor: Actor, anchors: Sequence[Anchor]) -> str:
    """An id for somebody who was parted from an actor; another one each time."""
    told: list[Any] = [actor.id, [msgspec.to_builtins(anchor) for anchor in anchors], now()]
    digest = hashlib.sha256(msgspec.json.encode(told)).hexdigest()[:8]
    stem = actor.id.partition("~")[0].removeprefix("ledger:")
    return f"ledger:{stem}~{digest}"


def _of_events(store: Store, kind: str, rows: Sequence[str], by: str, why: str) -> Decision:
    found = [look(store, row) for row in rows]
    names = tuple(dict.fromkeys(one.name for one in found))
    for one in found:
        if isinstance(one.row, Attribution | Relation | Figure):
            raise BadDecision(f"{one.name} is no event", "Give events: REPORT:e1.")
    if len(names) < 2:
        raise BadDecision("there is only one event", "Give two or more.")
    anchors = {one.name: one.anchor for one in found}
    made = decisions.append(
        store, "join" if kind == "join" else "split", names[0], by=by, why=why, others=names[1:],
        anchors=tuple(anchors[name] for name in names),
    )  # fmt: skip
    settle.settle_all(store, [made])
    return made


_HERE = "SELECT 1 FROM actor_rows a JOIN current_readings c ON c.reading = a.reading WHERE a.actor = ?"
