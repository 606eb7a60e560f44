"""JSON lines, one at a time: a broken one is a failure with its number, the rest is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from onrecord.errors import BadLine, EmptyInput, InputError, TooLarge
from onrecord.ingest import make
from onrecord.ingest.encoding import bom, decode, wide
from onrecord.ingest.fields import Line, Options, line_of
from onrecord.ingest.given import Failure, Given
from onrecord.ingest.unpack import LARGEST, LONGEST_LINE, Bytes
from onrecord.model import Warning

REMEMBERED = 1_000_000
"""Ids that are kept to tell a second one of the same name."""


def read(name: str, data: Bytes, options: Options) -> Iterator[Given | Failure]:
    """The reports of an input of JSON lines. Holds one line at a time.

    An id that comes twice is kept both times, the second with a warning `duplicate_id`. A line without an id is called
    by the input's name and its number. An id is a name and never a path.

    Args:
        name: of the input, as given. data: its bytes. options: what holds for lines that do not say otherwise.
    """
    head = data.head()
    marked = bom(head)
    encoding = marked[1] if marked else wide(head)
    seen: set[bytes] = set()
    number = filled = 0
    try:
        for number, line in enumerate(data.lines(encoding), 1):
            if line is None or line.strip(b" \t\r\0\xef\xbb\xbf"):
                filled += 1
                yield _one(name, number, line, options, seen)
        if not filled:
            raise EmptyInput(f"{name}: it holds no line")
    except InputError as problem:
        yield Failure.of(problem, name, number + 1)


def _one(name: str, number: int, line: bytes | None, options: Options, seen: set[bytes]) -> Given | Failure:
    place = f"{name}:{number}"
    try:
        if line is None:
            raise TooLarge(f"it is longer than {LONGEST_LINE // 1_000_000} MB")
        row, warnings = _parsed(line.removeprefix(b"\xef\xbb\xbf") if number == 1 else line)
        found = line_of(row)
        warnings += found.warnings + _again(found, number, seen)
        return _given(found.id or place, found, options, warnings)
    except InputError as problem:
        said = type(problem)(f"line {number}: {problem.message}", problem.next_step)
        return Failure.of(said, place, number, line)


def _given(source_id: str, line: Line, options: Options, warnings: tuple[Warning, ...]) -> Given:
    body = line.text if line.text is not None else line.html or ""
    original = body.encode("utf-8")
    if len(original) > LARGEST:
        raise TooLarge(f"it is larger than {LARGEST // 1_000_000} MB, which one report can have")
    raw = make.Raw(source_id, body, original, line.fields, warnings)
    return make.from_text(raw, options) if line.text is not None else make.from_page(raw, options)


def _parsed(line: bytes) -> tuple[Any, tuple[Warning, ...]]:
    decoded = decode(line)
    try:
        return json.loads(decoded.text), decoded.warnings
    except RecursionError as problem:
        raise BadLine("it is nested too deep") from problem
    except ValueError as problem:
        raise BadLine(f"it is no JSON ({problem})") from problem


def _again(line: Line, number: int, seen: set[bytes]) -> tuple[Warning, ...]:
    if line.id is None:
        return ()
    key = hashlib.blake2b(line.id.encode("utf-8"), digest_size=12).digest()
    if key in seen:
        return (Warning("duplicate_id", f"An earlier line has the id of line {number} too; both are kept."),)
    if len(seen) < REMEMBERED:
        seen.add(key)
    return ()
