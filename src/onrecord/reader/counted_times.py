"""Times that are counted from the one that follows: "two days after Oct. 7", "the day before last Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from onrecord.model import Relative, Time
from onrecord.reader.intervals import REFS, UNKNOWN
from onrecord.reader.parse import Parsed
from onrecord.reader.tense import Direction

_BETWEEN = re.compile(r"\s+(?P<word>after|following|before|prior\s+to)\s+", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:the|a|one)\s+(day|week|month|year)\s+(?P<word>after|following|before|prior\s+to)(?=\s+$)", re.IGNORECASE
)
_NOT_ALL = re.compile(r"\b(?:trading|working|business)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([YMWD])")
_UNITS = {"Y": "year", "M": "month", "W": "week", "D": "day"}


def counted(parsed: Parsed, rows: Sequence[Time]) -> list[Time]:
    """The times of a sentence in text order, those that are counted from the next one made so.

    Their anchor is the id of that next time, so that a length ("two days") becomes a day.
    """
    ordered = sorted(rows, key=lambda row: row.span.start)
    found: list[Time] = []
    for place, row in enumerate(ordered):
        base = ordered[place + 1] if place + 1 < len(ordered) else None
        length = _LENGTH.fullmatch(row.value) if _is_length(row) else None
        between = _BETWEEN.fullmatch(parsed.text[row.span.end : base.span.start]) if base and length else None
        if base and length and between and base.type in ("DATE", "TIME"):
            span = parsed.span(row.span.start, row.span.end + between.end("word"))
            told = msgspec.structs.replace(row, span=span)
            found.append(_from(told, base, _way(between["word"]), float(length[1]), _UNITS[length[2]]))
            continue
        earlier = ordered[place - 1].span.end if place else 0
        one = _ONE.search(parsed.text, max(earlier, row.span.start - 40), row.span.start)
        if one and row.type in ("DATE", "TIME") and row.relative != Relative(0):
            told = msgspec.structs.replace(row, id=f"@{one.start()}", span=parsed.span(one.start(), one.end()))
            found.append(_from(told, row, _way(one["word"]), 1.0, one[1].lower()))
        found.append(row)
    return found


def _is_length(row: Time) -> bool:
    return row.type == "DURATION" and row.relative is None and not _NOT_ALL.search(row.span.text)


def _way(word: str) -> Direction:
    return 1 if word.lower() in ("after", "following") else -1


def _from(row: Time, base: Time, way: Direction, amount: float, unit: str) -> Time:
    start, end, precision = UNKNOWN
    relative = Relative(way, amount, unit)
    return Time(row.id, row.span, "DATE", REFS[way], precision, start, end, base.id, relative)
