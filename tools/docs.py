"""Writes the parts of the docs that follow from the code: the JSON Schema, the page of commands, the page of formats.

python tools/docs.py           writes them
python tools/docs.py --check   exits 1 where one is not what the code says
"""

from __future__ import annotations

import inspect
import json
import sys
import textwrap
from pathlib import Path

import click

from onrecord import export
from onrecord.cli import main as cli
from onrecord.model import schema

DOCS = Path(__file__).parents[1] / "docs"
WIDTH = 100
ABOUT = """Written by `python tools/docs.py` from the commands themselves. Data goes to stdout, the rest to stderr.
Exit status: 0 on success (of a batch: if any report could be read), 1 on a failure that is explained, 2 on wrong usage,
130 when stopped by Ctrl-C, 141 when nobody reads the output any more. Lists are tables on a terminal and JSON lines in
a pipe; in CSV a text that a spreadsheet would take for a formula has an apostrophe before it."""

FORMATS = """Written by `python tools/docs.py` from the formats themselves. `onrecord export LEDGER --format F -o FILE`
writes one; the page has them under Take out. Each row carries its report, its span and its certainty wherever the
format can hold them. The same ledger gives the same bytes. Where a format cannot tell how a thing is told, only what is
told as having happened, as going on, or without a word on it leaves in it: nothing planned, threatened or denied ever
stands there as a fact. With --mask names of private people are hidden."""


def commands() -> str:
    """Every command with its own help, as Markdown."""
    settings = {**cli.context_settings, "max_content_width": WIDTH, "terminal_width": WIDTH}
    context = click.Context(cli, info_name="onrecord", **settings)
    parts = [
        "# The commands",
        textwrap.fill(ABOUT, 118),
        f"```\n{cli.get_help(context)}\n```",
    ]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        assert command is not None
        parts += _command(command, name, context)
    return "\n\n".join(parts) + "\n"


def _command(command: click.Command, name: str, parent: click.Context) -> list[str]:
    """The help of a command, and of those below it."""
    inner = click.Context(command, info_name=name, parent=parent, max_content_width=WIDTH, terminal_width=WIDTH)
    found = [f"## {inner.command_path}\n```\n{command.get_help(inner)}\n```"]
    if isinstance(command, click.Group):
        for below in command.list_commands(inner):
            there = command.get_command(inner, below)
            assert there is not None
            found += _command(there, below, inner)
    return found


def formats() -> str:
    """Every format of `onrecord export`, what it holds and what it loses, as Markdown."""
    loaded = [export.load(name) for name in export.FORMATS]
    table = ["| format | what it is | holds | cannot hold |", "|---|---|---|---|"]
    for form in loaded:
        about = export.FORMATS[form.name].rstrip(".")
        table.append(f"| [`{form.name}`](#{form.name}) | {about} | {', '.join(form.holds)} | {form.loses} |")
    parts = ["# The formats", textwrap.fill(FORMATS, 118), "\n".join(table)]
    for form in loaded:
        module = sys.modules[form.file.__module__ if form.file else form.folder.__module__]  # type: ignore[union-attr]
        kind = f"One file, `{form.media}`, `{form.suffix}`." if form.file else "Several files in a folder or a .zip."
        note = inspect.cleandoc(module.__doc__ or "")
        parts.append(f"## {form.name}\n{form.title}: {form.standard}. {kind}\n\n{note}")
    return "\n\n".join(parts) + "\n"


def wanted() -> dict[Path, str]:
    """What each written page should hold."""
    return {
        DOCS / "schema" / "reading-1.schema.json": json.dumps(schema(), indent=2, ensure_ascii=False) + "\n",
        DOCS / "commands.md": commands(),
        DOCS / "formats.md": formats(),
    }


def main(arguments: list[str]) -> int:
    """Writes or checks the pages."""
    stale = [path for path, text in wanted().items() if not path.is_file() or path.read_text(encoding="utf-8") != text]
    for path in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{path.name} is not what the code says: run python tools/docs.py\n")
        else:
            path.write_text(wanted()[path], encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
