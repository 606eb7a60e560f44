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
from onrecord.cli.masked import SAID, hidden_in
from onrecord.errors import BadPart

if TYPE_CHECKING:
    from onrecord.batch import Outcome
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
@click.option("--explain", is_flag=True, help="Write for each event, in plain words, what made it, instead of JSON.")
@options.mask
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
    explain: bool,
    mask: bool,
) -> None:
    """Read reports and write what was read: one JSON object a line, one line a report.

    INPUT is a file, a folder, a glob or - for standard input: text, HTML or JSON lines, plain or gzipped, told apart
    by content. What cannot be read is listed on stderr and, with -o, in FILE.failures.jsonl; the rest is read.

    With --lexicon the rows of your own tables count before those of onrecord's tables of the same name, and the words
    of a class join its words; docs/tables.md says how to write them. With --explain
    each event is told with the line of a table or the trained head that made it, and what decided its status.

    \b
    Example:
      onrecord read report.txt --published 2013-07-08 --publisher "The Delta Observer"
      onrecord read reports/ -o reports.jsonl.gz --workers 2
      onrecord read report.txt --lexicon mine/ --explain
      curl -s https://example.org/report.html | onrecord read - | jq .events
    """
    from onrecord.batch import Work, outcomes
    from onrecord.cli.output import list_warnings
    from onrecord.ingest.inputs import Options, read_inputs
    from onrecord.knowledge.table import use

    if explain and only is not None:
        raise click.UsageError("--explain tells of events and all that they rest on: leave --only out.")
    use(lexicon)
    work = Work(parts_of(only), workers, debug_of(ctx), lexicon)
    given = read_inputs(inputs, Options(published, publisher))
    found = outcomes(given, work)
    failures: list[Failure] = []
    warned: Counter[str] = Counter()
    written = _explained if explain else _as_json
    if output:
        count = _to_file(written(_readings(found, failures, warned), mask), failures, output)
    elif sys.stdout.isatty() and not explain:
        count = _to_terminal(found, failures, mask)
    else:
        count = _to_pipe(written(_readings(found, failures, warned), mask))
    if mask:
        say(SAID)
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


def _as_json(readings: Iterable[Reading], mask: bool) -> Iterator[bytes]:
    for reading in readings:
        yield hidden_in(reading, mask).to_json() + b"\n"


def _explained(readings: Iterable[Reading], mask: bool) -> Iterator[bytes]:
    from onrecord.cli.explain import lines
    from onrecord.mask import Mask
    from onrecord.reader.why import whys

    for reading in readings:
        told = Mask.of_reading(reading).text if mask else str
        written = (*lines(hidden_in(reading, mask), whys(reading)), "")
        yield "".join(f"{told(line)}\n" for line in written).encode()


def _to_file(written: Iterator[bytes], failures: list[Failure], path: Path) -> int:
    from onrecord.cli.output import keep_failures, whole

    count = 0
    first = next(written, None)
    if first is not None:
        with whole(path) as out:
            out.write(first)
            count = 1
            for one in written:
                out.write(one)
                count += 1
    keep_failures(path, failures)
    return count


def _to_pipe(written: Iterable[bytes]) -> int:
    stream = sys.stdout.buffer
    count = 0
    for one in written:
        stream.write(one)
        stream.flush()
        count += 1
    return count


def _to_terminal(found: Iterable[Outcome], failures: list[Failure], mask: bool) -> int:
    from onrecord.cli.page import show
    from onrecord.ingest.given import Failure

    count = 0
    for outcome in found:
        if isinstance(outcome, Failure):
            failures.append(outcome.light())
        else:
            show(hidden_in(outcome[1], mask))
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
