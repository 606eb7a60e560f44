"""onrecord disputes."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen
from onrecord.cli.masked import hidden


@click.command(short_help="Show where sources disagree.")
@options.ledger
@options.form
@options.limit
@options.mask
def disputes(*, ledger: str, form: str | None, limit: int | None, mask: bool) -> None:
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
        found = hidden(opened, disputed(opened, options.rows(limit, shape)), mask)
    show(found.rows, shape)
    below(found.rows, found.coverage, "disputed figure", more=found.more, notes=found.notes)
