"""The halves of the project's own gold sets: drawn once, the test half frozen by a digest, each written as a set.

A folder of gold/ holds texts.jsonl (`{"id", "text", "published"}`), annotations.jsonl (`{"id", …}`, every text once)
and split.json (`{"train": [ids], "test": [ids], …}`).
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path
from typing import Any

from onrecord.errors import GoldError
from onrecord.evaluate.gold import Row, rows


def drawn(strata: Mapping[str, Any], seed: int) -> dict[str, list[str]]:
    """The ids of the two halves, in the order given.

    The ids of each stratum are halved for themselves; where one is left over, it goes to the part that is
    smaller so far.

    Args:
        strata: the stratum of every id, which can be sorted among the others. seed: of the shuffle.

    Example:
        >>> {part: len(ids) for part, ids in drawn({"a": 1, "b": 1, "c": 2, "d": 2}, 1).items()}
        {'train': 2, 'test': 2}
    """
    grouped: dict[Hashable, list[str]] = {}
    for id_, stratum in strata.items():
        grouped.setdefault(stratum, []).append(id_)
    draw = random.Random(seed)
    train: set[str] = set()
    seen = 0
    for stratum in sorted(grouped):  # type: ignore[type-var]
        ids = sorted(grouped[stratum])
        draw.shuffle(ids)
        seen += len(ids)
        train.update(ids[: (seen + 1) // 2 - len(train)])
    return {"train": [id_ for id_ in strata if id_ in train], "test": [id_ for id_ in strata if id_ not in train]}


def digest(told: Iterable[Row]) -> str:
    """SHA-256 over the canonical JSON of rows with an `id`, in the order of their ids."""
    return sealed(sorted(told, key=lambda row: str(row["id"])))


def sealed(rows: Iterable[Row]) -> str:
    """SHA-256, in hex digits, over the canonical JSON of rows: what a frozen half of a set is known by.

    >>> sealed([{"a": 1, "b": 2}]) == sealed([{"b": 2, "a": 1}])
    True
    """
    canonical = json.dumps(list(rows), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def export(kept: Path, part: str, name: str, folder: Path, asked: Callable[[Row, str], Row]) -> None:
    """Writes a half as NAME.jsonl and NAME.gold.jsonl.

    Args:
        kept: the folder of the gold set. part: train or test. name: the name of the set that the half becomes.
        folder: where to write; made if it is not there. asked: the fields of a gold row beside its id, from an
            annotation and its text.

    Raises:
        GoldError: a file cannot be read, or does not follow the format.
        OSError: the folder cannot be written.
    """
    texts = {row["id"]: row for row in rows(kept / "texts.jsonl")}
    annotated = {row["id"]: row for row in rows(kept / "annotations.jsonl")}
    given, gold = [], []
    for id_ in next(rows(kept / "split.json"), {}).get(part, ()):
        if id_ not in texts or id_ not in annotated:
            raise GoldError(f"{kept}: {id_} of the part {part} has no text or no annotation")
        text = texts[id_]["text"]
        given.append({"id": id_, "text": text, "published": texts[id_].get("published"), "language": "en"})
        gold.append({"id": id_, **asked(annotated[id_], text)})
    folder.mkdir(parents=True, exist_ok=True)
    for path, lines in ((folder / f"{name}.jsonl", given), (folder / f"{name}.gold.jsonl", gold)):
        path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
