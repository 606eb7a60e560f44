"""onrecord compare."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import cast

import click

from onrecord.cli import options
from onrecord.cli.formats import chosen

ONLY = ("status", "both", "theirs", "ours")


@click.command(short_help="Set rows of GDELT, ICEWS or POLECAT beside our events.")
@options.ledger
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--only", metavar="KIND,...", help="Only these kinds of rows: status, both, theirs, ours.")
@click.option("--from", "start", metavar="D", help="On this day or later.")
@click.option("--to", "end", metavar="D", help="On this day or earlier.")
@click.option("--actor", metavar="A", help="In which this actor acts or is acted upon: an id or a name.")
@click.option("--summary", "counts", is_flag=True, help="Only the counts, by type and by month.")
@options.form
@options.limit
@options.mask
def compare(
    *,
    ledger: str,
    files: tuple[Path, ...],
    only: str | None,
    start: str | None,
    end: str | None,
    actor: str | None,
    counts: bool,
    form: str | None,
    limit: int | None,
    mask: bool,
) -> None:
    """Set rows of GDELT 2.0, ICEWS or POLECAT beside the events of a ledger: who has what, and who has it otherwise.

    FILE is of GDELT events or mentions, ICEWS or POLECAT as they are distributed, plain or packed with zip or gzip; its
    content tells which. Kinds of rows, in this order:

    \b
    status   both have it; they have it as done, and our passage says that it is denied, planned,
             threatened or hypothetical, or only quotes somebody who says so
    both     both have it, as done
    theirs   they have it and we have not: the report is in the ledger and no event in it fits, or the
             report is not in the ledger
    ours     we have it as done, and they have not

    Two are set beside one another by report, day, place, actors and type; `score` and `reasons` say why. The best fits
    go first, and each has at most one of the other. What contradicts never fits: another country, more than a month,
    types that no one deed has. Rows of no day and no report of the ledger are counted and not listed, likewise rows
    that cannot be read; memory does not grow with the files.

    \b
    Example:
      onrecord compare spring.onrecord 20130815.export.CSV.zip --only status
      onrecord compare spring.onrecord *.export.CSV.zip *.mentions.CSV.zip --format csv > beside.csv
      onrecord compare spring.onrecord events.2013.tab --from 2013-08-14 --actor egypt.mil
      onrecord compare spring.onrecord ngecEventsDV-2023.txt --summary
    """
    from onrecord.cli.compared import show, show_counts, told
    from onrecord.cli.masked import hidden
    from onrecord.cli.progress import progress
    from onrecord.compare import Asked, Comparison, Kind
    from onrecord.ledger import Ledger
    from onrecord.mask import Mask

    kinds = _kinds(only)
    shape = chosen(form)
    with Ledger.open(ledger, readonly=True) as opened, opened.snapshot():
        asked = Asked.of(opened, start=start, end=end, actor=actor)
        with progress("Comparing") as step:
            found = Comparison(opened, files, asked, lambda number: step(f"{number:,}") if number % 500 == 0 else None)
        with found:
            summary = hidden(opened, found.summary(), mask)
            if counts:
                show_counts(summary, shape)
            else:
                rows = islice(found.rows(cast(tuple[Kind, ...], kinds)), options.rows(limit, shape))
                veil = Mask.of_rows(opened.rows) if mask else None
                show((row if veil is None else veil.of(row) for row in rows), shape)
            told(summary, opened.coverage())


def _kinds(only: str | None) -> tuple[str, ...]:
    """The kinds that a user named, parted by commas; all of them without any."""
    named = ONLY if only is None else tuple(dict.fromkeys(one.strip() for one in only.split(",")))
    for one in named:
        if one not in ONLY:
            raise click.UsageError(f"no rows are called {one!r}: use one or several of {', '.join(ONLY)}.")
    return named
