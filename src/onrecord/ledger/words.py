"""Words that are to be erased: where they stand in any text, and that text with them covered.

Found are whole words, in any case, with or without accents, across spaces, line breaks, hyphens and apostrophes: "Mona
Adel" is found in "MONA\\nADEL's", in "Möna-Adel" and in an address ("mona%20adel"). In scripts that do not part words
by spaces they are found wherever they stand. Each code point of what is found becomes a full block, white space stays:
so the text is as long as it was, and every offset still holds.
"""

from __future__ import annotations

import functools
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from onrecord.errors import BadQuery
from onrecord.knowledge.folding import LETTERS
from onrecord.mask import BLOCK

SHORTEST = 2
"""Letters that words must have: one letter alone stands in every text."""
_NO_LETTER = re.compile(r"[\W_]+")
_LOWER = bytes(range(65)) + bytes(range(97, 123)) + bytes(range(91, 256))
_NO_PLAIN = bytes(sign for sign in range(128) if not chr(sign).isalnum())
_SPECIALS = {**LETTERS, ord("ς"): "σ"}
_SPECIAL = re.compile(f"[{''.join(map(chr, _SPECIALS))}]")
_ESCAPED = re.compile(r"(?:%[0-9A-Fa-f]{2})+")
_CODED = re.compile(r"\\u([0-9A-Fa-f]{4})")
_UNPARTED = ("CJK ", "HIRAGANA ", "KATAKANA ", "THAI ", "LAO ", "KHMER ", "MYANMAR ", "TIBETAN ")
_DEEP = 3
"""How often an address may be escaped: once, and again for each address that it stands in."""
Stretch = tuple[int, int]
Unit = tuple[int, int, str]
"""Start and end in the text, and the character that stands there."""


