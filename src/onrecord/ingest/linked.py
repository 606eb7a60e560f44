"""JSON-LD of a page: the node that is its article."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from onrecord.ingest.encoding import whole

Node = dict[str, Any]

_ARTICLE = re.compile(r"Article$|Posting$|^Report$|Review$")
_LISTS = ("itemListElement", "hasPart", "isPartOf", "isBasedOn", "citation", "mentions", "liveBlogUpdate", "review")
_WRAPPED = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>|/\*\s*\]\]>\s*\*/)\s*;?\s*$"
)
_TRAILING = re.compile(r",(\s*[}\]])")
DEEPEST = 20


def article_of(tree: Any, url: str | None = None) -> Node:
    """The JSON-LD node of the page's article; an empty one where there is none.

    Of several the one that has a date, a headline and an author, and stands in no list of other articles, is taken.
    """
    best: tuple[float, Node] = (0.0, {})
    for root in roots(tree):
        for depth, listed, node in _nodes(root, 0, False):
            weight = _weight(node, depth, listed, url)
            if weight > best[0]:
                best = (weight, node)
    return best[1]


def roots(tree: Any) -> Iterator[Any]:
    """The JSON-LD values of a page; those that are broken beyond mending are left out."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = _WRAPPED.sub("", script.text or "").strip().rstrip(";")
        for attempt in (text, _TRAILING.sub(r"\1", text), _TRAILING.sub(r"\1", unescape(text))):
            try:
                yield json.loads(attempt, strict=False)
                break
            except (ValueError, RecursionError):
                continue


def types(node: Node) -> list[str]:
    """The types of a node, without their namespace."""
    found = node.get("@type") or node.get("type") or []
    listed = found if isinstance(found, list) else [found]
    return [str(one).rpartition("/")[2] for one in listed]


def text(value: Any) -> str | None:
    """The words of a value, tidied; None where it is none."""
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict):
        value = value.get("@value")
    if not isinstance(value, str):
        return None
    clean = " ".join(re.sub(r"</?\w[^<>]*>", "", unescape(unescape(value))).split())
    return whole(clean)[0] or None


def names(value: Any) -> list[tuple[str, str]]:
    """The names of people and bodies in a value, each with "Person", "Organization" or ""."""
    found: list[tuple[str, str]] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            found.append((whole(unescape(one))[0], ""))
        elif isinstance(one, list):
            found.extend(names(one))
        elif isinstance(one, dict):
            kinds = types(one)
            body = any(k.endswith(("Organization", "Corporation")) for k in kinds)
            kind = "Organization" if body else "Person" if "Person" in kinds else ""
            name = one.get("name")
            for each in name if isinstance(name, list) else [name]:
                if isinstance(each, str) and each.strip():
                    found.append((whole(unescape(each))[0], kind))
    return found


def _nodes(value: Any, depth: int, listed: bool) -> Iterator[tuple[int, bool, Node]]:
    if depth > DEEPEST:
        return
    if isinstance(value, list):
        for one in value:
            yield from _nodes(one, depth, listed)
    elif isinstance(value, dict):
        yield depth, listed, value
        for key, inner in value.items():
            if isinstance(inner, (dict, list)):
                yield from _nodes(inner, depth + (key != "@graph"), listed or key in _LISTS)


def _weight(node: Node, depth: int, listed: bool, url: str | None) -> float:
    kinds = types(node)
    is_article = any(_ARTICLE.search(kind) for kind in kinds)
    is_page = any(kind in ("WebPage", "VideoObject", "NewsMediaObject", "CreativeWork") for kind in kinds)
    if not (is_article or is_page) or not (node.get("headline") or node.get("datePublished")):
        return 0.0
    weight = 10.0 if is_article else 3.0
    weight += 3 * bool(node.get("datePublished")) + 2 * bool(node.get("headline")) + bool(node.get("author"))
    weight += 0.5 * bool(node.get("articleBody"))
    if url and any(_same(url, node.get(key)) for key in ("url", "@id", "mainEntityOfPage")):
        weight += 2
    return weight - depth - 8 * listed


def _same(url: str, value: Any) -> bool:
    if isinstance(value, dict):
        value = value.get("@id") or value.get("url")
    if not isinstance(value, str):
        return False
    return _path(url) == _path(value)


def _path(url: str) -> str:
    return re.sub(r"^https?://(?:www\.)?|[?#].*$|/$", "", url)
