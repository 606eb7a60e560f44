"""Numbers in a sentence, with the words that hedge them: "more than 160,000", "between 30 and 50", "dozens"."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge.table import kept, rows
from onrecord.reader.numerals import number, words

_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)
_CHANGED = re.compile(
    r"\b(?:ris\w+|rose|climb\w*|gr[eo]w\w*|increas\w+|jump\w*|f[ae]ll\w*|drop\w*|went|gone|go|declin\w+|rais\w+|cut)\s+"
    r"(?:\w+\s+){0,2}from\s+$",
    re.IGNORECASE,
)
_PERIODS = "hour|day|night|week|month|quarter|year|decade|century|time|way|season|match|game|battle"
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"


@dataclass(frozen=True, slots=True)
class Amount:
    """A number as the text gives it.

    Attributes:
        start, end: offsets, from its hedge to its last word. at: offset of its last word, where the parse hangs it.
        low, best, high: bounds. sign: of a currency before it, or "". plain: whether it is written in small words.
        vague: whether it is a plural without a number ("dozens"). share: whether it is in percent ("a third of").
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
    share: bool = False


def amounts(text: str, start: int, end: int) -> Iterator[Amount]:
    """The numbers from start to end, in text order."""
    at = start
    while match := _pattern().search(text, at, end):
        found = _amount(match, text, start)
        if found:
            yield found
        at = found.end if found else match.end()


@kept
def _pattern() -> re.Pattern[str]:
    small = "|".join(map(re.escape, sorted((*words("number"), *words("scale")), key=len, reverse=True)))
    scales = "|".join(re.escape(w) for w, v in words("scale").items() if w != "score")
    vague = "|".join(map(re.escape, words("vague")))
    some = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words("some"), key=len, reverse=True))
    parts = "|".join(map(re.escape, words("part")))
    scaled = rf"{_DIGITS}(?:\s?(?:k|m|mn|bn|tn)\b|(?:[\s-](?:{scales}))+\b|\s\d/\d\b)?"
    spelled = rf"(?:half\s+a\s+|a\s+|an\s+)?(?:{small})\b(?:(?:[\s-]|\s+and\s+)(?:{small})\b)*"
    quantity = rf"(?:{scaled}|{spelled})"
    return re.compile(
        r"(?:(?<!\w)(?=[^\W_])|(?=[$€£¥₪₹₺]))(?:"
        rf"(?P<share>(?:half|(?:a|one|two|three|four)[\s-](?:{parts})s?))\s+(?:of\s+)?(?=(?:the|its|their|his|all|of)\b)"
        rf"(?!(?:\w+\s+)?\w+\s+(?:{_PERIODS})\b)(?!of\s+an?\b)|(?P<some>(?:{some})(?:\s+(?:{scales}))?)(?=\s+\w)|"
        rf"(?P<sign>(?:US|HK|NZ|[CA])?\$|[€£¥₪₹₺]|NIS\s)?(?:(?<=[$€£¥₪₹₺])\s)?(?<![\w.,/:-])(?:(?P<one>{quantity})"
        rf"(?:\s?(?P<joint>-|–|to|or|and)\s?(?P<sign2>[$€£¥])?(?P<two>{quantity}))?|(?P<vague>(?:tens|{vague})\s+of\s+"
        rf"(?:{scales}|{vague})|{vague}))(?:(?![\w/:])|(?=(?:km|kg|cm|mm)\b))(?!\.\d))",
        re.IGNORECASE,
    )


@kept
def _hedges() -> tuple[re.Pattern[str], dict[str, frozenset[str]]]:
    bounds = {row["words"]: frozenset(row["bounds"].split()) for row in rows("hedges.tsv")}
    shown = "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(bounds, key=len, reverse=True))
    return re.compile(rf"(?<!\w)({shown})\s+$", re.IGNORECASE), bounds


def _value(shown: str) -> float | None:
    parts = re.findall(r"\d+/\d+|\d[\d,.]*\d|\d|[a-z]+", shown.lower())
    value = number(parts)
    return value if value is not None and math.isfinite(value) else None


def _amount(match: re.Match[str], text: str, first: int) -> Amount | None:
    group = next(name for name in ("sign", "one", "vague", "some", "share") if match[name])
    if group not in ("sign", "one") and any(c.isalpha() and not c.isascii() for c in match[group]):
        return None  # Unicode's case folding takes the dotless i and the long s for letters of English words
    start = match.start(group)
    hedge = _hedges()[0].search(text, max(first, start - 24), start)
    bounds = _hedges()[1][" ".join(hedge[1].lower().split())] if hedge else frozenset()
    begins = hedge.start() if hedge else start
    if match["vague"]:
        low = _vague(match["vague"].lower())
        return Amount(begins, match.end(), match.start("vague"), low, None, None, vague=True)
    if match["some"]:
        return _some(match, begins)
    if match["share"]:
        at = match.start("share") + max(match["share"].rfind(" "), match["share"].rfind("-")) + 1
        return Amount(begins, match.end("share"), at, *_kept(_share(match["share"].lower()), bounds), share=True)
    one = _value(match["one"])
    if one is None:
        return None
    sign, plain = (match["sign"] or "").strip().upper(), not match["one"][0].isdigit()
    two = _value(match["two"]) if match["two"] else None
    if two is not None and two > one:
        before = text[max(first, start - 32) : start]
        at, end, scale = _last_word(match, "two"), match.end("two"), _scale(match["two"]) if one < 1000 <= two else 1.0
        if match["joint"].lower() == "to" and _CHANGED.search(before):
            return Amount(match.start("two"), end, at, None, two, None, sign, plain)
        between = _BETWEEN.search(before)
        if between or match["joint"].lower() != "and":
            begins = start - len(between[0]) if between else begins
            return Amount(begins, end, at, one * scale, None, two, sign, plain)
    return Amount(begins, match.end("one"), _last_word(match, "one"), *_kept(one, bounds), sign, plain)


def _kept(value: float, bounds: frozenset[str]) -> tuple[float | None, float | None, float | None]:
    """Low, best and high of a number with its hedge; a plain number is the best."""
    kept = bounds or frozenset({"best"})
    return value if "low" in kept else None, value if "best" in kept else None, value if "high" in kept else None


def _some(match: re.Match[str], begins: int) -> Amount:
    """ "Several hundred", "a few", "a couple of": two of the word that follows, or more; a couple is about two."""
    shown = match["some"].lower().split()
    value = 2.0 * words("scale").get(shown[-1], 1.0)
    couple = "couple" in shown
    last = next(word for word in reversed(shown) if word != "of")
    at = match.start("some") + match["some"].lower().rindex(last)
    return Amount(
        begins, at + len(last), at, None if couple else value, value if couple else None, None, vague=not couple
    )


def _share(shown: str) -> float:
    """A part in a hundred, to one decimal.

    >>> _share("half"), _share("two-thirds")
    (50.0, 66.7)
    """
    if shown == "half":
        return 50.0
    count, part = re.split(r"[\s-]", shown)
    return round(100 * (words("number").get(count) or 1.0) / words("part")[part.removesuffix("s")], 1)


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
