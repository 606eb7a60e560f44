"""What happened, as events of GDELT 2.0: one row a happening, 61 columns, tab-separated, no header.

The row says what the fullest of its tellings says. It has a day only where that telling has one: GDELT would put the
day of the report there, and so a false day. DATEADDED is when it was first reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache
from typing import BinaryIO

from onrecord.export import when
from onrecord.export.cameo import Coded, coded, known_code, score
from onrecord.export.format import Format
from onrecord.export.gdelt import NOWHERE, event_id, placed
from onrecord.export.happened import LEFT_OUT, UNVOICED
from onrecord.export.source import Source
from onrecord.export.tsv import Field, line
from onrecord.ledger.found import Happening, Who
from onrecord.ledger.identity import described
from onrecord.model import HAPPENED

_ACTOR = (
    "Code", "Name", "CountryCode", "KnownGroupCode", "EthnicCode", "Religion1Code", "Religion2Code", "Type1Code",
    "Type2Code", "Type3Code",
)  # fmt: skip
_GEO = (
    "Geo_Type", "Geo_FullName", "Geo_CountryCode", "Geo_ADM1Code", "Geo_ADM2Code", "Geo_Lat", "Geo_Long",
    "Geo_FeatureID",
)  # fmt: skip
COLUMNS = (
    "GLOBALEVENTID", "SQLDATE", "MonthYear", "Year", "FractionDate", *(f"Actor1{name}" for name in _ACTOR),
    *(f"Actor2{name}" for name in _ACTOR), "IsRootEvent", "EventCode", "EventBaseCode", "EventRootCode", "QuadClass",
    "GoldsteinScale", "NumMentions", "NumSources", "NumArticles", "AvgTone", *(f"Actor1{name}" for name in _GEO),
    *(f"Actor2{name}" for name in _GEO), *(f"Action{name}" for name in _GEO), "DATEADDED", "SOURCEURL",
)  # fmt: skip
"""GDELT's columns in their order; the file has no header."""
KEPT = 20_000
"""Actors and reports of which codes and addresses are kept in memory."""


def write(source: Source, out: BinaryIO) -> Iterator[int]:
    """One row a happening of which a telling says that it took place."""
    reports = {*source.reports()}
    rows = _Rows(source)
    for number, gathered in enumerate(source.happenings(), 1):
        told = [one for one in gathered.tellings if one.status in HAPPENED and one.passage.report in reports]
        if told:
            shown = gathered.shown if gathered.shown in told else told[0]
            out.write(line(rows.row(gathered.row, told, shown)))
        yield number


class _Rows:
    """Makes the rows; what it asks the ledger for besides is kept for the next ones."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._coded = lru_cache(KEPT)(self._codes)
        self._about = lru_cache(KEPT)(self._report)

    def row(self, happening: str, told: Sequence[Happening], shown: Happening) -> list[Field]:
        """The columns of a happening.

        Args:
            told: its tellings that it took place, the first reported one first. shown: the one that says most.
        """
        code = known_code(shown.cameo, "gdelt")
        articles = {one.passage.report for one in told}
        published = min((one.passage.published for one in told if one.passage.published), default=None)
        urls = [self._about(one.passage.report)[0] for one in told]
        return [
            event_id(happening),
            *_dates(shown),
            *self._side(shown.actors),
            *self._side(shown.recipients),
            int(any(one.passage.start < self._about(one.passage.report)[1] for one in told)),
            code.code,
            code.code[:3],
            code.code[:2],
            code.quad_gdelt,
            score(code, "gdelt"),
            sum(one.tellings for one in told),
            len({one.passage.publisher or one.passage.report for one in told}),
            len(articles),
            "",
            *NOWHERE,
            *NOWHERE,
            *placed(shown.place, self._admin1(shown)),
            when.stamp(published),
            next((url for url in urls if url), f"urn:onrecord:{told[0].passage.report}"),
        ]

    def _side(self, people: Sequence[Who]) -> tuple[Field, ...]:
        """The ten columns of the first of those who act, or are acted upon; of somebody known before all others."""
        first = next((who for who in people if who.id), people[0] if people else None)
        if first is None:
            return ("",) * len(_ACTOR)
        codes = self._coded(first.id) if first.id else Coded()
        types = (*codes.types, "", "", "")[:3]
        return codes.code, first.name, codes.country, codes.group, "", codes.religion, "", *types

    def _codes(self, actor: str) -> Coded:
        return coded(described(self._source.ledger.store, actor, merged=True))

    def _report(self, report: str) -> tuple[str | None, int]:
        """The address of a report, and where its first paragraph ends (code points)."""
        [row] = self._source.ledger.rows(_REPORT, (report,))
        told = self._source.hidden({"url": row["url"]})
        return told["url"], row["lead"] or row["length"]

    def _admin1(self, shown: Happening) -> str | None:
        """The division in which the place of a telling lies."""
        report, _, event = shown.row.rpartition(":")
        found = self._source.ledger.rows(_DIVISION, (report, event)) if shown.place else []
        return found[0]["admin1"] if found else None


def _dates(shown: Happening) -> tuple[Field, ...]:
    """SQLDATE, MonthYear, Year and FractionDate, as far as the interval pins them down."""
    day = when.the_day(shown.start, shown.end)
    month, year = when.the_month(shown.start, shown.end), when.the_year(shown.start, shown.end)
    return f"{day:%Y%m%d}" if day else "", month, year, _fraction(day) if day else ""


def _fraction(day: date) -> str:
    """GDELT's way to write a day as a part of its year.

    >>> _fraction(date(2013, 8, 14))
    '2013.6959'
    """
    return f"{day.year + (day.month * 30 + day.day) / 365:.4f}"


_REPORT = """
SELECT v.url, instr(t.text, char(10) || char(10)) AS lead, length(t.text) AS length FROM current_readings c
JOIN report_versions v ON v.id = c.version JOIN texts t ON t.id = v.text WHERE c.report = ?
"""
_DIVISION = """
SELECT p.admin1 FROM current_readings c JOIN event_rows e ON e.reading = c.reading
JOIN place_rows p ON p.reading = e.reading AND p.id = e.place WHERE c.report = ? AND e.id = ?
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
