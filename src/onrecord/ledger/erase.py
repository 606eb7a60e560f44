"""Erasure: a whole report, or words, are taken out of the ledger for good, and a tombstone is left.

Words are covered where they stand (see `words`); the rows of a reading are made anew from the covered reading, so that
they are still what `verify` makes of it. The bytes that a report was read from are dropped as soon as any of it is
erased. The indexes are left before and entered after it, as for another reading. All is done in one transaction; what
the file still holds in its free parts goes with `Store.scour`, which is noted as due until it is done.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Any

import msgspec

from onrecord.errors import BadDecision, LedgerDamaged, NoSuchRow
from onrecord.ledger import decisions, emptied, follow, marks, naming, origins, reports, settle
from onrecord.ledger.columns import INDEXES, JSON, READINGS, WORDS
from onrecord.ledger.covered import ERASED, bare, covered, holds, places_in
from onrecord.ledger.found import ErasedReport, Erasure
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import NUMBERED, TABLES, rows_of
from onrecord.ledger.store import FULL_TEXT, Store
from onrecord.ledger.tombstones import COVERED
from onrecord.ledger.words import Words
from onrecord.ledger.write import put_rows
from onrecord.mask import BLOCK
from onrecord.model import Decision, Reading


def look(store: Store, targets: Collection[str], words: Collection[str], everywhere: bool) -> Erasure:
    """What an erasure would take out; changes nothing. See `erase` for what is raised."""
    if everywhere and (targets or not words):
        raise BadDecision("everywhere is for words alone, and then no report is named", "Name words, or reports.")
    if not words:
        named = _chosen(store, targets)
        return Erasure("report", tuple(_whole(store, report) for report in named), copies=_copies(store, named))
    wanted = Words(words)
    chosen = None if everywhere else _chosen(store, targets)
    found = tuple(told for report in _touched(store, wanted, chosen) if (told := _some(store, report, wanted)))
    touched = {told.report for told in found}
    failures = len(list(_failures(store, wanted, None if everywhere else touched)))
    made = len(emptied.holding(store, wanted, None if everywhere else touched))
    if not (found or failures or made):
        where = store.path.name if everywhere else "the reports that were named"
        raise NoSuchRow(f"the words stand nowhere in {where}", "Check how the reports write them: onrecord search.")
    elsewhere = 0 if everywhere else _elsewhere(store, wanted, touched)
    return Erasure("words", found, failures, made, elsewhere, alone=_alone(store, wanted, touched))


def erase(
    store: Store, targets: Collection[str], words: Collection[str], everywhere: bool, by: str, why: str
) -> Erasure:
    """Takes whole reports, or words, out of the record; inside a transaction. The file is still to be scoured.

    Args:
        targets: of each report an id, the beginning of one, a url or a source id. words: what to cover in them; none
            for whole reports. everywhere: in all that the ledger holds, and not in some reports. by, why: signed.

    Raises:
        BadDecision: nobody signs it, the signature or reason holds the words, or no report is named.
        BadQuery: words hold too few letters. NoSuchRow: no such report, or the words stand nowhere in it.
        Erased: the report was erased before.
    """
    if words and Words(words).stand_in(f"{by} | {why}"):
        raise BadDecision("the reason or the name of who signs holds what is to be erased", "Word it without.")
    found = look(store, targets, words, everywhere)
    wanted = Words(words) if words else None
    touched = [told.report for told in found.reports]
    scope = None if everywhere else touched
    with store.unguarded():
        before = emptied.hashes(store)
        actors = naming.of_reports(store, touched)
        _erase_failures(store, wanted, scope)
        resting = _empty_decisions(store, wanted, touched, everywhere)
        if wanted is None:
            for report in touched:
                _erase_report(store, report)
            for report in touched:
                origins.forget(store, report)
        else:
            covered_rows = {report: _cover_report(store, report, wanted) for report in touched}
            for report, readings in covered_rows.items():
                _anchor_anew(store, report, readings, resting.get(report, []))
        for report in resting.keys() - set(touched):
            _leave(store, report)
        for report in sorted(resting.keys() | (set(touched) if wanted is not None else set())):
            _enter(store, report)
        gone = naming.renew(store, actors, wanted, everywhere)
        emptied.write(store, emptied.without_actors(store, gone))
        marks.put_all(store)
        after = emptied.hashes(store)
        left = {one: after[one] for one, digest in before.items() if after[one] != digest}
        made = _entomb(store, found, left, by, why)
        store.put("DELETE FROM tallies WHERE n = 0")
        for index in FULL_TEXT:
            store.put(f"INSERT INTO {index} ({index}) VALUES ('rebuild')")
    if wanted is not None:
        _look_again(store, wanted, touched, everywhere)
    return msgspec.structs.replace(found, made=made)


def _empty_decisions(
    store: Store, words: Words | None, touched: Collection[str], everywhere: bool
) -> dict[str, list[Decision]]:
    """Takes out of decisions what is erased.

    Returns:
        the reports whose shown reading rests on one of them, or that are touched, each with the decisions that made it
        before; without those that go.
    """
    made = (
        emptied.without_reports(store, touched)
        if words is None
        else emptied.holding(store, words, None if everywhere else touched)
    )
    about = {report for one in made for report in one.reports} | set(touched if words is not None else ())
    gone = set(touched) if words is None else set()
    there = {row[0] for row in store.rows("SELECT report FROM current_readings")} if about else set()
    resting = {report: emptied.standing(store, report) for report in sorted((about - gone) & there)}
    emptied.write(store, made)
    return resting


def _anchor_anew(store: Store, report: str, readings: emptied.Readings, before: list[Decision]) -> None:
    """Lets the decisions on a covered report stand on what its rows say now."""
    ids = [one.id for one in before]
    after = decisions.standing(store, report, ids)
    made = emptied.anchored_anew(report, readings, before, after)
    emptied.write(store, [*made, *emptied.moved_others(store, report, readings, made)])


# -- what it is about -----------------------------------------------------------------------------------------------


def _chosen(store: Store, targets: Collection[str]) -> list[str]:
    if not targets:
        raise BadDecision("no report is named", "Name reports; words can be erased everywhere: --everywhere.")
    return list(dict.fromkeys(reports.find(store, target) for target in targets))


def _touched(store: Store, words: Words, chosen: Iterable[str] | None) -> Iterator[str]:
    """The reports that hold words anywhere: in their text, metadata, readings or original bytes."""
    if chosen is None:
        chosen = [row[0] for row in store.rows("SELECT id FROM report_rows ORDER BY rowid")]
    yield from (report for report in chosen if _holds(store, report, words))


def _holds(store: Store, report: str, words: Words) -> bool:
    row = store.rows(_INPUT, (report,))[0]
    if words.stand_in(row["source_id"]):
        return True
    for version in store.rows(
        "SELECT v.*, t.text FROM report_versions v JOIN texts t ON t.id = v.text WHERE v.report = ?", (report,)
    ):
        if any(words.stand_in(value) for value in version if isinstance(value, str)):
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


def _elsewhere(store: Store, words: Words, touched: Collection[str]) -> int:
    """In how many other reports full-text search finds the words."""
    found = {row[0] for name in words.names for row in store.rows(_FOUND, (_phrase(name),))}
    return len(found - set(touched))


def _phrase(name: str) -> str:
    """A name as a phrase of full-text search."""
    return '"' + name.replace('"', " ") + '"'


def _whole(store: Store, report: str) -> ErasedReport:
    current = stored(store, store.value("SELECT reading FROM current_readings WHERE report = ?", (report,))).report
    of = "reading IN (SELECT id FROM readings WHERE report = ?)"
    rows = sum(store.value(f"SELECT count(*) FROM {table} WHERE {of}", (report,)) for table in TABLES)
    return ErasedReport(report, current.source_id, current.title, 0, rows, *_original(store, report))


def _some(store: Store, report: str, words: Words) -> ErasedReport:
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


def _copies(store: Store, chosen: Collection[str]) -> int:
    """How many other reports are versions, copies or parts of some."""
    groups = {row[0] for report in chosen for row in store.rows(_TOGETHER, (report,))}
    return len(groups - set(chosen))


def _alone(store: Store, words: Words, touched: Collection[str]) -> tuple[tuple[str, int], ...]:
    """The single words of the names that would still stand in the reports, and in how many places."""
    texts = [words.cover(row[0]) for report in touched for row in store.rows(_TEXT, (report,))]
    told = ((part, sum(len(Words([part]).stretches(text)) for text in texts)) for part in words.parts())
    return tuple((part, places) for part, places in told if places)


def _failures(store: Store, words: Words, touched: Collection[str] | None) -> Iterator[tuple[int, dict[str, Any]]]:
    """The failures that hold words, each with what its columns are without: of some reports' inputs, or all."""
    for (number,) in store.rows("SELECT id FROM failures" if touched is None else _FAILED_OF, _asked(touched)):
        row = store.rows("SELECT * FROM failures WHERE id = ?", (number,))[0]
        changed: dict[str, Any] = _changed(row, WORDS["failures"], words.cover)
        if row["bytes"] is not None and words.stand_in_bytes(zlib.decompress(row["bytes"])):
            changed |= {"bytes": None, "sha256": None}
        if changed:
            yield number, changed


