"""How decisions take effect: the reading that counts is what the machine's reading gives with those that are in force.

The machine's rows stay as they are. What follows from them and the decisions is a reading of its own beside them, made
by a pure function (`outcome`), so that `verify` can make it again; `current_readings` points at it, and so every view
shows it. A report has at most one such reading: the one before is dropped, since it can be made again.

Mergers of actors make no such reading: they change who the actors are that rows name (see `same` and `standins`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from onrecord.ledger import conflicts, decisions, follow, happenings, marks, origins, same, standins
from onrecord.ledger.conflicts import Known
from onrecord.ledger.outcome import Outcome, outcome
from onrecord.ledger.readings import stored
from onrecord.ledger.rows import TABLES
from onrecord.ledger.store import Store, now
from onrecord.ledger.write import put_reading
from onrecord.model import Decision, Reading


def settle(store: Store, report: str, knows: Known | None = None) -> None:
    """Makes that reading of a report the current one which its decisions ask for; inside a transaction.

    Args:
        knows: which decision knows of which, where that is known already.
    """
    before = follow.current(store, report)
    if before is None or not _decided(store):
        return
    machine: int = store.value("SELECT machine FROM current_readings WHERE report = ?", (report,))
    found = wanted(store, report, machine, knows)
    number: int = machine if found is None or not found.applied else _made(store, machine, before[0], found)
    if number != before[0]:
        store.put(_POINT, {"reading": number, "report": report})
        follow.follow(store, report, before)
    _drop(store, report, number)
    if found is not None:
        _index(store, report, machine, number, found)
    else:
        store.put("DELETE FROM judged_rows WHERE report = ?", (report,))
        store.put("DELETE FROM decision_homes WHERE report = ?", (report,))
    marks.put(store, [report])


def _decided(store: Store) -> bool:
    """Whether anybody decided anything in this ledger."""
    return bool(store.rows("SELECT 1 FROM decisions LIMIT 1"))


def wanted(store: Store, report: str, machine: int, knows: Known | None = None) -> Outcome | None:
    """What the decisions in force make of a machine's reading; None where none has to do with the report."""
    chosen = decisions.standing(store, report)
    if not chosen:
        return None
    knows = knows or (conflicts.known(store) if len(chosen) > 1 else None)
    if any(one.actors and one.kind == "split" for one in chosen):
        chosen = decisions.standing(store, report, [one.id for one in same.mergers(store)])
    return outcome(stored(store, machine), chosen, knows)


def rows_shown(store: Store, report: str) -> tuple[Reading, Outcome]:
    """The machine's reading of a report, and what is shown of it."""
    machine = store.value("SELECT machine FROM current_readings WHERE report = ?", (report,))
    reading = stored(store, machine)
    return reading, wanted(store, report, machine) or Outcome(reading, reading)


def settle_all(store: Store, made: Iterable[Decision]) -> None:
    """Lets decisions that were just made, undone or taken over take effect; inside a transaction."""
    made = list(made)
    reports = {report for one in made for report in one.reports}
    if any(one.kind in ("merge", "split") for one in made):
        moved = same.index(store)
        standins.put(store, moved)
        if moved:
            reports |= {row[0] for row in store.rows(_PARTED)}
    of_events = [one.id for one in made if one.kind == "join" or one.of_events]
    happenings.reconsider(store, of_events)
    knows = conflicts.known(store)
    for report in sorted(reports):
        settle(store, report, knows)
    happenings.reconsider(store, of_events)
    if any(one.kind == "mark" for one in made):
        marks.put_all(store)