class Words:
    """Words that are to be erased.

    Args:
        names: each a name of one or several words.

    Raises:
        BadQuery: one holds fewer than `SHORTEST` letters.

    Example:
        >>> words = Words(["Mona Adel"])
        >>> words.cover("Mr MONA\\nADEL's son; Ramona Adel.")
        "Mr ████\\n████'s son; Ramona Adel."
        >>> words.cover("https://post.example/mona-adel?by=m%C3%B6na%20adel")
        'https://post.example/█████████?by=████████████████'
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.names = tuple(dict.fromkeys(" ".join(name.split()) for name in names))
        self._wanted = frozenset(letters(name) for name in self.names)
        for name in self.names:
            if len(letters(name)) < SHORTEST and not _is_unparted(name[:1]):
                raise BadQuery(f"{name!r} has fewer than {SHORTEST} letters", "Give a whole name.")

    def stretches(self, text: str) -> list[Stretch]:
        """Where they stand: start and end in code points, end exclusive; in order, apart."""
        if not self._may_stand(text):
            return []
        return _joined(
            stretch for units in _readings(text) for name in self._wanted for stretch in _standing(name, units)
        )

    def cover(self, text: str) -> str:
        """The text without them, as long as it was."""
        found = self.stretches(text)
        if not found:
            return text
        signs = list(text)
        for start, end in found:
            signs[start:end] = [sign if sign.isspace() else BLOCK for sign in signs[start:end]]
        return "".join(signs)

    def stand_in(self, text: str | None) -> bool:
        """Whether they stand in a text."""
        return text is not None and bool(self.stretches(text))

    def stand_in_bytes(self, page: bytes) -> bool:
        """Whether they may stand in a page as it came, in any of the usual encodings, also in its code."""
        for encoding in _encodings(page):
            text = page.decode(encoding, errors="replace")
            if "&" in text:
                text = html.unescape(text)
            if "\\u" in text:
                text = _CODED.sub(lambda found: chr(int(found[1], 16)), text)
            if self.stretches(text):
                return True
        return False

    def parts(self) -> tuple[str, ...]:
        """The single words of names of several, which may stand alone too."""
        found = [word for name in self.names if len(name.split()) > 1 for word in name.split()]
        return tuple(word for word in dict.fromkeys(found) if len(letters(word)) > SHORTEST)

    def _may_stand(self, text: str) -> bool:
        """A quick look: whether their letters are in the text at all."""
        plain = letters(text)
        if any(name in plain for name in self._wanted):
            return True
        if "%" not in text:
            return False
        for _ in range(_DEEP):
            before, text = text, unquote(text)
            if text == before:
                return False
            plain = letters(text)
            if any(name in plain for name in self._wanted):
                return True
        return False


def _encodings(page: bytes) -> tuple[str, ...]:
    """Those that a page may be in: UTF-8 alone where it can be."""
    if b"\0" in page:
        return "utf-8", "utf-16-le", "utf-16-be"
    try:
        page.decode()
    except UnicodeDecodeError:
        return "utf-8", "cp1252", "cp1256"
    return ("utf-8",)


def letters(text: str) -> str:
    """The letters and digits of a text in lower case, without accents and all that stands between them.

    >>> letters("Möna O’Brien-Adel")
    'monaobrienadel'
    """
    if text.isascii():
        return _plain(text)
    lower = unicodedata.normalize("NFKD", text).lower()
    if _SPECIAL.search(lower):
        lower = lower.translate(_SPECIALS)
    return _NO_LETTER.sub("", _plain(lower))


def _plain(text: str) -> str:
    """A text of whose ASCII only letters and digits are left, in lower case: by way of bytes, for speed."""
    return text.encode("utf-8", "surrogatepass").translate(_LOWER, _NO_PLAIN).decode("utf-8", "surrogatepass")


_folded = functools.lru_cache(maxsize=1 << 16)(letters)
"""The same for single characters, which come again and again."""


def _readings(text: str) -> Iterator[list[Unit]]:
    """The characters of a text; and as an address is read, where it may be one, also one inside another."""
    units = [(at, at + 1, sign) for at, sign in enumerate(text)]
    yield units
    for _ in range(_DEEP):
        plain = "".join(sign for _, _, sign in units)
        if "%" not in plain:
            return
        units = list(_unescaped(plain, units))
        yield units


def _unescaped(text: str, units: list[Unit]) -> Iterator[Unit]:
    """The characters that escapes stand for; each from where its first escape begins to where its last ends."""
    at = 0
    for found in _ESCAPED.finditer(text):
        yield from units[at : found.start()]
        place = found.start()
        for sign in unquote(found[0]):
            size = 3 * len(sign.encode()) if sign != "\ufffd" else 3
            end = min(place + size, found.end())
            yield units[min(place, end - 1)][0], units[end - 1][1], sign
            place += size
        at = found.end()
    yield from units[at:]


def _standing(name: str, units: list[Unit]) -> Iterator[Stretch]:
    """Where the letters of a name stand among characters as whole words."""
    plain: list[str] = []
    origin: list[int] = []
    for at, (_, _, sign) in enumerate(units):
        for letter in _folded(sign):
            plain.append(letter)
            origin.append(at)
    whole = "".join(plain)
    at = whole.find(name)
    while at >= 0:
        first, last = origin[at], origin[at + len(name) - 1]
        end = last + 1
        while end < len(units) and _clings(units[end][2]):
            end += 1
        before = origin[at - 1] if at else None
        after = origin[at + len(name)] if at + len(name) < len(whole) else None
        if _parted(units, before, first) and _parted(units, last, after):
            yield units[first][0], units[end - 1][1]
        at = whole.find(name, at + 1)


def _parted(units: list[Unit], one: int | None, other: int | None) -> bool:
    """Whether a word ends between two characters; None stands for the end of the text."""
    if one is None or other is None:
        return True
    if one == other:
        return False
    if _is_unparted(units[one][2]) or _is_unparted(units[other][2]):
        return True
    return any(not _clings(sign) for _, _, sign in units[one + 1 : other])


@functools.lru_cache(maxsize=1 << 16)
def _clings(sign: str) -> bool:
    """Whether a character belongs to the letter before it: an accent, a soft hyphen, a sign of direction."""
    return unicodedata.category(sign) in ("Mn", "Mc", "Me", "Cf")


@functools.lru_cache(maxsize=1 << 16)
def _is_unparted(sign: str) -> bool:
    """Whether a letter is of a script that does not part words."""
    return bool(sign) and unicodedata.name(sign, "").startswith(_UNPARTED)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches in order, those that overlap as one."""
    found: list[Stretch] = []
    for start, end in sorted(stretches):
        if found and start < found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found
