"""onrecord origins: the golden report, and the same text in another paper."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from click.testing import Result

from onrecord.analyse import Traced
from onrecord.cli.origins import why
from onrecord.ingest.given import Given
from onrecord.ledger import Ledger
from onrecord.model import Reading

Run = Callable[..., Result]


@pytest.fixture
def copied(ledger: Path, golden: Reading) -> Path:
    text = golden.report.text
    report = msgspec.structs.replace(
        golden.report, id="c" * 16, source_id="copy.txt", publisher="Coast Times",
        sha256=hashlib.sha256(text.encode()).hexdigest(), title="Dina Keel speaks", published="2030-01-01",
        url=None,
    )  # fmt: skip
    with Ledger.open(ledger) as opened:
        opened.add(Given(report, text.encode(), "text/plain", "read"), msgspec.structs.replace(golden, report=report))
    return ledger


def test_copies_are_listed_with_the_reason_in_every_form(copied: Path, run: Run, golden: Reading) -> None:
    shown = run("origins", copied, "--format", "table")
    assert "copy of " + "c" * 16 in " ".join(shown.stdout.split())
    assert "3 reports tell 2 stories of 2 origins." in shown.stderr
    [story] = json.loads(run("origins", copied, "--format", "json").stdout)
    assert [one["reason"] for one in story["reports"]][1] == "copy"
    rows = list(csv.DictReader(io.StringIO(run("origins", copied, "--format", "csv").stdout)))
    assert [row["story"] for row in rows] == ["1", "1"]
    assert (rows[1]["report"], rows[1]["of"]) == (golden.report.id, "c" * 16)


def test_titles_are_masked(copied: Path, run: Run) -> None:
    assert "Keel" in run("origins", copied, "--format", "json").stdout
    assert "Keel" not in run("origins", copied, "--format", "json", "--mask").stdout


def test_without_copies_it_says_so(ledger: Path, run: Run) -> None:
    assert "No group of copies found" in run("origins", ledger).stderr


def report(reason, of=None, share=None):
    return Traced("b", None, None, None, None, None, reason, of, share)


@pytest.mark.parametrize(
    ("reason", "of", "share", "words"),
    [
        ("agency", None, None, "names the agency"),
        ("copy", "a", 0.97, "copy of a, 97 % of the words"),
        ("edited", "a", 0.5, "edited copy of a, 50 % of the words"),
        ("version", "a", None, "version of a"),
        ("correction", "a", None, "correction of a"),
    ],
)
def test_the_reason_is_said_in_words(reason, of, share, words):
    assert why(report(reason, of, share)) == words
