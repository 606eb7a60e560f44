"""How things get into a ledger: only ever added, and never twice."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import msgspec

from onrecord.ingest.given import Failure, Given
from onrecord.ledger import follow, origins, same
from onrecord.ledger.covered import ERASED
from onrecord.ledger.found import Step
from onrecord.ledger.names import ledger_ids, names
from onrecord.ledger.rows import NUMBERED, everybody, rows_of
from onrecord.ledger.store import Store, now
from onrecord.model import Reading, Report

DESCRIBED = ("title", "url", "publisher", "agency", "published")
"""Metadata of which a change makes a new version, besides authors, language and the text itself."""


def wants(store: Store, report: Report, reader: str) -> bool:
    """Whether a reading of this report by this reader would add anything.

    It would not where the same metadata, or metadata that says nothing more than is known, was read by it before; nor
    where metadata that has since been replaced comes again.
    """
    version = _version(store, report)
    if version is None:
        return True
    if version != _latest(store, report.id):
        return False
    return not store.rows(_READ, (version, reader))


def completed(store: Store, given: Given) -> Given:
    """The same, with what it does not say of itself and the ledger knows; not with what people decided."""
    known = store.rows(
        "SELECT * FROM report_versions WHERE report = ? AND base IS NULL ORDER BY id DESC LIMIT 1", (given.report.id,)
    )
    if not known:
        return given
    missing = {name: known[0][name] for name in DESCRIBED if getattr(given.report, name) is None}
    if "published" in missing:
        missing["published_basis"] = known[0]["published_basis"]
    if not given.report.authors:
        missing["authors"] = tuple(msgspec.json.decode(known[0]["authors"]))
    return msgspec.structs.replace(given, report=msgspec.structs.replace(given.report, **missing))


def add(store: Store, given: Given, reading: Reading) -> Step:
    """Adds what is new of a report and its reading; inside a transaction.

    Raises:
        ValueError: the reading is of another report, or the original is not what the report's hash says.
    """
    report = reading.report
    if report.id != given.report.id:
        raise ValueError(f"the reading is of report {report.id}, not of {given.report.id}")
    new_report = not store.rows("SELECT 1 FROM report_rows WHERE id = ?", (report.id,))
    if new_report:
        _put_report(store, given)
    version = _version(store, report)
    new_version = version is None
    if version is None:
        version = _put_version(store, given, report)
    if store.rows(_READ, (version, reading.reader)):
        return "nothing"
    number = put_reading(store, version, reading)
    if not (_is_partial(reading.reader) and _has_whole(store, version)):
        before = follow.current(store, report.id)
        _put_current(store, number, version)
        follow.follow(store, report.id, before)
    if new_report:
        return "report"
    return "version" if new_version else "reading"


def add_failure(store: Store, failure: Failure) -> bool:
    """Records a failure; False where the same one is the last that is known of this input."""
    sha256 = None if failure.original is None else hashlib.sha256(failure.original).hexdigest()
    known = store.rows(
        "SELECT code, message, sha256 FROM failures WHERE source_id = ? AND line IS ? ORDER BY id DESC LIMIT 1",
        (failure.source_id, failure.line),
    )
    if known and tuple(known[0]) == (failure.code, failure.message, sha256):
        return False
    original = failure.original
    store.put(
        "INSERT INTO failures (source_id, line, state, code, message, next_step, sha256, size, bytes, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            failure.source_id, failure.line, failure.state, failure.code, failure.message, failure.next_step, sha256,
            None if original is None else len(original), None if original is None else zlib.compress(original), now(),
        ),
    )  # fmt: skip
    return True


def is_known(store: Store, report: Report) -> bool:
    """Whether a version of the report says all that this one says of itself."""
    return _version(store, report) is not None


def _version(store: Store, report: Report) -> int | None:
    """The version that says all that this report says of itself: one with the same metadata, or the latest."""
    versions = store.rows(
        "SELECT v.*, t.sha256 AS text_sha256 FROM report_versions v JOIN texts t ON t.id = v.text"
        " WHERE v.report = ? AND v.base IS NULL ORDER BY v.id DESC",
        (report.id,),
    )
    digest = _digest(report.text)
    authors = _authors(report)
    for n, known in enumerate(versions):
        if known["text_sha256"] != digest or known["language"] != report.language:
            continue
        told = [(getattr(report, name), known[name]) for name in DESCRIBED] + [(authors, known["authors"])]
        same = all(mine == theirs for mine, theirs in told)
        nothing_more = all(mine in (None, "[]", theirs) for mine, theirs in told)
        if same or (n == 0 and nothing_more):
            found: int = known["id"]
            return found
    return None


def _latest(store: Store, report: str) -> int | None:
    found: int | None = store.value("SELECT max(id) FROM report_versions WHERE report = ? AND base IS NULL", (report,))
    return found


def _put_report(store: Store, given: Given) -> None:
    report = given.report
    if report.sha256 == f"{ERASED}{report.id}":
        if not store.rows("SELECT 1 FROM originals WHERE sha256 = ?", (report.sha256,)):
            raise ValueError(f"the original of report {report.id} was erased, and not in this ledger")
    elif hashlib.sha256(given.original).hexdigest() != report.sha256:
        raise ValueError(f"the original of report {report.id} does not match its SHA-256")
    else:
        store.put(
            "INSERT INTO originals VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (report.sha256, given.media, len(given.original), zlib.compress(given.original)),
        )
    store.put("INSERT INTO report_rows VALUES (?, ?, ?, ?)", (report.id, report.sha256, report.source_id, now()))


def _put_version(store: Store, given: Given, report: Report) -> int:
    digest = _digest(report.text)
    text = store.value("SELECT id FROM texts WHERE sha256 = ?", (digest,))
    if text is None:
        text = store.put("INSERT INTO texts (sha256, text) VALUES (?, ?)", (digest, report.text))
    return store.put(
        "INSERT INTO report_versions (report, text, title, url, publisher, authors, agency, published,"
        " published_basis, captured, language, state, origin, added_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            report.id, text, report.title, report.url, report.publisher, _authors(report), report.agency,
            report.published, report.published_basis, report.captured, report.language,
            "not_english" if given.state == "not_english" else "read",
            origins.key(report.agency, report.publisher, report.id), now(),
        ),
    )  # fmt: skip


def put_reading(
    store: Store, version: int, reading: Reading, base: int | None = None, decisions: str | None = None
) -> int:
    """Stores the whole reading, and the rows of what was stored: so they are what `verify` will make of it.

    Args:
        version: of the report. base, decisions: the machine's reading that it follows from, and with which decisions
            (JSON); null for a machine's reading.

    Returns:
        its number.
    """
    number = store.put(
        "INSERT INTO readings (report, version, reader, added_at, base, decisions) VALUES (?, ?, ?, ?, ?, ?)",
        (reading.report.id, version, reading.reader, now(), base, decisions),
    )
    put_rows(store, number, reading, named=base is None)
    return number


def put_rows(
    store: Store,
    number: int,
    reading: Reading,
    numbers: Mapping[str, Sequence[int]] = MappingProxyType({}),
    *,
    named: bool = True,
) -> None:
    """Stores the bytes of a reading, whom it names, and its rows; inside a transaction.

    Args:
        number: of the reading. numbers: those that its rows are to have, by table; without them SQLite gives new ones.
        named: whether the names in it are kept, as those of a machine's reading are.
    """
    whole = reading.to_json()
    store.put(
        "INSERT INTO reading_bytes VALUES (?, ?, ?)", (number, hashlib.sha256(whole).hexdigest(), zlib.compress(whole))
    )
    reading = Reading.from_json(whole)
    store.put_all(
        "INSERT INTO ledger_actors VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name,"
        " kind = excluded.kind WHERE ledger_actors.name = ledger_actors.id AND excluded.name <> excluded.id",
        [(actor, name, kind) for actor, (name, kind) in everybody(reading).items()],
    )
    store.put_all(
        "INSERT INTO actor_names VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
        names(reading, ledger_ids(reading)) if named else (),
    )
    for table, rows in rows_of(number, reading, same.leads_in(store, reading)).items():
        if not rows:
            continue
        if table in NUMBERED:
            kept = numbers.get(table) or (None,) * len(rows)
            numbered = [(n, *row) for n, row in zip(kept, rows, strict=True)]
            store.put_all(f"INSERT INTO {table} VALUES ({', '.join('?' * len(numbered[0]))})", numbered)
        else:
            store.put_all(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)


def _is_partial(reader: str) -> bool:
    """Whether a reader fills only some sections; its name says so, see `reader.version`."""
    return " only " in reader


def _has_whole(store: Store, version: int) -> bool:
    """Whether the machine's reading that counts is of this version and fills all sections."""
    found = store.rows(
        "SELECT d.reader FROM readings d JOIN current_readings c ON c.machine = d.id WHERE d.version = ?", (version,)
    )
    return bool(found) and not _is_partial(found[0]["reader"])


def _put_current(store: Store, number: int, version: int) -> None:
    """Moves the pointer to a reading, unless the one it points to is of newer metadata."""
    store.put(
        "INSERT INTO current_readings"
        " SELECT :number, report, id, coalesce(substr(published, 1, 10), '9999'), origin, :number"
        " FROM report_versions WHERE id = :version ON CONFLICT (report) DO UPDATE SET reading = excluded.reading,"
        " version = excluded.version, day = excluded.day, machine = excluded.machine, origin = CASE version"
        " WHEN excluded.version THEN origin ELSE excluded.origin END"
        " WHERE excluded.version >= (SELECT d.version FROM readings d WHERE d.id = current_readings.machine)",
        {"number": number, "version": version},
    )


def _authors(report: Report) -> str:
    return msgspec.json.encode(report.authors).decode()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


_READ = "SELECT 1 FROM readings WHERE version = ? AND reader = ? AND base IS NULL"
