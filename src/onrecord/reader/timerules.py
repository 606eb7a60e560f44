"""What each rule of the time grammar makes of its words: a type, a value, and what the value rests on."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

from onrecord.model import Relative
from onrecord.reader.intervals import REFS
from onrecord.reader.movable import is_movable, of_islamic, values
from onrecord.reader.tense import Direction
from onrecord.reader.timelengths import LENGTHS
from onrecord.reader.timemade import (
    DATE_PREPOSITIONS,
    Context,
    Made,
    absolute,
    day_number,
    is_title,
    made,
    open_year,
    side_of,
)
from onrecord.reader.timex import Phrase, Word

_JOINTS = frozenset({"and", "to", "or", "through", "until", "-", "–"})
_ISLAMIC_YEAR = re.compile(r"1[34]\d\d")
_SIGNS = frozenset("%/$£€")
_SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it"})
"""Nothing counts these, as in "on Ramadan 10 he died"."""
_BODIES = frozenset({
    "alliance", "bloc", "brigade", "brigades", "camp", "coalition", "forces", "group", "movement", "organisation",
    "organization", "party", "protocol", "revolution",
})  # fmt: skip
"""Nouns that a day without a year names ("the March 14 alliance", "the January 25 revolution")."""
_PAPERS = frozenset({
    "Express", "Herald", "Mail", "Mirror", "Mosque", "Post", "Star", "Telegraph", "Times", "Tribune",
})  # fmt: skip
"""Words that a weekday is part of the name of ("the Sunday Times", "the Friday Mosque")."""
_PERSONAL = frozenset({"his", "her", "their", "my", "your", "our", "its"})


def make(phrase: Phrase, context: Context) -> Made | None:
    """What a phrase means; None where it is no expression of time after all."""
    if is_title(phrase, context):
        return None
    return _RULES[phrase.rule](phrase, context)


def _iso(phrase: Phrase, context: Context) -> Made | None:
    return absolute(phrase, phrase.words[0].value)


def _slash(phrase: Phrase, context: Context) -> Made | None:
    shown = phrase.words[0].value
    month, day, year = (int(part) for part in re.split(r"[/.]", shown))
    if month > 12 or "." in shown:
        month, day = day, month
    year += 0 if year > 99 else (1900 if year > 50 else 2000)
    return absolute(phrase, f"{year:04d}-{month:02d}-{day:02d}")


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
    if clock == "24:00" and len(phrase.words) == 1 and context.tense(first.start) < 0:
        clock = "00:00"
    if zone and zone.value:
        clock += "Z" if zone.value == "+00:00" else zone.value
    return _on_day(phrase, context, clock)


def _on_day(phrase: Phrase, context: Context, clock: str) -> Made | None:
    """A clock time on the day that stands with it ("5 p.m. EST, Nov. 6", "10:35 a.m. (0735 GMT) Friday")."""
    month, word, day = phrase.get("M"), phrase.get("R"), phrase.get("D")
    if month:
        at = phrase.words.index(month)
        number = day_number(next((w for w in phrase.words[max(at - 1, 1) :] if w.letter in "no"), None))
        year, rest = phrase.get("y"), f"{int(month.value):02d}-{number:02d}T{clock}"
        if not number:
            return None
        if year and year is not phrase.words[0]:
            return absolute(phrase, f"{year.value}-{rest}", "TIME")
        return made(phrase, "TIME", f"XXXX-{rest}", Relative(context.tense(month.start)))
    beyond = re.match(r"(?:\.(?:[ny]z|cz|[nc]pz?))?\.?i?D", "".join(w.letter for w in phrase.after))
    if day is None and word is None and beyond:
        day = phrase.after[beyond.end() - 1]
    if day:
        return made(phrase, "TIME", f"XXXX-WXX-{day.value}T{clock}", _weekday_relative(phrase, context, day))
    if word:
        moved = Relative(int(word.value), 1 if word.value != "0" else 0, "day")  # type: ignore[arg-type]
        return made(phrase, "TIME", f"XXXX-XX-XXT{clock}", moved)
    return made(phrase, "TIME", f"XXXX-XX-XXT{clock}", Relative(0, 0, "day"), "time" if context.beside else None)


def _week_of(phrase: Phrase, context: Context) -> Made | None:
    """ "The week of March 6", "the first week of July": seven days, as the text counts them."""
    month, year, unit = phrase.get("M"), phrase.get("y"), phrase.get("U")
    if month is None or unit is None or unit.value != "week":
        return None
    at = date(int(year.value) if year else 2001, int(month.value), 1)
    counted = not any(word.letter in "no" for word in phrase.words[phrase.words.index(month) :])
    number = day_number(phrase.get("no"))
    if phrase.get("L"):
        first = date(at.year + at.month // 12, at.month % 12 + 1, 1) - timedelta(days=7)
    elif not number or (counted and number > 4):
        return None
    else:
        first = at + timedelta(days=7 * (number - 1) if counted else number - 1)
    last = first + timedelta(days=6)
    if first.year != last.year:
        return None
    if year:
        return absolute(phrase, f"{first.isoformat()}/{last.isoformat()}")
    return open_year(phrase, context, f"{first.isoformat()[5:]}/XXXX-{last.isoformat()[5:]}")


def _month_range(phrase: Phrase, context: Context) -> Made | None:
    month, year = phrase.get("M"), phrase.get("y")
    first, last = (day_number(w) for w in phrase.all("no"))
    if month is None or not first < last or any(w.text in ("and", "or") for w in phrase.words):
        return None
    days = [f"{int(month.value):02d}-{day:02d}" for day in (first, last)]
    if year:
        return absolute(phrase, "/".join(f"{year.value}-{day}" for day in days))
    return open_year(phrase, context, f"{days[0]}/XXXX-{days[1]}")


def _month_day(phrase: Phrase, context: Context) -> Made | None:
    month, day, year = phrase.get("M"), day_number(phrase.get("no")), phrase.get("y")
    if month is None or not day or (not year and phrase.after and phrase.after[0].text in _BODIES):
        return None
    rest = f"{int(month.value):02d}-{day:02d}"
    named = year.value if year else _year_of_range(phrase, month)
    return absolute(phrase, f"{named}-{rest}") if named else open_year(phrase, context, rest)


def _month_year(phrase: Phrase, context: Context) -> Made | None:
    month, year, sided = phrase.get("M"), phrase.get("y"), side_of(phrase)
    if month is None:
        return None
    if year:
        return absolute(phrase, f"{year.value}-{int(month.value):02d}")
    unit = phrase.get("U")
    if unit is None or unit.value != "year":
        return None
    return made(phrase, "DATE", f"XXXX-{int(month.value):02d}", sided)


def _month(phrase: Phrase, context: Context) -> Made | None:
    month = phrase.get("M")
    if month is None:
        return None
    prior = phrase.before[-1].text if phrase.before else ""
    if month.text in ("may", "march") and len(phrase.words) == 1 and prior not in DATE_PREPOSITIONS:
        following = phrase.after[0] if phrase.after else None
        if (
            prior != "the"
            or following is None
            or following.letter != "w"
            or not context.text[following.start].islower()
        ):
            return None
    named = [w.text for w in phrase.after[:2]]
    if phrase.after and phrase.after[0].letter in "no" and _BODIES & set(named):
        return None
    if prior == "black" and context.text[phrase.before[-1].start].isupper():
        return None
    rest, sided = f"{int(month.value):02d}", side_of(phrase)
    if sided:
        return made(phrase, "DATE", f"XXXX-{rest}", sided)
    year = _year_of_range(phrase, month)
    return absolute(phrase, f"{year}-{rest}") if year else open_year(phrase, context, rest)


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
    day, unit, sided = phrase.get("D"), phrase.get("U"), side_of(phrase)
    if day is None or unit is None or unit.value != "week" or sided is None:
        return None
    relative = Relative(sided.direction, sided.amount, "week", int(day.value))
    return made(phrase, "DATE", REFS[relative.direction], relative)


def _weekday_set(phrase: Phrase, context: Context) -> Made | None:
    day, part = phrase.words[0], phrase.get("P")
    return made(phrase, "SET", f"XXXX-WXX-{day.value}" + (f"T{part.value}" if part else ""))


def _weekday(phrase: Phrase, context: Context) -> Made | None:
    day, part = phrase.get("D"), phrase.get("P")
    if day is None or (phrase.words[0].text == "following" and (not phrase.before or phrase.before[-1].letter != "t")):
        return None
    following = phrase.after[0] if phrase.after else None
    if following and context.text[following.start : following.end] in _PAPERS:
        return None
    relative = _weekday_relative(phrase, context, day)
    side = phrase.get("LX")
    counted = side is not None and side.text in ("previous", "preceding", "following") and context.before
    if part is None:
        return made(phrase, "DATE", REFS[relative.direction], relative, "time" if counted else None)
    value = f"XXXX-WXX-{day.value}T{part.value}"
    if part.text.endswith("s"):
        return made(phrase, "SET", value)
    return made(phrase, "TIME", value, relative)


def _day_word(phrase: Phrase, context: Context) -> Made | None:
    word, part = phrase.get("R"), phrase.get("P")
    if word is None:
        return None
    way: Direction = -1 if word.value == "-1" else 1 if word.value == "1" else 0
    relative = Relative(way, abs(way), "day")
    part_value = part.value if part else "NI" if word.text in ("tonight", "overnight") else None
    if part_value:
        return made(phrase, "TIME", f"XXXX-XX-XXT{part_value}", relative)
    return made(phrase, "DATE", REFS[way], relative)


def _day_part(phrase: Phrase, context: Context) -> Made | None:
    part = phrase.get("P")
    if part is None or part.text.endswith("s"):
        return None
    value = f"XXXX-XX-XXT{part.value}"
    if phrase.words[0].letter == "t":
        if not context.before:
            return None
        return made(phrase, "TIME", value, Relative(1 if phrase.get("X") else -1, 1, "day"), "time")
    relative = Relative(-1, 1, "day") if phrase.get("L") else Relative(0, 0, "day")
    return made(phrase, "TIME", value, relative)


def _season(phrase: Phrase, context: Context) -> Made | None:
    season, year, sided = phrase.get("S"), phrase.get("y"), side_of(phrase)
    if season is None or (len(phrase.words) == 1):
        return None
    if year:
        return absolute(phrase, f"{year.value}-{season.value}")
    if season.text in ("fall", "spring") and sided is None and phrase.after and phrase.after[0].letter in "fw":
        return None
    if sided:
        return made(phrase, "DATE", f"XXXX-{season.value}", sided)
    return open_year(phrase, context, season.value)


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
    return made(phrase, "DATE", "XXXX-WXX-WE", relative)


def _quarter(phrase: Phrase, context: Context) -> Made | None:
    order, name, year, sided = phrase.get("o"), phrase.get("Q"), phrase.get("y"), side_of(phrase)
    if order is None or name is None or name.text != "quarter" or day_number(order) not in (1, 2, 3, 4):
        return None
    rest = f"Q{day_number(order)}"
    if year:
        return absolute(phrase, f"{year.value}-{rest}")
    return made(phrase, "DATE", f"XXXX-{rest}", sided) if sided else open_year(phrase, context, rest)


def _numbered(phrase: Phrase, context: Context) -> Made | None:
    """ "Q3 2013"."""
    named, year = phrase.get("u"), phrase.get("y")
    if named is None:
        return None
    return absolute(phrase, f"{year.value}-{named.value}") if year else open_year(phrase, context, named.value)


def _this_quarter(phrase: Phrase, context: Context) -> Made | None:
    name, year = phrase.get("Q"), phrase.get("y")
    if name is None:
        return None
    if year:
        return absolute(phrase, f"{year.value}-{context.quarter}" if context.quarter else year.value)
    current = phrase.get("C")
    if phrase.get("h") or (current and current.text == "current"):
        return made(phrase, "DATE", "PRESENT_REF", Relative(0, 0, "quarter")) if name.text == "quarter" else None
    if phrase.get("X"):
        return made(phrase, "DATE", "FUTURE_REF", Relative(1, 1, "quarter")) if name.text == "quarter" else None
    if context.quarter:
        return made(phrase, "DATE", "PAST_REF", Relative(0, 0, "year"), "quarter")
    return made(phrase, "DATE", "PAST_REF", Relative(-1, 1, "quarter")) if name.text == "quarter" else None


def _year_ago_quarter(phrase: Phrase, context: Context) -> Made | None:
    unit, part = phrase.get("U"), phrase.get("GE")
    if unit is None or unit.value != "year" or (part and part.text not in ("ago", "earlier")):
        return None
    if part is None and not (phrase.get("L") and context.quarter):
        return None
    quarter = context.quarter and (not context.yearly or phrase.get("Q"))
    return made(phrase, "DATE", "PAST_REF", Relative(-1, 1, "year"), "quarter" if quarter else "published")


def _half(phrase: Phrase, context: Context) -> Made | None:
    order, year, decade = phrase.get("o"), phrase.get("y"), phrase.get("k")
    which = day_number(order) if order else 2
    if decade:
        return absolute(phrase, _decade_value(decade.value))
    if which not in (1, 2):
        return None
    if year:
        return absolute(phrase, f"{year.value}-H{which}")
    unit = phrase.get("U")
    last = len(phrase.all("L")) > (0 if order else 1)
    way: Direction = -1 if last else 1 if phrase.get("X") else 0
    if unit is None or unit.value != "year":
        return None
    return made(phrase, "DATE", f"XXXX-H{which}", Relative(way, abs(way), "year"))


def _decade_value(shown: str) -> str:
    numerals = re.sub(r"\D", "", shown)
    return (
        f"{numerals[:3]}X" if len(numerals) == 4 else f"19{numerals[0]}X" if numerals[0] > "2" else f"20{numerals[0]}X"
    )


def _decade(phrase: Phrase, context: Context) -> Made | None:
    decade = phrase.get("k")
    lead = [w.text for w in (*phrase.before[-3:], *phrase.words) if w is not decade]
    if decade is None or ((not decade.value[0].isdigit() or len(decade.value) < 5) and _PERSONAL & set(lead)):
        return None
    return absolute(phrase, _decade_value(decade.value))


def _century(phrase: Phrase, context: Context) -> Made | None:
    order, unit = phrase.get("o"), phrase.get("U")
    if order is None or unit is None or unit.value != "century" or not day_number(order):
        return None
    return made(phrase, "DATE", f"{day_number(order) - 1:02d}XX")


def _year(phrase: Phrase, context: Context) -> Made | None:
    years = phrase.all("y")
    prior = phrase.before[-1].text if phrase.before else ""
    if prior in ("$", "£", "€", "no", "#", "-") or (phrase.after and phrase.after[0].text in ("%", "percent")):
        return None
    if int(years[0].value) < 1900 and prior not in DATE_PREPOSITIONS:
        return None
    if phrase.after and phrase.after[0].letter == "w" and context.plural(phrase.after[0].start):
        return None
    tail = phrase.words[-1]
    if len(years) == 2:
        return absolute(phrase, f"{years[0].value}/{years[1].value}") if years[0].value < years[1].value else None
    if tail.letter == "n":
        if len(tail.text) != 2 or not tail.text.isdigit() or tail.text <= years[0].value[2:]:
            return None
        return absolute(phrase, f"{years[0].value}/{years[0].value[:2]}{tail.text}")
    return absolute(phrase, years[0].value)


def _holiday(phrase: Phrase, context: Context) -> Made | None:
    name, sided, last = phrase.get("Z"), side_of(phrase), phrase.words[-1]
    if name is None:
        value = of_islamic(int(last.value[:4])) if last.letter == "K" else None
        return made(phrase, "DATE", value) if value else None
    after = phrase.after[0] if phrase.after else None
    if after and after.letter == "w" and (context.plural(after.start) or context.text[after.start].isupper()):
        return None
    rule = name.value.removesuffix("?")
    month, unit = re.fullmatch(r"AH-(\d\d)", rule), phrase.get("U")
    year, islamic = _year_of_feast(phrase), _islamic_year(phrase) if month else 0
    days = [w for w in phrase.words if w.letter in "noyK" and not (w is last and (year or islamic))]
    number = day_number(days[0]) if days else 0
    if (
        (days and not (month and number and len(days) == 1))
        or (days and days[0] is last and not _is_free(phrase))
        or any(w.value not in ("day", "year") for w in phrase.all("U"))
        or (after and after.letter == "U" and not unit)
        or _is_borne(phrase, context, name, number)
    ):
        return None
    if month and number:
        rule = f"{rule}-{number:02d}"
    if month and islamic:
        value = of_islamic(islamic, int(month[1]), number)
        return made(phrase, "DATE", value) if value else None
    if year:
        found = values(rule, year) if is_movable(rule) else (f"{year}-{rule}",)
        return made(phrase, "DATE", found[0]) if found else None
    return made(phrase, "DATE", f"XXXX-{rule}", sided) if sided else open_year(phrase, context, rule)


def _year_of_feast(phrase: Phrase) -> int:
    """The year that ends the name of a feast ("Easter 2000", "Christmas Day, 2013"); 0 where it may count something."""
    last = phrase.words[-1]
    if last.letter != "y" or (not 1900 <= int(last.value) < 2100 and (_has_comma(phrase) or not _is_free(phrase))):
        return 0
    return int(last.value)


def _islamic_year(phrase: Phrase) -> int:
    """The Islamic year that ends the name of a month ("Ramadan 1434"); 0 where none does, or it may count something."""
    last = phrase.words[-1]
    if last.letter == "n" and (_has_comma(phrase) or not _is_free(phrase) or not _ISLAMIC_YEAR.fullmatch(last.text)):
        return 0
    return int(last.value[:4]) if last.letter in "nK" else 0


def _has_comma(phrase: Phrase) -> bool:
    return len(phrase.words) > 1 and phrase.words[-2].letter == ","


def _is_free(phrase: Phrase) -> bool:
    """Whether nothing follows that a numeral at the end could count: no other numeral, noun or word."""
    after = phrase.after[0] if phrase.after else None
    return after is None or (after.letter in ".,ti" and after.text not in _SIGNS) or after.text in _SUBJECTS


def _is_borne(phrase: Phrase, context: Context, name: Word, number: int) -> bool:
    """Whether the name of an Islamic month is that of a person here ("Nabeel Rajab", "Mr. Ramadan")."""
    prior, before = [w.text for w in phrase.before[-2:]], context.text[: name.start].rstrip()[-40:].split()
    if not name.value.startswith("AH-") or number or prior[-2:] == ["month", "of"]:
        return False
    if name.value.endswith("?"):
        return True
    if prior and prior[-1] in DATE_PREPOSITIONS | {"on", "at", "month", "the", "holy"}:
        return False
    following = context.text[phrase.words[-1].end : phrase.words[-1].end + 2]
    return bool(before and before[-1][0].isupper()) or (following[:1] == " " and following[1:].isupper())


def _then(phrase: Phrase, context: Context) -> Made | None:
    prior = phrase.before[-1].text if phrase.before else ""
    if not context.before or prior not in ("until", "till", "since", "by", "before"):
        return None
    return made(phrase, "DATE", "PAST_REF", Relative(0, 0), "time")


def _now(phrase: Phrase, context: Context) -> Made | None:
    last, letters = phrase.words[-1], phrase.letters
    if letters == "hV":
        return made(phrase, "DATE", "PRESENT_REF", Relative(0)) if last.value == "day" else None
    if letters == "C":
        return made(phrase, "DATE", "PRESENT_REF", Relative(0)) if last.text == "current" else None
    if letters == "tL":
        prior = phrase.before[-1].text if phrase.before else ""
        there = last.text == "past" and prior in ("in", "of", "from")
        return made(phrase, "DATE", "PAST_REF", Relative(-1)) if there else None
    if (last.value == "FUTURE_REF") != (letters[0] == "t"):
        return None
    way: Direction = {"PAST_REF": -1, "PRESENT_REF": 0, "FUTURE_REF": 1}[last.value]  # type: ignore[assignment]
    return made(phrase, "DATE", last.value, Relative(way))


_RULES: dict[str, Callable[[Phrase, Context], Made | None]] = LENGTHS | {
    "iso": _iso, "slash": _slash, "clock": _clock, "month_range": _month_range, "month_day": _month_day,
    "month_year": _month_year, "month": _month, "weekday_week": _weekday_week, "weekday_set": _weekday_set,
    "weekday": _weekday, "day_word": _day_word, "day_part": _day_part, "season": _season, "weekend": _weekend,
    "year_ago_quarter": _year_ago_quarter, "quarter": _quarter, "this_quarter": _this_quarter, "half": _half,
    "decade": _decade, "century": _century,

    "year": _year, "numbered": _numbered, "week_of": _week_of, "then": _then,
    "holiday": _holiday, "holiday_day": _holiday, "holiday_bare": _holiday, "now": _now,
}  # fmt: skip
