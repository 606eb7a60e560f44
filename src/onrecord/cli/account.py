"""A short account of a ledger on half a screen, and what to type next."""

from __future__ import annotations

import shlex
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from onrecord.analyse import Account, Cell, Tally
from onrecord.cli.disputed import page
from onrecord.cli.formats import console
from onrecord.cli.group import program
from onrecord.cli.output import counted
from onrecord.cli.told import errors, looked_into
from onrecord.cli.visible import line
from onrecord.mask import BLOCK
from onrecord.model import STATUSES
from onrecord.model.factuality import SCORES

if TYPE_CHECKING:
    from rich.console import Console

NAMES = {"attributions": "claims", "events": "events", "relations": "relations", "figures": "figures"}
BAR = 24
NARROW = 112
"""Columns below which a terminal gets shorter bars, and names without ids."""


def show(told: Account, ledger: str) -> None:
    """Prints the account of a ledger."""
    out = console()
    out.print()
    _head(told, out)
    _tallies("Who speaks", f"{counted(told.claims, 'claim')}, {told.unnamed:,} of sources that are not known by name",
             told.voices, "claim", out)  # fmt: skip
    _certainty(told.by_certainty, told.events, out)
    _tallies("Who is in it", "the actors of most reports", told.actors, "report", out)
    if told.dispute:
        _title("One of the things that sources dispute", "nothing is averaged", out)
        page(told.dispute, most=4)
    _title(looked_into(told.coverage), '"nothing found" is not "not read"', out)
    _next(told, ledger, out)


def _title(title: str, note: str, out: Console) -> None:
    from rich.text import Text

    out.print(Text(line(title), "bold").append(f"  {line(note)}", "dim not bold"))


def _head(told: Account, out: Console) -> None:
    days = f", {told.first} to {told.last}" if told.first else ""
    undated = f", {told.undated} without a date" if told.undated else ""
    come = f"{counted(told.reports, 'report')} of {counted(told.origins, 'origin')}"
    _title(f"{come} by {counted(len(told.publishers), 'publisher')}{days}{undated}",
           ", ".join(told.publishers), out)  # fmt: skip
    rows = ((told.claims, "claim"), (told.events, "event"), (told.relations, "relation"), (told.figures, "figure"))
    _title("", " · ".join(counted(number, thing) for number, thing in rows), out)
    for section, expected in told.expected.items():
        if expected.rows:
            _title("", f"{NAMES[section]}: {errors(expected)}", out)
    if told.rejected:
        _title("", f"without {counted(told.rejected, 'row')} that people rejected", out)
    if told.open:
        _title("", f"{counted(told.open, 'decision')} wait for a person: onrecord decide LEDGER --queue", out)
    out.print()


def _tallies(title: str, note: str, tallies: Sequence[Tally], thing: str, out: Console) -> None:
    _title(title, note, out)
    most = max((tally.count for tally in tallies), default=1)
    rows = [(line(t.who.name, 28), counted(t.count, thing), _bar(t.count, most, out)) for t in tallies]
    if out.width < NARROW:
        _grid(rows, ("bold cyan", "", "cyan"), out)
    else:
        told = [(*row, line(t.who.id or "", 34)) for row, t in zip(rows, tallies, strict=True)]
        _grid(told, ("bold cyan", "", "cyan", "dim"), out)


def _bar(count: int, most: int, out: Console) -> str:
    sign = "█" if (out.encoding or "").lower().startswith("utf") else "#"
    return sign * max(1, round(min(BAR, max(8, out.width - 60)) * count / most))


def _certainty(cells: Sequence[Cell], events: int, out: Console) -> None:
    """Events by status and certainty: rows and columns that have any."""
    note = f"{counted(events, 'event')} by status and certainty (CT certain, PR probable, PS possible)"
    _title("What happened, and what is only said to have", note, out)
    counts = {(cell.status, cell.certainty): cell.count for cell in cells}
    values = [value for value in SCORES if any(key[1] == value for key in counts)]
    rows = [
        (status, *(str(counts.get((status, value), "·")) for value in values))
        for status in STATUSES
        if any(key[0] == status for key in counts)
    ]
    _grid([("", *values), *rows], ("bold yellow", *("",) * len(values)), out)


def _grid(rows: Iterable[Sequence[str]], styles: Sequence[str], out: Console) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    for style in styles:
        table.add_column(style=style, overflow="ellipsis", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    out.print(table)
    out.print()


def _next(told: Account, ledger: str, out: Console) -> None:
    """What to type next, about what is really in the ledger."""
    from rich.text import Text

    file, onrecord = shlex.quote(ledger), program()
    named = (voice.who.name for voice in told.voices if BLOCK not in voice.who.name)
    speaker = shlex.quote(next(named, "NAME"))
    steps = (
        (f"{onrecord} claims {file} --speaker {speaker}", "who said what"),
        (f"{onrecord} timeline {file} --type ASSAULT", "what happened, day by day"),
        (f"{onrecord} network {file} --on 2013-08-14 --since 2013-07-01", "who stood how with whom"),
        (f"{onrecord} disputes {file}", "where sources disagree"),
        (f"{onrecord} search {file} 'state of emergency'", "full text"),
        (f"{onrecord} show {file}", "the reports; with an id, the text with its marks"),
        (f"{onrecord} add my.onrecord FOLDER", "and now your own reports"),
    )
    out.print()
    out.print(Text("What to type next", "bold"))
    width = max(len(command) for command, _ in steps)
    for command, why in steps:
        out.print(Text(f"  {line(command):<{width}}", "green").append(f"   {why}", "dim"), soft_wrap=True)
