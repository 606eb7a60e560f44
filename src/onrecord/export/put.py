"""Where an export goes: a file, a folder or a zip that is there whole or not at all, or a stream."""

from __future__ import annotations

import io
import os
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from onrecord.cli.output import whole
from onrecord.errors import OutputError
from onrecord.export.format import Format
from onrecord.export.source import Source

PIECE = 1 << 20
"""Bytes that are copied at once."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of files in a zip: the same ledger gives the same bytes."""


def written(form: Format, source: Source, path: Path) -> Iterator[int]:
    """Writes to a path; yields how many reports are done.

    Args:
        path: of a format of one file, a file (packed if it ends in .gz); else a folder that is not there or is empty,
            or a file that ends in .zip.

    Raises:
        OutputError: it cannot be written there, or the folder holds something.
    """
    if form.file is not None:
        if path.is_dir():
            raise OutputError(f"{path} is a folder, and {form.title} is one file", "Name a file.")
        with whole(path) as out:
            yield from form.file(source, out)
    elif path.suffix.lower() == ".zip":
        with whole(path) as out, _beside(path) as made:
            yield from _filled(form, source, Path(made))
            _pack(Path(made), out)
    else:
        if path.exists() and (not path.is_dir() or any(path.iterdir())):
            raise OutputError(f"{path} is there already", "Name a folder that is not there yet, or a .zip.")
        with _beside(path) as made:
            yield from _filled(form, source, Path(made) / "all")
            if path.exists():
                path.rmdir()
            os.replace(Path(made) / "all", path)


def pieces(form: Format, source: Source, give: Callable[[bytes], object]) -> Iterator[int]:
    """Hands a format of one file to a function piece by piece; yields how many reports are done."""
    if form.file is None:
        raise OutputError(f"{form.title} is several files", "Name a folder or a .zip for it.")
    out = _Through(give)
    yield from form.file(source, out)
    out.flush()


class _Through(io.BytesIO):
    """A file whose bytes are handed on; what writes it may not seek."""

    def __init__(self, give: Callable[[bytes], object]) -> None:
        super().__init__()
        self._give = give

    def seekable(self) -> bool:
        return False

    def write(self, data: object) -> int:
        self._give(bytes(data))  # type: ignore[call-overload]
        return len(data)  # type: ignore[arg-type]


def _filled(form: Format, source: Source, folder: Path) -> Iterator[int]:
    folder.mkdir(exist_ok=True)
    if form.folder is not None:
        yield from form.folder(source, folder)


def _beside(path: Path) -> tempfile.TemporaryDirectory[str]:
    """A folder on the same disk, gone afterwards."""
    try:
        return tempfile.TemporaryDirectory(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
    except OSError as problem:
        raise OutputError(f"{path} cannot be written: {problem.strerror or problem}") from problem


def _pack(folder: Path, out: BinaryIO) -> None:
    """Packs the files of a folder, by name."""
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(path.relative_to(folder).as_posix(), _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with packed.open(entry, "w") as into, path.open("rb") as one:
                shutil.copyfileobj(one, into, PIECE)
