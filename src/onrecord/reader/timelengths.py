"""Lengths of time, how often, and periods counted from a day: what the rules of the time grammar make of them."""

from __future__ import annotations

from collections.abc import Callable

from onrecord.model import Relative
from onrecord.reader.intervals import REFS
from onrecord.reader.numerals import number
from onrecord.reader.tense import Direction
from onrecord.reader.timemade import Context, Made, absolute, day_number, made
from onrecord.reader.timex import Phrase, lasting

_DURATION_LETTERS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W", "month": "{}M",
                     "quarter": "{}Q", "year": "{}Y"}  # fmt: skip
_TIMES = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}
_HALVES = {"hour": "T30M", "minute": "T30S", "day": "T12H", "month": "2W", "year": "6M"}
"""Half of a unit."""
_LASTING = frozenset({
    "for", "in", "within", "of", "than", "about", "after", "over", "almost", "nearly", "under", "around", "least",
    "lasted", "took", "take", "takes", "last", "half", "every", "once", "another", "as", "spent", "is", "was",
})  # fmt: skip

_BOUND = frozenset(
    {"ended", "ending", "end", "to", "that", "when", "before", "after", "since", "in", "until", "through"}
)


def _set(phrase: Phrase, context: Context) -> Made | None:
    word, last = phrase.words[0], phrase.words[-1]
    if word.letter == "s":
        capital = phrase.after and context.text[phrase.after[0].start].isupper()
        described = word.text == "quarterly" and phrase.after and phrase.after[0].letter == "w"
        named = capital and context.text[word.start].isupper()
        return None if named or described else made(phrase, "SET", word.value)
    if last.letter == "D":
        return made(phrase, "SET", f"XXXX-WXX-{last.value}")
    if last.letter == "P":
        return made(phrase, "SET", f"XXXX-XX-XXT{last.value}")
    if last.letter == "W":
        return made(phrase, "SET", "XXXX-WXX-WE")
    if last.letter in "SM" and not phrase.get("no"):
        return made(phrase, "SET", f"XXXX-{last.value if last.letter == 'S' else f'{int(last.value):02d}'}")
    if last.letter in "SM" or (last.letter == "Q" and last.value != "quarter"):
        return None
    count = phrase.get("n")
    if last.letter == "V" and count is None:
        return None
    value = _duration(_amount(phrase) if count else 1, last.value)
    return made(phrase, "SET", value)


MOST = 1e12
"""Units from which on an amount is a row of digits and no length of time."""


