"""Reports, and inputs that gave none, out of which something is taken: the rows, the bytes, and the indexes on them."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Collection, Iterable

from onrecord.ledger import follow, instead, origins, settle, sought
from onrecord.ledger.columns import WORDS
from onrecord.ledger.covered import ERASED, covered
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import NUMBERED, TABLES
from onrecord.ledger.store import Store
from onrecord.ledger.words import Words
from onrecord.ledger.write import put_rows
from onrecord.model import Reading


def erase_report(store: Store, report: str) -> None:
    """Drops a report with all that was read out of it; its place in the index of origins is still to be left."""
    leave(store, report)
    store.put("DELETE FROM current_readings WHERE report = ?", (report,))
    for (number,) in store.rows("SELECT id FROM readings WHERE report = ?", (report,)):
        _drop_reading(store, number)
    texts = store.rows("SELECT DISTINCT text FROM report_versions WHERE report = ?", (report,))
    store.put("DELETE FROM report_versions WHERE report = ?", (report,))
    _drop_texts(store, texts)
    sha256 = store.value("SELECT sha256 FROM report_rows WHERE id = ?", (report,))
    store.put("DELETE FROM report_rows WHERE id = ?", (report,))
    store.put(_DROP_ORIGINAL, (sha256,))


def cover_report(store: Store, report: str, words: Words) -> list[tuple[Reading, Reading]]:
    """Covers words in a report; the machine's readings of it before and after, the one that counts at the end."""
    leave(store, report)
    texts = store.rows("SELECT DISTINCT text FROM report_versions WHERE report = ?", (report,))
    for version in store.rows("SELECT * FROM report_versions WHERE report = ?", (report,)):
        _cover_version(store, version, words)
    _drop_texts(store, texts)
    last = store.value("SELECT machine FROM current_readings WHERE report = ?", (report,))
    numbers = [
        row[0] for row in store.rows("SELECT id FROM readings WHERE report = ? ORDER BY id = ?, id", (report, last))
    ]
    readings = [_cover_reading(store, number, words) for number in numbers]
    row = store.rows("SELECT * FROM report_rows WHERE id = ?", (report,))[0]
    if not row["sha256"].startswith(ERASED):
        store.put(_NO_ORIGINAL, (f"{ERASED}{report}", row["sha256"]))
    changed = {"sha256": f"{ERASED}{report}", "source_id": words.cover(row["source_id"])}
    instead.put(store, "report_rows", "id", report, changed)
    store.put(_DROP_ORIGINAL, (row["sha256"],))
    store.put(_POINT, (report,))
    return readings


def leave(store: Store, report: str) -> None:
    """Takes a report out of the indexes of rows, lets its machine's reading count, and drops what decisions made."""
    now = follow.current(store, report)
    if now is not None:
        follow.leave(store, now[0])
    store.put("UPDATE current_readings SET reading = machine WHERE report = ?", (report,))
    store.put(_POINT, (report,))
    for (number,) in store.rows("SELECT id FROM readings WHERE report = ? AND base IS NOT NULL", (report,)):
        _drop_reading(store, number)
    store.put("DELETE FROM report_versions WHERE report = ? AND base IS NOT NULL", (report,))
    for table in ("judged_rows", "decision_homes", "report_marks"):
        store.put(f"DELETE FROM {table} WHERE report = ?", (report,))


def enter(store: Store, report: str) -> None:
    """Takes a covered report into the indexes again, and lets decisions on it take effect."""
    now = follow.current(store, report)
    if now is not None:
        follow.enter(store, now[0])
        origins.trace(store, report)
        settle.settle(store, report)


def _cover_version(store: Store, version: sqlite3.Row, words: Words) -> None:
    changed = instead.changed(version, WORDS["report_versions"], words.cover)
    text = words.cover(store.value("SELECT text FROM texts WHERE id = ?", (version["text"],)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    number = store.value("SELECT id FROM texts WHERE sha256 = ?", (digest,))
    if number is None:
        number = store.put("INSERT INTO texts (sha256, text) VALUES (?, ?)", (digest, text))
        origins.indexed(store, number, text)
    told = {**dict(version), **changed}
    origin = origins.key(told["agency"], told["publisher"], told["report"])
    instead.put(store, "report_versions", "id", version["id"], {**changed, "text": number, "origin": origin})


def _cover_reading(store: Store, number: int, words: Words) -> tuple[Reading, Reading]:
    """Makes a reading, its bytes and rows those of the covered text; its rows keep their numbers."""
    before = stored(store, number)
    reading = covered(before, words)
    numbers = {
        table: [row[0] for row in store.rows(f"SELECT rowid FROM {table} WHERE reading = ? ORDER BY rowid", (number,))]
        for table in NUMBERED
    }
    _drop_rows(store, number)
    put_rows(store, number, reading, numbers)
    return before, reading


def _drop_reading(store: Store, number: int) -> None:
    _drop_rows(store, number)
    store.put("DELETE FROM readings WHERE id = ?", (number,))


def _drop_rows(store: Store, number: int) -> None:
    for table in reversed(TABLES):
        store.put(f"DELETE FROM {table} WHERE reading = ?", (number,))
    store.put("DELETE FROM reading_bytes WHERE reading = ?", (number,))


def _drop_texts(store: Store, texts: Iterable[sqlite3.Row]) -> None:
    """Drops those of some texts that no report has any more."""
    for (text,) in texts:
        if not store.rows("SELECT 1 FROM report_versions WHERE text = ? LIMIT 1", (text,)):
            store.put("DELETE FROM text_prints WHERE text = ?", (text,))
            store.put("DELETE FROM texts WHERE id = ?", (text,))


def erase_failures(store: Store, words: Words | None, touched: Collection[str] | None) -> None:
    """Covers words in the record of failures, or drops those of earlier attempts to read what is erased."""
    if words is None:
        store.put(f"DELETE FROM failures WHERE id IN ({sought.FAILED_OF})", instead.asked(touched))
        return
    for number, changed in list(sought.failures(store, words, touched)):
        instead.put(store, "failures", "id", number, changed)


_NO_ORIGINAL = "INSERT INTO originals SELECT ?1, media, size, x'' FROM originals WHERE sha256 = ?2"
_DROP_ORIGINAL = """
DELETE FROM originals WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM report_rows WHERE sha256 = ?1)
"""
_POINT = """
UPDATE current_readings SET (version, day, origin) = (SELECT d.version, coalesce(substr(v.published, 1, 10), '9999'),
  v.origin FROM readings d JOIN report_versions v ON v.id = d.version WHERE d.id = current_readings.reading)
WHERE report = ?
"""
