"""The lines of a file of rows, plain or packed with gzip or zip, one by one, whatever bytes it is made of."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from onrecord.errors import Damaged, EmptyInput, InputError, NoPermission, NotText, NotThere, TooLarge
from onrecord.ingest.encoding import bom, is_binary, wide
from onrecord.ingest.unpack import FREE, RATIO, Bytes

LONGEST = 1_000_000
"""Bytes that a line can have; GDELT's longest have some thousands."""
_ZIP = b"PK"
_UNREADABLE = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError)
"""What zipfile raises of a file that is broken, packed in a way it does not know, or locked with a password."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line.

    Attributes:
        number: counted from 1. text: None of a line that is too long. latin: whether it is no UTF-8, and was read as
            ISO-8859-1.
    """

    number: int
    text: str | None
    latin: bool = False


@contextmanager
def opened(path: Path) -> Iterator[Iterator[tuple[str, Iterator[Line]]]]:
    """The files in a file, each with its name and its lines: one, or those of a zip.

    Lines of one are to be drawn before the next is asked for. Of a file that is cut off, what can be read is given,
    then Damaged is raised.

    Raises:
        InputError: it is not there, may not be opened, holds nothing or is no text.
    """
    with _stream(path) as stream:
        packed = stream.read(2) == _ZIP
        stream.seek(0)
        yield _members(path, stream) if packed else iter([(str(path), _lines(str(path), stream))])


def _stream(path: Path) -> BinaryIO:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise NotText(f"{path} is no file", "Give the path of a file of rows.")
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError) as problem:
        raise NotThere(f"no file {path}", "Check the path.") from problem
    except PermissionError as problem:
        raise NoPermission(f"{path} may not be opened") from problem


def _members(path: Path, stream: BinaryIO) -> Iterator[tuple[str, Iterator[Line]]]:
    try:
        with zipfile.ZipFile(stream) as packed:
            inside = [one for one in packed.infolist() if not one.is_dir()]
            if not inside:
                raise EmptyInput(f"{path} holds no file", "Download it again.")
            for one in inside:
                if one.file_size > FREE and one.file_size > RATIO * max(1, one.compress_size):
                    raise TooLarge(f"{path}: {one.filename} grows past {RATIO} times its size when unpacked")
                with packed.open(one) as member:
                    yield f"{path}/{one.filename}", _lines(f"{path}/{one.filename}", cast(BinaryIO, member))
    except _UNREADABLE as problem:
        raise Damaged(f"{path} cannot be unpacked: {problem}") from problem


def _lines(name: str, stream: BinaryIO) -> Iterator[Line]:
    try:
        whole = Bytes(stream)
        head = whole.head()
        if not head.strip():
            raise EmptyInput(f"{name} holds nothing", "Download it again; there are no rows in it.")
        marked = bom(head)
        encoding = marked[1] if marked else wide(head)
        if not encoding and is_binary(head):
            raise NotText(f"{name} is binary", "Give rows as text, plain or packed with gzip or zip.")
        recoded = encoding if encoding and encoding != "utf-8" else None
        for number, line in enumerate(whole.lines(recoded, LONGEST), 1):
            yield _decoded(number, line)
    except (*_UNREADABLE, OSError) as problem:
        raise Damaged(f"{name} cannot be read to its end: {problem}") from problem
    except InputError as problem:
        if name in problem.message:
            raise
        raise type(problem)(f"{name}: {problem.message}", problem.next_step) from problem


def _decoded(number: int, line: bytes | None) -> Line:
    if line is None:
        return Line(number, None)
    try:
        return Line(number, line.decode("utf-8").removeprefix("\ufeff"))
    except UnicodeDecodeError:
        return Line(number, line.decode("iso-8859-1"), latin=True)
