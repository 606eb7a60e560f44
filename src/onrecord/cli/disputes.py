"""onrecord disputes."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen
from onrecord.cli.masked import hidden


@click.command(short_help="Show where sources disagree.")
@options.ledger
@click.option("--kind", "kinds", metavar="KINDS", help="Only these kinds, parted by commas.")
@click.option("--actor", metavar="NAME", help="Only what this actor says, takes part in or is counted in.")
@options.form
@options.limit
@options.mask
def disputes(
    *, ledger: str, kinds: str | None, actor: str | None, form: str | None, limit: int | None, mask: bool
) -> None:
    """Show what sources dispute, each answer with its source and its words; nothing is averaged.

    Kinds: figure, date, place, actor, status (whether it took place), tie (whether it holds), statement (one source
    says now this and now that), correction (a corrected figure); and update, which is only shown where it is asked for:
    a figure that the same source later gives anew. That on which most hangs comes first. In CSV each source's answer is
    a row; the rows of one dispute share its number.

    \b
    Example:
      onrecord disputes spring.onrecord
      onrecord disputes spring.onrecord --kind status,actor --actor "Harbour Front"
      onrecord disputes spring.onrecord --format json | jq '.[0].sides'
    """
    from onrecord.analyse import disputes as disputed
    from onrecord.analyse.disputes import USUAL
    from onrecord.cli.disputed import show
    from onrecord.cli.told import below
    from onrecord.ledger import Ledger

    shape = chosen(form)
    asked = USUAL if kinds is None else tuple(kind.strip() for kind in kinds.split(","))
    with Ledger.open(ledger, readonly=True) as opened:
        actors = () if actor is None else (opened.actor(actor)[0].id,)
        found = hidden(opened, disputed(opened, options.rows(limit, shape), asked, actors=actors), mask)
    show(found.rows, shape)
    below(found.rows, found.coverage, "dispute", more=found.more, notes=found.notes, expected=found.expected)
