"""What stands between quote marks, what runs on over paragraphs, and what is no quotation of speech."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from typing import Literal

from onrecord.knowledge.table import kept, listed, rows
from onrecord.reader.marks import first_close, opens, stretches

QuoteKind = Literal["speech", "fragment", "title", "name"]

MARKS = "\"“”„‟«»‹›「」『』＂‘’'‚`"
_PARAGRAPH = re.compile(r"[^\n\r\u2028\u2029]+")
_WORD = re.compile(r"\w+(?:['’]\w+)?")
_LEAD = re.compile(r"[ \t]*>+[ \t>]*")
_INDENTED = re.compile(r"\t|[ \xa0]{2,}")
_SMALL = frozenset("a an the of in on at to for from by with and or but nor as is vs v de la el al le der von".split())
_ARTICLES = ("the", "a", "an")
_BEARER = re.compile(r"[^\W\d_a-z]\w*\.?,? \(?$")
_INNER_STOP = re.compile(r"[a-z]{3}[.?] ")
_BORNE = re.compile(r"\)?,? [^\W\d_a-z]\w+")
_LONGEST_TITLE = 12
_LONGEST_NAME = 5
_FEWEST_SPOKEN = 3


@dataclass(frozen=True, slots=True)
class Quotation:
    """One stretch between quote marks within one paragraph; the marks belong to it.

    Attributes:
        start, end: code points. paragraph: its number in the text. words: how many it holds.
        open_end: no closing mark, as where the quotation goes on in the next paragraph.
        ends_sentence: a comma or an end mark stands last, inside or just outside the marks.
        run: the number of the running quotation that it belongs to: those of one number are one quotation that goes
            on over paragraphs, each opened anew and only the last one closed.
        kind: speech, where whole sentences stand inside; fragment, a few words in somebody else's clause, said or
            mocked; title, of a work; name, a nickname or a word named as a word.
        block: a paragraph set off by `>` or by an indent, mostly without marks.
    """

    start: int
    end: int
    paragraph: int
    words: int
    open_end: bool
    ends_sentence: bool
    run: int = -1
    kind: QuoteKind = "speech"
    block: bool = False

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
    lines = [_trimmed(text, *line) for line in paragraphs(text)]
    blocks = _blocks(text, lines)
    found: list[Quotation] = []
    going: Quotation | None = None
    for number, (start, end) in enumerate(lines):
        follows = lines[number + 1] if number + 1 < len(lines) else None
        first = start + len(_lead(text, start, end)) if blocks[number] else start
        here: list[Quotation] = []
        for a, b, closed in _in_line(text, (first, end), follows, going, blocks[number]):
            words = len(_WORD.findall(text, a, b))
            if not words:
                continue
            last = text[a:b].rstrip("”»\"'’›“ ")[-1:]
            ends = last in ".,!?…—–-" or text[b : b + 1] in (",", ".")
            on = going is not None and a == first and going.block == blocks[number]
            run = found[-1].run + (not on) if found else 0
            kind = "speech" if on or blocks[number] else _kind(text, a, b, words)
            found.append(Quotation(a, b, number, words, not closed, ends, run, kind, blocks[number]))
            here.append(found[-1])
        going = here[-1] if here and here[-1].end == end and (here[-1].open_end or blocks[number]) else None
    return tuple(_spoken_runs(found))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The interval without white space at its ends; a line's indent stays for `_blocks` to see through the text."""
    part = text[start:end]
    return start + len(part) - len(part.lstrip()), start + len(part.rstrip())


def _spoken_runs(found: list[Quotation]) -> list[Quotation]:
    """What goes on over paragraphs is speech from its first words on."""
    several = {q.run for q, after in itertools.pairwise(found) if q.run == after.run}
    return [replace(q, kind="speech") if q.run in several else q for q in found]


def _in_line(
    text: str, line: tuple[int, int], follows: tuple[int, int] | None, going: Quotation | None, block: bool
) -> list[tuple[int, int, bool]]:
    """Start, end and whether it is closed, for each quotation of a line."""
    start, end = line
    if block:
        return [(start, end, True)]
    found: list[tuple[int, int, bool]] = []
    if going is not None and not opens(text, start, end):
        close = first_close(text, start, end)
        if close is not None and not _signature(text, start, close, end):
            found.append((start, close, True))
            start = close
    for one in stretches(text, start, end):
        if not one.closed and one.inner_last and not (follows is not None and opens(text, *follows)):
            found.extend((x.start, x.end, x.closed) for x in stretches(text, one.start + 1, end))
        else:
            found.append((one.start, one.end, one.closed))
    return found


