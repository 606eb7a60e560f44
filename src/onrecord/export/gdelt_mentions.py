"""The tellings of what happened, as mentions of GDELT 2.0: one row a telling, 16 columns, tab-separated, no header.

GLOBALEVENTID is that of `gdelt-events`. Extras, which GDELT keeps free for additional measurements, has as JSON what
has no column there: the row, its words, its certainty and who vouches for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import BinaryIO
from urllib.parse import urlsplit

import msgspec

from onrecord.export import when
from onrecord.export.format import Format
from onrecord.export.gdelt import event_id, first_of
from onrecord.export.happened import LEFT_OUT, as_done, done_sql
from onrecord.export.sheet import Sheet
from onrecord.export.source import Source
from onrecord.export.tsv import Field, line
from onrecord.model import Event, Party, Telling

WEB, CITATION = 1, 2
"""MentionType: a page, or a source that is cited and has no address."""
NOT_FOUND = -1
"""The offset of words that are not there."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One row a telling of what happened; yields how many reports are done."""
    firsts = _Firsts(source)
    for number, report in enumerate(source.reports(), 1):
        sheet = Sheet(source, report)
        for event in sheet.happened():
            for telling in event.mentions:
                if as_done(telling.factuality):
                    out.write(line(_row(sheet, event, telling, firsts)))
        yield number


class _Firsts:
    """When the first of the exported reports that tell of a happening as of something that took place came out."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._reports = {*source.reports()}

    def of(self, happening: str) -> str:
        """As GDELT writes it; "" where none of them has a date. happening: REPORT:ID of its first telling."""
        report, _, event = happening.rpartition(":")
        rows = self._source.ledger.rows(_TOLD, {"report": report, "event": event})
        return min((when.stamp(row["published"]) for row in rows if row["report"] in self._reports), default="")


def _row(sheet: Sheet, event: Event, telling: Telling, firsts: _Firsts) -> list[Field]:
    report, happening = sheet.report, sheet.happenings[event.id]
    kind, name, address = _where_from(sheet)
    return [
        event_id(happening),
        firsts.of(happening),
        when.stamp(report.published),
        kind,
        name,
        address,
        sheet.sentence(telling.trigger.start),
        _at(event.actors),
        _at(event.recipients),
        telling.trigger.start,
        1,
        round(100 * event.confidence),
        len(report.text),
        "",
        "",
        _extras(sheet, event, telling),
    ]


def _where_from(sheet: Sheet) -> tuple[int, str, str]:
    """What kind of source a report is of, its name, and its address."""
    report = sheet.report
    host = _host(report.url)
    if report.url and host:
        return WEB, host, report.url
    return CITATION, report.publisher or report.agency or "", f"urn:onrecord:{report.id}"


def _host(url: str | None) -> str:
    """The host of an address of the web; "" where it is none.

    >>> _host("https://www.observer.example/1"), _host("file:///tmp/1"), _host("http://[")
    ('observer.example', '', '')
    """
    try:
        parts = urlsplit(url or "")
        return (parts.hostname or "").removeprefix("www.") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""


def _at(parties: Sequence[Party]) -> int:
    """The offset of the one that is shown of a side."""
    first = first_of(parties)
    return NOT_FOUND if first is None else first.span.start


def _extras(sheet: Sheet, event: Event, telling: Telling) -> str:
    """What GDELT has no column for, as JSON on one line."""
    told = {
        "row": sheet.row(event.id),
        "status": telling.factuality.status,
        "certainty": telling.factuality.value,
        "attribution": sheet.row(telling.attribution),
        "voice": sheet.voice(telling.attribution),
        "start": telling.evidence.start,
        "end": telling.evidence.end,
        "since": event.start,
        "until": event.end,
        "verdict": sheet.verdicts.get(event.id),
    }
    return msgspec.json.encode({key: value for key, value in told.items() if value is not None}).decode()


_TOLD = f"""
SELECT d.report, v.published FROM current_readings c JOIN event_rows e ON e.reading = c.reading AND e.id = :event
LEFT JOIN event_groups g ON g.event = e.rowid LEFT JOIN event_groups h ON h.lead = g.lead
JOIN event_rows f ON f.rowid = coalesce(h.event, e.rowid) JOIN current_readings d ON d.reading = f.reading
JOIN report_versions v ON v.id = d.version
WHERE c.report = :report AND v.published IS NOT NULL AND {done_sql("f")}
"""
FORMAT = Format(
    name="gdelt-mentions",
    title="GDELT 2.0 mentions",
    suffix=".mentions.CSV",
    media="text/tab-separated-values",
    standard="GDELT Event Codebook V2.0 (2015), 16 columns without a header",
    holds=("report", "span", "status", "certainty", "voice", "confidence", "interval"),
    loses=(
        f"{LEFT_OUT}; who says so, how certain it "
        "is and which words show it stand in Extras alone, which other tools pass over; Confidence is how likely the "
        "event was read rightly, in percent; tone is empty, as onrecord does not read it; offsets count code points."
    ),
    file=write,
)
