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

from pathlib import Path

from onrecord.errors import GoldError
from onrecord.evaluate import halves
from onrecord.evaluate.gold import Row
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


def resolved(event: Row, text: str) -> Row:
    """An annotated event with offsets for its substrings; one that has them already is given back as it is.

    Raises:
        GoldError: a substring is not in the text.
    """
    if isinstance(event["trigger"], dict):
        return event
    made = {key: value for key, value in event.items() if key != "nth"}
    made["trigger"] = spanned(event["trigger"], event["nth"], text)
    for side in _SIDES:
        made[side] = [_party(party, text) for party in event[side]]
    made["mentions"] = [_mention(told, text) for told in event["mentions"]]
    return made


def _mention(told: Row, text: str) -> Row:
    kept = {key: value for key, value in told.items() if key != "nth"}
    return kept | {"trigger": spanned(told["trigger"], told["nth"], text)}


def _party(party: Row, text: str) -> Row:
    made: Row = {"text": party["text"], "span": spanned(party["text"], party["nth"], text)}
    if meant := party.get("is"):
        made["is"] = spanned(meant["text"], meant["nth"], text)
    return made


def spanned(part: str, nth: int, text: str) -> Row:
    """The span of the nth occurrence of a part.

    Raises:
        GoldError: there is none.
    """
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
    halves.export(own, part, name, folder, lambda row, text: {"events": [resolved(e, text) for e in row["events"]]})
    return name
