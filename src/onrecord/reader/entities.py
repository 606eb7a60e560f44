"""The names that the encoder's head finds, put where spaCy keeps its own: `doc.ents`."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc, Span

from onrecord.reader.encoder import Encoded

LABELS = (
    "PERSON NORP FAC ORG GPE LOC PRODUCT EVENT WORK_OF_ART LAW LANGUAGE DATE TIME PERCENT MONEY QUANTITY ORDINAL "
    "CARDINAL"
).split()
"""OntoNotes' kinds; the tags are O and, for each kind, B and I."""


def name(doc: Doc, read: Encoded) -> None:
    """Sets the names of a text.

    Args:
        doc: the parsed text. read: the same text, as the encoder read it.
    """
    offsets = doc.to_array(["IDX", "LENGTH"]).astype(np.int64)
    if not len(offsets):
        return
    begins, ends = offsets[:, 0], offsets[:, 0] + offsets[:, 1]
    found: list[Span] = []
    last = 0
    for first_word, last_word, label in spans(read.names.argmax(-1)):
        first = int(np.searchsorted(ends, read.words.start[first_word], side="right"))
        end = int(np.searchsorted(begins, read.words.end[last_word], side="left"))
        first = max(first, last)
        if first < end:
            found.append(Span(doc, first, end, label=LABELS[label]))
            last = end
    doc.set_ents(_with_forenames(doc, found))


def _with_forenames(doc: Doc, found: list[Span]) -> list[Span]:
    """Names, a person's single word made one with the place that it was told apart from (Bernardino | Leon)."""
    kept: list[Span] = []
    for one in found:
        before = kept[-1] if kept else None
        if (
            before is not None
            and (before.label_, one.label_) == ("GPE", "PERSON")
            and len(before) == len(one) == 1
            and before.end == one.start
            and before[0].dep_ == "compound"
            and before[0].head.i == one.start
        ):
            kept[-1] = Span(doc, before.start, one.end, label="PERSON")
        else:
            kept.append(one)
    return kept


def spans(tags: NDArray[np.int64]) -> Iterator[tuple[int, int, int]]:
    """First word, last word and place in LABELS of each name; an I that continues nothing begins one.

    >>> list(spans(np.array([0, 1, 2, 2, 7, 0, 8])))
    [(1, 3, 0), (4, 4, 3), (6, 6, 3)]
    """
    first, label = -1, -1
    for at, tag in enumerate([*tags.tolist(), 0]):
        kind = (tag - 1) // 2 if tag else -1
        if first >= 0 and (kind != label or tag % 2):
            yield first, at - 1, label
            first = -1
        if tag and first < 0:
            first = at
        label = kind
