"""What an import tells line by line: what is wrong or was decided, and what was done."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

What = Literal["refused", "left out", "mended", "known", "added to", "merged", "apart"]
"""What was done with a line or a part of it.

    refused: nothing of the line was taken. left out: a part of it was not. mended: it was read after a repair.
    known: onrecord, or the folder, has all of it. added to: names or roles went to an actor that is known already.
    merged: the same as an earlier line's. apart: a new actor beside a known one of the same name.
"""


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that was decided.

    Attributes:
        line: of the file, counted from 1. done: what was done. name: that it is about, as far as it could be read.
        why: a sentence without its full stop. actor: id that it went to, where there is one.
    """

    line: int
    done: What
    name: str
    why: str
    actor: str = ""


@dataclass(slots=True)
class Notes:
    """The notes of one import, in the order in which they were made, and how many of each there are."""

    all: list[Note] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)

    def add(self, line: int, done: What, name: str, why: str, actor: str = "") -> None:
        """Keeps a note."""
        self.all.append(Note(line, done, name, why, actor))
        self.counts[done] += 1
