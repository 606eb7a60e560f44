"""The reports of a ledger, and the inputs that gave none."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Iterable

from onrecord.errors import BadQuery, NoSuchRow
from onrecord.ingest.given import Failure
from onrecord.ledger import tallies, tombstones
from onrecord.ledger.bounds import COLUMNS, JOIN, bounds_of, marks_of
from onrecord.ledger.days import Day, between
from onrecord.ledger.found import Coverage, Expected, Found, NotRead, ReportCard, Tallied
from onrecord.ledger.judged import unmarked
from onrecord.ledger.store import Store

SHORTEST = 6
"""Hex digits that the beginning of a report's id must have to stand for it."""
STATES = ("read", "not_english")
"""The states of reports."""
UNDATED = "9999"
"""Stands for a day that is not known, so that it comes last."""
_ESCAPED = re.compile("(?=[!%_])")


def coverage(store: Store) -> Coverage:
    """How many inputs were read, and how many could not be."""
    not_read = store.rows("SELECT state, count(*) AS reports FROM not_read GROUP BY state")
    read = tallies.of(store, "state").get("read", 0)
    covered = store.value(
        "SELECT count(DISTINCT report) FROM erased_reports WHERE report IN (SELECT id FROM report_rows)"
    )
    return Coverage(read, **{row["state"]: row["reports"] for row in not_read}, covered=covered)


def listed(
    store: Store,
    limit: int,
    *,
    publisher: str | None = None,
    start: Day = None,
    end: Day = None,
    state: str | None = None,
    marked: str | None = None,
    title: str | None = None,
    offset: int = 0,
) -> Found[ReportCard]:
    """The reports that pass every filter, by day of publication; those without a date last.

    Args:
        publisher: as it is written. start, end: first and last day of publication, both included.
        state: "read" or "not_english". marked: only those whose source people marked so ("any" for every mark).
        title: words, or parts of them, that must all be in the title. offset: how many of the first to leave out.

    Raises:
        BadDate, BadQuery: a filter is not what it should be.
    """
    where, values = _asked(store, publisher, start, end, state, marked, title)
    with store.snapshot():
        rows = store.rows(_CARDS.format(where=where), (*values, limit + 1, offset))
        cards = tuple(map(_card, rows[:limit]))
        origins = len({row["source"] for row in rows[:limit]})
        notes = _undated(store) if start is not None or end is not None else ()
        return Found(cards, coverage(store), len(rows) > limit, notes, expected=Expected(0, len(cards), origins))


def _asked(
    store: Store, publisher: str | None, start: Day, end: Day, state: str | None, marked: str | None, title: str | None
) -> tuple[str, list[str]]:
    """Filters as a condition on current_readings c and report_versions v, and its values."""
    since, until = between(start, end)
    where, values = ["1"], list[str]()

    def add(condition: str, *some: str) -> None:
        where.append(condition)
        values.extend(some)

    if since is not None:
        add("c.day >= ?", since)
    if since is not None or until is not None:
        add("c.day < ?", until or UNDATED)
    if publisher is not None:
        add("v.publisher = ?", publisher)
    if state is not None:
        if state not in STATES:
            raise BadQuery(f"no report has the state {state!r}", f"Use one of {', '.join(STATES)}.")
        add(
            "v.state = 'read'"
            if state == "read"
            else "c.version IN (SELECT id FROM report_versions WHERE state <> 'read')"
        )
    if marked is not None:
        condition, some = unmarked(store, marked, "")
        add(condition, *some)
    for word in (title or "").split():
        add("v.title LIKE ? ESCAPE '!'", f"%{_ESCAPED.sub('!', word)}%")
    return " AND ".join(where), values


def _card(row: sqlite3.Row) -> ReportCard:
    return ReportCard(
        row["report"], row["source_id"], row["state"], row["title"], row["publisher"], row["published"],
        row["agency"], row["url"], row["language"], row["reader"], row["published_basis"], bounds_of(row),
        marks_of(row),
    )  # fmt: skip


def _undated(store: Store) -> tuple[str, ...]:
    number = store.value("SELECT count(*) FROM current_readings WHERE day = ?", (UNDATED,))
    return (f"Reports without a date are left out: {number:,}.",) if number else ()


def tallied(store: Store, cards: Iterable[str]) -> dict[str, Tallied]:
    """How many rows some reports (ids) have, and where they come from; by report."""
    found = {}
    for report in cards:
        [row] = store.rows(_TALLIED, (report,))
        found[report] = Tallied(*row)
    return found


def not_read(store: Store, limit: int, offset: int = 0) -> tuple[NotRead, ...]:
    """The inputs that no list can have rows of, and why, without their bytes; one more than asked for if there are."""
    rows = store.rows(f"{_NOT_READ} LIMIT ? OFFSET ?", (limit + 1, offset))
    return tuple(NotRead(*row) for row in rows)


def failures(store: Store) -> tuple[Failure, ...]:
    """The inputs that gave no report, and still have none."""
    rows = store.rows(
        "SELECT f.* FROM not_read n JOIN failures f ON f.id = n.failure ORDER BY f.source_id, f.line, f.id"
    )
    return tuple(
        Failure(
            row["source_id"],
            row["state"],
            row["code"],
            row["message"],
            row["next_step"],
            row["line"],
            None if row["bytes"] is None else zlib.decompress(row["bytes"]),
        )
        for row in rows
    )


def find(store: Store, words: str) -> str:
    """The id of the report that an id, the beginning of one, a url or a source id names.

    Raises:
        NoSuchRow: none, or several.
        Erased: it was erased.
    """
    rows = store.rows(
        "SELECT id FROM report_rows WHERE id = :words OR source_id = :words"
        " UNION SELECT report FROM report_versions WHERE url = :words",
        {"words": words},
    )
    if not rows and len(words) >= SHORTEST:
        rows = store.rows("SELECT id FROM report_rows WHERE id >= ? AND id < ? ORDER BY id", (words, f"{words}g"))
    if not rows and len(words) >= SHORTEST:
        tombstones.look(store, words)
    if not rows:
        raise NoSuchRow(f"no report {words} in {store.path.name}")
    if len(rows) > 1:
        several = ", ".join(row["id"] for row in rows[:5])
        raise NoSuchRow(f"{words} names {len(rows)} reports in {store.path.name}: {several}", "Give the whole id.")
    found: str = rows[0]["id"]
    return found


_CARDS = f"""
WITH some AS MATERIALIZED (
  SELECT c.reading FROM current_readings c JOIN report_versions v ON v.id = c.version WHERE {{where}}
  ORDER BY c.day, v.published, c.report LIMIT ? OFFSET ?)
SELECT v.*, c.origin AS source, r.source_id, d.reader, {COLUMNS} FROM some s
CROSS JOIN current_readings c ON c.reading = s.reading
JOIN report_versions v ON v.id = c.version JOIN report_rows r ON r.id = c.report
JOIN readings d ON d.id = c.reading {JOIN}
ORDER BY c.day, v.published, c.report
"""
_TALLIED = """
SELECT (SELECT count(*) FROM attribution_rows a WHERE a.reading = c.reading),
  (SELECT count(*) FROM event_rows e WHERE e.reading = c.reading),
  (SELECT count(*) FROM relation_rows e WHERE e.reading = c.reading),
  (SELECT count(*) FROM figure_rows e WHERE e.reading = c.reading), o.reason, o.source, o.share
FROM current_readings c JOIN report_origins o ON o.report = c.report WHERE c.report = ?
"""
_NOT_READ = """
SELECT source_id, state, code, message, next_step, line, report FROM not_read ORDER BY source_id, line, failure
"""
