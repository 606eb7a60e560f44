"""What happened, as events of GDELT 2.0: one row a happening, 61 columns, tab-separated, no header.

The row says what the fullest of its tellings says. It has a day only where that telling has one; with --report-day it
has the report's otherwise, as in GDELT itself. DATEADDED is when it was first reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import BinaryIO

from onrecord.export import when
from onrecord.export.cameo import coded, known_code, score
from onrecord.export.format import Format
from onrecord.export.gdelt import NOWHERE, event_id, first_of, placed
from onrecord.export.happened import LEFT_OUT, UNVOICED, done_sql
from onrecord.export.sheet import Sheet
from onrecord.export.source import Source
from onrecord.export.telling import fullest, took_place
from onrecord.export.tsv import Field, line
from onrecord.knowledge.columns import ACTOR
from onrecord.ledger.found import Happening
from onrecord.model import Event, Party

KEPT = 64
"""Readings that are kept in memory: happenings of the same days come from the same reports."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One row a happening of which a telling says that it took place; yields how many happenings are done."""
    rows = _Rows(source)
    for number, gathered in enumerate(source.happenings(), 1):
        told = took_place(gathered)
        if told:
            out.write(line(rows.row(gathered.row, told, fullest(told).row)))
        yield number


class _Rows:
    """Makes the rows; readings that it looked into are kept for the next ones."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._sheet = lru_cache(KEPT)(lambda report: Sheet(source, report))

    def row(self, happening: str, told: Sequence[Happening], shown: str) -> list[Field]:
        """The columns of a happening.

        Args:
            told: its tellings that it took place, the first reported one first. shown: REPORT:ID of the one that says
                most.
        """
        report, _, number = shown.rpartition(":")
        sheet = self._sheet(report)
        event = next(one for one in sheet.reading.events if one.id == number)
        code = known_code(event.cameo, "gdelt")
        place = sheet.places.get(event.place or "")
        first = self._sheet(told[0].passage.report).report
        return [
            event_id(happening),
            *_dates(event, sheet.day(event)),
            *_side(sheet, event.actors),
            *_side(sheet, event.recipients),
            int(event.trigger.start < _lead(sheet.report.text)),
            code.code,
            code.code[:3],
            code.code[:2],
            code.quad_gdelt,
            score(code, "gdelt"),
            sum(self._mentions(one) for one in told),
            len({one.passage.publisher or one.passage.report for one in told}),
            len({one.passage.report for one in told}),
            "",
            *NOWHERE,
            *NOWHERE,
            *placed(place),
            min((when.stamp(one.passage.published) for one in told if one.passage.published), default=""),
            first.url or f"urn:onrecord:{first.id}",
        ]

    def _mentions(self, told: Happening) -> int:
        """How often a report tells that it took place."""
        report, _, event = told.row.rpartition(":")
        return 1 if told.tellings == 1 else int(self._source.ledger.store.value(_TOLD, (report, event)))


def _side(sheet: Sheet, parties: Sequence[Party]) -> tuple[Field, ...]:
    """The ten columns of those who act, or are acted upon."""
    party = first_of(parties)
    if party is None:
        return ("",) * len(ACTOR)
    codes = coded(sheet.actors.get(party.actor or ""))
    types = (*codes.types, "", "", "")[:3]
    return codes.code, sheet.called(party), codes.country, codes.group, "", codes.religion, "", *types


def _lead(text: str) -> int:
    """Where the first paragraph of a text ends."""
    at = text.lstrip().find("\n\n")
    return len(text) if at < 0 else at + len(text) - len(text.lstrip())


def _dates(event: Event, day: date | None) -> tuple[Field, ...]:
    """SQLDATE, MonthYear, Year and FractionDate, as far as the interval pins them down."""
    month, year = when.the_month(event.start, event.end), when.the_year(event.start, event.end)
    month, year = month or (f"{day:%Y%m}" if day else ""), year or (f"{day:%Y}" if day else "")
    return f"{day:%Y%m%d}" if day else "", month, year, _fraction(day) if day else ""


def _fraction(day: date) -> str:
    """GDELT's way to write a day as a part of its year.

    >>> _fraction(date(2013, 8, 14))
    '2013.6959'
    """
    return f"{day.year + (day.month * 30 + day.day) / 365:.4f}"


_TOLD = f"""
SELECT count(*) FROM current_readings c JOIN event_tellings t ON t.reading = c.reading
WHERE c.report = ? AND t.event = ? AND {done_sql("t")}
"""
FORMAT = Format(
    name="gdelt-events",
    title="GDELT 2.0 events",
    suffix=".export.CSV",
    media="text/tab-separated-values",
    standard="GDELT Event Codebook V2.0 (2015), 61 columns without a header; CAMEO 1.1b3",
    holds=("report", "place", "day"),
    loses=(
        f"{LEFT_OUT}; {UNVOICED}; "
        "certainty, spans and passages (see GDELT 2.0 mentions); intervals "
        "(SQLDATE is empty where no single day is known, and DATEADDED is when it was first reported); more than "
        "one actor on a side; tone and the places of actors, which onrecord does not read."
    ),
    file=write,
)