def astray(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with what follows from decisions: the report, and a sentence."""
    known = {decision.id: decision for decision in decisions.listed(store)}
    for row in store.rows("SELECT * FROM readings WHERE base IS NOT NULL ORDER BY id"):
        where = f"{row['report']} (reading {row['id']})"
        named = msgspec.json.decode(row["decisions"], type=list[str])
        if missing := [one for one in named if one not in known]:
            yield where, f"it rests on {', '.join(missing)}, which is no decision of this ledger"
        elif not _follows(store, row["base"], row["id"], [known[one] for one in named]):
            yield where, "it is not what follows from the machine's reading and the decisions"
    for row in store.rows(_NO_MACHINE):
        yield row["report"], "the reading that it rests on is not one of a machine of this report"
    knows = conflicts.known(store)
    for row in store.rows(_POINTED):
        yield from _pointed(store, row["report"], row["reading"], row["machine"], row["base"], row["decisions"], knows)
    yield from same.astray(store)
    yield from marks.astray(store)


def _pointed(
    store: Store, report: str, reading: int, machine: int, base: int | None, rests: str | None, knows: Known | None
) -> Iterator[tuple[str, str]]:
    """Whether a report's current reading, and the index of verdicts on it, are what the decisions ask for."""
    try:
        found = wanted(store, report, machine, knows)
    except (zlib.error, TypeError, KeyError, IndexError, msgspec.MsgspecError):
        return
    applied = _listed(found.applied) if found and found.applied else None
    if rests != applied or (base or reading) != machine:
        yield report, "its current reading is not the one that the decisions ask for"
        return
    judged = {tuple(row) for row in store.rows("SELECT * FROM judged_rows WHERE report = ?", (report,))}
    homes = {tuple(row) for row in store.rows("SELECT * FROM decision_homes WHERE report = ?", (report,))}
    rows = _indexed(report, machine, reading, found) if found else ([], [])
    if judged != set(rows[0]) or homes != set(rows[1]):
        yield report, "the index of what was decided on its rows is not what the decisions ask for"


def _follows(store: Store, base: int, number: int, chosen: Sequence[Decision]) -> bool:
    """Whether a reading is what follows from another; readings that cannot be unpacked are told of elsewhere."""
    try:
        return outcome(stored(store, base), chosen).reading == stored(store, number)
    except (zlib.error, TypeError, KeyError, IndexError, msgspec.MsgspecError):
        return False


def _made(store: Store, machine: int, before: int, found: Outcome) -> int:
    """The number of the reading that follows from a machine's; it is made where it is not the one that stands."""
    rests = _listed(found.applied)
    known = store.rows("SELECT base, decisions FROM readings WHERE id = ?", (before,))
    if known and tuple(known[0]) == (machine, rests):
        return before
    version = store.value("SELECT version FROM readings WHERE id = ?", (machine,))
    if any(one.kind == "correct" and one.anchors[0].row is None for one in found.applied):
        version = _version(store, version, found)
    return put_reading(store, version, found.reading, machine, rests)


def _version(store: Store, version: int, found: Outcome) -> int:
    """A version of a report with what people decided."""
    report = found.reading.report
    dated = any("published" in one.changes for one in found.applied if one.anchors and one.anchors[0].row is None)
    return store.put(
        "INSERT INTO report_versions (report, text, title, url, publisher, authors, agency, published,"
        " published_basis, captured, language, state, origin, added_at, base)"
        " SELECT v.report, v.text, ?, v.url, ?, v.authors, ?, ?, CASE WHEN ? THEN 'decided' ELSE v.published_basis END,"
        " v.captured, v.language, v.state, ?, ?, v.id FROM report_versions v WHERE v.id = ?",
        (
            report.title, report.publisher, report.agency, report.published, dated,
            origins.key(report.agency, report.publisher, report.id), now(), version,
        ),
    )  # fmt: skip


def _drop(store: Store, report: str, kept: int) -> None:
    """Deletes the readings of a report that followed from decisions and are not shown any more."""
    store.put("DELETE FROM judged_rows WHERE report = ?", (report,))
    for row in store.rows("SELECT id FROM readings WHERE report = ? AND base IS NOT NULL AND id <> ?", (report, kept)):
        for table in reversed(TABLES):
            store.put(f"DELETE FROM {table} WHERE reading = ?", (row["id"],))
        store.put("DELETE FROM reading_bytes WHERE reading = ?", (row["id"],))
        store.put("DELETE FROM readings WHERE id = ?", (row["id"],))
    store.put(_OLD_VERSIONS, (report,))


def _index(store: Store, report: str, machine: int, number: int, found: Outcome) -> None:
    judged, homes = _indexed(report, machine, number, found)
    store.put("DELETE FROM decision_homes WHERE report = ?", (report,))
    store.put_all("INSERT INTO judged_rows VALUES (?, ?, ?, ?, ?, ?)", judged)
    store.put_all("INSERT INTO decision_homes VALUES (?, ?, ?, ?, ?, ?)", homes)


def _indexed(report: str, machine: int, number: int, found: Outcome) -> tuple[list[tuple[object, ...]], ...]:
    """The rows of the index: verdicts, and where the rows stand that decisions are about."""
    from onrecord.ledger.fields import section_of

    judged: list[tuple[object, ...]] = [
        (machine if verdict == "rejected" else number, row, report, section_of(row), verdict, decision)
        for row, (verdict, decision) in found.judged.items()
    ]
    homes: list[tuple[object, ...]] = [(at.decision, at.n, report, at.row, at.problem, at.other) for at in found.homes]
    return judged, homes


def _listed(chosen: Sequence[Decision]) -> str:
    return msgspec.json.encode([decision.id for decision in chosen]).decode()


_POINT = """
UPDATE current_readings SET (reading, version, day, origin) = (SELECT d.id, d.version,
  coalesce(substr(v.published, 1, 10), '9999'),
  CASE current_readings.version WHEN d.version THEN current_readings.origin ELSE v.origin END
  FROM readings d JOIN report_versions v ON v.id = d.version WHERE d.id = :reading) WHERE report = :report
"""
_OLD_VERSIONS = """
DELETE FROM report_versions WHERE report = ?1 AND base IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM readings d WHERE d.report = ?1 AND d.version = report_versions.id)
"""
_PARTED = """
SELECT DISTINCT a.report FROM decisions d JOIN decision_anchors a ON a.decision = d.id
WHERE d.kind = 'split' AND NOT EXISTS (SELECT 1 FROM decisions u WHERE u.undoes = d.id)
"""
_POINTED = """
SELECT c.report, c.reading, c.machine, d.base, d.decisions FROM current_readings c JOIN readings d ON d.id = c.reading
WHERE d.base IS NOT NULL OR c.report IN (SELECT report FROM decision_anchors)
  OR c.report IN (SELECT report FROM judged_rows) OR c.report IN (SELECT report FROM decision_homes)
"""
_NO_MACHINE = """
SELECT c.report FROM current_readings c LEFT JOIN readings d ON d.id = c.machine
WHERE d.base IS NOT NULL OR d.report IS NOT c.report
"""
