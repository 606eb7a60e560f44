"""When an article was published, by what its page says; when it was changed is never taken for that."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from onrecord.ingest import dates, linked

_METAS = (
    "article:published_time", "og:article:published_time", "article:published", "og:published_time", "datepublished",
    "publishdate", "publish-date", "publish_date", "published_time", "pubdate", "dc.date.issued", "dcterms.issued",
    "dcterms.created", "dc.date.created", "dc.date", "dcterms.date", "sailthru.date", "parsely-pub-date",
    "rnews:datepublished",
    "article.published", "published-date", "publication_date", "publication-date", "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime", "iso-8601-publish-date", "originalpublicationdate", "article_date_original",
    "displaydate", "date", "datecreated", "created", "last-published",
)  # fmt: skip
_SCRIPT = re.compile(
    r"""["'](?:datePublished|date_published|publishedAt|published_at|firstPublished|first_published|publishDate|"""
    r"""publish_date|publicationDate|published_time|pubDate|pub_date|datePublication|publishedDate|published_date)["']"""
    r"""\s*[:=,]\s*["']?(\d{4}-\d{2}-\d{2}[^"'<>,}]{0,30}|1\d{9,12})""",
)
_CHANGED = re.compile(r"modif|updat|chang|edit|revis", re.I)
_FAULTS = (ValueError, TypeError, AttributeError, KeyError, IndexError, AssertionError, RecursionError, OverflowError,
           etree.LxmlError)  # fmt: skip


def published_of(tree: Any, metas: dict[str, list[str]], data: linked.Node, url: str | None = None) -> str | None:
    """When the article was published, as ISO 8601, with time and zone where the page gives them; else None.

    The first source that gives a day decides on the day; a later one may add the time of that day.
    """
    found: str | None = None
    for text in _told(tree, metas, data):
        date = dates.loose(text)
        if date is None:
            continue
        if found is None:
            found = date
        if dates.has_time(date) and date[:10] == found[:10]:
            return date
        if dates.has_time(found):
            return found
    return found or _searched(tree, url)


def _told(tree: Any, metas: dict[str, list[str]], data: linked.Node) -> Iterator[str]:
    for key in ("datePublished", "dateCreated", "uploadDate"):
        told = linked.text(data.get(key))
        if told:
            yield told
    for name in _METAS:
        yield from metas.get(name, ())
    for node in tree.xpath("//*[@itemprop='datePublished' or @pubdate]"):
        yield from (value for key in ("datetime", "content") if (value := node.get(key)))
        yield "".join(node.itertext())
    yield from _scripts(tree)
    yield from _times(tree)


def _scripts(tree: Any) -> Iterator[str]:
    """Dates in other scripts, where they all tell the same day."""
    found = [m[1] for s in tree.iter("script") if s.text for m in _SCRIPT.finditer(s.text)]
    days = {date[:10] for text in found if (date := dates.loose(text))}
    if len(days) == 1:
        yield from found


def _times(tree: Any) -> Iterator[str]:
    """The `<time>` elements that do not tell of a change, the first ones first."""
    for node in tree.xpath("(//article//time | //main//time | //header//time | //time)[@datetime][position() <= 4]"):
        about = " ".join((node.get("class") or "", node.get("itemprop") or "", node.getparent().get("class") or ""))
        if not _CHANGED.search(about) and not _CHANGED.search("".join(node.itertext())):
            yield node.get("datetime")
            return


def _searched(tree: Any, url: str | None) -> str | None:
    import copy
    import logging

    import htmldate

    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    try:
        found = htmldate.find_date(copy.deepcopy(tree), url=url, original_date=True, extensive_search=True)
    except _FAULTS:
        return None
    return dates.loose(found) if found else None
