"""Numbers in a sentence, with the words that hedge them: "more than 160,000", "between 30 and 50", "dozens"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.table import kept, rows
from onrecord.reader.numerals import number, words

_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the text gives it.

    Attributes:
        start, end: offsets, from its hedge to its last word. at: offset of its last word, where the parse hangs it.
        low, best, high: bounds. sign: of a currency before it, or "". plain: whether it is written in small words.
        vague: whether it is a plural without a number ("dozens").
    """

    start: int
    end: int
    at: int
    low: float | None
    best: float | None
    high: float | None
    sign: str = ""
    plain: bool = False
    vague: bool = False


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """The numbers from start to end, in text order."""
    for match in _pattern().finditer(text, start, end):
        found = _amount(match, text, start)
        if found:
            yield found


@kept
def _pattern() -> re.Pattern[str]:
    small = "|".join(map(re.escape, sorted((*words("number"), *words("scale")), key=len, reverse=True)))
    scales = "|".join(re.escape(w) for w, v in words("scale").items() if w != "score")
    vague = "|".join(map(re.escape, words("vague")))
    scaled = rf"{_DIGITS}(?:\s?(?:k|m|mn|bn|tn)\b|(?:[\s-](?:{scales}))+\b|\s\d/\d\b)?"
    spelled = rf"(?:half\s+a\s+|a\s+|an\s+)?(?:{small})\b(?:(?:[\s-]|\s+and\s+)(?:{small})\b)*"
    quantity = rf"(?:{scaled}|{spelled})"
    return re.compile(
        rf"(?P<sign>US\$|[$€£¥])?\s?(?<![\w.,/:-])(?:(?P<one>{quantity})"
        rf"(?:\s?(?P<joint>-|–|to|or|and)\s?(?P<sign2>[$€£¥])?(?P<two>{quantity}))?|(?P<vague>(?:tens|{vague})\s+of\s+"
        rf"(?:{scales}|{vague})|{vague}))(?![\w/:])(?!\.\d)",
        re.IGNORECASE,
    )


@kept
def _hedges() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    bounds = {row["words"]: frozenset(row["bounds"].split()) for row in rows("hedges.tsv")}
    shown = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(bounds, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({shown})\s+$", re.IGNORECASE), bounds


def _value(shown: str) -> float | None:
    parts = re.findall(r"\d+/\d+|\d[\d,.]*\d|\d|[a-z]+", shown.lower())
    return number(parts)


def _amount(match: re.Match[str], text: str, first: int) -> Amount | None:
    start = match.start("sign") if match["sign"] else match.start("one") if match["one"] else match.start("vague")
    hedge = _hedges()[0].search(text, max(first, start - 24), start)
    bounds = _hedges()[1][" ".join(hedge[1].lower().split())] if hedge else frozenset()
    begins = hedge.start() if hedge else start
    if match["vague"]:
        low = _vague(match["vague"].lower())
        return Amount(begins, match.end(), match.start("vague"), low, None, None, vague=True)
    one = _value(match["one"])
    if one is None:
        return None
    plain = not match["one"][0].isdigit()
    at = _last_word(match, "one")
    if match["two"] and match["joint"].lower() != "or":
        two = _value(match["two"])
        between = re.search(r"\bbetween\s+$", text[max(first, start - 10) : start], re.IGNORECASE)
        if two is not None and (between or match["joint"].lower() != "and") and two > one:
            scale = _scale(match["two"]) if one < 1000 <= two else 1.0
            begins = start - len(between[0]) if between else begins
            return Amount(
                begins, match.end(), _last_word(match, "two"), one * scale, None, two, match["sign"] or "", plain
            )
    end = match.end("one")
    kept = bounds or frozenset({"best"})
    return Amount(
        begins,
        end,
        at,
        one if "low" in kept else None,
        one if "best" in kept else None,
        one if "high" in kept else None,
        match["sign"] or "",
        plain,
    )


def _last_word(match: re.Match[str], group: str) -> int:
    """Offset of the last word of a number."""
    shown = match[group]
    return match.start(group) + max(shown.rfind(" "), shown.rfind("-")) + 1


def _scale(shown: str) -> float:
    """What "3 to 5 million" multiplies the first number by."""
    last = shown.lower().split()[-1]
    return words("scale").get(last, 1.0)


def _vague(shown: str) -> float:
    """The lower bound of "dozens", "hundreds", "tens of thousands".

    >>> _vague("dozens"), _vague("tens of thousands")
    (24.0, 20000.0)
    """
    first, *rest = (part for part in shown.split() if part != "of")
    value = 20.0 if first == "tens" else words("vague")[first]
    for part in rest:
        value *= words("scale")[part.removesuffix("s")]
    return value
