"""Decisions of two people who did not know of each other's, on one thing, that cannot both hold.

One decision knows of another where that one stands before it in the chain in which it was made, or was taken over into
that chain before it. Two that do not know of each other and differ are in conflict: neither takes effect, until one of
them is undone or somebody decides anew who knows of both.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

from onrecord.ledger import decisions
from onrecord.ledger.store import Store
from onrecord.model import Decision

Matter = Mapping[str, str]
"""What a decision says of one thing: a field, or "row" for the whole row, to the value."""
WHOLE = "row"


class Known:
    """Which decision knows of which, in a ledger that took some over."""

    def __init__(self, listed: Sequence[Decision]) -> None:
        self._bit = {decision.id: 1 << n for n, decision in enumerate(listed)}
        by_hash = {decision.hash: decision for decision in listed}
        self._before: dict[str, int] = {}
        for decision in listed:
            last = by_hash.get(decision.before)
            known = 0
            if last is not None:
                known = self._before.get(last.id, 0) | self._bit[last.id]
                for taken in last.others if last.kind == "import" else ():
                    if taken in by_hash:
                        known |= self._bit[by_hash[taken].id]
            self._before[decision.id] = known

    def of(self, one: Decision, other: Decision) -> bool:
        """Whether one was made in the knowledge of the other."""
        return bool(self._before.get(one.id, 0) & self._bit.get(other.id, 0))

    def apart(self, one: Decision, other: Decision) -> bool:
        """Whether neither knew of the other."""
        return not self.of(one, other) and not self.of(other, one)


def known(store: Store) -> Known | None:
    """Which decision of a ledger knows of which; None where all were made in it, one after the other."""
    if not store.rows("SELECT 1 FROM decisions WHERE via IS NOT NULL LIMIT 1"):
        return None
    return Known(decisions.listed(store))


def differ(one: Matter, other: Matter) -> bool:
    """Whether two decisions on one thing cannot both hold: a verdict on a row and a correction of it never do."""
    if WHOLE in one or WHOLE in other:
        return one.get(WHOLE) != other.get(WHOLE)
    return any(other.get(field, value) != value for field, value in one.items())


def conflicts(said: Sequence[tuple[Decision, Matter]], knows: Known | None) -> dict[str, str | None]:
    """The decisions on one thing that have no effect, each with the one that it is in conflict with.

    Args:
        said: decisions in force and what they say of this thing, in their order.

    Returns:
        decision to the other one, of several the first by id; to None where the conflict was settled by deciding anew.
    """
    found: dict[str, str | None] = {}
    if knows is None or len(said) < 2:
        return found
    for (one, mine), (other, theirs) in combinations(said, 2):
        if not knows.apart(one, other) or not differ(mine, theirs):
            continue
        anew = any(
            knows.of(last, one) and knows.of(last, other) and _covers(again, mine, theirs) for last, again in said
        )
        for lost, against in ((one, other), (other, one)):
            if anew:
                found.setdefault(lost.id, None)
            else:
                found[lost.id] = min(against.id, found.get(lost.id) or against.id)
    return found


def _covers(again: Matter, mine: Matter, theirs: Matter) -> bool:
    """Whether what was decided anew is on what two differ on."""
    if WHOLE in again or WHOLE in mine or WHOLE in theirs:
        return True
    return bool(again.keys() & {field for field, value in mine.items() if theirs.get(field, value) != value})
