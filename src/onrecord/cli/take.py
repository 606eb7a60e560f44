"""onrecord import: another ledger, readings that were exported, or annotations that people corrected elsewhere."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
import msgspec

from onrecord.cli import options
from onrecord.cli.decided import OPEN, catch_up
from onrecord.cli.formats import Column, Form, chosen, write
from onrecord.cli.group import say
from onrecord.cli.visible import line

if TYPE_CHECKING:
    from onrecord.corrected import Kind, Result

T = TypeVar("T")
BATCH = 50
"""Readings that are added in one transaction."""


class Row(msgspec.Struct, frozen=True):
    """What became of a correction: a decision, or ("left") none, with the reason."""

    kind: str
    row: str
    words: str = ""
    changes: dict[str, str] = {}
    was: dict[str, str] = {}
    decision: str | None = None
    problem: str | None = None


COLUMNS: tuple[Column[Row], ...] = (
    Column("kind", lambda r: r.kind, style="bold"),
    Column("row", lambda r: r.row, whole=True),
    Column("words", lambda r: r.words),
    Column("was", lambda r: _pairs(r.was)),
    Column("changes", lambda r: _pairs(r.changes)),
    Column("decision", lambda r: r.decision, whole=True),
    Column("problem", lambda r: r.problem),
)


@click.command(name="import", short_help="Take over a ledger, readings or corrected annotations.")
@options.ledger
@click.argument("other", type=click.Path(path_type=Path), metavar="FILE")
@click.option("--by", default="", metavar="NAME", help="Who takes them over; needed where decisions come of it.")
@click.option("--why", default="", metavar="TEXT", help="The reason, for those who read it later.")
@click.option(
    "--dry-run", is_flag=True, help="Of corrected annotations: say what would be decided, and change nothing."
)
@options.form
def take(ledger: str, other: Path, by: str, why: str, dry_run: bool, form: str | None) -> None:
    """Take over what FILE holds; what it is, its content tells.

    \b
    Another ledger   its reports, readings and decisions; FILE stays as it is.
    JSON lines       readings as onrecord export --format jsonl wrote them, unchanged.
    Annotations      corrected in a tool for brat, UIMA CAS (a folder, .zip or .tar.gz) or
                     Web Annotation, as decisions.

    Of a report that two ledgers have, the newer metadata and the newer reading count. Decisions keep who made them,
    when, why and their own hash; both chains can still be proved. What this ledger has already is not taken twice.
    Where two people decided differently on one row or field, neither takes effect until one of the two is undone or
    somebody decides anew: these are listed, and wait in onrecord decide LEDGER --queue.

    JSON lines have neither the bytes that reports were read from nor decisions: a report's text is kept in their place,
    and what people had decided stands as if it had been read.

    An annotation that was taken out is a reject, a changed field a correct, one with verdict=accepted an accept; one
    that is as it was is nothing. What cannot become a decision - a new annotation, words that were moved, what the
    ledger says otherwise since - is listed with its reason, and nothing is decided on it.

    \b
    Example:
      onrecord import spring.onrecord colleague.onrecord --by "R. Haddad" --why "our two halves of the archive"
      onrecord import copy.onrecord spring.jsonl
      onrecord import spring.onrecord corrected.zip --dry-run
      onrecord import spring.onrecord corrected.zip --by "R. Haddad" --why "checked in brat"
    """
    from onrecord.corrected import kind_of

    kind, shape = kind_of(other), chosen(form)
    if dry_run and kind in ("ledger", "readings"):
        raise click.UsageError("--dry-run is for corrected annotations.")
    if kind == "ledger":
        _ledger(ledger, other, by, why, shape)
    elif kind == "readings":
        _readings(ledger, other)
    else:
        _corrected(ledger, other, kind, by, why, shape, rehearse=dry_run)


def _ledger(ledger: str, other: Path, by: str, why: str, shape: Form) -> None:
    from onrecord.cli.output import counted
    from onrecord.ledger import Ledger

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


def _readings(ledger: str, other: Path) -> None:
    from onrecord.cli.output import counted
    from onrecord.cli.progress import progress
    from onrecord.ingest.given import Failure
    from onrecord.ledger import Ledger
    from onrecord.ledger.lines import readings

    steps = Counter[str]()
    without = bad = 0
    with Ledger.open(ledger, create=True) as mine, progress("Taking over readings") as step:
        for batch in _batches(readings(mine.store, other), BATCH):
            for item, done in zip(batch, mine.add_batch(batch), strict=True):
                if isinstance(item, Failure):
                    bad += 1
                    say(f"{line(other.name)}, {line(item.message, 200)}. {item.next_step}")
                else:
                    steps[done] += 1
                    without += done == "report" and item[0].report.sha256 != item[1].report.sha256
                    step(item[1].report.id)
        catch_up(mine)
    newer = counted(steps["version"] + steps["reading"], "reading")
    say(
        f"Taken over: {counted(steps['report'], 'report')}, and {newer} of reports that were here;"
        f" {steps['nothing']:,} known already."
    )
    if without:
        say(f"Of {counted(without, 'report')}, the text is kept in place of the page: its bytes are not in JSON lines.")
    if steps["erased"]:
        say(f"Not taken: {counted(steps['erased'], 'report')} of which this ledger erased something.")
    if bad:
        say(f"Not taken: {counted(bad, 'line')}, each recorded as a failure.")


def _corrected(ledger: str, other: Path, kind: Kind, by: str, why: str, shape: Form, *, rehearse: bool) -> None:
    from onrecord.cli.output import counted
    from onrecord.corrected import decide, read
    from onrecord.errors import BadDecision
    from onrecord.ledger import Ledger

    if not rehearse and not (by.strip() and why.strip()):
        raise BadDecision("corrections become decisions, and nobody signs", "Sign with --by and --why, or --dry-run.")
    with Ledger.open(ledger) as mine:
        found = read(other, kind)
        result = decide(mine, found, by.strip() or "nobody", why.strip() or "nothing", rehearse=rehearse)
        if not rehearse:
            catch_up(mine)
    write(list(_rows(result)), COLUMNS, shape)
    kinds = Counter(one.kind for one in result.decided)
    said = f"{kinds['reject']:,} rejected, {kinds['correct']:,} corrected, {kinds['accept']:,} accepted"
    say(f"{'Would be decided' if rehearse else 'Decided'}: {said}; {counted(result.same, 'row')} as in the ledger.")
    if result.left:
        say(f"Left as it is: {counted(len(result.left), 'correction')}, for the reasons listed.")


def _rows(result: Result) -> Iterator[Row]:
    for one in result.decided:
        yield Row(one.kind, one.row, one.words, one.changes, one.was, one.decision)
    for left in result.left:
        yield Row("left", left.row, problem=left.problem)


def _pairs(fields: dict[str, str]) -> str | None:
    return " ".join(f"{name}={value or '-'}" for name, value in fields.items()) or None


def _batches(items: Iterator[T], size: int) -> Iterator[list[T]]:
    while batch := list(itertools.islice(items, size)):
        yield batch
