"""Disputed figures as a person reads them: the numbers one below the other, each with its source and its words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from onrecord.analyse.disputes import Count, Dispute
from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.output import counted
from onrecord.cli.views import passage
from onrecord.cli.visible import line

if TYPE_CHECKING:
    from rich.table import Table


class Row(msgspec.Struct, frozen=True):
    """One source's figure in a dispute, for CSV."""

    number: int
    dispute: Dispute
    count: Count


def show(found: Sequence[Dispute], form: Form) -> None:
    """Writes disputes in a form."""
    if form == "table":
        for dispute in found:
            page(dispute)
    elif form == "csv":
        write((Row(n, d, c) for n, d in enumerate(found, 1) for c in d.counts), COLUMNS, form)
    else:
        write(found, (), form)


def page(dispute: Dispute, most: int | None = None) -> None:
    """Prints one dispute.

    Args:
        most: figures to show at most; the smallest and the largest are always among them.
    """
    from rich.text import Text

    out = console()
    named = dispute.about.startswith(dispute.unit)
    about = line(dispute.about, 100) if named else f"{line(dispute.unit)}: {line(dispute.about, 100)}"
    out.print(
        Text(about, "bold").append(
            f"  {counted(dispute.sources, 'source')}, {counted(dispute.origins, 'origin')}", "dim not bold"
        )
    )
    out.print(_counts(_chosen(dispute.counts, most)))
    out.print()


def _chosen(counts: Sequence[Count], most: int | None) -> list[Count]:
    """The figures to show: of many, those spread evenly from the smallest to the largest."""
    if most is None or len(counts) <= most:
        return list(counts)
    step = (len(counts) - 1) / (most - 1)
    return [counts[round(step * n)] for n in range(most)]


def _counts(counts: Sequence[Count]) -> Table:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    for style in ("bold yellow", "bold cyan", ""):
        table.add_column(style=style, overflow="fold", no_wrap=style == "bold yellow")
    table.columns[0].justify = "right"
    for count in counts:
        told = count.passage
        where = passage(told)
        words = Text(f"“{line(told.text, 240)}”").append(f"\n– {line(where)} · {count.row}", "dim")
        table.add_row(Text(value(count)), Text(line(count.voice.name, 40)), words)
    return table


def value(count: Count) -> str:
    """A figure as it was given: 638, at least 2,000, 65 to 82, up to 9."""
    low, best, high = (None if bound is None else f"{bound:,.10g}" for bound in (count.low, count.best, count.high))
    if low and high:
        return f"{low} to {high}"
    if low:
        return f"at least {low}"
    return f"up to {high}" if high else best or "?"


COLUMNS: tuple[Column[Row], ...] = (
    Column("dispute", lambda r: r.number),
    Column("about", lambda r: r.dispute.about),
    Column("day", lambda r: r.dispute.day),
    Column("unit", lambda r: r.dispute.unit),
    Column("low", lambda r: r.count.low),
    Column("best", lambda r: r.count.best),
    Column("high", lambda r: r.count.high),
    Column("according to", lambda r: r.count.voice.name),
    Column("origin", lambda r: r.count.origin),
    Column("passage", lambda r: r.count.passage.text),
    Column("publisher", lambda r: r.count.passage.publisher),
    Column("published", lambda r: r.count.passage.published),
    Column("row", lambda r: r.count.row),
    Column("report", lambda r: r.count.passage.report),
    Column("start", lambda r: r.count.passage.start),
    Column("end", lambda r: r.count.passage.end),
)
