"""/add: reports dropped on the page; /add/JOB: what became of each."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import BadQuery, NoSuchRow, OutputError, TooLarge
from onrecord.ingest import dates
from onrecord.ledger import Coverage, Ledger
from onrecord.web.answer import as_json, back, page
from onrecord.web.jobs import Job, Jobs, Order, names
from onrecord.web.site import Site

FILES = 2000
"""Files that can be given at once."""
LARGEST = 2 << 30
"""Bytes of all files that are given at once."""
PIECE = 1 << 20


class Page(msgspec.Struct, frozen=True):
    """The jobs so far, the newest first."""

    jobs: tuple[Job, ...]
    coverage: Coverage


def add(ledger: Ledger, request: Request) -> Page:
    """The page to drop files on."""
    return Page(_jobs(request).all(), ledger.coverage())


def job(ledger: Ledger, request: Request) -> Job:
    """One job as it stands."""
    found = _jobs(request).get(request.path_params["job"])
    if found is None:
        raise NoSuchRow(f"no job {request.path_params['job']}", "All that were given since the page began are at /add.")
    return found


async def given(request: Request) -> Response:
    """Takes files and begins to read them.

    Raises:
        BadQuery: there is no file, or the site is read only. BadDate: the day is none.
        TooLarge: the files are larger than can be taken at once.
    """
    site: Site = request.app.state.site
    if site.readonly:
        raise BadQuery("this page was opened to read only", "Serve it without --readonly.")
    told = request.headers.get("content-length", "")
    if not told.isdigit() or int(told) > LARGEST:
        raise TooLarge("the files are larger than can be taken at once", "Use onrecord add, or give fewer.")
    form = await request.form(max_files=FILES, max_fields=20)
    try:
        files = [one for one in form.getlist("files") if isinstance(one, UploadFile) and one.filename]
        if not files:
            raise BadQuery("no file was given", "Choose files, or drop them on the page.")
        published, publisher = (str(form.get(name, "")).strip() or None for name in ("published", "publisher"))
        if published is not None:
            dates.iso(published)
        folder = Path(tempfile.mkdtemp(prefix="onrecord-"))
        try:
            kept = [(name, await _kept(file, folder / f"{n:05d}")) for n, (name, file) in enumerate(_named(files))]
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise
    finally:
        await form.close()
    made = _jobs(request).add(Order(str(site.path), tuple(kept), published, publisher), folder)
    return as_json(made, 202) if request.state.json else back(request, f"/add/{made.id}")


def _named(files: Sequence[UploadFile]) -> Iterator[tuple[str, UploadFile]]:
    return zip(names([one.filename or "" for one in files]), files, strict=True)


async def _kept(file: UploadFile, path: Path) -> str:
    """Writes a file that was sent.

    Raises:
        OutputError: it cannot be written.
    """
    try:
        with path.open("wb") as out:
            await run_in_threadpool(shutil.copyfileobj, file.file, out, PIECE)
    except OSError as problem:
        raise OutputError(f"the files could not be kept to be read: {problem.strerror}") from problem
    return str(path)


async def stop(request: Request) -> Response:
    """Stops a job."""
    _jobs(request).stop(request.path_params["job"])
    return back(request, f"/add/{request.path_params['job']}")


def _jobs(request: Request) -> Jobs:
    found: Jobs = request.app.state.jobs
    return found


ROUTES = [
    page("/add", "add.html", add),
    Route("/add", given, methods=["POST"]),
    page("/add/{job}", "job.html", job),
    Route("/add/{job}/stop", stop, methods=["POST"]),
]