def _changed(row: sqlite3.Row | dict[str, Any], columns: Iterable[str], make: Callable[[str], str]) -> dict[str, Any]:
    """The columns of a row of which something else is made, each with that."""
    found = {}
    for column in columns:
        value = row[column]
        if isinstance(value, str):
            made = _in_json(value, make) if column in JSON else make(value)
            if made != value:
                found[column] = made
    return found


def _in_json(value: str, make: Callable[[str], str]) -> str:
    def of(one: Any) -> Any:
        if isinstance(one, str):
            return make(one)
        if isinstance(one, list):
            return [of(each) for each in one]
        if isinstance(one, dict):
            return {name: of(each) for name, each in one.items()}
        return one

    told = msgspec.json.decode(value)
    made = of(told)
    return value if made == told else msgspec.json.encode(made, order="deterministic").decode()


def _asked(reports: Collection[str] | None) -> tuple[str, ...]:
    return () if reports is None else (msgspec.json.encode(sorted(reports)).decode(),)


# -- reports ----------------------------------------------------------------------------------------------------------


def _erase_report(store: Store, report: str) -> None:
    _leave(store, report)
    store.put("DELETE FROM current_readings WHERE report = ?", (report,))
    for (number,) in store.rows("SELECT id FROM readings WHERE report = ?", (report,)):
        _drop_reading(store, number)
    texts = store.rows("SELECT DISTINCT text FROM report_versions WHERE report = ?", (report,))
    store.put("DELETE FROM report_versions WHERE report = ?", (report,))
    _drop_texts(store, texts)
    sha256 = store.value("SELECT sha256 FROM report_rows WHERE id = ?", (report,))
    store.put("DELETE FROM report_rows WHERE id = ?", (report,))
    store.put(_DROP_ORIGINAL, (sha256,))


