"""Disputes as a person reads them: the answers one below the other, each with its source and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.analyse.disputes import Dispute, Saying, Side
from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.output import counted
from onrecord.cli.views import passage
from onrecord.cli.visible import line

if TYPE_CHECKING:
    from rich.table import Table

SHOWN = 3
"""Sources of one answer that a table shows of an event or a tie; JSON has more, and `origins` counts all."""
_ASKED = {
    "date": "when", "place": "where", "actor": "by whom", "status": "whether it took place", "tie": "whether it holds",
    "statement": "one source, two statements", "correction": "corrected", "update": "given anew",
}  # fmt: skip


class Row(msgspec.Struct, frozen=True):
    """One source's answer in a dispute, for CSV."""

    number: int
    dispute: Dispute
    side: Side
    saying: Saying


def show(found: Sequence[Dispute], form: Form) -> None:
    """Writes disputes in a form."""
    if form == "table":
        for dispute in found:
            page(dispute)
    elif form == "csv":
        rows = (Row(n, d, side, one) for n, d in enumerate(found, 1) for side in d.sides for one in side.told)
        write(rows, COLUMNS, form)
    else:
        write(found, (), form)


def page(dispute: Dispute, most: int | None = None) -> None:
    """Prints one dispute.

    Args:
        most: answers to show at most; the first and the last are always among them.
    """
    from rich.text import Text

    out = console()
    out.print(
        Text(line(heading(dispute), 130), "bold").append(
            f"  {counted(dispute.sources, 'source')}, {counted(dispute.origins, 'origin')}", "dim not bold"
        )
    )
    out.print(_answers(_chosen(dispute.sides, most)))
    out.print()


def heading(dispute: Dispute) -> str:
    """What is disputed, in words."""
    asked = _ASKED.get(dispute.kind)
    unit = dispute.question if dispute.kind in ("figure", "correction", "update") else None
    about = dispute.about if unit is None or dispute.about.startswith(unit) else f"{unit}: {dispute.about}"
    return about if asked is None else f"{about} – {asked}"


def _chosen(sides: Sequence[Side], most: int | None) -> list[Side]:
    """The answers to show: of many, those spread evenly from the first to the last."""
    if most is None or len(sides) <= most:
        return list(sides)
    step = (len(sides) - 1) / (most - 1)
    return [sides[round(step * n)] for n in range(most)]


def _answers(sides: Sequence[Side]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    for style in ("bold yellow", "bold cyan", ""):
        table.add_column(style=style, overflow="fold", no_wrap=style == "bold yellow")
    table.columns[0].justify = "right"
    for side in sides:
        for n, one in enumerate(side.told[:SHOWN]):
            words = Text(f"“{line(one.passage.text, 240)}”").append(
                f"\n– {line(passage(one.passage))} · {one.row}", "dim"
            )
            if one.replaced_by:
                words.append(f"\n  given anew in {line(one.replaced_by)}", "dim")
            table.add_row(Text(line(side.answer, 40) if n == 0 else ""), Text(line(one.voice.name, 40)), words)
    return table


COLUMNS: tuple[Column[Row], ...] = (
    Column("dispute", lambda r: r.number),
    Column("kind", lambda r: r.dispute.kind),
    Column("about", lambda r: r.dispute.about),
    Column("day", lambda r: r.dispute.day),
    Column("question", lambda r: r.dispute.question),
    Column("answer", lambda r: r.side.answer),
    Column("low", lambda r: r.saying.low),
    Column("best", lambda r: r.saying.best),
    Column("high", lambda r: r.saying.high),
    Column("according to", lambda r: r.saying.voice.name),
    Column("origin", lambda r: r.saying.origin),
    Column("replaced by", lambda r: r.saying.replaced_by),
    Column("passage", lambda r: r.saying.passage.text),
    Column("publisher", lambda r: r.saying.passage.publisher),
    Column("published", lambda r: r.saying.passage.published),
    Column("row", lambda r: r.saying.row),
    Column("report", lambda r: r.saying.passage.report),
    Column("start", lambda r: r.saying.passage.start),
    Column("end", lambda r: r.saying.passage.end),
)
