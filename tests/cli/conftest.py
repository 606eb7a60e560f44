"""A ledger with the golden reading, a report in another language, and an input that could not be read."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner, Result

from onrecord.cli import main
from onrecord.errors import NotText
from onrecord.ingest.given import Failure, Given
from onrecord.ledger import Ledger
from onrecord.model import FORMAT, Reading, Report

GOLDEN = Path(__file__).parents[1] / "golden"
Run = Callable[..., Result]


@pytest.fixture
def run() -> Run:
    """Runs a command of the program."""
    return lambda *arguments, **more: CliRunner().invoke(main, [str(a) for a in arguments], **more)


@pytest.fixture(scope="session")
def golden() -> Reading:
    return Reading.from_json((GOLDEN / "reading.json").read_bytes())


def given(report: Report, state: str = "read") -> Given:
    return Given(report, report.text.encode(), "text/plain", state)  # type: ignore[arg-type]


def hashed(report: Report) -> Report:
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    return msgspec.structs.replace(report, sha256=digest)


@pytest.fixture
def ledger(tmp_path: Path, golden: Reading) -> Path:
    path = tmp_path / "golden.onrecord"
    report = hashed(golden.report)
    french = hashed(Report("f" * 16, "rapport.txt", "", "Le ministre a dit non.", language="fr"))
    with Ledger.open(path, create=True) as opened:
        opened.add(given(report), msgspec.structs.replace(golden, report=report))
        opened.add(given(french, "not_english"), Reading(FORMAT, "test", french))
        opened.add_failure(Failure.of(NotText("photo.jpg is binary"), "photo.jpg"))
    return path
