"""Between which days a report without a date was published, as far as its own text says: shown beside its rows."""

from __future__ import annotations

import sqlite3

import msgspec

from onrecord.model import Bounds

COLUMNS = "b.since AS bound_from, b.until AS bound_until, b.reasons AS bound_why"
"""What `bounds_of` needs of a query that has `JOIN`."""
JOIN = "LEFT JOIN bounds_rows b ON b.reading = c.reading"


def bounds_of(row: sqlite3.Row) -> Bounds | None:
    """The bounds of the report that a row is of; None where its text sets none, or it has a date."""
    if row["bound_why"] is None:
        return None
    return Bounds(row["bound_from"], row["bound_until"], tuple(msgspec.json.decode(row["bound_why"], type=list[str])))
