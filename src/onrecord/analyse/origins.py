"""Which reports come from one source: copies, versions, and stories of one agency."""

from __future__ import annotations

import sqlite3
from collections import defaultdict

import msgspec

from onrecord.ledger import Coverage, Ledger
from onrecord.ledger.origins import Origin, Reason


class Traced(msgspec.Struct, frozen=True):
    """A report and why it has its origin.

    Args:
        report: id. published: ISO date or date-time. reason, of, share: see `onrecord.ledger.origins.Origin`.
    """

    report: str
    title: str | None
    publisher: str | None
    published: str | None
    agency: str | None
    url: str | None
    reason: Reason
    of: str | None = None
    share: float | None = None


class Story(msgspec.Struct, frozen=True):
    """Reports that are one story: copies and versions of its lead, which stands first.

    Args:
        origin: key of the origin that they all have. name: the agency's, outlet's or publisher's, else the lead's id.
    """

    origin: str
    name: str
    reports: tuple[Traced, ...]


class Origins(msgspec.Struct, frozen=True):
    """The stories of two and more reports, the largest first.

    Args:
        reports, origins: of the whole ledger, how many of each. stories: how many reports are left where those that
            are one story are counted once.
    """

    rows: tuple[Story, ...]
    reports: int
    stories: int
    origins: int
    coverage: Coverage
    more: bool = False


def origins(ledger: Ledger, limit: int = 50) -> Origins:
    """The reports that are copies or versions of one another, with the reason for each."""
    with ledger.snapshot():
        leads = [row["lead"] for row in ledger.rows(_LEADS, (limit + 1,))]
        groups: dict[str, list[sqlite3.Row]] = defaultdict(list)
        for lead in leads[:limit]:
            groups[lead] = ledger.rows(_MEMBERS, (lead,))
        [counted] = ledger.rows(_COUNTED)
        stories = tuple(_story(rows) for rows in groups.values())
        return Origins(
            stories, counted["reports"], counted["stories"], counted["origins"], ledger.coverage(), len(leads) > limit
        )


def origin(ledger: Ledger, report: str) -> Origin:
    """The origin of one report.

    Raises:
        NoSuchRow: no report has that id.
    """
    [row] = ledger.rows("SELECT * FROM report_origins WHERE report = ?", (ledger.find(report),))
    return Origin(row["report"], row["origin"], row["lead"], row["reason"], row["source"], row["share"])


def _story(rows: list[sqlite3.Row]) -> Story:
    lead = rows[0]
    return Story(
        lead["origin"],
        lead["agency"] or lead["publisher"] or lead["report"],
        tuple(
            Traced(
                row["report"], row["title"], row["publisher"], row["published"], row["agency"], row["url"],
                row["reason"], row["source"], row["share"],
            )
            for row in rows
        ),
    )  # fmt: skip


_LEADS = """
WITH led AS MATERIALIZED (SELECT lead, count(*) AS n FROM report_origins WHERE report <> lead GROUP BY lead)
SELECT l.lead FROM led l JOIN current_readings c ON c.report = l.lead ORDER BY l.n DESC, c.day, l.lead LIMIT ?
"""
_MEMBERS = """
SELECT o.*, v.title, v.publisher, v.published, v.agency, v.url
FROM report_origins o JOIN current_readings c ON c.report = o.report JOIN report_versions v ON v.id = c.version
WHERE o.lead = ? ORDER BY o.report <> o.lead, c.day, v.published, o.report
"""
_COUNTED = """
SELECT n AS reports, n - (SELECT count(*) FROM report_origins WHERE report <> lead) AS stories,
  (SELECT count(*) FROM (SELECT DISTINCT origin FROM report_origins)) AS origins
FROM (SELECT count(*) AS n FROM report_origins)
"""
