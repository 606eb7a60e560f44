"""The record: one SQLite file, append-only, which Datasette and the sqlite3 shell open as it is."""

from onrecord.ledger.found import (
    ActorCard,
    Claim,
    Coverage,
    ErasedReport,
    Erasure,
    Expected,
    Found,
    Gathered,
    Happening,
    Hit,
    Passage,
    ReportCard,
    Step,
    Voice,
    Where,
    Who,
)
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.verify import Problem, verify

__all__ = [
    "ActorCard", "Claim", "Coverage", "ErasedReport", "Erasure", "Expected", "Found", "Gathered", "Happening", "Hit",
    "Ledger", "Passage", "Problem", "ReportCard", "Step", "Voice", "Where", "Who", "verify",
]  # fmt: skip
