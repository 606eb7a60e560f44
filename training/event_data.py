"""What the event head learns from: words of sentences, with what is known of them, and their vectors.

Where the labels come from: PLV and the stories of NGEC name the type of a text (PLV also one pair of actors); the
project's own gold (its training part) and `labels/events.jsonl` name every event of a sentence with its words, sides
and status; UDS-IH2 says how sure people are that what a word tells took place.
"""

from __future__ import annotations

import json
import pickle
import random
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from data import lines, span

from onrecord.model import STATUSES, TYPES
from onrecord.reader import deeds, pieces
from onrecord.reader.encoder import Encoder

HERE = Path(__file__).parent
GOLD = HERE.parent / "gold" / "events"
FOLDS = 5
STORY = 60
"""Words of a story that are read: the deed stands at its beginning."""

_STOP = re.compile(r"(?<=[a-z\d)’”\"'][.!?])[\"'”’]?\s+(?=[“\"'‘]?[A-Z])")

Words = tuple[int, int]


@dataclass(slots=True)
class Deed:
    """One event: its trigger (first and last word), type, status ("" where nobody said) and the words of its sides."""

    trigger: Words
    type: str
    status: str = ""
    actors: list[Words] = field(default_factory=list)
    recipients: list[Words] = field(default_factory=list)


@dataclass(slots=True)
class Sentence:
    """A text with what is known of it.

    Attributes:
        seen: words x deeds.WIDE, float16. sentence: the sentence of each word, as the reader counts them.
        whole: every event of the text; None where nobody looked for all.
        bag: the types that are right ones, without a place; `pair` the words of its actors and recipients.
        value: -3 to 3 for each word, NaN where nobody asked.
    """

    id: str
    seen: np.ndarray
    sentence: np.ndarray
    whole: list[Deed] | None = None
    bag: tuple[str, ...] = ()
    pair: tuple[list[Words], list[Words]] | None = None
    value: np.ndarray | None = None


def folds(many: int) -> list[list[int]]:
    """The rows that stay out in each fold of a set of so many."""
    order = list(range(many))
    random.Random(1).shuffle(order)
    return [order[k::FOLDS] for k in range(FOLDS)]


def types_of(type_: str) -> tuple[str, ...]:
    """The types of the 16 that a type of PLV's 15 is."""
    return ("CONCEDE", "RETREAT") if type_ == "YIELD" else (type_,)


def seen_of(encoder: Encoder, text: str) -> tuple[pieces.Words, np.ndarray, np.ndarray]:
    """The words of a text, their vectors and their sentences."""
    cut = pieces.words(text)
    seen = np.concatenate([w for _, w in encoder.seen(cut)]) if len(cut) else np.zeros((0, deeds.WIDE), np.float32)
    return cut, seen.astype(np.float16), deeds.sentences(cut, starts(text))


def starts(text: str) -> list[int]:
    """Where sentences begin: roughly, for texts of several sentences; the reader's parser knows better."""
    return [0, *(m.end() for m in _STOP.finditer(text))]


def pairs(data: Path, encoder: Encoder, name: str) -> Iterator[Sentence]:
    """A set whose gold names a type and a pair for each text."""
    gold = {row["id"]: row for row in lines(data / f"{name}.gold.jsonl")}
    for row in lines(data / f"{name}.jsonl"):
        cut, seen, sentence = seen_of(encoder, row["text"])
        events = [e for e in gold[row["id"]]["events"] if e.get("type")]
        types = tuple(dict.fromkeys(t for e in events for t in types_of(e["type"])))
        sides = [_sides(cut, [p.get("span") for e in events for p in e[side]]) for side in ("actors", "recipients")]
        yield Sentence(row["id"], seen, sentence, bag=types, pair=(sides[0], sides[1]))


