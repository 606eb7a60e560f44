"""Whose words a stretch of text stands in."""

from __future__ import annotations

from dataclasses import dataclass

from onrecord.model import Attribution


@dataclass(frozen=True, slots=True)
class Voices:
    """The attributions of a report, asked by position."""

    attributions: tuple[Attribution, ...]

    def at(self, start: int, end: int) -> Attribution | None:
        """The innermost attribution whose content covers start to end; None where the report itself speaks."""
        best: tuple[int, Attribution] | None = None
        for attribution in self.attributions:
            for part in attribution.content:
                if part.covers(start, end) and (best is None or part.end - part.start < best[0]):
                    best = (part.end - part.start, attribution)
        return best[1] if best else None

    def id_at(self, start: int, end: int) -> str | None:
        """The id of `at`."""
        found = self.at(start, end)
        return found.id if found else None

    def cue_at(self, start: int, end: int) -> Attribution | None:
        """The first attribution whose cue overlaps start to end."""
        for attribution in self.attributions:
            if any(c.overlaps(start, end) for c in attribution.cue):
                return attribution
        return None
