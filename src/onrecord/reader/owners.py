"""Who a quotation is given to that nobody was heard saying: the cue beside it, the speaker before, or nobody."""

from __future__ import annotations

import itertools
import re

from onrecord.reader import beside
from onrecord.reader.edges import HALF, MARGIN
from onrecord.reader.heard import Part
from onrecord.reader.page import Page, Row
from onrecord.reader.quotes import Quotation

NAMED_SHARE = 0.85
CLAUSE_SHARE = 0.7
GUESSED_SHARE = 0.6
UNKNOWN_SHARE = 0.1
"""Confidence of what quote marks add: speaker and verb beside it, in a clause, a name before it, nobody."""

_NAMED_BELOW = re.compile(
    r"\s*(?:(?P<cue>[-–—―]+)\s*(?P<source>[^\W\d_][^\n\r,;:(]{1,60}?)(?=[,;:(\n\r]|\.\s*$|$)"
    r"|(?P<signed>[^\W\d_a-z][^\n\r“\"”]{2,100}?)\.?[”\"]\s*$)"
)
_SINGLE = re.compile(r"['‘‚](?!['‘])")
_LONGEST_LEAD = 8
_LONGEST_SPEAKER = 8
_LONGEST_GAP = 40
_LONGEST_SENTENCE = 600
_LONGEST_CUE = 60
_FEWEST = 5


