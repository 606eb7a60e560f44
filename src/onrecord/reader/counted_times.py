"""Times that are counted from the one that follows: "two days after Oct. 7", "the day before last Tuesday"."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from onrecord.model import Relative, Time
from onrecord.reader.intervals import REFS, UNKNOWN
from onrecord.reader.parse import Parsed
from onrecord.reader.tense import Direction

_BETWEEN = re.compile(r"\s+(?P<word>after|following|before|prior\s+to|from)\s+", re.IGNORECASE)
_ONE = re.compile(
    r"\b(?:the|a|one)\s+(day|week|month|year)\s+(?P<word>after|following|before|prior\s+to|from)(?=\s+$)", re.IGNORECASE
)
_NOT_ALL = re.compile(r"\b(?:trading|working|business)\b", re.IGNORECASE)
_LENGTH = re.compile(r"P(\d+)([YMWD])")
_BESIDE = frozenset({"yesterday", "tomorrow"})
_TO = re.compile(r"\s*(?:to|through|until|till|[-–])\s*(?:on\s+)?", re.IGNORECASE)
_AND = re.compile(r"\s+and\s+(?:on\s+)?", re.IGNORECASE)
_BETWIXT = re.compile(r"\bbetween\s+$", re.IGNORECASE)
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
        if between and base and between["word"].lower() == "from" and not _is_set_off(base):
            between = None
        if base and length and between and base.type in ("DATE", "TIME"):
            span = parsed.span(row.span.start, row.span.end + between.end("word"))
            told = msgspec.structs.replace(row, span=span)
            found.append(_from(told, base, _way(between["word"]), float(length[1]), _UNITS[length[2]]))
            continue
        earlier = ordered[place - 1].span.end if place else 0
        one = _ONE.search(parsed.text, max(earlier, row.span.start - 40), row.span.start)
        if one and one["word"].lower() == "from" and not _is_set_off(row):
            one = None
        if one and one[1].lower() == "day" and row.anchor == "published" and row.span.text.lower() in _BESIDE:
            span, way = parsed.span(one.start(), row.span.end), _way(one["word"])
            found.append(
                msgspec.structs.replace(row, id=f"@{one.start()}", span=span, relative=Relative(way, 2, "day"))
            )
            continue
        if one and row.type in ("DATE", "TIME") and row.relative != Relative(0):
            told = msgspec.structs.replace(row, id=f"@{one.start()}", span=parsed.span(one.start(), one.end()))
            found.append(_from(told, row, _way(one["word"]), 1.0, one[1].lower()))
        found.append(row)
    return found


def _is_length(row: Time) -> bool:
    return row.type == "DURATION" and row.relative is None and not _NOT_ALL.search(row.span.text)


def _is_set_off(base: Time) -> bool:
    """Whether one may count from it with "from": "a week from Friday", "two days from now"."""
    if base.relative is None:
        return False
    return base.relative.weekday is not None or base.value == REFS[0] or base.span.text.lower() in _BESIDE


def stretched(parsed: Parsed, rows: Sequence[Time]) -> list[Time]:
    """The times of a sentence, where two weekdays are the ends of a stretch ("from Monday to Wednesday").

    The one further off rests on the other: the first on the last where they are past, else the last on the first.
    """
    found = sorted(rows, key=lambda row: row.span.start)
    for place in range(len(found) - 1):
        first, last = found[place], found[place + 1]
        if not (_is_plain_weekday(first) and _is_plain_weekday(last)):
            continue
        joined = _TO.fullmatch(parsed.text[first.span.end : last.span.start]) or (
            _AND.fullmatch(parsed.text[first.span.end : last.span.start])
            and _BETWIXT.search(parsed.text[max(0, first.span.start - 12) : first.span.start])
        )
        if joined and first.relative and last.relative and last.relative.direction > 0:
            moved = msgspec.structs.replace(last.relative, direction=1)
            found[place + 1] = msgspec.structs.replace(last, anchor=first.id, relative=moved)
            way = msgspec.structs.replace(first.relative, direction=1)
            found[place] = msgspec.structs.replace(first, relative=way)
        elif joined and first.relative:
            moved = msgspec.structs.replace(first.relative, direction=-1)
            found[place] = msgspec.structs.replace(first, anchor=last.id, relative=moved)
    return found


def _is_plain_weekday(row: Time) -> bool:
    told = row.relative
    return (
        row.type == "DATE" and row.anchor == "published" and told is not None and bool(told.weekday) and not told.unit
    )


def _way(word: str) -> Direction:
    return 1 if word.lower() in ("after", "following", "from") else -1


def _from(row: Time, base: Time, way: Direction, amount: float, unit: str) -> Time:
    start, end, precision = UNKNOWN
    relative = Relative(way, amount, unit)
    return Time(row.id, row.span, "DATE", REFS[way], precision, start, end, base.id, relative)
