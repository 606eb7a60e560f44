"""onrecord add."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.group import say
from onrecord.cli.read import debug_of, parts_of

if TYPE_CHECKING:
    from onrecord.batch import Outcome, Work
    from onrecord.ingest.given import Failure, Given
    from onrecord.ledger import Ledger, Step


@click.command(short_help="Read reports into a ledger.")
@options.ledger
@options.inputs
@options.only
@options.lexicon
@click.pass_context
def add(
    ctx: click.Context,
    *,
    ledger: str,
    inputs: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    workers: int,
    only: str | None,
    lexicon: Path | None,
) -> None:
    """Read reports into a ledger, which is made where there is none.

    The same report again adds nothing; changed metadata adds a version; a newer reader adds a reading. It can be
    stopped at any time: the same command goes on where it stopped. What cannot be read is listed on stderr and kept in
    the ledger. With --only a report that was read whole stays so; one that was not has no rows of the other sections
    until it is added without --only.

    With --lexicon the rows of your own tables count before those of onrecord's tables of the same name; the readings
    say which tables made them. Reports that are there already get a new reading when they are added again.

    \b
    Example:
      onrecord add spring.onrecord reports/ --workers 2
      onrecord add spring.onrecord "saved/*.html" crawl.jsonl.gz
      onrecord add spring.onrecord reports/ --lexicon mine/
    """
    from onrecord.batch import Work
    from onrecord.ingest.inputs import Options, read_inputs
    from onrecord.knowledge.table import use
    from onrecord.ledger import Ledger

    use(lexicon)
    work = Work(parts_of(only), workers, debug_of(ctx), lexicon)
    given = read_inputs(inputs, Options(published, publisher))
    with Ledger.open(ledger, create=True) as opened:
        steps, failures, warned = put(opened, given, work)
    _report(steps, failures, warned, ledger)
    ctx.exit(0 if sum(steps.values()) else 1)


def put(
    ledger: Ledger, given: Iterable[Given | Failure], work: Work, total: int | None = None
) -> tuple[Counter[str], list[Failure], Counter[str]]:
    """Reads reports into a ledger, one transaction a batch, with progress on a terminal.

    Args:
        total: how many there are, where that is known.

    Returns:
        how often an `add` did which step, the failures, and how many readings have which warning.
    """
    from onrecord.adding import add
    from onrecord.cli.progress import progress
    from onrecord.ingest.given import Failure, Given

    steps: Counter[str] = Counter()
    failures: list[Failure] = []
    warned: Counter[str] = Counter()

    def done(outcome: Outcome | Given, step: Step) -> None:
        if isinstance(outcome, Failure):
            failures.append(outcome.light())
            return
        steps[step] += 1
        if not isinstance(outcome, Given):
            warned.update({warning.code for warning in outcome[1].warnings})

    with progress("Reading", total) as seen:
        add(ledger, given, work, done, seen=seen)
    return steps, failures, warned


def _report(steps: Counter[str], failures: list[Failure], warned: Counter[str], ledger: str) -> None:
    from onrecord.cli.output import counted, list_failures, list_warnings

    said = [f"Added {counted(steps['report'], 'report')} to {ledger}"]
    if steps["version"]:
        said.append(f"{counted(steps['version'], 'new version')} of what was known of a report")
    if steps["reading"]:
        said.append(f"{counted(steps['reading'], 'new reading')}")
    if steps["nothing"]:
        said.append(f"{steps['nothing']:,} already there")
    say("; ".join(said) + ".")
    list_warnings(warned)
    if failures:
        say(f"{counted(len(failures), 'input')} could not be read:")
        list_failures(failures, ledger)
    elif not sum(steps.values()):
        say("There was no report in what was named. Check the path: hidden files are not read.")
