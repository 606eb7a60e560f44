"""The quality floors: what the reader has reached and must not fall below.

`python -m onrecord.evaluate.floors [DATA]` reads every set of floors.tsv and exits 1 where a figure lies below its
floor, or where a set is not the one that the floor was measured on. Without DATA it looks for ../shared/data; where
there is none it says so and checks nothing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.evaluate.sets import HERE, DevSet, dev_sets, digest, figure, find, measure
from onrecord.knowledge import table

DEFAULT_DATA = Path("../shared/data")


class Floor(msgspec.Struct, frozen=True):
    """A figure of a set that may not fall below `least` (or, for an error, rise above `most`), and the set's digest."""

    name: str
    digest: str
    figure: str
    least: float | None
    most: float | None


def floors() -> tuple[Floor, ...]:
    """The rows of floors.tsv."""
    return tuple(
        Floor(
            row["set"],
            row["digest"],
            row["figure"],
            float(row["least"]) if row["least"] else None,
            float(row["most"]) if row["most"] else None,
        )
        for row in table.rows(HERE / "floors.tsv")
    )


def broken(data: Path) -> Iterator[str]:
    """One sentence for each floor that does not hold.

    Args:
        data: the folder with the sets.
    """
    known: dict[str, DevSet] = {dev.name: dev for dev in dev_sets()}
    by_set: dict[str, list[Floor]] = {}
    for floor in floors():
        by_set.setdefault(floor.name, []).append(floor)
    for name, rows in by_set.items():
        if name not in known:
            yield f"{name}: no such set in sets.tsv"
        elif find(data, f"{name}.jsonl") is None:
            yield f"{name}: not in {data}"
        else:
            yield from _broken(data, known[name], rows)


def _broken(data: Path, dev: DevSet, rows: list[Floor]) -> Iterator[str]:
    found = digest(data, dev)
    figures = measure(data, dev)
    for floor in rows:
        value = figure(figures, floor.figure)
        if floor.digest != found:
            yield f"{dev.name}: the data is not what the floor was measured on ({found}, not {floor.digest})"
        elif value is None or (floor.least is not None and value < floor.least):
            yield f"{dev.name}: {floor.figure} is {value}, below its floor of {floor.least}"
        elif floor.most is not None and value > floor.most:
            yield f"{dev.name}: {floor.figure} is {value}, above its ceiling of {floor.most}"


def main(arguments: list[str]) -> int:
    """Checks all floors; the exit status."""
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not data.is_dir():
        sys.stderr.write(f"Quality floors not checked: no development sets at {data}.\n")
        return 0
    said = list(broken(data))
    for sentence in said:
        sys.stderr.write(sentence + "\n")
    sys.stderr.write(f"{len(floors())} quality floors, {len(said)} broken.\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
