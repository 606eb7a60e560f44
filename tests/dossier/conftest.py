"""A made ledger of few reports: an event told by three, one a copy; a disputed figure; a tie that somebody denies."""

import importlib.util
from pathlib import Path

import pytest

from onrecord.errors import NotText
from onrecord.ingest.given import Failure

_path = Path(__file__).parents[1] / "analyse" / "conftest.py"
_spec = importlib.util.spec_from_file_location("analyse_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, tell, mapped = _made.told, _made.path, _made.ledger, _made.tell, _made.mapped
FRONT = "ledger:harbour-front.group"
LONG = "For weeks the two sides had traded fire across the river, and nobody in the town could say who had begun it. "
OTHER = {
    "c": "The hospital on the hill had no beds left by noon. Its director counted the wounded himself. ",
    "d": "At the border post drivers waited all night. The customs office searched each lorry twice. ",
    "e": "Fishermen mended nets on the quay as if it were any other summer. The ferry had stopped a week before. ",
}


@pytest.fixture
def full(ledger, tell):
    """The ledger, its reports by letter: a, its copy b and d tell of 12 killed, c of 300; d denies the tie; e plans."""
    a = {"preface": LONG * 3, "own_words": False, "title": "Port Amity shelled"}
    reports = {
        "a": tell(source_id="a", url="https://observer.example/1", agency="Coast Wire", **a),
        "b": tell(source_id="b", publisher="Delta Post", published="2013-08-16", **a),
        "c": tell(source_id="c", publisher="River Herald", published="2013-08-18", speaker="Karim Saleh", killed=300,
                  cause=True, tie=("2012-01-01", None, "strained"), preface=OTHER["c"] * 2),
        "d": tell(source_id="d", publisher="Coast Times", published="2013-08-17", speaker="Nadia Farouk", said=True,
                  denied=True, preface=OTHER["d"] * 2),
        "e": tell(source_id="e", publisher="Inland Mail", speaker="Omar Sidki", published="2013-08-10",
                  status="planned", day="2013-08-20", preface=OTHER["e"] * 2),
    }  # fmt: skip
    ledger.add_failure(Failure.of(NotText("photo.jpg is binary"), "photo.jpg"))
    ledger.reports_by_letter = {letter: one.report.id for letter, one in reports.items()}
    return ledger
