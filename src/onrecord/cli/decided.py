"""Decisions as rows of a list, and as sentences below a report."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.cli.formats import Column
from onrecord.cli.group import say
from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.ledger.queue import Open
from onrecord.model import Actor, Anchor, Decision

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


class Row(msgspec.Struct, frozen=True):
    """A decision in a list; `in_force` is whether none undoes it, `open` why it has no effect."""

    id: str
    kind: str
    target: str
    changes: dict[str, str]
    undoes: str | None
    in_force: bool
    by: str
    at: str
    why: str
    anchors: tuple[Anchor, ...]
    others: tuple[str, ...]
    actors: tuple[Actor, ...]
    hash: str
    open: str | None = None


def rows(decided: Sequence[Decision], waiting: Collection[Open] = ()) -> list[Row]:
    """Decisions as rows of a list."""
    undone = {made.undoes for made in decided}
    why = {one.decision.id: one.problem for one in waiting}
    return [
        Row(
            d.id, d.kind, d.target, d.changes, d.undoes, d.id not in undone, d.by, d.at, d.why, d.anchors, d.others,
            d.actors, d.hash, why.get(d.id),
        )
        for d in decided
    ]  # fmt: skip


def told(decided: Sequence[Decision]) -> list[str]:
    """The decisions in force, each in a sentence."""
    return [
        f"{_told(row)}, by {row.by} on {row.at[:10]} ({row.why}) [{row.id}]"
        for row in rows(decided)
        if row.in_force and row.kind != "undo"
    ]


def _told(row: Row) -> str:
    at = row.anchors[0] if row.anchors else None
    where = f"{at.row} “{line(at.text or '', 40)}” " if at and at.row else ""
    if row.kind == "correct":
        fields = "; ".join(f"{field} decided: {value or 'not known'}" for field, value in row.changes.items())
        return f"{where}{fields}"
    if row.kind == "split" and row.actors:
        return f"{row.target} is {row.actors[0].id} in {', '.join(row.others)}"
    if row.kind in ("code", "settle"):
        said = row.changes.get("value", "") or "cannot be said"
        return f"{where}{'settled' if row.kind == 'settle' else 'coded'}: {row.changes.get('variable', '')} {said}"
    if row.kind == "sample":
        return f"drawn in the sample {row.target}"
    words = {"accept": "accepted", "reject": "rejected", "join": "joined with", "split": "parted from"}
    return f"{where}{words[row.kind]} {', '.join(row.others)}".rstrip()


def _changes(row: Row) -> str | None:
    hashes = ("decisions",) if row.kind == "erase" else ()
    fields = " ".join(f"{field}={value}" for field, value in row.changes.items() if field not in hashes)
    if row.kind in ("codebook", "sample"):
        named = ("section", "seed", "size", "frame", "variables", "title")
        return " ".join(f"{name}={row.changes[name]}" for name in named if name in row.changes)
    if row.kind == "import":
        return f"{len(row.others)} decisions"
    return fields or row.undoes or ", ".join(row.others) or None


def _words(row: Row) -> str | None:
    if row.kind == "sample":
        return counted(len(row.anchors), "row")
    return " | ".join(anchor.text for anchor in row.anchors if anchor.text) or None


def _force(row: Row) -> str:
    return "undone" if not row.in_force else "open" if row.open else "yes"


def catch_up(ledger: Ledger) -> None:
    """Compares what decisions on who is who left to compare, and says so; it may be stopped."""
    steps = ledger.catch_up()
    for left in steps:
        say(f"Comparing the events of {counted(left, 'report')} with who people are now …")
        for _ in steps:
            pass


COLUMNS: tuple[Column[Row], ...] = (
    Column("id", lambda r: r.id, style="bold", whole=True),
    Column("kind", lambda r: r.kind),
    Column("target", lambda r: r.target),
    Column("changes", _changes),
    Column("words", _words),
    Column("in force", _force),
    Column("by", lambda r: r.by),
    Column("at", lambda r: r.at, style="dim"),
    Column("why", lambda r: r.why),
    Column("undoes", lambda r: r.undoes, shown=False),
    Column("open", lambda r: r.open, shown=False),
    Column("hash", lambda r: r.hash, shown=False),
)

OPEN: tuple[Column[Open], ...] = (
    Column("id", lambda o: o.decision.id, style="bold", whole=True),
    Column("kind", lambda o: o.decision.kind),
    Column("row", lambda o: o.row),
    Column("words", lambda o: o.passage),
    Column("changes", lambda o: " ".join(f"{f}={v}" for f, v in o.decision.changes.items()) or None),
    Column("problem", lambda o: o.problem),
    Column("by", lambda o: o.decision.by),
    Column("at", lambda o: o.decision.at, style="dim"),
    Column("why", lambda o: o.decision.why),
    Column("against", lambda o: o.against, shown=False),
)
