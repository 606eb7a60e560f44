"""How a row that was decided on is found again: by its report, its section, and the words that it stands on."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import msgspec

from onrecord.ledger.fields import FOLLOWING, Ids, NoHome, Row, said, section_of, words_of
from onrecord.model import Anchor, Reading


def anchored(machine: Reading, shown: Reading, row: Row, ids: Ids, shown_ids: Ids) -> Anchor:
    """Where a row stands.

    Args:
        machine: the machine's reading, which has the row. shown: what is shown of it. ids: of the machine's reading.
            shown_ids: of what is shown.
    """
    before = next(one for one in getattr(machine, section_of(row.id) or "") if one.id == row.id)
    span = words_of(machine, before)
    return Anchor(
        machine.report.id, section_of(row.id) or "", row.id, span.start, span.end, span.text,
        digest(said(machine, before, ids)), digest(said(shown, row, shown_ids)),
    )  # fmt: skip


def digest(fields: Mapping[str, str]) -> str:
    """A short hash of what a row says, but for what follows from the date of its report."""
    kept = {name: value for name, value in fields.items() if name not in FOLLOWING}
    return hashlib.sha256(msgspec.json.encode(kept, order="deterministic")).hexdigest()[:16]


def home(machine: Reading, anchor: Anchor, ids: Ids) -> str:
    """The id of the row in a machine's reading on which an anchor stands.

    The row stands on the same words at the same place; where these words have moved, since the text was taken from
    its page in another way, on the same words. Of several rows there, it is the one that says the same.

    Raises:
        NoHome: there is none, or more than one.
    """
    rows: tuple[Row, ...] = getattr(machine, anchor.section)
    spans = [(row, words_of(machine, row)) for row in rows]
    stays = machine.report.text[anchor.start : anchor.end] == anchor.text
    there = [
        row
        for row, span in spans
        if span.text == anchor.text and (not stays or (span.start, span.end) == (anchor.start, anchor.end))
    ]
    if len(there) > 1:
        same = [row for row in there if digest(said(machine, row, ids)) == anchor.says]
        there = same or there
    if not there:
        raise NoHome("The newest reading has no such row on these words.")
    if len(there) > 1:
        raise NoHome(f"The newest reading has {len(there)} such rows on these words.")
    return there[0].id
