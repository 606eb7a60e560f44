"""The set of sentences in which nothing happened (gold/no-events in the repository), as a set that can be scored.

Its written half is in the repository. Of its real half only the places are: the texts come from the folder of the sets,
and a digest of each sentence says that it is the one that was read.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import GoldError
from onrecord.evaluate.gold import Row, rows
from onrecord.knowledge import table

NAME = "no-events"


def export(kept: Path, data: Path, folder: Path) -> bool:
    """Writes no-events.jsonl and no-events.gold.jsonl; False where the texts of the real half are not there.

    Args:
        kept: gold/no-events. data: the folder of the sets. folder: where to write.

    Raises:
        GoldError: a text is not the one that the sentence was taken from.
        OSError: a file cannot be read or written.
    """
    wanted = list(table.rows(kept / "real.tsv"))
    texts: dict[tuple[str, str], str] = {}
    for name in sorted({row["set"] for row in wanted}):
        path = next((p for p in (data / f"{name}.jsonl", data / f"{name}.jsonl.gz") if p.is_file()), None)
        if path is None:
            return False
        texts |= {(name, str(row["id"])): row["text"] for row in rows(path)}
    found = [*_written(kept), *_real(wanted, texts)]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{NAME}.jsonl", [{"id": id_, "text": text, "language": "en"} for id_, text in found])
    _write(folder / f"{NAME}.gold.jsonl", [{"id": id_, "events": []} for id_, _ in found])
    return True


def _written(kept: Path) -> Iterator[tuple[str, str]]:
    for row in rows(kept / "written.jsonl"):
        yield row["id"], row["text"]


def _real(wanted: list[table.Row], texts: dict[tuple[str, str], str]) -> Iterator[tuple[str, str]]:
    for number, row in enumerate(wanted):
        text = texts.get((row["set"], row["id"]), "")[int(row["start"]) : int(row["end"])]
        if hashlib.sha256(text.encode()).hexdigest()[:16] != row["sha256"]:
            raise GoldError(f"{row['set']} {row['id']}: the sentence at {row['start']} is another one")
        yield f"r{number:03}", text


def _write(path: Path, lines: list[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
