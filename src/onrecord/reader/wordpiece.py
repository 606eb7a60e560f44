"""BERT's uncased word pieces of one word: the longest known beginning, then the longest known rest, and so on.

The scheme is WordPiece as BERT uses it (Devlin et al. 2019). The library for it brings a client of a model hub and its
network stack along, which a reader of confidential material should not have to install; the scheme is one loop.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from importlib import resources

UNKNOWN = 100
"""The piece for what is no known word."""
_LONGEST = 100
_PARTS = re.compile(
    r"[_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]|[^_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f]+"
)
"""Underscores and Chinese characters are words of their own."""


@functools.cache
def vocabulary() -> dict[str, int]:
    """The pieces and their numbers; a piece that continues a word begins with ##."""
    lines = resources.files("onrecord").joinpath("weights", "vocab.txt").read_text("utf-8").splitlines()
    return {piece: number for number, piece in enumerate(lines)}


@functools.lru_cache(maxsize=65_536)
def pieces_of(word: str) -> tuple[int, ...]:
    """The pieces of a word, at least one.

    Args:
        word: without white space; a run of letters and digits, or one mark.

    >>> known = vocabulary()
    >>> pieces_of("Militants") == (known["militants"],)
    True
    """
    plain = "".join(c for c in unicodedata.normalize("NFD", word) if unicodedata.category(c) not in _DROPPED).lower()
    found = [piece for part in _PARTS.findall(plain) for piece in _cut(part)]
    return tuple(found) or (UNKNOWN,)


_DROPPED = frozenset({"Mn", "Cc", "Cf", "Co", "Cn", "Cs"})
"""Categories of characters that are passed over: accents, controls, what is not assigned."""


def _cut(word: str) -> list[int]:
    if len(word) > _LONGEST:
        return [UNKNOWN]
    known = vocabulary()
    found, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = known.get(word[start:end] if start == 0 else f"##{word[start:end]}")
            if piece is not None:
                break
        else:
            return [UNKNOWN]
        found.append(piece)
        start = end
    return found
