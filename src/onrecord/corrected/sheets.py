"""What rows said when they left, where the file that tells is still beside the annotations."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Iterator

import msgspec

from onrecord.corrected.files import Files
from onrecord.corrected.found import Corrections, Document
from onrecord.export import as_exported
from onrecord.export.as_exported import Sheet


class Sheets:
    """The sheets of a folder or archive, by the place of the file of annotations.

    Attributes:
        problem: a sentence where there are none, or they cannot be understood.
    """

    def __init__(self, files: Files) -> None:
        self._found: dict[tuple[str, str], Sheet] = {}
        self.problem = ""
        names = [name for name in files.names(as_exported.NAME) if posixpath.basename(name) == as_exported.NAME]
        if not names:
            self.problem = (
                f"{as_exported.NAME} is missing, so that nobody can tell which annotations were taken out, and what was"
                " decided since: no row is rejected, and rows on which people decided are left alone."
            )
        for name in names:
            try:
                for one in as_exported.sheets(files.read(name)).values():
                    self._found[posixpath.dirname(name), one.file] = one
            except (msgspec.MsgspecError, UnicodeDecodeError) as problem:
                self.problem = f"{name} cannot be understood ({problem}): no row is rejected."

    def of(self, name: str) -> Sheet | None:
        """The sheet of a file of annotations, by its name."""
        stem = posixpath.splitext(posixpath.basename(name))[0]
        return self._found.get((posixpath.dirname(name), stem))

    def lost(self, files: Files, names: list[str]) -> list[Sheet]:
        """The sheets whose file of annotations is not there, though its neighbours are."""
        if files.alone:
            return []
        there = {(posixpath.dirname(name), posixpath.splitext(posixpath.basename(name))[0]) for name in names}
        return [one for place, one in self._found.items() if place not in there]


def corrections(
    files: Files, suffix: str, documents: Callable[[Files, list[str], Sheets, list[str]], Iterator[Document]]
) -> Corrections:
    """The corrections of a format of one file a report; reports whose file is missing are left alone, and told.

    Args:
        suffix: of its files. documents: reads the files of these names, and tells what belongs to none.
    """
    sheets = Sheets(files)
    found = Corrections((), [sheets.problem] if sheets.problem else [])
    names = files.names(suffix)
    found.left += [
        f"{one.file}{suffix} is missing: report {one.report} is left alone." for one in sheets.lost(files, names)
    ]
    found.documents = documents(files, names, sheets, found.left)
    return found
