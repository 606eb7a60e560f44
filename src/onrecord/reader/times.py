"""When: the expressions of time of a report (TIMEX3), with the intervals that they stand for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import msgspec

from onrecord.knowledge.episodes import Episode
from onrecord.model import Relative, Time
from onrecord.reader.counted_times import counted, stretched
from onrecord.reader.dated import settled
from onrecord.reader.episode_times import around_episodes
from onrecord.reader.intervals import UNKNOWN, interval
from onrecord.reader.parse import Parsed
from onrecord.reader.tense import Direction, direction, is_told
from onrecord.reader.timemade import Context, Made
from onrecord.reader.timerules import make
from onrecord.reader.timex import Phrase, find, words

_KEY = "onrecord.times"
QUARTERS = 5
"""Sentences back to which "the quarter" may look for the one that it means."""
REACH = 3
"""Sentences back to which "a year earlier" may look for the time that it counts from."""


def times(parsed: Parsed) -> tuple[Time, ...]:
    """The times of the news of a report, in text order.

    Values follow TIMEX3. Where the report has no date, times that rest on it keep a relative value (PAST_REF,
    "XXXX-WXX-5") with `relative` filled; `reader.dated.settled` gives them their intervals once the date is known.
    A time that rests on a known war or accord has the value "before 2011-03", and the episode's id as its anchor.
    """
    published = parsed.report.published
    found: list[Time] = []
    named: list[Episode] = []
    memory = _Memory()
    for index, sentence in enumerate(parsed.sentences):
        rows = list(around_episodes(parsed, sentence, named))
        reading = _Sentence(parsed, index, memory, [(row.span.start, row.span.end) for row in rows])
        rows += find(words(parsed.text, sentence.start, sentence.end), reading.accept)
        found += stretched(parsed, counted(parsed, rows))
    found = _numbered(found)
    parsed.doc.user_data[_KEY] = tuple((row.span.start, row.span.end) for row in found)
    return settled(found, published)


def spans_of(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Start and end of each time of a report; read once, and kept with the parse."""
    if _KEY not in parsed.doc.user_data:
        times(parsed)
    return cast(tuple[tuple[int, int], ...], parsed.doc.user_data[_KEY])


@dataclass(slots=True)
class _Memory:
    """The last time, day and reported quarter named: the id, the index of the sentence, and the value.

    `yearly`: whether "nine months" or a year was reported on since the quarter.
    """

    time: tuple[str, int, str] | None = None
    day: tuple[str, int, str] | None = None
    quarter: tuple[str, int, str] | None = None
    yearly: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    """Reads the phrases of one sentence into rows; ids are offsets until all rows are there."""

    parsed: Parsed
    index: int
    memory: _Memory
    taken: list[tuple[int, int]]

    def accept(self, phrase: Phrase) -> Time | None:
        """The row of a phrase; None where it is no time, or lies in a phrase that rests on an episode."""
        start, end = phrase.words[0].start, phrase.words[-1].end
        if any(start < last and first < end for first, last in self.taken):
            return None
        quarter = self.memory.quarter if self._near(self.memory.quarter, QUARTERS) else None
        context = Context(
            self.parsed.text,
            self._tense,
            self._plural,
            self._ahead,
            self._told,
            self._near(self.memory.time, REACH),
            self._near(self.memory.day, 0),
            quarter[2] if quarter else None,
            self.memory.yearly,
        )
        made = make(phrase, context)
        return self._row(made, phrase) if made else None

    def _near(self, remembered: tuple[str, int, str] | None, reach: int) -> bool:
        return remembered is not None and self.index - remembered[1] <= reach

    def _tense(self, offset: int) -> Direction:
        tokens = self.parsed.tokens_in(offset, offset + 1)
        return direction(tokens[0]) if tokens else 0

    def _ahead(self, offset: int) -> bool:
        tokens = self.parsed.tokens_in(offset, offset + 1)
        verb = tokens[0].head.head if tokens else None
        return verb is not None and verb.tag_ in ("VB", "VBN") and self._tense(offset) > 0

    def _told(self, offset: int) -> bool:
        tokens = self.parsed.tokens_in(offset, offset + 1)
        return tokens is not None and len(tokens) > 0 and is_told(tokens[0])

    def _plural(self, offset: int) -> bool:
        tokens = self.parsed.tokens_in(offset, offset + 1)
        return tokens is not None and tokens[0].tag_ == "NNS"

    def _row(self, made: Made, phrase: Phrase) -> Time:
        anchor: str | None = made.anchor
        if anchor == "time" and self.memory.time:
            anchor = self.memory.time[0]
        elif anchor == "quarter" and self.memory.quarter:
            anchor = self.memory.quarter[0]
        start = _with_at_least(self.parsed.text, made.start)
        span = self.parsed.span(start, made.end)
        first, last, precision = interval(made.value)
        if made.relative is not None:
            first, last, precision = UNKNOWN
        row = Time(f"@{start}", span, made.type, made.value, precision, first, last, anchor, made.relative)
        told = not made.value.endswith("_REF") or _is_told(made.relative)
        if made.type == "DATE" and told:
            self.memory.time = (row.id, self.index, made.value)
            if _is_day(row):
                self.memory.day = self.memory.time
        self._report(phrase, row)
        return row

    def _report(self, phrase: Phrase, row: Time) -> None:
        """Keeps which quarter the report is about: the first one, until another one "ended" or some time has passed."""
        memory = self.memory
        known = memory.quarter if self._near(memory.quarter, QUARTERS) else None
        ended = bool(phrase.after) and phrase.after[0].text in ("ended", "ending")
        if phrase.rule == "quarter":
            if known is None or ended or row.value[-2:] == known[2]:
                memory.quarter, memory.yearly = (row.id, self.index, row.value[-2:]), False
        elif known and (row.anchor == known[0] or phrase.rule == "this_quarter"):
            memory.quarter, memory.yearly = (known[0], self.index, known[2]), False
        elif row.value in ("P9M", "P6M", "P1Y") or phrase.rule == "half":
            memory.yearly = True


def _is_told(relative: Relative | None) -> bool:
    """Whether a relative time names a day or a period, not only the past or the future."""
    return relative is not None and (relative.amount is not None or relative.weekday is not None)


def _is_day(row: Time) -> bool:
    if row.relative is None:
        return row.precision == "day"
    return row.relative.weekday is not None or row.relative.unit == "day" or len(row.value) == len("XXXX-07-03")


def _with_at_least(text: str, start: int) -> int:
    """Where "at least two days" begins, given where "least two days" does."""
    before = text[max(0, start - 3) : start].lower() == "at "
    return start - 3 if before and text.startswith("least", start) else start


def _numbered(found: list[Time]) -> list[Time]:
    """The rows in text order, with their lasting ids."""
    ordered = sorted(found, key=lambda row: row.span.start)
    ids = {row.id: f"t{number}" for number, row in enumerate(ordered, 1)}
    return [
        msgspec.structs.replace(
            row, id=ids[row.id], anchor=ids.get(row.anchor or "", row.anchor), relative=_measured(row.relative)
        )
        for row in ordered
    ]


def _measured(relative: Relative | None) -> Relative | None:
    """The same, its amount a number with a point: what JSON gives back is what was written."""
    if relative is None or relative.amount is None:
        return relative
    return msgspec.structs.replace(relative, amount=float(relative.amount))
