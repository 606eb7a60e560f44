"""Gold sets and outputs: reading them, pairing them, and the figures that all scorers share.

A gold set is two JSON-lines files, either plain or gzipped: NAME.jsonl holds the texts (`{"id", "text", …}`),
NAME.gold.jsonl the answers (`{"id", …}`). An output is what `onrecord read NAME.jsonl` wrote; a line belongs to the
gold row whose `id` is its `report.source_id`. A gold row without an output counts as one with an empty output.
"""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from onrecord.errors import GoldError

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Pair:
    """A gold row, its text (None where no text is known) and the output for it (empty where there is none)."""

    gold: Row
    out: Row
    text: str | None


@dataclass(frozen=True, slots=True)
class GoldSet:
    """All pairs in gold order, and what did not fit.

    Attributes:
        missing: ids of gold rows without output. unasked: outputs without a gold row. repeated: ids with more than one
            output, of which the first counts. other_text: ids whose `report.text` is not the text of the set.
        wrong_spans: how many spans do not show their own text.
    """

    pairs: list[Pair] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    unasked: list[str] = field(default_factory=list)
    repeated: list[str] = field(default_factory=list)
    other_text: list[str] = field(default_factory=list)
    wrong_spans: int = 0

    def fit(self) -> Row:
        """How gold and output fit each other, as counts."""
        return {
            "documents": len(self.pairs),
            "missing": len(self.missing),
            "unasked": len(self.unasked),
            "repeated": len(self.repeated),
            "other_text": len(self.other_text),
            "wrong_spans": self.wrong_spans,
        }


def rows(path: Path) -> Iterator[Row]:
    """The objects of a JSON-lines file, plain or gzipped.

    Raises:
        GoldError: the file cannot be opened, or a line is no JSON object.
    """
    number = 0
    try:
        with _opened(path) as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    row = json.loads(line)
                    if not isinstance(row, dict):
                        raise GoldError(f"{path}, line {number}: not a JSON object")
                    yield row
    except (OSError, EOFError, zlib.error) as problem:
        raise GoldError(f"{path}: {problem}") from problem
    except ValueError as problem:
        raise GoldError(f"{path}, after line {number}: {problem}") from problem


def _opened(path: Path) -> TextIO:
    return gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8")


def texts_beside(gold: Path) -> Path | None:
    """The file of texts that belongs to NAME.gold.jsonl or NAME.gold.jsonl.gz, if it is there."""
    name = gold.name.removesuffix(".gz").removesuffix(".jsonl")
    if not name.endswith(".gold"):
        return None
    candidates = [gold.with_name(name.removesuffix(".gold") + ending) for ending in (".jsonl", ".jsonl.gz")]
    return next((path for path in candidates if path.is_file()), None)


def load(gold: Path, out: Path, texts: Path | None = None) -> GoldSet:
    """Pairs a gold set with an output.

    Raises:
        GoldError: a file cannot be read, or a row lacks its id.
    """
    texts = texts or texts_beside(gold)
    given = {str(row.get("id")): row["text"] for row in rows(texts) if "text" in row} if texts else {}
    outputs: dict[str, Row] = {}
    found = GoldSet()
    for row in rows(out):
        key = str((row.get("report") or {}).get("source_id"))
        if key in outputs:
            found.repeated.append(key)
        outputs.setdefault(key, row)
    wrong = 0
    asked: set[str] = set()
    for row in rows(gold):
        if "id" not in row:
            raise GoldError(f"{gold}: a row has no id")
        key = str(row["id"])
        asked.add(key)
        answer = outputs.get(key)
        if answer is None:
            found.missing.append(key)
        own = ((answer or {}).get("report") or {}).get("text")
        text = given.get(key, own)
        if own is not None and own != text:
            found.other_text.append(key)
        wrong += sum(1 for _ in false_spans(answer or {}, text)) if text is not None else 0
        found.pairs.append(Pair(row, answer or {}, text))
    found.unasked.extend(key for key in outputs if key not in asked)
    return GoldSet(found.pairs, found.missing, found.unasked, found.repeated, found.other_text, wrong)


def false_spans(value: Any, text: str) -> Iterator[Row]:
    """Every span under a value whose `text` is not what stands at its offsets."""
    if isinstance(value, list):
        for inner in value:
            yield from false_spans(inner, text)
    elif isinstance(value, dict):
        start, end = value.get("start"), value.get("end")
        if isinstance(start, int) and isinstance(end, int) and "text" in value and text[start:end] != value["text"]:
            yield value
        for inner in value.values():
            yield from false_spans(inner, text)


def share(part: float, whole: float) -> float:
    """part / whole, 0 where there is no whole."""
    return part / whole if whole else 0.0


def rate(part: float, whole: float) -> float | None:
    """part / whole to four places; None where there is nothing to count."""
    return round(part / whole, 4) if whole else None


def fractions(hits_p: float, out: float, hits_r: float, gold: float) -> Row:
    """Precision, recall and F1 to five places; 0 where there is nothing."""
    p, r = share(hits_p, out), share(hits_r, gold)
    return {"p": round(p, 5), "r": round(r, 5), "f": round(share(2 * p * r, p + r), 5)}


def counted(hits: int, out: int, gold: int) -> Row:
    """Precision, recall and F1 to four places with their counts; None where neither side has anything."""
    nothing = None if not gold and not out else 0.0
    return {
        "p": rate(hits, out) if out else nothing,
        "r": rate(hits, gold) if gold else nothing,
        "f1": rate(2 * hits, out + gold),
        "hits": hits,
        "out": out,
        "gold": gold,
    }


def greedy(weights: Iterable[tuple[Any, int, int]]) -> list[tuple[int, int]]:
    """One-to-one pairs (left, right), best first; `weights` come best first."""
    lefts: set[int] = set()
    rights: set[int] = set()
    taken = []
    for _, left, right in weights:
        if left not in lefts and right not in rights:
            lefts.add(left)
            rights.add(right)
            taken.append((left, right))
    return taken
