"""Makes text from reports safe to print: a terminal obeys no character of it."""

from __future__ import annotations

import re

_HOSTILE = re.compile(
    "[\x00-\x1f\x7f-\x9f"  # C0, DEL and C1 controls: escape sequences begin with one of them
    "\u2028\u2029"  # separators that some terminals take for line breaks
    "\u202a-\u202e\u2066-\u2069"  # overrides and isolates of direction: they can make words read as others
    "\ud800-\udfff"  # halves of pairs
    "\ufff9-\ufffb"  # interlinear annotation
    "\U000e0000-\U000e007f]"  # invisible tags
)


def visible(text: str, *, breaks: bool = False) -> str:
    """The text, with a visible sign for every character that a terminal would obey; as long as it was.

    C0 controls become their pictures (ESC becomes U+241B), tabs and line breaks a space, all others U+FFFD. Marks of
    Arabic, Persian and Hebrew writing (joiners, left-to-right and right-to-left marks) stay.

    Args:
        breaks: keep line feeds.

    Example:
        >>> visible("red \\x1b[31malert")
        'red ␛[31malert'
    """
    return _HOSTILE.sub(_kept if breaks else _sign, text)


def line(text: str, longest: int | None = None) -> str:
    """The text on one line, white space closed up, cut with an ellipsis where it is longer than `longest`.

    >>> line("at least\\n 51 people", 12)
    'at least 51…'
    """
    closed = " ".join(visible(text).split())
    if longest is None or len(closed) <= longest:
        return closed
    return closed[: longest - 1].rstrip() + "…"


def _sign(found: re.Match[str]) -> str:
    char = found.group()
    if char in "\t\n\r":
        return " "
    if char < "\x20":
        return chr(0x2400 + ord(char))
    return "\u2421" if char == "\x7f" else "\ufffd"


def _kept(found: re.Match[str]) -> str:
    return "\n" if found.group() == "\n" else _sign(found)
