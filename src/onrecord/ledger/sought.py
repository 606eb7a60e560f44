"""What an erasure is about: the reports that are named, or where words stand, and how much of it there is."""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from onrecord.errors import BadDecision
from onrecord.ledger import instead, reports
from onrecord.ledger.columns import WORDS
from onrecord.ledger.covered import ERASED, covered, holds, places_in
from onrecord.ledger.found import ErasedReport
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import TABLES, rows_of
from onrecord.ledger.store import Store
from onrecord.ledger.words import Words
from onrecord.model import Reading

FAILED_OF = """
SELECT f.id FROM failures f WHERE (f.line IS NULL AND f.source_id IN
    (SELECT r.source_id FROM report_rows r WHERE r.id IN (SELECT value FROM json_each(?1))))
  OR f.sha256 IN (SELECT r.sha256 FROM report_rows r WHERE r.id IN (SELECT value FROM json_each(?1)))
"""
"""The failures of the inputs that some reports (a JSON list of ids) were read from."""


def chosen(store: Store, targets: Collection[str]) -> list[str]:
    """The ids of the reports that are named.

    Raises:
        BadDecision: none is named. NoSuchRow, Erased: one is not there.
    """
    if not targets:
        raise BadDecision("no report is named", "Name reports; words can be erased everywhere: --everywhere.")
    return list(dict.fromkeys(reports.find(store, target) for target in targets))


def touched(store: Store, words: Words, chosen: Iterable[str] | None) -> Iterator[str]:
    """The reports that hold words anywhere: in their text, metadata, readings or original bytes."""
    if chosen is None:
        chosen = [row[0] for row in store.rows("SELECT id FROM report_rows ORDER BY rowid")]
    yield from (report for report in chosen if _holds(store, report, words))


def _holds(store: Store, report: str, words: Words) -> bool:
    row = store.rows(_INPUT, (report,))[0]
    if words.stand_in(row["source_id"]):
        return True
    for version in store.rows(
        "SELECT v.*, t.text AS whole FROM report_versions v JOIN texts t ON t.id = v.text"
        " WHERE v.report = ? AND v.base IS NULL",
        (report,),
    ):
        if any(
            words.stand_in(version[column]) for column in ("whole", *WORDS["report_versions"]) if column != "origin"
        ):
            return True
    for (packed,) in store.rows(
        "SELECT b.json FROM readings d JOIN reading_bytes b ON b.reading = d.id WHERE d.report = ? AND d.base IS NULL",
        (report,),
    ):
        if words.stand_in(_plain(packed)) and holds(Reading.from_json(zlib.decompress(packed)), words):
            return True
    return bool(row["bytes"]) and words.stand_in_bytes(zlib.decompress(row["bytes"]))


def _plain(packed: bytes) -> str:
    """The JSON of a reading with spaces for the signs that part lines: a quick look at it needs no more."""
    return _LINES.sub(" ", zlib.decompress(packed).decode())


def elsewhere(store: Store, words: Words, touched: Collection[str]) -> int:
    """In how many other reports full-text search finds the words."""
    found = {row[0] for name in words.names for row in store.rows(_FOUND, (_phrase(name),))}
    return len(found - set(touched))


def _phrase(name: str) -> str:
    """A name as a phrase of full-text search."""
    return '"' + name.replace('"', " ") + '"'


def whole(store: Store, report: str) -> ErasedReport:
    """What erasing a whole report would take."""
    current = stored(store, store.value("SELECT reading FROM current_readings WHERE report = ?", (report,))).report
    of = "reading IN (SELECT id FROM readings WHERE report = ?)"
    rows = sum(store.value(f"SELECT count(*) FROM {table} WHERE {of}", (report,)) for table in TABLES)
    return ErasedReport(report, current.source_id, current.title, 0, rows, *_original(store, report))


def some(store: Store, report: str, words: Words) -> ErasedReport:
    """What covering words would change in a report."""
    current = stored(store, store.value("SELECT reading FROM current_readings WHERE report = ?", (report,)))
    rows = 0
    for (number,) in store.rows("SELECT id FROM readings WHERE report = ? AND base IS NULL", (report,)):
        reading = stored(store, number)
        before, after = rows_of(number, reading, {}), rows_of(number, covered(reading, words), {})
        rows += sum(a != b for table in TABLES for a, b in zip(before[table], after[table], strict=True))
    made = current.report
    title = None if made.title is None else words.cover(made.title)
    places = places_in(current, words)
    return ErasedReport(report, words.cover(made.source_id), title, places, rows, *_original(store, report))


def _original(store: Store, report: str) -> tuple[str | None, int | None]:
    """Media and size of the bytes that a report was read from; null where they were erased before."""
    row = store.rows(_ORIGINAL, (report,))[0]
    return (None, None) if row["sha256"].startswith(ERASED) else (row["media"], row["size"])


def copies(store: Store, chosen: Collection[str]) -> int:
    """How many other reports are versions, copies or parts of some."""
    groups = {row[0] for report in chosen for row in store.rows(_TOGETHER, (report,))}
    return len(groups - set(chosen))


def alone(store: Store, words: Words, touched: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The single words of the names that would still stand in the reports, and in how many places."""
    texts = [words.cover(row[0]) for report in touched for row in store.rows(_TEXT, (report,))]
    told = ((part, sum(len(Words([part]).stretches(text)) for text in texts)) for part in words.parts())
    return tuple((part, places) for part, places in told if places)


def failures(store: Store, words: Words, touched: Collection[str] | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The failures that hold words, each with what its columns are without: of some reports' inputs, or all."""
    for (number,) in store.rows("SELECT id FROM failures" if touched is None else FAILED_OF, instead.asked(touched)):
        row = store.rows("SELECT * FROM failures WHERE id = ?", (number,))[0]
        changed: dict[str, Any] = instead.changed(row, WORDS["failures"], words.cover)
        if row["bytes"] is not None and words.stand_in_bytes(zlib.decompress(row["bytes"])):
            changed |= {"bytes": None, "sha256": None}
        if changed:
            yield number, changed


_LINES = re.compile(r"\\[nrt]")
_FOUND = """
SELECT c.report FROM text_index i JOIN report_versions v ON v.text = i.rowid JOIN current_readings c ON c.version = v.id
WHERE text_index MATCH ?
"""
_OF_REPORT = "FROM report_rows r JOIN originals o ON o.sha256 = r.sha256 WHERE r.id = ?"
_ORIGINAL = f"SELECT o.sha256, o.media, o.size {_OF_REPORT}"
_INPUT = f"SELECT r.source_id, o.bytes {_OF_REPORT}"
_TOGETHER = """
SELECT o.report FROM report_origins mine JOIN report_origins o ON o.lead = mine.lead WHERE mine.report = ?
"""
_TEXT = """
SELECT t.text FROM current_readings c JOIN report_versions v ON v.id = c.version JOIN texts t ON t.id = v.text
WHERE c.report = ?
"""
