"""Bytes from a stream, unpacked where they are gzip, read piece by piece and never beyond a bound."""

from __future__ import annotations

import codecs
import zlib
from collections.abc import Iterator
from typing import BinaryIO

from onrecord.errors import Damaged, InputError, TooLarge

PIECE = 65_536
LARGEST = 20_000_000
"""Bytes that one report (a file, or the text or html of a line) can have."""
LONGEST_LINE = 40_000_000
"""Bytes that a line of JSON lines can have: escapes make it longer than its text."""
FREE = 32_000_000
"""Bytes that may be unpacked before the ratio counts."""
RATIO = 150
"""Times that unpacked bytes may outgrow packed ones: news comes to 3 to 30, a bomb to 1,000."""
GZIP = b"\x1f\x8b"


def pieces(stream: BinaryIO) -> Iterator[bytes]:
    """The bytes of a stream, unpacked if it is gzip.

    Raises:
        Damaged: the gzip is cut off or broken (raised after what could be read). TooLarge: it is a bomb.
    """
    first = stream.read(PIECE)
    if first.startswith(GZIP):
        yield from _unpacked(first, stream)
        return
    while first:
        yield first
        first = stream.read(PIECE)


def _unpacked(packed: bytes, stream: BinaryIO) -> Iterator[bytes]:
    taken, given = len(packed), 0
    engine = zlib.decompressobj(wbits=31)
    while packed:
        before = engine.copy()
        try:
            out = engine.decompress(packed, PIECE * 4)
        except zlib.error as problem:
            yield _salvaged(before, packed)
            raise Damaged(f"the gzip is broken ({problem})") from problem
        given += len(out)
        if given > FREE and given > RATIO * taken:
            raise TooLarge(f"the gzip grows past {RATIO} times its size when unpacked")
        if out:
            yield out
        packed = engine.unused_data if engine.eof else engine.unconsumed_tail
        if not packed:
            packed = stream.read(PIECE)
            taken += len(packed)
        if engine.eof:
            packed, more = _next_member(packed, stream)
            taken += more
            engine = zlib.decompressobj(wbits=31) if packed else engine
    if not engine.eof:
        yield engine.flush()
        raise Damaged("the gzip is cut off")


def _next_member(packed: bytes, stream: BinaryIO) -> tuple[bytes, int]:
    """The start of the next gzip of several in one file, past padding with zeros; and the bytes read for it."""
    read = 0
    while packed and not (packed := packed.lstrip(b"\0")):
        packed = stream.read(PIECE)
        read += len(packed)
    if packed and not GZIP.startswith(packed[:2]):
        raise Damaged("something that is no gzip follows the gzip")
    return packed, read


def _salvaged(engine: zlib._Decompress, packed: bytes) -> bytes:
    """What can be unpacked before the broken place."""
    found: list[bytes] = []
    for start in range(0, len(packed), 64):
        try:
            found.append(engine.decompress(packed[start : start + 64]))
        except zlib.error:
            break
    return b"".join(found)


class Bytes:
    """The bytes of one input: a look at the head first, then the whole or its lines, once.

    Args:
        stream: what to read from; read only as far as asked.
    """

    def __init__(self, stream: BinaryIO) -> None:
        self._pieces = pieces(stream)
        self._kept: list[bytes] = []
        self._problem: InputError | None = None

    def head(self, size: int = PIECE) -> bytes:
        """The first bytes. An error that comes so early waits until the rest is asked for.

        Raises:
            Damaged, TooLarge: as `pieces`, where not one byte could be read.
        """
        while sum(map(len, self._kept)) < size:
            try:
                self._kept.append(next(self._pieces))
            except StopIteration:
                break
            except InputError as problem:
                if not any(self._kept):
                    raise
                self._problem = problem
                break
        return b"".join(self._kept)[:size]

    def whole(self, largest: int = LARGEST) -> bytes:
        """All bytes.

        Raises:
            TooLarge: more than `largest`. Damaged: the gzip is cut off or broken.
        """
        found: list[bytes] = []
        size = 0
        for piece in self._all():
            size += len(piece)
            if size > largest:
                raise TooLarge(f"larger than {largest // 1_000_000} MB, which one report can have")
            found.append(piece)
        return b"".join(found)

    def lines(self, encoding: str | None = None, longest: int = LONGEST_LINE) -> Iterator[bytes | None]:
        """The lines without their ends; None in place of one that is too long. Holds one line at a time.

        Args:
            encoding: what to recode to UTF-8 from. longest: bytes a line can have.

        Raises:
            Damaged, TooLarge: as `pieces`, after the last whole line.
        """
        source = self._all() if encoding is None else _recoded(self._all(), encoding)
        parts: list[bytes] = []
        size = 0
        for piece in source:
            *ended, rest = piece.split(b"\n")
            for line in ended:
                whole = size + len(line)
                yield None if whole > longest else b"".join((*parts, line)).removesuffix(b"\r")
                parts, size = [], 0
            size += len(rest)
            if size <= longest:
                parts.append(rest)
            else:
                parts = []
        if size:
            yield None if size > longest else b"".join(parts).removesuffix(b"\r")

    def _all(self) -> Iterator[bytes]:
        kept, self._kept = self._kept, []
        yield from kept
        if self._problem:
            raise self._problem
        yield from self._pieces


def _recoded(source: Iterator[bytes], encoding: str) -> Iterator[bytes]:
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    for piece in source:
        yield decoder.decode(piece).encode("utf-8", errors="replace")
    yield decoder.decode(b"", final=True).encode("utf-8", errors="replace")
