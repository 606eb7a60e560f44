"""The text as the encoder takes it: words, their pieces, what they look like, and windows over paragraphs.

The trainer cuts its texts up with this module too, so that what is read is what was learnt.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from onrecord.reader.wordpiece import pieces_of

Numbers = NDArray[np.int64]

WORD = re.compile(r"\w+|[^\w\s]")
"""A word, as the encoder counts them: a run of letters and digits, or one mark."""
WINDOW = 256
"""Pieces in a window at most, with its context and marks."""
CONTEXT = 48
"""Pieces of what stands before that a window sees."""
START, BREAK = 101, 102
"""Pieces for the beginning, and for the break between paragraphs and the end."""
SHAPES = 8
"""Kinds of look: none, lower, Capital, CAPITALS, miXed, number, mark, other."""
QUOTED = 6
"""Kinds of place by the quote marks: outside, inside, inside a quotation that is not closed, inside single marks, an
opening mark, a closing mark."""
_ENDS = re.compile(r"[.!?]")


@dataclass(frozen=True, slots=True)
class Words:
    """A text, cut up for the encoder.

    Attributes:
        start, end: code points of each word. ids: the pieces of all words in a row. first: where each word's pieces
            begin in `ids`, and one more for the end. shape, quoted: of each word, below SHAPES and QUOTED.
        paragraph: of each word, its number, from 0. stops: whether a sentence may end after the word.
    """

    start: Numbers
    end: Numbers
    ids: Numbers
    first: Numbers
    shape: Numbers
    quoted: Numbers
    paragraph: Numbers
    stops: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.start)

    def at(self, offset: int) -> int:
        """The number of the first word that ends after an offset."""
        return int(np.searchsorted(self.end, offset, side="right"))


@dataclass(frozen=True, slots=True)
class Window:
    """Words that are read together: from `context` on for orientation, from `start` to `end` (exclusive) for good."""

    context: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Input:
    """A window as numbers, a row for each piece; `word` is the place of each word's first piece."""

    ids: Numbers
    shape: Numbers
    quoted: Numbers
    word: Numbers


def words(text: str) -> Words:
    """Cuts a text up.

    >>> found = words("“No.”\\n\\nShe left.")
    >>> len(found), found.paragraph.tolist(), found.quoted.tolist()
    (7, [0, 0, 0, 0, 1, 1, 1], [4, 1, 1, 5, 0, 0, 0])
    """
    found = list(WORD.finditer(text))
    start = np.fromiter((m.start() for m in found), np.int64, len(found))
    end = np.fromiter((m.end() for m in found), np.int64, len(found))
    forms = [m[0] for m in found]
    ids, first = _pieces(forms)
    gaps = [text[a:b] for a, b in zip([0, *end.tolist()], start.tolist(), strict=False)]
    breaks = np.fromiter(("\n" in gap or "\r" in gap for gap in gaps), np.bool_, len(found))
    breaks[:1] = False
    paragraph = np.cumsum(breaks, dtype=np.int64)
    quoted = _quoted(forms, gaps, paragraph.tolist())
    stops = np.fromiter((_ENDS.match(form) is not None for form in forms), np.bool_, len(found))
    shape = np.fromiter((_shape(form) for form in forms), np.int64, len(found))
    return Words(start, end, ids, first, shape, quoted, paragraph, stops)


def windows(cut: Words, size: int = WINDOW, context: int = CONTEXT) -> Iterator[Window]:
    """Windows that hold every word for good once, made of whole paragraphs where these fit.

    Args:
        cut: the text. size: pieces at most, with the context and the marks. context: pieces before at most.
    """
    if not len(cut):
        return
    breaks = cut.paragraph - cut.paragraph[0]
    begins, ends = cut.first[:-1] + breaks, cut.first[1:] + breaks
    start = 0
    while start < len(cut):
        before = int(np.searchsorted(begins, begins[start] - context, side="left")) if start else 0
        end = int(np.searchsorted(ends, begins[before] + size - 2, side="right"))
        end = max(start + 1, min(end, len(cut)))
        if end < len(cut):
            end = _good_end(cut, start, end)
        yield Window(before, start, end)
        start = end


