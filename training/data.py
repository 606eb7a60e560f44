"""The training texts as numbers: words and windows as the reader cuts them, with the tags to be learnt."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from onrecord.reader import pieces

ROLES = ("source", "cue", "content")
NAMES = (
    "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY QUANTITY ORDINAL "
    "CARDINAL"
).split()
"""The kinds of name that spaCy's English pipelines tell apart (OntoNotes')."""
NAME_TAGS = ["O", *(f"{p}-{n}" for n in NAMES for p in "BI")]
FLAT_TAGS = ["O", *(f"{p}-{r}" for r in ROLES for p in "BI")]
ROLE_TAGS = ["O", "B-source", "I-source", "B-content", "I-content"]
NOTHING = -100
"""A word that no loss asks for."""


@dataclass(slots=True)
class Cue:
    """One attribution: words of its cue (first, last), and of each word of the text its tag in ROLE_TAGS."""

    first: int
    last: int
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]


@dataclass(slots=True)
class Text:
    """A text with what is known of it; `names` is None where nobody looked, `cues` where nobody annotated.

    `happened` says of each word how sure people are that what it tells took place (-3 to 3); NaN where none was asked.
    """

    id: str
    text: str
    words: pieces.Words
    cues: list[Cue] | None
    names: np.ndarray | None
    flat: np.ndarray = field(default_factory=lambda: np.zeros(0, np.int64))
    happened: np.ndarray | None = None


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a file of JSON lines, packed or not; `path` without .gz finds either."""
    packed = path.with_name(path.name + ".gz")
    with gzip.open(packed, "rt", encoding="utf-8") if packed.exists() else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def texts(data: Path, name: str, silver: dict[str, list[list[Any]]], attributed: bool) -> list[Text]:
    """The texts of a set.

    Args:
        data: the folder of the sets. name: the set. silver: names by text id, from `silver_names`.
        attributed: whether its gold has attributions; else it has events with their factuality.
    """
    gold = {row["id"]: row for row in lines(data / f"{name}.gold.jsonl")}
    found = []
    for row in lines(data / f"{name}.jsonl"):
        cut = pieces.words(row["text"])
        names = tags_of_names(cut, silver[row["id"]]) if row["id"] in silver else None
        cues = cues_of(cut, gold[row["id"]]["attributions"]) if attributed else None
        happened = None if attributed else values(cut, gold[row["id"]]["events"])
        found.append(Text(row["id"], row["text"], cut, cues, names, flat_tags(cut, cues), happened))
    return found


def values(cut: pieces.Words, events: Iterable[dict[str, Any]]) -> np.ndarray:
    """How sure people are of each word that tells of an event; NaN for all other words."""
    found = np.full(len(cut), np.nan, np.float32)
    for event in events:
        inside = span(cut, *event["span"])
        if inside:
            found[inside[0]] = event["value"]
    return found


def plain(id: str, text: str) -> Text:
    """A text of which no tags are known."""
    cut = pieces.words(text)
    return Text(id, text, cut, None, None, flat_tags(cut, None))


def span(cut: pieces.Words, start: int, end: int) -> tuple[int, int] | None:
    """First and last word of an interval of code points; None where it has none."""
    first, last = cut.at(start), int(np.searchsorted(cut.start, end, side="left")) - 1
    return (first, last) if first <= last else None


def cues_of(cut: pieces.Words, rows: Iterable[dict[str, Any]]) -> list[Cue]:
    """The attributions that have a cue and a content, in words."""
    found = []
    for row in rows:
        parts = {role: [s for a, b in row[role] if (s := span(cut, a, b))] for role in ROLES}
        if parts["cue"] and parts["content"]:
            found.append(Cue(*parts["cue"][0], parts["source"], parts["content"]))
    return sorted(found, key=lambda c: c.first)


def flat_tags(cut: pieces.Words, cues: Sequence[Cue] | None) -> np.ndarray:
    """A tag of FLAT_TAGS for each word, whosever role it is."""
    tags = np.zeros(len(cut), np.int64)
    if cues is None:
        tags[:] = NOTHING
        return tags
    for cue in cues:
        for role, spans in (("content", cue.content), ("source", cue.source), ("cue", [(cue.first, cue.last)])):
            begin = FLAT_TAGS.index(f"B-{role}")
            for first, last in spans:
                tags[first], tags[first + 1 : last + 1] = begin, begin + 1
    return tags


def role_tags(cue: Cue, low: int, high: int) -> np.ndarray:
    """A tag of ROLE_TAGS for each word from low to high (exclusive)."""
    tags = np.zeros(high, np.int64)
    for begin, spans in ((3, cue.content), (1, cue.source)):
        for first, last in spans:
            if first < high:
                tags[first], tags[first + 1 : last + 1] = begin, begin + 1
    return tags[low:]


def tags_of_names(cut: pieces.Words, rows: Iterable[Sequence[Any]]) -> np.ndarray:
    """A tag of NAME_TAGS for each word."""
    tags = np.zeros(len(cut), np.int64)
    for start, end, label in rows:
        inside = span(cut, start, end)
        if inside:
            begin = NAME_TAGS.index(f"B-{label}")
            tags[inside[0]], tags[inside[0] + 1 : inside[1] + 1] = begin, begin + 1
    return tags


def load(data: Path, silver_file: Path, cache: Path) -> dict[str, list[Text]]:
    """All texts for training and development, cut up once and kept."""
    if cache.exists():
        found: dict[str, list[Text]] = pickle.loads(cache.read_bytes())
        return found
    silver = {row["id"]: row["ents"] for row in lines(silver_file)}
    found = {
        "polnear-train": texts(data, "polnear-train", silver, attributed=True),
        "polnear-dev": texts(data, "polnear-dev", silver, attributed=True),
        "sentences": _packed(texts(data, "factuality-uds-train", silver, attributed=False)),
        "sentences-dev": _packed(texts(data, "factuality-uds-dev", silver, attributed=False)),
    }
    cache.write_bytes(pickle.dumps(found))
    return found


def _packed(short: list[Text]) -> list[Text]:
    """Single sentences put together, so that windows are full: each a paragraph of its own."""
    found: list[Text] = []
    for at in range(0, len(short), 40):
        group = short[at : at + 40]
        text = "\n\n".join(t.text for t in group)
        cut = pieces.words(text)
        tags = np.concatenate([t.names if t.names is not None else np.full(len(t.words), NOTHING) for t in group])
        if len(tags) == len(cut):
            happened = np.concatenate([t.happened for t in group])
            found.append(Text(f"packed-{at}", text, cut, None, tags, flat_tags(cut, None), happened))
    return found
