"""Figures of all kinds, and what is none; see figures.tsv."""

from __future__ import annotations

import csv
from functools import cache
from itertools import groupby
from pathlib import Path

import pytest

from onrecord import api
from onrecord.model import Report
from onrecord.reader.cast import Cast
from onrecord.reader.figures import figures
from onrecord.reader.parse import parse
from onrecord.reader.voices import Voices

FILE = Path(__file__).with_name("figures.tsv")
Row = tuple[str, str, float | None, float | None, float | None]


def table() -> dict[str, list[Row]]:
    """Each sentence with the figures that it gives."""
    with FILE.open(encoding="utf-8") as file:
        kept = csv.DictReader((line for line in file if not line.startswith("#")), delimiter="\t")
        return {
            sentence: [
                (row["words"], row["unit"], *(bound(row[side]) for side in ("low", "best", "high")))  # type: ignore[misc]
                for row in rows
                if row["unit"]
            ]
            for sentence, rows in groupby(kept, key=lambda row: row["sentence"])
        }


def bound(shown: str) -> float | None:
    """A bound as the table writes it."""
    return float(shown) if shown else None


@cache
def found() -> dict[str, list[Row]]:
    """What a reading gives for each sentence; all are parsed at once."""
    reports = [Report(str(n), str(n), "", text, published="2014-07-22") for n, text in enumerate(table())]
    return {
        parsed.text: [
            (f.span.text, f.unit, f.low, f.best, f.high) for f in figures(parsed, Cast((), (), {}), Voices(()))
        ]
        for parsed in parse(reports)
    }


@pytest.mark.parametrize("sentence", table())
def test_the_figures_of_a_sentence(sentence: str) -> None:
    assert found()[sentence] == table()[sentence]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("The health ministry said 12 people were killed in the raid.", "The health ministry"),
        ("Nine people died in the fire, according to the mayor.", "the mayor"),
        ("“We lost 40 men,” the commander said.", "the commander"),
        ("Nine people died in the fire.", None),
    ],
)
def test_who_vouches_for_a_figure(text: str, who: str | None) -> None:
    reading = api.read(text, published="2014-07-22", language="en")
    (figure,) = reading.figures
    said = next((a for a in reading.attributions if a.id == figure.attribution), None)
    assert (said.source[0].text if said else None) == who
