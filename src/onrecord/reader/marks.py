"""Quote marks in a line: which open, which close, and what stands between them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

Look = Literal["open", "close", "either"]

_MARK = re.compile(r"(?<=[^\s'])'(?=''(?!'))|''|``|‘‘|’’|[\"＂“”„‟«»‹›「」『』‘'‚]")
_APOSTROPHE = re.compile(r"[‘’'‚]")
_STRAIGHT = frozenset({'"', "＂", "''"})
_ALWAYS_OPEN = frozenset({"„", "‟", "``", "‘‘", "「", "『"})
_ALWAYS_CLOSE = frozenset({"’’", "」", "』"})
_ANGLE = {"«": "»", "»": "«", "‹": "›", "›": "‹"}
_CORNER = {"「": "」", "『": "』"}
_SINGLE = frozenset("‘'‚")
_UNSEEN = "\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
_BEFORE_OPEN = "([{—–-/‘'“„«:=" + _UNSEEN
_AFTER_CLOSE = ")]},.;:!?…—–-/’'”»" + _UNSEEN
_INCHES = re.compile(r"\d\s?['’′]\s?\d{1,2}$|\d$")
_SHORTENED = re.compile(
    r"(?:em|til|tis|twas|bout|cause|cuz|n|neath|round|fore|kay|nuff|\d\d(?:s|\b)|\d0s)(?![\w])", re.IGNORECASE
)
_LONGEST_SINGLE = 1200
_MOST_MARKS = 60


@dataclass(frozen=True, slots=True)
class Stretch:
    """What stands between two marks of a line, the marks included.

    Attributes:
        start, end: code points. closed: whether it has its closing mark; else it ends with the line.
        inner_last: an unclosed one in which another ends the line, so that its own mark may have been forgotten.
    """

    start: int
    end: int
    closed: bool
    inner_last: bool = False


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    text: str
    look: Look
    after_word: bool
    before_space: bool


def stretches(text: str, start: int, end: int) -> list[Stretch]:
    """The outermost stretches between marks from start to end, which is one line without space at its ends."""
    marks = _marks(text, start, end)
    found: list[Stretch] = []
    at = start
    for number, mark in enumerate(marks):
        if mark.start < at:
            continue
        one = _stretch(text, marks, number, start, end)
        if one is not None:
            found.append(one)
            at = one.end
    return found


def first_close(text: str, start: int, end: int) -> int | None:
    """Where a quotation that runs into this line ends: after a closing mark before which none is opened."""
    for mark in _marks(text, start, end):
        if mark.text in _SINGLE:
            continue
        return mark.end if mark.look == "close" and not _inches(text, mark) else None
    return None


def opens(text: str, start: int, end: int) -> bool:
    """Whether a line starts with an opening mark, a single one too."""
    match = _MARK.match(text, start, end)
    return match is not None and _mark(text, match, start, end).look == "open"


def _marks(text: str, start: int, end: int) -> list[_Mark]:
    return [_mark(text, match, start, end) for match in _MARK.finditer(text, start, end)]


def _mark(text: str, match: re.Match[str], start: int, end: int) -> _Mark:
    before = text[match.start() - 1] if match.start() > start else " "
    after = text[match.end()] if match.end() < end else " "
    return _Mark(*match.span(), match[0], _look(match[0], before, after), before.isalnum(), after.isspace())


def _look(mark: str, before: str, after: str) -> Look:
    """What a mark does, by itself and by the characters round it."""
    if mark in _ALWAYS_OPEN or mark in _ALWAYS_CLOSE:
        return "open" if mark in _ALWAYS_OPEN else "close"
    spaced = before.isspace() or before in _BEFORE_OPEN
    ended = after.isspace() or after in _AFTER_CLOSE
    if mark == "“":
        return "close" if ended and not spaced else "open"
    if mark == "”":
        return "open" if spaced and after.isalnum() else "close"
    if before.isspace() != after.isspace():
        return "open" if before.isspace() else "close"
    if spaced != ended:
        return "open" if spaced else "close"
    return "either"


def _stretch(text: str, marks: Sequence[_Mark], number: int, start: int, end: int) -> Stretch | None:
    """The stretch that a mark opens; None where it opens none."""
    mark = marks[number]
    if mark.text in _SINGLE:
        return _single(text, mark, start, end)
    if mark.text in _ANGLE:
        return _angled(marks, number, end)
    if mark.text in _CORNER:
        close = next((m.end for m in _next(marks, number) if m.text == _CORNER[mark.text]), None)
        return Stretch(mark.start, end if close is None else close, close is not None)
    if mark.look == "close" or (mark.text in _STRAIGHT and mark.before_space):
        return None
    if mark.look == "either" and mark.after_word:
        return None
    return _double(text, marks, number, start, end)


def _double(text: str, marks: Sequence[_Mark], number: int, start: int, end: int) -> Stretch | None:
    opener = marks[number]
    depth, inner, last = 1, False, opener
    for mark in _next(marks, number):
        if mark.text in _SINGLE or mark.text in _ANGLE or mark.text in "「」『』":
            continue
        if mark.text in _STRAIGHT and opener.text not in _STRAIGHT and _inches(text, mark):
            continue
        last = mark
        if mark.look == "open":
            depth, inner = depth + 1, True
        else:
            depth -= 1
        if depth == 0:
            return Stretch(opener.start, mark.end, True)
    if depth == 2 and last.end == end and _embedded(text, marks, number):
        return Stretch(opener.start, end, True)
    leads = not text[start : opener.start].strip()
    if depth > 1 or (inner and not leads):
        return None
    if opener.text in _STRAIGHT and opener.look == "either":
        return None
    return Stretch(opener.start, end, False, inner and last.end == end)


def _embedded(text: str, marks: Sequence[_Mark], number: int) -> bool:
    """Whether the mark that opens inside stands in the middle of a clause, so that both close with one mark."""
    inner = [m for m in _next(marks, number) if m.look == "open" and m.text not in _SINGLE]
    return bool(inner) and text[inner[-1].start - 2 : inner[-1].start - 1].isalnum()


def _angled(marks: Sequence[_Mark], number: int, end: int) -> Stretch | None:
    """Between guillemets, which point outwards in French and inwards in German."""
    opener = marks[number]
    if opener.text in "»›" and (opener.look != "open" or opener.before_space):
        return None
    closer, depth = _ANGLE[opener.text], 1
    for mark in _next(marks, number):
        depth += (mark.text == opener.text) - (mark.text == closer)
        if depth == 0:
            return Stretch(opener.start, mark.end, True)
    return Stretch(opener.start, end, False) if opener.text in "«‹" else None


def _next(marks: Sequence[_Mark], number: int) -> Iterator[_Mark]:
    """The marks behind one, as many as a quotation may hold."""
    return (marks[k] for k in range(number + 1, min(len(marks), number + 1 + _MOST_MARKS)))


def _inches(text: str, mark: _Mark) -> bool:
    """Whether a straight mark stands after a number, as for a length."""
    return mark.text in _STRAIGHT and _INCHES.search(text, max(0, mark.start - 8), mark.start) is not None


# ------------------------------------------------------------------ single marks, which are also apostrophes


def _single(text: str, mark: _Mark, start: int, end: int) -> Stretch | None:
    at = mark.start
    before, after = text[at - 1 : at] if at > start else "", text[at + 1 : at + 2]
    if before.isalnum() or before in tuple(".,!?…’'") or not (after.isalnum() or after in tuple('"“[…')):
        return None
    if _SHORTENED.match(text, at + 1):
        return None
    close = _single_close(text, at, end)
    if close is None:
        return Stretch(at, end, False) if mark.text == "‘" and not text[start:at].strip() else None
    doubles = sum(text.count(one, at, close) for one in '"“”')
    return None if doubles % 2 else Stretch(at, close + 1, True)


def _single_close(text: str, at: int, end: int) -> int | None:
    """Where a single quotation closes: a mark after a word or stop, not inside a word, not a plural's apostrophe."""
    marks = "’" if text[at] == "‘" else "'’‘" if text[at] == "‚" else "'’"
    spare: int | None = None
    limit = min(end, at + _LONGEST_SINGLE)
    for k in itertools.islice((m.start() for m in _APOSTROPHE.finditer(text, at + 2, limit)), _MOST_MARKS):
        after = text[k + 1 : k + 2]
        if spare is not None and text[k] == text[at] and text[k - 1].isspace() and after.isalnum():
            return spare
        if text[k] not in marks or after.isalnum() or text[k - 1].isspace():
            continue
        if text[k - 1] == "s" and after == " ":
            spare = spare if spare is not None else k
            continue
        return k
    return spare
