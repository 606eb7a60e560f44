"""From bytes to text: which encoding it is, and what had to be guessed."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from onrecord.model import Warning

HEAD = 65_536
"""Bytes of the head that the tests look at."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.I)
_CONTROL = bytes(b for b in range(32) if b not in b"\t\n\v\f\r\x1b\x08")
_SURROGATES = re.compile("[\ud800-\udfff]")
_ESCAPED = re.compile("[\udc80-\udcff]+")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that it was read in, and what a reader of it must know."""

    text: str
    encoding: str
    warnings: tuple[Warning, ...] = ()


def bom(data: bytes) -> tuple[bytes, str] | None:
    """The byte-order mark at the start and the encoding that it tells."""
    return next(((mark, name) for mark, name in _BOMS if data.startswith(mark)), None)


def wide(data: bytes) -> str | None:
    """The encoding of UTF-16 without a mark, told by its zero bytes; None where it is none."""
    head = data[: HEAD - HEAD % 2]
    if len(head) < 4 or (len(data) % 2 and len(data) < HEAD):
        return None
    half = len(head) // 2
    for name, zeros, others in (("utf-16-le", head[1::2], head[::2]), ("utf-16-be", head[::2], head[1::2])):
        if zeros.count(0) > 0.4 * half and others.count(0) < 0.02 * half:
            text = head.decode(name, errors="replace")
            odd = sum(1 for c in text if c == "�" or (c < " " and c not in "\t\n\v\f\r"))
            return name if odd <= 0.02 * half else None
    return None


def is_binary(data: bytes) -> bool:
    """Whether the head has more control bytes than a text has by accident (a stray NUL is one)."""
    head = data[:HEAD]
    controls = len(head) - len(head.translate(None, _CONTROL))
    return controls > max(3, 0.02 * len(head))


def declared(data: bytes) -> str | None:
    """The encoding that a page says it is in."""
    head = data[:HEAD]
    found = _XML.search(head) or _DECLARED.search(head)
    if not found:
        return None
    try:
        return codecs.lookup(found[1].decode("ascii")).name
    except LookupError:
        return None


def decode(data: bytes, page: bool = False) -> Decoded:
    """The text of bytes. Never fails: what cannot be decoded is guessed or replaced, and a warning says so.

    A byte-order mark tells the encoding and is no part of the text. Line ends stay as they are.

    Args:
        data: the bytes. page: whether to believe what a page declares of itself.
    """
    marked = bom(data)
    if marked:
        return _sure(data[len(marked[0]) :], marked[1])
    if unmarked := wide(data):
        return _sure(data, unmarked)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    named = declared(data) if page else None
    if named and named not in ("utf-8", "ascii", "utf-16", "utf-32"):
        return _sure(data, "cp1252" if named == "iso8859-1" else named)
    return _mixed(data) or _guessed(data)


def whole(text: str) -> tuple[str, int]:
    """The text with each lone surrogate, which no file can hold, replaced by U+FFFD; and how many there were.

    One code point is replaced by one: offsets stay.
    """
    return _SURROGATES.subn("�", text)


def _sure(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    text, lone = whole(text)
    broken = text.count("�") if lone or "�" in text else 0
    return Decoded(text, encoding, (_replaced(broken, encoding),) if broken else ())


def _mixed(data: bytes) -> Decoded | None:
    """UTF-8 with some bytes of another encoding: those are read as Windows-1252. None where little of it is UTF-8."""
    escaped = data.decode("utf-8", errors="surrogateescape")
    text, strange = _ESCAPED.subn(_western, escaped)
    good = sum(1 for c in escaped if c > "\x7f") - len(_SURROGATES.findall(escaped))
    if good <= strange:
        return None
    said = f"The text is UTF-8, but {strange} stretches of it are not; those were read as Windows-1252."
    return Decoded(text, "utf-8", (Warning("encoding_mixed", said),))


def _western(escaped: re.Match[str]) -> str:
    return escaped[0].encode("utf-8", errors="surrogateescape").decode("cp1252", errors="replace")


def _guessed(data: bytes) -> Decoded:
    """Neither UTF-8 nor declared: Windows-1252, unless most letters are beyond ASCII."""
    encoding = "cp1252"
    high = sum(1 for b in data[:HEAD] if b >= 0x80)
    if high > 0.2 * min(len(data), HEAD):
        from charset_normalizer import from_bytes

        best = from_bytes(data[:HEAD]).best()
        encoding = best.encoding if best else encoding
    text = data.decode(encoding, errors="replace")
    said = f"The encoding is not given; the text was read as {'Windows-1252' if encoding == 'cp1252' else encoding}."
    return Decoded(text, encoding, (Warning("encoding_guessed", said),))


def _replaced(number: int, encoding: str) -> Warning:
    return Warning("encoding_broken", f"{number} characters are no {encoding} and were replaced by U+FFFD.")
