"""Ties of membership, office, designation, seat, descent, control and influence, in all wordings; see ties.tsv."""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reader.reader import Reader

FILE = Path(__file__).with_name("ties.tsv")
FIELDS = ("type", "subject", "object", "state", "status")
TYPES = frozenset("membership role leadership designation location predecessor control influence".split())
Key = tuple[str, str]
Row = tuple[str, ...]


@cache
def table() -> dict[Key, list[Row]]:
    """Each sentence, after the day of its report, with its ties."""
    with FILE.open(encoding="utf-8") as file:
        kept = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {
            key: sorted(tuple(row[field] for field in FIELDS) for row in rows if row["type"])
            for key, rows in groupby(kept, key=lambda row: (row["published"], row["sentence"]))
        }


@cache
def found() -> dict[Key, list[Row]]:
    """What a reading gives for each sentence; all are read at once."""
    reports = [Report(str(n), str(n), "", text, published=day) for n, (day, text) in enumerate(table())]
    return {
        (reading.report.published or "", reading.report.text): sorted(
            (r.type, r.subject.span.text, r.object.span.text, r.state, r.factuality.status)
            for r in reading.relations
            if r.type in TYPES
        )
        for reading in Reader().read_all((report, ()) for report in reports)
    }


@pytest.mark.parametrize("key", table(), ids=lambda key: f"{key[0]} {key[1]}")
def test_the_ties_of_a_sentence(key: Key) -> None:
    assert found()[key] == table()[key]