def _duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 duration of an amount ("X" where it is not told).

    >>> _duration(3, "year"), _duration(2.5, "year"), _duration(5.5, "hour"), _duration(None, "week")
    ('P3Y', 'P2Y6M', 'PT5H30M', 'PXW')
    """
    times, base = _TIMES.get(unit, (1, unit))
    if amount == 0.5 and unit in _HALVES:
        return f"P{_HALVES[unit]}"
    if amount is not None and unit in ("hour", "minute") and amount % 1 == 0.5:
        return f"PT{int(amount)}H30M" if unit == "hour" else f"PT{int(amount)}M30S"
    if amount is not None and base == "year" and (amount * times) % 1 == 0.5:
        return f"P{int(amount * times)}Y6M"
    shown = "X" if amount is None else f"{amount * times:.6f}".rstrip("0").rstrip(".")
    return "P" + _DURATION_LETTERS[base].format(shown)


def _amount(phrase: Phrase) -> float | None:
    """How many units: of a range ("two to three weeks") the first number; None for "several", bare plurals, and MOST.

    It is finite, so that every value that is made of it can be written.
    """
    parts: list[str] = []
    for word in phrase.words:
        if word.letter == "2" and parts and word.text in ("to", "or"):
            break
        if word.letter in "nr":
            parts.append(word.text)
    if phrase.get("H"):
        return 0.5 + (number(parts) or 0 if parts else phrase.letters.startswith(("aU", "maU")))
    if parts:
        told = number(parts)
        return told if told is not None and told < MOST else None
    vague = phrase.get("q")
    if vague:
        return float(vague.value) if vague.value else None
    return 1.0 if phrase.get("a") or phrase.get("U") else None


def _relative(way: Direction, amount: float | None, unit: str) -> Relative:
    times, base = _TIMES.get(unit, (1, unit))
    if unit == "century":
        times, base = (1, "century") if amount is None or amount % 1 == 0 else (100, "year")
    return Relative(way, None if amount is None else amount * times, base)


def _ago(phrase: Phrase, context: Context) -> Made | None:
    unit, last, amount = phrase.get("UV"), phrase.words[-1], _amount(phrase)
    if unit is None or last.text not in ("ago", "earlier", "later"):
        return None
    if unit.letter == "V" and not phrase.get("nrqaH"):
        return made(phrase, "DATE", "PAST_REF", Relative(-1, None, unit.value)) if last.text == "ago" else None
    way: Direction = 1 if last.text == "later" else -1
    relative = _relative(way, amount, unit.value)
    if unit.value == "year" and amount == 1 and context.quarter and not context.yearly and way < 0:
        return made(phrase, "DATE", "PAST_REF", relative, "quarter")
    if last.text == "ago":
        return made(phrase, "DATE", "PAST_REF", relative)
    if context.before:
        return made(phrase, "DATE", REFS[way], relative, "time")
    return made(phrase, "DATE", "PAST_REF", relative) if way < 0 else None


def _stretch(phrase: Phrase, context: Context) -> Made | None:
    unit, amount = phrase.get("UV"), _amount(phrase)
    if unit is None:
        return None
    way: Direction = -1 if phrase.get("L") and not phrase.get("X") else 1
    if not phrase.get("nrqH"):
        return made(phrase, "DATE", REFS[way], Relative(way, None, unit.value)) if unit.letter == "V" else None
    return made(phrase, "DURATION", _duration(amount, unit.value), _relative(way, amount, unit.value))


def _end_of_year(phrase: Phrase, context: Context) -> Made | None:
    unit, part = phrase.words[0], phrase.words[-1]
    if unit.value != "year" or part.text != "end":
        return None
    return made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "year"))


def _unit(phrase: Phrase, context: Context) -> Made | None:
    unit, last, following = phrase.get("U"), phrase.get("L"), phrase.get("X")
    if unit is None or unit.value in ("second", "minute", "hour"):
        return None
    the = phrase.words[0].letter == "t"
    if phrase.letters.startswith("Ei") and unit.value == "day":
        return None
    if phrase.get("T") or (unit.value == "day" and not last and not following):
        if context.before:
            return made(phrase, "DATE", "PAST_REF", Relative(0, 0, unit.value), "time")
        return None
    if last:
        if last.text == "recent":
            return None
        if last.text in ("past", "last") and unit.value in ("decade", "century"):
            return made(phrase, "DURATION", _duration(1, unit.value), _relative(-1, 1, unit.value))
        earlier = last.text in ("previous", "preceding", "prior") and context.before
        return made(phrase, "DATE", "PAST_REF", _relative(-1, 1, unit.value), "time" if earlier else None)
    if following:
        after = (following.text == "following" or (the and unit.value == "day")) and context.before
        the = the or (bool(phrase.before) and phrase.before[-1].letter == "t")
        if the and unit.value == "day" and not after and context.tense(unit.start) < 0:
            return None
        return made(phrase, "DATE", "FUTURE_REF", _relative(1, 1, unit.value), "time" if after else None)
    return made(phrase, "DATE", "PRESENT_REF", _relative(0, 0, unit.value))


def _fiscal(phrase: Phrase, context: Context) -> Made | None:
    kind, year, unit = phrase.get("C"), phrase.get("y"), phrase.get("U")
    if year:
        named = unit is not None and unit.value == "year"
        return absolute(phrase, year.value) if named or (kind and kind.text in ("fiscal", "calendar")) else None
    if unit is None or kind is None or unit.value in ("second", "minute", "hour"):
        return None
    if kind.text == "same":
        return made(phrase, "DATE", "PAST_REF", Relative(0, 0, unit.value), "time") if context.before else None
    if kind.text == "latest" and "CC" in phrase.letters:
        return made(phrase, "DATE", REFS[-1], Relative(-1, 1, unit.value))
    if kind.text in ("current", "full", "latest", "calendar"):
        return made(phrase, "DATE", "PRESENT_REF", _relative(0, 0, unit.value)) if unit.value != "day" else None
    return _whole_year(phrase) if kind.text == "fiscal" and unit.value == "year" else None


def _span(phrase: Phrase, context: Context) -> Made | None:
    unit = phrase.get("UV")
    prior = phrase.before[-1].text if phrase.before else ""
    after = [w.text for w in phrase.after]
    long = phrase.words[-1]
    if unit is None or (
        ("old" in (long.text, *after[:1]) or after[:2] == ["-", "old"]) and not _is_age_of_thing(after)
    ):
        return None
    if (unit.value == "quarter" and ("-" in phrase.letters or (after[:1] == ["of"] and _amount(phrase) == 3))) or (
        phrase.get("H") and unit.letter == "V" and not phrase.get("n")
    ):
        return None
    if phrase.letters == "nU" and unit.value == "day" and phrase.words[0].text == "one":
        way = context.tense(unit.start) if prior not in _LASTING else 0
        if way > 0:
            return made(phrase, "DATE", REFS[way], Relative(way))
    told = phrase.get("nrqoH")
    hence = after[:2] in (["'", "time"], ["’", "time"], ["'s", "time"], ["’s", "time"])
    if prior == "in" and hence and _amount(phrase):
        return made(phrase, "DATE", REFS[1], _relative(1, _amount(phrase), unit.value))
    if told and prior == "in" and unit.letter == "V" and _amount(phrase) and context.ahead(unit.start):
        return made(phrase, "DATE", REFS[1], _relative(1, _amount(phrase), unit.value))
    if not told and unit.letter == "V" and not (long.text == "long" or prior == "for"):
        return None
    if phrase.letters == "aU" and prior in ("times", "twice", "once"):
        return made(phrase, "SET", _duration(1, unit.value))
    if not told and phrase.get("a") and not (phrase.get("m") or prior in _LASTING or prior.endswith("ing")):
        return None
    return made(phrase, "DURATION", _duration(_amount(phrase), unit.value))


def _is_age_of_thing(after: list[str]) -> bool:
    """Whether "old" tells how long something has lasted: "the eight-month-old truce"."""
    rest = [word for word in after[:3] if word not in ("-", "old")]
    return bool(rest) and rest[0] in lasting()


def _the_unit(phrase: Phrase, context: Context) -> Made | None:
    if phrase.words[1].value != "year":
        return None
    return _whole_year(phrase)


def _whole_year(phrase: Phrase) -> Made:
    """ "The year": the present one, or as long as one where it ends on a day that is told."""
    prior, after = (phrase.before[-1].text if phrase.before else ""), (phrase.after[0].text if phrase.after else "")
    if prior in ("for", "of", "in", "during", "throughout", "by", "through") and after not in _BOUND:
        return made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "year"))
    return made(phrase, "DURATION", "P1Y")


def _running(phrase: Phrase, context: Context) -> Made | None:
    """ "For the third day running", "a fourth straight month": as long as that."""
    order, unit, after = phrase.get("o"), phrase.words[-1], [w.text for w in phrase.after]
    straight = phrase.get("b")
    if order is None or not day_number(order) or unit.text.endswith("s"):
        return None
    lasts = phrase.before and phrase.before[-1].text == "for" and day_number(order) > 1 and after[:1] != ["time"]
    on_end = straight is not None and straight.text in ("straight", "consecutive", "successive")
    if lasts or on_end or after[:1] == ["running"] or after[:3] == ["in", "a", "row"]:
        return made(phrase, "DURATION", _duration(day_number(order), "day" if unit.letter == "P" else unit.value))
    return None


def _years(phrase: Phrase, context: Context) -> Made | None:
    """ "The 2013/14 season": two years."""
    first, _, last = phrase.words[0].text.partition("/")
    if len(first) != 4 or not 1900 <= int(first) < 2100 or last != f"{int(first) + 1}"[-len(last) :] or len(last) < 2:
        return None
    return absolute(phrase, f"{first}/{int(first) + 1}")


LENGTHS: dict[str, Callable[[Phrase, Context], Made | None]] = {
    "set": _set, "ago": _ago, "stretch": _stretch, "end_of_year": _end_of_year, "unit": _unit, "fiscal": _fiscal,
    "span": _span, "the_unit": _the_unit, "running": _running, "years": _years,
}  # fmt: skip
"""The rules of this module by name."""
