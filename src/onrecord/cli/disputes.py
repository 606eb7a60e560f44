"""onrecord disputes."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen


@click.command(short_help="Show where sources disagree.")
@options.ledger
@options.form
@options.limit
def disputes(*, ledger: str, form: str | None, limit: int | None) -> None:
    """Show the figures that sources dispute, each with its source and its words; nothing is averaged.

    In CSV each source's figure is a row; the rows of one dispute share its number.

    \b
    Example:
      onrecord disputes spring.onrecord
      onrecord disputes spring.onrecord --format json | jq '.[0].counts'
    """
    from onrecord.analyse import disputes as disputed
    from onrecord.cli.figures import show
    from onrecord.cli.told import below
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened:
        found = disputed(opened, options.rows(limit, shape))
    show(found.rows, shape)
    below(found.rows, found.coverage, "disputed figure", more=found.more)