def _good_end(cut: Words, start: int, end: int) -> int:
    """Where a window ends best: with a paragraph if it is then half full, else with a sentence, else anywhere."""
    paragraphs = np.flatnonzero(np.diff(cut.paragraph[start : end + 1]) > 0)
    half = (end - start) // 2
    if len(paragraphs) and paragraphs[-1] + 1 >= half:
        return start + int(paragraphs[-1]) + 1
    sentences = np.flatnonzero(cut.stops[start : end - 1] & ~cut.stops[start + 1 : end])
    if len(sentences) and sentences[-1] + 1 >= half:
        at = start + int(sentences[-1]) + 1
        while at < end and cut.quoted[at] == 5:  # the marks that close the sentence's quotation
            at += 1
        return at
    return start + int(paragraphs[-1]) + 1 if len(paragraphs) else end


def numbers(cut: Words, window: Window) -> Input:
    """A window as the encoder takes it: a mark for its beginning, its pieces with breaks between paragraphs, an end."""
    chosen = slice(window.context, window.end)
    low, high = int(cut.first[window.context]), int(cut.first[window.end])
    count = np.diff(cut.first[window.context : window.end + 1])
    broken = np.concatenate([[0], (np.diff(cut.paragraph[chosen]) > 0).astype(np.int64)])
    place = 1 + (cut.first[chosen] - low) + np.cumsum(broken)
    length = 2 + (high - low) + int(broken.sum())
    ids = np.full(length, BREAK, np.int64)
    ids[0] = START
    shape, quoted = np.zeros(length, np.int64), np.zeros(length, np.int64)
    owner = np.repeat(np.arange(len(count)), count)
    where = place[owner] + (np.arange(high - low) - (cut.first[chosen] - low)[owner])
    ids[where] = cut.ids[low:high]
    shape[where] = cut.shape[chosen][owner]
    quoted[where] = cut.quoted[chosen][owner]
    return Input(ids, shape, quoted, place)


def _pieces(forms: Sequence[str]) -> tuple[Numbers, Numbers]:
    """The pieces of words in a row, and where each word's begin."""
    cut = [pieces_of(form) for form in forms]
    count = np.fromiter((len(pieces) for pieces in cut), np.int64, len(cut))
    ids = np.fromiter(itertools.chain.from_iterable(cut), np.int64, int(count.sum()))
    return ids, np.concatenate([[0], np.cumsum(count)])


def _shape(form: str) -> int:
    first = form[0]
    if first.isdigit():
        return 5
    if not (first.isalnum() or first == "_"):
        return 6
    if form.islower():
        return 1
    if form.isupper():
        return 3 if len(form) > 1 else 2
    if first.isupper() and form[1:].islower():
        return 2
    return 4 if any(c.isupper() for c in form) else 7


def _quoted(forms: Sequence[str], gaps: Sequence[str], paragraphs: Sequence[int]) -> Numbers:
    """Where each word stands by the quote marks of its paragraph; see QUOTED."""
    found = np.zeros(len(forms), np.int64)
    double = single = -1
    last = -1
    for i, form in enumerate(forms):
        if paragraphs[i] != last:
            if double >= 0:
                found[double + 1 : i] = np.where(found[double + 1 : i] == 1, 2, found[double + 1 : i])
            double = single = -1
            last = paragraphs[i]
        follows = i + 1 == len(forms) or paragraphs[i + 1] != last or gaps[i + 1] != ""
        leads = (
            i == 0 or gaps[i] != "" or paragraphs[i - 1] != last or found[i - 1] in (4, 5) or forms[i - 1] in "(—–-["
        )
        if form in '"“”«»„':
            opens = form in "“«„" or (form == '"' and double < 0)
            if opens and not (form == '"' and follows and not leads):
                double, found[i] = i, 4
            else:
                double, found[i] = -1, 5
        elif (
            form in "‘'’"
            and double < 0
            and ((leads and not follows and form != "’") or (single >= 0 and not leads and follows))
        ):
            if single < 0 or (leads and not follows):
                single, found[i] = i, 4
            else:
                single, found[i] = -1, 5
        else:
            found[i] = 1 if double >= 0 else 3 if single >= 0 else 0
    if double >= 0:
        found[double + 1 :] = np.where(found[double + 1 :] == 1, 2, found[double + 1 :])
    return found
