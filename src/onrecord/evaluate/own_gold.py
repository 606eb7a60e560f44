"""The project's own gold set for events (gold/events in the repository), in the shape that its scorer takes.

The annotations name words by a substring and which occurrence of it is meant; a scorer wants offsets. A half of the set
becomes a set like any other, own-train or own-test: NAME.jsonl with the texts, NAME.gold.jsonl with
```
{"id", "events": [Event]}
Event    {"trigger": Span, "type", "mode", "contexts", "actors": [Party], "recipients": [Party], "status", "value",
          "voice": [words], "time": words | null, "place": words | null, "past", "mentions": [Mention], "after"}
Mention  {"trigger": Span, "status", "value", "voice"}
Party    {"text", "span": Span, "is"?: Span}: `is` is there for a pronoun, and tells where the words are that name it
Span     {"start", "end", "text"}: code points in the text, end exclusive
```
Voice, time and place stay words, because the annotations do not say which occurrence of them is meant.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from onrecord.errors import GoldError
from onrecord.evaluate.gold import Row, rows
from onrecord.evaluate.spans import Interval

OWN = Path("gold/events")
"""Where the set lies in a checkout."""
PARTS = {"own-train": "train", "own-test": "test"}
"""The halves by the names of their sets."""
_SIDES = ("actors", "recipients")


def locate(text: str, part: str, nth: int = 1) -> Interval | None:
    """Where the nth occurrence of the part lies, overlapping ones counted; None where there is none.

    >>> locate("fire on fire", "fire", 2)
    (8, 12)
    >>> locate("fire on fire", "fire", 3)
    """
    start = -1
    for _ in range(nth):
        start = text.find(part, start + 1)
        if start < 0:
            return None
    return (start, start + len(part)) if part and nth > 0 else None


def sealed(rows: Iterable[Row]) -> str:
    """SHA-256, in hex digits, over the canonical JSON of rows: what a frozen half of a set is known by.

    >>> sealed([{"a": 1, "b": 2}]) == sealed([{"b": 2, "a": 1}])
    True
    """
    canonical = json.dumps(list(rows), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def resolved(event: Row, text: str) -> Row:
    """An annotated event with offsets for its substrings; one that has them already is given back as it is.

    Raises:
        GoldError: a substring is not in the text.
    """
    if isinstance(event["trigger"], dict):
        return event
    made = {key: value for key, value in event.items() if key != "nth"}
    made["trigger"] = _span(event["trigger"], event["nth"], text)
    for side in _SIDES:
        made[side] = [_party(party, text) for party in event[side]]
    made["mentions"] = [_mention(told, text) for told in event["mentions"]]
    return made


def _mention(told: Row, text: str) -> Row:
    kept = {key: value for key, value in told.items() if key != "nth"}
    return kept | {"trigger": _span(told["trigger"], told["nth"], text)}


def _party(party: Row, text: str) -> Row:
    made: Row = {"text": party["text"], "span": _span(party["text"], party["nth"], text)}
    if meant := party.get("is"):
        made["is"] = _span(meant["text"], meant["nth"], text)
    return made


def _span(part: str, nth: int, text: str) -> Row:
    found = locate(text, part, nth)
    if found is None:
        raise GoldError(f"{part!r}, occurrence {nth}, is not in the text {text[:40]!r} …")
    return {"start": found[0], "end": found[1], "text": part}


def export(own: Path, part: str, folder: Path) -> str:
    """Writes a half of the set as NAME.jsonl and NAME.gold.jsonl and gives the name.

    Args:
        own: the folder with texts.jsonl, annotations.jsonl and split.json. part: train or test.
        folder: where to write; made if it is not there.

    Raises:
        GoldError: a file cannot be read, or does not follow the format.
        OSError: the folder cannot be written.
    """
    name = next(name for name, half in PARTS.items() if half == part)
    texts = {row["id"]: row for row in rows(own / "texts.jsonl")}
    annotated = {row["id"]: row for row in rows(own / "annotations.jsonl")}
    split = next(rows(own / "split.json"), {})
    given, asked = [], []
    for id_ in split.get(part, ()):
        if id_ not in texts or id_ not in annotated:
            raise GoldError(f"{own}: {id_} of the part {part} has no text or no annotation")
        text = texts[id_]["text"]
        given.append({"id": id_, "text": text, "published": texts[id_].get("published"), "language": "en"})
        asked.append({"id": id_, "events": [resolved(event, text) for event in annotated[id_]["events"]]})
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{name}.jsonl", given)
    _write(folder / f"{name}.gold.jsonl", asked)
    return name


def _write(path: Path, lines: Iterable[Row]) -> None:
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)
