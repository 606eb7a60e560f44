"""A row as its coder sees it: its words in their sentences, and what it says, as it was when it was drawn."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import msgspec

from onrecord.errors import NoSuchRow
from onrecord.ledger import reports, settle
from onrecord.ledger.anchors import anchored, digest, home
from onrecord.ledger.deciding import look
from onrecord.ledger.fields import Ids, NoHome, Row, row_of, said, section_of, words_of
from onrecord.ledger.frames import SECTIONS, Part
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.store import Store
from onrecord.model import Anchor, Attribution, Reading, Relation

FIRST = 600
"""Characters of a report that stand for it where it is coded as a whole."""


class Shown(msgspec.Struct, frozen=True):
    """A row to be coded.

    Args:
        row: REPORT:ID, or REPORT, as it was drawn. now: as it is called in the newest reading; null where it is not
            there as it was drawn, and `problem` says why: then it cannot be coded.
        start, end: code points of its words in the report's text, end exclusive; words: these; null for a whole report.
        context: the sentences around them, or the beginning of the report; context_start: where these begin.
        says: field to value, in the words of a reader; empty for a whole report.
    """

    row: str
    now: str | None
    problem: str | None
    section: Part
    report: str
    start: int | None
    end: int | None
    words: str | None
    context: str
    context_start: int
    says: dict[str, str]
    title: str | None = None
    publisher: str | None = None
    published: str | None = None


def shown(store: Store, anchor: Anchor) -> Shown:
    """The row on which an anchor stands, as it was when the anchor was made."""
    return seen(store, anchor)[0]


def seen(store: Store, anchor: Anchor) -> tuple[Shown, Anchor | None]:
    """The same, and where the row stands now, saying what it said then; None where it is not there so."""
    part = part_of(anchor)
    if not store.rows("SELECT 1 FROM current_readings WHERE report = ?", (anchor.report,)):
        why = "The report was erased."
        gone = Shown(anchor.name, None, why, part, anchor.report, anchor.start, anchor.end, anchor.text, "", 0, {})
        return gone, None
    machine, outcome = settle.rows_shown(store, anchor.report)
    report = outcome.rows.report
    about = (report.title, report.publisher, report.published)
    if anchor.row is None:
        whole = Shown(
            anchor.name, anchor.name, None, part, anchor.report, None, None, None, report.text[:FIRST], 0, {}, *about
        )
        return whole, anchor
    ids = ledger_ids(machine)
    try:
        reading, row = _then(machine, outcome.rows, anchor, ids)
    except NoHome as problem:
        around, start = report.text[anchor.start : anchor.end], anchor.start or 0
        lost = Shown(
            anchor.name, None, str(problem), part, anchor.report, anchor.start, anchor.end, anchor.text, around, start,
            {}, *about,
        )  # fmt: skip
        return lost, None
    span, (start, end) = words_of(reading, row), _around(reading, row)
    names = {actor.id: actor.name for actor in reading.actors}
    told = Shown(
        anchor.name, f"{anchor.report}:{row.id}", None, part, anchor.report, span.start, span.end, span.text,
        report.text[start:end], start, {field: value for field, value in said(reading, row, names).items() if value},
        *about,
    )  # fmt: skip
    return told, anchored(machine, reading, row, ids, ids if reading is machine else ledger_ids(reading))


def _then(machine: Reading, rows: Reading, anchor: Anchor, ids: Ids) -> tuple[Reading, Row]:
    """The row as it was when the anchor was made, in the machine's reading or as people decided.

    Raises:
        NoHome: it is not there, or says something else in both.
    """
    there = home(machine, anchor, ids)
    for reading in (machine, rows):
        row = row_of(reading, there)
        if row is not None and digest(said(reading, row, ledger_ids(reading))) == anchor.stood:
            return reading, row
    raise NoHome("The row on these words says something else now than when it was drawn.")


def anchor_of(store: Store, target: str) -> Anchor:
    """Where a row (REPORT:ID), or a report, stands now; REPORT as for `Ledger.find`.

    Raises:
        NoSuchRow: there is no such row or report.
    """
    _, sign, row = target.rpartition(":")
    if sign and section_of(row) is not None:
        try:
            return look(store, target).anchor
        except NoSuchRow:
            if not store.rows("SELECT 1 FROM report_rows WHERE source_id = ?", (target,)):
                raise
    return Anchor(reports.find(store, target), "report")


def anchors_of(store: Store, rows: Sequence[str]) -> tuple[Anchor, ...]:
    """Where rows that stand (REPORT:ID or REPORT, ids in full) are, in their order; each report is unpacked once."""
    found = dict[str, Anchor]()
    for report, some in groupby(sorted(rows), key=lambda row: row.partition(":")[0]):
        names = list(some)
        if names == [report]:
            found[report] = Anchor(report, "report")
            continue
        machine, outcome = settle.rows_shown(store, report)
        ids, shown_ids = ledger_ids(machine), ledger_ids(outcome.rows)
        for name in names:
            row = row_of(outcome.rows, name.partition(":")[2])
            if row is None:
                raise NoSuchRow(f"no row {name} in {store.path.name}")
            found[name] = anchored(machine, outcome.rows, row, ids, shown_ids)
    return tuple(found[row] for row in rows)


def part_of(anchor: Anchor) -> Part:
    """What an anchor stands on: claims, events, relations, figures or reports."""
    return next(part for part, section in SECTIONS.items() if section == anchor.section)


def _around(reading: Reading, row: Row) -> tuple[int, int]:
    """The sentences that hold what a row rests on."""
    if isinstance(row, Attribution):
        spans = (*row.source, *row.cue, *row.content)
    elif isinstance(row, Relation):
        spans = (row.evidence, row.subject.span, row.object.span)
    else:
        spans = (getattr(row, "evidence", None) or words_of(reading, row), words_of(reading, row))
    start, end = min(one.start for one in spans), max(one.end for one in spans)
    touched = [one for one in reading.sentences if one.overlaps(start, end)]
    return min([start, *(one.start for one in touched)]), max([end, *(one.end for one in touched)])
