"""Offsets in UTF-16 code units, as JavaScript, Java and the DOM count; onrecord itself counts code points."""

from __future__ import annotations

from bisect import bisect_left


class Units:
    """A text's offsets in code units.

    Example:
        >>> units = Units("a 🔥 b")
        >>> units.at(2), units.at(3), units.at(5)
        (2, 4, 6)
    """

    def __init__(self, text: str) -> None:
        self._wide = [at for at, letter in enumerate(text) if letter > "\uffff"]

    def at(self, offset: int) -> int:
        """The code units before an offset in code points (0 to the length of the text)."""
        return offset + bisect_left(self._wide, offset)
