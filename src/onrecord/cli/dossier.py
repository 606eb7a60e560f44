"""onrecord dossier."""

from __future__ import annotations

from pathlib import Path

import click

from onrecord.cli import options
from onrecord.cli.formats import emit
from onrecord.cli.group import say
from onrecord.cli.masked import hidden

_MARKDOWN = (".md", ".markdown")
_SUFFIXES = (".html", ".htm", *_MARKDOWN)


@click.command(short_help="Make a page on an actor, a pair of actors, an event or a dispute.")
@options.ledger
@click.argument("about", metavar="ACTOR|EVENT|DISPUTE")
@click.option("--with", "other", metavar="A", help="A second actor: the page is about the two of them.")
@click.option("--on", metavar="DATE", help="The day of the network; without it --to, else the day of the last report.")
@click.option("--from", "start", metavar="D", help="Events on this day or later, claims in reports of it or later.")
@click.option("--to", "end", metavar="D", help="Events on this day or earlier, claims in reports of it or earlier.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["html", "markdown"]),
    help="Without it: as FILE ends (.md, .html), else html.",
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=40, show_default=True, help="Rows of each section at most."
)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE", help="Write to FILE.")
@options.mask
def dossier(
    *,
    ledger: str,
    about: str,
    other: str | None,
    on: str | None,
    start: str | None,
    end: str | None,
    form: str | None,
    limit: int,
    output: Path | None,
    mask: bool,
) -> None:
    """Make one page to hand to an editor: passages, timeline, network, disputes, sources and decisions.

    It is about an actor (an id or a name), an event (its row, REPORT:e1), a relation (REPORT:r1, for its two sides) or
    a dispute (the row of one of its figures, REPORT:f1); onrecord events, network and disputes list rows. The page
    needs nothing else and asks no machine for anything when it is opened. Claims stay claims: each row names who
    vouches for it, how certain they put it, and its words.

    \b
    Example:
      onrecord dossier spring.onrecord "Muslim Brotherhood" -o brotherhood.html
      onrecord dossier spring.onrecord Hamas --with Hezbollah --on 2014-07-22 -o pair.md
      onrecord dossier spring.onrecord f075d497b2d74d6c:f4 --format markdown
    """
    from onrecord.cli.output import counted, whole
    from onrecord.cli.told import looked_into
    from onrecord.dossier import gather, markdown, page
    from onrecord.ledger import Ledger

    if form is None and output is not None and output.suffix.lower() not in _SUFFIXES:
        raise click.UsageError(f"{output.name}: name it .html or .md, or say --format.")
    with Ledger.open(ledger, readonly=True) as opened:
        found = gather(opened, about, other, on=on, start=start, end=end, limit=limit)
        found = hidden(opened, found, mask)
    as_markdown = form == "markdown" or (form is None and output is not None and output.suffix.lower() in _MARKDOWN)
    text = markdown(found) if as_markdown else page(found)
    data = text.encode("utf-8", errors="replace")
    if output is None:
        emit(data)
    else:
        with whole(output) as out:
            out.write(data)
        say(f"Wrote {output}.")
    say(f"It rests on {counted(len(found.sources), 'report')} of {counted(found.origins, 'origin')}.")
    say(looked_into(found.coverage))
