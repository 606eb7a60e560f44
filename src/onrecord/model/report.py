"""A report as it was given, and what is known of it."""

from __future__ import annotations

from typing import Literal

import msgspec

from onrecord.model.span import Span


class Bounds(msgspec.Struct, frozen=True):
    """Between which days the text itself says that it was published; shown, never used to anchor times.

    Args:
        start: ISO date, inclusive. end: ISO date, exclusive. reasons: one sentence each.
    """

    start: str | None = None
    end: str | None = None
    reasons: tuple[str, ...] = ()


class Report(msgspec.Struct, frozen=True):
    """One news report.

    Args:
        id: the first 16 hex digits of the SHA-256 of `sha256`, a line feed, and the url (else the source id).
        source_id: the input's own id, or its path as given.
        sha256: of the text or html that was given, as bytes.
        text: the canonical text that all offsets count in; never changed after this.
        published: ISO date or date-time; `published_basis` says whether it was given, read from the page, or
            decided later by a person.
        agency: the wire service named in its byline or dateline.
        dateline: id of the Place it was filed from.
        language: ISO 639-1.
        boilerplate: what is no part of the news.
    """

    id: str
    source_id: str
    sha256: str
    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    authors: tuple[str, ...] = ()
    agency: str | None = None
    dateline: str | None = None
    published: str | None = None
    published_basis: Literal["given", "page", "decided"] | None = None
    published_between: Bounds | None = None
    captured: str | None = None
    language: str = "en"
    boilerplate: tuple[Span, ...] = ()
