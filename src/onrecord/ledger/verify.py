"""Whether a ledger says what it was given: every hash, span, row and reference, and SQLite's own checks."""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Iterator

import msgspec

from onrecord.errors import LedgerDamaged
from onrecord.ledger import coded, decisions, figures, happenings, same, settle, tallies, tombstones
from onrecord.ledger.covered import ERASED
from onrecord.ledger.ledger import Ledger
from onrecord.ledger.prints import runs, sampled
from onrecord.ledger.references import dangling, spans
from onrecord.ledger.rows import NUMBERED, Leads, rows_of
from onrecord.ledger.store import FULL_TEXT, Store
from onrecord.model import Reading


class Problem(msgspec.Struct, frozen=True):
    """Something that is wrong in a ledger.

    Args:
        kind: hash, span, reference, row, reading, decision, erasure, index, guard or file. where: the report, row or
            table.
        message: a sentence.
    """

    kind: str
    where: str
    message: str


def verify(ledger: Ledger) -> list[Problem]:
    """All that is wrong in a ledger; an empty list where it is whole.

    Checks the file (SQLite's integrity check), the full-text indexes, the triggers that keep it append-only, the
    SHA-256 of every original, text and reading, the indexes of origins, happenings, figures and tallies, that every
    span is what the text says at its offsets, that the rows are those of the stored reading, that every reference leads
    somewhere, that each report has one current reading, the chain of hashes of the decisions, that what follows from
    them is what is shown, that samples are what their seeds draw from their frames
    and codes lie in them, and that what was erased and its tombstones fit one another.

    Raises:
        LedgerBusy: another process keeps it locked.
    """
    store = ledger.store
    with store.snapshot():
        found = [
            problem
            for check in (
                _file,
                _originals,
                _texts,
                _failures,
                _current,
                _origins,
                _figures,
                _guarded,
                _readings,
                _decisions,
                _erasures,
            )
            for problem in _checked(store, check)
        ]
    return found + list(_checked(store, _indexes))


def _checked(store: Store, check: Callable[[Store], Iterator[Problem]]) -> Iterator[Problem]:
    """What a check finds; that SQLite cannot even read what it asks for is a finding, and ends that check alone."""
    try:
        yield from check(store)
    except LedgerDamaged as error:
        yield Problem("file", store.path.name, error.message)


def _readings(store: Store) -> Iterator[Problem]:
    leads = same.leads(store)
    for row in store.rows(_READINGS):
        yield from _reading(store, row, leads)


def _file(store: Store) -> Iterator[Problem]:
    for row in store.rows("PRAGMA integrity_check"):
        if row[0] != "ok":
            yield Problem("file", store.path.name, row[0])
    for row in store.rows("PRAGMA foreign_key_check"):
        yield Problem("reference", row["table"], f"row {row['rowid']} refers to no row of {row['parent']}")


def _originals(store: Store) -> Iterator[Problem]:
    for row in store.rows("SELECT sha256 FROM originals WHERE substr(sha256, 1, length(?)) <> ?", (ERASED, ERASED)):
        packed = store.value("SELECT bytes FROM originals WHERE sha256 = ?", (row["sha256"],))
        yield from _packed(packed, row["sha256"], f"original {row['sha256'][:16]}")


def _failures(store: Store) -> Iterator[Problem]:
    for row in store.rows("SELECT source_id, sha256, bytes FROM failures WHERE bytes IS NOT NULL"):
        yield from _packed(row["bytes"], row["sha256"], f"failure {row['source_id']}")


def _packed(packed: bytes, sha256: str, where: str) -> Iterator[Problem]:
    try:
        digest = hashlib.sha256(zlib.decompress(packed)).hexdigest()
    except (zlib.error, TypeError) as problem:
        yield Problem("hash", where, f"its bytes cannot be unpacked: {problem}")
        return
    if digest != sha256:
        yield Problem("hash", where, "its bytes do not match their SHA-256")


def _texts(store: Store) -> Iterator[Problem]:
    for row in store.rows("SELECT sha256, text FROM texts"):
        if hashlib.sha256(row["text"].encode()).hexdigest() != row["sha256"]:
            yield Problem("hash", f"text {row['sha256'][:16]}", "the text does not match its SHA-256")


def _current(store: Store) -> Iterator[Problem]:
    for row in store.rows("SELECT id FROM report_rows WHERE id NOT IN (SELECT report FROM current_readings)"):
        yield Problem("reading", row["id"], "the report has no current reading")
    for row in store.rows(_MISLED):
        yield Problem("reading", row["report"], "its current reading is of another report or version")


