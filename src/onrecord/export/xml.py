"""What XML 1.0 can hold of a text from anywhere."""

from __future__ import annotations

import re

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """The text with U+FFFD for each character that XML forbids; as long as it was.

    >>> legal("a\\x00b\\x1b[c")
    'a\ufffdb\ufffd[c'
    """
    return _ILLEGAL.sub("\ufffd", text)
