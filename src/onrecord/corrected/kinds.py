"""What a file that somebody gives to `onrecord import` is, by its content alone."""

from __future__ import annotations

import gzip
import json
import tarfile
import zipfile
import zlib
from pathlib import Path
from typing import Literal

from onrecord.corrected import brat, uima_cas, web_annotation
from onrecord.corrected.files import Files
from onrecord.corrected.found import Corrections
from onrecord.errors import Damaged, EmptyInput, NoPermission, NotText, NotThere

Kind = Literal["ledger", "readings", "brat", "uima-cas", "web-annotation"]
_SQLITE = b"SQLite format 3\x00"
_HEAD = 1 << 16
_ADVICE = (
    "Give a ledger, JSON lines of onrecord, or annotations from brat, UIMA CAS (a folder or archive) or Web Annotation."
)


def kind_of(path: Path) -> Kind:
    """What a file or folder is.

    Raises:
        NotThere, NoPermission: it cannot be opened. EmptyInput: it holds nothing. Damaged: an archive is broken.
        NotText: it is nothing that can be imported.
    """
    if path.is_dir():
        return _of_files(Files(path))
    head = _begin(path)
    if head.startswith(_SQLITE):
        return "ledger"
    if zipfile.is_zipfile(path) or _is_tar(path, head):
        return _of_files(Files(path))
    if head.startswith(b"\x1f\x8b"):
        head = _unpacked(path)
    text = head.decode("utf-8-sig", errors="ignore").lstrip()
    if text.startswith("<") and "http://www.omg.org/XMI" in text:
        return "uima-cas"
    if text.startswith(("{", "[")):
        return _of_json(path, text)
    raise NotText(f"{path} is nothing that can be imported", _ADVICE)


def read(path: Path, kind: Kind) -> Corrections:
    """The corrections that a file of annotations holds.

    Raises:
        InputError: it cannot be opened, unpacked or understood as a whole.
    """
    if kind == "web-annotation":
        return web_annotation.read(path)
    return brat.read(Files(path)) if kind == "brat" else uima_cas.read(Files(path))


def _of_files(files: Files) -> Kind:
    if files.names(".ann"):
        return "brat"
    if files.names(".xmi"):
        return "uima-cas"
    raise NotText(f"{files.path} holds no annotations: no file that ends in .ann or .xmi", _ADVICE)


def _of_json(path: Path, text: str) -> Kind:
    """Our own lines, or annotations: by the first line, or by the words of a document that is one value."""
    first = text.split("\n", 1)[0]
    try:
        value = json.loads(first)
    except ValueError:
        value = None
    if isinstance(value, dict) and {"format", "reader", "report"} <= value.keys():
        return "readings"
    if '"reader"' in first and '"report"' in first and '"format"' in first and "Annotation" not in first[:200]:
        return "readings"
    if "Annotation" in text or "www.w3.org/ns/anno" in text:
        return "web-annotation"
    raise NotText(f"{path} is JSON, but neither readings nor annotations", _ADVICE)


def _begin(path: Path) -> bytes:
    try:
        with path.open("rb") as opened:
            head = opened.read(_HEAD)
    except FileNotFoundError as problem:
        raise NotThere(f"no file {path}") from problem
    except PermissionError as problem:
        raise NoPermission(f"{path} may not be opened") from problem
    if not head.strip():
        raise EmptyInput(f"{path} is empty")
    return head


def _unpacked(path: Path) -> bytes:
    try:
        with gzip.open(path) as opened:
            return opened.read(_HEAD)
    except (OSError, EOFError, zlib.error) as problem:
        raise Damaged(f"{path} cannot be unpacked: {problem}") from problem


def _is_tar(path: Path, head: bytes) -> bool:
    """Whether it is a tar archive, packed or not; a packed text is none."""
    if not (head.startswith((b"\x1f\x8b", b"BZh", b"\xfd7zXZ")) or head[257:262] == b"ustar"):
        return False
    try:
        return tarfile.is_tarfile(path)
    except (OSError, EOFError, zlib.error):
        return False
