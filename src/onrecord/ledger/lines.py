"""Readings that left as JSON lines, taken back as they are.

The bytes that a report was read from are not in such a file. Where they were its text, the text gives them back; else
the text stands for them: it is kept as the original, as plain text under its own hash, while the reading still names
the hash of the page. What people had decided is in the readings as if it had been read: the decisions are not in the
file.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from onrecord.errors import BadLine, InputError, NoPermission, NotThere, TooLarge
from onrecord.ingest.given import Failure, Given
from onrecord.ingest.unpack import LONGEST_LINE, Bytes
from onrecord.ledger.references import dangling, spans
from onrecord.ledger.store import Store
from onrecord.mask import BLOCK
from onrecord.model import Reading

Item = tuple[Given, Reading] | Failure
_REPORT = re.compile(r"[0-9a-f]{16}")
_ROW = re.compile(r"[a-z]\d+")
_OTHER_TEXT = """
SELECT 1 FROM report_versions v JOIN texts t ON t.id = v.text WHERE v.report = ? AND t.text <> ? LIMIT 1
"""
_ROWS = ("attributions", "events", "relations", "figures", "times", "places")


def readings(store: Store, path: Path) -> Iterator[Item]:
    """What `Ledger.add_batch` takes, line by line; a line that is no reading is a failure with its number.

    Args:
        store: of the ledger that is to take them: it takes no masked text of a report that it has unmasked.

    Raises:
        NotThere, NoPermission: the file cannot be opened.
    """
    try:
        opened = path.open("rb")
    except FileNotFoundError as problem:
        raise NotThere(f"no file {path}") from problem
    except (PermissionError, IsADirectoryError) as problem:
        raise NoPermission(f"{path} may not be opened") from problem
    number = 0
    with opened:
        try:
            for number, line in enumerate(Bytes(opened).lines(None), 1):
                if line is None or line.strip():
                    yield _item(store, str(path), number, line)
        except InputError as problem:
            yield Failure.of(problem, str(path), number + 1)


def given(reading: Reading) -> Given:
    """The report of a reading as it can be added: with its text for the bytes that are not there."""
    text = reading.report.text.encode()
    report = msgspec.structs.replace(reading.report, sha256=hashlib.sha256(text).hexdigest())
    return Given(report, text, "text/plain", "read" if report.language == "en" else "not_english")


def _item(store: Store, name: str, number: int, line: bytes | None) -> Item:
    try:
        if line is None:
            raise TooLarge(f"it is longer than {LONGEST_LINE // 1_000_000} MB")
        reading = _checked(line)
        if BLOCK in reading.report.text and store.rows(_OTHER_TEXT, (reading.report.id, reading.report.text)):
            raise BadLine("names in it are masked, and the ledger has it without a mask", "Export it without --mask.")
        return given(reading), reading
    except InputError as problem:
        said = type(problem)(f"line {number}: {problem.message}", problem.next_step)
        return Failure.of(said, f"{name}:{number}", number)


def _checked(line: bytes) -> Reading:
    try:
        reading = Reading.from_json(line)
        reading.report.text.encode()
    except (msgspec.MsgspecError, UnicodeError) as problem:
        raise BadLine(f"it is no reading ({problem})") from problem
    report = reading.report
    ids = [row.id for section in _ROWS for row in getattr(reading, section)]
    if not _REPORT.fullmatch(report.id):
        raise BadLine("its report has no id of onrecord: 16 hexadecimal digits")
    if not report.text.strip():
        raise BadLine("its report has no text")
    if len(set(ids)) < len(ids) or not all(map(_ROW.fullmatch, ids)):
        raise BadLine("the ids of its rows are not those of a reading, each once")
    for row in spans(reading, report.text):
        raise BadLine(f"the words of {row} are not what its text says there")
    for row, what in dangling(reading):
        raise BadLine(f"{row}: {what}")
    return reading
