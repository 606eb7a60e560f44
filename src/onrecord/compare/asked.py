"""Which days and whose deeds are compared."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onrecord.compare.own import Own, iso
from onrecord.compare.who import Side
from onrecord.knowledge.folding import key
from onrecord.ledger import Ledger
from onrecord.ledger.days import between
from onrecord.ledger.facts import day_number
from onrecord.ledger.identity import matching


@dataclass(frozen=True, slots=True)
class Asked:
    """What is compared.

    Attributes:
        since, until: ISO days of theirs and ours, until exclusive. actors: ids of ours; None for anybody. name: of the
            actor, as `folding.key` gives it.
    """

    since: str | None = None
    until: str | None = None
    actors: frozenset[str] | None = None
    name: str = ""

    @classmethod
    def of(cls, ledger: Ledger, *, start: str | None = None, end: str | None = None, actor: str | None = None) -> Asked:
        """What a user asked for.

        Raises:
            BadDate, BadQuery: a day, or the name, is none. NoSuchRow: nobody knows the actor.
        """
        ids = frozenset(matching(ledger.store, actor)) if actor is not None else None
        return cls(*between(start, end), ids, key(actor or ""))

    def day(self, day: str) -> bool:
        """Whether a day is asked for."""
        return (self.since is None or day >= self.since) and (self.until is None or day < self.until)

    def around(self, days: int) -> tuple[str | None, str | None]:
        """The days asked for and some days more on both sides (ISO, until exclusive); None where it is open.

        >>> Asked("2013-08-14", "2013-08-15").around(32), Asked().around(32), Asked("0001-01-01").around(32)
        (('2013-07-13', '2013-09-16'), (None, None), (None, None))
        """
        low, high = day_number(self.since), day_number(self.until)
        since = iso(low - days) if low and low > days else None
        return since, iso(high + days) if high and high + days <= date.max.toordinal() else None

    def own(self, one: Own) -> bool:
        """Whether a happening is asked for: one without a day only where all days are."""
        if not one.times and (self.since is not None or self.until is not None):
            return False
        within = (
            (self.until is None or iso(first) < self.until) and (self.since is None or iso(until - 1) >= self.since)
            for first, until in one.times
        )
        return (not one.times or any(within)) and self.side(one.actors, one.recipients)

    def side(self, *sides: Side) -> bool:
        """Whether the actor is on one of some sides."""
        if self.actors is None:
            return True
        return any(side.ids & self.actors or self.name in side.names for side in sides)
