"""Ledgers of readings made by hand, a codebook, and a sample that two people code."""

import importlib.util
from pathlib import Path

import pytest

from onrecord.coding import Coding, parse
from onrecord.ledger import Ledger

_path = Path(__file__).parents[1] / "ledger" / "conftest.py"
_spec = importlib.util.spec_from_file_location("ledger_conftest", _path)
assert _spec is not None
assert _spec.loader is not None
_made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_made)

told, path, ledger, unguarded, is_in = _made.told, _made.path, _made.ledger, _made.unguarded, _made.is_in

BOOK = """
title: Tactics of armed actors
instructions: Read the whole sentence.
variables:
  tactic:
    question: By what means was force used?
    sections: [events]
    categories:
      shelling:
        definition: Artillery, mortars or rockets.
        include: tank fire
        exclude: bombs from aircraft
      other: Anything else.
  grave:
    question: How grave is it?
    sections: [events, claims]
    scale: ordinal
    categories: {low: Nobody was hurt., middle: Some were hurt., high: Some were killed.}
"""
LEAD = {"by": "R. Haddad", "why": "to know how right it is"}
ANNA, BEN = "A. Karam", "B. Saleh"


@pytest.fixture
def book():
    return parse(BOOK)


@pytest.fixture
def reports(told):
    """Twelve reports, one event each: assaults that occurred, and two that were planned."""
    return [
        told(source_id=f"{n}.txt", publisher=f"Paper {n % 3}", own_words=True, killed=n + 2,
             status="planned" if n > 9 else "occurred", published=f"2013-08-{n + 10}")
        for n in range(12)
    ]  # fmt: skip


@pytest.fixture
def full(ledger, reports):
    """A ledger with these reports."""
    ledger.add_batch([one.pair for one in reports])
    return ledger


@pytest.fixture
def coding(full, book):
    """Coding work over it, with a codebook."""
    made = Coding(full)
    made.keep(book, by="R. Haddad", why="first version")
    return made


@pytest.fixture
def pilot(coding):
    """A sample of six events, to be coded by two."""
    return coding.draw("events", 6, name="pilot", seed="7", coders=(ANNA, BEN), **LEAD)


@pytest.fixture
def code_all():
    """Codes all of a sample: `code_all(coding, sample, who, {n: answers})`, n from 1; else right, shelling, high."""

    def done(coding, sample, who, other=None):
        for n, item in enumerate(sample.items, 1):
            answers = {"right": "yes", "tactic": "shelling", "grave": "high"} | (other or {}).get(n, {})
            coding.code(item.name, {name: answers[name] for name in sample.variables}, by=who, sample=sample)

    return done


@pytest.fixture
def other(tmp_path):
    """A second ledger."""
    with Ledger.open(tmp_path / "other.onrecord", create=True) as opened:
        yield opened
