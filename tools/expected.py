"""Measures what share of rows is right at each confidence, and writes src/onrecord/knowledge/data/expected.tsv.

    python tools/expected.py            reads the development halves of gold/events and gold/relations (two minutes)
    python tools/expected.py --check    silent if the table was measured on these halves and this model card, as they
                                        are; else exit status 1

Attributions are taken from the model card. Neighbouring tenths of confidence are joined from the lowest on, until a bin
has LEAST rows, and as long as a higher one has a smaller share right (the pool adjacent violators algorithm: Barlow and
others, Statistical Inference under Order Restrictions, 1972).
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import onrecord
from onrecord.evaluate import halves, own_events, own_relations
from onrecord.evaluate.gold import Pair, rows
from onrecord.evaluate.own_gold import export as export_events
from onrecord.knowledge.row import path_of
from onrecord.ledger.expected import TABLE, TENTHS, Bin, tenth
from onrecord.reader.reader import version

ROOT = Path(__file__).parents[1]
CARD = ROOT / "src" / "onrecord" / "weights" / "CARD.md"
LEAST = 25
Counts = Mapping[int, tuple[int, int]]
"""By tenth: how many rows, and how many of them right."""
Row = dict[str, Any]
SETS: Mapping[str, tuple[str, Callable[[Path, str, Path], str], Callable[[Pair], list[tuple[Row, bool]]]]] = {
    "events": ("events", export_events, own_events.judged),
    "relations": ("relations", own_relations.export, own_relations.judged),
}
"""Section to its gold set, what writes a half of it, and what says of each row of an output whether it is right."""
HEAD = """\
# Of the rows of a section whose confidence is `least` or more, up to the next line of it: how many were right where
# that was measured. Made by tools/expected.py; what is expected of a ledger's rows is told in ledger/expected.py.
# attributions: ten-fold over the development part of PolNeAR, from the model card; right: the content at half of the
#   joint words and the right source.
# events: the development half of gold/events; right: a gold event with this type and status, and on either side a
#   party of it, or none for none. The encoder learnt from this half too, so it flatters.
# relations: the development half of gold/relations; right: a gold relation with this type, direction, sign, state and
#   status, and both ends. Its rules were written with this half in view, so it flatters.
# Figures have no confidence and no gold set: nothing is said of them but by what people decide.
# Both halves are sentences and short passages in which much happens, more than in most reports.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    sealed = f"# Measured on {digest()}"
    path = path_of(TABLE)
    if parser.parse_args().check:
        if sealed not in path.read_text(encoding="utf-8"):
            sys.stderr.write("Other gold or another model card than expected.tsv was made of: tools/expected.py.\n")
            return 1
        return 0
    found = {"attributions": from_card(CARD.read_text(encoding="utf-8"))}
    found |= {section: measured(section) for section in SETS}
    lines = [f"{HEAD}{sealed}, by {version()}.", "section\tleast\trows\tright"]
    for section, counts in found.items():
        lines += [f"{section}\t{one.least / TENTHS:g}\t{one.rows}\t{one.right}" for one in joined(counts)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


def digest() -> str:
    """The first 16 hex digits of a SHA-256 over the development halves and the card's table."""
    told: list[Row] = [{"card": sorted(from_card(CARD.read_text(encoding="utf-8")).items())}]
    for folder, _, _ in SETS.values():
        kept = ROOT / "gold" / folder
        ids = set(next(rows(kept / "split.json"))["train"])
        told += [row for name in ("texts", "annotations") for row in rows(kept / f"{name}.jsonl") if row["id"] in ids]
    return halves.sealed(json.loads(json.dumps(told)))[:16]


def from_card(card: str) -> Counts:
    """The card's table of confidence: `| 0.3–0.4 | 91 | 0.35 | 0.45 |`."""
    found = re.findall(r"^\| (0\.\d)–\d\.\d \| (\d+) \| [\d.]+ \| ([\d.]+) \|$", card, re.MULTILINE)
    if not found:
        raise SystemExit(f"{CARD} has no table of confidence")
    return {tenth(float(least)): (int(n), round(int(n) * float(right))) for least, n, right in found}


def measured(section: str) -> Counts:
    """What the reader gets right of a development half."""
    folder, export, judged = SETS[section]
    with tempfile.TemporaryDirectory() as where:
        name = export(ROOT / "gold" / folder, "train", Path(where))
        texts = {row["id"]: row for row in rows(Path(where) / f"{name}.jsonl")}
        told = [
            one
            for gold in rows(Path(where) / f"{name}.gold.jsonl")
            for one in judged(Pair(gold, read(texts[gold["id"]]), texts[gold["id"]]["text"]))
        ]
    return counted((row["confidence"], right) for row, right in told)


def read(text: Row) -> Row:
    reading = onrecord.read(text["text"], published=text["published"], language="en", source_id=text["id"])
    out: Row = json.loads(reading.to_json())
    return out


def counted(told: Iterable[tuple[float, bool]]) -> Counts:
    asked, right = Counter[int](), Counter[int]()
    for confidence, good in told:
        asked[tenth(confidence)] += 1
        right[tenth(confidence)] += good
    return {at: (asked[at], right[at]) for at in sorted(asked)}


def joined(counts: Counts) -> list[Bin]:
    """The bins, from 0 on.

    >>> joined({2: (10, 5), 4: (30, 12), 6: (40, 30), 8: (10, 10)})
    [Bin(least=0, rows=40, right=17), Bin(least=6, rows=50, right=40)]
    """
    found: list[Bin] = []
    for at, (n, right) in sorted(counts.items()):
        found.append(Bin(at if found else 0, n, right))
        while len(found) > 1 and not _apart(found[-2], found[-1]):
            last = found.pop()
            found[-1] = Bin(found[-1].least, found[-1].rows + last.rows, found[-1].right + last.right)
    while len(found) > 1 and found[-1].rows < LEAST:
        last = found.pop()
        found[-1] = Bin(found[-1].least, found[-1].rows + last.rows, found[-1].right + last.right)
    return found


def _apart(lower: Bin, higher: Bin) -> bool:
    return lower.rows >= LEAST and lower.right / lower.rows < higher.right / higher.rows


if __name__ == "__main__":
    raise SystemExit(main())
