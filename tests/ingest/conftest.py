"""Helpers: read bytes as if they came on standard input, or files in a folder of the test's own."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.ingest.given import Failure, Given
from onrecord.ingest.inputs import Options, read_inputs

PARAGRAPHS = (
    "The council of Aldmere met on Monday and decided to close the old bridge over the river until the spring.",
    "The mayor said that the repairs would cost two million crowns, and that the region would pay half of it.",
    "Traders in the market complained about the decision, which they said had been taken without asking them.",
    "Work on the bridge, which was built in 1911, begins on the first of March and lasts for seven weeks.",
)


def page(head: str = "", body: str = "") -> str:
    """A small web page with an article of four paragraphs."""
    told = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)
    told = f"<main><article>{body}{told}</article></main>"
    return f"<!doctype html><html lang='en'><head>{head}</head><body>{told}</body></html>"


Rows = list[Given | Failure]


@pytest.fixture
def piped() -> Callable[..., Rows]:
    """Reads bytes from standard input."""

    def read(data: bytes, **options: str) -> Rows:
        return list(read_inputs(["-"], Options(**options), io.BytesIO(data)))

    return read


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with three reports, one of them a level below, and what is to be skipped."""
    (tmp_path / "b.txt").write_text("Rain fell on Aldmere.")
    (tmp_path / "a.txt").write_text("Snow fell on Aldmere.")
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "c.txt").write_text("Hail fell on Aldmere.")
    (tmp_path / ".hidden").write_text("Nothing fell.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "d.txt").write_text("Nothing fell.")
    return tmp_path
