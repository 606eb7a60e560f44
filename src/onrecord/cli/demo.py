"""onrecord demo."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.group import say
from onrecord.cli.masked import hidden
from onrecord.cli.read import debug_of
from onrecord.errors import LedgerError

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

MINE = "samples/"
"""What the source ids of the sample reports begin with."""


@click.command(short_help="Read the sample reports into a ledger and show what is in it.")
@click.argument("ledger", default="demo.onrecord")
@options.mask
@click.pass_context
def demo(ctx: click.Context, ledger: str, mask: bool) -> None:
    """Read the sample reports into a ledger, show what is in it, and say how to go on.

    The reports tell of Egypt in the summer of 2013; they were written for this program from the public record.
    LEDGER is ./demo.onrecord where none is named; a second run adds nothing.

    \b
    Example:
      onrecord demo
      onrecord demo /tmp/egypt.onrecord
    """
    from onrecord.analyse import account
    from onrecord.batch import Work
    from onrecord.cli.account import show
    from onrecord.cli.add import put
    from onrecord.cli.output import list_failures
    from onrecord.ingest.inputs import read_inputs
    from onrecord.ledger import Ledger
    from onrecord.samples import lines, samples

    with Ledger.open(ledger, create=True) as opened:
        _only_samples(opened, ledger)
        given = read_inputs(["-"], stdin=io.BytesIO(lines()))
        steps, failures, _ = put(opened, given, Work(debug=debug_of(ctx)), len(samples()))
        if steps["report"]:
            say(f"Read {steps['report']} sample reports into {ledger}.")
        else:
            say(f"The sample reports are in {ledger} already; nothing was added.")
        list_failures(failures, ledger)
        told = hidden(opened, account(opened), mask)
    show(told, ledger)


def _only_samples(ledger: Ledger, name: str) -> None:
    """Keeps invented newspapers out of a ledger of real ones.

    Raises:
        LedgerError: the ledger holds other reports.
    """
    others = ledger.rows("SELECT source_id FROM report_rows WHERE substr(source_id, 1, ?) <> ?", (len(MINE), MINE))
    if others:
        free = Path(name).with_name("demo.onrecord")
        raise LedgerError(
            f"{name} holds {len(others)} reports of your own; the samples would mix with them",
            f"Name another file: onrecord demo {free if free != Path(name) else 'samples.onrecord'}",
        )
