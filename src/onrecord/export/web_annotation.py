"""W3C Web Annotation: one annotation a line, for every row of every section.

Each line is a whole JSON-LD document, so that files of any length can be written and read as a stream; a tool that
wants one array gets it by putting the lines between brackets. `TextPositionSelector` counts code points: the
Recommendation asks for "unicode code points, not code units". What the DOM counts stands beside it as `onrecord:utf16`,
and the quote is there for tools that trust neither. Positions count in the report's text as onrecord keeps it
(`urn:onrecord:REPORT`); `scope` is the page that it came from.

A tag says FIELD=VALUE for each field that people can correct, so that what they change in an annotation tool can come
back as a decision; `verdict=accepted` says that a person accepted the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

import msgspec

from onrecord.export.flat import Flat, flat
from onrecord.export.format import Format
from onrecord.export.marks import verdicts
from onrecord.export.source import Source
from onrecord.export.urn import address, urn
from onrecord.export.utf16 import Units
from onrecord.model import Reading, Span

CONTEXT = ["http://www.w3.org/ns/anno.jsonld", {"onrecord": "urn:onrecord:terms:"}]
AROUND = 32
"""Code points of the text before and after a quote."""
MOTIVATION = {
    "report": "describing", "sentences": "highlighting", "mentions": "identifying", "attributions": "describing",
    "predicates": "classifying", "events": "classifying", "relations": "linking", "figures": "describing",
    "times": "identifying", "places": "identifying", "actors": "describing", "warnings": "commenting",
}  # fmt: skip
"""The motivation of the rows of a section, of those that the Recommendation names."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """Of each report an annotation of the whole, then one for each row."""
    for number, reading in enumerate(source.readings(), 1):
        for one in annotated(reading, verdicts(source, reading.report.id)):
            out.write(msgspec.json.encode(one) + b"\n")
        yield number


def annotated(reading: Reading, judged: Mapping[str, str]) -> Iterator[dict[str, Any]]:
    """The annotations of a reading.

    Args:
        judged: id of a row to the verdict that stands on it.
    """
    units = Units(reading.report.text)
    yield _whole(reading)
    for row in flat(reading):
        yield _annotation(reading, row, units, judged.get(row.id))


def _whole(reading: Reading) -> dict[str, Any]:
    """The annotation that says what the report is."""
    report = reading.report
    fields = {name: getattr(report, name) or "" for name in ("published", "publisher", "agency", "title")}
    words = ", ".join(part for part in (report.title, report.publisher, report.published) if part) or report.source_id
    row = Flat("report", "report", words, says=fields)
    about = {"sha256": report.sha256, "sourceId": report.source_id, "url": report.url, "language": report.language}
    made = _annotation(reading, row, Units(""), None)
    return made | {f"onrecord:{name}": value for name, value in about.items() if value}


def _annotation(reading: Reading, row: Flat, units: Units, verdict: str | None) -> dict[str, Any]:
    tags = [row.section.removesuffix("s")]
    tags += [f"{name}={value}" for name, value in row.says.items() if value]
    tags += [f"verdict={verdict}"] if verdict else []
    body = [
        {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "language": "en", "value": row.words}
    ]
    body += [{"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": tag} for tag in tags]
    return {
        "@context": CONTEXT,
        "id": urn(reading.report.id, row.id),
        "type": "Annotation",
        "motivation": MOTIVATION[row.section],
        "creator": {"type": "Software", "name": reading.reader},
        "body": body,
        "target": _targets(reading, row, units),
        **{f"onrecord:{name}": value for name, value in _known(row).items() if value not in (None, "")},
    }


def _known(row: Flat) -> dict[str, Any]:
    told = row.factuality
    return {
        "section": row.section, "certainty": told and told.value, "score": told and told.score,
        "status": told and told.status, "confidence": row.confidence, "voice": row.voice,
        "attribution": row.attribution, "start": row.start, "end": row.end, "precision": row.precision,
    }  # fmt: skip


def _targets(reading: Reading, row: Flat, units: Units) -> list[dict[str, Any]]:
    whole: dict[str, Any] = {"type": "SpecificResource", "source": urn(reading.report.id)}
    page = address(reading.report.url)
    if page:
        whole["scope"] = page
    text = reading.report.text
    return [
        {**whole, "onrecord:part": part, "selector": _selectors(text, span, units)} for part, span in row.parts
    ] or [whole]


def _selectors(text: str, span: Span, units: Units) -> list[dict[str, Any]]:
    return [
        {
            "type": "TextPositionSelector", "start": span.start, "end": span.end,
            "onrecord:utf16": {"start": units.at(span.start), "end": units.at(span.end)},
        },
        {
            "type": "TextQuoteSelector", "exact": span.text, "prefix": text[max(0, span.start - AROUND) : span.start],
            "suffix": text[span.end : span.end + AROUND],
        },
    ]  # fmt: skip


FORMAT = Format(
    name="web-annotation",
    title="W3C Web Annotation",
    suffix=".jsonl",
    media="application/x-ndjson",
    standard="Web Annotation Data Model, W3C Recommendation of 23 February 2017; one JSON-LD document a line",
    holds=("report", "span", "certainty", "status", "voice", "confidence", "interval", "verdict"),
    loses=(
        "the text of the report, which words of time and place an event rests on, and which tellings are one happening."
        " Its positions are in code points, as the Recommendation asks; those of the DOM stand beside them."
    ),
    file=write,
)
