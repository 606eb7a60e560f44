"""What each rule of the time grammar makes of its words: a type, a value, and what the value rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from onrecord.model import Relative, TimeType
from onrecord.reader.intervals import REFS, interval
from onrecord.reader.movable import is_movable, of_islamic, values
from onrecord.reader.numerals import number
from onrecord.reader.tense import Direction
from onrecord.reader.timex import Phrase, Word

Anchor = Literal["published", "time", "quarter"]
_DURATION_LETTERS = {"second": "T{}S", "minute": "T{}M", "hour": "T{}H", "day": "{}D", "week": "{}W", "month": "{}M",
                     "quarter": "{}Q", "year": "{}Y"}  # fmt: skip
_TIMES = {"decade": (10, "year"), "century": (100, "year"), "fortnight": (2, "week")}
_DATE_PREPOSITIONS = frozenset({
    "in", "since", "until", "till", "by", "of", "from", "to", "late", "early", "through", "during", "for", "and", "or",
    "before", "after", "between", "mid", "around", "about", "last", "next", "this",
})  # fmt: skip
_JOINTS = frozenset({"and", "to", "or", "through", "until", "-", "–"})
_LASTING = frozenset({
    "for", "in", "within", "of", "than", "about", "after", "over", "almost", "nearly", "under", "around", "least",
    "lasted", "took", "take", "takes", "last", "half", "every", "once", "another", "as", "spent", "is", "was",
})  # fmt: skip

_BOUND = frozenset(
    {"ended", "ending", "end", "to", "that", "when", "before", "after", "since", "in", "until", "through"}
)
_WITHIN = frozenset({"over", "about", "around", "under"})
_PERSONAL = frozenset({"his", "her", "their", "my", "your", "our", "its"})


@dataclass(frozen=True, slots=True)
class Made:
    """What a phrase means: offsets, TIMEX3 type and value as they are without the report's date, and the anchor."""

    start: int
    end: int
    type: TimeType
    value: str
    relative: Relative | None = None
    anchor: Anchor | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What the sentence and the text before it say of a phrase.

    Attributes:
        text: of the report. tense: past or future at an offset. plural: whether a plural noun stands at an offset.
        before: whether a time was named before. beside: whether one was in the same sentence.
        quarter: the quarter that was named before, such as "Q3". yearly: whether a longer period was named after it.
    """

    text: str
    tense: Callable[[int], Direction]
    plural: Callable[[int], bool]
    before: bool
    beside: bool
    quarter: str | None
    yearly: bool


def make(phrase: Phrase, context: Context) -> Made | None:
    """What a phrase means; None where it is no expression of time after all."""
    if _is_title(phrase, context):
        return None
    return _RULES[phrase.rule](phrase, context)


def _is_title(phrase: Phrase, context: Context) -> bool:
    """Whether it is a name: a common word in it has a capital that no beginning gives it ("This Week", "60 Minutes")."""
    for place, word in enumerate(phrase.words if not phrase.get("Z") else ()):
        shown = context.text[word.start : word.end]
        if word.letter not in "UVWHNRO" or not shown[:1].isupper() or shown.isupper():
            continue
        before = phrase.words[place - 1] if place else (phrase.before[-1] if phrase.before else None)
        if place:
            return not context.text[phrase.words[0].start].islower() and before is not None and before.letter != "D"
        return (
            before is not None and context.text[before.start].isupper() and context.text[before.end : word.start] == " "
        )
    return False


def _made(
    phrase: Phrase, type: TimeType, value: str, relative: Relative | None = None, anchor: Anchor | None = None
) -> Made:
    if relative is not None and anchor is None:
        anchor = "published"
    skipped = (
        {"than", "just", "only"}
        | (_WITHIN if re.match("m+t?[LX]", phrase.letters) else set())
        | ({"a", "an"} if phrase.letters.startswith("an-") else set())
    )
    first = next((w for w in phrase.words if w.text not in skipped), phrase.words[0])
    return Made(first.start, phrase.words[-1].end, type, value, relative, anchor)


def _absolute(phrase: Phrase, value: str, type: TimeType = "DATE") -> Made | None:
    return _made(phrase, type, value) if interval(value)[0] is not None else None


def _open_year(phrase: Phrase, context: Context, rest: str) -> Made:
    """A month, day or quarter whose year hangs on the tense of its clause."""
    return _made(phrase, "DATE", f"XXXX-{rest}", Relative(context.tense(phrase.words[0].start)))


def _sided(phrase: Phrase) -> Relative | None:
    """The year that "last", "next" or "this" gives to a month, season or quarter; None where none of them stands."""
    if phrase.get("L"):
        return Relative(-1, 1, "year") if phrase.get("U") else Relative(-1, 1)
    if phrase.get("X"):
        return Relative(1, 1, "year") if phrase.get("U") else Relative(1, 1)
    return Relative(0, 0, "year") if phrase.get("h") else None


def _day_number(word: Word | None) -> int:
    """The day of the month that a numeral or ordinal gives; 0 where it gives none."""
    if word is None:
        return 0
    shown = re.sub(r"(st|nd|rd|th)$", "", word.value)
    return int(shown) if shown.isdigit() and 1 <= int(shown) <= 31 else 0


def _iso(phrase: Phrase, context: Context) -> Made | None:
    return _absolute(phrase, phrase.words[0].value)


def _slash(phrase: Phrase, context: Context) -> Made | None:
    month, day, year = (int(part) for part in phrase.words[0].value.split("/"))
    if month > 12:
        month, day = day, month
    year += 0 if year > 99 else (1900 if year > 50 else 2000)
    return _absolute(phrase, f"{year:04d}-{month:02d}-{day:02d}")


def _clock(phrase: Phrase, context: Context) -> Made | None:
    first, half, zone = phrase.words[0], phrase.get("p"), phrase.get("z")
    prior = phrase.before[-1].text if phrase.before else ""
    if first.letter == "O":
        clock = first.value
    elif first.letter in "ny" and zone and not half:
        if not re.fullmatch(r"\d{4}", first.text) or int(first.text[:2]) > 24 or int(first.text[2:]) > 59:
            return None
        clock = f"{first.text[:2]}:{first.text[2:]}"
    else:
        hour, _, minute = first.value.partition(":")
        if not hour.isdigit() or int(hour) > 24 or not (
            half or zone or phrase.get("P") or prior in ("at", "by", "from", "until", "to", "around", "between")
        ):  # fmt: skip
            return None
        part = phrase.get("P")
        late = (half is not None and half.value == "p") or (part is not None and part.value != "MO")
        hours = int(hour) % 12 + (12 if late else 0) if half or part else int(hour)
        clock = f"{hours:02d}:{minute[:2] or '00'}"
    if zone:
        clock += "Z" if zone.value == "+00:00" else zone.value
    return _on_day(phrase, context, clock)


def _on_day(phrase: Phrase, context: Context, clock: str) -> Made | None:
    """A clock time on the day that stands with it ("5 p.m. EST, Nov. 6", "10:35 a.m. (0735 GMT) Friday")."""
    month, word, day = phrase.get("M"), phrase.get("R"), phrase.get("D")
    if month:
        at = phrase.words.index(month)
        number = _day_number(next((w for w in phrase.words[max(at - 1, 1) :] if w.letter in "no"), None))
        year, rest = phrase.get("y"), f"{int(month.value):02d}-{number:02d}T{clock}"
        if not number:
            return None
        if year and year is not phrase.words[0]:
            return _absolute(phrase, f"{year.value}-{rest}", "TIME")
        return _made(phrase, "TIME", f"XXXX-{rest}", Relative(context.tense(month.start)))
    beyond = re.match(r"(?:\.(?:[ny]z|cz|[nc]pz?))?\.?i?D", "".join(w.letter for w in phrase.after))
    if day is None and word is None and beyond:
        day = phrase.after[beyond.end() - 1]
    if day:
        return _made(phrase, "TIME", f"XXXX-WXX-{day.value}T{clock}", _weekday_relative(phrase, context, day))
    if word:
        moved = Relative(int(word.value), 1 if word.value != "0" else 0, "day")  # type: ignore[arg-type]
        return _made(phrase, "TIME", f"XXXX-XX-XXT{clock}", moved)
    return _made(phrase, "TIME", f"XXXX-XX-XXT{clock}", Relative(0, 0, "day"), "time" if context.beside else None)


def _week_of(phrase: Phrase, context: Context) -> Made | None:
    month, year, unit = phrase.get("M"), phrase.get("y"), phrase.get("U")
    day = _day_number(phrase.get("no"))
    if month is None or not day or unit is None or unit.value != "week":
        return None
    first = date(int(year.value) if year else 2001, int(month.value), min(day, 28))
    last = first + timedelta(days=6)
    if first.year != last.year or day > 28:
        return None
    if year:
        return _absolute(phrase, f"{first.isoformat()}/{last.isoformat()}")
    return _open_year(phrase, context, f"{first.isoformat()[5:]}/XXXX-{last.isoformat()[5:]}")


def _month_range(phrase: Phrase, context: Context) -> Made | None:
    month, year = phrase.get("M"), phrase.get("y")
    first, last = (_day_number(w) for w in phrase.all("no"))
    if month is None or not first < last or any(w.text in ("and", "or") for w in phrase.words):
        return None
    days = [f"{int(month.value):02d}-{day:02d}" for day in (first, last)]
    if year:
        return _absolute(phrase, "/".join(f"{year.value}-{day}" for day in days))
    return _open_year(phrase, context, f"{days[0]}/XXXX-{days[1]}")


def _month_day(phrase: Phrase, context: Context) -> Made | None:
    month, day, year = phrase.get("M"), _day_number(phrase.get("no")), phrase.get("y")
    if month is None or not day:
        return None
    rest = f"{int(month.value):02d}-{day:02d}"
    named = year.value if year else _year_of_range(phrase, month)
    return _absolute(phrase, f"{named}-{rest}") if named else _open_year(phrase, context, rest)


def _month_year(phrase: Phrase, context: Context) -> Made | None:
    month, year, sided = phrase.get("M"), phrase.get("y"), _sided(phrase)
    if month is None:
        return None
    if year:
        return _absolute(phrase, f"{year.value}-{int(month.value):02d}")
    unit = phrase.get("U")
    if unit is None or unit.value != "year":
        return None
    return _made(phrase, "DATE", f"XXXX-{int(month.value):02d}", sided)


def _month(phrase: Phrase, context: Context) -> Made | None:
    month = phrase.get("M")
    if month is None:
        return None
    prior = phrase.before[-1].text if phrase.before else ""
    if month.text in ("may", "march") and len(phrase.words) == 1 and prior not in _DATE_PREPOSITIONS:
        following = phrase.after[0] if phrase.after else None
        if prior != "the" or following is None or following.letter != "w" or not context.text[following.start].islower():
            return None
    rest, sided = f"{int(month.value):02d}", _sided(phrase)
    if sided:
        return _made(phrase, "DATE", f"XXXX-{rest}", sided)
    named = _year_of_range(phrase, month)
    return _absolute(phrase, f"{named}-{rest}") if named else _open_year(phrase, context, rest)


def _year_of_range(phrase: Phrase, month: Word) -> str | None:
    """The year that stands at the end of a range alone: 2012 in "between January and March 2012"."""
    joint, *rest = phrase.after or (None,)
    if joint is None or joint.text not in _JOINTS or not rest or rest[0].letter != "M":
        return None
    year = next((w for w in rest[1:] if w.letter not in "no,"), None)
    if year is None or year.letter != "y":
        return None
    return f"{int(year.value) - (int(rest[0].value) < int(month.value)):04d}"


def _weekday_relative(phrase: Phrase, context: Context, day: Word) -> Relative:
    wanted = int(day.value)
    if phrase.get("L"):
        return Relative(-1, 1, None, wanted)
    if phrase.get("X"):
        return Relative(1, 1, None, wanted)
    if phrase.get("h"):
        return Relative(0, 0, "week", wanted)
    return Relative(context.tense(day.start) or -1, None, None, wanted)


def _weekday_week(phrase: Phrase, context: Context) -> Made | None:
    day, unit, sided = phrase.get("D"), phrase.get("U"), _sided(phrase)
    if day is None or unit is None or unit.value != "week" or sided is None:
        return None
    relative = Relative(sided.direction, sided.amount, "week", int(day.value))
    return _made(phrase, "DATE", REFS[relative.direction], relative)


def _weekday_set(phrase: Phrase, context: Context) -> Made | None:
    day, part = phrase.words[0], phrase.get("P")
    return _made(phrase, "SET", f"XXXX-WXX-{day.value}" + (f"T{part.value}" if part else ""))


def _weekday(phrase: Phrase, context: Context) -> Made | None:
    day, part = phrase.get("D"), phrase.get("P")
    if day is None:
        return None
    relative = _weekday_relative(phrase, context, day)
    side = phrase.get("LX")
    counted = side is not None and side.text in ("previous", "preceding", "following") and context.before
    if part is None:
        return _made(phrase, "DATE", REFS[relative.direction], relative, "time" if counted else None)
    value = f"XXXX-WXX-{day.value}T{part.value}"
    if part.text.endswith("s"):
        return _made(phrase, "SET", value)
    return _made(phrase, "TIME", value, relative)


def _day_word(phrase: Phrase, context: Context) -> Made | None:
    word, part = phrase.get("R"), phrase.get("P")
    if word is None:
        return None
    way: Direction = -1 if word.value == "-1" else 1 if word.value == "1" else 0
    relative = Relative(way, abs(way), "day")
    part_value = part.value if part else "NI" if word.text in ("tonight", "overnight") else None
    if part_value:
        return _made(phrase, "TIME", f"XXXX-XX-XXT{part_value}", relative)
    return _made(phrase, "DATE", REFS[way], relative)


def _day_part(phrase: Phrase, context: Context) -> Made | None:
    part = phrase.get("P")
    if part is None or part.text.endswith("s"):
        return None
    value = f"XXXX-XX-XXT{part.value}"
    if phrase.words[0].letter == "t":
        if not context.before:
            return None
        return _made(phrase, "TIME", value, Relative(1 if phrase.get("X") else -1, 1, "day"), "time")
    relative = Relative(-1, 1, "day") if phrase.get("L") else Relative(0, 0, "day")
    return _made(phrase, "TIME", value, relative)


def _season(phrase: Phrase, context: Context) -> Made | None:
    season, year, sided = phrase.get("S"), phrase.get("y"), _sided(phrase)
    if season is None or (len(phrase.words) == 1):
        return None
    if year:
        return _absolute(phrase, f"{year.value}-{season.value}")
    if season.text in ("fall", "spring") and sided is None and phrase.after and phrase.after[0].letter in "fw":
        return None
    if sided:
        return _made(phrase, "DATE", f"XXXX-{season.value}", sided)
    return _open_year(phrase, context, season.value)


def _weekend(phrase: Phrase, context: Context) -> Made | None:
    relative = Relative(-1, None)
    if phrase.get("L"):
        relative = Relative(-1, 1)
    elif phrase.get("X"):
        relative = Relative(1, 1)
    elif phrase.get("h"):
        relative = Relative(0, 0, "week")
    elif context.tense(phrase.words[0].start) > 0:
        relative = Relative(1, None)
    return _made(phrase, "DATE", "XXXX-WXX-WE", relative)


def _quarter(phrase: Phrase, context: Context) -> Made | None:
    order, name, year, sided = phrase.get("o"), phrase.get("Q"), phrase.get("y"), _sided(phrase)
    if order is None or name is None or name.text != "quarter" or _day_number(order) not in (1, 2, 3, 4):
        return None
    rest = f"Q{_day_number(order)}"
    if year:
        return _absolute(phrase, f"{year.value}-{rest}")
    return _made(phrase, "DATE", f"XXXX-{rest}", sided) if sided else _open_year(phrase, context, rest)


def _this_quarter(phrase: Phrase, context: Context) -> Made | None:
    name, year = phrase.get("Q"), phrase.get("y")
    if name is None:
        return None
    if year:
        return _absolute(phrase, f"{year.value}-{context.quarter}" if context.quarter else year.value)
    current = phrase.get("C")
    if phrase.get("h") or (current and current.text == "current"):
        return _made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "quarter")) if name.text == "quarter" else None
    if phrase.get("X"):
        return _made(phrase, "DATE", "FUTURE_REF", Relative(1, 1, "quarter")) if name.text == "quarter" else None
    if context.quarter:
        return _made(phrase, "DATE", "PAST_REF", Relative(0, 0, "year"), "quarter")
    return _made(phrase, "DATE", "PAST_REF", Relative(-1, 1, "quarter")) if name.text == "quarter" else None


def _year_ago_quarter(phrase: Phrase, context: Context) -> Made | None:
    unit, part = phrase.get("U"), phrase.get("GE")
    if unit is None or unit.value != "year" or (part and part.text not in ("ago", "earlier")):
        return None
    if part is None and not (phrase.get("L") and context.quarter):
        return None
    quarter = context.quarter and (not context.yearly or phrase.get("Q"))
    return _made(phrase, "DATE", "PAST_REF", Relative(-1, 1, "year"), "quarter" if quarter else "published")


def _half(phrase: Phrase, context: Context) -> Made | None:
    order, year, decade = phrase.get("o"), phrase.get("y"), phrase.get("k")
    which = _day_number(order) if order else 2
    if decade:
        return _absolute(phrase, _decade_value(decade.value))
    if which not in (1, 2):
        return None
    if year:
        return _absolute(phrase, f"{year.value}-H{which}")
    unit = phrase.get("U")
    last = len(phrase.all("L")) > (0 if order else 1)
    way: Direction = -1 if last else 1 if phrase.get("X") else 0
    if unit is None or unit.value != "year":
        return None
    return _made(phrase, "DATE", f"XXXX-H{which}", Relative(way, abs(way), "year"))


def _decade_value(shown: str) -> str:
    numerals = re.sub(r"\D", "", shown)
    return (
        f"{numerals[:3]}X" if len(numerals) == 4 else f"19{numerals[0]}X" if numerals[0] > "2" else f"20{numerals[0]}X"
    )


def _decade(phrase: Phrase, context: Context) -> Made | None:
    decade = phrase.get("k")
    lead = [w.text for w in (*phrase.before[-3:], *phrase.words) if w is not decade]
    if decade is None or (not decade.value[0].isdigit() or len(decade.value) < 5) and _PERSONAL & set(lead):
        return None
    return _absolute(phrase, _decade_value(decade.value))


def _century(phrase: Phrase, context: Context) -> Made | None:
    order, unit = phrase.get("o"), phrase.get("U")
    if order is None or unit is None or unit.value != "century" or not _day_number(order):
        return None
    return _made(phrase, "DATE", f"{_day_number(order) - 1:02d}XX")


def _set(phrase: Phrase, context: Context) -> Made | None:
    word, last = phrase.words[0], phrase.words[-1]
    if word.letter == "s":
        capital = phrase.after and context.text[phrase.after[0].start].isupper()
        described = word.text == "quarterly" and phrase.after and phrase.after[0].letter == "w"
        named = capital and context.text[word.start].isupper()
        return None if named or described else _made(phrase, "SET", word.value)
    if last.letter == "D":
        return _made(phrase, "SET", f"XXXX-WXX-{last.value}")
    if last.letter == "P":
        return _made(phrase, "SET", f"XXXX-XX-XXT{last.value}")
    if last.letter == "W":
        return _made(phrase, "SET", "XXXX-WXX-WE")
    count = phrase.get("n")
    if last.letter == "V" and count is None:
        return None
    value = _duration(float(count.value) if count else 1, last.value)
    return _made(phrase, "SET", value)


def _duration(amount: float | None, unit: str) -> str:
    """The TIMEX3 duration of an amount ("X" where it is not told).

    >>> _duration(3, "year"), _duration(2.5, "year"), _duration(5.5, "hour"), _duration(None, "week")
    ('P3Y', 'P2Y6M', 'PT5H30M', 'PXW')
    """
    times, base = _TIMES.get(unit, (1, unit))
    if amount is not None and unit in ("hour", "minute") and amount % 1 == 0.5:
        return f"PT{int(amount)}H30M" if unit == "hour" else f"PT{int(amount)}M30S"
    if amount is not None and base == "year" and (amount * times) % 1 == 0.5:
        return f"P{int(amount * times)}Y6M"
    shown = "X" if amount is None else f"{amount * times:g}"
    return "P" + _DURATION_LETTERS[base].format(shown)


def _amount(phrase: Phrase) -> float | None:
    """How many units: of a range ("two to three weeks") the first number; None for "several" and bare plurals."""
    parts: list[str] = []
    for word in phrase.words:
        if word.letter == "2" and parts and word.text in ("to", "or"):
            break
        if word.letter in "nr":
            parts.append(word.text)
    if parts:
        return number(parts)
    vague = phrase.get("q")
    if vague:
        return float(vague.value) if vague.value else None
    return 1.0 if phrase.get("a") or phrase.get("U") else None


def _relative(way: Direction, amount: float | None, unit: str) -> Relative:
    times, base = _TIMES.get(unit, (1, unit))
    if unit == "century":
        times, base = 1, "century"
    return Relative(way, None if amount is None else amount * times, base)


def _ago(phrase: Phrase, context: Context) -> Made | None:
    unit, last, amount = phrase.get("UV"), phrase.words[-1], _amount(phrase)
    if unit is None or last.text not in ("ago", "earlier", "later"):
        return None
    if unit.letter == "V" and not phrase.get("nrqa"):
        return _made(phrase, "DATE", "PAST_REF", Relative(-1, None, unit.value)) if last.text == "ago" else None
    way: Direction = 1 if last.text == "later" else -1
    relative = _relative(way, amount, unit.value)
    if unit.value == "year" and amount == 1 and context.quarter and not context.yearly and way < 0:
        return _made(phrase, "DATE", "PAST_REF", relative, "quarter")
    if last.text == "ago":
        return _made(phrase, "DATE", "PAST_REF", relative)
    if context.before:
        return _made(phrase, "DATE", REFS[way], relative, "time")
    return _made(phrase, "DATE", "PAST_REF", relative) if way < 0 else None


def _stretch(phrase: Phrase, context: Context) -> Made | None:
    unit, amount = phrase.get("UV"), _amount(phrase)
    if unit is None:
        return None
    way: Direction = -1 if phrase.get("L") and not phrase.get("X") else 1
    if not phrase.get("nrq"):
        return _made(phrase, "DATE", REFS[way], Relative(way, None, unit.value)) if unit.letter == "V" else None
    return _made(phrase, "DURATION", _duration(amount, unit.value), _relative(way, amount, unit.value))


def _end_of_year(phrase: Phrase, context: Context) -> Made | None:
    unit, part = phrase.words[0], phrase.words[-1]
    if unit.value != "year" or part.text != "end":
        return None
    return _made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "year"))


def _unit(phrase: Phrase, context: Context) -> Made | None:
    unit, last, following = phrase.get("U"), phrase.get("L"), phrase.get("X")
    if unit is None or unit.value in ("second", "minute", "hour"):
        return None
    the = phrase.words[0].letter == "t"
    if phrase.get("T") or (unit.value == "day" and not last and not following):
        return _made(phrase, "DATE", "PAST_REF", Relative(0, 0, unit.value), "time") if context.before else None
    if last:
        if last.text == "recent":
            return None
        if last.text in ("past", "last") and unit.value in ("decade", "century"):
            return _made(phrase, "DURATION", _duration(1, unit.value), _relative(-1, 1, unit.value))
        earlier = last.text in ("previous", "preceding", "prior") and context.before
        return _made(phrase, "DATE", "PAST_REF", _relative(-1, 1, unit.value), "time" if earlier else None)
    if following:
        after = (following.text == "following" or (the and unit.value == "day")) and context.before
        return _made(phrase, "DATE", "FUTURE_REF", _relative(1, 1, unit.value), "time" if after else None)
    return _made(phrase, "DATE", "PRESENT_REF", _relative(0, 0, unit.value))


def _fiscal(phrase: Phrase, context: Context) -> Made | None:
    kind, year, unit = phrase.get("C"), phrase.get("y"), phrase.get("U")
    if year:
        named = unit is not None and unit.value == "year"
        return _absolute(phrase, year.value) if named or (kind and kind.text in ("fiscal", "calendar")) else None
    if unit is None or kind is None or unit.value in ("second", "minute", "hour"):
        return None
    if kind.text == "same":
        return _made(phrase, "DATE", "PAST_REF", Relative(0, 0, unit.value), "time") if context.before else None
    if kind.text in ("current", "full", "latest", "calendar"):
        return _made(phrase, "DATE", "PRESENT_REF", _relative(0, 0, unit.value)) if unit.value != "day" else None
    return _whole_year(phrase) if kind.text == "fiscal" and unit.value == "year" else None


def _span(phrase: Phrase, context: Context) -> Made | None:
    unit = phrase.get("UV")
    prior = phrase.before[-1].text if phrase.before else ""
    after = [w.text for w in phrase.after]
    long = phrase.words[-1]
    if unit is None or "old" in (long.text, *after[:1]) or (after[:2] == ["-", "old"]):
        return None
    if unit.value == "quarter" and "-" in phrase.letters:
        return None
    if phrase.letters == "nU" and unit.value == "day" and phrase.words[0].text == "one":
        way = context.tense(unit.start) if prior not in _LASTING else 0
        if way > 0:
            return _made(phrase, "DATE", REFS[way], Relative(way))
    told = phrase.get("nrqo")
    if not told and unit.letter == "V" and not (long.text == "long" or prior == "for"):
        return None
    if not told and phrase.get("a") and not (phrase.get("m") or prior in _LASTING or prior.endswith("ing")):
        return _made(phrase, "SET", _duration(1, unit.value)) if prior in ("times", "twice", "once") else None
    return _made(phrase, "DURATION", _duration(_amount(phrase), unit.value))


def _the_unit(phrase: Phrase, context: Context) -> Made | None:
    if phrase.words[1].value != "year":
        return None
    return _whole_year(phrase)


def _whole_year(phrase: Phrase) -> Made:
    """ "The year": the present one, or as long as one where it ends on a day that is told."""
    prior, after = (phrase.before[-1].text if phrase.before else ""), (phrase.after[0].text if phrase.after else "")
    if prior in ("for", "of", "in", "during", "throughout", "by", "through") and after not in _BOUND:
        return _made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "year"))
    return _made(phrase, "DURATION", "P1Y")


def _year(phrase: Phrase, context: Context) -> Made | None:
    years = phrase.all("y")
    prior = phrase.before[-1].text if phrase.before else ""
    if prior in ("$", "£", "€", "no", "#", "-") or (phrase.after and phrase.after[0].text in ("%", "percent")):
        return None
    if int(years[0].value) < 1900 and prior not in _DATE_PREPOSITIONS:
        return None
    if phrase.after and phrase.after[0].letter == "w" and context.plural(phrase.after[0].start):
        return None
    tail = phrase.words[-1]
    if len(years) == 2:
        return _absolute(phrase, f"{years[0].value}/{years[1].value}") if years[0].value < years[1].value else None
    if tail.letter == "n":
        if len(tail.text) != 2 or not tail.text.isdigit() or tail.text <= years[0].value[2:]:
            return None
        return _absolute(phrase, f"{years[0].value}/{years[0].value[:2]}{tail.text}")
    return _absolute(phrase, years[0].value)


def _holiday(phrase: Phrase, context: Context) -> Made | None:
    name, sided = phrase.get("Z"), _sided(phrase)
    year = phrase.words[-1] if phrase.words[-1].letter in "yK" else None
    if name is None:
        value = of_islamic(int(year.value[:4])) if year else None
        return _made(phrase, "DATE", value) if value else None
    unit, number = phrase.get("U"), _day_number(next((w for w in phrase.words if w.letter in "no" and len(w.value) < 4), None))
    rule, month = name.value.removesuffix("?"), re.fullmatch(r"AH-(\d\d)", name.value.removesuffix("?"))
    last = phrase.words[-1]
    islamic = last.letter in "nK" and len(last.value) > 3 and int(last.value[:4])
    if (number and not month) or (unit and unit.value not in ("day", "year")) or _is_borne(phrase, context, name, number):
        return None
    if month and number:
        rule = f"{rule}-{number:02d}"
    if islamic:
        value = of_islamic(islamic, int(month[1]), number) if month else None
        return _made(phrase, "DATE", value) if value else None
    if year:
        found = values(rule, int(year.value)) if is_movable(rule) else (f"{year.value}-{rule}",)
        return _made(phrase, "DATE", found[0]) if found else None
    return _made(phrase, "DATE", f"XXXX-{rule}", sided) if sided else _open_year(phrase, context, rule)


def _is_borne(phrase: Phrase, context: Context, name: Word, number: int) -> bool:
    """Whether the name of an Islamic month is that of a person here ("Nabeel Rajab", "Mr. Ramadan")."""
    prior, before = [w.text for w in phrase.before[-2:]], context.text[: name.start].rstrip()[-40:].split()
    if not name.value.startswith("AH-") or number or prior[-2:] == ["month", "of"]:
        return False
    if name.value.endswith("?"):
        return True
    if prior and prior[-1] in _DATE_PREPOSITIONS | {"month", "the", "holy"}:
        return False
    following = context.text[phrase.words[-1].end : phrase.words[-1].end + 2]
    return bool(before and before[-1][0].isupper()) or (following[:1] == " " and following[1:].isupper())


def _then(phrase: Phrase, context: Context) -> Made | None:
    prior = phrase.before[-1].text if phrase.before else ""
    if not context.before or prior not in ("until", "till", "since", "by", "before"):
        return None
    return _made(phrase, "DATE", "PAST_REF", Relative(0, 0), "time")


def _running(phrase: Phrase, context: Context) -> Made | None:
    """ "For the third day running", "a fourth straight month": as long as that."""
    order, unit, after = phrase.get("o"), phrase.get("U"), [w.text for w in phrase.after]
    straight = phrase.get("b")
    if order is None or unit is None or not _day_number(order):
        return None
    if (straight and straight.text in ("straight", "consecutive", "successive")) or after[:1] == ["running"] or (
        after[:3] == ["in", "a", "row"]
    ):  # fmt: skip
        return _made(phrase, "DURATION", _duration(_day_number(order), unit.value))
    return None


def _now(phrase: Phrase, context: Context) -> Made | None:
    last, letters = phrase.words[-1], phrase.letters
    if letters == "hV":
        return _made(phrase, "DATE", "PRESENT_REF", Relative(0)) if last.value == "day" else None
    if letters == "C":
        return _made(phrase, "DATE", "PRESENT_REF", Relative(0)) if last.text == "current" else None
    if letters == "tL":
        prior = phrase.before[-1].text if phrase.before else ""
        there = last.text == "past" and prior in ("in", "of", "from")
        return _made(phrase, "DATE", "PAST_REF", Relative(-1)) if there else None
    if (last.value == "FUTURE_REF") != (letters[0] == "t"):
        return None
    way: Direction = {"PAST_REF": -1, "PRESENT_REF": 0, "FUTURE_REF": 1}[last.value]  # type: ignore[assignment]
    return _made(phrase, "DATE", last.value, Relative(way))


_RULES: dict[str, Callable[[Phrase, Context], Made | None]] = {
    "iso": _iso, "slash": _slash, "clock": _clock, "month_range": _month_range, "month_day": _month_day,
    "month_year": _month_year, "month": _month, "weekday_week": _weekday_week, "weekday_set": _weekday_set,
    "weekday": _weekday, "day_word": _day_word, "day_part": _day_part, "season": _season, "weekend": _weekend,
    "year_ago_quarter": _year_ago_quarter, "quarter": _quarter, "this_quarter": _this_quarter, "half": _half,
    "decade": _decade, "century": _century, "set": _set, "ago": _ago, "stretch": _stretch,
    "end_of_year": _end_of_year, "unit": _unit, "fiscal": _fiscal, "span": _span, "the_unit": _the_unit,
    "year": _year, "week_of": _week_of, "then": _then, "running": _running, "holiday": _holiday, "now": _now,
}  # fmt: skip
