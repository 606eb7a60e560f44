"""The reports of a ledger, and the inputs that gave none."""

from __future__ import annotations

import zlib

from onrecord.errors import NoSuchRow
from onrecord.ingest.given import Failure
from onrecord.ledger import tallies, tombstones
from onrecord.ledger.bounds import COLUMNS, JOIN, bounds_of, marks_of
from onrecord.ledger.found import Coverage, Expected, Found, ReportCard
from onrecord.ledger.store import Store

SHORTEST = 6
"""Hex digits that the beginning of a report's id must have to stand for it."""


def coverage(store: Store) -> Coverage:
    """How many inputs were read, and how many could not be."""
    not_read = store.rows("SELECT state, count(*) AS reports FROM not_read GROUP BY state")
    read = tallies.of(store, "state").get("read", 0)
    covered = store.value(
        "SELECT count(DISTINCT report) FROM erased_reports WHERE report IN (SELECT id FROM report_rows)"
    )
    return Coverage(read, **{row["state"]: row["reports"] for row in not_read}, covered=covered)


def listed(store: Store, limit: int) -> Found[ReportCard]:
    """The reports, by day of publication; those without a date last."""
    rows = store.rows(
        f"SELECT v.*, c.origin AS source, r.source_id, d.reader, {COLUMNS} FROM current_readings c"
        " JOIN report_versions v ON v.id = c.version JOIN report_rows r ON r.id = c.report"
        f" JOIN readings d ON d.id = c.reading {JOIN}"
        " ORDER BY c.day, v.published, c.report LIMIT ?",
        (limit + 1,),
    )
    cards = tuple(
        ReportCard(
            row["report"], row["source_id"], row["state"], row["title"], row["publisher"], row["published"],
            row["agency"], row["url"], row["language"], row["reader"], row["published_basis"], bounds_of(row),
            marks_of(row),
        )
        for row in rows[:limit]
    )  # fmt: skip
    origins = len({row["source"] for row in rows[:limit]})
    return Found(cards, coverage(store), len(rows) > limit, expected=Expected(0, len(cards), origins))


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
