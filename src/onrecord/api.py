"""Reading from Python, without files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from onrecord.ingest.dates import iso
from onrecord.ingest.fields import Fields, Options
from onrecord.ingest.make import Raw, from_page, from_text
from onrecord.knowledge.table import kept
from onrecord.model import Reading

if TYPE_CHECKING:
    from onrecord.reader.reader import Reader

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


@kept
def _reader() -> Reader:
    from onrecord.reader.reader import Reader

    return Reader()


def read(
    text: str,
    *,
    published: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    url: str | None = None,
    language: str | None = None,
    source_id: str = "text",
    html: bool = False,
) -> Reading:
    """Reads one report.

    Args:
        text: the report, kept as it is, but for lone surrogates, which become U+FFFD, as they are no characters; with
            `html` a page, whose article becomes `report.text`.
        published: ISO date or date-time on which times rest. publisher, title, url: kept with the report.
        language: ISO 639-1; told by the text where it is not given. source_id: your own name for it.

    Raises:
        BadDate: `published` is no ISO date.
        EmptyInput: the text holds nothing but white space.
        NoArticle: the page holds no article. TooLarge: it is larger than a page with one article is.

    Example:
        >>> reading = read("The minister said that rebels attacked Qena on Friday.", published="2013-07-29")
        >>> [(a.source[0].text, a.cue[0].text) for a in reading.attributions]
        [('The minister', 'said')]
        >>> reading.times[0].value
        '2013-07-26'
    """
    day = iso(published) if published else None
    fields = Fields(title=title, url=url, publisher=publisher, published=day, language=language)
    text = _LONE_SURROGATE.sub("\ufffd", text)
    raw = Raw(source_id, text, text.encode(), fields)
    given = from_page(raw, Options()) if html else from_text(raw, Options())
    return _reader().read(given.report, given.warnings)
