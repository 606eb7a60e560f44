"""onrecord show."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen, emit, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


@click.command(short_help="Show a report of a ledger with its marks.")
@options.ledger
@click.argument("report", required=False)
@options.form
@options.limit
@options.mask
def show(ledger: str, report: str | None, form: str | None, limit: int | None, mask: bool) -> None:
    """Show a report with its marks and rows; without REPORT, list the reports.

    REPORT is an id, the beginning of one (6 letters or more), a url or a source id. In a pipe, or with --format json or
    jsonl, the reading is written as JSON.

    \b
    Example:
      onrecord show spring.onrecord
      onrecord show spring.onrecord 3f1c9a
    """
    from onrecord.cli.decided import told
    from onrecord.cli.erase import lines
    from onrecord.cli.told import below
    from onrecord.cli.views import REPORTS
    from onrecord.ledger import Ledger

    with Ledger.open(ledger, readonly=True) as opened:
        if report is None:
            shape = chosen(form)
            found = hidden(opened, opened.reports(options.rows(limit, shape)), mask)
            write(found.rows, REPORTS, shape)
            below(found.rows, found.coverage, "report", more=found.more, notes=found.notes, expected=found.expected)
            for erased in hidden(opened, opened.erased(), mask and bool(found.coverage.erased)):
                say(f"{erased}.")
            return
        reading = opened.reading(opened.find(report))
        decided = told(opened.decisions(reading.report.id)) + _marks(opened, reading.report.id)
        decided += lines(opened.erasures(reading.report.id))
        notes = hidden(opened, decided, mask and bool(decided))
        reading = hidden(opened, reading, mask)
    if form == "csv":
        raise click.UsageError("A report is no list: choose table, json or jsonl.")
    if form == "table" or (form is None and sys.stdout.isatty()):
        from onrecord.cli.page import show as page

        page(reading, notes=notes)
    else:
        emit(reading.to_json() + b"\n")


def _marks(ledger: Ledger, report: str) -> list[str]:
    """How people marked the source of a report, each in a sentence."""
    rows = ledger.rows("SELECT * FROM marked WHERE report = ? ORDER BY words", (report,))
    return [
        f"source marked: {row['words']},"
        f" by {row['made_by']} on {row['made_at'][:10]} ({row['why']}) [{row['decision']}]"
        for row in rows
    ]
