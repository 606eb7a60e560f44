"""Numbers as they are written: digits, words, and both ("1.5 million", "half a million", "two dozen")."""

from __future__ import annotations

import re
from collections.abc import Sequence

from onrecord.knowledge.table import kept, rows

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|\.\d+")
_FRACTION = re.compile(r"(\d+)/(\d+)")
_SHORT = {"k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "tn": 1e12}


@kept
def words(kind: str) -> dict[str, float]:
    """Number words of a kind (number, scale, ordinal, vague) to their number."""
    return {row["word"]: float(row["value"]) for row in rows("numbers.tsv") if row["kind"] == kind}


def digits(text: str) -> float | None:
    """The number that digits write, with or without commas; None for anything else.

    >>> digits("160,000"), digits("1.5"), digits("ten")
    (160000.0, 1.5, None)
    """
    return float(text.replace(",", "")) if _DIGITS.fullmatch(text) else None


def number(parts: Sequence[str]) -> float | None:
    """The number that words in a row write; None where one of them belongs to no number.

    Args:
        parts: words in small letters; hyphens, "and", "a" and "of" between them are passed over.

    >>> number(["two", "hundred", "and", "five"]), number(["half", "a", "million"]), number(["5", "1/2"])
    (205.0, 500000.0, 5.5)
    """
    numbers, scales = words("number"), words("scale")
    total = current = 0.0
    seen = False
    for part in parts:
        if part in ("-", "and", "of", "a", "an"):
            continue
        value = digits(part)
        fraction = _FRACTION.fullmatch(part)
        if value is None and fraction and int(fraction[2]):
            value = int(fraction[1]) / int(fraction[2])
        if value is None:
            value = 0.5 if part == "half" else numbers.get(part)
        scale = scales.get(part) or _SHORT.get(part)
        if value is not None:
            current += value
        elif scale is not None:
            current = (current or 1.0) * scale
            if scale >= 1000:
                total, current = total + current, 0.0
        else:
            return None
        seen = True
    return total + current if seen else None
