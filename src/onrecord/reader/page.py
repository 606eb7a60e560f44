"""A report's text with its quotations and the attributions in the making, and what both are asked of one another."""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.reader.heard import Heard, Part
from onrecord.reader.quotes import Quotation, paragraphs

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_INNER_END = "”\"'’» "


@dataclass(slots=True, eq=False)
class Row:
    """An attribution in the making: the fields of Heard, its content still open."""

    source: tuple[Part, ...]
    cue: tuple[Part, ...]
    content: list[Part]
    confidence: float

    def outside(self, quote: Quotation) -> bool:
        """Whether its cue and source stand outside a quotation, so that the quotation can be its content."""
        return not any(quote.start < b and a < quote.end for a, b in (*self.cue[:1], *self.source[:1]))


class Page:
    """One report.

    Attributes:
        text: the report. lines: intervals of its lines. quotes: its quotations in order.
        rows: what was heard, and what is added to it.
    """

    def __init__(self, text: str, quotes: Sequence[Quotation], heard: Sequence[Heard]) -> None:
        self.text = text
        self.lines = paragraphs(text)
        self.quotes = list(quotes)
        self.rows: list[Row] = []
        self._line_starts = [start for start, _ in self.lines]
        self._words = [match.start() for match in _WORD.finditer(text)]
        self._firsts = [quote.start for quote in self.quotes]
        self._cues: list[tuple[Part, Row]] = []
        self._spans = sorted(span for one in heard for span in (*one.source, *one.cue, *one.content))
        self._ends = list(itertools.accumulate((end for _, end in self._spans), max))
        for one in heard:
            self.add(Row(one.source, one.cue, list(one.content), one.confidence))

    def add(self, row: Row) -> Row:
        """Takes a row in."""
        self.rows.append(row)
        for cue in row.cue[:1]:
            if not any(self.quotes[k].start <= cue[0] < self.quotes[k].end for k in self.near(cue[0], cue[0] + 1)):
                bisect.insort(self._cues, (cue, row), key=lambda pair: pair[0])
        return row

    def count(self, start: int, end: int) -> int:
        """How many words begin from start to end."""
        return bisect.bisect_left(self._words, end) - bisect.bisect_left(self._words, start) if end > start else 0

    def heard(self, start: int, end: int) -> bool:
        """Whether a source, cue or content that was heard touches an interval."""
        before = bisect.bisect_left(self._spans, (end, end)) - 1
        return before >= 0 and self._ends[before] > start

    def near(self, start: int, end: int) -> range:
        """The numbers of the quotations that touch an interval."""
        first = bisect.bisect_right(self._firsts, start) - 1
        if first < 0 or self.quotes[first].end <= start:
            first += 1
        return range(first, max(first, bisect.bisect_left(self._firsts, end)))

    def across(self, start: int, end: int) -> list[Part]:
        """An interval cut at the ends of lines."""
        first = max(0, bisect.bisect_right(self._line_starts, start) - 1)
        last = bisect.bisect_left(self._line_starts, end)
        cut = [(max(a, start), min(b, end)) for a, b in self.lines[first:last]]
        return [(a, b) for a, b in cut if a < b]

    def cues(self, start: int, end: int) -> list[tuple[Part, Row]]:
        """The cues from start to end that stand in no quotation, in order, with their rows."""
        first = bisect.bisect_left(self._cues, start, key=lambda pair: pair[0][0])
        last = bisect.bisect_left(self._cues, end, lo=first, key=lambda pair: pair[0][0])
        return self._cues[first:last]

    def left(self, number: int) -> int:
        """Where the words before a quotation start: its line, or the end of the quotation before."""
        first = self.lines[self.quotes[number].paragraph][0]
        return max(first, self.quotes[number - 1].end) if number else first

    def right(self, number: int) -> int:
        """Where the words behind a quotation end: its line, or the start of the next quotation."""
        last = self.lines[self.quotes[number].paragraph][1]
        return min(last, self.quotes[number + 1].start) if number + 1 < len(self.quotes) else last

    def last(self, quote: Quotation) -> str:
        """The last character inside a quotation: a comma where the sentence goes on behind it, a stop where not."""
        return self.text[quote.start : quote.end].rstrip(_INNER_END)[-1:]
