"""onrecord verify."""

from __future__ import annotations

import click

from onrecord.cli import options
from onrecord.cli.formats import Column, chosen, write
from onrecord.cli.group import say


@click.command(short_help="Check every span, hash and reference of a ledger.")
@options.ledger
@options.form
@click.pass_context
def verify(ctx: click.Context, ledger: str, form: str | None) -> None:
    """Check every span, hash and reference of a ledger, and the file itself; exit 1 names what is wrong.

    \b
    Example:
      onrecord verify spring.onrecord
    """
    from onrecord.cli.output import counted
    from onrecord.cli.told import looked_into
    from onrecord.ledger import Ledger, Problem
    from onrecord.ledger import verify as problems

    columns: tuple[Column[Problem], ...] = (
        Column("kind", lambda p: p.kind, style="bold"),
        Column("where", lambda p: p.where),
        Column("what is wrong", lambda p: p.message),
    )
    with Ledger.open(ledger, readonly=True) as opened:
        found = problems(opened)
        coverage = opened.coverage()
    write(found, columns, chosen(form))
    if found:
        say(f"onrecord: {counted(len(found), 'thing')} in {ledger} {'is' if len(found) == 1 else 'are'} wrong [L306]")
        say("Restore the file from a copy; add the reports again where there is none.")
        ctx.exit(1)
    say(f"{ledger} is whole: every span, hash and reference was checked.")
    say(looked_into(coverage))
