"""Readings as JSON lines: the format of `onrecord read`, docs/schema/reading-1.schema.json."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from onrecord.export.format import Format
from onrecord.export.source import Source


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One reading a line."""
    for number, reading in enumerate(source.readings(), 1):
        out.write(reading.to_json() + b"\n")
        yield number


FORMAT = Format(
    name="jsonl",
    title="JSON lines",
    suffix=".jsonl",
    media="application/x-ndjson",
    standard="onrecord's own: docs/schema",
    holds=("report", "text", "span", "certainty", "voice", "confidence", "interval"),
    loses="which tellings are one happening, the decisions themselves, and the original bytes.",
    file=write,
)
