"""onrecord network."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen
from onrecord.cli.masked import hidden


@click.command(short_help="Show the system of actors on a day.")
@options.ledger
@click.option("--on", metavar="DATE", required=True, help="The day.")
@click.option("--since", metavar="DATE", help="An earlier day: also show what changed since then.")
@options.form
@options.limit
@options.mask
def network(*, ledger: str, on: str, since: str | None, form: str | None, limit: int | None, mask: bool) -> None:
    """Show who stood how with whom on a day, on whose word, with the words that show it.

    In JSON and CSV a row says what became of a tie since --since in `change`; that is empty for a tie that stands on
    the day.

    \b
    Example:
      onrecord network spring.onrecord --on 2013-08-14
      onrecord network spring.onrecord --on 2013-08-14 --since 2013-07-01 --format csv > ties.csv
    """
    from onrecord.analyse import network as system
    from onrecord.cli.ties import show
    from onrecord.cli.told import below
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened:
        found = hidden(opened, system(opened, on, since, options.rows(limit, shape)), mask)
    show(found, shape)
    below((*found.ties, *found.changes), found.coverage, "tie", more=found.more, notes=found.notes)
