"""The way in: files, folders, globs and standard input, as reports and failures."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import BinaryIO

import msgspec

from onrecord.errors import InputError
from onrecord.ingest import dates, encoding, jsonl, make, paths, sniff
from onrecord.ingest.fields import Options
from onrecord.ingest.given import Failure, Given
from onrecord.ingest.unpack import Bytes

__all__ = ["Options", "read_inputs", "read_stream"]


def read_inputs(
    inputs: Sequence[str], options: Options | None = None, stdin: BinaryIO | None = None
) -> Iterator[Given | Failure]:
    """The reports of inputs, one after the other, read only as they are asked for.

    An input that cannot be read becomes a `Failure`; the others go on.

    Args:
        inputs: files, folders, globs, or "-" for standard input. A name that is a file is never taken for a glob.
        options: what holds for every report that does not say otherwise itself.
        stdin: read for "-"; the process's own where none is given.

    Raises:
        BadDate: `options.published` is no ISO date; raised at once, before anything is read.
    """
    return _all(tuple(inputs), _checked(options), stdin)


def read_stream(name: str, stream: BinaryIO, options: Options | None = None) -> Iterator[Given | Failure]:
    """The reports of one open file, which goes by a name: it is only a label, and tells of no path.

    Raises:
        BadDate: `options.published` is no ISO date; raised at once.
    """
    return _stream(name, stream, _checked(options))


def _checked(options: Options | None) -> Options:
    """Options with the day as it is written in a report."""
    options = options or Options()
    if options.published is None:
        return options
    return msgspec.structs.replace(options, published=dates.iso(options.published))


def _all(inputs: tuple[str, ...], options: Options, stdin: BinaryIO | None) -> Iterator[Given | Failure]:
    for given in inputs:
        if given == "-":
            yield from _stream("-", stdin or sys.stdin.buffer, options)
            continue
        for path in paths.found(given):
            if isinstance(path, Failure):
                yield msgspec.structs.replace(path, source_id=_name(path.source_id), message=_name(path.message))
            else:
                yield from _file(path, options)


def _file(path: str, options: Options) -> Iterator[Given | Failure]:
    try:
        with open(path, "rb") as stream:
            yield from _stream(_name(path), stream, options)
    except OSError as problem:
        yield Failure.of(paths.refused(problem, path), _name(path))


def _stream(name: str, stream: BinaryIO, options: Options) -> Iterator[Given | Failure]:
    data = Bytes(stream)
    try:
        kind = sniff.kind_of(data.head(), name)
        if kind == "jsonl":
            yield from jsonl.read(name, data, options)
        else:
            yield _report(name, kind, data, options)
    except InputError as problem:
        yield Failure.of(type(problem)(f"{name}: {problem.message}", problem.next_step), name)


def _report(name: str, kind: sniff.Kind, data: Bytes, options: Options) -> Given | Failure:
    original = data.whole()
    decoded = encoding.decode(original, page=kind == "html")
    raw = make.Raw(name, decoded.text, original, warnings=decoded.warnings)
    try:
        return make.from_page(raw, options) if kind == "html" else make.from_text(raw, options)
    except InputError as problem:
        return Failure.of(type(problem)(f"{name}: {problem.message}", problem.next_step), name, original=original)


def _name(path: str) -> str:
    """A path as text; bytes of a name that are no UTF-8 become U+FFFD."""
    return encoding.whole(path)[0]
