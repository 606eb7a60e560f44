"""onrecord erase: reports and words that are taken out for good, and the list of what was."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import click

from onrecord.cli import options
from onrecord.cli.formats import Column, Form, chosen, write
from onrecord.cli.group import say
from onrecord.cli.masked import hidden

if TYPE_CHECKING:
    from onrecord.ledger import ErasedReport, Erasure, Ledger
    from onrecord.model import Decision


@click.command(short_help="Erase a report, or a name, for good; list what was erased.")
@options.ledger
@click.argument("reports", nargs=-1, metavar="[REPORT]...")
@click.option("--words", multiple=True, metavar="NAME", help="Erase these words, and not the whole report; repeatable.")
@click.option("--everywhere", is_flag=True, help="Erase the words in all that the ledger holds.")
@click.option("--by", metavar="NAME", help="Who decides.")
@click.option("--why", metavar="TEXT", help="The reason, without what is erased: it stays.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@options.form
@options.mask
def erase(
    *,
    ledger: str,
    reports: tuple[str, ...],
    words: tuple[str, ...],
    everywhere: bool,
    by: str | None,
    why: str | None,
    yes: bool,
    form: str | None,
    mask: bool,
) -> None:
    """Take a whole report, or words such as a witness's name, out of the ledger for good.

    Words are covered, letter by letter, in texts, rows, search, names, addresses, decisions and failures; whole words
    in any case, with or without accents. The original bytes of each such report go too. A decision says who erased,
    when and why, and verify stays valid. What would go is said first, and is erased with --yes or an answer on a
    terminal. Without more than LEDGER the erasures are listed, and one that was interrupted is finished.

    Copies of the ledger, exports and the reports' own files are not reached. A report that was erased, or lost words,
    is refused when it is added again. A name is erased as it is given: erase its other spellings, and the family name
    alone, too.

    \b
    Example:
      onrecord erase spring.onrecord 3f1c9a --by "R. Haddad" --why "the source withdrew it"
      onrecord erase spring.onrecord 3f1c9a --words "Mona Adel" --words Adel --by "R. Haddad" --why "at her wish"
      onrecord erase spring.onrecord --words "Mona Adel" --everywhere --by "R. Haddad" --why "at her wish"
      onrecord erase spring.onrecord
    """
    from onrecord.ledger import Ledger

    shape = chosen(form)
    if not (reports or words or everywhere):
        _list(ledger, shape, mask)
        return
    if everywhere and (reports or not words):
        raise click.UsageError("--everywhere goes with --words, and with no REPORT.")
    if not by or not why:
        raise click.UsageError("An erasure needs --by NAME and --why TEXT.")
    with Ledger.open(ledger) as opened:
        _finish(opened)
        found = opened.look_at_erasure(reports, words=words, everywhere=everywhere)
        write(hidden(opened, found.reports, mask), REPORTS, shape)
        for sentence in told(found):
            say(sentence)
        if not yes and not _agreed():
            say("Nothing was erased. With --yes it is.")
            click.get_current_context().exit(1)
        done = opened.erase(reports, words=words, everywhere=everywhere, by=by, why=why)
    assert done.made is not None
    say(f"Erased: {done.made.id} says by whom and why. {KEPT}")


KEPT = "Copies of the ledger, exports, lists of failures beside it and the reports' own files are not reached."


def _list(ledger: str, shape: Form, mask: bool) -> None:
    from onrecord.cli.output import counted
    from onrecord.ledger import Ledger

    with Ledger.open(ledger, readonly=True) as opened:
        due = bool(opened.rows("SELECT 1 FROM scouring_due"))
        found = hidden(opened, opened.erasures(), mask)
    write(found, ERASURES, shape)
    say(f"{counted(len(found), 'erasure')}.")
    if due:
        with Ledger.open(ledger) as opened:
            _finish(opened)


def _finish(ledger: Ledger) -> None:
    if ledger.scour():
        say("An erasure that was interrupted is finished: nothing of what it took out is left in the file.")


def _agreed() -> bool:
    return sys.stdin.isatty() and click.confirm("Erase this for good?", err=True)


def told(found: Erasure) -> Iterator[str]:
    """What an erasure would take out, in sentences."""
    from onrecord.cli.output import counted

    reports = counted(len(found.reports), "report")
    if found.what == "report":
        yield f"To be erased: {reports} with {counted(found.rows, 'row')}, text and original bytes."
        if found.copies:
            stay = "is a version, copy or part of it and stays" if found.copies == 1 else "are such and stay"
            yield f"{counted(found.copies, 'other report')} {stay}: onrecord origins shows which."
        return
    yield f"To be covered: {counted(found.places, 'place')} and {counted(found.rows, 'row')} of {reports}."
    if found.reports:
        yield "The original bytes of these reports go with it."
    if found.failures or found.decisions:
        yield f"Also in {counted(found.failures, 'failure')} and {counted(found.decisions, 'decision')}."
    for word, places in found.alone:
        yield f'"{word}" still stands alone in {counted(places, "place")}: --words "{word}" covers it too.'
    if found.elsewhere:
        has = "has" if found.elsewhere == 1 else "have"
        yield f"{counted(found.elsewhere, 'other report')} {has} the words and would keep them: see --everywhere."


REPORTS: tuple[Column[ErasedReport], ...] = (
    Column("report", lambda r: r.report, style="bold", whole=True),
    Column("source id", lambda r: r.source_id),
    Column("title", lambda r: r.title),
    Column("places", lambda r: str(r.places)),
    Column("rows", lambda r: str(r.rows)),
    Column("bytes", lambda r: None if r.size is None else str(r.size)),
    Column("media", lambda r: r.media, shown=False),
)


def lines(made: Sequence[Decision]) -> list[str]:
    """Erasures of words of one report, each in a sentence."""
    return [f"words erased by {one.by} on {one.at[:10]} ({one.why}) [{one.id}]" for one in made]


ERASURES: tuple[Column[Decision], ...] = (
    Column("id", lambda d: d.id, style="bold", whole=True),
    Column("what", lambda d: d.changes.get("what")),
    Column("reports", lambda d: " ".join(d.others)),
    Column("places", lambda d: d.changes.get("places")),
    Column("rows", lambda d: d.changes.get("rows")),
    Column("by", lambda d: d.by),
    Column("at", lambda d: d.at, style="dim"),
    Column("why", lambda d: d.why),
    Column("hash", lambda d: d.hash, shown=False),
)
