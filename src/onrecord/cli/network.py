"""onrecord network."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen
from onrecord.cli.masked import hidden

if TYPE_CHECKING:
    from onrecord.analyse.network import Network
    from onrecord.analyse.structure import Places, Triads

F = TypeVar("F", bound=Callable[..., Any])


def _options(command: F) -> F:
    for option in (
        options.mask,
        options.limit,
        options.form,
        click.option("--balance", is_flag=True, help="Instead of the ties: the unbalanced triads, with --since also "
                     "those that shifted, and the ties they rest on."),
        click.option("--measures", is_flag=True, help="Instead of the ties: each actor's degree, betweenness and "
                     "community."),
        click.option("--min-origins", type=click.IntRange(min=1), default=1, metavar="N",
                     help="Only ties told by at least N independent origins; copies of an agency story are one."),
        click.option("--publisher", "publishers", multiple=True, metavar="NAME", help="Only what this outlet says in "
                     "its own voice; may be repeated. With --voice, either counts."),
        click.option("--voice", "voices", multiple=True, metavar="A", help="Only what this actor says, or of a body "
                     "its leaders and officials, named or not; may be repeated."),
        click.option("--actor", "actors", multiple=True, metavar="A", help="Only ties of this actor, an id or a name; "
                     "may be repeated."),
        click.option("--since", metavar="DATE", help="An earlier day: also show what changed since then."),
        click.option("--on", metavar="DATE", required=True, help="The day."),
        options.ledger,
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(short_help="Show the system of actors on a day.")
@_options
def network(
    *,
    ledger: str,
    on: str,
    since: str | None,
    measures: bool,
    balance: bool,
    form: str | None,
    limit: int | None,
    mask: bool,
    **asked: Any,
) -> None:
    """Show who stood how with whom on a day, on whose word, with the words that show it, and who denies it.

    A tie holds from the beginning to the end that a report gives, or from the day of the report on where it gives none;
    the end that one report tells of ends what others say. In JSON and CSV a row says what became of a tie since --since
    in `change`; that is empty for a tie that stands on the day. `wrong` is how likely it is, from 0 to 1, that none of
    the origins that tell of a tie was read rightly, as if they erred independently of one another.

    --measures counts with how many others an actor has ties (degree); how many of the shortest paths between two others
    run through it, from 0 to 1 (betweenness; Freeman, Sociometry 40, 1977); and groups those with positive ties
    (communities; Louvain's method: Blondel and others, 2008).

    --balance shows triads, three actors of whom each two stand with or against one another. A triad is balanced where
    the product of its three signs is positive: three friends, or two friends with one enemy (Cartwright and Harary,
    Psychological Review 63, 1956, after Heider, 1946). An unbalanced one is no error: it is where the reports describe
    a tension. Two stand with one another where more origins tell of positive ties than of negative ones; membership,
    role, leadership and ties without a sign do not count.

    \b
    Example:
      onrecord network spring.onrecord --on 2013-08-14 --actor "Muslim Brotherhood"
      onrecord network spring.onrecord --on 2013-08-14 --since 2013-07-01 --format csv > ties.csv
      onrecord network spring.onrecord --on 2013-08-14 --voice "Muslim Brotherhood" --min-origins 2
      onrecord network spring.onrecord --on 2013-08-14 --since 2013-07-01 --balance
    """
    from onrecord import analyse
    from onrecord.cli import shape as shapes
    from onrecord.cli import ties
    from onrecord.cli.told import below
    from onrecord.ledger import Ledger

    if measures and balance:
        raise click.UsageError("--measures and --balance are two lists: ask for one at a time.")
    if measures and since:
        raise click.UsageError("--measures are of one day: leave --since out.")
    form_ = chosen(form)
    rows = options.rows(limit, form_)
    with Ledger.open(ledger, readonly=True) as opened:
        if measures:
            placed = hidden(opened, analyse.places(opened, on, rows, **asked), mask)
        elif balance:
            triads = hidden(opened, analyse.triads(opened, on, since, rows, **asked), mask)
        else:
            found = hidden(opened, analyse.network(opened, on, since, rows, **asked), mask)
    if measures:
        shapes.places(placed, form_)
        below(placed.measures.places, placed.coverage, "actor", more=placed.more, notes=_notes(placed))
    elif balance:
        shapes.triads(triads, form_)
        below(triads.rows, triads.coverage, "unbalanced or shifted triad", more=triads.more, notes=_notes(triads))
    else:
        ties.show(found, form_)
        below((*found.ties, *found.changes), found.coverage, "tie", more=found.more, notes=_notes(found))


def _notes(found: Network | Places | Triads) -> Sequence[str]:
    """On whose word, on how many reports the whole network rests, and what is left out."""
    from onrecord.cli.output import counted
    from onrecord.cli.told import errors

    told = found.totals
    rests = f"{counted(told.ties, 'tie')} on {found.on}, told in {counted(told.reports, 'report')}"
    wrong = f"; {errors(told.expected)}" if told.expected.rows else ""
    notes = [f"The network: {rests} of {counted(told.origins, 'origin')}{wrong}."]
    said = [*(who.name for who in found.voices), *(f"{name} in its own voice" for name in found.publishers)]
    if said:
        notes.append(f"On the word of: {', '.join(said)}{_OFFICIALS if found.voices else '.'}")
    if found.min_origins > 1:
        notes.append(f"Ties told by fewer than {found.min_origins} independent origins are left out.")
    return [*notes, *found.notes]


_OFFICIALS = "; for a body also its officials."
