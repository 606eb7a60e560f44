"""What of a text is no news: comment policies, calls to subscribe, credits, links to other stories."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.knowledge import table
from onrecord.model import Span

EDGE = 6
"""Lines at the head and at the tail in which phrases of the edge count."""
MOST = 0.25
"""Share of a text's characters that can be boilerplate; where more is found, only the ends are believed."""
LONGEST = 400
"""Characters that a line of boilerplate has at most."""
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class _Phrase:
    """A row of the table, ready to be matched."""

    anywhere: bool
    longest: int
    pattern: re.Pattern[str]


def boilerplate(text: str) -> tuple[Span, ...]:
    """The lines of a text that are no news, as spans without white space at their ends.

    Lines are told by the phrases of `boilerplate.tsv`, most of them only near the head and the tail of the text. A line
    that holds a quotation is never taken, and never the whole text.

    Example:
        >>> [span.text for span in boilerplate("Rain fell.\\n\\nFollow us on Twitter")]
        ['Follow us on Twitter']
    """
    lines = [ends for m in _LINE.finditer(text) if (ends := _trimmed(text, *m.span()))]
    found = [
        (index, Span.of(text, start, end))
        for index, (start, end) in enumerate(lines)
        if end - start <= LONGEST and _is_boilerplate(text[start:end], index < EDGE or index >= len(lines) - EDGE)
    ]
    if sum(span.end - span.start for _, span in found) > MOST * len(text.strip()):
        found = _at_ends(found, len(lines))
    if len(found) == len(lines):
        return ()
    return tuple(span for _, span in found)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


def _at_ends(found: list[tuple[int, Span]], lines: int) -> list[tuple[int, Span]]:
    """Those that stand in an unbroken run at the head or the tail."""
    marked = {index for index, _ in found}
    first = next((i for i in range(lines) if i not in marked), lines)
    last = next((i for i in range(lines - 1, -1, -1) if i not in marked), -1)
    return [(index, span) for index, span in found if index < first or index > last]


def _is_boilerplate(line: str, at_edge: bool) -> bool:
    folded = " ".join(line.casefold().replace("’", "'").split()).strip(" *•·|>»-–—[]")
    words = folded.count(" ") + 1
    if words > 12 and any(mark in line for mark in '“”"'):
        return False
    return any(
        (at_edge or phrase.anywhere) and words <= phrase.longest and phrase.pattern.search(folded)
        for phrase in _candidates(folded)
    )


def _candidates(folded: str) -> Iterator[_Phrase]:
    by_start, others = _phrases()
    yield from by_start.get(folded[:2], ())
    yield from others


@table.kept
def _phrases() -> tuple[dict[str, tuple[_Phrase, ...]], tuple[_Phrase, ...]]:
    """The phrases: those that stand at the start of a line by its first two letters, and the rest."""
    starts: dict[str, list[_Phrase]] = {}
    others: list[_Phrase] = []
    for row in table.rows("boilerplate.tsv"):
        phrase = row["phrase"]
        made = _Phrase(row["where"] == "any", int(row["longest"]), _pattern(phrase, row["how"]))
        if row["how"] == "has" or set(phrase[:2]) & set("#*"):
            others.append(made)
        else:
            starts.setdefault(phrase[:2], []).append(made)
    return {key: tuple(value) for key, value in starts.items()}, tuple(others)


def _pattern(phrase: str, how: str) -> re.Pattern[str]:
    body = re.escape(phrase).replace(r"\*", r"\S+(?:\ \S+){0,3}?").replace(r"\#", r"\d+")
    body = body if not phrase[-1].isalnum() else rf"{body}(?!\w)"
    if how == "start":
        return re.compile(rf"\A{body}")
    if how == "whole":
        return re.compile(rf"\A{body}[ .:!]*\Z")
    return re.compile(rf"(?<!\w){body}")
