"""onrecord decide: people's decisions on top of the machine's rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.decided import COLUMNS, OPEN, catch_up, rows
from onrecord.cli.formats import Form, chosen, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden
from onrecord.cli.visible import line
from onrecord.errors import BadDecision
from onrecord.model import Decision, Reading

if TYPE_CHECKING:
    from onrecord.ledger import Ledger

Made = tuple[Decision, list[str]]
"""A decision, and what to say of it."""


@click.command(short_help="Decide what the machine cannot know; list the decisions.")
@options.ledger
@click.argument("kind", required=False, metavar="[KIND]")
@click.argument("target", required=False, metavar="[TARGET]")
@click.argument("values", nargs=-1, metavar="[MORE]...")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--why", metavar="TEXT", help="The reason, for those who read it later.")
@click.option("--queue", is_flag=True, help="List the decisions that wait for a person, with the words they are about.")
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
    queue: bool,
    form: str | None,
    mask: bool,
) -> None:
    """Decide what the machine cannot know. A decision is a row on top of the machine's rows, which stay as they are.

    \b
    accept ROW, reject ROW          the row is right, and counts as certain; or is wrong, and is left out of all lists
    correct ROW FIELD=VALUE...      it says something else; ROW may be a report: published, publisher, agency, title
    merge ACTOR ACTOR...            these are one, under the first one's id and name
    split ACTOR ROW... [name=NAME]  in these rows, or reports, it is somebody else
    join EVENT EVENT...             these events of several reports are one
    split EVENT EVENT...            the first is none of the others
    mark SOURCE as=WORDS            the words stand beside all rows of this report, publisher or agency
    undo DECISION                   takes a decision back; both rows stay

    A ROW is REPORT:ID, as the lists show it. Every list, network and count follows at once, without a second reading.
    In a newer reading of the report a decision finds its row again by its words. What finds none, or is in conflict
    with what another person decided, waits in the --queue. Without more than LEDGER the decisions are listed.

    \b
    Fields that can be corrected:
      claims     speaker kind polarity certainty
      events     type mode status certainty start end place actors recipients
      relations  type subject object label sign state status certainty start end
      figures    low best high unit

    \b
    Example:
      onrecord decide spring.onrecord correct 3f1c9a published=2013-08-19 --by "R. Haddad" --why "printed edition"
      onrecord decide spring.onrecord reject 3f1c9a:e4 --by "R. Haddad" --why "the headline of another story"
      onrecord decide spring.onrecord merge "Mona Adel" "Mouna Adl" --by "R. Haddad" --why "one woman, two spellings"
      onrecord decide spring.onrecord mark "The Daily" as="state media" --by "R. Haddad" --why "owned by the ministry"
      onrecord decide spring.onrecord --queue
      onrecord decide spring.onrecord undo d41c07be --by "R. Haddad" --why "another edition"
    """
    from onrecord.ledger import Ledger

    shape = chosen(form)
    if kind is None:
        with Ledger.open(ledger, readonly=True) as opened:
            _list(opened, queue, shape, mask)
        return
    if queue:
        raise click.UsageError("--queue lists: leave the decision out.")
    if kind in _KINDS and target is None:
        raise click.UsageError(f"{kind} needs a TARGET.")
    if not by or not why:
        raise click.UsageError("A decision needs --by NAME and --why TEXT.")
    with Ledger.open(ledger) as opened:
        made, answer = decided_as(opened, kind, target or "", values, by, why)
        waiting = [one for one in opened.queue() if one.decision.id == made.id]
        catch_up(opened)
        shown = hidden(opened, [row for row in rows(opened.decisions(), waiting) if row.id == made.id], mask)
    write(shown, COLUMNS, shape)
    for sentence in answer:
        say(sentence)


def decided_as(ledger: Ledger, kind: str, target: str, values: Sequence[str], by: str, why: str) -> Made:
    """Decides, in words as the command takes them.

    Args:
        values: what follows the target: other rows or actors, FIELD=VALUE.

    Raises:
        BadDecision: there is no such kind; and whatever the ledger says against it.
        click.UsageError: it takes no such values.
    """
    if kind not in _KINDS:
        raise BadDecision(f"{line(kind, 40)} is no kind of decision", f"Choose from {', '.join(_KINDS)}.")
    return _KINDS[kind](ledger, target, values, by, why)


def _list(ledger: Ledger, queue: bool, shape: Form, mask: bool) -> None:
    from onrecord.cli.output import counted

    waiting = ledger.queue()
    if queue:
        write(hidden(ledger, list(waiting), mask), OPEN, shape)
        say(f"{counted(len(waiting), 'decision')} without effect: decide anew, or undo.")
        return
    found = ledger.decisions()
    write(hidden(ledger, rows(found, waiting), mask), COLUMNS, shape)
    say(f"{counted(len(found), 'decision')}.")
    if waiting:
        say(f"{counted(len(waiting), 'decision')} without effect: --queue lists them.")


def _verdict(kind: str) -> Callable[[Ledger, str, Sequence[str], str, str], Made]:
    def judge(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
        if values:
            raise click.UsageError(f"{kind} takes one ROW and nothing more.")
        made = (ledger.accept if kind == "accept" else ledger.reject)(target, by=by, why=why)
        if kind == "accept":
            return made, [f"{made.target} counts as certain: “{line(made.anchors[0].text or '', 60)}”."]
        return made, list(_rejected(ledger, made))

    return judge


def _rejected(ledger: Ledger, made: Decision) -> list[str]:
    answer = [f"{made.target} is left out of all lists and counts: “{line(made.anchors[0].text or '', 60)}”."]
    if made.anchors[0].section == "attributions":
        answer.append("What stood in this claim stands in the one around it now, or is the report's own word.")
    return answer


def _correct(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    changes: dict[str, str] = {}
    for field, wanted in _pairs(values):
        if changes.setdefault(field, wanted) != wanted:
            raise BadDecision(f"the field {line(field, 40)} is given twice", "Give one value.")
    if ":" in target and not _is_report(ledger, target):
        made = ledger.correct(target, changes, by=by, why=why)
        return made, [f"{made.target} is corrected: {told(made)}."]
    report = ledger.find(target)
    before = ledger.reading(report)
    made = ledger.correct(report, changes, by=by, why=why)
    if "published" not in made.changes:
        return made, [f"Report {report} is corrected: {told(made)}."]
    return made, list(_dated(before, ledger.reading(report)))


def _is_report(ledger: Ledger, target: str) -> bool:
    """Whether words with a colon are a report's source id or url, and no row."""
    from onrecord.errors import NoSuchRow

    try:
        ledger.find(target)
    except NoSuchRow:
        return False
    return True


