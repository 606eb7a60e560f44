"""The list of commands, its help, and the edge where errors become sentences."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from onrecord.cli import main
from onrecord.cli.group import BROKEN_PIPE, COMMANDS, STOPPED
from onrecord.errors import BadDate, NotThere

HEAVY = ("spacy", "rich", "trafilatura", "msgspec", "lxml", "numpy", "onrecord.model", "onrecord.ledger")


def run(*arguments: str, **more: object) -> click.testing.Result:
    return CliRunner().invoke(main, list(arguments), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["events", "--help"], ["read", "--help"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom onrecord.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit as done:\n    assert done.code == 0, done.code\n"
        f"print([m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"
    assert done.stdout


def test_help_lists_every_command_with_its_own_line() -> None:
    said = run("--help").stdout
    for name, (_, text) in COMMANDS.items():
        assert f"  {name} " in said
        assert text in said
        command = main.get_command(click.Context(main), name)
        assert command is not None
        assert command.get_short_help_str(200) == text


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert f"Example:\n    onrecord {name}" in done.stdout or "Example:\n    onrecord read" in done.stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert [p.name for p in command.params if isinstance(p, click.Option) and not p.help] == []


def test_no_command_and_unknown_command_are_wrong_usage() -> None:
    assert run().exit_code == 2
    done = run("raed")
    assert done.exit_code == 2
    assert "No such command" in done.stderr


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    def fail(ctx: click.Context) -> None:
        raise error

    monkeypatch.setattr(main, "invoke", fail)


def test_an_error_is_one_sentence_a_next_step_and_a_code(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, NotThere("no file \x1b[31mx", "Look again."))
    done = run("verify", "x")
    assert done.exit_code == 1
    assert done.stdout == ""
    assert done.stderr == "onrecord: no file ␛[31mx [I201]\nLook again.\n"


def test_wrong_usage_exits_2(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, BadDate("x is no date"))
    assert run("verify", "x").exit_code == 2


def test_a_defect_is_a_sentence_too_and_debug_shows_where(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, ZeroDivisionError("division by zero"))
    done = run("verify", "x")
    assert done.exit_code == 1
    assert "ZeroDivisionError: division by zero" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Traceback" in run("--debug", "verify", "x").stderr
    monkeypatch.setenv("ONRECORD_DEBUG", "1")
    assert "Traceback" in run("verify", "x").stderr


def test_a_refusal_of_the_system_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, OSError(28, "No space left on device", "out.jsonl"))
    done = run("verify", "x")
    assert done.exit_code == 1
    assert "out.jsonl: No space left on device [O601]" in done.stderr


def test_ctrl_c(monkeypatch: pytest.MonkeyPatch) -> None:
    failing(monkeypatch, KeyboardInterrupt())
    done = run("verify", "x")
    assert done.exit_code == STOPPED
    assert "stopped" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_broken_pipe_is_silent() -> None:
    """More is written than a pipe holds, to a reader that takes one line and goes."""
    code = (
        "from onrecord.cli import main\nfrom onrecord.cli.formats import Column, write\nimport click\n"
        "class Many(click.Command):\n    def invoke(self, ctx):\n"
        "        write(({'n': n} for n in range(200_000)), (Column('n', lambda r: r['n']),), 'jsonl')\n"
        "main.get_command = lambda ctx, name: Many('many')\nmain(['many'])\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        assert json.loads(program.stdout.readline()) == {"n": 0}
        program.stdout.close()
        said = program.stderr.read()
        assert program.wait(60) == BROKEN_PIPE
    assert said == b""


def test_a_terminal_without_unicode_gets_escapes_not_a_crash() -> None:
    code = (
        "from onrecord.cli import main\nfrom onrecord.cli.formats import Column, write\nimport click\n"
        "class One(click.Command):\n    def invoke(self, ctx):\n"
        "        write(['Assad é'], (Column('name', str),), 'table')\n"
        "main.get_command = lambda ctx, name: One('one')\nmain(['one'])\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert "Assad \\xe9" in done.stdout
