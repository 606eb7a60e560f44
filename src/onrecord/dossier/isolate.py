"""Names written from right to left among other words: each is kept apart, so that no day or comma moves."""

from __future__ import annotations

import re
import unicodedata

from onrecord.cli.visible import visible

FSI, PDI = "\u2068", "\u2069"
"""Begin and end of a stretch that has its direction for itself."""
_PARTS = re.compile(f"([{FSI}{PDI}])")


def isolated(words: str) -> str:
    """Words between the signs of a stretch of its own, where any of their letters is written from right to left.

    >>> isolated("Hamas"), isolated("حماس") == f"{FSI}حماس{PDI}"
    ('Hamas', True)
    """
    right_to_left = any(unicodedata.bidirectional(letter) in ("R", "AL", "AN") for letter in words)
    return f"{FSI}{words}{PDI}" if right_to_left else words


def shown(words: str) -> str:
    """Words as `visible` shows them, with the signs that `isolated` put; those of reports are gone by then."""
    return "".join(part if part in (FSI, PDI) else visible(part) for part in _PARTS.split(words))


def in_line(words: str) -> str:
    """The same on one line."""
    return " ".join(shown(words).split())
