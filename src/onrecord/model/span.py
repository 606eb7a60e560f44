"""Where something stands in a text."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False):
    """A stretch of `report.text`.

    Args:
        start: offset of its first code point, from 0.
        end: offset after its last code point; `start < end`.
        text: the words themselves: `report.text[start:end] == text`, always.

    Example:
        >>> Span.of("Hamas split.", 0, 5)
        Span(start=0, end=5, text='Hamas')
    """

    start: int
    end: int
    text: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text` from `start` to `end` (code points, end exclusive).

        Raises:
            ValueError: the offsets are outside the text, or nothing lies between them.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}-{end} in a text of {len(text)} characters")
        return cls(start, end, text[start:end])

    def covers(self, start: int, end: int) -> bool:
        """Whether all of start to end lies inside."""
        return self.start <= start and end <= self.end

    def overlaps(self, start: int, end: int) -> bool:
        """Whether any code point of start to end lies inside."""
        return start < self.end and self.start < end


class Warning(msgspec.Struct, frozen=True):
    """Something that a reader of the rows must know: a code for programs, a sentence for people."""

    code: str
    message: str
