"""How rows of other coders beside ours are shown: in columns, as counts, and in sentences below them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from onrecord.cli.formats import Column, Form, write
from onrecord.cli.group import say
from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.cli.views import ids, sides
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.compare.coded import Coded
from onrecord.compare.outcome import Beside, Count, Summary
from onrecord.compare.stance import WORDS
from onrecord.ledger.found import Happening

if TYPE_CHECKING:
    from onrecord.ledger import Coverage

Cell = str | float | None
SHOWN = 2
"""Tellings of ours that a cell of a table has."""


def show(rows: Iterable[Beside], form: Form) -> None:
    """Writes rows; JSON has them whole."""
    write(rows, COLUMNS, form)


def show_counts(summary: Summary, form: Form) -> None:
    """Writes the counts; JSON has the whole summary."""
    if form in ("table", "csv"):
        write(summary.counts, COUNTS, form)
    else:
        write([summary], (), form)


def told(summary: Summary, coverage: Coverage) -> None:
    """Says below a list what was read, what was not compared, and what came of the rest."""
    for one in summary.files:
        latin = f", {one.latin:,} of them in ISO-8859-1" if one.latin else ""
        say(f"{line(one.file, 100)}: {one.form}, {counted(one.rows, 'row')}{latin}.")
        for bad in one.bad:
            more = ", …" if bad.number > len(bad.lines) else ""
            lines = f"{'line' if bad.number == 1 else 'lines'} {', '.join(f'{n:,}' for n in bad.lines)}{more}"
            say(f"  Passed over: {counted(bad.number, 'row')}, {bad.reason} ({lines}).")
        if one.broken:
            say(f"  Not read to its end: {line(one.broken, 300)}.")
    if summary.mentions:
        say(f"Of {counted(summary.mentions, 'mention')} {summary.known_mentions:,} are of reports of the ledger.")
    say(
        f"Of {counted(summary.rows, 'row')} {summary.compared:,} were compared; not asked for:"
        f" {summary.not_asked:,}; of no day and no report of the ledger: {summary.outside:,};"
        f" repeated: {summary.repeated:,}."
    )
    if summary.publishers:
        say(f"Of these {summary.publishers:,} are of publishers of whom the ledger has no report.")
    kinds = summary.kinds
    say(
        f"They have and we have: {kinds['both']:,}; we have it otherwise than as done: {kinds['status']:,}; they alone:"
        f" {kinds['theirs']:,}; we alone: {kinds['ours']:,}."
    )
    for why, number in summary.whys.items():
        if why != "both":
            say(f"  {number:,}  {WORDS[why]}")
    if summary.undone:
        say(f"Left out: {counted(summary.undone, 'event')} of ours that did not occur and that they have not either.")
    say(looked_into(coverage))


def _when(row: Beside) -> str:
    """Their day, and ours where it is another."""
    mine = [text for one in row.tellings if (text := interval(one.start, one.end))]
    parts = [row.coded.day if row.coded else None, *mine]
    return " / ".join(dict.fromkeys(filter(None, parts))) or "undated"


def _they(row: Beside) -> str | None:
    if row.coded is None:
        return None
    coded = row.coded
    who = " → ".join(filter(None, (coded.actor.shown or "…", coded.recipient.shown)))
    what = " ".join(filter(None, (coded.type, coded.code)))
    where = coded.place.name if coded.place else None
    source = coded.url or coded.publisher
    parts = (f"{coded.form} {coded.id}", where, source)
    return f"{what}: {line(who, 120)}\n– {' · '.join(line(part, 160) for part in parts if part)}"


def _we(row: Beside) -> str | None:
    shown = [_telling(one) for one in row.tellings[:SHOWN]]
    more = len(row.tellings) - len(shown)
    return "\n".join([*shown, *([f"… and {counted(more, 'more telling')}"] if more else [])]) or None


def _telling(one: Happening) -> str:
    voice = line(one.voice.name, 60)
    return f"{one.type} {one.status}, {voice}: “{line(one.passage.text, 200)}”\n– {line(one.row)}"


def _reasons(row: Beside) -> str | None:
    return f"{row.score:g}: {'; '.join(row.reasons)}" if row.score is not None else None


def _theirs(name: str, of: Callable[[Coded], Cell]) -> Column[Beside]:
    """A column of CSV about their row."""
    return Column(name, lambda row: None if row.coded is None else of(row.coded), shown=False)


def _ours(name: str, of: Callable[[Happening], Cell]) -> Column[Beside]:
    """A column of CSV about our first telling."""
    return Column(name, lambda row: of(row.tellings[0]) if row.tellings else None, shown=False)


COLUMNS: tuple[Column[Beside], ...] = (
    Column("kind", lambda r: r.kind, style="bold yellow", whole=True),
    Column("why", lambda r: r.why),
    Column("when", _when, listed=False, style="magenta"),
    Column("theirs", _they, listed=False, style="cyan"),
    Column("ours", _we, listed=False),
    Column("fit", _reasons, listed=False, style="dim"),
    Column("meaning", lambda r: r.meaning, shown=False),
    Column("score", lambda r: r.score, shown=False),
    Column("reasons", lambda r: "|".join(r.reasons) or None, shown=False),
    _theirs("form", lambda c: c.form),
    _theirs("their_id", lambda c: c.id),
    _theirs("their_day", lambda c: c.day),
    _theirs("their_type", lambda c: c.type),
    _theirs("their_code", lambda c: c.code),
    _theirs("their_mode", lambda c: c.mode),
    _theirs("their_meaning", lambda c: c.meaning),
    _theirs("their_actor", lambda c: c.actor.name),
    _theirs("their_actor_code", lambda c: c.actor.code),
    _theirs("their_actor_country", lambda c: c.actor.country),
    _theirs("their_recipient", lambda c: c.recipient.name),
    _theirs("their_recipient_code", lambda c: c.recipient.code),
    _theirs("their_recipient_country", lambda c: c.recipient.country),
    _theirs("their_place", lambda c: c.place.name if c.place else None),
    _theirs("their_publisher", lambda c: c.publisher),
    _theirs("their_url", lambda c: c.url),
    _theirs("their_file", lambda c: c.file),
    _theirs("their_line", lambda c: c.line),
    Column("reports", lambda r: "|".join(r.reports) or None, shown=False),
    Column("row", lambda r: r.row, shown=False),
    Column("tellings", lambda r: "|".join(one.row for one in r.tellings) or None, shown=False),
    Column("status", lambda r: "|".join(dict.fromkeys(one.status for one in r.tellings)) or None, shown=False),
    _ours("type", lambda h: h.type),
    _ours("certainty", lambda h: h.certainty),
    _ours("according to", lambda h: h.voice.name),
    _ours("who → to whom", sides),
    _ours("actors", lambda h: ids(h.actors)),
    _ours("recipients", lambda h: ids(h.recipients)),
    _ours("first", lambda h: h.start),
    _ours("until", lambda h: h.end),
    _ours("where", lambda h: h.place.name if h.place else None),
    _ours("report", lambda h: h.passage.report),
    _ours("start", lambda h: h.passage.start),
    _ours("end", lambda h: h.passage.end),
    _ours("passage", lambda h: h.passage.text),
)

COUNTS: tuple[Column[Count], ...] = (
    Column("by", lambda c: c.by, style="dim"),
    Column("of", lambda c: c.of, style="bold yellow", whole=True),
    Column("status", lambda c: c.status),
    Column("both", lambda c: c.both),
    Column("theirs", lambda c: c.theirs),
    Column("ours", lambda c: c.ours),
)
