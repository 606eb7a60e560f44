"""onrecord import: the reports, readings and decisions of another ledger."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.decided import OPEN, catch_up
from onrecord.cli.formats import chosen, write
from onrecord.cli.group import say


@click.command(name="import", short_help="Take over what another ledger has.")
@options.ledger
@click.argument("other", type=click.Path(path_type=str))
@click.option("--by", default="", metavar="NAME", help="Who takes them over; needed where OTHER has new decisions.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for those who read it later.")
@options.form
def take(ledger: str, other: str, by: str, why: str, form: str | None) -> None:
    """Take over the reports, readings and decisions of the ledger OTHER, which stays as it is.

    Of a report that both have, the newer metadata and the newer reading count. Decisions keep who made them, when, why
    and their own hash; both chains can still be proved. What this ledger has already is not taken twice. Where two
    people decided differently on one row or field, neither takes effect until one of the two is undone or somebody
    decides anew: these are listed, and wait in onrecord decide LEDGER --queue.

    \b
    Example:
      onrecord import spring.onrecord colleague.onrecord --by "R. Haddad" --why "our two halves of the archive"
      onrecord decide spring.onrecord --queue
    """
    from onrecord.cli.output import counted
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(other, readonly=True) as theirs, Ledger.open(ledger) as mine:
        taken = mine.take(theirs, by=by, why=why)
        catch_up(mine)
        waiting = mine.queue()
    write(list(waiting), OPEN, shape)
    say(
        f"Taken over: {counted(taken.reports, 'report')}, {counted(taken.readings, 'reading')},"
        f" {counted(taken.decisions, 'decision')}, {counted(taken.failures, 'failure')}."
    )
    if taken.older:
        say(f"Not taken: {counted(taken.older, 'reading')} of older metadata than this ledger has.")
    if taken.erased:
        say(f"Not taken: {counted(taken.erased, 'report')} of which this ledger or the other erased something.")
    if waiting:
        say(f"{counted(len(waiting), 'decision')} without effect: decide anew, or undo.")