def _merge(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    made = ledger.merge([target, *values], by=by, why=why)
    return made, [f"{', '.join(made.others)} {'is' if len(made.others) == 1 else 'are'} {made.target} now."]


def _split(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    names = [value.removeprefix("name=") for value in values if value.startswith("name=")]
    others = [value for value in values if not value.startswith("name=")]
    made = ledger.split(target, others, name=names[0] if names else None, by=by, why=why)
    if made.of_events:
        return made, [f"{made.target} is none of {', '.join(made.others)}."]
    new = made.actors[0]
    return made, [f"In {', '.join(made.others)}, {made.target} is {new.id} now: {line(new.name, 60)}."]


def _join(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    made = ledger.join([target, *values], by=by, why=why)
    return made, [f"{made.target} and {', '.join(made.others)} are one event."]


def _mark(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    changes = dict(_pairs(values))
    if changes.keys() != {"as"}:
        raise BadDecision("the mark has no words", 'Give as=WORDS: as="state media".')
    made = ledger.mark(target, changes["as"], by=by, why=why)
    reports = ledger.rows("SELECT count(*) FROM report_marks WHERE decision = ?", (made.id,))[0][0]
    from onrecord.cli.output import counted

    return made, [f"“{made.changes['as']}” stands beside all rows of {counted(reports, 'report')}; none is left out."]


def _undo(ledger: Ledger, target: str, values: Sequence[str], by: str, why: str) -> Made:
    if values:
        raise click.UsageError("undo takes one DECISION and nothing more.")
    made = ledger.undo(target, by=by, why=why)
    answer = f"{made.undoes} holds no longer."
    [earlier] = [one for one in ledger.decisions() if one.id == made.undoes]
    if "published" in earlier.changes and earlier.anchors:
        report = ledger.reading(earlier.anchors[0].report).report
        answer += f" The date of report {report.id}: {report.published or 'not known'}."
    return made, [answer]


_KINDS: dict[str, Callable[[Ledger, str, Sequence[str], str, str], Made]] = {
    "accept": _verdict("accept"),
    "reject": _verdict("reject"),
    "correct": _correct,
    "merge": _merge,
    "split": _split,
    "join": _join,
    "mark": _mark,
    "undo": _undo,
}
"""Each kind of decision with what makes it: the decision, and what to say of it."""


def told(made: Decision) -> str:
    """The fields of a correction in words."""
    return ", ".join(f"{field} {value or 'not known'}" for field, value in made.changes.items())


def _pairs(values: Sequence[str]) -> list[tuple[str, str]]:
    found = []
    for value in values:
        field, sign, wanted = value.partition("=")
        if not sign:
            raise BadDecision(f"{line(value, 40)} is not FIELD=VALUE", "Write it as published=2014-07-22.")
        found.append((field.strip(), wanted.strip()))
    return found


def _dated(before: Reading, after: Reading) -> list[str]:
    """What follows from a date, and what does not."""
    from onrecord.cli.output import counted
    from onrecord.cli.when import interval

    report = after.report
    times = sum(a != b for a, b in zip(before.times, after.times, strict=True))
    events = sum(_when(a) != _when(b) for a, b in zip(before.events, after.events, strict=True))
    ties = sum(_when(a) != _when(b) for a, b in zip(before.relations, after.relations, strict=True))
    answer = [
        f"Report {report.id} is of {report.published} now.",
        f"With it: the intervals of {counted(times, 'time')}, {counted(events, 'event')} and"
        f" {counted(ties, 'relation')}, and the day of all its rows.",
        "Not with it, since the report was not read again: who held an office on that day, which of two episodes of one"
        " name is meant, and whether two tellings of different days are one event.",
    ]
    bounds = before.report.published_between
    if bounds is not None and not (bounds.start or "") <= (report.published or "")[:10] < (bounds.end or "9999"):
        spoken = interval(bounds.start, bounds.end)
        answer.append(f"But its own text speaks for {spoken}: {' '.join(bounds.reasons)}")
    return answer


def _when(row: object) -> tuple[str | None, str | None]:
    return getattr(row, "start", None), getattr(row, "end", None)
