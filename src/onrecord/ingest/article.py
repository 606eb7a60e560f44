"""The body of an article out of a web page: its paragraphs, parted by a blank line."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

SHORTEST = 40
"""Code points that at least one paragraph of an article has; less is a menu or a form."""
_BLOCKS = frozenset(("p", "head", "quote", "code", "table", "list", "item", "row", "ab", "div", "main", "body"))
_FAULTS = (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, etree.LxmlError)
"""What the extractor has been seen to raise on pages that are no pages."""


def article(page: str, title: str | None = None, url: str | None = None) -> str:
    """The body of the article of a page; "" where none is found.

    A headline at its start that is the title is left out.

    Args:
        page: the HTML. title: the headline. url: of the page.
    """
    body = _extracted(page, url)
    if body is None:
        return ""
    parts = [part for part in (_tidy(raw) for raw in _paragraphs(body)) if part]
    while parts and title and _folded(parts[0]) == _folded(title):
        del parts[0]
    return "\n\n".join(parts) if any(len(part) >= SHORTEST for part in parts) else ""


def _extracted(page: str, url: str | None) -> Any:
    import trafilatura
    from trafilatura.settings import Document

    logger = logging.getLogger("trafilatura")
    logger.setLevel(logging.CRITICAL)
    try:
        document = trafilatura.bare_extraction(
            page, url=url, favor_precision=True, include_comments=False, include_tables=True
        )
    except _FAULTS:
        return None
    return document.body if isinstance(document, Document) else None


def _paragraphs(body: Any) -> Iterator[str]:
    """The text of each block, in order; a line break inside a paragraph is a space."""
    parts: list[str] = []
    for event, node in etree.iterwalk(body, events=("start", "end")):
        block = node.tag in _BLOCKS
        if block:
            yield "".join(parts)
            parts = []
        elif node.tag in ("lb", "cell"):
            parts.append(" ")
        text = node.text if event == "start" else node.tail
        if text and (event == "start" or node is not body):
            parts.append(text)
    yield "".join(parts)


def _tidy(text: str) -> str:
    return " ".join(text.replace("\0", "").split())


def _folded(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
