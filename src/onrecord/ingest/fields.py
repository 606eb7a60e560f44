"""What is given beside a text: the fields of a JSON line, checked, and the options of a call."""

from __future__ import annotations

from typing import Any

import msgspec

from onrecord.errors import BadDate, BadLine
from onrecord.ingest import dates, encoding
from onrecord.model import Warning

KNOWN = frozenset(
    ("id", "text", "html", "title", "published", "captured", "publisher", "url", "language", "author", "authors")
)


class Options(msgspec.Struct, frozen=True):
    """What holds for every input that does not say otherwise itself.

    Args:
        published: ISO date or date-time. publisher: a name.
    """

    published: str | None = None
    publisher: str | None = None


class Fields(msgspec.Struct, frozen=True):
    """What was given of a report; all of it wins over what the page says."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    published: str | None = None
    captured: str | None = None
    language: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A line of JSON lines, checked: its id, where it has one, its text or html, and its fields."""

    id: str | None
    text: str | None
    html: str | None
    fields: Fields
    warnings: tuple[Warning, ...]


def line_of(row: Any) -> Line:
    """The report that a JSON value is.

    A field of the wrong kind and a date that is none are dropped with a warning that names them; so are lone surrogates
    (`\\ud800`), which become U+FFFD. The rest of the line stands.

    Raises:
        BadLine: it is no object, or has neither text nor html, or its id is no string.
    """
    if not isinstance(row, dict):
        raise BadLine("it is no JSON object")
    taker = _Taker(row)
    name = row.get("id")
    if isinstance(name, int) and not isinstance(name, bool):
        name = str(name)
    if name is not None and not isinstance(name, str):
        raise BadLine("its id is no string")
    text, html = taker.body("text"), taker.body("html")
    if text is None and html is None:
        raise BadLine("it has neither text nor html")
    if text is not None and html is not None:
        taker.warn("two_bodies", "The line has text and html: the text was read, the html was left.")
        html = None
    fields = Fields(
        title=taker.words("title"),
        url=taker.words("url"),
        publisher=taker.words("publisher"),
        authors=taker.names("author") or taker.names("authors"),
        published=taker.date("published"),
        captured=taker.date("captured"),
        language=taker.words("language"),
    )
    return Line(taker.clean(name) or None if name else None, text, html, fields, tuple(taker.warnings))


class _Taker:
    """Takes fields out of a row, and keeps what is to be said of them."""

    def __init__(self, row: dict[str, Any]) -> None:
        self.row = row
        self.warnings: list[Warning] = []

    def warn(self, code: str, message: str) -> None:
        self.warnings.append(Warning(code, message))

    def clean(self, value: str) -> str:
        text, lone = encoding.whole(value)
        if lone:
            said = f"{lone} lone surrogates, which are no characters, were replaced by U+FFFD."
            self.warn("surrogates", said)
        return text

    def body(self, name: str) -> str | None:
        value = self.row.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            raise BadLine(f"its {name} is no string")
        return self.clean(value)

    def words(self, name: str) -> str | None:
        value = self.row.get(name)
        if value is None:
            return None
        if not isinstance(value, str):
            self.warn("bad_field", f"The field {name} is no string and was dropped.")
            return None
        return self.clean(value).strip() or None

    def names(self, name: str) -> tuple[str, ...]:
        value = self.row.get(name)
        listed = value if isinstance(value, list) else [value]
        if any(not isinstance(one, str) for one in listed if one is not None):
            self.warn("bad_field", f"The field {name} is no string and no list of strings, and was dropped.")
            return ()
        cleaned = (self.clean(one).strip() for one in listed if one)
        return tuple(dict.fromkeys(one for one in cleaned if one))

    def date(self, name: str) -> str | None:
        value = self.words(name)
        if value is None:
            return None
        try:
            return dates.iso(value)
        except BadDate as problem:
            self.warn("bad_date", f"The field {name} was dropped: {problem.message}.")
            return None
