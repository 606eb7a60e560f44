"""What became of known bodies and states, with dates: founded, split, merged, renamed, joined, left, dissolved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Literal, cast

import msgspec

from onrecord.knowledge.table import Row, kept, rows

Kind = Literal["founded", "dissolved", "renamed", "split-from", "merged-into", "joined", "left"]
TABLE = "actors/changes.tsv"
BEGINS: frozenset[Kind] = frozenset({"founded", "split-from"})
"""With these a body begins."""
ENDS: frozenset[Kind] = frozenset({"dissolved", "merged-into"})
"""With these a body ends; it may begin again."""
_LINEAGE: frozenset[Kind] = frozenset({"split-from", "merged-into"})


class Change(msgspec.Struct, frozen=True):
    """A change of a body or state.

    Args:
        actor: id. kind: the head of changes.tsv says what each means. date: ISO day, month or year.
        other: id of the body that it came from, went into, joined or left. former, now: the names before and after.
    """

    actor: str
    kind: Kind
    date: str
    other: str | None = None
    former: str | None = None
    now: str | None = None
    note: str | None = None


class Changes:
    """The changes of the table, by actor, in the order of their dates."""

    def __init__(self, found: Iterable[Change]) -> None:
        self._own: dict[str, list[Change]] = defaultdict(list)
        self._others: dict[str, list[Change]] = defaultdict(list)
        for change in sorted(found, key=lambda c: c.date):
            self._own[change.actor].append(change)
            if change.other and change.kind in _LINEAGE:
                self._others[change.other].append(change)

    def of(self, actor: str) -> tuple[Change, ...]:
        """What became of an actor, and of others that came out of it or went into it, earliest first."""
        both = [*self._own.get(actor, ()), *self._others.get(actor, ())]
        return tuple(sorted(both, key=lambda c: c.date))

    def stood(self, actor: str, day: str) -> bool:
        """Whether a body was there on a day, given as an ISO date or date-time; True where no change says otherwise.

        A month or year in which it began or ended is one in which it was there.
        """
        turns = [c for c in self._own.get(actor, ()) if c.kind in BEGINS | ENDS]
        past = [c for c in turns if c.date <= day[: len(c.date)]]
        if past and past[-1].kind in ENDS:
            return len(past[-1].date) < len("2014-01-31") and day.startswith(past[-1].date)
        return bool(past) or not turns or turns[0].kind in ENDS

    def name(self, actor: str, usual: str, day: str) -> str:
        """What a body was called on an ISO day.

        Args:
            usual: its name in its own table, which it bears where no change says otherwise.
        """
        called = [c for c in self._own.get(actor, ()) if c.kind == "renamed"]
        past = [c for c in called if c.date <= day[: len(c.date)]]
        if past:
            return past[-1].now or usual
        return (called[0].former or usual) if called else usual


@kept
def changes() -> Changes:
    """The changes of the package and of the researcher's own table, read once a process, when first asked for."""
    return Changes(_change(row) for row in rows(TABLE))


def _change(row: Row) -> Change:
    kind = cast(Kind, row["kind"])
    renamed = kind == "renamed"
    return Change(
        row["actor"],
        kind,
        row["date"],
        None if renamed else row["other"] or None,
        row["other"] if renamed else None,
        row["now"] or None,
        row["note"] or None,
    )


def check() -> None:
    """Checks the table against the registry.

    Raises:
        DataError: a line names nobody, or a name that its actor does not have, or misses the other body.
    """
    from onrecord.knowledge.registry import registry

    known = registry()
    for row in rows(TABLE):
        kind, other = row["kind"], row["other"]
        if row["actor"] not in known.actors:
            raise row.wrong(f"no actor has the id {row['actor']}", "onrecord actor NAME tells ids.")
        if kind == "renamed":
            for name in filter(None, (other, row["now"])):
                if row["actor"] not in known.exactly(name):
                    raise row.wrong(f"{row['actor']} has no name {name!r}", "Add it to the names of the actor.")
        if kind in ("founded", "dissolved"):
            if other:
                raise row.wrong(f"the column 'other' of {kind} is empty", "Put what else there is to know into 'note'.")
        elif not other:
            raise row.wrong(f"the column 'other' is empty, but {kind} asks for it")
        elif kind != "renamed" and other not in known.actors:
            raise row.wrong(f"no actor has the id {other}", "onrecord actor NAME tells ids.")
        if row["now"] and kind != "renamed":
            raise row.wrong(f"the column 'now' of {kind} is empty")
