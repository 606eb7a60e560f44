"""Where the selectors of a Web Annotation point in a text: the quote wins over the position, if it is the only one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from onrecord.export.marks import Part


@dataclass(frozen=True, slots=True)
class Quoted:
    """The selectors of one target.

    Attributes:
        part: what words they are of their row, "trigger", "content" …; "" where the target does not say so.
        exact, prefix, suffix: of the quote; exact is null without one. start, end: code points; null without them.
    """

    part: str = ""
    exact: str | None = None
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None

    @classmethod
    def of(cls, target: Any) -> Quoted:
        """The selectors of a target, also where one refines another."""
        if not isinstance(target, dict):
            return cls()
        told: dict[str, Any] = {"part": str(target.get("onrecord:part", ""))}
        waiting = _list(target.get("selector"))
        while waiting:
            selector = waiting.pop(0)
            if not isinstance(selector, dict):
                continue
            waiting += _list(selector.get("refinedBy"))
            if selector.get("type") == "TextQuoteSelector" and isinstance(selector.get("exact"), str):
                told["exact"] = selector["exact"]
                told |= {name: str(selector.get(name) or "") for name in ("prefix", "suffix")}
            elif selector.get("type") == "TextPositionSelector":
                told |= {name: selector[name] for name in ("start", "end") if type(selector.get(name)) is int}
        return cls(**told)

    def place(self, text: str) -> Part | None:
        """Where it points; None where that cannot be told.

        >>> Quoted(exact="b", start=0, end=1).place("a b c")
        (2, 3)
        """
        at = (self.start, self.end) if self.start is not None and self.end is not None else None
        if at is not None and not 0 <= at[0] < at[1] <= len(text):
            at = None
        if self.exact is None:
            return at
        if at is not None and text[slice(*at)] == self.exact:
            return at
        found = [(one.start(), one.end()) for one in re.finditer(f"(?={re.escape(self.exact)})", text)]
        places = [(start, start + len(self.exact)) for start, _ in found] if self.exact else []
        around = [one for one in places if self._fits(text, one)]
        best = around if len(around) == 1 else places
        return best[0] if len(best) == 1 else None

    def _fits(self, text: str, part: Part) -> bool:
        return text[: part[0]].endswith(self.prefix) and text[part[1] :].startswith(self.suffix)


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [] if value is None else [value]
