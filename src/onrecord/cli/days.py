"""A timeline on a terminal: a heading for each day, and beneath it what happened."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from onrecord.cli.formats import console
from onrecord.cli.views import passage, sides
from onrecord.cli.visible import line
from onrecord.cli.when import interval

if TYPE_CHECKING:
    from rich.text import Text

    from onrecord.ledger import Happening


def show(rows: Sequence[Happening]) -> None:
    """Prints events under the day or interval of each."""
    from rich.padding import Padding
    from rich.text import Text

    out = console()
    for when, happened in groupby(rows, lambda row: interval(row.start, row.end) or "Without a date"):
        out.print(Text(line(when), "bold magenta"))
        for row in happened:
            out.print(Padding(_told(row), (0, 0, 0, 2)))
        out.print()


def _told(row: Happening) -> Text:
    from rich.text import Text

    text = Text()
    text.append(f"{row.type} ", "bold yellow")
    text.append(line(sides(row)), "bold")
    if row.place:
        text.append(f", {line(row.place.name)}", "green")
    text.append(f"  {row.status} {row.certainty}, according to ", "dim")
    text.append(line(row.voice.name), "cyan")
    text.append(f"\n  “{line(row.passage.text, 200)}”")
    text.append(f"  {line(passage(row.passage))} · {row.row}", "dim")
    return text
