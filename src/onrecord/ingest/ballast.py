"""What a saved page carries besides its article (files, scripts, styles, comments), and how much is too much."""

from __future__ import annotations

import re
from collections.abc import Iterator

from onrecord.errors import TooLarge

LIGHT = 1_500_000
"""Characters up to which a page is parsed with its scripts, styles and comments."""
LARGEST = 3_000_000
"""Characters that a page can have without them; the largest of 194 news pages has 470,000."""
MOST = 10_000
"""Elements that a page can have; the largest of 194 news pages has 3,100, and extraction slows with their square."""
_EMBEDDED = re.compile(r"data:[\w.+-]{1,60}/[\w.+-]{1,80}[;,][^\s\"'<>()]{200,}", re.I)
_OPENED = re.compile(r"<(?:(script|style)\b|!--)", re.I)
_CLOSED = {name: re.compile(rf"</{name}\b", re.I) for name in ("script", "style")}
_ELEMENT = re.compile(r"<[a-z]", re.I)


def unburdened(page: str) -> str:
    """A page without the files embedded in it (`data:` addresses); a large one also without scripts, styles, comments.

    JSON-LD stays.

    Raises:
        TooLarge: what is left is larger than a page with one article is.

    Example:
        >>> unburdened('<img src="data:image/png;base64,' + 200 * "A" + '">')
        '<img src="data:,">'
    """
    page = _EMBEDDED.sub("data:,", page)
    if len(page) > LIGHT or page.count("<") > MOST:
        page = "".join(_visible(page))
    advice = "Save the article alone: as text, or from the browser's reading view."
    if len(page) > LARGEST:
        raise TooLarge(f"the page is larger than {LARGEST // 1_000_000} MB without its scripts and pictures", advice)
    if page.count("<") > MOST and sum(1 for _ in _ELEMENT.finditer(page)) > MOST:
        raise TooLarge(f"the page has more than {MOST:,} elements", advice)
    return page


def _visible(page: str) -> Iterator[str]:
    """What stands between scripts, styles and comments; what is never closed reaches to the end."""
    start = 0
    while opened := _OPENED.search(page, start):
        yield page[start : opened.start()]
        start = _behind(page, opened)
        if opened[1] and "ld+json" in page[opened.start() : opened.start() + 200].partition(">")[0]:
            yield page[opened.start() : start]
    yield page[start:]


def _behind(page: str, opened: re.Match[str]) -> int:
    """Where what was opened is closed."""
    if not opened[1]:
        end = page.find("-->", opened.end())
        return len(page) if end < 0 else end + 3
    closed = _CLOSED[opened[1].lower()].search(page, opened.end())
    end = page.find(">", closed.end()) if closed else -1
    return len(page) if end < 0 else end + 1
