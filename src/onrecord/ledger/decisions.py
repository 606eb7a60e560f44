"""What people decide: rows that are only ever added, each with the hash of the one before."""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Iterator

import msgspec

from onrecord.errors import BadDecision, LedgerDamaged, NoSuchRow
from onrecord.ledger.store import Store
from onrecord.ledger.tombstones import left_of
from onrecord.ledger.write import now
from onrecord.model import Anchor, Decision, DecisionKind

FIRST = "0" * 64
"""What stands for the hash before the first decision."""
SHORTEST = 6
"""Characters that the beginning of a decision's id must have to stand for it."""
_ID = 12


def listed(store: Store, report: str | None = None) -> list[Decision]:
    """The decisions in the order in which they were made; of one report, or all."""
    where = "" if report is None else " WHERE report = ?"
    rows = store.rows(f"SELECT * FROM decisions{where} ORDER BY number", () if report is None else (report,))
    return [_decision(row) for row in rows]


def in_force(decisions: list[Decision]) -> list[Decision]:
    """Those that no other one undoes, without the undoing and without erasures."""
    undone = {decision.undoes for decision in decisions}
    return [one for one in decisions if one.kind not in ("undo", "erase") and one.id not in undone]


def find(store: Store, words: str) -> Decision:
    """The decision that an id, or the beginning of one, names.

    Raises:
        NoSuchRow: none, or several.
    """
    rows = store.rows("SELECT * FROM decisions WHERE id = ?", (words,))
    if not rows and len(words) >= SHORTEST:
        rows = store.rows("SELECT * FROM decisions WHERE substr(id, 1, length(?1)) = ?1 ORDER BY number", (words,))
    if len(rows) != 1:
        found = "no decision" if not rows else f"{len(rows)} decisions"
        raise NoSuchRow(f"{found} {words} in {store.path.name}", "onrecord decide LEDGER lists them.")
    return _decision(rows[0])


def append(
    store: Store,
    kind: DecisionKind,
    target: str,
    *,
    by: str,
    why: str,
    anchor: Anchor | None = None,
    others: tuple[str, ...] = (),
    changes: dict[str, str] | None = None,
    undoes: str | None = None,
) -> Decision:
    """Adds a decision; inside a transaction.

    Raises:
        BadDecision: nobody signs it, or no reason is given.
    """
    by, why = by.strip(), why.strip()
    if not by or not why:
        missing = "no reason" if by else "nobody's name"
        raise BadDecision(f"the decision has {missing}", "Give --by NAME and --why TEXT.")
    before = store.value("SELECT hash FROM decisions ORDER BY number DESC LIMIT 1") or FIRST
    plain = Decision("", kind, target, by, now(), why, before, "", anchor, others, changes or {}, undoes)
    digest = hashed(plain)
    made = msgspec.structs.replace(plain, id=named(digest), hash=digest)
    at = anchor or Anchor("", "")
    store.put(
        "INSERT INTO decisions (id, kind, target, report, section, start_at, end_at, passage, others, changes, undoes,"
        " made_by, made_at, why, before, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            made.id, kind, target, at.report or None, at.section or None, at.start, at.end, at.text, _json(others),
            _json(made.changes), undoes, by, made.at, why, before, digest,
        ),
    )  # fmt: skip
    return made


def hashed(decision: Decision) -> str:
    """The SHA-256 of a decision: of all its fields but its id and the hash itself, in a fixed order, as JSON."""
    told = msgspec.structs.replace(decision, id="", hash="")
    return hashlib.sha256(msgspec.json.encode(told, order="deterministic")).hexdigest()


def named(digest: str) -> str:
    """The id of the decision that has this hash."""
    return f"d{digest[:_ID]}"


def broken(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with the chain: the decision, and a sentence."""
    before, known = FIRST, set[str]()
    left = left_of(_understood(store))
    for number, row in enumerate(store.rows("SELECT * FROM decisions ORDER BY number"), 1):
        try:
            decision = _decision(row)
        except LedgerDamaged as problem:
            yield row["id"], problem.message
            before = row["hash"]
            continue
        if row["number"] != number:
            yield decision.id, f"it is number {row['number']}, and stands at place {number}"
        if decision.before != before:
            yield decision.id, "it does not follow from the decision before it: one was changed, added or taken out"
        if hashed(decision) != left.get(decision.id, decision.hash) or named(decision.hash) != decision.id:
            yield decision.id, "what it says does not match its hash"
        if decision.undoes is not None and decision.undoes not in known:
            yield decision.id, f"it undoes {decision.undoes}, which does not stand before it"
        before = decision.hash
        known.add(decision.id)


def _understood(store: Store) -> Iterator[Decision]:
    for row in store.rows("SELECT * FROM decisions WHERE kind = 'erase' ORDER BY number"):
        with contextlib.suppress(LedgerDamaged):
            yield _decision(row)


def _decision(row: sqlite3.Row) -> Decision:
    try:
        return msgspec.convert(_told(row), Decision)
    except msgspec.MsgspecError as problem:
        raise LedgerDamaged(f"the decision {row['id']} cannot be understood: {problem}") from problem


def _told(row: sqlite3.Row) -> dict[str, object]:
    where = ("report", "section", "start_at", "end_at", "passage")
    anchor = dict(zip(("report", "section", "start", "end", "text"), (row[name] for name in where), strict=True))
    return {
        "id": row["id"], "kind": row["kind"], "target": row["target"], "by": row["made_by"], "at": row["made_at"],
        "why": row["why"], "before": row["before"], "hash": row["hash"], "undoes": row["undoes"],
        "anchor": anchor if row["report"] else None, "others": msgspec.json.decode(row["others"]),
        "changes": msgspec.json.decode(row["changes"]),
    }  # fmt: skip


def _json(value: object) -> str:
    return msgspec.json.encode(value, order="deterministic").decode()
