"""Which files an input names: a file, a folder with all below it, or a glob."""

from __future__ import annotations

import errno
import glob
import os
import stat
from collections.abc import Iterator
from pathlib import Path

from onrecord.errors import InputError, NoPermission, NotText, NotThere
from onrecord.ingest.given import Failure

_PAGE_PARTS = frozenset((".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".ico", ".svg"))
_NAME_IT = "If it is to be read, name it itself."


def found(given: str) -> Iterator[str | Failure]:
    """The files that an input names, in order; a failure for what cannot be reached.

    A folder is read with all that is below it, sorted by name. Hidden files (a dot first) are skipped, and so is the
    folder `X_files` that a browser saves beside a page `X.html`. A folder that links lead to more than once is read
    once, so that a loop of links ends. A link that leads out of the folder is a failure: an archive from somebody else
    must not bring files of this machine into a ledger.

    Args:
        given: a path or a glob (`**` for any depth).
    """
    if "\0" in given:
        yield Failure.of(NotThere("a path cannot hold a zero character"), given)
        return
    try:
        mode = os.stat(given).st_mode
    except OSError as problem:
        if glob.has_magic(given) and problem.errno in (errno.ENOENT, errno.ENOTDIR):
            yield from _matched(given)
        else:
            yield Failure.of(refused(problem, given), given)
        return
    if stat.S_ISDIR(mode):
        yield from _Walk(given).below(given)
    else:
        yield given


def refused(problem: OSError, path: str) -> InputError:
    """What a refusal of the system means."""
    if problem.errno in (errno.EACCES, errno.EPERM):
        return NoPermission(f"{path} may not be opened")
    if problem.errno == errno.ENOENT:
        what = "is a link that leads nowhere" if os.path.islink(path) else "is not there"
        return NotThere(f"{path} {what}")
    if problem.errno == errno.ELOOP:
        return NotThere(f"{path} is a link that leads back to itself")
    return NotThere(f"{path} cannot be opened ({problem.strerror or problem})")


def _matched(pattern: str) -> Iterator[str | Failure]:
    names = sorted(glob.glob(pattern, recursive=True))
    if not names:
        yield Failure.of(NotThere(f"nothing matches {pattern}"), pattern)
    deep = "**" in pattern
    for name in names:
        if not os.path.isdir(name):
            yield name
        elif not deep:
            yield from _Walk(name).below(name)


class _Walk:
    """A way through a folder that was named.

    Args:
        top: the folder.
    """

    def __init__(self, top: str) -> None:
        self.top = os.path.realpath(top)
        self.seen: set[tuple[int, int]] = set()

    def below(self, folder: str) -> Iterator[str | Failure]:
        """The files of a folder and of those in it."""
        try:
            here = os.stat(folder)
            if (here.st_dev, here.st_ino) in self.seen:
                return
            self.seen.add((here.st_dev, here.st_ino))
            with os.scandir(folder) as entries:
                names = {entry.name for entry in entries if not entry.name.startswith(".")}
        except OSError as problem:
            yield Failure.of(refused(problem, folder), folder)
            return
        for name in sorted(names):
            yield from self._entry(os.path.join(folder, name), name, names)

    def _entry(self, path: str, name: str, beside: set[str]) -> Iterator[str | Failure]:
        try:
            mode = os.stat(path).st_mode
        except OSError as problem:
            yield Failure.of(refused(problem, path), path)
            return
        if os.path.islink(path) and self._leads_out(path):
            yield Failure.of(NotThere(f"{path} is a link that leads out of the folder", _NAME_IT), path)
        elif stat.S_ISDIR(mode):
            page = name.removesuffix("_files")
            if page == name or not {f"{page}.html", f"{page}.htm"} & beside:
                yield from self.below(path)
        elif Path(name).suffix.lower() in _PAGE_PARTS:
            yield Failure.of(NotText(f"{path} is a part of a web page, no report"), path)
        elif stat.S_ISREG(mode):
            yield path
        else:
            yield Failure.of(NotText(f"{path} is no file"), path)

    def _leads_out(self, link: str) -> bool:
        return not Path(os.path.realpath(link)).is_relative_to(self.top)
