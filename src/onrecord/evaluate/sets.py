"""The development sets: which there are, and the reader's figures on one of them."""

from __future__ import annotations

import gzip
import hashlib
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, cast

import msgspec

from onrecord.evaluate import GoldKind, no_events, own_cast, own_relations, score
from onrecord.evaluate.gold import Row, rows
from onrecord.evaluate.own_gold import OWN, PARTS, export
from onrecord.ingest.given import Given
from onrecord.ingest.inputs import Options, read_inputs
from onrecord.knowledge import table
from onrecord.reader.reader import Reader

HERE = Path(__file__).parent
_BESIDE = {name: module for module in (own_cast, own_relations) for name in module.PARTS}
"""The modules of the own gold sets that lie beside the one for events, by the names of their halves."""


class DevSet(msgspec.Struct, frozen=True):
    """A development set: its name, its scorer, how much of it is read, its headline figures (dotted paths)."""

    name: str
    kind: GoldKind
    every: int
    figures: tuple[str, ...]
    about: str


def dev_sets() -> tuple[DevSet, ...]:
    """The sets of sets.tsv."""
    return tuple(
        DevSet(row["set"], cast(GoldKind, row["kind"]), int(row["every"]), table.listed(row["figures"]), row["about"])
        for row in table.rows(HERE / "sets.tsv")
    )


@contextmanager
def laid_out(data: Path, dev: DevSet, own: Path = OWN) -> Iterator[Path]:
    """The folder that holds the files of a set, if they are anywhere.

    Args:
        data: the folder with the sets. own: the project's own gold set; a half of it is written to a folder that goes
            when the context ends.

    Raises:
        GoldError: the own set is not what it should be.
    """
    if dev.name not in PARTS and dev.name not in _BESIDE and dev.name != no_events.NAME:
        yield data
        return
    with tempfile.TemporaryDirectory() as folder:
        if dev.name == no_events.NAME:
            kept = own.with_name(no_events.NAME)
            if kept.is_dir():
                no_events.export(kept, data, Path(folder))
            yield Path(folder)
            return
        if beside := _BESIDE.get(dev.name):
            kept = own.with_name(beside.FOLDER)
            if kept.is_dir():
                beside.export(kept, beside.PARTS[dev.name], Path(folder))
            yield Path(folder)
            return
        if own.is_dir():
            export(own, PARTS[dev.name], Path(folder))
        yield Path(folder)


def find(data: Path, name: str) -> Path | None:
    """The file of that name in a data folder, plain or gzipped; None where it is absent."""
    return next((path for path in (data / name, data / f"{name}.gz") if path.is_file()), None)


def digest(data: Path, dev: DevSet) -> str:
    """SHA-256 over the unpacked texts and gold of a set: the first 16 hex digits."""
    made = hashlib.sha256()
    for ending in ("jsonl", "gold.jsonl"):
        path = find(data, f"{dev.name}.{ending}")
        if path is not None:
            raw = path.read_bytes()
            made.update(gzip.decompress(raw) if path.suffix == ".gz" else raw)
    return made.hexdigest()[:16]


def measure(data: Path, dev: DevSet) -> Row:
    """Reads a set the way that `onrecord read` does, and scores it.

    Raises:
        GoldError: the set is not what it should be.
        FileNotFoundError: a part of the set is absent.
    """
    texts, gold = find(data, f"{dev.name}.jsonl"), find(data, f"{dev.name}.gold.jsonl")
    if texts is None or gold is None:
        raise FileNotFoundError(f"{dev.name} is not in {data}")
    reader = Reader()
    with tempfile.TemporaryDirectory() as folder:
        given, asked, out = (Path(folder) / name for name in ("set.jsonl", "set.gold.jsonl", "out.jsonl"))
        kept = _sample(texts, given, dev.every)
        _sample(gold, asked, 1, kept)
        with out.open("wb") as file:
            reports = (g for g in read_inputs([str(given)], Options()) if isinstance(g, Given))
            for reading in reader.read_all((g.report, g.warnings) for g in reports):
                file.write(reading.to_json() + b"\n")
        return score(asked, out, given, dev.kind)


def _sample(source: Path, target: Path, every: int, ids: set[str] | None = None) -> set[str]:
    """Copies every n-th row (or the rows of these ids) and gives their ids."""
    kept: set[str] = set()
    with target.open("wb") as file:
        for number, row in enumerate(rows(source)):
            if (ids is None and number % every == 0) or (ids is not None and str(row["id"]) in ids):
                kept.add(str(row["id"]))
                file.write(msgspec.json.encode(row) + b"\n")
    return kept


def figure(figures: Row, path: str) -> Any:
    """What stands at a dotted path: `figure(row, "root15.f1")`."""
    value: Any = figures
    for key in path.split("."):
        value = value[key]
    return value
