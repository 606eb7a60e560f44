"""onrecord read."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.group import say
from onrecord.errors import BadPart

if TYPE_CHECKING:
    from onrecord.cli.batch import Outcome
    from onrecord.ingest.given import Failure
    from onrecord.model import Part, Reading


@click.command(short_help="Read reports; write what was read as JSON lines.")
@options.inputs
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write to FILE (packed if it ends in .gz). Without it: stdout, or a page on a terminal.",
)
@options.only
@options.lexicon
@click.pass_context
def read(
    ctx: click.Context,
    *,
    inputs: tuple[str, ...],
    published: str | None,
    publisher: str | None,
    workers: int,
    output: Path | None,
    only: str | None,
    lexicon: Path | None,
) -> None:
    """Read reports and write what was read: one JSON object a line, one line a report.

    INPUT is a file, a folder, a glob or - for standard input: text, HTML or JSON lines, plain or gzipped, told apart
    by content. What cannot be read is listed on stderr and, with -o, in FILE.failures.jsonl; the rest is read.

    With --lexicon the rows of your own tables count before those of onrecord's tables of the same name, and the words
    of a class join its words; docs/tables.md says how to write them.

    \b
    Example:
      onrecord read report.txt --published 2013-07-08 --publisher "The Delta Observer"
      onrecord read reports/ -o reports.jsonl.gz --workers 2 --lexicon mine/
      curl -s https://example.org/report.html | onrecord read - | jq .events
    """
    from onrecord.cli.batch import Work, outcomes
    from onrecord.cli.output import list_warnings
    from onrecord.ingest.inputs import Options, read_inputs
    from onrecord.knowledge.table import use

    use(lexicon)
    work = Work(parts_of(only), workers, debug_of(ctx), lexicon)
    given = read_inputs(inputs, Options(published, publisher))
    found = outcomes(given, work)
    failures: list[Failure] = []
    warned: Counter[str] = Counter()
    if output:
        count = _to_file(_readings(found, failures, warned), failures, output)
    elif sys.stdout.isatty():
        count = _to_terminal(found, failures)
    else:
        count = _to_pipe(_readings(found, failures, warned))
    _report(count, failures, output)
    list_warnings(warned)
    ctx.exit(0 if count else 1)


def parts_of(only: str | None) -> tuple[Part, ...]:
    """The sections that --only names.

    Raises:
        BadPart: one is none of the format's.
    """
    from onrecord.model import PARTS

    if only is None:
        return PARTS
    named = {name.strip() for name in only.split(",") if name.strip()}
    unknown = sorted(named.difference(PARTS))
    if unknown or not named:
        raise BadPart(
            f"--only names no section of the format: {', '.join(unknown) or 'it is empty'}",
            f"Choose from {', '.join(PARTS)}.",
        )
    return tuple(part for part in PARTS if part in named)


def debug_of(ctx: click.Context) -> bool:
    """Whether --debug was given."""
    return bool((ctx.find_root().obj or {}).get("debug"))


def _readings(found: Iterable[Outcome], failures: list[Failure], warned: Counter[str]) -> Iterator[Reading]:
    """The readings; the failures go to their list, the codes of warnings are counted."""
    from onrecord.cli.progress import progress
    from onrecord.ingest.given import Failure

    with progress("Reading") as step:
        for outcome in found:
            if isinstance(outcome, Failure):
                failures.append(outcome.light())
                step(outcome.source_id)
            else:
                step(outcome[0].report.source_id)
                warned.update({warning.code for warning in outcome[1].warnings})
                yield outcome[1]


def _to_file(readings: Iterator[Reading], failures: list[Failure], path: Path) -> int:
    from onrecord.cli.output import keep_failures, whole

    count = 0
    first = next(readings, None)
    if first is not None:
        with whole(path) as out:
            out.write(first.to_json() + b"\n")
            count = 1
            for reading in readings:
                out.write(reading.to_json() + b"\n")
                count += 1
    keep_failures(path, failures)
    return count


def _to_pipe(readings: Iterable[Reading]) -> int:
    stream = sys.stdout.buffer
    count = 0
    for reading in readings:
        stream.write(reading.to_json() + b"\n")
        stream.flush()
        count += 1
    return count


def _to_terminal(found: Iterable[Outcome], failures: list[Failure]) -> int:
    from onrecord.cli.page import show
    from onrecord.ingest.given import Failure

    count = 0
    for outcome in found:
        if isinstance(outcome, Failure):
            failures.append(outcome.light())
        else:
            show(outcome[1])
            count += 1
    return count


def _report(count: int, failures: list[Failure], output: Path | None) -> None:
    """Says on stderr what was read and what was not."""
    from onrecord.cli.output import beside, counted, list_failures

    where = f" into {output}" if output and count else ""
    if output or failures or not count:
        say(f"Read {counted(count, 'report')}{where}.")
    if failures:
        say(f"{counted(len(failures), 'input')} could not be read:")
        list_failures(failures, str(beside(output)) if output else None)
    elif not count:
        say("There was no report in what was named. Check the path: hidden files are not read.")
