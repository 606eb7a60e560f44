"""PLOVER's boundary rules, one sentence each and one for its contrast; see boundaries.tsv."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from onrecord.api import read
from onrecord.model import HAPPENED, Event

FILE = Path(__file__).with_name("boundaries.tsv")


def rows() -> list[dict[str, str]]:
    """The rows of the table."""
    with FILE.open(encoding="utf-8") as file:
        kept = [line for line in file if not line.startswith("#")]
    return list(csv.DictReader(kept, delimiter="\t", quoting=csv.QUOTE_NONE))


def wrong(row: dict[str, str]) -> list[str]:
    """What a reading of the sentence lacks, or has too much."""
    events = read(row["sentence"]).events
    found = []
    for number, part in enumerate(part.strip() for part in row["want"].split(";") if part.strip()):
        want, _, status = part.partition("@")
        kind, _, mode = want.partition(":")
        same = [event for event in events if event.type == kind and (not mode or event.mode == mode)]
        if status:
            same = [event for event in same if any(told.factuality.status == status for told in event.mentions)]
        if not same:
            found.append(f"no {want}@{status}")
        elif number == 0:
            found += [f"no {side} {row[side]}" for side in ("actor", "recipient") if not sided(row[side], side, same)]
    happened = {event.type for event in events if event.factuality.status in HAPPENED}
    return found + [f"has {kind}" for kind in happened & {part.strip() for part in (row["never"] or "").split(";")}]


def sided(words: str, side: str, events: list[Event]) -> bool:
    """Whether one of the events has these words on that side."""
    return not words or any(
        words in party.span.text or party.span.text in words for event in events for party in getattr(event, f"{side}s")
    )


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["rule"])
def test_the_rule_holds(row: dict[str, str]) -> None:
    found = wrong(row)
    if row["holds"] == "yes":
        assert not found
    else:
        assert found, "it holds now: say yes in boundaries.tsv"
