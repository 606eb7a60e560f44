"""onrecord search, claims, events and timeline."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen, write
from onrecord.cli.masked import hidden

if TYPE_CHECKING:
    from onrecord.ledger import Found, Gathered, Happening

F = TypeVar("F", bound=Callable[..., Any])


@click.command(short_help="Search reports, claims and events for words.")
@options.ledger
@click.argument("query")
@options.form
@options.limit
@options.mask
def search(ledger: str, query: str, form: str | None, limit: int | None, mask: bool) -> None:
    """Search the full text of reports, claims and events; each hit comes with its passage, best first.

    All words must be there; "a phrase" stands in quote marks; a star ends the beginning of a word.

    \b
    Example:
      onrecord search spring.onrecord 'curfew "state of emergency"'
      onrecord search spring.onrecord 'detain*' --format json
    """
    from onrecord.cli.told import below
    from onrecord.cli.views import HITS
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened:
        found = hidden(opened, opened.search(query, options.rows(limit, shape, 20)), mask)
    write(found.rows, HITS, shape)
    below(found.rows, found.coverage, "passage", more=found.more, notes=found.notes, expected=found.expected)


@click.command(short_help="List who said what.")
@options.ledger
@click.option("--speaker", metavar="A", help="Made by this actor: an id or a name.")
@click.option("--about", metavar="A", help="Naming this actor in what is claimed.")
@click.option("--kind", metavar="K", help="speech, belief, intention, knowledge or inference.")
@click.option("--from", "start", metavar="D", help="In reports published on this day or later.")
@click.option("--to", "end", metavar="D", help="In reports published on this day or earlier.")
@options.rejected
@options.without
@options.form
@options.limit
@options.mask
def claims(
    *,
    ledger: str,
    speaker: str | None,
    about: str | None,
    kind: str | None,
    start: str | None,
    end: str | None,
    rejected: bool,
    without: str | None,
    form: str | None,
    limit: int | None,
    mask: bool,
) -> None:
    """List who said, believed, intended or knew what, with the words that show it, by day of publication.

    Each row tells the whole chain of voices: who says it, to which outlet, according to whom, and who reports it.

    \b
    Example:
      onrecord claims spring.onrecord --speaker "Muslim Brotherhood" --from 2013-08-14
      onrecord claims spring.onrecord --about egypt.mil --kind speech --format csv > claims.csv
    """
    from onrecord.cli.told import below
    from onrecord.cli.views import CLAIMS
    from onrecord.ledger import Ledger

    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened:
        found = opened.claims(
            speaker=speaker, about=about, kind=kind, start=start, end=end, without=without, rejected=rejected,
            limit=options.rows(limit, shape),
        )  # fmt: skip
        found = hidden(opened, found, mask)
    write(found.rows, CLAIMS, shape)
    below(found.rows, found.coverage, "claim", more=found.more, notes=_hinted(found), expected=found.expected)


def _filters(command: F) -> F:
    """The filters of events and of the timeline."""
    for option in (
        options.mask,
        options.limit,
        options.form,
        options.without,
        options.rejected,
        click.option("--min-origins", type=click.IntRange(min=1), default=1, metavar="N",
                     help="Told by at least N independent origins; copies of an agency story are one."),
        click.option("--all", "every", is_flag=True, help="Also what did not occur: planned, threatened, hypothetical, "
                     "denied or habitual."),
        click.option("--status", metavar="S[,S]", help="Only occurred, ongoing, planned, threatened, hypothetical, "
                     "denied, habitual or unknown. Without it: occurred, ongoing and unknown."),
        click.option("--to", "end", metavar="D", help="On this day or earlier."),
        click.option("--from", "start", metavar="D", help="On this day or later."),
        click.option("--type", "kind", metavar="T", help="One of PLOVER's 16: ASSAULT, PROTEST, ACCUSE …"),
        click.option("--actor", metavar="A", help="In which this actor acts or is acted upon: an id or a name."),
        options.ledger,
    ):  # fmt: skip
        command = option(command)
    return command


@click.command(short_help="List who did what to whom.")
@click.option("--tellings", is_flag=True, help="One row for each telling in each report.")
@_filters
def events(ledger: str, form: str | None, limit: int | None, tellings: bool, **filters: Any) -> None:
    """List who did what to whom, when, where, according to whom, and how certain it is.

    What several reports tell is one row, with the number of reports and of their independent origins, and when, where
    and whether it took place by source; JSON has every telling, and why they are taken for one. What did not occur is
    left out and counted: --all lists it too, --status picks. Every form has the same rows. `wrong` is how likely it is,
    from 0 to 1, that none of the origins that tell of an event was read rightly, as if they erred independently.

    \b
    Example:
      onrecord events spring.onrecord --min-origins 2
      onrecord events spring.onrecord --type ASSAULT --from 2013-08-14 --to 2013-08-18
      onrecord events spring.onrecord --status planned,threatened
      onrecord events spring.onrecord --actor egypt.mil --all --format csv > events.csv
    """
    from onrecord.cli.told import below
    from onrecord.cli.views import EVENTS, HAPPENINGS

    shape = chosen(form)
    rows = options.rows(limit, shape)
    if tellings:
        found: Found[Happening] = _asked("events", ledger, rows, filters)
        write(found.rows, EVENTS, shape)
        below(found.rows, found.coverage, "telling", more=found.more, notes=_notes(found), expected=found.expected)
        return
    gathered: Found[Gathered] = _asked("happenings", ledger, rows, filters)
    write(gathered.rows, HAPPENINGS, shape)
    below(
        gathered.rows,
        gathered.coverage,
        "event",
        more=gathered.more,
        notes=_notes(gathered),
        expected=gathered.expected,
    )


@click.command(short_help="Tell what happened, day by day.")
@_filters
def timeline(ledger: str, form: str | None, limit: int | None, **filters: Any) -> None:
    """Tell what happened, day by day; what has no date comes last.

    What did not occur is left out and counted: --all tells it too, --status picks.

    \b
    Example:
      onrecord timeline spring.onrecord --actor "Muslim Brotherhood"
      onrecord timeline spring.onrecord --from 2013-07-01 --to 2013-07-31 --format jsonl
    """
    from onrecord.cli.days import show
    from onrecord.cli.told import below
    from onrecord.cli.views import EVENTS

    shape = chosen(form)
    found: Found[Happening] = _asked("timeline", ledger, options.rows(limit, shape), filters)
    if shape == "table":
        show(found.rows)
    else:
        write(found.rows, EVENTS, shape)
    below(found.rows, found.coverage, "event", more=found.more, notes=_notes(found), expected=found.expected)


def _notes(found: Found[Any]) -> tuple[str, ...]:
    """What the list leaves out, and how to see it."""
    hint = "--all lists them too; --status planned,denied picks."
    told = _hinted(found)
    return (f"{told[0]} {hint}", *told[1:]) if found.left_out else told


def _hinted(found: Found[Any]) -> tuple[str, ...]:
    """What the list leaves out because people rejected it, and how to see it."""
    return tuple(f"{one} --rejected lists them." if one.endswith("people rejected.") else one for one in found.notes)


def _asked(question: str, ledger: str, limit: int, filters: dict[str, Any]) -> Found[Any]:
    from onrecord.ledger import Ledger

    if filters["every"] and filters["status"]:
        raise click.UsageError("--all lists every status: leave --status out.")
    with Ledger.open(ledger, readonly=True) as opened:
        ask: Callable[..., Found[Any]] = getattr(opened, question)
        found = ask(
            actor=filters["actor"],
            type=filters["kind"],
            start=filters["start"],
            end=filters["end"],
            status="all" if filters["every"] else filters["status"],
            min_origins=filters["min_origins"],
            without=filters["without"],
            rejected=filters["rejected"],
            limit=limit,
        )
        return hidden(opened, found, filters["mask"])
