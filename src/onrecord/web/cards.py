"""One row as somebody decides on it: what it says, its words with the sentences around, and its verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from onrecord.dossier.content import Words
from onrecord.dossier.passages import words_of_rows
from onrecord.errors import NoSuchRow
from onrecord.ledger import Ledger
from onrecord.ledger.fields import Section, row_of, said, section_of
from onrecord.ledger.names import ledger_ids
from onrecord.ledger.readings import stored
from onrecord.ledger.same import shown
from onrecord.model import Decision, Reading

AROUND = 400
"""Code points before and after a passage that are shown at most."""


class Card(msgspec.Struct, frozen=True):
    """A row to decide on.

    Args:
        row: REPORT:ID. says: its fields that can be corrected, actors by id; names: of these ids. words: its passage.
        before, after: the text around the passage, to the end of its paragraph. verdict: accepted, corrected or
            rejected; undo: the decision that says so. decided: the decisions on the row that are in force, the last one
            last; what is coded blind is not told.
    """

    row: str
    section: Section
    says: dict[str, str]
    names: dict[str, str]
    words: Words
    before: str
    after: str
    report: str
    title: str | None
    publisher: str | None
    published: str | None
    confidence: float | None
    certainty: str | None
    status: str | None
    verdict: str | None = None
    undo: str | None = None
    decided: tuple[Decision, ...] = ()


def cards(ledger: Ledger, rows: Iterable[str]) -> Iterator[Card]:
    """The cards of rows, in their order; each report is unpacked once if its rows stand together.

    Raises:
        NoSuchRow: there is no such row.
    """
    last: tuple[str, Reading] | None = None
    for row in rows:
        report, _, name = row.rpartition(":")
        if last is None or last[0] != report:
            last = (report, ledger.reading(ledger.find(report)))
        yield _card(ledger, last[1], row, name)


def card(ledger: Ledger, row: str) -> Card:
    """The card of one row (REPORT:ID), also of one that people rejected.

    Raises:
        NoSuchRow: there is no such row.
    """
    return next(cards(ledger, (row,)))


def _card(ledger: Ledger, reading: Reading, row: str, name: str) -> Card:
    section = section_of(name)
    found = row_of(reading, name)
    if found is None and section is not None:
        reading = _machine(ledger, reading.report.id)
        found = row_of(reading, name)
    if found is None or section is None:
        raise NoSuchRow(f"no row {row} in {ledger.path.name}")
    ids = ledger_ids(reading)
    names = {ids[actor.id]: actor.name for actor in reading.actors}
    (whole, words), *_ = words_of_rows(reading, (f"{reading.report.id}:{name}",))
    text = reading.report.text
    told = getattr(found, "factuality", None)
    judged = ledger.rows(_VERDICT, (reading.report.id, name))
    verdict, undo = judged[0] if judged else (None, None)
    return Card(
        whole, section, said(reading, found, ids), names, words, _before(text, words.start),
        _after(text, words.start + len(words.text)), reading.report.id, reading.report.title, reading.report.publisher,
        reading.report.published, getattr(found, "confidence", None), told.value if told else None,
        told.status if told else None, verdict, undo, tuple(_in_force(ledger, reading.report.id, whole)),
    )  # fmt: skip


def _machine(ledger: Ledger, report: str) -> Reading:
    """What the machine read, before people decided."""
    [row] = ledger.rows("SELECT machine FROM current_readings WHERE report = ?", (report,))
    return shown(ledger.store, stored(ledger.store, row["machine"]))


def _in_force(ledger: Ledger, report: str, row: str) -> Iterator[Decision]:
    """The decisions on a row that nobody undid."""
    undone = {one.undoes for one in ledger.decisions() if one.undoes}
    for one in ledger.decisions(report):
        if (
            one.id not in undone
            and one.kind not in ("undo", "sample")
            and any(anchor.name == row for anchor in one.anchors)
        ):
            yield one


def _before(text: str, start: int) -> str:
    begin = max(text.rfind("\n", 0, start) + 1, start - AROUND)
    return text[begin:start]


def _after(text: str, end: int) -> str:
    stop = text.find("\n", end)
    return text[end : min(stop if stop >= 0 else len(text), end + AROUND)]


_VERDICT = "SELECT verdict, decision FROM judged_rows WHERE report = ? AND id = ?"
