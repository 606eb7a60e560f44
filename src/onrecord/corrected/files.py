"""The files that a folder, a .zip or a .tar.gz holds, by name; nothing is ever unpacked to the disk."""

from __future__ import annotations

import tarfile
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from onrecord.errors import Damaged, NoPermission, NotThere, TooLarge
from onrecord.export import as_exported

LARGEST = 64 << 20
"""Bytes of one file, unpacked."""
MOST = 1_000_000
"""Files."""


class Files:
    """Files by name, as they lie in their folder or archive; or one file, and what left beside it (then `alone`).

    Raises:
        Damaged: an archive is broken. NotThere, NoPermission: it cannot be opened. TooLarge: it holds too many files.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._read: dict[str, Callable[[], bytes]] = {}
        self.alone = False
        try:
            if path.is_dir():
                self._folder()
            elif zipfile.is_zipfile(path):
                self._zip()
            elif tarfile.is_tarfile(path):
                self._tar()
            else:
                self._one()
        except FileNotFoundError as problem:
            raise NotThere(f"no file {path}") from problem
        except PermissionError as problem:
            raise NoPermission(f"{path} may not be opened") from problem
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, OSError) as problem:
            raise Damaged(f"{path} cannot be unpacked: {problem}") from problem
        if len(self._read) > MOST:
            raise TooLarge(f"{path} holds more than {MOST:,} files")

    def names(self, suffix: str = "") -> list[str]:
        """The names that end so, in order."""
        return sorted(name for name in self._read if name.lower().endswith(suffix))

    def read(self, name: str) -> bytes:
        """The bytes of a file.

        Raises:
            NotThere: there is none of that name. Damaged, TooLarge: it cannot be unpacked.
        """
        if name not in self._read:
            raise NotThere(f"{self.path} holds no {name}")
        try:
            data = self._read[name]()
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, zlib.error, RuntimeError, OSError) as problem:
            raise Damaged(f"{name} in {self.path} cannot be unpacked: {problem}") from problem
        if len(data) > LARGEST:
            raise TooLarge(f"{name} in {self.path} is larger than {LARGEST >> 20} MB")
        return data

    def _folder(self) -> None:
        for one in self.path.rglob("*"):
            if one.is_file() and not one.is_symlink():
                self._read[one.relative_to(self.path).as_posix()] = _of_file(one)

    def _one(self) -> None:
        """A file alone, with what left beside it."""
        self.alone = True
        for one in (self.path, self.path.with_name(as_exported.NAME)):
            if one == self.path or one.is_file():
                self._read[one.name] = _of_file(one)

    def _zip(self) -> None:
        packed = zipfile.ZipFile(self.path)
        for one in packed.infolist():
            if not one.is_dir():
                self._read[one.filename] = _of_zip(packed, one)

    def _tar(self) -> None:
        packed = tarfile.open(self.path)  # noqa: SIM115 -- its files are read later
        for one in packed.getmembers():
            if one.isfile():
                self._read[one.name] = _of_tar(packed, one)


def _of_file(path: Path) -> Callable[[], bytes]:
    def read() -> bytes:
        with path.open("rb") as opened:
            return opened.read(LARGEST + 1)

    return read


def _of_zip(packed: zipfile.ZipFile, one: zipfile.ZipInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        with packed.open(one) as opened:
            return opened.read(LARGEST + 1)

    return read


def _of_tar(packed: tarfile.TarFile, one: tarfile.TarInfo) -> Callable[[], bytes]:
    def read() -> bytes:
        opened = packed.extractfile(one)
        if opened is None:
            raise tarfile.TarError("it is no file")
        with opened:
            return opened.read(LARGEST + 1)

    return read


def text_of(data: bytes) -> str:
    """UTF-8 text, with U+FFFD for what is none; a mark of the byte order is no part of it."""
    return data.decode("utf-8-sig", errors="replace")
