"""The lines of a list, whatever bytes it is made of."""

from __future__ import annotations

import csv
import re
import stat
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import Damaged, EmptyInput, InputError, NoPermission, NotText, NotThere, TooLarge
from onrecord.importers.notes import Notes
from onrecord.ingest.encoding import bom, decode, is_binary, wide
from onrecord.ingest.unpack import Bytes

LARGEST = 100_000_000
"""Bytes that a list can have, unpacked."""
LONGEST = 20_000
"""Characters that a line can have."""
MOST = 1_000_000
"""Lines that a list can have."""
_DOUBLE = re.compile("[ÃÂÅ][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")

Line = tuple[int, str]


def lines(path: Path, notes: Notes) -> list[Line]:
    """The lines with their numbers, counted from 1, without their ends; gzip is unpacked.

    A line that is not UTF-8 is read as Windows-1252, one that was encoded twice is mended, and one that is too long is
    refused; each with a note.

    Raises:
        InputError: the file is not there, is no text, or is larger than a list can be.
    """
    data = _bytes(path)
    if not data.strip():
        raise EmptyInput(f"{path} holds nothing", "Export the list again; there is nothing in it to import.")
    marked = bom(data)
    encoding = marked[1] if marked else wide(data)
    if encoding and encoding != "utf-8":
        raw: list[bytes] = [line.encode("utf-8") for line in _split(decode(data).text)]
    elif is_binary(data):
        raise NotText(f"{path} is binary", "Give a dictionary or a CSV file as plain text, or packed with gzip.")
    else:
        raw = [line.removesuffix(b"\r") for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n")]
    if not raw[-1]:
        raw.pop()
    if len(raw) > MOST:
        raise TooLarge(f"{path} has {len(raw):,} lines", f"Split it into lists of at most {MOST:,} lines.")
    found = []
    for number, line in enumerate(raw, 1):
        text = _text(line, number, notes)
        if len(text) > LONGEST:
            notes.add(number, "refused", text[:40], f"the line has {len(text):,} characters; {LONGEST:,} are the most")
            text = ""
        found.append((number, text))
    return found


def _split(text: str) -> list[str]:
    return text.replace("\r\n", "\n").split("\n")


def _bytes(path: Path) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotText(f"{path} is no file", "Give the path of one file.")
        with path.open("rb") as stream:
            return Bytes(stream).whole(LARGEST)
    except FileNotFoundError as problem:
        raise NotThere(f"no file {path}", "Check the path.") from problem
    except PermissionError as problem:
        raise NoPermission(f"{path} may not be opened") from problem
    except TooLarge as problem:
        raise TooLarge(f"{path} is larger than {LARGEST // 1_000_000} MB", "Split the list.") from problem
    except Damaged as problem:
        raise Damaged(f"{path}: {problem.message}") from problem
    except OSError as problem:
        raise InputError(f"{path}: {problem.strerror or problem}", "Check the path.") from problem


def _text(raw: bytes, number: int, notes: Notes) -> str:
    """A line as text."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("cp1252", errors="replace")
        notes.add(number, "mended", text.strip()[:80], "the line is not UTF-8; it was read as Windows-1252")
        return text
    if _DOUBLE.search(text):
        try:
            mended = text.encode("cp1252").decode("utf-8")
        except UnicodeError:
            return text
        notes.add(number, "mended", mended.strip()[:80], "the line was encoded twice; it was decoded twice")
        return mended
    return text


def records(given: list[Line], notes: Notes) -> Iterator[tuple[int, dict[str, str]]]:
    """The records of a CSV file, each with the line on which it begins; the delimiter is guessed from the first line.

    A record with too many or too few cells is refused, with a note. Columns are in lower case.
    """
    head = next((text for _, text in given if text.strip()), "")
    delimiter = max(",;\t", key=head.count)
    reader = csv.reader((f"{text}\n" for _, text in given), delimiter=delimiter, strict=True)
    columns: list[str] = []
    before = 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as problem:
            notes.add(before + 1, "refused", "", f"no CSV: {problem}")
            before = reader.line_num
            continue
        number, before = before + 1, reader.line_num
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [cell.strip().lower() for cell in cells]
        elif len(cells) != len(columns):
            why = f"{len(cells)} cells, but {len(columns)} columns"
            notes.add(number, "refused", cells[0][:80], why)
        else:
            yield number, dict(zip(columns, (cell.strip() for cell in cells), strict=True))
