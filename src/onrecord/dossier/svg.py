"""Drawings as SVG: the same bytes for the same rows, no script, nothing from outside, readable in black and white."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from onrecord.cli.visible import line
from onrecord.dossier.isolate import in_line

WIDTH = 1120
TOP = 14
"""Above what is drawn, for the words of the first line."""
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def picture(parts: Iterable[str], height: float, about: str, told: str) -> str:
    """A whole drawing.

    Args:
        parts: its elements. about: what it is, and `told`: all that it shows, for those who do not see it.
    """
    label = line(about, 300)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 {-TOP} {WIDTH} {number(height + TOP)}" role="img"'
        f" aria-label={quoteattr(_plain(label))}><title>{text(label)}</title><desc>{text(in_line(told)[:4000])}</desc>"
        '<g font-family="sans-serif" font-size="15" text-anchor="middle" fill="currentColor">'
        f"{''.join(parts)}</g></svg>"
    )


def text(words: str) -> str:
    """Words as the content of an element."""
    return escape(_plain(words))


def _plain(words: str) -> str:
    """Words of which an XML parser takes every character."""
    return _NOT_XML.sub("\ufffd", words)


def number(value: float) -> str:
    """A number with one decimal at most.

    >>> number(12.0), number(1.25)
    ('12', '1.2')
    """
    return f"{value:.1f}".removesuffix(".0")


def fitted(words: str, wide: int) -> str:
    """Words no wider than so many letters, cut with an ellipsis.

    >>> fitted("Harbour Front", 8), fitted("人民解放戦線", 8)
    ('Harbour…', '人民解…')
    """
    if width(words) <= wide:
        return words
    kept = ""
    for letter in words:
        if width(kept + letter) >= wide:
            break
        kept += letter
    return kept.rstrip() + "…"


def width(words: str) -> int:
    """How wide words are, in letters: those of Chinese, Japanese and Korean are two."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in words)


def on_two_lines(name: str, wide: int) -> list[str]:
    """A name on one or two lines, the second cut where it is too long.

    >>> on_two_lines("Supreme Council of the Armed Forces of Egypt", 24)
    ['Supreme Council of the', 'Armed Forces of Egypt']
    """
    first, rest = "", line(name).split(" ")
    while rest and (not first or width(f"{first} {rest[0]}") <= wide):
        first = f"{first} {rest.pop(0)}".strip()
    return [fitted(row, wide) for row in (first, " ".join(rest)) if row]
