"""/export: every format, what it holds and loses; /export/FORMAT: the file."""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from onrecord.errors import BadQuery
from onrecord.export import FORMATS, Format, Source, Wanted, load, put
from onrecord.ledger import Coverage, Ledger
from onrecord.web import query
from onrecord.web.answer import page
from onrecord.web.site import Site
from onrecord.web.stream import Give, streamed

PIECE = 1 << 18
"""Bytes that are sent at once."""


class Offered(msgspec.Struct, frozen=True):
    """A format as the page shows it; see `onrecord.export.Format`. file: the name of what comes."""

    format: str
    title: str
    about: str
    standard: str
    holds: tuple[str, ...]
    loses: str
    file: str


class Page(msgspec.Struct, frozen=True):
    """The formats, and how many reports there are to take out."""

    formats: tuple[Offered, ...]
    coverage: Coverage


def export(ledger: Ledger, request: Request) -> Page:
    """What can be taken out."""
    return Page(tuple(_offered(name, ledger.path.stem) for name in FORMATS), ledger.coverage())


def _offered(name: str, stem: str) -> Offered:
    form = load(name)
    return Offered(name, form.title, FORMATS[name], form.standard, form.holds, form.loses, _named(form, stem))


def _named(form: Format, stem: str) -> str:
    return f"{stem}-{form.name}.zip" if form.folder else f"{stem}{form.suffix}"


async def taken(request: Request) -> Response:
    """The ledger, or the reports asked for, in a format.

    Raises:
        BadQuery: there is no such format.
        BadDate, NoSuchRow: a filter is not what it should be; nothing is sent then.
    """
    site: Site = request.app.state.site
    form = load(request.path_params["format"])
    if request.state.json:
        raise BadQuery("a file has no other form", "Leave .json out.")
    wanted = Wanted(
        start=query.text(request, "from"),
        end=query.text(request, "to"),
        publisher=query.text(request, "publisher"),
        actor=query.text(request, "actor"),
        reports=tuple(filter(None, request.query_params.getlist("report"))),
        without=query.text(request, "without"),
        mask=site.mask or query.flag(request, "mask"),
        report_day=query.flag(request, "report_day"),
        on=query.text(request, "on"),
        since=query.text(request, "since"),
    )

    def make(give: Give) -> None:
        with site.reading() as ledger:
            source = Source(ledger, wanted)
            give(b"")
            if form.file is not None:
                for _ in put.pieces(form, source, give):
                    give(b"")
                return
            with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
                packed = Path(folder) / "all.zip"
                for _ in put.written(form, source, packed):
                    give(b"")
                for piece in _pieces(packed):
                    give(piece)

    pieces = streamed(make)
    await anext(pieces)
    first = await anext(pieces, b"")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{_quoted(_named(form, site.path.stem))}"}
    media = "application/zip" if form.folder else form.media
    if request.method == "HEAD":
        await pieces.aclose()
        return Response(media_type=media, headers=headers)
    return StreamingResponse(_filled(first, pieces), media_type=media, headers=headers)


async def _filled(first: bytes, pieces: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Pieces joined to some size; those that only say that work goes on are dropped."""
    waiting = bytearray(first)
    async for piece in pieces:
        waiting += piece
        if len(waiting) >= PIECE:
            yield bytes(waiting)
            waiting.clear()
    yield bytes(waiting)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece


def _quoted(name: str) -> str:
    from urllib.parse import quote

    return quote(name, safe="", errors="replace")


ROUTES = [page("/export", "export.html", export), Route("/export/{format}", taken, methods=["GET"])]
