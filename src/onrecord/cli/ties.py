"""The system of actors as rows: a tie, what became of it, and the words of the latest report that tells it."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.analyse.network import Network
from onrecord.analyse.ties import Evidence, Tie
from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.output import counted
from onrecord.cli.views import passage
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.ledger import Happening
from onrecord.model import HAPPENED


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
    causes: tuple[Happening, ...] = ()


def rows(network: Network) -> list[Row]:
    """The ties that stand, then what changed."""
    standing = [Row(network.on, None, None, tie) for tie in network.ties]
    return standing + [
        Row(network.on, network.since, moved.change, moved.tie, moved.causes) for moved in network.changes
    ]


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
    causes = msgspec.to_builtins(row.causes)
    return {
        "on": row.on,
        "since": row.since,
        "change": row.change,
        **tie,
        "contested": row.tie.contested,
        "causes": causes,
    }


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
    tie = row.tie
    parts = [told_by(tie)]
    held = interval(tie.start, tie.end)
    said = [
        f"{held}" if held else None,
        None if tie.reports == 1 else f"{counted(tie.reports, 'report')}, {counted(tie.origins, 'origin')}",
        f"told {_span(tie)}",
        tie.certainty,
        ", ".join(f"{one.state}: {counted(one.origins, 'origin')}" for one in tie.states)
        if len(tie.states) > 1
        else None,
    ]
    parts.append(" · ".join(part for part in said if part))
    voices = dict.fromkeys(told.voice.name for told in tie.evidence[1:])
    voices.pop(tie.evidence[0].voice.name, None)
    if voices:
        parts.append(f"also according to {', '.join(line(name) for name in voices)}")
    if tie.denied:
        who = ", ".join(dict.fromkeys(line(told.voice.name) for told in tie.denied.evidence))
        rows = ", ".join(told.row for told in tie.denied.evidence)
        parts.append(f"denied by {who} ({counted(tie.denied.origins, 'origin')}; {rows})")
    if tie.against:
        parts.append(f"but also: {', '.join(tie.against)}")
    parts += [f"after: {_cause(cause)}" for cause in row.causes or _given(tie)]
    return "\n".join(parts)


def told_by(tie: Tie) -> str:
    """The passage of the telling that is shown first, whose word it is and where it stands."""
    told = tie.evidence[0]
    parts = (f"according to {told.voice.name}", passage(told.passage), told.row)
    return f"“{line(told.passage.text, 240)}”\n– " + " · ".join(line(part) for part in parts if part)


def _span(tie: Tie) -> str | None:
    """From which to which day it is told."""
    if tie.told_first is None or tie.told_last == tie.told_first:
        return tie.told_first
    return f"{tie.told_first} – {tie.told_last}"


def _given(tie: Tie) -> tuple[Happening, ...]:
    return tuple({told.cause.row: told.cause for told in tie.evidence if told.cause}.values())


def _cause(cause: Happening) -> str:
    """An event that is given as a cause, in its own words."""
    when = interval(cause.start, cause.end)
    did = "" if cause.status in HAPPENED else f", {cause.status}"
    return f"“{line(cause.passage.text, 160)}” ({cause.type}{did}{f', {when}' if when else ''}; {cause.row})"


def _denied_by(row: Row) -> str | None:
    denied = row.tie.denied
    return "|".join(dict.fromkeys(told.voice.name for told in denied.evidence)) if denied else None


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
    Column("first", lambda r: r.tie.start, shown=False),
    Column("until", lambda r: r.tie.end, shown=False),
    Column("told_first", lambda r: r.tie.told_first, shown=False),
    Column("told_last", lambda r: r.tie.told_last, shown=False),
    Column("reports", lambda r: r.tie.reports, shown=False),
    Column("origins", lambda r: r.tie.origins, shown=False),
    Column("according to", lambda r: _latest(r).voice.name, shown=False),
    Column("certainty", lambda r: r.tie.certainty, shown=False),
    Column("denied by", _denied_by, shown=False),
    Column("denied_origins", lambda r: r.tie.denied.origins if r.tie.denied else 0, shown=False),
    Column(
        "denied_rows", lambda r: "|".join(t.row for t in r.tie.denied.evidence) if r.tie.denied else None, shown=False
    ),
    Column("against", lambda r: "|".join(r.tie.against) or None, shown=False),
    Column("cause", lambda r: "|".join(line(cause.passage.text) for cause in r.causes) or None, shown=False),
    Column("cause_rows", lambda r: "|".join(cause.row for cause in r.causes) or None, shown=False),
    Column("confidence", lambda r: _latest(r).confidence, shown=False),
    Column("wrong", lambda r: r.tie.wrong, shown=False),
    Column("passage", lambda r: _latest(r).passage.text, shown=False),
    Column("publisher", lambda r: _latest(r).passage.publisher, shown=False),
    Column("published", lambda r: _latest(r).passage.published, shown=False),
    Column("row", lambda r: _latest(r).row, shown=False),
    Column("on", lambda r: r.on, shown=False),
    Column("since", lambda r: r.since, shown=False),
)
