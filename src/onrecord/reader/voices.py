"""Whose words a stretch of text stands in."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field

from onrecord.model import Attribution

_Part = tuple[int, int, int]
"""Start, end and the place of its attribution."""


@dataclass(frozen=True, slots=True)
class Voices:
    """The attributions of a report, asked by position."""

    attributions: tuple[Attribution, ...]
    _contents: list[_Part] = field(init=False, repr=False, compare=False)
    _reach: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        rows = list(enumerate(self.attributions))
        contents = sorted((s.start, s.end, i) for i, a in rows for s in a.content)
        reach: list[int] = []
        for _, end, _ in contents:
            reach.append(max(end, reach[-1] if reach else 0))
        object.__setattr__(self, "_contents", contents)
        object.__setattr__(self, "_reach", reach)

    def at(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution whose content covers start to end; None where the report itself speaks."""
        best: tuple[int, int] | None = None
        index = bisect.bisect_right(self._contents, start, key=lambda part: part[0]) - 1
        while index >= 0 and self._reach[index] >= end:
            a, b, row = self._contents[index]
            if b >= end and (best is None or (b - a, row) < best):
                best = (b - a, row)
            index -= 1
        return self.attributions[best[1]] if best else None

    def around(self, row: Attribution) -> Attribution | None:
        """The innermost other attribution in whose content this one's cue and content stand."""
        start = min(s.start for s in (*row.cue, *row.content))
        end = max(s.end for s in (*row.cue, *row.content))
        best: tuple[int, int] | None = None
        index = bisect.bisect_right(self._contents, start, key=lambda part: part[0]) - 1
        while index >= 0 and self._reach[index] >= end:
            a, b, number = self._contents[index]
            if b >= end and self.attributions[number].id != row.id and (best is None or (b - a, number) < best):
                best = (b - a, number)
            index -= 1
        return self.attributions[best[1]] if best else None

    def id_at(self, start: int, end: int) -> str | None:
        """The id of `at`."""
        found = self.at(start, end)
        return found.id if found else None
