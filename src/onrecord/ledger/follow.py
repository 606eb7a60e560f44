"""What follows from which reading of a report counts: its origin, its events and figures among
those of others, the tallies.
"""

from __future__ import annotations

from onrecord.ledger import figures, happenings, origins, tallies
from onrecord.ledger.store import Store


def current(store: Store, report: str) -> tuple[int, int] | None:
    """The reading of a report that counts, and its version."""
    rows = store.rows("SELECT reading, version FROM current_readings WHERE report = ?", (report,))
    return (rows[0]["reading"], rows[0]["version"]) if rows else None


def follow(store: Store, report: str, before: tuple[int, int] | None) -> None:
    """Brings the indexes up to date where another reading counts than before; inside a transaction."""
    now = current(store, report)
    if now is None or now == before:
        return
    if before is not None:
        leave(store, before[0])
    enter(store, now[0])
    if before is None or before[1] != now[1]:
        origins.trace(store, report)


def enter(store: Store, reading: int) -> None:
    """Takes a reading that has become current into the indexes of rows."""
    tallies.count(store, reading, 1)
    figures.enter(store, reading)
    happenings.enter(store, reading)


def leave(store: Store, reading: int) -> None:
    """Takes a reading that is no longer current out of the indexes of rows."""
    tallies.count(store, reading, -1)
    figures.leave(store, reading)
    happenings.leave(store, reading)


def finish(store: Store) -> None:
    """What is left to do once, at the end of a transaction."""
    for reading in sorted(happenings.settle(store)):
        figures.leave(store, reading)
        figures.enter(store, reading)
    figures.rank(store)
