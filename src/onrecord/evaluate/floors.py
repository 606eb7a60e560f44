"""The quality floors: what the reader has reached and must not fall below.

`python -m onrecord.evaluate.floors [DATA]` reads every set of floors.tsv and exits 1 where a figure lies below its
floor, or where a set is not the one that the floor was measured on. Without DATA it looks for ../shared/data; where
there is none it says so and checks only what needs none: the speed on the sample reports, as a ratio to bare spaCy, and
the project's own gold set, if it is run in a checkout.
"""

from __future__ import annotations

import hashlib
import io
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.evaluate.gold import Row
from onrecord.evaluate.own_gold import OWN
from onrecord.evaluate.sets import HERE, DevSet, dev_sets, digest, figure, find, laid_out, measure
from onrecord.evaluate.speed import measure_speed
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.knowledge import table
from onrecord.samples import lines

DEFAULT_DATA = Path("../shared/data")
SAMPLES = "samples"
"""The name under which floors.tsv holds the floor of speed, which is measured on the sample reports."""


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


def broken(data: Path, own: Path = OWN) -> Iterator[str]:
    """One sentence for each floor that does not hold.

    Args:
        data: the folder with the sets; those that are not in it are left out. own: the project's own gold set.
    """
    known: dict[str, DevSet] = {dev.name: dev for dev in dev_sets()}
    by_set: dict[str, list[Floor]] = {}
    for floor in floors():
        by_set.setdefault(floor.name, []).append(floor)
    for name, rows in by_set.items():
        if name == SAMPLES:
            yield from _broken(rows, samples_digest(), speed_figures())
        elif name not in known:
            yield f"{name}: no such set in sets.tsv"
        else:
            dev = known[name]
            with laid_out(data, dev, own) as folder:
                if find(folder, f"{name}.jsonl") is not None:
                    yield from _broken(rows, digest(folder, dev), measure(folder, dev))


def samples_digest() -> str:
    """SHA-256 of the sample reports as JSON lines: the first 16 hex digits."""
    return hashlib.sha256(lines()).hexdigest()[:16]


def speed_figures() -> Row:
    """`speed.ratio`: the whole reader's speed on the sample reports, read ten times over, by that of bare spaCy."""
    given = list(read_inputs(["-"], Options(), io.BytesIO(lines())))
    reports = [one.report for one in given if isinstance(one, Given)]
    return {"speed": {"ratio": round(measure_speed(reports * 10).ratio, 3)}}


def _broken(rows: list[Floor], found: str, figures: Row) -> Iterator[str]:
    for floor in rows:
        value = figure(figures, floor.figure)
        if floor.digest != found:
            yield f"{floor.name}: the data is not what the floor was measured on ({found}, not {floor.digest})"
        elif value is None or (floor.least is not None and value < floor.least):
            yield f"{floor.name}: {floor.figure} is {value}, below its floor of {floor.least}"
        elif floor.most is not None and value > floor.most:
            yield f"{floor.name}: {floor.figure} is {value}, above its ceiling of {floor.most}"


def main(arguments: list[str]) -> int:
    """Checks the floors; the exit status."""
    data = Path(arguments[0]) if arguments else DEFAULT_DATA
    if not data.is_dir():
        sys.stderr.write(f"No development sets at {data}: only the floors that need none are checked.\n")
    said = list(broken(data))
    for sentence in said:
        sys.stderr.write(sentence + "\n")
    sys.stderr.write(f"{len(said)} quality floors broken.\n" if said else "No quality floor is broken.\n")
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
