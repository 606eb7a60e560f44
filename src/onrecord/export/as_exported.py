"""What the rows of a report said when they left for an annotation tool, in a file beside the annotations.

With it an import can tell three things apart: what a person changed in the tool, what was decided in the ledger since,
and which annotation was taken out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

import msgspec

from onrecord.export.marks import Mark, Part
from onrecord.ledger.fields import FIELDS
from onrecord.model import Reading

NAME = "as-exported.jsonl"
"""The file; one line of JSON a report."""
_UNSAFE = re.compile(r"[^0-9A-Za-z_-]")


class Exported(msgspec.Struct, frozen=True):
    """A row as it left.

    Args:
        section: as of a mark. fields: likewise. parts: of the row itself. sides: of a claim's source and content.
        refers: what it refers to: place, time, voice. verdict: what people had judged.
    """

    section: str
    fields: dict[str, str]
    parts: tuple[Part, ...]
    sides: dict[str, tuple[Part, ...]] = {}
    refers: dict[str, str] = {}
    verdict: str | None = None


class Sheet(msgspec.Struct, frozen=True):
    """The rows of a report as they left.

    Args:
        file: its name without an ending. reader: what had read it. about: what people can correct of the report.
    """

    report: str
    file: str
    reader: str
    rows: dict[str, Exported]
    about: dict[str, str] = {}


def sheet(reading: Reading, file: str, marks: Iterable[Mark]) -> Sheet:
    """The sheet of a report."""
    rows = {
        one.row: Exported(
            one.section,
            one.fields,
            one.parts,
            {side.role: side.parts for side in one.sides if side.role in ("source", "content")},
            one.refers,
            one.verdict,
        )
        for one in marks
    }
    about = {name: " ".join((getattr(reading.report, name) or "").split()) for name in FIELDS["report"]}
    return Sheet(reading.report.id, file, reading.reader, rows, about)


def line(one: Sheet) -> bytes:
    """A sheet as a line."""
    return msgspec.json.encode(one) + b"\n"


def sheets(data: bytes) -> dict[str, Sheet]:
    """Report to sheet.

    Raises:
        msgspec.MsgspecError: a line is no sheet.
    """
    found = [msgspec.json.decode(one, type=Sheet) for one in data.splitlines() if one.strip()]
    return {one.report: one for one in found}


def file_name(report: str, taken: Collection[str] = ()) -> str:
    """A report's id as the name of a file, without an ending, that leads nowhere else.

    >>> file_name("0a1b2c3d4e5f6071"), file_name("../etc/passwd"), file_name("a:b", {"a_b"})
    ('0a1b2c3d4e5f6071', '___etc_passwd', 'a_b-2')
    """
    name = plain = _UNSAFE.sub("_", report)[:100] or "report"
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}-{number}"
    return name
