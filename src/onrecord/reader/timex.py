"""The grammar of time expressions: words become letters, and patterns over the letters find the expressions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from onrecord.knowledge.table import kept, listed, rows
from onrecord.reader.numerals import number

T = TypeVar("T")

LETTERS = {
    "weekday": "D", "weekdays": "d", "month": "M", "season": "S", "unit": "U", "units": "V", "quarter": "Q",
    "half": "H", "weekend": "W", "daypart": "P", "noon": "O", "last": "L", "next": "X", "this": "h", "that": "T",
    "current": "C", "part": "E", "ago": "G", "day_word": "R", "now": "N", "every": "e", "set": "s", "vague": "q",
    "article": "a", "the": "t", "of": "f", "in": "i", "to": "2", "hedge": "m", "long": "l", "zone": "z",
    "holiday": "Z", "filler": "b", "then": "B",
}  # fmt: skip
"""Class of a word in time_words.tsv to its letter. Further letters: n number, o ordinal, y year, k decade ("1990s"),
I ISO date, J date with slashes or points, K Islamic year, u "Q3",
c clock, r fraction, p a.m. or p.m., ' possessive, - hyphen, comma; w the rest."""

QUANTITY = r"(?:a?qf?|a?(?:n-?)*n(?:r|2aH)?|r|a?H-?a?|a)"
_DAY = r"(?:[DR]|(?:D,?)?M[no](?:,?y)?|(?:D,?)?[no]M(?:,?y)?)"
_PART = r"(?:tEf|E-?)?"
_FEAST = r"[LXh]?(?:t?[no]f?|toUf)?Z"

RULES: tuple[tuple[str, str], ...] = (
    ("iso", r"I"),
    ("slash", r"J"),
    ("clock", rf"(?:c|n)pz?(?:,?i?{_DAY})?|cz?(?:,?i?{_DAY})?|[ny]z(?:,?i?{_DAY})?|nitP|O(?:i?{_DAY})?"),
    ("week_of", rf"t?Ufi?{_DAY}|t?[oL]UfM(?:,?f?y)?"),
    ("holiday", _FEAST + r"(?:[no](?!f?Z))?(?:U?,?[nyK]|[LXh]U|U(?:[LXh]U)?)?|K"),
    ("holiday_day", _FEAST + r"(?:[no](?!f?Z)|U)"),
    ("holiday_bare", _FEAST),
    ("month_range", r"M[no](?:-|2)[no](?:,?y)?|[no](?:-|2)[no]f?M(?:,?y)?"),
    ("month_day", r"[LXhE]?-?(?:D,?)?M[no](?:,?y)?|(?:D,?)?t?[no]f?M(?:,?y)?"),
    ("month_year", _PART + r"M,?f?y|M[LXh]U"),
    ("month", rf"(?:{_PART}|[LXh])M"),
    ("weekday_week", r"Df?[LXh]U"),
    ("weekday_set", r"dP?"),
    ("weekday", r"E?[LXh]?DP?"),
    ("day_word", r"(?:E-?P)?E?RP?"),
    ("day_part", r"E?[hL]P|t[LX]P"),
    ("season", rf"{_PART}[LXht]?E?S(?:f?y|[LXh]U)?"),
    ("weekend", r"[tLXh]L?W"),
    ("year_ago_quarter", r"t?C?U-[GE](?:C?-?o-?Q|Q)?|t?C*Q(?:LU|aU[GE])|LU'Q"),
    ("numbered", r"uf?,?y?|yu"),
    ("quarter", r"(?:[hLXt]U'|y'|t)?y?C?-?o-?Q(?:f?(?:y|[LXh]U))?"),
    ("this_quarter", r"t?[LXhC]Q|tQ|tyQ"),
    ("half", r"t?[oLX]Hf(?:y|tU|hU|LU|XU|tk)"),
    ("decade", r"t?(?:[oLX]?Hft)?(?:E-?)?k"),
    ("century", r"t?(?:E-?)?oU"),
    ("set", r"e[no]?(?:U|V|D|P|W|S|M|Q)|s"),
    ("running", r"[ta]?ob?[UP]"),
    ("ago", rf"m*(?:{QUANTITY}(?:2(?:n-?)*n)?-?m?[UV]|V)[GE]"),
    ("stretch", rf"m*t?[LX](?:{QUANTITY}(?:2n)?)-?[UV]|[tL]?[LX]V"),
    ("end_of_year", r"U'?-?E"),
    ("unit", r"(?:tEf|E{1,2}-?|Eit)?[LXhT]C?U|(?:tEf|Ei)tU|t[LX]U|ETU"),
    ("fiscal", r"t?CC?(?:Uy|[yU])|tUy"),
    ("span", rf"to?nV|m*aU2aH|m*{QUANTITY}(?:2(?:n-?)*n)?-?[mb]?[UV](?:-?l)?|V-?l|V"),
    ("the_unit", r"tU"),
    ("year", _PART + r"y(?:-[yn])?"),
    ("years", r"r"),
    ("then", r"B"),
    ("now", r"tw?N|N|tL|hV|C"),
)

