"""What quote marks settle: edges, halves and owners of quotations, after the encoder has heard what it could.

The conventions are those of PolNeAR, whose annotators agree on them nearly always:

- The marks, and the comma or full stop inside them, belong to the content.
- A content has no edge inside a quotation: it holds the whole quotation or none of it. Where a quotation stands in a
  clause of reported speech (she said the plan was “a mess”), the clause with the quotation is one content.
- Two halves parted by "she said" are one attribution with two parts, and so is all that goes on: further sentences of
  the same paragraph and whole paragraphs after it, with the one source and the one cue.
- A content part never holds a line break: a quotation over three paragraphs has three parts.
- A paragraph of nothing but quotation belongs to the cue of the paragraph before it, or to the name below it.
- Whole sentences between marks are somebody's words in 97 of 100; a few words are so in half, and names and titles
  are not.
"""

from __future__ import annotations

from collections.abc import Sequence

from onrecord.reader.edges import joined, tidy
from onrecord.reader.heard import Heard
from onrecord.reader.owners import Owners
from onrecord.reader.page import Page
from onrecord.reader.quotes import Quotation


def settle(text: str, quotes: Sequence[Quotation], heard: Sequence[Heard]) -> list[Heard]:
    """Makes exact what quote marks settle.

    Args:
        text: the report. quotes: all its quotations, in order. heard: what was heard in it; edges may be a few words
            off, quotations cut, missed or without owner.

    Returns:
        The attributions in the order of their first content: those heard with edges at the marks and with the further
        parts of their quotations, and new ones for whole-sentence quotations that nobody was given.
    """
    page = Page(text, quotes, heard)
    for row in page.rows:
        row.content = tidy(page, row)
    Owners(page).give()
    done = [Heard(r.source, r.cue, tuple(joined(r.content)), r.confidence) for r in page.rows if r.content]
    return sorted(done, key=lambda one: (one.content[0], one.cue))
