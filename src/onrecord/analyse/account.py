"""What is in a ledger, on half a page: who speaks, what happened and how certain it is, who is in it, one dispute."""

from __future__ import annotations

import msgspec

from onrecord.analyse.disputes import Dispute, disputes
from onrecord.ledger import Coverage, Ledger, Who

MOST = 8
"""Voices and actors that are named."""


class Tally(msgspec.Struct, frozen=True):
    """Somebody and how often; `kind` is of actor, or the words' kind for a source without a known name."""

    who: Who
    kind: str
    count: int


class Cell(msgspec.Struct, frozen=True):
    """How many events have this status and this certainty."""

    status: str
    certainty: str
    count: int


class Account(msgspec.Struct, frozen=True):
    """The account.

    Args:
        reports, claims, events, relations, figures: how many rows, of current readings.
        first, last: ISO days of the earliest and the latest report; null where none is dated. undated: reports.
        voices: who speaks most. unnamed: claims of sources that nobody known stands for. by_certainty: of events.
        rejected: rows that people rejected, which no number counts; open: decisions that wait for a person.
        actors: those in most reports. dispute: the one that most origins tell and that is widest apart.
    """

    reports: int
    publishers: tuple[str, ...]
    first: str | None
    last: str | None
    undated: int
    claims: int
    events: int
    relations: int
    figures: int
    voices: tuple[Tally, ...]
    unnamed: int
    by_certainty: tuple[Cell, ...]
    actors: tuple[Tally, ...]
    dispute: Dispute | None
    coverage: Coverage
    rejected: int = 0
    open: int = 0


def account(ledger: Ledger) -> Account:
    """The account of a ledger as it stands."""
    with ledger.snapshot():
        [told] = ledger.rows(_TOLD)
        [rows] = ledger.rows(_ROWS)
        disputed = disputes(ledger, limit=1).rows
        return Account(
            reports=told["reports"],
            publishers=tuple(row["publisher"] for row in ledger.rows(_PUBLISHERS)),
            first=told["first"],
            last=told["last"],
            undated=told["undated"],
            claims=rows["claims"],
            events=rows["events"],
            relations=rows["relations"],
            figures=rows["figures"],
            voices=_tallies(ledger, _VOICES),
            unnamed=rows["unnamed"],
            by_certainty=tuple(Cell(row["status"], row["certainty"], row["n"]) for row in ledger.rows(_CELLS)),
            actors=_tallies(ledger, _ACTORS),
            dispute=disputed[0] if disputed else None,
            coverage=ledger.coverage(),
            rejected=ledger.rows("SELECT count(*) FROM judged_rows WHERE verdict = 'rejected'")[0][0],
            open=len(ledger.queue()),
        )


def _tallies(ledger: Ledger, sql: str) -> tuple[Tally, ...]:
    return tuple(Tally(Who(row["id"], row["name"]), row["kind"], row["n"]) for row in ledger.rows(sql, (MOST,)))


_TOLD = """
SELECT count(*) AS reports, min(substr(v.published, 1, 10)) AS first, max(substr(v.published, 1, 10)) AS last,
  coalesce(sum(v.published IS NULL), 0) AS undated
FROM current_readings c JOIN report_versions v ON v.id = c.version
"""
_PUBLISHERS = """
SELECT v.publisher FROM current_readings c JOIN report_versions v ON v.id = c.version
WHERE v.publisher IS NOT NULL GROUP BY v.publisher ORDER BY count(*) DESC, v.publisher
"""
_ROWS = """
SELECT (SELECT count(*) FROM current_readings c JOIN attribution_rows a ON a.reading = c.reading) AS claims,
  (SELECT count(*) FROM current_readings c JOIN event_rows e ON e.reading = c.reading) AS events,
  (SELECT count(*) FROM current_readings c JOIN relation_rows r ON r.reading = c.reading) AS relations,
  (SELECT count(*) FROM current_readings c JOIN figure_rows f ON f.reading = c.reading) AS figures,
  (SELECT count(*) FROM current_readings c JOIN attribution_rows a ON a.reading = c.reading WHERE NOT EXISTS (
    SELECT 1 FROM attribution_actors s WHERE s.reading = a.reading AND s.attribution = a.id AND s.role = 'speaker'
  )) AS unnamed
"""
_VOICES = """
SELECT l.id, l.name, l.kind, count(*) AS n
FROM current_readings c JOIN attribution_actors s ON s.reading = c.reading JOIN ledger_actors l ON l.id = s.actor
WHERE s.role = 'speaker' GROUP BY l.id ORDER BY n DESC, l.name LIMIT ?
"""
_CELLS = """
SELECT e.status, e.certainty, count(*) AS n
FROM current_readings c JOIN event_rows e ON e.reading = c.reading
GROUP BY e.status, e.certainty ORDER BY n DESC, e.status, e.certainty
"""
_ACTORS = """
SELECT l.id, l.name, l.kind, count(*) AS n
FROM current_readings c JOIN actor_rows a ON a.reading = c.reading JOIN ledger_actors l ON l.id = a.actor
WHERE l.kind <> 'episode' AND a.present
GROUP BY l.id ORDER BY n DESC, l.name LIMIT ?
"""
