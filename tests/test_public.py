"""What the package exports, and that looking at it imports nothing heavy."""

import subprocess
import sys

import onrecord

EXPORTED = {
    "Actor", "Attribution", "Event", "Factuality", "Figure", "Ledger", "Mention", "OnRecordError", "Party", "Place",
    "Predicate", "Reading", "Relation", "Report", "Span", "Time", "read", "schema",
}  # fmt: skip
HEAVY = ("spacy", "trafilatura", "numpy", "rich", "sqlite3", "msgspec")


def test_exactly_these_names():
    assert set(onrecord.__all__) == EXPORTED
    assert all(getattr(onrecord, name) is not None for name in EXPORTED)
    assert set(dir(onrecord)) == EXPORTED


def test_no_other_name_is_made_up():
    assert not hasattr(onrecord, "Reporter")


def test_importing_it_imports_nothing_heavy():
    code = f"import sys, onrecord; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_read_stays_a_function_once_the_reader_is_loaded():
    reading = onrecord.read("Police arrested two men in Cairo.")
    assert callable(onrecord.read)
    assert reading.report.text == "Police arrested two men in Cairo."
    assert [warning.code for warning in reading.warnings] == ["undated"]
