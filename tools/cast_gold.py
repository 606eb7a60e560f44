"""Checks annotation files of the gold set for places and actors, and measures how far two of them agree.

    python tools/cast_gold.py check FILE    every substring is in its text, every label is known, every id is there once
    python tools/cast_gold.py agree A B     spans, and on shared ones each field

The format is in gold/cast/GUIDELINES.md. Exit status: 0, or 1 where `check` found something.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from onrecord.evaluate.own_gold import locate
from onrecord.evaluate.places import kilometres
from onrecord.evaluate.spans import Interval, by_overlap
from onrecord.knowledge.registry import nouns, registry

FOLDER = Path(__file__).parents[1] / "gold" / "cast"
KINDS = frozenset(
    "city district admin1 admin2 country region territory disputed water strait border crossing camp mountain "
    "site".split()
)
FIELDS = {
    "places": {"text", "nth", "name", "country", "kind", "lat", "lon", "radius_km"},
    "actors": {"text", "nth", "name", "known", "country", "sector"},
}
Row = dict[str, Any]
Pair = tuple[Row, Row]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=("check", "agree"))
    parser.add_argument("files", type=Path, nargs="+")
    args = parser.parse_args()
    texts = {id_: row["text"] for id_, row in read(FOLDER / "texts.jsonl").items()}
    if args.what == "check":
        found = list(faults(args.files[0], texts))
        print("\n".join(found), end="\n" if found else "")
        return bool(found)
    for line in agreement(*(read(path) for path in args.files[:2]), texts):
        print(line)
    return 0


def read(path: Path) -> dict[str, Row]:
    """The rows of a file by id."""
    return {row["id"]: row for row in map(json.loads, path.read_text("utf-8").splitlines())}


def faults(path: Path, texts: dict[str, str]) -> Iterator[str]:
    """What is wrong in a file of annotations, a line each."""
    done: list[str] = []
    for row in map(json.loads, path.read_text("utf-8").splitlines()):
        done.append(row["id"])
        text = texts.get(row["id"], "")
        taken: set[Interval] = set()
        for what, fields in FIELDS.items():
            for entry in row[what]:
                yield from (f"{row['id']} {entry.get('text')}: {fault}" for fault in wrong(entry, fields, text, taken))
    yield from (f"{id_}: missing" for id_ in texts if id_ not in done)
    yield from (f"{id_}: no text, or twice" for id_ in done if id_ not in texts or done.count(id_) > 1)


def wrong(entry: Row, fields: set[str], text: str, taken: set[Interval]) -> Iterator[str]:
    """What is wrong with one entry; its span is put among those taken."""
    if set(entry) != fields:
        yield f"fields are not {' '.join(sorted(fields))}"
        return
    span = locate(text, entry["text"], entry["nth"])
    if span is None:
        yield "no such occurrence in the text"
    elif span in taken:
        yield "the same span twice"
    else:
        taken.add(span)
    if entry["country"] is not None and registry().state_of(entry["country"]) is None:
        yield f"country {entry['country']!r}"
    if "kind" in fields:
        if entry["kind"] not in KINDS:
            yield f"kind {entry['kind']!r}"
        if len({entry[field] is None for field in ("lat", "lon", "radius_km")}) > 1:
            yield "lat, lon and radius_km are null together or not at all"
    else:
        codes = {noun.sector for noun in nouns().values()} | {"IGO", "NGO"}
        yield from (f"sector {code!r}" for code in entry["sector"] if code not in codes)


def agreement(first: dict[str, Row], second: dict[str, Row], texts: dict[str, str]) -> Iterator[str]:
    """How far two files agree."""
    for what in FIELDS:
        many = [sum(len(row[what]) for row in rows.values()) for rows in (first, second)]
        shared: list[Pair] = []
        exact = 0
        for id_, text in texts.items():
            left, right = first[id_][what], second[id_][what]
            spans = [[locate(text, e["text"], e["nth"]) or (0, 0) for e in side] for side in (left, right)]
            for i, j in by_overlap(*spans):
                shared.append((left[i], right[j]))
                exact += spans[0][i] == spans[1][j]
        total = sum(many)
        yield f"{what}: {many[0]} and {many[1]}"
        yield f"  F1 of spans {2 * exact / total:.3f}, by overlap {2 * len(shared) / total:.3f}"
        for name, same in questions(what):
            asked = [same(a, b) for a, b in shared]
            kept = [answer for answer in asked if answer is not None]
            yield f"  {name}: {sum(kept)} of {len(kept)}, {sum(kept) / max(len(kept), 1):.3f}"


def questions(what: str) -> Iterator[tuple[str, Callable[[Row, Row], bool | None]]]:
    """What is asked of two entries for the same words; None where it cannot be asked."""
    for field in sorted(FIELDS[what] - {"text", "nth", "lat", "lon", "sector"}):
        yield field, lambda a, b, field=field: a[field] == b[field]  # type: ignore[misc]
    if what == "actors":
        yield "sector, as a set", lambda a, b: set(a["sector"]) == set(b["sector"])
        return
    for limit in (161.0, 30.0, 0.0):
        yield f"coordinates within {limit:.0f} km", lambda a, b, limit=limit: near(a, b, limit)  # type: ignore[misc]


def near(a: Row, b: Row, limit: float) -> bool | None:
    """Whether two points lie within so many kilometres of each other; None where one is not known."""
    if a["lat"] is None or b["lat"] is None:
        return None
    return kilometres(a["lat"], a["lon"], b["lat"], b["lon"]) <= limit


if __name__ == "__main__":
    raise SystemExit(main())
