"""The list of commands, loaded when asked for, and the edge at which every error becomes one sentence."""

from __future__ import annotations

import contextlib
import importlib
import os
import shlex
import shutil
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from onrecord.errors import OnRecordError, OutputError

COMMANDS = {
    "demo": ("demo", "Read the sample reports into a ledger and show what is in it."),
    "read": ("read", "Read reports; write what was read as JSON lines."),
    "add": ("add", "Read reports into a ledger."),
    "serve": ("serve", "Show a ledger as pages in the browser, on this machine alone."),
    "show": ("show", "Show a report of a ledger with its marks."),
    "search": ("lists", "Search reports, claims and events for words."),
    "claims": ("lists", "List who said what."),
    "events": ("lists", "List who did what to whom."),
    "timeline": ("lists", "Tell what happened, day by day."),
    "network": ("network", "Show the system of actors on a day."),
    "disputes": ("disputes", "Show where sources disagree."),
    "origins": ("origins", "Show which reports are copies of which."),
    "dossier": ("dossier", "Make a page on an actor, a pair of actors, an event or a dispute."),
    "export": ("export", "Write a ledger in the format of another tool."),
    "compare": ("compare", "Set rows of GDELT, ICEWS or POLECAT beside our events."),
    "decide": ("decide", "Decide what the machine cannot know; list the decisions."),
    "code": ("code", "Code rows by your own codebook; sample, agree, estimate."),
    "erase": ("erase", "Erase a report, or a name, for good; list what was erased."),
    "import": ("take", "Take over a ledger, readings or corrected annotations."),
    "actor": ("actor", "Say who somebody is, or who held a role."),
    "registry": ("registry", "Import lists of actors of your own, and check tables."),
    "verify": ("verify", "Check every span, hash and reference of a ledger."),
    "evaluate": ("evaluate", "Score a reading against a gold set."),
}
"""Command to its module and its one line of help, so that the list needs none of the modules."""

_RESERVED = {"import": "take"}
"""Commands whose names are no names of Python's."""
STOPPED = 130
BROKEN_PIPE = 141
"""What a shell gives for a program that SIGINT, or SIGPIPE, ended."""

HELP = """Read news reports and keep the record: who said and did what to whom, when, where, according to whom,
and how certain it is.

\b
Example:
  onrecord demo
  onrecord add spring.onrecord reports/
  onrecord claims spring.onrecord --speaker "Muslim Brotherhood"
"""


class _Unheard(Exception):
    """Whoever read our output has gone."""


class Commands(click.Group):
    """The program: one command for each name in `COMMANDS`."""

    def __init__(self) -> None:
        super().__init__(
            name="onrecord",
            help=HELP,
            context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
            params=[
                click.Option(["--debug"], is_flag=True, envvar="ONRECORD_DEBUG", help="Show where an error arose."),
                click.Option(["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version,
                             help="Show the version."),
            ],
            callback=_remember,
        )  # fmt: skip

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a name; its module is imported now."""
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"onrecord.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = getattr(module, _RESERVED.get(cmd_name, cmd_name))
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list in `--help`, written without importing a command."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; a pipe that nobody reads any more is told apart before click makes it a failure."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError as problem:
            raise _Unheard from problem
        return result

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Runs a command; exits with 0, 1 or 2 as the contract says, 130 when stopped, 141 when nobody listens."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        _be_forgiving()
        given = list(sys.argv[1:] if args is None else args)
        try:
            status = super().main(given, prog_name or "onrecord", complete_var, standalone_mode=False, **extra)
        except Exception as error:  # noqa: BLE001  the edge: every error becomes a sentence and an exit status
            status = _explained(error, debug="--debug" in given or bool(os.environ.get("ONRECORD_DEBUG")))
        except KeyboardInterrupt:
            status = _stopped()
        sys.exit(status if isinstance(status, int) else 0)


def _version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import version

        click.echo(f"onrecord {version('onrecord')}")
        ctx.exit()


def _remember(debug: bool) -> None:
    click.get_current_context().obj = {"debug": debug}


def _be_forgiving() -> None:
    """Characters that the terminal cannot show are written as escapes, instead of ending the program."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            with contextlib.suppress(ValueError, OSError):
                reconfigure(errors="backslashreplace")


def _explained(error: Exception, *, debug: bool) -> int:
    """Says on stderr what is wrong and what to do; returns the exit status."""
    if isinstance(error, _Unheard):
        return _unheard()
    if isinstance(error, click.Abort):
        return _stopped()
    if isinstance(error, click.ClickException):
        error.show()
        return error.exit_code
    if debug:
        traceback.print_exception(error, file=sys.stderr)
    if not isinstance(error, OnRecordError):
        error = _wrapped(error)
    say(f"onrecord: {error.message} [{error.code}]")
    say(error.next_step)
    return error.exit_status


def _wrapped(error: Exception) -> OnRecordError:
    if isinstance(error, OSError):
        where = f"{error.filename}: " if error.filename else ""
        return OutputError(f"{where}{error.strerror or error}")
    return OnRecordError(
        f"it failed in a way that was not foreseen ({type(error).__name__}: {error})",
        "This is a defect of onrecord: run it again with ONRECORD_DEBUG=1 and report what it shows.",
    )


def _stopped() -> int:
    say("onrecord: stopped. Run the same command again: a ledger goes on where it stopped.")
    return STOPPED


def _unheard() -> int:
    """Whoever read our output has gone (`| head`): say nothing, and keep Python from flushing into the closed pipe."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return BROKEN_PIPE


def program() -> str:
    """What to type for this program: its name where the shell finds it, else the path by which it was called."""
    called = sys.argv[0]
    found = shutil.which("onrecord")
    by_path = os.path.basename(called) == "onrecord" and os.path.exists(called)
    if by_path and not (found and os.path.samefile(found, called)):
        return shlex.quote(os.path.relpath(called))
    return "onrecord"


def say(line: str) -> None:
    """Writes a line to stderr, with nothing in it that a terminal would obey."""
    from onrecord.cli.visible import visible

    with contextlib.suppress(BrokenPipeError):
        click.echo(visible(line), err=True)
