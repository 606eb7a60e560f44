"""Small lists of our own, and what an import makes of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.importers import Done, import_list
from onrecord.knowledge.table import use

Import = Callable[..., Done]


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    """The folder that tables go to."""
    return tmp_path / "mine"


@pytest.fixture
def take(tmp_path: Path, mine: Path) -> Iterator[Import]:
    """Imports a list: its text or bytes, then the format, which is guessed where it is not given."""

    def run(content: str | bytes, form: str | None = None, name: str = "list.txt") -> Done:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return import_list(path, mine, form)  # type: ignore[arg-type]

    yield run
    use(None)


def table(folder: Path, name: str) -> list[dict[str, str]]:
    """The rows of a table, without comments."""
    path = folder / "actors" / f"{name}.tsv"
    if not path.exists():
        return []
    lines = [line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")]
    head = lines[0].split("\t")
    return [dict(zip(head, [*line.split("\t"), *[""] * len(head)], strict=False)) for line in lines[1:]]


def told(done: Done, what: str) -> list[tuple[int, str]]:
    """The lines and the reasons of the notes of one sort."""
    return [(note.line, note.why) for note in done.notes if note.done == what]


@pytest.fixture
def rows(mine: Path) -> Callable[[str], list[dict[str, str]]]:
    """The rows of a table of the folder."""
    return lambda name: table(mine, name)


@pytest.fixture
def notes() -> Callable[[Done, str], list[tuple[int, str]]]:
    """The lines and the reasons of the notes of one sort."""
    return told
