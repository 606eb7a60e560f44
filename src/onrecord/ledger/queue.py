"""Decisions in force that wait for a person: they found no home in the newest reading, or are in conflict."""

from __future__ import annotations

import msgspec

from onrecord.ledger import decisions, joined
from onrecord.ledger.store import Store
from onrecord.model import Decision


class Open(msgspec.Struct, frozen=True):
    """A decision that has no effect on a row.

    Args:
        decision: as it was made. row: REPORT:ID as it was named then, or an actor. passage: the words of the row; null
            where it is no row of a report. problem: a sentence. against: the decision that it is in conflict with.
    """

    decision: Decision
    row: str
    passage: str | None
    problem: str
    against: str | None = None


def listed(store: Store) -> tuple[Open, ...]:
    """All of them, in the order in which they were decided."""
    rows = store.rows(
        "SELECT h.* FROM decision_homes h CROSS JOIN decisions d ON d.id = h.decision WHERE h.problem IS NOT NULL"
        " ORDER BY d.number, h.n"
    )
    found = []
    for row in rows:
        one = decisions.find(store, row["decision"])
        anchor = one.anchors[row["n"]] if row["n"] < len(one.anchors) else None
        name = anchor.name if anchor else one.target
        found.append(Open(one, name, anchor.text if anchor else None, row["problem"], row["other"]))
    for (first, second), both in joined.open_pairs(store).items():
        for mine, other in (both, both[::-1]):
            problem = f"Whether {first} and {second} are one is in conflict with {other}: neither takes effect."
            found.append(Open(decisions.find(store, mine), first, None, problem, other))
    return tuple(found)
