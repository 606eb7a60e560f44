"""What a web page says of its article: JSON-LD first, then meta tags, then the visible page, htmldate last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from lxml import etree, html

from onrecord.ingest import bylines, linked
from onrecord.ingest.encoding import whole
from onrecord.ingest.fields import Fields
from onrecord.ingest.published import published_of

_URLS = ("og:url", "twitter:url")
_TITLES = ("og:title", "twitter:title", "parsely-title", "sailthru.title", "dc.title", "title")
_PUBLISHERS = ("og:site_name", "application-name", "publisher", "dc.publisher", "twitter:site")
_AUTHORS = ("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "dcsext.author",
            "article:author_name", "byl", "cxenseparse:author", "twitter:creator")  # fmt: skip
_CLASS = "contains(translate(@class, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ-_', 'abcdefghijklmnopqrstuvwxyz'), '{}')"
_VISIBLE = (
    "//*[@itemprop='author']//*[@itemprop='name']",
    "//*[@itemprop='author']",
    "//a[contains(concat(' ', @rel, ' '), ' author ')]",
    f"//*[self::span or self::a or self::p or self::div][{_CLASS.format('authorname')}]",
    f"//*[{_CLASS.format('byline')}]//a | //*[{_CLASS.format('byline')}]//span[not(*)]",
    f"//*[self::span or self::p or self::div][{_CLASS.format('byline')}]",
)
_BAR = re.compile(r"\s+[|–—·•»-]\s+")


def load(page: str) -> Any:
    """The tree of a page; None where there is nothing in it. Broken HTML is taken as far as it goes."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    try:
        data = page.replace("\0", "").encode("utf-8", errors="replace")
        tree = html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return None
    return tree


def said_of(tree: Any, url: str | None = None) -> Fields:
    """What a page says of itself.

    Args:
        tree: of the page. url: where it was found, if that was given; helps to tell its article from others it lists.
    """
    metas = metas_of(tree)
    data = linked.article_of(tree, url)
    own = url or _url(tree, metas, data)
    return Fields(
        title=_title(tree, metas, data),
        url=own,
        publisher=_publisher(metas, data),
        authors=_authors(tree, metas, data),
        published=published_of(tree, metas, data, own),
    )


def metas_of(tree: Any) -> dict[str, list[str]]:
    """The meta tags of a page, by name, property or itemprop in lower case."""
    found: dict[str, list[str]] = {}
    for node in tree.iter("meta"):
        content = (node.get("content") or node.get("value") or "").strip()
        for key in ("property", "name", "itemprop", "http-equiv"):
            if content and node.get(key):
                found.setdefault(node.get(key).strip().lower(), []).append(content)
    return found


def _first(metas: dict[str, list[str]], names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        yield from metas.get(name, ())


def _title(tree: Any, metas: dict[str, list[str]], data: linked.Node) -> str | None:
    heads = [t for t in (_words(node) for node in tree.iter("h1")) if t]
    headline = linked.text(data.get("headline"))
    named = next((clean for t in _first(metas, _TITLES) if (clean := _clean(t))), None)
    page_title = next((clean for node in tree.iter("title") if (clean := _words(node))), None)
    found = headline or named or (heads[0] if heads else None) or page_title
    return _bare(found, heads) if found else None


def _bare(title: str, heads: list[str]) -> str:
    """The title without the name of the site behind a bar, where a heading of the page shows it without."""
    for head in heads:
        if len(head) > 15 and title.startswith(head) and _BAR.match(title[len(head) :]):
            return head
    return title


def _url(tree: Any, metas: dict[str, list[str]], data: linked.Node) -> str | None:
    links = [n.get("href") for n in tree.iter("link") if (n.get("rel") or "").lower() == "canonical"]
    main = data.get("mainEntityOfPage")
    told = main.get("@id") or main.get("url") if isinstance(main, dict) else main
    for found in (*links, *_first(metas, _URLS), linked.text(data.get("url")), linked.text(told)):
        if found and _is_url(_clean(found)):
            return _clean(found)
    return None


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc


def _publisher(metas: dict[str, list[str]], data: linked.Node) -> str | None:
    names = [name for name, _ in linked.names(data.get("publisher"))]
    for found in (*names, *_first(metas, _PUBLISHERS)):
        name = _clean(found).lstrip("@")
        if name and "://" not in name:
            return name
    return None


def _authors(tree: Any, metas: dict[str, list[str]], data: linked.Node) -> tuple[str, ...]:
    """Who wrote it. The outlet itself counts only where its JSON-LD names it as a body and nobody else is named."""
    outlets = {_clean(n).casefold() for n, _ in linked.names(data.get("publisher"))}
    outlets |= {_clean(n).casefold() for n in metas.get("og:site_name", ())}
    told = linked.names(data.get("author")) or linked.names(data.get("creator"))
    names = bylines.people([name for name, _ in told], outlets)
    if names:
        return names
    for name in _AUTHORS:
        names = bylines.people(metas.get(name, []), outlets)
        if names:
            return names
    seen = bylines.people(_marked(tree), outlets)
    return seen or bylines.people([name for name, kind in told if kind == "Organization"])


def _marked(tree: Any) -> list[str]:
    """Names that the visible page marks as its authors'; of several ways of marking the first that is used."""
    for way in _VISIBLE:
        nodes = tree.xpath(way)[:8]
        names = [text for node in nodes if (text := _words(node)) and len(text) <= 80]
        if names:
            return names
    return []


def _words(node: Any) -> str:
    return _clean("".join(node.itertext()))


def _clean(text: str) -> str:
    return whole(" ".join(unescape(text).split()))[0]
