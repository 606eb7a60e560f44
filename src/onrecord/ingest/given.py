"""What comes out of an input: a report, or a failure with its reason."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.errors import InputError
from onrecord.model import Report, Warning

State = Literal["read", "not_english", "no_article", "unreadable", "erased"]
"""What became of an input; `read` also before it is read, where nothing stands in the way."""


_STATES: dict[str, State] = {"I208": "no_article", "I210": "erased"}


class Given(msgspec.Struct, frozen=True):
    """A report as it came in.

    Args:
        report: ready to be read. original: the bytes whose SHA-256 is `report.sha256`: the page, not its text.
        media: "text/plain" or "text/html". state: read or not_english. warnings: pass into the reading.
    """

    report: Report
    original: bytes
    media: Literal["text/plain", "text/html"]
    state: State = "read"
    warnings: tuple[Warning, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """An input that gave no report: recorded, never silent.

    Args:
        source_id: the path, or path and line. line: of JSON lines, from 1. original: the bytes, where they were read.
    """

    source_id: str
    state: State
    code: str
    message: str
    next_step: str
    line: int | None = None
    original: bytes | None = None

    @classmethod
    def of(cls, error: InputError, source_id: str, line: int | None = None, original: bytes | None = None) -> Failure:
        """The record of an error."""
        state = _STATES.get(error.code, "unreadable")
        return cls(source_id, state, error.code, error.message, error.next_step, line, original)

    def light(self) -> Failure:
        """The same without the bytes: for lists of many."""
        return msgspec.structs.replace(self, original=None)
