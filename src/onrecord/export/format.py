"""What a format is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from onrecord.export.source import Source


@dataclass(frozen=True)
class Format:
    """A format that a ledger can leave in: either one file, or several in a folder.

    The same ledger gives the same bytes: no writer says when it ran. Writers yield how many reports (or happenings)
    they have written, for progress; memory does not grow with the ledger.

    Attributes:
        name: as in --format. title: for people. suffix: of its file, with the dot; of a folder, "".
        media: the media type of its file. standard: who defines it, and where.
        holds: what of a row it can hold: report, span, certainty, voice … loses: one sentence on what it cannot.
        file: writes to an open file. folder: writes into an empty folder. One of the two is given.
    """

    name: str
    title: str
    suffix: str
    media: str
    standard: str
    holds: tuple[str, ...]
    loses: str
    file: Callable[[Source, BinaryIO], Iterator[int]] | None = None
    folder: Callable[[Source, Path], Iterator[int]] | None = None
