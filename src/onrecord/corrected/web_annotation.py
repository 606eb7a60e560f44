"""Annotations that people corrected in a tool for W3C Web Annotation, read back.

Annotations of onrecord have the id `urn:onrecord:REPORT:ROW`; a tag of theirs says FIELD=VALUE. They come one a line,
as an array, or as an AnnotationCollection, AnnotationPage or container of any shape. Where the file has the annotation
of a whole report (`urn:onrecord:REPORT:report`), claims, events, relations and figures that are not there were taken
out. Sentences, mentions and other rows on which nobody decides are passed over.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from onrecord.corrected.files import LARGEST, text_of
from onrecord.corrected.found import Corrections, Document, Edited
from onrecord.corrected.quoted import Quoted
from onrecord.errors import Damaged, NoPermission, NotText, NotThere, TooLarge
from onrecord.ledger.fields import FIELDS, section_of

URN = "urn:onrecord:"
WHOLE = "report"
"""What stands for a row in the id of the annotation of a whole report."""
_PLAIN_ROW = re.compile(r"[a-z]\d+|[a-z]+(?:-\d+)?")


def read(path: Path) -> Corrections:
    """The corrections of a file: JSON or JSON lines, packed or not."""
    documents: dict[str, Document] = {}
    found = Corrections(())
    for number, value in enumerate(_values(path), 1):
        for annotation in _annotations(value):
            try:
                _put(documents, annotation, found.left)
            except (AttributeError, KeyError, TypeError, ValueError):
                found.left.append(f"The annotation {number} cannot be understood: {str(annotation)[:80]}")
    found.documents = documents.values()
    return found


def _values(path: Path) -> Iterator[Any]:
    """The JSON values of a file: one a line, or one alone."""
    try:
        with path.open("rb") as opened:
            packed = opened.read(2) == b"\x1f\x8b"
        with gzip.open(path) if packed else path.open("rb") as lines:
            first = lines.readline(LARGEST + 1)
            try:
                yield json.loads(text_of(first))
            except ValueError:
                yield json.loads(text_of(first + _rest(lines.read(LARGEST + 1), path)))
                return
            for line in lines:
                if line.strip():
                    yield _line(line)
    except FileNotFoundError as problem:
        raise NotThere(f"no file {path}") from problem
    except PermissionError as problem:
        raise NoPermission(f"{path} may not be opened") from problem
    except (OSError, EOFError) as problem:
        raise Damaged(f"{path} cannot be unpacked: {problem}") from problem
    except ValueError as problem:
        raise NotText(f"{path} is no JSON: {problem}") from problem


def _rest(data: bytes, path: Path) -> bytes:
    if len(data) > LARGEST:
        raise TooLarge(f"{path} is larger than {LARGEST >> 20} MB", "Give one annotation a line.")
    return data


def _line(line: bytes) -> Any:
    try:
        return json.loads(text_of(line))
    except ValueError:
        return {"type": "Annotation", "id": None, "body": text_of(line[:60])}


def _annotations(value: Any) -> Iterator[Any]:
    """The annotations in a value, however they are packed."""
    if isinstance(value, list):
        for one in value:
            yield from _annotations(one)
    elif isinstance(value, dict) and not _is(value, "Annotation"):
        for name in ("first", "items", "@graph", "rows", "contains"):
            if isinstance(value.get(name), list | dict):
                yield from _annotations(value[name])
    else:
        yield value


def _is(value: dict[str, Any], kind: str) -> bool:
    kinds = value.get("type", value.get("@type", ()))
    return kind in (kinds if isinstance(kinds, list) else [kinds])


def _put(documents: dict[str, Document], annotation: dict[str, Any], left: list[str]) -> None:
    name = annotation.get("id") or annotation.get("@id") or ""
    report, row = _named(name) if isinstance(name, str) else ("", "")
    if not row:
        about = _named(_source(annotation))[0] if annotation.get("target") else ""
        told = "is new: onrecord takes decisions, not new rows."
        left.append(
            f"The annotation {name or _words(annotation) or '?'} {f'of report {about} ' if about else ''}{told}"
        )
        return
    document = documents.setdefault(report, Document(report))
    if row == WHOLE:
        document.whole = True
        creator = annotation.get("creator")
        document.reader = creator.get("name") if isinstance(creator, dict) else None
        said = dict(_tags(annotation))
        document.about = {field: " ".join(said.get(field, "").split()) for field in FIELDS["report"]}
        return
    section = section_of(row)
    if section is None:
        return
    tags = dict(_tags(annotation))
    fields = {field: " ".join(tags.get(field, "").split()) for field in FIELDS[section]}
    document.put(row, Edited(section, fields, tags.get("verdict")))
    document.quoted[row] = [Quoted.of(target) for target in _list(annotation.get("target"))]


def _named(name: str) -> tuple[str, str]:
    """Report and row of urn:onrecord:REPORT:ROW; nothing of any other name."""
    if not name.startswith(URN):
        return "", ""
    report, _, row = name.removeprefix(URN).partition(":")
    return (unquote(report), unquote(row)) if not row or _PLAIN_ROW.fullmatch(unquote(row)) else ("", "")


def _tags(annotation: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """FIELD=VALUE of each tag; of a field with several, the last one, as a tool adds it at the end."""
    for body in _list(annotation.get("body")):
        if isinstance(body, dict) and "tagging" in _list(body.get("purpose")):
            field, sign, value = str(body.get("value", "")).partition("=")
            if sign:
                yield field.strip(), value.strip()


def _source(annotation: dict[str, Any]) -> str:
    for target in _list(annotation.get("target")):
        source = target.get("source", "") if isinstance(target, dict) else target
        if isinstance(source, str):
            return source
    return ""


def _words(annotation: dict[str, Any]) -> str:
    quotes = [Quoted.of(target).exact for target in _list(annotation.get("target"))]
    words = " … ".join(quote for quote in quotes if quote)
    return f"“{' '.join(words.split())[:60]}”" if words else ""


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]
