"""Floors on the development pages beside the repository: body, date, time; a wrong day is never given."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

from onrecord.ingest.given import Given
from onrecord.ingest.inputs import read_inputs

SHARED = Path(__file__).parents[2] / "../shared"


def score(name, monkeypatch):
    scorer = SHARED / "score/score_pages.py"
    if not scorer.exists():
        pytest.skip("the shared pages are not beside the repository")
    monkeypatch.setattr(sys, "path", [str(scorer.parent), *sys.path])
    spec = importlib.util.spec_from_file_location("score_pages", scorer)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    gold = list(module.read_rows(SHARED / f"data/{name}.gold.jsonl"))
    out = {}
    for row in read_inputs([str(SHARED / f"data/{name}.jsonl.gz")]):
        if isinstance(row, Given):
            report = row.report
            out[report.source_id] = {
                "report": {
                    "text": report.text,
                    "title": report.title,
                    "published": report.published,
                    "authors": list(report.authors),
                    "boilerplate": [{"start": s.start, "end": s.end} for s in report.boilerplate],
                }
            }
    return module.score(gold, out)


def test_bodies(monkeypatch):
    found = score("pages-body-dev", monkeypatch)
    assert found["body"]["f1"] >= 0.965
    assert found["missing"] == 0


def test_metadata(monkeypatch):
    found = score("pages-metadata-dev", monkeypatch)
    assert found["date"]["right"] >= 0.989
    assert found["date"]["time"] >= 0.92
    assert found["date"]["wrong"] == 0
    assert found["title"]["right"] >= 0.84
    assert found["authors"]["right"] >= 0.78
