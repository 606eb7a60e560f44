"""Puts a report together from its text, what was given of it, and what the page says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Literal

import msgspec

from onrecord.errors import EmptyInput, NoArticle
from onrecord.ingest.agency import agency_of
from onrecord.ingest.boilerplate import boilerplate
from onrecord.ingest.fields import Fields, Options
from onrecord.ingest.given import Given
from onrecord.ingest.language import language_of, normalised
from onrecord.model import Report, Warning

Basis = Literal["given", "page"]
Media = Literal["text/plain", "text/html"]


class Raw(msgspec.Struct, frozen=True):
    """An input that was decoded and is not yet a report.

    Args:
        source_id: its id, or its path as given. content: the text, or the page. original: the bytes given, unpacked.
        fields: what was given beside it. warnings: what its reader must know.
    """

    source_id: str
    content: str
    original: bytes
    fields: Fields = Fields()
    warnings: tuple[Warning, ...] = ()


def report_id(sha256: str, name: str) -> str:
    """The id of a report, as `model.report` has it.

    Args:
        sha256: of the bytes given. name: the url, else the source id.
    """
    return hashlib.sha256(f"{sha256}\n{name}".encode()).hexdigest()[:16]


def from_text(raw: Raw, options: Options) -> Given:
    """The report of a plain text; the text stays as it is.

    Raises:
        EmptyInput: nothing but white space.
    """
    if _is_empty(raw.content):
        raise EmptyInput("it holds nothing but white space")
    report = _report(raw, raw.content, _settled(raw.fields, options), "given")
    return _given(raw, report, "text/plain")


def from_page(raw: Raw, options: Options) -> Given:
    """The report of a web page: the body of its article, and what the page says of it where nothing was given.

    Raises:
        EmptyInput: nothing but white space. NoArticle: no text of an article was found. TooLarge: see `ballast`.
    """
    from onrecord.ingest.article import article
    from onrecord.ingest.ballast import unburdened
    from onrecord.ingest.page import load, said_of

    if _is_empty(raw.content):
        raise EmptyInput("it holds nothing but white space")
    page = unburdened(raw.content)
    tree = load(page)
    if tree is None:
        raise NoArticle("it holds no page")
    said = said_of(tree, raw.fields.url)
    text = article(page, said.title, said.url)
    if not text:
        raise NoArticle("no article was found in the page")
    own = _settled(raw.fields, options)
    report = _report(raw, text, _filled(own, said), "given" if own.published else "page")
    return _given(raw, report, "text/html")


def _is_empty(text: str) -> bool:
    return not text.strip().strip("\0\ufeff\u200b").strip()


def _settled(fields: Fields, options: Options) -> Fields:
    """The fields of an input, with the options where it has none."""
    return msgspec.structs.replace(
        fields,
        publisher=fields.publisher or options.publisher,
        published=fields.published or options.published,
    )


def _filled(own: Fields, page: Fields) -> Fields:
    """The fields given, with the page's where none was."""
    return Fields(
        own.title or page.title,
        own.url or page.url,
        own.publisher or page.publisher,
        own.authors or page.authors,
        own.published or page.published,
        own.captured,
        own.language,
    )


def _report(raw: Raw, text: str, fields: Fields, basis: Basis) -> Report:
    digest = hashlib.sha256(raw.original).hexdigest()
    return Report(
        id=report_id(digest, fields.url or raw.source_id),
        source_id=raw.source_id,
        sha256=digest,
        text=text,
        title=fields.title,
        url=fields.url,
        publisher=fields.publisher,
        authors=fields.authors,
        agency=agency_of(text, fields.authors),
        published=fields.published,
        published_basis=basis if fields.published else None,
        captured=fields.captured,
        language=language_of(text, fields.language),
        boilerplate=boilerplate(text),
    )


def _given(raw: Raw, report: Report, media: Media) -> Given:
    warnings = (*raw.warnings, *_told(raw, report))
    return Given(report, raw.original, media, "read" if report.language == "en" else "not_english", warnings)


def _told(raw: Raw, report: Report) -> Iterator[Warning]:
    zeros = report.text.count("\0")
    if zeros:
        yield Warning("zero_characters", f"The text holds {zeros} zero characters; they are kept.")
    given = raw.fields.language
    if given and normalised(given) is None:
        said = f"The language {given[:40]!r} is not known; the text was taken for {report.language}."
        yield Warning("bad_language", said)
