"""Where a reading goes: a file that is there whole or not at all, and the list of what could not be read."""

from __future__ import annotations

import gzip
import io
import os
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import msgspec

from onrecord.cli.group import say
from onrecord.cli.visible import line
from onrecord.errors import OutputError
from onrecord.ingest.given import Failure

LISTED = 20


@contextmanager
def whole(path: Path) -> Iterator[BinaryIO]:
    """A file to write that takes its name only when all is written; until then what was there stays.

    Args:
        path: packed with gzip where it ends in .gz, the same bytes for the same rows.

    Raises:
        OutputError: nothing can be written there.
    """
    path = path.resolve() if path.is_symlink() else path
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as problem:
        raise OutputError(f"{path} cannot be written: {problem.strerror or problem}") from problem
    try:
        with os.fdopen(handle, "wb") as plain:
            if path.suffix == ".gz":
                with io.BufferedWriter(gzip.GzipFile("", "wb", 6, plain, mtime=0)) as packed:
                    yield packed
            else:
                yield plain
            plain.flush()
            os.fsync(plain.fileno())
        os.chmod(name, path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~_umask())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def beside(path: Path) -> Path:
    """Where the failures of an output are kept."""
    return path.with_name(f"{path.name}.failures.jsonl")


def keep_failures(path: Path, failures: Sequence[Failure]) -> None:
    """Writes the failures beside an output; where there are none, a list from an earlier run goes."""
    target = beside(path)
    if not failures:
        target.unlink(missing_ok=True)
        return
    with whole(target) as out:
        for failure in failures:
            out.write(msgspec.json.encode(row(failure)) + b"\n")


def row(failure: Failure) -> dict[str, str | int | None]:
    """A failure without the bytes."""
    return {
        "source_id": failure.source_id,
        "line": failure.line,
        "state": failure.state,
        "code": failure.code,
        "message": failure.message,
        "next_step": failure.next_step,
    }


def list_failures(failures: Sequence[Failure], kept: str | None) -> None:
    """Lists failures on stderr; all of them where they are kept nowhere else.

    Args:
        kept: where they are kept, for people.
    """
    shown = failures if kept is None else failures[:LISTED]
    for failure in shown:
        where = "" if failure.source_id in failure.message else f"{failure.source_id}: "
        say(f"  {line(where + failure.message, 300)} [{failure.code}]")
        say(f"    {failure.next_step}")
    if len(failures) > len(shown):
        say(f"  … and {len(failures) - len(shown):,} more.")
    if failures and kept:
        say(f"  All of them are in {kept}.")


NOTES = {
    "undated": "{} without a date: what rests on it stays relative; --published or onrecord decide gives one.",
    "not_english": "{} in another language than English: kept, and not read.",
    "duplicate_id": "{} with an id that another has too: both are kept.",
}
"""What is said of a warning that many readings may have; of others their code is."""


def list_warnings(codes: Counter[str]) -> None:
    """Says on stderr what a reader of the rows must know: how many reports have which warning."""
    for code, number in sorted(codes.items(), key=lambda pair: (pair[0] not in NOTES, pair[0])):
        sentence = NOTES.get(code, f"{{}} with the warning {code.replace('_', ' ')}.")
        say("  " + sentence.format(counted(number, "report")))


def counted(number: int, thing: str, things: str | None = None) -> str:
    """A number with its noun.

    >>> counted(1, "report"), counted(2000, "report")
    ('1 report', '2,000 reports')
    """
    return f"{number:,} {thing if number == 1 else things or thing + 's'}"
