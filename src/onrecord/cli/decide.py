"""onrecord decide: people's decisions on top of the machine's rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from onrecord.cli import options
from onrecord.cli.formats import Column, chosen, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden
from onrecord.cli.visible import line
from onrecord.errors import BadDecision
from onrecord.model import Anchor, Decision, Reading

if TYPE_CHECKING:
    from onrecord.ledger import Ledger


@click.command(short_help="Decide what the machine cannot know; list the decisions.")
@options.ledger
@click.argument("kind", required=False, metavar="[correct|undo]")
@click.argument("target", required=False, metavar="[TARGET]")
@click.argument("values", nargs=-1, metavar="[FIELD=VALUE]...")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@options.form
@options.mask
def decide(
    *,
    ledger: str,
    kind: str | None,
    target: str | None,
    values: tuple[str, ...],
    by: str | None,
    why: str | None,
    form: str | None,
    mask: bool,
) -> None:
    """Decide what the machine cannot know. A decision is a row on top of the machine's rows, which stay as they are.

    correct REPORT published=DAY gives a report its date: all intervals that rest on it follow at once, without a second
    reading. undo DECISION takes a decision back; both rows stay. Without more than LEDGER the decisions are listed.

    \b
    Example:
      onrecord decide spring.onrecord correct 3f1c9a published=2013-08-19 --by "R. Haddad" --why "printed edition"
      onrecord decide spring.onrecord
      onrecord decide spring.onrecord undo d41c07be --by "R. Haddad" --why "another edition"
    """
    from onrecord.ledger import Ledger

    shape = chosen(form)
    if kind is None:
        with Ledger.open(ledger, readonly=True) as opened:
            found = opened.decisions()
            listed = hidden(opened, rows(found), mask)
        write(listed, COLUMNS, shape)
        say(f"{len(found):,} decisions." if len(found) != 1 else "1 decision.")
        return
    if kind not in _KINDS:
        raise BadDecision(f"{line(kind, 40)} is no kind of decision", f"Choose from {', '.join(_KINDS)}.")
    if target is None:
        raise click.UsageError(f"{kind} needs a TARGET.")
    if not by or not why:
        raise click.UsageError("A decision needs --by NAME and --why TEXT.")
    with Ledger.open(ledger) as opened:
        made, answer = _KINDS[kind](opened, target, values, by, why)
        shown = hidden(opened, [row for row in rows(opened.decisions()) if row.id == made.id], mask)
    write(shown, COLUMNS, shape)
    for sentence in answer:
        say(sentence)


def _correct(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> tuple[Decision, list[str]]:
    changes: dict[str, str] = {}
    for field, wanted in _pairs(values):
        if changes.setdefault(field, wanted) != wanted:
            raise BadDecision(f"the field {line(field, 40)} is given twice", "Give one value.")
    report = ledger.find(target)
    before = ledger.reading(report)
    made = ledger.correct(report, changes, by=by, why=why)
    return made, list(_answer(before, ledger.reading(report)))


def _undo(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> tuple[Decision, list[str]]:
    if values:
        raise click.UsageError("undo takes one DECISION and nothing more.")
    made = ledger.undo(target, by=by, why=why)
    if made.anchor is None:
        return made, [f"{made.undoes} holds no longer."]
    report = ledger.reading(made.anchor.report).report
    return made, [f"{made.undoes} holds no longer. The date of report {report.id}: {report.published or 'not known'}."]


_KINDS: dict[str, Callable[[Ledger, str, Sequence[str], str, str], tuple[Decision, list[str]]]] = {
    "correct": _correct,
    "undo": _undo,
}
"""Each kind of decision with what makes it: the decision, and what to say of it."""


def _pairs(values: Sequence[str]) -> Iterator[tuple[str, str]]:
    for value in values:
        field, sign, wanted = value.partition("=")
        if not sign:
            raise BadDecision(f"{line(value, 40)} is not FIELD=VALUE", "Write it as published=2014-07-22.")
        yield field.strip(), wanted.strip()


def _answer(before: Reading, after: Reading) -> Iterator[str]:
    """What follows from a date, and what does not."""
    from onrecord.cli.output import counted
    from onrecord.cli.when import interval

    report = after.report
    yield f"Report {report.id} is of {report.published} now."
    times = sum(a != b for a, b in zip(before.times, after.times, strict=True))
    events = sum(_when(a) != _when(b) for a, b in zip(before.events, after.events, strict=True))
    ties = sum(_when(a) != _when(b) for a, b in zip(before.relations, after.relations, strict=True))
    yield (
        f"With it: the intervals of {counted(times, 'time')}, {counted(events, 'event')} and"
        f" {counted(ties, 'relation')}, and the day of all its rows."
    )
    yield (
        "Not with it, since the report was not read again: who held an office on that day, which of two episodes of one"
        " name is meant, and whether two tellings of different days are one event."
    )
    bounds = before.report.published_between
    if bounds is not None and not (bounds.start or "") <= (report.published or "")[:10] < (bounds.end or "9999"):
        yield f"But its own text speaks for {interval(bounds.start, bounds.end)}: {' '.join(bounds.reasons)}"


def _when(row: object) -> tuple[str | None, str | None]:
    return getattr(row, "start", None), getattr(row, "end", None)


class Row(msgspec.Struct, frozen=True):
    """A decision in a list; `in_force` is whether none undoes it."""

    id: str
    kind: str
    target: str
    changes: dict[str, str]
    undoes: str | None
    in_force: bool
    by: str
    at: str
    why: str
    anchor: Anchor | None
    others: tuple[str, ...]
    hash: str


def rows(decided: Sequence[Decision]) -> list[Row]:
    """Decisions as rows of a list."""
    undone = {made.undoes for made in decided}
    return [
        Row(
            d.id,
            d.kind,
            d.target,
            d.changes,
            d.undoes,
            d.id not in undone,
            d.by,
            d.at,
            d.why,
            d.anchor,
            d.others,
            d.hash,
        )
        for d in decided
    ]


def told(decided: Sequence[Decision]) -> list[str]:
    """The decisions in force, each in a sentence."""
    return [
        f"{field} decided: {value}, by {row.by} on {row.at[:10]} ({row.why}) [{row.id}]"
        for row in rows(decided)
        if row.in_force
        for field, value in row.changes.items()
    ]


def _changes(row: Row) -> str | None:
    return " ".join(f"{field}={value}" for field, value in row.changes.items()) or row.undoes


COLUMNS: tuple[Column[Row], ...] = (
    Column("id", lambda r: r.id, style="bold", whole=True),
    Column("kind", lambda r: r.kind),
    Column("target", lambda r: r.target),
    Column("changes", _changes),
    Column("in force", lambda r: "yes" if r.in_force else "undone"),
    Column("by", lambda r: r.by),
    Column("at", lambda r: r.at, style="dim"),
    Column("why", lambda r: r.why),
    Column("undoes", lambda r: r.undoes, shown=False),
    Column("hash", lambda r: r.hash, shown=False),
)
