"""The cross-validated figures of the head for deeds: each fold is read with the head that has not learnt from it.

    for K in 0 1 2 3 4: python training/events.py DATA --weights WEIGHTS --work WORK --fold K --out WORK/deeds-K.onnx
    python training/crossval.py DATA WORK

Reads `plv-train` and the development half of `gold/events` with the whole reader, and prints the scorers' figures.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from event_data import folds

from onrecord.evaluate import GoldKind, score
from onrecord.evaluate.own_gold import export
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.reader.deeds import Head
from onrecord.reader.encoder import encoder
from onrecord.reader.reader import Reader

GOLD = Path(__file__).parents[1] / "gold" / "events"


def main(data: Path, work: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        own = export(GOLD, "train", Path(folder))
        sets: tuple[tuple[Path, str, GoldKind], ...] = (
            (data, "plv-train", "events"), (Path(folder), own, "own-events"),
        )  # fmt: skip
        for home, name, kind in sets:
            lines = (home / f"{name}.jsonl").read_text("utf-8").splitlines()
            out = Path(folder) / f"{name}.out.jsonl"
            out.write_bytes(b"".join(read(lines, work, Path(folder))))
            print(name, json.dumps(score(home / f"{name}.gold.jsonl", out, home / f"{name}.jsonl", kind)))


def read(lines: list[str], work: Path, folder: Path) -> Iterator[bytes]:
    """The readings of a set's rows, fold by fold."""
    for number, rows in enumerate(folds(len(lines))):
        encoder().deeds = Head((work / f"deeds-{number}.onnx").read_bytes())
        part = folder / "part.jsonl"
        part.write_text("\n".join(lines[row] for row in rows) + "\n", "utf-8")
        given: Iterator[Any] = (g for g in read_inputs([str(part)], Options()) if isinstance(g, Given))
        for reading in Reader().read_all((g.report, g.warnings) for g in given):
            yield reading.to_json() + b"\n"


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
