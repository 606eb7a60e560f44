"""Which events people joined, and which they parted: pairs of rows as they stand now, for those who group events.

The last decision on a pair counts. Two on one pair that do not know of each other and differ are in conflict: then
neither counts.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations

from onrecord.ledger import decisions
from onrecord.ledger.conflicts import Matter, conflicts, known
from onrecord.ledger.store import Store
from onrecord.model import Decision

Pair = tuple[str, str]
"""REPORT:ID of two events of current readings, in order."""


def joins(store: Store) -> frozenset[Pair]:
    """The pairs of events that are one by decision."""
    return frozenset(pair for pair, one in decided(store).items() if one.kind == "join")


def splits(store: Store) -> frozenset[Pair]:
    """The pairs of events that are not one by decision."""
    return frozenset(pair for pair, one in decided(store).items() if one.kind == "split")


def open_pairs(store: Store) -> dict[Pair, Pair]:
    """The pairs that are in conflict, each with two decisions that are, of several the first by id."""
    knows = known(store)
    found: dict[Pair, Pair] = {}
    for pair, told in _said(store).items() if knows else ():
        for one, other in conflicts(told, knows).items():
            if other is not None:
                both = (min(one, other), max(one, other))
                found[pair] = min(both, found.get(pair, both))
    return found


def decided(store: Store) -> dict[Pair, Decision]:
    """The pairs of events that somebody joined or parted, each with the decision that counts."""
    if not store.rows("SELECT 1 FROM decisions WHERE kind IN ('join', 'split') LIMIT 1"):
        return {}
    said = _said(store)
    knows = known(store) if any(len(told) > 1 for told in said.values()) else None
    found: dict[Pair, Decision] = {}
    for pair, told in said.items():
        idle = conflicts(told, knows)
        made = [one for one, _ in told if one.id not in idle]
        if made:
            found[pair] = made[-1]
    return found


def _said(store: Store) -> dict[Pair, list[tuple[Decision, Matter]]]:
    """Pair to the decisions on it, in their order."""
    found: dict[Pair, list[tuple[Decision, Matter]]] = defaultdict(list)
    homes = _homes(store)
    order = {row[0]: row[1] for row in store.rows("SELECT id, number FROM decisions WHERE kind IN ('join', 'split')")}
    made = [*decisions.of_kind(store, "join"), *(one for one in decisions.of_kind(store, "split") if one.of_events)]
    for one in sorted(made, key=lambda one: order[one.id]):
        rows = [homes.get((one.id, n)) for n in range(len(one.anchors))]
        if one.kind == "join":
            pairs = list(combinations(rows, 2))
        else:
            pairs = [(rows[0], other) for other in rows[1:]]
        for first, second in pairs:
            if first is not None and second is not None and first != second:
                found[min(first, second), max(first, second)].append((one, {"one": one.kind}))
    return found


def _homes(store: Store) -> dict[tuple[str, int], str]:
    """Where the rows of these decisions stand now, of those that stand in a current reading."""
    return {(row["decision"], row["n"]): f"{row['report']}:{row['row']}" for row in store.rows(_HOMES)}


_HOMES = """
SELECT h.decision, h.n, h.report, h.row FROM decisions d CROSS JOIN decision_homes h ON h.decision = d.id
CROSS JOIN current_readings c ON c.report = h.report CROSS JOIN event_rows e ON e.reading = c.reading AND e.id = h.row
WHERE d.kind IN ('join', 'split') AND h.problem IS NULL
"""
