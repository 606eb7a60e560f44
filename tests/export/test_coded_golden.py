"""The hand-written reading in the columns of event data, as files to look at: tests/export/golden."""

from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", ["gdelt-events", "gdelt-mentions", "icews", "polecat", "plover"])
def test_the_golden_reading(ledger, golden, export, name):
    given, reading = golden
    ledger.add(given, reading)
    [path] = GOLDEN.glob(f"{name}.*")
    assert export(name).decode() == path.read_text(encoding="utf-8")
