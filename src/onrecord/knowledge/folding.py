"""One spelling for many: how names are compared."""

from __future__ import annotations

import functools
import re
import unicodedata

_PIECES = re.compile(r"[\s\-‐‑–/]+")
_POSSESSIVE = re.compile(r"['’](s)?$", re.IGNORECASE)
LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})
"""Letters that have no parts, each with the plain ones that stand for it; for `str.translate`."""
_ARTICLES = frozenset({"al", "el", "as", "an", "ash", "ad", "ar", "at", "the"})


@functools.lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """A word in lower case, without accents, points and apostrophes; "" where nothing is left.

    >>> fold("U.S."), fold("Hürriyet"), fold("Da'esh")
    ('us', 'hurriyet', 'daesh')
    """
    lower = word.lower()
    if not lower.isascii():
        lower = unicodedata.normalize("NFKD", lower.translate(LETTERS))
    return "".join(c for c in lower if c.isalnum())


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name; hyphens part words, a possessive 's is a word of its own.

    >>> words("al-Qaeda"), words("People's Daily")
    (('al', 'qaeda'), ('people', 's', 'daily'))
    """
    if name.isascii() and name.replace(" ", "").isalpha():
        return tuple(name.lower().split())
    found: list[str] = []
    for piece in _PIECES.split(name):
        tail = _POSSESSIVE.search(piece)
        found.append(fold(piece[: tail.start()] if tail else piece))
        if tail and tail.group(1):
            found.append("s")
    return tuple(w for w in found if w)


@functools.lru_cache(maxsize=1 << 14)
def key(name: str) -> str:
    """What two spellings of a name share: no articles (the, al-, el-), no case, no accents.

    >>> key("the Al-Qa'eda") == key("el Qaeda") == "qaeda"
    True
    """
    found = [w for w in words(name) if w != "s"]
    kept = [w for w in found if w not in _ARTICLES]
    return " ".join(kept or found)