def _origins(store: Store) -> Iterator[Problem]:
    for row in store.rows(_UNTRACED):
        yield Problem("index", row["report"], "its origin is missing, or not that of its group")
    for row in store.rows("SELECT id, sha256, text FROM texts"):
        stored = {print_[0] for print_ in store.rows("SELECT print FROM text_prints WHERE text = ?", (row["id"],))}
        if stored != set(sampled(runs(row["text"]))):
            yield Problem("index", f"text {row['sha256'][:16]}", "its runs of words are not those of the text")


def _figures(store: Store) -> Iterator[Problem]:
    yield from (Problem("index", where, message) for where, message in happenings.faults(store))
    yield from (Problem("index", where, message) for where, message in figures.wrong(store))
    for what, key in tallies.wrong(store):
        yield Problem("index", f"tally {what} {key}".rstrip(), "it is not what counting the rows gives")


def _guarded(store: Store) -> Iterator[Problem]:
    for name, sql in store.guards().items():
        if sql is None:
            table, verb = name.rsplit("_no_", 1)
            message = f"the trigger that refuses {verb.upper()} is missing, or is not as it was made"
            yield Problem("guard", table, message)


def _decisions(store: Store) -> Iterator[Problem]:
    yield from (Problem("decision", where, message) for where, message in decisions.broken(store))
    yield from (Problem("decision", where, message) for where, message in settle.astray(store))
    yield from (Problem("decision", where, message) for where, message in coded.astray(store))


def _erasures(store: Store) -> Iterator[Problem]:
    yield from (Problem("erasure", where, message) for where, message in tombstones.wrong(store))


def _reading(store: Store, row: sqlite3.Row, leads: Leads) -> Iterator[Problem]:
    where = f"{row['report']} (reading {row['id']})"
    packed = store.rows("SELECT * FROM reading_bytes WHERE reading = ?", (row["id"],))
    if not packed:
        yield Problem("reading", where, "the whole reading is missing")
        return
    wrong = list(_packed(packed[0]["json"], packed[0]["sha256"], where))
    if wrong:
        yield from wrong
        return
    try:
        reading = Reading.from_json(zlib.decompress(packed[0]["json"]))
    except msgspec.MsgspecError as problem:
        yield Problem("reading", where, f"the stored reading is no reading: {problem}")
        return
    text = row["text"]
    if reading.report.text != text:
        yield Problem("span", where, "the reading's text is not the report's")
    yield from (Problem("span", f"{row['report']}:{what}", _SPAN) for what in spans(reading, text))
    yield from (Problem("reference", f"{row['report']}:{what}", message) for what, message in dangling(reading))
    yield from _rows(store, row["id"], where, reading, leads)


def _rows(store: Store, number: int, where: str, reading: Reading, leads: Leads) -> Iterator[Problem]:
    """Compares the rows in the tables with those that the stored reading gives."""
    for table, expected in rows_of(number, reading, leads).items():
        stored = [tuple(row) for row in store.rows(f"SELECT * FROM {table} WHERE reading = ?", (number,))]
        if table in NUMBERED:
            stored = [row[1:] for row in stored]
        if len(stored) != len(expected):
            message = f"{len(stored)} rows, but the reading gives {len(expected)}"
            yield Problem("row", f"{table} of {where}", message)
        for row in sorted(set(stored) - set(expected), key=repr)[:3]:
            yield Problem("row", f"{table} of {where}", f"not what the reading gives: {_short(row)}")


def _short(row: tuple[object, ...]) -> str:
    line = ", ".join(str(value) for value in row[1:])
    return line if len(line) <= 120 else line[:119] + "…"


def _indexes(store: Store) -> Iterator[Problem]:
    for index in FULL_TEXT:
        if not store.index_is_whole(index):
            yield Problem("index", index, "the full-text index does not match the rows it stands for")


_SPAN = "the span's words are not those of the text at its offsets"
_READINGS = """
SELECT d.id, d.report, t.text FROM readings d
JOIN report_versions v ON v.id = d.version JOIN texts t ON t.id = v.text ORDER BY d.id
"""
_UNTRACED = """
SELECT c.report FROM current_readings c LEFT JOIN report_origins o ON o.report = c.report
LEFT JOIN report_origins l ON l.report = o.lead WHERE o.origin IS NOT c.origin OR l.origin IS NOT c.origin
"""
_MISLED = """
SELECT c.report FROM current_readings c LEFT JOIN readings d ON d.id = c.reading
WHERE d.report IS NOT c.report OR d.version IS NOT c.version
"""
