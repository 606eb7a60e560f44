"""What stands for what was erased: who erased it, when and why, of which reports, and how much it was.

An erasure is a decision of the kind "erase": it stands in the chain of decisions, so that none of those before the last
can be dropped without a trace. Where it covered words of earlier decisions, it holds the hash of what is left of them:
these decisions keep their own hash, by which the chain goes on, and nothing in them can be changed unseen.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from onrecord.errors import Erased, WasErased
from onrecord.ingest.given import Failure
from onrecord.ledger.covered import ERASED
from onrecord.ledger.store import Store
from onrecord.model import Decision, Report

COVERED = "decisions"
"""The field of an erasure or import that says of which decisions it covered words: ID=HASH, parted by spaces."""


def left_of(made: Iterable[Decision]) -> Mapping[str, set[str]]:
    """Of each decision of which words were covered, later or as it was taken over, the hashes of what was left."""
    found: dict[str, set[str]] = defaultdict(set)
    for decision in made:
        if decision.kind in ("erase", "import"):
            for pair in decision.changes.get(COVERED, "").split():
                name, _, digest = pair.partition("=")
                found[name].add(digest)
    return found


def told(store: Store, report: str) -> str | None:
    """One sentence on the erasure of a whole report; None where it was not erased."""
    rows = store.rows(f"{_ERASURES} WHERE e.report = ? AND e.what = 'report' ORDER BY d.number DESC LIMIT 1", (report,))
    return None if not rows else f"report {report} was erased by {rows[0][0]} on {rows[0][1][:10]}: {rows[0][2]}"


def told_all(store: Store) -> tuple[str, ...]:
    """One sentence on each report that was erased as a whole."""
    rows = store.rows("SELECT report FROM erased_reports WHERE what = 'report' ORDER BY report")
    return tuple(told(store, row[0]) or "" for row in rows)


def told_words(store: Store, report: str) -> list[str]:
    """A sentence on each erasure of words in a report."""
    rows = store.rows(f"{_ERASURES} WHERE e.report = ? AND e.what = 'words' ORDER BY d.number", (report,))
    return [f"words erased by {row[0]} on {row[1][:10]}: {row[2]}" for row in rows]


def look(store: Store, report: str) -> None:
    """Raises `Erased` where a report was erased as a whole.

    Args:
        report: its id, or the beginning of one.
    """
    named = store.rows(
        "SELECT DISTINCT report FROM erased_reports WHERE report >= ? AND report < ? AND what = 'report'",
        (report, f"{report}g"),
    )
    if len(named) == 1:
        raise Erased(told(store, named[0]["report"]) or "")


def refusal(store: Store, report: Report) -> Failure | None:
    """Why a report may not be added: it was erased, or words of it were. None where it may.

    It may where it is what the ledger itself keeps of it, with its words covered: see `Ledger.kept`.
    """
    if not store.rows("SELECT 1 FROM erased_reports WHERE report = ? LIMIT 1", (report.id,)):
        return None
    whole = told(store, report.id)
    if whole is not None:
        return Failure.of(WasErased(whole), report.id)
    if report.sha256 == f"{ERASED}{report.id}" and _is_kept(store, report):
        return None
    name: str = store.value("SELECT source_id FROM report_rows WHERE id = ?", (report.id,))
    words = "; ".join(told_words(store, report.id))
    return Failure.of(WasErased(f"report {report.id} is kept without some of its words ({words})"), name)


def whole(store: Store) -> frozenset[str]:
    """The reports that were erased as a whole."""
    return frozenset(row[0] for row in store.rows("SELECT report FROM erased_reports WHERE what = 'report'"))


def covered(store: Store) -> Mapping[str, int]:
    """The reports of which words were erased, with the number of the machine's reading that counts."""
    return {row["report"]: row["machine"] for row in store.rows(_COVERED)}


def take(store: Store, other: Store, reports: Iterable[str]) -> None:
    """Notes of which reports that were taken over from another ledger words had been erased there."""
    for report in reports:
        for row in other.rows("SELECT * FROM erased_reports WHERE report = ? AND what = 'words'", (report,)):
            store.put("INSERT INTO erased_reports VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING", tuple(row))


def wrong(store: Store) -> Iterator[tuple[str, str]]:
    """What is wrong with the tombstones: the report or decision, and a sentence."""
    for sql, message in _WRONG.items():
        yield from ((row[0], message) for row in store.rows(sql))


def _is_kept(store: Store, report: Report) -> bool:
    digest = hashlib.sha256(report.text.encode()).hexdigest()
    return bool(
        store.rows(
            "SELECT 1 FROM report_versions v JOIN texts t ON t.id = v.text WHERE v.report = ? AND t.sha256 = ? LIMIT 1",
            (report.id, digest),
        )
    )


_COVERED = """
SELECT report, machine FROM current_readings WHERE report IN (SELECT report FROM erased_reports WHERE what = 'words')
"""
_ERASURES = "SELECT d.made_by, d.made_at, d.why FROM erased_reports e JOIN decisions d ON d.id = e.decision"
_WRONG = {
    "SELECT report FROM erased_reports e WHERE NOT EXISTS (SELECT 1 FROM decisions d, json_each(d.others) o WHERE"
    " d.id = e.decision AND d.kind = 'erase' AND o.value = e.report AND json_extract(d.changes, '$.what') = e.what)": (
        "the list of erased reports has it, and no erasure names it"
    ),
    "SELECT o.value FROM decisions d, json_each(d.others) o WHERE d.kind = 'erase' AND d.via IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM erased_reports e WHERE e.report = o.value AND e.decision = d.id)": (
        "an erasure names it, and the list of erased reports has it not"
    ),
    "SELECT id FROM report_rows WHERE id IN (SELECT report FROM erased_reports WHERE what = 'report')": (
        "it was erased, and is there"
    ),
    f"SELECT id FROM report_rows WHERE (sha256 = '{ERASED}' || id)"
    " <> (id IN (SELECT report FROM erased_reports WHERE what = 'words'))": (
        "its original bytes are gone without an erasure, or there in spite of one"
    ),
    "SELECT decision FROM scouring_due": (
        "what it erased is out of the record, but may still be in free parts of the file: run onrecord erase LEDGER"
    ),
}