def stories(data: Path, encoder: Encoder, many: int) -> Iterator[Sentence]:
    """The beginnings of NGEC's stories, evenly taken."""
    gold = {row["id"]: row for row in lines(data / "ngec-stories.gold.jsonl")}
    rows = list(lines(data / "ngec-stories.jsonl"))
    for row in rows[:: max(1, len(rows) // many)]:
        text = row["text"]
        cut = pieces.words(text)
        if len(cut) > STORY:
            text = text[: int(cut.end[STORY - 1])]
        cut, seen, sentence = seen_of(encoder, text)
        types = tuple(t for e in gold[row["id"]]["events"] for t in types_of(e["type"]))
        if types and len(cut):
            yield Sentence(row["id"], seen, sentence, bag=types)


def valued(data: Path, encoder: Encoder, name: str) -> Iterator[Sentence]:
    """A set of factuality."""
    gold = {row["id"]: row for row in lines(data / f"{name}.gold.jsonl")}
    for row in lines(data / f"{name}.jsonl"):
        cut, seen, sentence = seen_of(encoder, row["text"])
        value = np.full(len(cut), np.nan, np.float32)
        for event in gold[row["id"]]["events"]:
            inside = span(cut, *event["span"])
            if inside:
                value[inside[0]] = event["value"]
        yield Sentence(row["id"], seen, sentence, value=value)


def own(encoder: Encoder, part: str) -> Iterator[Sentence]:
    """One half of the project's own gold: "train" or "test"."""
    chosen = set(json.loads((GOLD / "split.json").read_text(encoding="utf-8"))[part])
    rows = {row["id"]: row for row in lines(GOLD / "annotations.jsonl")}
    for text in lines(GOLD / "texts.jsonl"):
        if text["id"] in chosen:
            cut, seen, sentence = seen_of(encoder, text["text"])
            told = [d for e in rows[text["id"]]["events"] for d in _tellings(cut, text["text"], e)]
            yield Sentence(text["id"], seen, sentence, whole=told)


def _tellings(cut: pieces.Words, text: str, event: dict[str, Any]) -> Iterator[Deed]:
    sides = [
        _sides(cut, [_found(text, party["text"], party["nth"]) for party in event[side]])
        for side in ("actors", "recipients")
    ]
    for number, one in enumerate((event, *event["mentions"])):
        inside = _words(cut, _found(text, one["trigger"], one["nth"]))
        if inside:
            yield Deed(inside, event["type"], one["status"], *(sides if not number else ([], [])))


def labelled(data: Path, encoder: Encoder) -> Iterator[Sentence]:
    """The sentences of `labels/`: those cut out of the sets that they stand in, and those written for it."""
    rows = list(lines(HERE / "labels" / "events.jsonl"))
    texts: dict[tuple[str, str], str] = {}
    for name in sorted({row["set"] for row in rows}):
        texts |= {(name, row["id"]): row["text"] for row in lines(data / f"{name}.jsonl")}
    for row in rows:
        row["text"] = texts[row["set"], row["id"]][row["start"] : row["end"]]
    for number, row in enumerate([*rows, *lines(HERE / "labels" / "written.jsonl")]):
        cut, seen, sentence = seen_of(encoder, row["text"])
        told = []
        for event in row["events"]:
            inside = _words(cut, event["trigger"])
            if inside:
                given, taken = (_sides(cut, event[side]) for side in ("actors", "recipients"))
                told.append(Deed(inside, event["type"], event["status"], given, taken))
        yield Sentence(f"label-{number}", seen, sentence, whole=told)


def _found(text: str, words: str, nth: int) -> tuple[int, int]:
    at = -1
    for _ in range(nth):
        at = text.index(words, at + 1)
    return at, at + len(words)


def _words(cut: pieces.Words, where: Iterable[int] | None) -> Words | None:
    return span(cut, *where) if where else None


def _sides(cut: pieces.Words, spans: Iterable[Iterable[int] | None]) -> list[Words]:
    return [inside for one in spans if (inside := _words(cut, one))]


def load(data: Path, work: Path, encoder: Encoder, many: int = 2000) -> dict[str, list[Sentence]]:
    """All sets, read once and kept in the work folder under the name of the encoder's weights."""
    found: dict[str, list[Sentence]] = {}
    makers = {
        "plv-train": lambda: pairs(data, encoder, "plv-train"),
        "own": lambda: own(encoder, "train"),
        "labels": lambda: labelled(data, encoder),
        "stories": lambda: stories(data, encoder, many),
        "uds": lambda: valued(data, encoder, "factuality-uds-train"),
        "uds-dev": lambda: valued(data, encoder, "factuality-uds-dev"),
    }
    for name, make in makers.items():
        kept = work / f"{name}.pickle"
        if not kept.exists():
            kept.write_bytes(pickle.dumps(list(make())))
        found[name] = pickle.loads(kept.read_bytes())
        if any(d.type not in TYPES or d.status not in STATUSES for s in found[name] for d in s.whole or ()):
            raise ValueError(f"{name} has an unknown type or status")
    return found
