"""Edges of contents at the marks: a content holds a whole quotation or nothing of it, and never a line break."""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reader import beside
from onrecord.reader.heard import Part
from onrecord.reader.page import Page, Row
from onrecord.reader.quotes import Quotation

MARGIN = 3
"""Words by which an edge may be off."""
HALF = 0.5


def tidy(page: Page, row: Row) -> list[Part]:
    """The parts of a row in order, one a line, with their edges at the marks."""
    found: list[Part] = []
    for start, end in row.content:
        for a, b in page.across(start, end):
            for c, d in _without_cue(page, row, a, b):
                edges = _edges(page, row, c, d)
                if edges[0] < edges[1]:
                    found.append(edges)
    return joined(found)


def joined(parts: Sequence[Part]) -> list[Part]:
    """Parts in order, overlapping ones made one."""
    found: list[Part] = []
    for start, end in sorted(parts):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _without_cue(page: Page, row: Row, start: int, end: int) -> list[Part]:
    """A part cut at its own cue, where that stands between two quotations."""
    for a, b in row.cue:
        if start < a and b < end:
            left = [page.quotes[k] for k in page.near(start, a) if page.quotes[k].end <= a]
            right = [page.quotes[k] for k in page.near(b, end) if page.quotes[k].start >= b]
            if left and right and not beside.stops(page.text, left[-1].end, a):
                return [(start, left[-1].end), (right[0].start, end)]
    return [(start, end)]


def _edges(page: Page, row: Row, start: int, end: int) -> Part:
    """A part without an edge inside a quotation or a few words outside one that it is."""
    for k in page.near(start, end):
        quote = page.quotes[k]
        if not row.outside(quote):
            continue
        inner = page.count(max(start, quote.start), min(end, quote.end))
        if start > quote.start or end < quote.end:
            if not _reaches(page, quote, start, end, inner):
                start, end = _withdrawn(quote, start, end)
                continue
            start = min(start, quote.start)
            if not quote.open_end or page.count(end, quote.end) <= MARGIN:
                end = max(end, quote.end)
        if quote.kind == "speech":
            start, end = _trimmed(page, row, quote, start, end)
    return start, end


def _reaches(page: Page, quote: Quotation, start: int, end: int, inner: int) -> bool:
    """Whether a part that holds some words of a quotation means all of it."""
    if inner == 0:
        return False
    over = page.count(start, quote.start) + page.count(quote.end, end)
    return inner > 2 or inner >= HALF * quote.words or over == 0 or quote.kind != "speech"


def _withdrawn(quote: Quotation, start: int, end: int) -> Part:
    """A part drawn back out of a quotation."""
    if start >= quote.start and end <= quote.end:
        return start, end
    return (quote.end, end) if start > quote.start else (start, quote.start)


def _trimmed(page: Page, row: Row, quote: Quotation, start: int, end: int) -> Part:
    """A part without the few words that stand outside a quotation of whole sentences and are not said."""
    own = (*row.cue, *row.source)
    if start < quote.start and page.count(start, quote.start) <= MARGIN:
        lead = page.text[start : quote.start].rstrip()
        if not lead or lead[-1:] in (",", ":") or any(start < b and a < quote.start for a, b in own):
            start = quote.start
    if end > quote.end and page.count(quote.end, end) <= MARGIN:
        comma = page.text[quote.end - 2 : quote.end - 1] == "," or page.text[quote.end : quote.end + 1] == ","
        if comma or any(quote.end < b and a < end for a, b in own):
            end = quote.end
    return start, end
