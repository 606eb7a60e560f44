"""onrecord export."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from onrecord.cli import options
from onrecord.cli.formats import emit
from onrecord.cli.group import say
from onrecord.export.names import FORMATS

LISTED = "\b\nFormats:\n" + "\n".join(f"  {name:15} {about}" for name, about in FORMATS.items())


@click.command(name="export", short_help="Write a ledger in the format of another tool.", epilog=LISTED)
@options.ledger
@click.option("--format", "name", required=True, type=click.Choice(list(FORMATS)), metavar="F", help="See below.")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="A file; of a format of several files a folder that is not there yet, or a .zip. Without it: stdout.",
)
@click.option("--from", "start", metavar="D", help="Of reports published on this day or later.")
@click.option("--to", "end", metavar="D", help="Of reports published on this day or earlier.")
@click.option("--publisher", metavar="NAME", help="Of the reports of this publisher.")
@click.option("--actor", metavar="A", help="Of the reports in which this actor takes part: an id or a name.")
@click.option("--report", "reports", multiple=True, metavar="ID", help="Of this report alone; may be given again.")
@options.without
@click.option(
    "--report-day",
    is_flag=True,
    help="In tables of events that must have a day: where the text gives none, that of the report, as GDELT has it.",
)
@click.option("--on", metavar="DATE", help="The day of the network, in formats that hold it; else the last day.")
@click.option("--since", metavar="DATE", help="An earlier day: what became of ties since then too.")
@options.mask
def export(*, ledger: str, name: str, output: Path | None, **asked: Any) -> None:
    """Write a ledger, or the reports asked for, in the format of another tool.

    Each row carries its report, its span and its certainty wherever the format can hold them; docs/formats.md says what
    each holds and loses. The same ledger gives the same bytes.

    \b
    Example:
      onrecord export spring.onrecord --format csv -o spring.zip
      onrecord export spring.onrecord --format jsonl --from 2013-08-14 > august.jsonl
      onrecord export spring.onrecord --format web-annotation --mask -o shared.jsonl
    """
    from onrecord.cli.masked import SAID
    from onrecord.cli.progress import progress
    from onrecord.cli.told import looked_into
    from onrecord.export import Source, Wanted, load, put
    from onrecord.ledger import Ledger

    form = load(name)
    wanted = Wanted(**asked)
    if form.folder and output is None:
        raise click.UsageError(f"{form.title} is several files: name a folder or a .zip with -o.")
    with Ledger.open(ledger, readonly=True) as opened, opened.snapshot():
        source = Source(opened, wanted)
        if output is None:
            for _ in put.pieces(form, source, emit):
                pass
        else:
            with progress(f"Writing {form.title}") as step:
                for number in put.written(form, source, output):
                    step(f"{number:,}")
        coverage = opened.coverage()
    if output is not None:
        say(f"Wrote {output}.")
    if wanted.mask:
        say(SAID)
    say(f"{form.title} cannot hold {form.loses}")
    say(looked_into(coverage))
