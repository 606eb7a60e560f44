"""onrecord registry."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from onrecord.cli.formats import FORMS, Column, chosen, write
from onrecord.cli.group import say
from onrecord.cli.output import counted
from onrecord.cli.visible import line
from onrecord.errors import DataError

if TYPE_CHECKING:
    from onrecord.importers import Done

SHOWN = 100
"""Rows of a table on a terminal."""
Row = dict[str, Any]


@click.group(short_help="Import lists of actors of your own, and check tables.")
def registry() -> None:
    """Make tables of your own from lists of actors, and check them; --lexicon reads with them.

    \b
    Example:
      onrecord registry import Phoenix.Countries.actors.txt -o mine/
      onrecord registry check mine/
      onrecord add spring.onrecord reports/ --lexicon mine/
    """


def _report(command: Any) -> Any:
    return click.option(
        "--report",
        type=click.Choice(FORMS),
        help="How the lines are reported: without it a table on a terminal, JSON lines in a pipe.",
    )(command)


@registry.command("import", short_help="Make tables of a list of actors.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "form",
    type=click.Choice(["phoenix", "agents", "ucdp", "wikidata", "csv"]),
    help="Of the list; without it the content tells.",
)
@click.option(
    "-o", "--output", "folder", required=True, type=click.Path(path_type=Path), metavar="FOLDER", help="Of the tables."
)
@_report
def import_(*, file: Path, form: str | None, folder: Path, report: str | None) -> None:
    """Make tables of a list of actors and put them into FOLDER, for --lexicon.

    Who is known already is not doubled: names and terms of office go to the id that is there. What was decided about a
    line, and what is wrong with it, is reported on stdout; the counts are on stderr. The same list again adds nothing.

    \b
    Example:
      onrecord registry import ucdp-actor-221.csv -o mine/
      onrecord registry import my-actors.csv --format csv -o mine/ --report csv > report.csv
    """
    from onrecord.importers import import_list

    done = import_list(file, folder, form)  # type: ignore[arg-type]
    shape = chosen(report)
    rows: list[Row] = [
        {"line": n.line, "done": n.done, "name": n.name, "why": n.why, "actor": n.actor or None} for n in done.notes
    ]
    write(rows[:SHOWN] if shape == "table" else rows, COLUMNS, shape)
    if shape == "table" and len(rows) > SHOWN:
        say(f"… and {len(rows) - SHOWN:,} more; --report csv > FILE keeps all.")
    for sentence in _told(done, folder):
        say(sentence)


def _told(done: Done, folder: Path) -> list[str]:
    """The counts, in sentences."""
    count, thing = done.counts, "noun" if done.form == "agents" else "actor"
    read = counted(count[f"{thing}s"], thing)
    guess = ", told from the content" if done.guessed else ""
    told = [f"{counted(done.lines, 'line')} read as {done.form}{guess}: {read}."]
    told.append(
        f"  {count['new']:,} new, {count['apart']:,} of them apart from a known one of the same name"
        if thing == "actor"
        else f"  {count['new']:,} new, {count['apart']:,} with another sector than is known: not taken"
    )
    told.append(f"  {count['known']:,} known already, {count['merged']:,} the same as an earlier line")
    if thing == "actor":
        told.append(
            f"  {counted(count['names'], 'name')} added to known ones; {counted(count['roles'], 'role')} added, "
            f"{count['known roles']:,} known"
        )
    notes = {what: sum(note.done == what for note in done.notes) for what in ("refused", "left out", "mended")}
    told.append(f"  {notes['refused']:,} refused, {notes['left out']:,} parts left out, {notes['mended']:,} mended")
    if not done.tables:
        return [*told, f"Nothing was added to {line(str(folder), 200)}."]
    return [*told, f"Changed in {line(str(folder), 200)}: {', '.join(done.tables)}."]


@registry.command(short_help="Tell every wrong line of a folder of tables.")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@_report
def check(*, folder: Path, report: str | None) -> None:
    """Tell every wrong line of the tables in FOLDER, as --lexicon would refuse it; exit 1 where there is one.

    Names that another actor has too are reported, and are not wrong.

    \b
    Example:
      onrecord registry check mine/
    """
    from onrecord.knowledge import table

    wrong: list[DataError] = table.wrong_lines(folder)
    rows: list[Row] = [{"done": "wrong", "why": w.message, "next": w.next_step} for w in wrong]
    if not wrong:
        before = table.in_use()
        try:
            table.use(folder)
            rows += [{"done": "shared", "why": why, "next": None} for why in _shared()]
        except DataError as problem:
            wrong = [problem]
            rows = [{"done": "wrong", "why": problem.message, "next": problem.next_step}]
        finally:
            table.use(before.folder if before else None)
    write(rows, CHECKED, chosen(report))
    if wrong:
        next_step = "Mend them; nothing reads with them until then."
        raise DataError(f"{folder}: {counted(len(wrong), 'line')} wrong", next_step)
    say(f"{folder}: every line is right; {counted(len(rows), 'name')} of more than one actor.")


def _shared() -> list[str]:
    """The names of own actors that somebody else has too."""
    from onrecord.knowledge.registry import registry as known

    found = []
    for name, actor in known().names():
        others = [one for one in known().exactly(name) if one != actor]
        if others and known().is_own(actor):
            found.append(f"{line(name, 100)} is a name of {actor} and of {', '.join(others)}")
    return list(dict.fromkeys(found))


COLUMNS: tuple[Column[Row], ...] = (
    Column("line", lambda r: r["line"], style="dim"),
    Column("done", lambda r: r["done"], style="bold", whole=True),
    Column("name", lambda r: r["name"]),
    Column("why", lambda r: r["why"]),
    Column("actor", lambda r: r["actor"], style="dim"),
)
CHECKED: tuple[Column[Row], ...] = (
    Column("done", lambda r: r["done"], style="bold", whole=True),
    Column("why", lambda r: r["why"]),
    Column("next", lambda r: r["next"]),
)
