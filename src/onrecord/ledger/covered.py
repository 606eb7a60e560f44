"""A reading with words covered: the same rows at the same offsets, and whom the words name is nobody known.

Every span is cut out of the covered text, so that it is what stands there. An actor whose name or id holds the words
gets an id that says nothing; of one whom a registry knows, nothing of what it says is left, since it would tell who it
is. Likewise a place: its coordinates would say its name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from onrecord.ledger.words import Words
from onrecord.model import Actor, Codes, Factuality, Place, Reading, Relative, Report, Span

ERASED = "erased:"
"""What stands for the hash of bytes that were erased begins with this; the report's id follows."""
LOCAL = "report:"
NOBODY = f"{LOCAL}erased-"
"""What the id of an actor begins with whose name was erased."""
NOBODY_LEFT = f"{LOCAL}erased~"
"""What the id begins with that stands in decisions for an actor of whom no report is left; a number follows."""
IDS = frozenset({"id", "actor", "speakers", "medium", "of", "anchor"})
"""Fields that hold ids of actors, and may hold others."""
_PREFIX = re.compile(r"^(?:(?:report|ledger|outlet):)+(?:[0-9a-f]{16}(?::|$))?(?:erased(?:[-~]\d+)?$)?")
CODES = frozenset(
    "id attribution within time place anchor after counts dateline cause start_time end_time sha256 published"
    " published_basis captured language reader kind form source_kind polarity value status type cameo mode contexts"
    " precision start end state country sector wikidata inferred unsettled code".split()
)
"""Fields that hold ids of rows, codes, days and hashes, never words of a report."""


def covered(reading: Reading, words: Words) -> Reading:
    """A reading with words covered; it no longer says of which bytes it was read, since these are erased too."""
    made: Reading = _Covering(reading, words).of(reading)
    report = msgspec.structs.replace(made.report, sha256=f"{ERASED}{reading.report.id}")
    return msgspec.structs.replace(made, report=report)


def holds(reading: Reading, words: Words) -> bool:
    """Whether words stand in a reading anywhere."""
    return bool(_Covering(reading, words).of(reading) != reading)


def places_in(reading: Reading, words: Words) -> int:
    """In how many places of the text, title and the other metadata of a report words stand."""
    report = reading.report
    texts = (
        report.text, report.title, report.url, report.source_id, report.publisher, report.agency, *report.authors,
    )  # fmt: skip
    return sum(len(words.stretches(text)) for text in texts if text)


def bare(name: str) -> str:
    """An id without what onrecord itself puts before the words that it is made of.

    >>> bare("ledger:mona-adel"), bare("report:0123456789abcdef:erased-1"), bare("egypt.mil")
    ('mona-adel', '', 'egypt.mil')
    """
    return _PREFIX.sub("", name)


class _Covering:
    """What is made of each value of a reading."""

    def __init__(self, reading: Reading, words: Words) -> None:
        self.words = words
        self.text = words.cover(reading.report.text)
        self.ids = self._nobodies(reading)

    def _nobodies(self, reading: Reading) -> Mapping[str, str]:
        """Ids that hold the words, or of actors whose names do, each with one that does not."""
        used = [int(found[1]) for a in reading.actors if (found := re.fullmatch(f"{NOBODY}(\\d+)", a.id))]
        touched = [a.id for a in reading.actors if self.words.stand_in(bare(a.id)) or self.words.stand_in(a.name)]
        first = max(used, default=0) + 1
        return {actor: f"{NOBODY}{n}" for n, actor in enumerate(dict.fromkeys(touched), first)}

    def of(self, value: Any, field: str = "") -> Any:
        """A value with the words covered; of the same type."""
        if isinstance(value, str):
            return self._string(value, field)
        if isinstance(value, (Codes, Factuality, Relative)):
            return value
        if isinstance(value, Span):
            return Span(value.start, value.end, self.text[value.start : value.end])
        if isinstance(value, Actor) and value.id in self.ids and not value.id.startswith(LOCAL):
            return Actor(self.ids[value.id], self.words.cover(value.name), value.kind)
        if isinstance(value, Place) and self.words.stand_in(value.name):
            return Place(value.id, self.of(value.span), self.words.cover(value.name), value.confidence)
        if isinstance(value, msgspec.Struct):
            fields = {name: self.of(getattr(value, name), name) for name in value.__struct_fields__}
            if isinstance(value, Report):
                fields["text"] = self.text
            return msgspec.structs.replace(value, **fields)
        if isinstance(value, tuple):
            return tuple(self.of(one, field) for one in value)
        return value

    def _string(self, value: str, field: str) -> str:
        if field in IDS and value in self.ids:
            return self.ids[value]
        if field in CODES:
            return value
        return self.words.cover(value)