def _cover_report(store: Store, report: str, words: Words) -> emptied.Readings:
    """Covers words in a report; the machine's readings of it before and after, the one that counts at the end."""
    _leave(store, report)
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
    _put(store, "report_rows", "id", report, changed)
    store.put(_DROP_ORIGINAL, (row["sha256"],))
    store.put(_POINT, (report,))
    return readings


def _leave(store: Store, report: str) -> None:
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


def _enter(store: Store, report: str) -> None:
    """Takes a covered report into the indexes again, and lets decisions on it take effect."""
    now = follow.current(store, report)
    if now is not None:
        follow.enter(store, now[0])
        origins.trace(store, report)
        settle.settle(store, report)


def _cover_version(store: Store, version: sqlite3.Row, words: Words) -> None:
    changed = _changed(version, WORDS["report_versions"], words.cover)
    text = words.cover(store.value("SELECT text FROM texts WHERE id = ?", (version["text"],)))
    digest = hashlib.sha256(text.encode()).hexdigest()
    number = store.value("SELECT id FROM texts WHERE sha256 = ?", (digest,))
    if number is None:
        number = store.put("INSERT INTO texts (sha256, text) VALUES (?, ?)", (digest, text))
        origins.indexed(store, number, text)
    told = {**dict(version), **changed}
    origin = origins.key(told["agency"], told["publisher"], told["report"])
    _put(store, "report_versions", "id", version["id"], {**changed, "text": number, "origin": origin})


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


# -- what stands beside the reports -----------------------------------------------------------------------------------


def _erase_failures(store: Store, words: Words | None, touched: Collection[str] | None) -> None:
    """Covers words in the record of failures, or drops those of earlier attempts to read what is erased."""
    if words is None:
        store.put(f"DELETE FROM failures WHERE id IN ({_FAILED_OF})", _asked(touched))
        return
    for number, changed in list(_failures(store, words, touched)):
        _put(store, "failures", "id", number, changed)


