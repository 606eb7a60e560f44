"""How decisions take effect: the reading that counts is what the machine's reading gives with those that are in force.

The machine's rows stay as they are. What follows from them and the decisions is a reading of its own beside them, made
by a pure function, so that `verify` can make it again; `current_readings` points at it, and so every view shows it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

import msgspec

from onrecord.errors import BadDecision
from onrecord.ingest.dates import iso
from onrecord.ledger import decisions, follow, reports
from onrecord.ledger.readings import stored
from onrecord.ledger.store import Store
from onrecord.ledger.write import now, put_reading
from onrecord.model import Anchor, Decision, Reading


def correct(store: Store, target: str, changes: dict[str, str], by: str, why: str) -> Decision:
    """Decides that fields of a report are to be others; inside a transaction.

    Raises:
        BadDate, BadDecision: a field or value is not what it can be, or nothing would change.
        NoSuchRow: there is no such report.
    """
    report = reports.find(store, target)
    if not changes:
        raise BadDecision("the correction names no field", "Give FIELD=VALUE: published=2014-07-22.")
    unknown = ", ".join(sorted(changes.keys() - _FIELDS.keys()))
    if unknown:
        raise BadDecision(f"the field {unknown} of a report cannot be corrected", f"Choose from {', '.join(_FIELDS)}.")
    checked = {name: _FIELDS[name](value) for name, value in changes.items()}
    known = store.rows(
        "SELECT v.* FROM current_readings c JOIN report_versions v ON v.id = c.version WHERE c.report = ?", (report,)
    )[0]
    if all(known[name] == value for name, value in checked.items()):
        raise BadDecision(f"report {report} has that already: nothing would change", "Look at onrecord show.")
    made = decisions.append(store, "correct", report, by=by, why=why, anchor=Anchor(report, "report"), changes=checked)
    settle(store, report)
    return made


def undo(store: Store, target: str, by: str, why: str) -> Decision:
    """Decides that an earlier decision holds no longer; inside a transaction.

    Raises:
        BadDecision: it is an undoing itself, an erasure, or undone already.
        NoSuchRow: there is no such decision.
    """
    earlier = decisions.find(store, target)
    if earlier.kind == "undo":
        raise BadDecision(f"{earlier.id} is an undoing itself", "Decide anew what it took back.")
    if earlier.kind == "erase":
        raise BadDecision(f"{earlier.id} is an erasure: it cannot be undone", "What was erased is gone.")
    if store.rows("SELECT 1 FROM decisions WHERE undoes = ?", (earlier.id,)):
        raise BadDecision(f"{earlier.id} is undone already", "onrecord decide LEDGER lists the decisions.")
    made = decisions.append(store, "undo", earlier.id, by=by, why=why, anchor=earlier.anchor, undoes=earlier.id)
    if earlier.anchor is not None:
        settle(store, earlier.anchor.report)
    return made


def settle(store: Store, report: str) -> None:
    """Makes that reading of a report the current one which its decisions ask for; inside a transaction."""
    rows = store.rows("SELECT * FROM current_readings WHERE report = ?", (report,))
    if not rows or not store.rows("SELECT 1 FROM decisions WHERE report = ? LIMIT 1", (report,)):
        return
    machine: int = rows[0]["machine"]
    wanted = wanted_of(store, report)
    number = machine if wanted is None else _made(store, machine, wanted)
    if number != rows[0]["reading"]:
        before = follow.current(store, report)
        store.put(
            "UPDATE current_readings SET (reading, version, day, origin) = (SELECT d.id, d.version,"
            " coalesce(substr(v.published, 1, 10), '9999'), v.origin FROM readings d"
            " JOIN report_versions v ON v.id = d.version WHERE d.id = ?) WHERE report = ?",
            (number, report),
        )
        follow.follow(store, report, before)


def wanted_of(store: Store, report: str) -> str | None:
    """The ids of the decisions on a report that are in force, as a JSON list; null where there are none."""
    chosen = decisions.in_force(decisions.listed(store, report))
    return _listed(chosen) if chosen else None


def outcome(reading: Reading, chosen: Sequence[Decision]) -> Reading:
    """A machine's reading as decisions make it, in their order."""
    for decision in chosen:
        reading = _KINDS[decision.kind](reading, decision)
    return reading


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
    for row in store.rows(_POINTED):
        wanted = wanted_of(store, row["report"]) if row["decided"] else None
        if row["decisions"] != wanted or (row["base"] or row["reading"]) != row["machine"]:
            yield row["report"], "its current reading is not the one that the decisions ask for"
    for row in store.rows(_NO_MACHINE):
        yield row["report"], "the reading that it rests on is not one of a machine of this report"


def _follows(store: Store, base: int, number: int, chosen: Sequence[Decision]) -> bool:
    """Whether a reading is what follows from another; readings that cannot be unpacked are told of elsewhere."""
    try:
        return outcome(stored(store, base), chosen) == stored(store, number)
    except (zlib.error, TypeError, KeyError, msgspec.MsgspecError):
        return False


def _made(store: Store, machine: int, wanted: str) -> int:
    """The number of the reading that follows from a machine's; it is made where it is not there yet."""
    known = store.value("SELECT id FROM readings WHERE base = ? AND decisions = ?", (machine, wanted))
    if known is not None:
        return int(known)
    ids = msgspec.json.decode(wanted, type=list[str])
    made = outcome(stored(store, machine), [decisions.find(store, one) for one in ids])
    version = store.put(
        "INSERT INTO report_versions (report, text, title, url, publisher, authors, agency, published,"
        " published_basis, captured, language, state, origin, added_at, base)"
        " SELECT v.report, v.text, v.title, v.url, v.publisher, v.authors, v.agency, ?, 'decided', v.captured,"
        " v.language, v.state, v.origin, ?, v.id"
        " FROM readings d JOIN report_versions v ON v.id = d.version WHERE d.id = ?",
        (made.report.published, now(), machine),
    )
    return put_reading(store, version, made, machine, wanted)


def _listed(chosen: Sequence[Decision]) -> str:
    return msgspec.json.encode([decision.id for decision in chosen]).decode()


def _corrected(reading: Reading, decision: Decision) -> Reading:
    from onrecord.reader.dating import dated

    return dated(reading, decision.changes["published"])


_FIELDS: dict[str, Callable[[str], str]] = {"published": iso}
"""The fields of a report that people can correct, each with what checks and cleans its value."""
_KINDS: dict[str, Callable[[Reading, Decision], Reading]] = {"correct": _corrected}
"""What each kind of decision makes of a reading."""
_POINTED = """
SELECT c.report, c.reading, c.machine, d.base, d.decisions,
  EXISTS (SELECT 1 FROM decisions x WHERE x.report = c.report) AS decided
FROM current_readings c JOIN readings d ON d.id = c.reading
"""
_NO_MACHINE = """
SELECT c.report FROM current_readings c LEFT JOIN readings d ON d.id = c.machine
WHERE d.base IS NOT NULL OR d.report IS NOT c.report
"""
