"""What people decide: rows that are only ever added, each with the hash of the one before.

A decision that was taken over from another ledger keeps its own hash, which rests on those before it there; the import
that took it over is a decision of this ledger, and its hash covers theirs. So both chains can be proved.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from onrecord.errors import BadDecision, LedgerDamaged, NoSuchRow
from onrecord.ledger.store import Store, now
from onrecord.ledger.tombstones import left_of
from onrecord.model import Actor, Anchor, Decision, DecisionKind

FIRST = "0" * 64
"""What stands for the hash before the first decision."""
SHORTEST = 6
"""Characters that the beginning of a decision's id must have to stand for it."""
_ID = 12


def listed(store: Store, report: str | None = None) -> list[Decision]:
    """The decisions in their order; those about rows of one report and their undoing, or all."""
    return _decisions(store, _ALL if report is None else _ABOUT, () if report is None else (report,))


def standing(store: Store, report: str, also: Sequence[str] = ()) -> list[Decision]:
    """The decisions about rows of one report that are in force, and some others (ids), in their order.

    A sample is not among them: it only names rows.
    """
    return _decisions(store, _STANDING, (report, msgspec.json.encode(also).decode()))


def of_kind(store: Store, kind: DecisionKind) -> list[Decision]:
    """The decisions of a kind (merge, split, mark, sample …) that are in force, in their order."""
    return _decisions(store, _OF_KIND.format(kind=kind))


