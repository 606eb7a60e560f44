"""The system of actors as rows: a tie, what became of it, and the words of the latest report that tells it."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.analyse.network import Network
from onrecord.analyse.ties import Evidence, Tie
from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.views import passage
from onrecord.cli.visible import line
from onrecord.cli.when import interval


class Row(msgspec.Struct, frozen=True):
    """A tie on a day.

    Args:
        on: the day. change: formed, first told, broken, strained or restored since `since`; null for a tie that
            stands on the day.
    """

    on: str
    since: str | None
    change: str | None
    tie: Tie


def rows(network: Network) -> list[Row]:
    """The ties that stand, then what changed."""
    standing = [Row(network.on, None, None, tie) for tie in network.ties]
    return standing + [Row(network.on, network.since, moved.change, moved.tie) for moved in network.changes]


def show(network: Network, form: Form) -> None:
    """Writes a network: in a table what changed stands apart; JSON has a tie with `on`, `since`, `change`."""
    found = rows(network)
    if form == "table":
        _part(f"On {network.on}", [row for row in found if row.change is None])
        _part(f"Changed since {network.since}", [row for row in found if row.change is not None])
    elif form == "csv":
        write(found, COLUMNS, form)
    else:
        write([_flat(row) for row in found], (), form)


def _part(title: str, found: list[Row]) -> None:
    if found:
        from rich.text import Text

        console().print(Text(title, "bold"))
        write(found, COLUMNS, "table")


def _flat(row: Row) -> dict[str, Any]:
    tie: dict[str, Any] = msgspec.to_builtins(row.tie)
    return {"on": row.on, "since": row.since, "change": row.change, **tie}


def _latest(row: Row) -> Evidence:
    return row.tie.evidence[0]


def _tie(row: Row) -> str:
    told = _latest(row)
    label = f" ({told.label})" if told.label else ""
    state = "" if row.tie.state == "holds" else f", {row.tie.state}"
    return f"{_sign(row.tie.sign)} {row.tie.type}{label}{state}"


def _sign(sign: int) -> str:
    return {1: "+", 0: "·", -1: "−"}[sign]


def _words(row: Row) -> str:
    told = _latest(row)
    where = passage(told.passage)
    counted = f"{row.tie.reports} reports, {row.tie.origins} origins" if row.tie.reports > 1 else None
    parts = (f"according to {told.voice.name}", where, interval(told.start, told.end), counted, told.row)
    return f"“{line(told.passage.text, 240)}”\n– " + " · ".join(line(part) for part in parts if part)


COLUMNS: tuple[Column[Row], ...] = (
    Column("change", lambda r: r.change, style="bold yellow"),
    Column("subject", lambda r: r.tie.subject.name, style="bold cyan"),
    Column("tie", lambda r: line(_tie(r)), listed=False),
    Column("object", lambda r: r.tie.object.name, style="bold cyan"),
    Column("words", _words, listed=False),
    Column("type", lambda r: r.tie.type, shown=False),
    Column("sign", lambda r: r.tie.sign, shown=False),
    Column("state", lambda r: r.tie.state, shown=False),
    Column("label", lambda r: _latest(r).label, shown=False),
    Column("subject_id", lambda r: r.tie.subject.id, shown=False),
    Column("object_id", lambda r: r.tie.object.id, shown=False),
    Column("first", lambda r: _latest(r).start, shown=False),
    Column("until", lambda r: _latest(r).end, shown=False),
    Column("reports", lambda r: r.tie.reports, shown=False),
    Column("origins", lambda r: r.tie.origins, shown=False),
    Column("according to", lambda r: _latest(r).voice.name, shown=False),
    Column("certainty", lambda r: _latest(r).certainty, shown=False),
    Column("confidence", lambda r: _latest(r).confidence, shown=False),
    Column("passage", lambda r: _latest(r).passage.text, shown=False),
    Column("publisher", lambda r: _latest(r).passage.publisher, shown=False),
    Column("published", lambda r: _latest(r).passage.published, shown=False),
    Column("row", lambda r: _latest(r).row, shown=False),
    Column("on", lambda r: r.on, shown=False),
    Column("since", lambda r: r.since, shown=False),
)