_MASTER = re.compile(r"(?![w.,'i2flpzG-])(?:" + "|".join(f"(?P<{name}>{pattern})" for name, pattern in RULES) + ")")
_EACH = tuple((name, re.compile(pattern)) for name, pattern in RULES)
_TOKEN = re.compile(
    r"(?P<u>Q[1-4]\b)|(?P<w>[^\W\d_]+)|(?P<K>1[34]\d\d\s?A\.?H\b\.?)|(?P<I>\d{4}-\d\d-\d\d(?!\d))"
    r"|(?P<J>\d{1,2}(?P<dot>[/.])\d{1,2}(?P=dot)(?:(?:19|20)\d\d|(?<=/)\d\d)\b)|(?P<c>\d{1,2}:\d\d(?::\d\d)?)"
    r"|(?P<r>\d+/\d+)|(?P<k>(?:\d{3}0|['’]?\d0)s\b)|(?P<o>\d{1,2}(?:st|nd|rd|th)\b)|(?P<n>\d+(?:,\d{3})*(?:\.\d+)?)"
    r"|(?P<A>['’]s\b|['’](?!\w))|(?P<H>[-–])|(?P<C>,)|(?P<X>\S)"
)
_ONES = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_TEENS = r"(?:ten|eleven|twelve|(?:thir|four|fif|six|seven|eigh|nine)teen)"
_TENS = ("twent", "thirt", "fort", "fift", "sixt", "sevent", "eight", "ninet")
_TENS_ONES = rf"(?:(?:{'|'.join(_TENS)})y(?:[-\s]{_ONES})?)"
_SPELT_YEAR = re.compile(
    rf"(?:(?P<first>nineteen|eighteen|seventeen)\s+(?:hundred|(?P<rest>{_TENS_ONES}|{_TEENS}))"
    rf"|twenty\s+(?P<late>{_TEENS}|twenty(?:[-\s]{_ONES})?)"
    rf"|(?P<round>two\s+thousand)(?:\s+(?:and\s+)?(?P<after>{_TEENS}|{_ONES}|{_TENS_ONES}))?)\b",
    re.IGNORECASE,
)
_SPELT_FIRST = frozenset(
    {"nineteen", "eighteen", "seventeen", "two", *(f"{ten}{end}" for ten in _TENS for end in ("y", "ies"))}
)
_HUNDREDS = {"nineteen": 1900, "eighteen": 1800, "seventeen": 1700}
_SPELT_DECADE = re.compile(rf"({'|'.join(_TENS)})ies\b", re.IGNORECASE)
_HALF_DAY = re.compile(r"[ap]\.?m\b\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence: offsets in the text, small letters, letter of its class and its value."""

    start: int
    end: int
    text: str
    letter: str
    value: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """An expression: the rule that found it, its words, and the words of the sentence before and after it."""

    rule: str
    words: tuple[Word, ...]
    before: tuple[Word, ...]
    after: tuple[Word, ...]

    def get(self, letters: str) -> Word | None:
        """The first word of one of these classes."""
        return next((w for w in self.words if w.letter in letters), None)

    def all(self, letters: str) -> list[Word]:
        """All words of these classes."""
        return [w for w in self.words if w.letter in letters]

    @property
    def letters(self) -> str:
        """The letters of its words."""
        return "".join(w.letter for w in self.words)


@kept
def vocabulary() -> dict[str, tuple[str, str]]:
    """Word to letter and value, from time_words.tsv and numbers.tsv; `_short` forms are in `_shorts`."""
    found = {
        row["word"]: (LETTERS[row["class"]], row["value"]) for row in rows("time_words.tsv") if row["class"] in LETTERS
    }
    kinds = {"number": "n", "scale": "n", "ordinal": "o"}
    for row in rows("numbers.tsv"):
        if row["kind"] in kinds:
            found.setdefault(row["word"], (kinds[row["kind"]], row["value"]))
    return found | {"second": ("o", "2"), "am": ("w", ""), "pm": ("p", "pm")}


@kept
def lasting() -> frozenset[str]:
    """Nouns for what lasts a while: "the eight-month-old truce" tells a length of time and no age."""
    return frozenset(row["word"] for row in rows("time_words.tsv") if row["class"] == "lasting")


@kept
def _holidays() -> dict[str, tuple[tuple[str, str], ...]]:
    """First word of a feast day or Islamic month to the names that begin so, the longest first, and their rules."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows("holidays.tsv"):
        for name in (row["name"], *listed(row["names"])):
            found.setdefault(re.split(r"\W", name)[0].lower(), []).append(
                (name, row["when"] + ("" if row["alone"] else "?"))
            )
    return {first: tuple(sorted(named, key=lambda n: -len(n[0]))) for first, named in found.items()}


def _holiday(text: str, start: int, end: int, first: str) -> tuple[str, str, int] | None:
    """A feast day that is named here: letter, rule, end."""
    for name, rule in _holidays()[first]:
        last = start + len(name)
        if last <= end and text.startswith(name, start) and not text[last : last + 1].isalnum():
            return "Z", rule, last
    return None


@kept
def _shorts() -> dict[str, tuple[str, str]]:
    return {
        row["word"]: (LETTERS[row["class"].removesuffix("_short")], row["value"])
        for row in rows("time_words.tsv")
        if row["class"].endswith("_short")
    }


def words(text: str, start: int, end: int) -> list[Word]:
    """The words of a stretch of text with their classes."""
    holidays = _holidays()
    found: list[Word] = []
    at = start
    for match in _TOKEN.finditer(text, start, end):
        first, last = match.span()
        if first < at:
            continue
        kind, shown = match.lastgroup or "X", match.group()
        lower = shown.lower()
        letter, value = "w", ""
        if kind == "w":
            letter, value, last = _word(text, first, last, lower, found)
            spelt = _spelt(text, first, end, found) if lower in _SPELT_FIRST else None
            if spelt is None and lower in holidays:
                spelt = _holiday(text, first, end, lower)
            if spelt:
                letter, value, last = spelt
        elif kind == "n":
            letter, value = _numeral(shown)
        elif kind in "IJcrkoKu":
            letter, value = kind, shown
        else:
            letter = {"A": "'", "H": "-", "C": ","}.get(kind, ".")
        found.append(Word(first, last, lower, letter, value))
        at = last
    return found


def _word(text: str, first: int, last: int, lower: str, found: list[Word]) -> tuple[str, str, int]:
    """Letter, value and end of a word of letters."""
    letter, value = vocabulary().get(lower, ("w", ""))
    capital = text[first].isupper()
    if letter in "DMSdZ" and not capital and letter != "S":
        return "w", value, last
    if letter == "w" and capital and lower in _shorts():
        dot = text.startswith(".", last)
        if dot or text[last : last + 2].strip()[:1].isdigit():
            return *_shorts()[lower], last + dot
    if lower in ("a", "p", "am", "pm"):
        half = _HALF_DAY.match(text, first)
        if half and found and found[-1].letter in "nc":
            return "p", lower[0], half.end()
    if lower == "local" and text.startswith(" time", last):
        return "z", "", last + len(" time")
    if lower == "second" and found and found[-1].letter in "n-":
        return "U", "second", last
    return letter, value, last


def _spelt(text: str, start: int, end: int, found: list[Word]) -> tuple[str, str, int] | None:
    """Letter, value and end of a year or decade in words: "nineteen ninety-six", "the nineties"."""
    year = _SPELT_YEAR.match(text, start, end)
    if year and (not year["round"] or (found and found[-1].text == "year")):
        rest = re.split(r"[-\s]+", (year["rest"] or year["late"] or year["after"] or "zero").lower())
        base = _HUNDREDS[year["first"].lower()] if year["first"] else 2000
        return "y", f"{base + int(number(rest) or 0)}", year.end()
    decade = _SPELT_DECADE.match(text, start, end)
    if decade and found and found[-1].letter in "tE-":
        return "k", f"'{_TENS.index(decade[1].lower()) + 2}0s", decade.end()
    return None


def _numeral(shown: str) -> tuple[str, str]:
    if len(shown) == 4 and shown.isdigit() and 1500 <= int(shown) < 2100:
        return "y", shown
    return "n", shown.replace(",", "")


def find(found: list[Word], accept: Callable[[Phrase], T | None]) -> Iterator[T]:
    """What `accept` makes of the expressions of a sentence, left to right.

    Where it refuses one (None), it is shown the other readings that begin at the same word, in the order of RULES.
    """
    letters = "".join(w.letter for w in found)
    at = 0
    while match := _MASTER.search(letters, at):
        at = match.start()
        made, end = accept(_phrase(match.lastgroup or "", found, at, match.end())), match.end()
        if made is None:
            for rule, pattern in _EACH:
                other = pattern.match(letters, at) if rule != match.lastgroup else None
                made = accept(_phrase(rule, found, at, other.end())) if other else None
                if other and made is not None:
                    end = other.end()
                    break
        if made is not None:
            yield made
        at = end if made is not None else at + 1


def _phrase(rule: str, found: list[Word], start: int, end: int) -> Phrase:
    return Phrase(rule, tuple(found[start:end]), tuple(found[max(0, start - 4) : start]), tuple(found[end : end + 5]))