class Owners:
    """Gives the quotations of a page to its rows, and makes rows for those that have none."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.text = page.text
        self.quotes = page.quotes
        self.rows: dict[int, Row] = {}

    def give(self) -> None:
        """Gives each quotation of whole sentences an owner; what else stands between marks keeps the one it has."""
        self._heard()
        self._run_on()
        for number, quote in enumerate(self.quotes):
            if number in self.rows:
                continue
            if number - 1 in self.rows and self.quotes[number - 1].run == quote.run:
                self._add(self.rows[number - 1], number)
            else:
                self._give(number, quote)

    def _heard(self) -> None:
        """Finds whose each quotation is: of the row that holds most of its words."""
        best: dict[int, float] = {}
        for row in self.page.rows:
            for start, end in row.content:
                for k in self.page.near(start, end):
                    quote = self.quotes[k]
                    share = self.page.count(max(start, quote.start), min(end, quote.end)) / quote.words
                    if share >= HALF and share > best.get(k, 0.0) and row.outside(quote):
                        best[k], self.rows[k] = share, row

    def _run_on(self) -> None:
        """Gives the pieces of one running quotation to one owner, unless somebody else speaks right beside a piece."""
        for _, group in itertools.groupby(range(len(self.quotes)), key=lambda n: self.quotes[n].run):
            run = list(group)
            if len(run) < 2:
                continue
            if not any(k in self.rows for k in run):
                self._lead(run)
            owner = next((self.rows[k] for k in run if k in self.rows), None)
            for k in run:
                if owner is not None and k not in self.rows:
                    self._add(self._beside(k) or self._named(k) or owner, k)
                owner = self.rows.get(k)

    def _lead(self, run: list[int]) -> None:
        """Finds the one who speaks beside some piece of a run, the last piece first, or before its first piece."""
        for k in reversed(run):
            row = self._beside(k) or self._named(k) or (self._floating(k) if k == run[0] else None)
            if row is not None:
                self._add(row, k)
                return

    def _add(self, row: Row, number: int) -> None:
        """Gives a quotation to a row."""
        quote = self.quotes[number]
        apart = [(a, b) for a, b in row.content if b <= quote.start or quote.end <= a]
        row.content = sorted([*apart, (quote.start, quote.end)])
        self.rows[number] = row

    def _give(self, number: int, quote: Quotation) -> None:
        """Gives one quotation, which nobody was given, to the one who speaks there."""
        row: Row | None = None
        if quote.kind == "speech":
            row = self._beside(number) or self._named(number) or self._split(number)
            if row is None and (quote.words > 1 or quote.open_end):
                row = self._floating(number) or self._unknown(number)
        elif quote.kind == "fragment":
            if self._second_half(number):
                row = self._split(number)
            else:
                self._clause(number)
        if row is not None:
            self._add(row, number)

    # ------------------------------------------------------------------ beside it

    def _beside(self, number: int) -> Row | None:
        """The row whose cue stands right behind or right before."""
        return self._behind(number) or self._ahead(number)

    def _behind(self, number: int) -> Row | None:
        """The row of “…,” said the minister."""
        page, quote = self.page, self.quotes[number]
        last, led = page.last(quote), self.text[page.left(number) : quote.start].rstrip().endswith((",", ":"))
        if last == "." or (led and last != ","):
            return None
        for cue, row in page.cues(quote.end, page.right(number))[:1]:
            speaks = min(a for a, _ in (cue, *row.source[:1]) if a >= quote.end)
            words = page.count(quote.end, speaks)
            if words > (_LONGEST_SPEAKER if last == "," else 0) or beside.stops(self.text, quote.end, speaks):
                return None
            return row if not words or beside.after(self.text, quote.end, cue[0]) is None else None
        return None

    def _ahead(self, number: int) -> Row | None:
        """The row of: The minister added: “…”"""
        page, quote = self.page, self.quotes[number]
        for cue, row in reversed(page.cues(page.left(number), quote.start)):
            spoken = max((b for _, b in (cue, *row.source[:1]) if b <= quote.start), default=None)
            if page.count(cue[1], quote.start) > _LONGEST_SENTENCE // 6:
                return None
            if spoken is not None and cue[1] <= quote.start and self._leads(row, spoken, quote):
                nearer = beside.before(self.text, spoken, quote.start)
                return row if nearer is None else None
        return None

    def _leads(self, row: Row, spoken: int, quote: Quotation) -> bool:
        """Whether the words from the end of a row's cue and source up to a quotation introduce it."""
        between = self.text[spoken : quote.start].rstrip()
        taken = any(spoken <= a and b <= quote.start for a, b in row.content)
        near = self.page.count(spoken, quote.start) <= _LONGEST_LEAD and not between.endswith(("(", "["))
        return near and not taken and not beside.stops(self.text, max(0, spoken - 2), quote.start)

    def _named(self, number: int) -> Row | None:
        """The row, mostly a new one, of a speaker and a verb of saying that stand right beside it."""
        page, quote = self.page, self.quotes[number]
        first, last = page.lines[quote.paragraph]
        found = beside.after(self.text, quote.end, last) if page.last(quote) != "." else None
        found = found or beside.before(self.text, page.left(number), quote.start)
        return self._told(found, first) if found is not None else None

    def _told(self, found: beside.Beside, first: int) -> Row:
        """The row of a cue found beside a quotation, a new one unless it was heard; a cue may borrow its source."""
        for (_, end), row in self.page.cues(found.cue[0] - _LONGEST_CUE, found.cue[1]):
            if end > found.cue[0]:
                return row
        source = found.source
        if source is None:
            cue = found.cue[0]
            start = beside.sentence_start(self.text, max(first, cue - _LONGEST_SENTENCE), cue)
            near = [row for _, row in self.page.cues(start, cue) if row.source]
            source = near[-1].source[0] if near else beside.subject(self.text, start, cue)
        return self._new(source, found.cue, NAMED_SHARE)

    def _clause(self, number: int) -> None:
        """A few quoted words behind a verb of saying make a row with the words between: she said it was “a mess”."""
        quote = self.quotes[number]
        if quote.words < MARGIN or quote.open_end:
            return
        found = beside.before(self.text, self.page.left(number), quote.start)
        if found is None:
            return
        between = self.text[found.cue[1] : quote.start]
        start = found.cue[1] + len(between) - len(between.lstrip(" ,:\xa0"))
        if not self.page.heard(start, quote.end):
            row = self._told(found, self.page.lines[quote.paragraph][0])
            row.content, row.confidence = [*row.content, (start, quote.end)], min(row.confidence, CLAUSE_SHARE)
            self.rows[number] = row

    # ------------------------------------------------------------------ the speaker before

    def _second_half(self, number: int) -> bool:
        """Whether a sentence goes on in a quotation that was broken off: “We,” she said, “will stay.”"""
        quote, before = self.quotes[number], self.quotes[number - 1] if number else None
        if before is None or before.paragraph != quote.paragraph or quote.words < 2 or not quote.ends_sentence:
            return False
        comma = self.page.last(before) == "," and self.text[before.end : quote.start].rstrip().endswith(",")
        return comma and not beside.stops(self.text, before.end, quote.start)

    def _split(self, number: int) -> Row | None:
        """The owner of the quotation before, where only its "she said" parts the two."""
        quote, k = self.quotes[number], number - 1
        while k > 0 and k not in self.rows and self.quotes[k].kind != "speech":
            k -= 1
        owner = self.rows.get(k)
        if owner is None or self.quotes[k].paragraph != quote.paragraph:
            return None
        before = self.quotes[k]
        if not self.page.count(before.end, quote.start):
            return owner
        between = [row for _, row in self.page.cues(before.end, quote.start)]
        if not any(row is owner for row in between):
            return None
        alone = all(row is owner for row in between) and self.page.count(before.end, quote.start) <= _LONGEST_GAP
        return owner if alone or self._second_half(number) or self._one_sentence(before.end, quote.start) else None

    def _one_sentence(self, start: int, end: int) -> bool:
        """Whether the words from start to end are the rest of one sentence, with its full stop."""
        closed = self.text[start:end].rstrip().endswith((".", "!", "?"))
        return closed and all(stop >= end for stop in beside.stops(self.text, start, end))

    def _floating(self, number: int) -> Row | None:
        """Whose a quotation is that opens its paragraph: of the name below it, or of who spoke in the one before."""
        page, quote = self.page, self.quotes[number]
        first, last = page.lines[quote.paragraph]
        if page.count(first, quote.start):
            return None
        alone = not page.count(quote.end, last)
        signed = self._signed(quote) if alone else None
        if signed is not None or not quote.paragraph or not (alone or page.last(quote) == "."):
            return signed
        start, end = page.lines[quote.paragraph - 1]
        cues = page.cues(start, end)
        if self.text[start:end].rstrip().endswith(":"):
            return self._introduced(start, end)
        if quote.block:
            return None
        owned = [k for k in page.near(start, end) if k in self.rows]
        if not owned:
            return cues[-1][1] if cues else None
        owner, behind = self.rows[owned[-1]], self.quotes[owned[-1]].end
        later = [row for cue, row in cues if cue[0] >= behind]
        same = not later or later[-1] is owner or (later[0] is owner and self._one_sentence(behind, end))
        return owner if same else None

    def _introduced(self, start: int, end: int) -> Row | None:
        """Who speaks below a line that ends with a colon: a verb at its end, a cue or a name in its last sentence."""
        found = beside.before(self.text, start, end)
        if found is not None:
            return self._told(found, start)
        start = beside.sentence_start(self.text, max(start, end - _LONGEST_SENTENCE), end)
        cues = self.page.cues(start, end)
        source = beside.subject(self.text, start, end) if not cues else None
        return cues[-1][1] if cues else self._new(source, None, GUESSED_SHARE) if source is not None else None

    def _signed(self, quote: Quotation) -> Row | None:
        """A new row for a quotation with its speaker's name on the line below."""
        if quote.paragraph + 1 >= len(self.page.lines):
            return None
        named = _NAMED_BELOW.match(self.text, *self.page.lines[quote.paragraph + 1])
        if named is None:
            return None
        if named["signed"] is not None:
            return self._new(named.span("signed"), None, NAMED_SHARE) if quote.open_end else None
        return self._new(named.span("source"), named.span("cue"), NAMED_SHARE)

    def _unknown(self, number: int) -> Row | None:
        """A new row without a cue: its source the first name of the sentence that leads up to it, or nobody.

        A line of nothing but words between single marks is a heading and makes none.
        """
        page, quote = self.page, self.quotes[number]
        first, last = page.lines[quote.paragraph]
        heading = (quote.start, quote.end) == (first, last) and _SINGLE.match(self.text, first) is not None
        pieces = itertools.takewhile(lambda other: other.run == quote.run, itertools.islice(self.quotes, number, None))
        if sum(other.words for other in pieces) < _FEWEST or quote.block or heading:
            return None
        left = max(page.left(number), quote.start - _LONGEST_SENTENCE)
        start = beside.sentence_start(self.text, left, quote.start)
        led = self.text[start : quote.start].rstrip().endswith((",", ":"))
        source = beside.subject(self.text, start, quote.start) if led else None
        return self._new(source, None, UNKNOWN_SHARE if source is None else GUESSED_SHARE)

    def _new(self, source: Part | None, cue: Part | None, confidence: float) -> Row:
        parts: tuple[tuple[Part, ...], ...] = tuple(() if part is None else (part,) for part in (source, cue))
        return self.page.add(Row(parts[0], parts[1], [], confidence))