def _signature(text: str, start: int, close: int, end: int) -> bool:
    """Whether a line that ends a quotation is the speaker's name below it, as in a quotation set large on a page."""
    words = _WORD.findall(text, start, close)
    if (
        close != end
        or text[max(0, start - 9) : start].rstrip()[-1:] not in tuple(".!?…")
        or not 2 <= len(words) <= _LONGEST_TITLE
    ):
        return False
    capitals = sum(word[0].isupper() or word in _SMALL for word in words)
    return all(word[0].isupper() for word in words[:2]) or (words[0][0].isupper() and capitals >= 0.7 * len(words))


# ------------------------------------------------------------------ block quotations


def _lead(text: str, start: int, end: int) -> str:
    """The `>` that lead a line, as in a forwarded message."""
    match = _LEAD.match(text, start, end)
    return match[0] if match is not None else ""


def _blocks(text: str, lines: list[tuple[int, int]]) -> list[bool]:
    """Whether each line is set off as a quotation.

    An indent tells only after a line that ends with a colon, or further down from there, in a text whose other lines
    have none.
    """
    led = [bool(_lead(text, *line)) for line in lines]
    indented = [_indent(text, start) for start, _ in lines]
    telling = 2 * sum(indented) < len(lines)
    found: list[bool] = []
    for number, (start, end) in enumerate(lines):
        before = lines[number - 1] if number else (0, 0)
        after_colon = text[before[0] : before[1]].endswith(":") or (number > 0 and found[-1])
        marked = opens(text, start, end)
        found.append(led[number] or (telling and indented[number] and after_colon and not marked))
    return found


def _indent(text: str, start: int) -> bool:
    """Whether white space leads the line that has its first word at start."""
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    return _INDENTED.match(text, line, start) is not None


# ------------------------------------------------------------------ what is no speech


@kept
def _introducers() -> dict[str, QuoteKind]:
    """Word or words before an opening mark to what they introduce."""
    kinds: dict[str, QuoteKind] = {"title": "title", "word": "name"}
    return {word: kinds[row["class"]] for row in rows("quoted_names.tsv") for word in listed(row["words"])}


def _kind(text: str, start: int, end: int, words: int) -> QuoteKind:
    """What a quotation within a line is, by its words and those before it.

    A name and a title are told only where something shows it; the rest of few words is a fragment.
    """
    inside = text[start:end].strip(MARKS + " \xa0")
    before = text[max(0, start - 40) : start]
    introduced = _introduced(before)
    bare = inside.rstrip(".,;:")
    if words <= _LONGEST_NAME and not inside.endswith(("!", "?", "…")):
        if introduced == "name":
            return "name"
        if _BEARER.search(before) and _BORNE.match(text, end) and _capital(bare) and bare == inside:
            return "name"
    one_sentence = not _INNER_STOP.search(bare)
    if words <= _LONGEST_TITLE and one_sentence and _capital(bare) and (introduced == "title" or words > 1):
        return "title"
    if words < _FEWEST_SPOKEN and not (inside.endswith((".", "!", "?", ",", "…")) and inside[:1].isupper()):
        return "fragment"
    capital = inside[:1].isupper() or inside[:1].isdigit() or inside[:1] in "[…."
    stopped = inside.endswith((".", "!", "?", ",", "…", "—", "–", "-")) or text[end : end + 1] in (",", ".", "!", "?")
    return "speech" if capital and stopped else "fragment"


def _introduced(before: str) -> QuoteKind | None:
    """What the last one to three words before a mark introduce."""
    words = before.lower().replace("'", "’").rstrip(" :(\xa0").split()[-3:]
    for first in range(len(words)):
        found = _introducers().get(" ".join(words[first:]).strip("(,"))
        if found is not None:
            return found
    return None


def _capital(inside: str) -> bool:
    """Whether each longer word has a capital, as in a title or a name."""
    words = _WORD.findall(inside)
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return bool(words) and all(w[0].isupper() or w[0].isdigit() or (n and w in _SMALL) for n, w in enumerate(words))
