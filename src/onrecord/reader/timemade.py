"""What a phrase of the time grammar means, and what its rules share."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from onrecord.model import Relative, TimeType
from onrecord.reader.intervals import interval
from onrecord.reader.tense import Direction
from onrecord.reader.timex import Phrase, Word

Anchor = Literal["published", "time", "quarter"]
DATE_PREPOSITIONS = frozenset({
    "in", "since", "until", "till", "by", "of", "from", "to", "late", "early", "through", "during", "for", "and", "or",
    "before", "after", "between", "mid", "around", "about", "last", "next", "this",
})  # fmt: skip
_WITHIN = frozenset({"over", "about", "around", "under"})


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
        told: whether the clause at an offset says "will".
        ahead: whether what stands at an offset hangs with its preposition on a verb of what is to come.
        before: whether a time was named before. beside: whether one was in the same sentence.
        quarter: the quarter that was named before, such as "Q3". yearly: whether a longer period was named after it.
    """

    text: str
    tense: Callable[[int], Direction]
    plural: Callable[[int], bool]
    ahead: Callable[[int], bool]
    told: Callable[[int], bool]
    before: bool
    beside: bool
    quarter: str | None
    yearly: bool


def is_title(phrase: Phrase, context: Context) -> bool:
    """Whether it is a title: a common word has a capital that no beginning gives it ("This Week", "60 Minutes")."""
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


def made(
    phrase: Phrase, type: TimeType, value: str, relative: Relative | None = None, anchor: Anchor | None = None
) -> Made:
    """A phrase with its meaning; what is relative rests on the day of publication unless another anchor is given."""
    if relative is not None and anchor is None:
        anchor = "published"
    skipped = (
        {"than", "just", "only"}
        | (_WITHIN if re.match("m+t?[LX]", phrase.letters) else set())
        | ({"a", "an"} if phrase.letters.startswith("an-") else set())
    )
    first = next((w for w in phrase.words if w.text not in skipped), phrase.words[0])
    return Made(first.start, phrase.words[-1].end, type, value, relative, anchor)


def absolute(phrase: Phrase, value: str, type: TimeType = "DATE") -> Made | None:
    """A phrase that means a value of its own; None where the calendar has no such day."""
    return made(phrase, type, value) if interval(value)[0] is not None else None


def open_year(phrase: Phrase, context: Context, rest: str) -> Made:
    """A month, day or quarter whose year hangs on the tense of its clause."""
    way = context.tense(phrase.words[0].start)
    told = way > 0 and rest.isdigit() and context.told(phrase.words[0].start)
    return made(phrase, "DATE", f"XXXX-{rest}", Relative(way, 0) if told else Relative(way))


def side_of(phrase: Phrase) -> Relative | None:
    """The year that "last", "next" or "this" gives to a month, season or quarter; None where none of them stands."""
    if phrase.get("L"):
        return Relative(-1, 1, "year") if phrase.get("U") else Relative(-1, 1)
    if phrase.get("X"):
        return Relative(1, 1, "year") if phrase.get("U") else Relative(1, 1)
    return Relative(0, 0, "year") if phrase.get("h") else None


def day_number(word: Word | None) -> int:
    """The day of the month that a numeral or ordinal gives; 0 where it gives none."""
    if word is None:
        return 0
    shown = re.sub(r"(st|nd|rd|th)$", "", word.value)
    return int(shown) if shown.isdigit() and 1 <= int(shown) <= 31 else 0
