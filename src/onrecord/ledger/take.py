"""Two people's ledgers as one: the reports, readings and decisions of another ledger are added to this one.

Of reports that both have, the newer metadata and the newer reading count; older metadata that differ are not taken.
Decisions keep their own hash, which rests on the chain in which they were made; the import is a decision of this
ledger, and its hash covers theirs. A decision that this ledger has already is not taken twice, and imports alone are
not taken over: so both can take from each other, again and again. What two people decided differently, without
knowledge of one another, is in conflict: see `conflicts`. What they say of what was erased here does not come back: the
import holds the hash of what is left of them. Of reasons and names, this ledger no longer knows what to cover.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zlib
from collections.abc import Iterable, Iterator

import msgspec

from onrecord.errors import BadDecision, LedgerDamaged
from onrecord.ingest.given import Given
from onrecord.ledger import decisions, emptied, reports, settle, tombstones, write
from onrecord.ledger.covered import ERASED
from onrecord.ledger.readings import stored
from onrecord.ledger.store import Store
from onrecord.model import Decision, Reading, Report


class Taken(msgspec.Struct, frozen=True):
    """What an import added.

    Args:
        reports: new ones. readings: new ones, with those of new reports. older: readings of older metadata than ours,
            which were not taken. failures: new ones. decisions: taken over.
        erased: reports of which one of the two ledgers erased something, and which were not taken for that.
        made: the import itself; null where there were no new decisions.
    """

    reports: int
    readings: int
    older: int
    failures: int
    decisions: int
    erased: int = 0
    made: Decision | None = None


def take(store: Store, other: Store, by: str, why: str) -> Taken:
    """Adds what another ledger has and this one has not; inside a transaction.

    Raises:
        BadDecision: it has decisions, and nobody signs.
        LedgerDamaged: its chain of decisions, or what it stores, is broken.
    """
    for where, message in decisions.broken(other):
        raise LedgerDamaged(f"{other.path}: decision {where}: {message}", "Nothing was taken: verify that ledger.")
    known = {row["id"] for row in store.rows("SELECT id FROM decisions")}
    new = [one for one in decisions.listed(other) if one.id not in known]
    if all(one.kind == "import" for one in new):
        new = []
    if new and not (by.strip() and why.strip()):
        raise BadDecision(f"{other.path.name} has {len(new)} decisions that are new here", "Sign with --by and --why.")
    counts = {"reports": 0, "readings": 0, "older": 0, "failures": 0, "erased": 0}
    touched = list(_read(store, other, counts))
    for failure in reports.failures(other):
        counts["failures"] += write.add_failure(store, failure)
    made = None
    if new:
        kept = list(_without_erased(store, new))
        left = " ".join(f"{one.id}={decisions.hashed(one)}" for one, old in zip(kept, new, strict=True) if one != old)
        made = decisions.append(
            store, "import", other.path.name, by=by, why=why, others=tuple(one.hash for one in new),
            changes={tombstones.COVERED: left} if left else None,
        )  # fmt: skip
        new = kept
        for one in new:
            decisions.put(store, one, via=made.id)
    tombstones.take(store, other, touched)
    for report in touched:
        settle.settle(store, report)
    undone = {one.undoes for one in new if one.undoes}
    earlier = [one for one in decisions.listed(store) if one.id in undone] if undone else []
    settle.settle_all(store, [*new, *earlier])
    return Taken(**counts, decisions=len(new), made=made)


def _read(store: Store, other: Store, counts: dict[str, int]) -> Iterator[str]:
    """Adds reports and machines' readings in the order in which they came; gives the reports of which any is new."""
    touched = dict[str, None]()
    erased = set[str]()
    for row in other.rows(_READINGS):
        mine = store.rows(_MINE, (row["report"],))
        given, reading = _unpacked(other, row)
        if _was_erased(store, reading.report):
            erased.add(row["report"])
            continue
        if given.report.sha256.startswith(ERASED):
            store.put(_NO_ORIGINAL, (row["sha256"], row["media"], row["size"]))
        if not mine:
            counts["reports"] += 1
        elif not _is_newer(store, reading, row, mine[0]["added_at"], counts):
            continue
        step = write.add(store, given, reading)
        if step != "nothing":
            counts["readings"] += 1
            touched[row["report"]] = None
    counts["erased"] = len(erased)
    yield from touched


