"""Which format an input has, told by its first bytes."""

from __future__ import annotations

import re
from typing import Literal

from onrecord.errors import EmptyInput, NotText
from onrecord.ingest import encoding

Kind = Literal["text", "html", "jsonl"]

_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a zip archive or an office document"),
    (b"\xd0\xcf\x11\xe0", "an office document"),
    (b"{\\rtf", "an RTF document"),
    (b"%!PS", "PostScript"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"RIFF", "an image or a sound"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "packed twice"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\x00", "a database"),
    (b"PAR1", "Parquet"),
    (b"WARC/", "a web archive"),
    (b"MIME-Version:", "a MIME archive"),
    (b"From: <Saved by ", "a MIME archive"),
)
_TAGS = "html|head|body|article|main|section|div|p|h1|h2|meta|title|link|script|style|header|span|table|nav|a|br|base"
_PAGE = re.compile(
    rf"\A(?:\s|<!--.*?-->|<\?xml[^>]*>)*(?:<!doctype\s+html|<(?:{_TAGS})(?=[\s>/]))",
    re.I | re.S,
)
_ANY_TAG = re.compile(rf"<(?:{_TAGS})(?=[\s>/])", re.I)
_BUILT = re.compile(r"<(?:!doctype|html|head|body|article|main|section|div|p|h1|meta|title)(?=[\s>/])", re.I)
"""What a page has that is named as a text: a text may begin with a tag that it quotes."""
_OTHER_XML = re.compile(r"\A\s*<\?xml|\A\s*<(?:rss|feed|svg|nitf|newsml)\b", re.I)
_OBJECT = re.compile(r"\A\s*\{[ \t]*(?:\"|\}|\Z)")
_LAID_OUT = re.compile(r"\A\s*(?:\{[ \t]*\r?\n\s*\"|\[\s*\{\s*\")")


def kind_of(head: bytes, name: str) -> Kind:
    """The format of an input.

    Content decides. The name helps only where the content leaves it open: a `.jsonl` whose first line is broken, an
    `.html` that starts with words, a `.txt` that starts with a tag and is no page.

    Args:
        head: the first bytes, unpacked. name: of the file.

    Raises:
        EmptyInput: nothing is there. NotText: it is binary, or a format that is not read.
    """
    if not head:
        raise EmptyInput("it is empty")
    for mark, what in _MAGIC:
        if head.startswith(mark):
            raise NotText(f"it is {what}, not text")
    if not encoding.bom(head) and not encoding.wide(head) and encoding.is_binary(head):
        raise NotText("it is binary, not text")
    text = encoding.decode(head).text
    ending = _ending(name)
    if _PAGE.match(text) and (ending != "txt" or _BUILT.search(text)):
        return "html"
    if _OTHER_XML.match(text):
        raise NotText("it is XML, but no web page")
    if _LAID_OUT.match(text):
        raise NotText("it is JSON, but not JSON lines", "Write one object a line, without brackets and commas between.")
    if ending in ("jsonl", "ndjson") or _OBJECT.match(text):
        return "jsonl"
    if ending in ("html", "htm", "xhtml") and _ANY_TAG.search(text):
        return "html"
    return "text"


def _ending(name: str) -> str:
    plain = name.lower().removesuffix(".gz")
    return plain.rpartition(".")[2] if "." in plain else ""