def in_force(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that no other one undoes, without the undoing and without erasures."""
    found = list(decisions)
    undone = {decision.undoes for decision in found}
    return [one for one in found if one.kind not in ("undo", "erase") and one.id not in undone]


def imported(store: Store) -> dict[str, str]:
    """The decisions that were taken over from other ledgers, each with the decision that did so."""
    return {row["id"]: row["via"] for row in store.rows("SELECT id, via FROM decisions WHERE via IS NOT NULL")}


def find(store: Store, words: str) -> Decision:
    """The decision that an id, or the beginning of one, names.

    Raises:
        NoSuchRow: none, or several.
    """
    found = _decisions(store, f"{_SELECT} WHERE d.id = ?", (words,))
    if not found and len(words) >= SHORTEST:
        found = _decisions(store, f"{_SELECT} WHERE substr(d.id, 1, length(?1)) = ?1 ORDER BY d.number", (words,))
    if len(found) != 1:
        number = "no decision" if not found else f"{len(found)} decisions"
        raise NoSuchRow(f"{number} {words} in {store.path.name}", "onrecord decide LEDGER lists them.")
    return found[0]


def append(
    store: Store,
    kind: DecisionKind,
    target: str,
    *,
    by: str,
    why: str,
    anchors: tuple[Anchor, ...] = (),
    others: tuple[str, ...] = (),
    changes: dict[str, str] | None = None,
    actors: tuple[Actor, ...] = (),
    undoes: str | None = None,
) -> Decision:
    """Adds a decision of this ledger; inside a transaction.

    Raises:
        BadDecision: nobody signs it, or no reason is given.
    """
    by, why = by.strip(), why.strip()
    if not by or not why:
        missing = "no reason" if by else "nobody's name"
        raise BadDecision(f"the decision has {missing}", "Give --by NAME and --why TEXT.")
    before = store.value("SELECT hash FROM decisions WHERE via IS NULL ORDER BY number DESC LIMIT 1") or FIRST
    plain = Decision("", kind, target, by, now(), why, before, "", anchors, others, changes or {}, actors, undoes)
    digest = hashed(plain)
    made = msgspec.structs.replace(plain, id=named(digest), hash=digest)
    put(store, made)
    return made


def put(store: Store, decision: Decision, via: str | None = None) -> None:
    """Stores a decision as it is; via: the one that takes it over from another ledger."""
    d = decision
    store.put(
        "INSERT INTO decisions (id, kind, target, others, changes, actors, undoes, made_by, made_at, why, before, hash,"
        " via) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            d.id, d.kind, d.target, _json(d.others), _json(d.changes), _json(d.actors), d.undoes, d.by, d.at, d.why,
            d.before, d.hash, via,
        ),
    )  # fmt: skip
    store.put_all(
        "INSERT INTO decision_anchors VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (d.id, n, at.report, at.section, at.row, at.start, at.end, at.text, at.says, at.stood)
            for n, at in enumerate(d.anchors)
        ],
    )


def hashed(decision: Decision) -> str:
    """The SHA-256 of a decision: of all its fields but its id and the hash itself, in a fixed order, as JSON."""
    told = msgspec.structs.replace(decision, id="", hash="")
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()


def named(digest: str) -> str:
    """The id of the decision that has this hash."""
    return f"d{digest[:_ID]}"


def broken(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with the chain: the decision, and a sentence."""
    before, known = FIRST, dict[str, Decision]()
    taken: dict[str, list[str]] = defaultdict(list)
    foreign = imported(store)
    hashes = {FIRST}
    anchors = _anchors(store)
    left = left_of(_erasures(store, anchors))
    for number, row in enumerate(store.rows("SELECT * FROM decisions ORDER BY number"), 1):
        own, via = row["via"] is None, row["via"]
        try:
            decision = _decision(row, anchors.pop(row["id"], ()))
        except LedgerDamaged as problem:
            yield row["id"], problem.message
            before = row["hash"] if own else before
            hashes.add(row["hash"])
            continue
        if row["number"] != number:
            yield decision.id, f"it is number {row['number']}, and stands at place {number}"
        if (own and decision.before != before) or (not own and decision.before not in hashes):
            yield decision.id, "it does not follow from the decision before it: one was changed, added or taken out"
        if (
            hashed(decision) not in left.get(decision.id, set()) | {decision.hash}
            or named(decision.hash) != decision.id
        ):
            yield decision.id, "what it says does not match its hash"
        if decision.undoes is not None and decision.undoes not in known:
            yield decision.id, f"it undoes {decision.undoes}, which does not stand before it"
        before = decision.hash if own else before
        if via is not None:
            taken[via].append(decision.hash)
        hashes.add(decision.hash)
        known[decision.id] = decision
    yield from ((lost, "where a row stands is told of a decision that is not there") for lost in sorted(anchors))
    imports = {one.id for one in known.values() if one.kind == "import"}
    for via in sorted(taken.keys() | imports):
        own = via in imports and via not in foreign
        whole = list(known[via].others) == taken[via] if own else via in imports and hashes >= {*known[via].others}
        if not whole or (via in taken and not own):
            yield via, "what it took over from another ledger is not what stands there"


def _erasures(store: Store, anchors: Mapping[str, tuple[Anchor, ...]]) -> Iterator[Decision]:
    """The erasures, and imports, that can be understood."""
    for row in store.rows("SELECT * FROM decisions WHERE kind IN ('erase', 'import') ORDER BY number"):
        with contextlib.suppress(LedgerDamaged):
            yield _decision(row, anchors.get(row["id"], ()))


_SELECT = "SELECT d.* FROM decisions d"
_FORCE = "d.kind NOT IN ('undo', 'erase') AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)"
_HERE = "d.id IN (SELECT decision FROM decision_anchors WHERE report = ?)"
_ALL = f"{_SELECT} ORDER BY d.number"
_ABOUT = f"{_SELECT} WHERE {_HERE} ORDER BY d.number"
_STANDING = f"""
{_SELECT} WHERE ({_HERE} AND {_FORCE} AND d.kind <> 'sample') OR d.id IN (SELECT value FROM json_each(?))
ORDER BY d.number
"""
_OF_KIND = f"{_SELECT} WHERE d.kind = '{{kind}}' AND {_FORCE} ORDER BY d.number"


def _decisions(store: Store, sql: str, values: Sequence[str] = ()) -> list[Decision]:
    rows = store.rows(sql, values)
    anchors = _anchors(store, None if sql == _ALL else [row["id"] for row in rows])
    return [_decision(row, anchors.get(row["id"], ())) for row in rows]


def _anchors(store: Store, ids: Sequence[str] | None = None) -> dict[str, tuple[Anchor, ...]]:
    """Decision to where its rows stand; of some decisions, or of all."""
    found: dict[str, list[Anchor]] = defaultdict(list)
    sql = "SELECT * FROM decision_anchors"
    if ids is None:
        portions = [store.rows(f"{sql} ORDER BY decision, n")]
    else:
        parts = [ids[at : at + 900] for at in range(0, len(ids), 900)]
        portions = [
            store.rows(f"{sql} WHERE decision IN ({', '.join('?' * len(part))}) ORDER BY decision, n", part)
            for part in parts
        ]
    for rows in portions:
        for decision, _, *where in rows:
            found[decision].append(Anchor(*where))
    return {decision: tuple(some) for decision, some in found.items()}


def _decision(row: sqlite3.Row, anchors: tuple[Anchor, ...]) -> Decision:
    try:
        return msgspec.convert(_told(row, anchors), Decision)
    except msgspec.MsgspecError as problem:
        raise LedgerDamaged(f"the decision {row['id']} cannot be understood: {problem}") from problem


def _told(row: sqlite3.Row, anchors: tuple[Anchor, ...]) -> dict[str, object]:
    return {
        "id": row["id"], "kind": row["kind"], "target": row["target"], "by": row["made_by"], "at": row["made_at"],
        "why": row["why"], "before": row["before"], "hash": row["hash"], "undoes": row["undoes"],
        "anchors": [msgspec.to_builtins(anchor) for anchor in anchors], "others": msgspec.json.decode(row["others"]),
        "changes": msgspec.json.decode(row["changes"]), "actors": msgspec.json.decode(row["actors"]),
    }  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
