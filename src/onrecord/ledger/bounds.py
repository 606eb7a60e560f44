"""What is shown of a report beside its rows: between which days it was published, as far as its own text says, where it
has no date; and how people marked its source."""

from __future__ import annotations

import sqlite3

import msgspec

from onrecord.model import Bounds

BETWEEN = "\x1f"
"""What parts the words of several marks in a query's column."""
COLUMNS = (
    "b.since AS bound_from, b.until AS bound_until, b.reasons AS bound_why,"
    f" (SELECT group_concat(words, char({ord(BETWEEN)})) FROM report_marks WHERE report = c.report) AS marked"
)
"""What `bounds_of` and `marks_of` need of a query that has `JOIN`."""
JOIN = "LEFT JOIN bounds_rows b ON b.reading = c.reading"


def bounds_of(row: sqlite3.Row) -> Bounds | None:
    """The bounds of the report that a row is of; None where its text sets none, or it has a date."""
    if row["bound_why"] is None:
        return None
    return Bounds(row["bound_from"], row["bound_until"], tuple(msgspec.json.decode(row["bound_why"], type=list[str])))


def marks_of(row: sqlite3.Row) -> tuple[str, ...]:
    """The words that people marked the source of a row with."""
    return tuple(sorted(set(row["marked"].split(BETWEEN)))) if row["marked"] else ()