def _without_erased(store: Store, made: Iterable[Decision]) -> Iterator[Decision]:
    """Decisions of another ledger without what they say of what was erased here."""
    gone, covered, nobodies = tombstones.whole(store), tombstones.covered(store), emptied.Nobodies(store)
    for one in made:
        machines = {report: stored(store, covered[report]) for report in one.reports if report in covered}
        yield emptied.as_covered(emptied.without_report(one, gone, nobodies), machines)


def _was_erased(store: Store, report: Report) -> bool:
    """Whether a report may not be taken: it was erased here, or words of it were here or there, and not in both."""
    refused = tombstones.refusal(store, report)
    if refused is not None:
        write.add_failure(store, refused)
        return True
    ours = store.value("SELECT sha256 FROM report_rows WHERE id = ?", (report.id,))
    return ours is not None and ours != report.sha256 and ERASED in (ours[: len(ERASED)], report.sha256[: len(ERASED)])


def _is_newer(store: Store, reading: Reading, row: sqlite3.Row, mine: str, counts: dict[str, int]) -> bool:
    """Whether a reading of a report that both have counts before ours, which was added at `mine`."""
    if not write.wants(store, reading.report, reading.reader):
        return False
    theirs: str = row["version_at"]
    latest: str = store.value(_LATEST, (reading.report.id,))
    if not write.is_known(store, reading.report) and theirs < latest:
        counts["older"] += 1
        return False
    read: str = row["read_at"]
    return read >= mine


def _unpacked(other: Store, row: sqlite3.Row) -> tuple[Given, Reading]:
    whole = _checked(row["json"], row["json_sha256"], f"the reading of report {row['report']}", other)
    erased = row["sha256"].startswith(ERASED)
    original = (
        b"" if erased else _checked(row["bytes"], row["sha256"], f"the original of report {row['report']}", other)
    )
    try:
        reading = Reading.from_json(whole)
    except msgspec.MsgspecError as problem:
        raise LedgerDamaged(f"{other.path}: the reading of report {row['report']} is no reading") from problem
    report = msgspec.structs.replace(reading.report, sha256=row["sha256"])
    return Given(report, original, row["media"], row["state"]), reading


def _checked(packed: bytes, sha256: str, what: str, other: Store) -> bytes:
    try:
        plain = zlib.decompress(packed)
    except zlib.error as problem:
        raise LedgerDamaged(f"{other.path}: {what} cannot be unpacked: {problem}") from problem
    if hashlib.sha256(plain).hexdigest() != sha256:
        raise LedgerDamaged(f"{other.path}: {what} does not match its SHA-256")
    return plain


_READINGS = """
SELECT d.report, d.added_at AS read_at, v.added_at AS version_at, v.state, b.sha256 AS json_sha256, b.json, o.sha256,
  o.media, o.size, o.bytes
FROM readings d JOIN report_versions v ON v.id = d.version JOIN reading_bytes b ON b.reading = d.id
JOIN report_rows r ON r.id = d.report JOIN originals o ON o.sha256 = r.sha256
WHERE d.base IS NULL ORDER BY d.id
"""
_NO_ORIGINAL = "INSERT INTO originals VALUES (?, ?, ?, x'') ON CONFLICT DO NOTHING"
_MINE = """
SELECT d.added_at FROM current_readings c JOIN readings d ON d.id = c.machine WHERE c.report = ?
"""
_LATEST = "SELECT max(added_at) FROM report_versions WHERE report = ? AND base IS NULL"
