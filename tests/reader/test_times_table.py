"""Times of all kinds, with their values, intervals and precision; see times.tsv."""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from onrecord.model import Report
from onrecord.reader.parse import parse
from onrecord.reader.times import times

FILE = Path(__file__).with_name("times.tsv")
FIELDS = ("words", "type", "value", "start", "end", "precision")
Key = tuple[str, str]
Row = tuple[str, ...]


@cache
def table() -> dict[Key, list[Row]]:
    """Each sentence, after the day of its report ("" for none), with its times."""
    with FILE.open(encoding="utf-8") as file:
        kept = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {
            key: [tuple(row[field] for field in FIELDS) for row in rows if row["words"]]
            for key, rows in groupby(kept, key=lambda row: (row["published"], row["sentence"]))
        }


@cache
def found() -> dict[Key, list[Row]]:
    """What a reading gives for each sentence; all are parsed at once."""
    reports = [Report(str(n), str(n), "", text, published=day or None) for n, (day, text) in enumerate(table())]
    return {
        (parsed.report.published or "", parsed.text): [
            (t.span.text, t.type, t.value, t.start or "", t.end or "", t.precision) for t in times(parsed)
        ]
        for parsed in parse(reports)
    }


@pytest.mark.parametrize("key", table(), ids=lambda key: f"{key[0]} {key[1]}")
def test_the_times_of_a_sentence(key: Key) -> None:
    assert found()[key] == table()[key]