def _entomb(store: Store, found: Erasure, left: Mapping[str, str], by: str, why: str) -> Decision:
    """Adds the tombstone, and notes that the file is to be scoured."""
    changes = {"what": found.what, "places": str(found.places), "rows": str(found.rows)}
    changes |= {"failures": str(found.failures)} if found.failures else {}
    if rest := " ".join(f"{one}={digest}" for one, digest in left.items()):
        changes[COVERED] = rest
    names = tuple(told.report for told in found.reports)
    target = names[0] if len(names) == 1 else found.what
    made = decisions.append(store, "erase", target, by=by, why=why, others=names, changes=changes)
    store.put_all(
        "INSERT INTO erased_reports VALUES (?, ?, ?, ?, ?)",
        [(told.report, made.id, found.what, told.media, told.size) for told in found.reports],
    )
    store.put("INSERT INTO scouring_due VALUES (?)", (made.id,))
    return made


def _look_again(store: Store, words: Words, touched: Collection[str], everywhere: bool) -> None:
    """Makes sure that the words are gone: an erasure that is not whole would be worse than none.

    Raises:
        LedgerDamaged: they are not; the transaction takes all back.
    """
    if everywhere and emptied.holding(store, words, None):
        raise _left_over("decisions")
    asked = _asked(touched)
    for table, columns in READINGS.items():
        _none_in(store, words, f"{table} WHERE reading IN (SELECT id FROM readings WHERE {_AMONG})", columns, asked)
    for table, columns in {**INDEXES, **WORDS}.items():
        if everywhere and table not in _SEEN:
            _none_in(store, words, table, columns, ())
    for table, key in (("report_rows", "id"), ("report_versions", "report")):
        _none_in(store, words, f"{table} WHERE {_AMONG.replace('report', key, 1)}", WORDS[table], asked)


def _none_in(store: Store, words: Words, source: str, columns: Iterable[str], asked: tuple[str, ...]) -> None:
    for row in store.rows(f"SELECT {', '.join(columns)} FROM {source}", asked):
        if _changed(row, columns, lambda value: BLOCK if words.stand_in(bare(value)) else value):
            raise _left_over(source.partition(" ")[0])


def _left_over(table: str) -> LedgerDamaged:
    return LedgerDamaged(
        f"the words still stand in {table}: nothing was erased",
        "This is a defect of onrecord: please report it, without the words.",
    )


def _put(store: Store, table: str, key: str, row: object, changed: Mapping[str, Any]) -> None:
    """Writes columns of one row."""
    columns = ", ".join(f"{column} = ?" for column in changed)
    store.put(f"UPDATE {table} SET {columns} WHERE {key} = ?", (*changed.values(), row))


_AMONG = "report IN (SELECT value FROM json_each(?))"
_SEEN = frozenset({"texts", "originals", "report_rows", "report_versions", "event_facts", "tallies", "decisions"})
"""Tables that were read in full to find the words, or follow from others."""
_LINES = re.compile(r"\\[nrt]")
_FOUND = """
SELECT c.report FROM text_index i JOIN report_versions v ON v.text = i.rowid JOIN current_readings c ON c.version = v.id
WHERE text_index MATCH ?
"""
_OF_REPORT = "FROM report_rows r JOIN originals o ON o.sha256 = r.sha256 WHERE r.id = ?"
_ORIGINAL = f"SELECT o.sha256, o.media, o.size {_OF_REPORT}"
_INPUT = f"SELECT r.source_id, o.bytes {_OF_REPORT}"
_NO_ORIGINAL = "INSERT INTO originals SELECT ?1, media, size, x'' FROM originals WHERE sha256 = ?2"
_DROP_ORIGINAL = """
DELETE FROM originals WHERE sha256 = ?1 AND NOT EXISTS (SELECT 1 FROM report_rows WHERE sha256 = ?1)
"""
_FAILED_OF = """
SELECT f.id FROM failures f WHERE (f.line IS NULL AND f.source_id IN
    (SELECT r.source_id FROM report_rows r WHERE r.id IN (SELECT value FROM json_each(?1))))
  OR f.sha256 IN (SELECT r.sha256 FROM report_rows r WHERE r.id IN (SELECT value FROM json_each(?1)))
"""
_TOGETHER = """
SELECT o.report FROM report_origins mine JOIN report_origins o ON o.lead = mine.lead WHERE mine.report = ?
"""
_TEXT = """
SELECT t.text FROM current_readings c JOIN report_versions v ON v.id = c.version JOIN texts t ON t.id = v.text
WHERE c.report = ?
"""
_POINT = """
UPDATE current_readings SET (version, day, origin) = (SELECT d.version, coalesce(substr(v.published, 1, 10), '9999'),
  v.origin FROM readings d JOIN report_versions v ON v.id = d.version WHERE d.id = current_readings.reading)
WHERE report = ?
"""
