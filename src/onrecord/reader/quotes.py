"""What stands between quote marks: straight and curly, double and single, guillemets, over paragraphs."""

from __future__ import annotations

import re
from dataclasses import dataclass

OPENING = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
_PARAGRAPH = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_SINGLE_OPEN = re.compile(r"(?<![\w.,!?…’'])[‘'‚](?=\w)(?!\d0s)")
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quote marks within one paragraph; the marks belong to it.

    Attributes:
        start, end: code points. paragraph: its number in the text. words: how many it holds.
        open_end: no closing mark, as where the quotation goes on in the next paragraph.
        ends_sentence: a comma or an end mark stands last, inside or just outside the marks.
    """

    start: int
    end: int
    paragraph: int
    words: int
    open_end: bool
    ends_sentence: bool

    def covers(self, start: int, end: int) -> bool:
        """Whether start to end lies inside."""
        return self.start <= start and end <= self.end


def paragraphs(text: str) -> list[tuple[int, int]]:
    """The intervals of the lines that hold something."""
    return [m.span() for m in _PARAGRAPH.finditer(text) if m[0].strip()]


def quotations(text: str) -> tuple[Quotation, ...]:
    """All quotations of a text, outermost only, in order.

    >>> [text[q.start:q.end] for text in ["He said “no.” 'Yes,' she said."] for q in quotations(text)]
    ['“no.”', "'Yes,'"]
    """
    found: list[Quotation] = []
    for number, (start, end) in enumerate(paragraphs(text)):
        for a, b, closed in _in_paragraph(text, start, end):
            words = len(_WORD.findall(text, a, b))
            if words:
                last = text[a:b].rstrip("”»\"'’›“ ")[-1:]
                after = text[b : b + 1]
                found.append(Quotation(a, b, number, words, not closed, last in ".,!?…—–-" or after in (",", ".")))
    return tuple(found)


def _in_paragraph(text: str, start: int, end: int) -> list[tuple[int, int, bool]]:
    """Start, end and whether it is closed, for each quotation from start to end."""
    found: list[tuple[int, int, bool]] = []
    at = start
    while at < end:
        mark = text[at]
        if mark in OPENING:
            close = next((k for k in range(at + 1, end) if text[k] in OPENING[mark]), None)
        elif mark in '"”' and _may_open(text, at, end):
            close = next((k for k in range(at + 1, end) if text[k] in '"”'), None)
        elif mark in "‘'‚" and _SINGLE_OPEN.match(text, at):
            close = _single_close(text, at, end)
            if close is None:
                at += 1
                continue
        else:
            at += 1
            continue
        found.append((at, end if close is None else close + 1, close is not None))
        at = end if close is None else close + 1
    return found


def _may_open(text: str, at: int, end: int) -> bool:
    """Whether a mark without direction can open: something follows it at once, and no number (inches) precedes it."""
    after = text[at + 1 : at + 2]
    before = text[at - 1 : at]
    return at + 1 < end and not after.isspace() and not before.isalnum()


def _single_close(text: str, at: int, end: int) -> int | None:
    """Where a single quotation closes: a mark after a word or stop, not inside a word, not a plural's apostrophe."""
    marks = "’" if text[at] == "‘" else "'’"
    spare: int | None = None
    for k in range(at + 2, min(end, at + _LONGEST_SINGLE)):
        if text[k] not in marks or text[k + 1 : k + 2].isalnum() or text[k - 1].isspace():
            continue
        if text[k - 1] == "s" and text[k + 1 : k + 2] == " ":
            spare = spare if spare is not None else k
            continue
        return k
    return spare
