"""Options that several commands share, each worded once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from onrecord.cli.formats import FORMS

F = TypeVar("F", bound=Callable[..., Any])
ALL = 1_000_000_000
"""The limit of a list that goes to a program: none."""


def ledger(command: F) -> F:
    """The ledger that a command works on."""
    return click.argument("ledger", type=click.Path(path_type=str))(command)


def form(command: F) -> F:
    """--format."""
    return click.option(
        "--format", "form", type=click.Choice(FORMS), help="Without it: a table on a terminal, JSON lines in a pipe."
    )(command)


def limit(command: F) -> F:
    """--limit."""
    return click.option(
        "--limit", type=click.IntRange(min=1), help="Rows at most; without it 100 in a table, all of them otherwise."
    )(command)


def rows(asked: int | None, form: str, table: int = 100) -> int:
    """How many rows a list is to have."""
    return asked or (table if form == "table" else ALL)


def only(command: F) -> F:
    """--only."""
    return click.option("--only", metavar="PART,...", help="Fill only these sections: events,times …")(command)


def rejected(command: F) -> F:
    """--rejected."""
    return click.option("--rejected", is_flag=True, help="List what people rejected, instead of what stands.")(command)


def without(command: F) -> F:
    """--without."""
    return click.option(
        "--without", metavar="MARK", help='Leave out reports whose source people marked so: "state media"; any.'
    )(command)


def mask(command: F) -> F:
    """--mask."""
    return click.option(
        "--mask",
        is_flag=True,
        envvar="ONRECORD_MASK",
        show_envvar=True,
        help="Hide the names of people whom no registry knows, everywhere they stand.",
    )(command)


def lexicon(command: F) -> F:
    """--lexicon."""
    return click.option(
        "--lexicon",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        envvar="ONRECORD_LEXICON",
        show_envvar=True,
        metavar="FOLDER",
        help="Read with tables of your own besides onrecord's: event_verbs.tsv, cues.tsv, actors/groups.tsv …",
    )(command)


def inputs(command: F) -> F:
    """INPUT... and what holds for all of them."""
    for option in (
        click.option(
            "--workers", type=click.IntRange(1, 256), default=1, show_default=True, help="Processes to read in."
        ),
        click.option("--publisher", metavar="NAME", help="Publisher of the reports that do not name theirs."),
        click.option("--published", metavar="DATE", help="Date of the reports that do not say theirs."),
        click.argument("inputs", nargs=-1, required=True, metavar="INPUT..."),
    ):
        command = option(command)
    return command
