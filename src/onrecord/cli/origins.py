"""onrecord origins."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from onrecord.cli import options
from onrecord.cli.formats import Column, Form, chosen, console, write
from onrecord.cli.masked import hidden
from onrecord.cli.visible import line
from onrecord.cli.when import day

if TYPE_CHECKING:
    from onrecord.analyse.origins import Story, Traced


@click.command(short_help="Show which reports are copies of which.")
@options.ledger
@options.form
@options.limit
@options.mask
def origins(*, ledger: str, form: str | None, limit: int | None, mask: bool) -> None:
    """Show the reports that are one story: copies of one another, whole, in part or edited, and versions of a page.

    They count as one origin: that of the first report of the story, which names an agency or is the earliest. Two
    stories of one agency or one publisher are one origin too. In CSV each report is a row; those of one story share its
    number.

    \b
    Example:
      onrecord origins spring.onrecord
      onrecord origins spring.onrecord --format json | jq '.[0].reports'
    """
    from onrecord.analyse import origins as traced
    from onrecord.cli.output import counted
    from onrecord.cli.told import below
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened:
        found = hidden(opened, traced(opened, options.rows(limit, shape)), mask)
    _show(found.rows, shape)
    stories = counted(found.stories, "story", "stories")
    whole = f"{counted(found.reports, 'report')} tell {stories} of {counted(found.origins, 'origin')}."
    below(found.rows, found.coverage, "group of copies", more=found.more, notes=(whole,), things="groups of copies")


class Row(msgspec.Struct, frozen=True):
    """A report in a story, for lists."""

    number: int
    story: Story
    report: Traced


def _show(found: Sequence[Story], form: Form) -> None:
    if form == "table":
        for story in found:
            _page(story)
    elif form == "csv":
        write(list(_rows(found)), COLUMNS, form)
    else:
        write(found, (), form)


def _rows(found: Sequence[Story]) -> Iterator[Row]:
    for number, story in enumerate(found, 1):
        yield from (Row(number, story, report) for report in story.reports)


def _page(story: Story) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 2))
    for style in ("bold yellow", "cyan", "", "dim"):
        table.add_column(style=style, overflow="fold")
    for report in story.reports:
        where = ", ".join(filter(None, (report.publisher, day(report.published) or "undated")))
        table.add_row(*(Text(line(words)) for words in (why(report), where, report.title or "", report.report)))
    out = console()
    out.print(Text(line(story.name), "bold").append(f"  {len(story.reports)} reports, 1 origin", "dim not bold"))
    out.print(table)
    out.print()


def why(report: Traced) -> str:
    """Why a report is one story with another, in words.

    >>> from onrecord.analyse import Traced
    >>> why(Traced("b", None, None, None, None, None, "part", "a", 0.96))
    'part of a, 96 % of the words'
    """
    if report.of is None:
        return {"agency": "names the agency", "publisher": "first", "alone": "first"}[report.reason]
    words = {
        "copy": "copy of",
        "part": "part of",
        "whole": "holds all of",
        "edited": "edited copy of",
        "version": "version of",
    }
    share = "" if report.share is None else f", {report.share:.0%} of the words".replace("%", " %")
    return f"{words.get(report.reason, 'correction of')} {report.of}{share}"


COLUMNS: tuple[Column[Row], ...] = (
    Column("story", lambda r: r.number),
    Column("origin", lambda r: r.story.origin),
    Column("name", lambda r: r.story.name),
    Column("reason", lambda r: r.report.reason),
    Column("of", lambda r: r.report.of),
    Column("share", lambda r: r.report.share),
    Column("title", lambda r: r.report.title),
    Column("publisher", lambda r: r.report.publisher),
    Column("agency", lambda r: r.report.agency),
    Column("published", lambda r: r.report.published),
    Column("url", lambda r: r.report.url),
    Column("report", lambda r: r.report.report),
)
