"""How rows of other coders beside ours are shown: in columns, as counts, and in sentences below them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from onrecord.cli.formats import Column, Form, console, write
from onrecord.cli.group import say
from onrecord.cli.output import counted
from onrecord.cli.told import looked_into
from onrecord.cli.views import ids, sides
from onrecord.cli.visible import line
from onrecord.cli.when import interval
from onrecord.compare.outcome import Beside, Count, Summary
from onrecord.compare.stance import WORDS
from onrecord.ledger.found import Happening

if TYPE_CHECKING:
    from onrecord.ledger import Coverage

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
        f"Of {counted(summary.rows, 'row')} {summary.compared:,} were compared; not asked for: {summary.not_asked:,}; of"
        f" no day and no report of the ledger: {summary.outside:,}; repeated: {summary.repeated:,}."
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


def _first(row: Beside) -> Happening | None:
    return row.tellings[0] if row.tellings else None


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
    Column("form", lambda r: r.coded and r.coded.form, shown=False),
    Column("their_id", lambda r: r.coded and r.coded.id, shown=False),
    Column("their_day", lambda r: r.coded and r.coded.day, shown=False),
    Column("their_type", lambda r: r.coded and r.coded.type, shown=False),
    Column("their_code", lambda r: r.coded and r.coded.code, shown=False),
    Column("their_mode", lambda r: r.coded and r.coded.mode, shown=False),
    Column("their_actor", lambda r: r.coded and r.coded.actor.name, shown=False),
    Column("their_actor_code", lambda r: r.coded and r.coded.actor.code, shown=False),
    Column("their_actor_country", lambda r: r.coded and r.coded.actor.country, shown=False),
    Column("their_recipient", lambda r: r.coded and r.coded.recipient.name, shown=False),
    Column("their_recipient_code", lambda r: r.coded and r.coded.recipient.code, shown=False),
    Column("their_recipient_country", lambda r: r.coded and r.coded.recipient.country, shown=False),
    Column("their_place", lambda r: r.coded and r.coded.place and r.coded.place.name, shown=False),
    Column("their_publisher", lambda r: r.coded and r.coded.publisher, shown=False),
    Column("their_url", lambda r: r.coded and r.coded.url, shown=False),
    Column("their_file", lambda r: r.coded and r.coded.file, shown=False),
    Column("their_line", lambda r: r.coded and r.coded.line, shown=False),
    Column("reports", lambda r: "|".join(r.reports) or None, shown=False),
    Column("row", lambda r: r.row, shown=False),
    Column("tellings", lambda r: "|".join(one.row for one in r.tellings) or None, shown=False),
    Column("type", lambda r: (one := _first(r)) and one.type, shown=False),
    Column("status", lambda r: "|".join(dict.fromkeys(one.status for one in r.tellings)) or None, shown=False),
    Column("certainty", lambda r: (one := _first(r)) and one.certainty, shown=False),
    Column("according to", lambda r: (one := _first(r)) and one.voice.name, shown=False),
    Column("who → to whom", lambda r: (one := _first(r)) and sides(one), shown=False),
    Column("actors", lambda r: (one := _first(r)) and ids(one.actors), shown=False),
    Column("recipients", lambda r: (one := _first(r)) and ids(one.recipients), shown=False),
    Column("first", lambda r: (one := _first(r)) and one.start, shown=False),
    Column("until", lambda r: (one := _first(r)) and one.end, shown=False),
    Column("where", lambda r: (one := _first(r)) and one.place and one.place.name, shown=False),
    Column("report", lambda r: (one := _first(r)) and one.passage.report, shown=False),
    Column("start", lambda r: (one := _first(r)) and one.passage.start, shown=False),
    Column("end", lambda r: (one := _first(r)) and one.passage.end, shown=False),
    Column("passage", lambda r: (one := _first(r)) and one.passage.text, shown=False),
)

COUNTS: tuple[Column[Count], ...] = (
    Column("by", lambda c: c.by, style="dim"),
    Column("of", lambda c: c.of, style="bold yellow", whole=True),
    Column("status", lambda c: c.status),
    Column("both", lambda c: c.both),
    Column("theirs", lambda c: c.theirs),
    Column("ours", lambda c: c.ours),
)
