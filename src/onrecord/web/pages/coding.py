"""/coding: a codebook, samples, blind codes, agreement, settling, estimates, and the methods appendix."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.coding import Agreement, Coding, Difference, Estimate, Item, Progress, Sample, Version, html, methods
from onrecord.coding import markdown as as_markdown
from onrecord.coding.codebook import RIGHT, WRONG, Codebook, parse
from onrecord.errors import BadDecision, BadQuery, NoSuchRow
from onrecord.ledger import Ledger
from onrecord.ledger.frames import FIELDS, FILTERS, PARTS
from onrecord.web import query
from onrecord.web.answer import as_json, back, environment, page, remember, who
from onrecord.web.site import Site

BOOK = 1 << 20
"""Bytes that a codebook may have."""


class Drawn(msgspec.Struct, frozen=True):
    """A sample, how far its coders are, and whether all codes are told."""

    sample: Sample
    progress: tuple[Progress, ...]
    open: bool


class Desk(msgspec.Struct, frozen=True):
    """The codebook and the samples."""

    book: Version | None
    versions: int
    samples: tuple[Drawn, ...]


class Study(msgspec.Struct, frozen=True):
    """A sample with what follows from its codes, as far as that is told.

    Args:
        again: whether drawing it again gives the same rows. closed: why nothing more is told yet. item: the next row
            that `coder` has to code; null where they are done or nobody is named.
    """

    drawn: Drawn
    book: Codebook
    again: bool | None
    closed: str | None
    agreement: tuple[Agreement, ...] = ()
    differences: tuple[Difference, ...] = ()
    estimates: tuple[Estimate, ...] = ()


class Turn(msgspec.Struct, frozen=True):
    """The next row of a coder. item: null where they are done."""

    sample: Sample
    coder: str
    progress: Progress | None
    item: Item | None


def desk(ledger: Ledger, request: Request) -> Desk:
    """Where coding work begins."""
    coding = Coding(ledger)
    samples = tuple(_drawn(coding, one) for one in reversed(coding.samples()))
    return Desk(coding.codebook(), len(coding.versions()), samples)


def study(ledger: Ledger, request: Request) -> Study:
    """One sample."""
    coding = Coding(ledger)
    sample = coding.sample(request.path_params["sample"])
    drawn, book, again = _drawn(coding, sample), coding.book(sample.codebook), coding.again(sample)
    try:
        estimates = coding.estimate(sample)
    except BadDecision as problem:
        return Study(drawn, book, again, problem.message)
    if len(drawn.progress) < 2:
        return Study(drawn, book, again, None, estimates=estimates)
    return Study(drawn, book, again, None, coding.agreement(sample), coding.differences(sample), estimates)


def turn(ledger: Ledger, request: Request) -> Turn:
    """The next row that somebody has to code: whoever the address names, else who decides on this page."""
    coding = Coding(ledger)
    sample = coding.sample(request.path_params["sample"])
    coder = query.text(request, "coder") or who(request)
    if not coder:
        raise BadQuery("nobody is named", "Choose your name on the page of the sample.")
    item = coding.next(sample, coder)
    progress = next((one for one in coding.progress(sample) if one.coder.casefold() == coder.casefold()), None)
    return Turn(sample, coder, progress, item)


def appendix(ledger: Ledger, request: Request) -> Response:
    """The methods appendix, as a file."""
    site: Site = request.app.state.site
    if request.path_params["form"] not in ("html", "md"):
        raise NoSuchRow("the methods are written as HTML and as Markdown", "Take them from /coding.")
    blocks = site.hidden(ledger, methods(Coding(ledger)))
    if request.state.json:
        return as_json(blocks)
    if request.path_params["form"] == "md":
        text, media, name = as_markdown(blocks), "text/markdown", "methods.md"
    else:
        text, media, name = html(blocks, "Methods"), "text/html", "methods.html"
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(text.encode("utf-8", errors="replace"), media_type=media, headers=headers)


def _drawn(coding: Coding, sample: Sample) -> Drawn:
    return Drawn(sample, coding.progress(sample), coding.is_open(sample))


# -- what is done -----------------------------------------------------------------------------------------------------

Do = Callable[[Coding, FormData, str, str], str]
"""Does something by somebody, for a reason; gives the page to go on with."""


def _keep(coding: Coding, form: FormData, by: str, why: str) -> str:
    coding.keep(parse(str(form.get("text", ""))), by=by, why=why)
    return "/coding"


def _draw(coding: Coding, form: FormData, by: str, why: str) -> str:
    size = str(form.get("size", "")).strip()
    if not size.isascii() or not size.isdigit():
        raise BadQuery(f"{size!r} is no number of rows", "Give a whole number.")
    section = _text(form, "section")
    if section not in PARTS:
        raise BadQuery(f"no rows are called {section!r}", f"Choose from {', '.join(PARTS)}.")
    where = {name: value for name in FILTERS[section] if (value := _text(form, f"where.{name}"))}
    sample = coding.draw(
        section,
        int(size),
        name=_text(form, "name"),
        where=where,
        seed=_text(form, "seed") or None,
        field=_text(form, "field") or None,
        allocation="equal" if form.get("allocation") == "equal" else "proportional",
        coders=[name.strip() for name in _text(form, "coders").split(",") if name.strip()],
        by=by,
        why=why,
    )
    return f"/coding/{sample.id}"


def _code(coding: Coding, form: FormData, by: str, why: str) -> str:
    sample = coding.sample(_text(form, "sample"))
    coding.code(_text(form, "row"), _answers(form), by=by, why=why, sample=sample)
    return f"/coding/{sample.id}/next"


def _settle(coding: Coding, form: FormData, by: str, why: str) -> str:
    sample = coding.sample(_text(form, "sample"))
    coding.settle(sample, _text(form, "row"), _answers(form), by=by, why=why)
    return f"/coding/{sample.id}#differences"


def _open(coding: Coding, form: FormData, by: str, why: str) -> str:
    sample = coding.sample(_text(form, "sample"))
    coding.open(sample.id, by=by, why=why)
    return f"/coding/{sample.id}"


def _assign(coding: Coding, form: FormData, by: str, why: str) -> str:
    sample = coding.sample(_text(form, "sample"))
    coding.assign(sample.id, _text(form, "coder"), by=by, why=why)
    return f"/coding/{sample.id}"


def _answers(form: FormData) -> Mapping[str, str]:
    """Variable to category; of `right` also what is wrong. What has no answer is left for later."""
    found = {}
    for name, value in form.multi_items():
        variable = name.removeprefix("answer.")
        if variable == name or not isinstance(value, str) or value == "later":
            continue
        wrong = [str(one) for one in form.getlist("wrong")] if (variable, value) == (RIGHT.name, "partly") else []
        found[variable] = "" if value == "unsaid" else ":".join([value, ",".join(wrong)] if wrong else [value])
    return found


def _text(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value.strip() if isinstance(value, str) else ""


_DOES: dict[str, Do] = {
    "codebook": _keep, "sample": _draw, "code": _code, "settle": _settle, "open": _open, "assign": _assign,
}  # fmt: skip


async def do(request: Request) -> Response:
    """What a form asks for, as a decision of whoever signs it.

    Raises:
        BadQuery, BadDecision, DataError, NoSuchRow: it cannot be done; nothing was written.
    """
    site: Site = request.app.state.site
    if site.readonly:
        raise BadDecision("this page was opened to read only", "Serve it without --readonly.")
    form = await request.form(max_files=1, max_fields=1000, max_part_size=BOOK)
    what = _DOES.get(request.path_params["what"])
    if what is None:
        raise BadQuery("no such work", "All of it begins at /coding.")
    by, why = _text(form, "by") or who(request), _text(form, "why")
    given = form.get("file")
    if isinstance(given, UploadFile) and given.filename:
        text = (await given.read(BOOK)).decode("utf-8", errors="replace")
        form = FormData([*((name, value) for name, value in form.multi_items() if name != "text"), ("text", text)])

    def work() -> str:
        with site.writing() as ledger:
            return what(Coding(ledger), form, by, why)

    to = await run_in_threadpool(work)
    answer = as_json({"next": to}) if request.state.json else back(request, to)
    remember(answer, site, by)
    return answer


def shown_of(row: str) -> str:
    """The report of a row that was drawn."""
    return row.partition(":")[0]


def options(item: Any) -> tuple[str, ...]:
    """The names of the categories of a variable."""
    return tuple(one.name for one in item.categories)


environment().globals.update(
    coding_filters=FILTERS, coding_fields=FIELDS, coding_parts=PARTS, coding_wrong=WRONG, coding_options=options
)
ROUTES = [
    page("/coding", "coding.html", desk),
    page("/coding/methods.{form:str}", "coding.html", appendix),
    Route("/coding/do/{what}", do, methods=["POST"]),
    page("/coding/{sample}", "study.html", study),
    page("/coding/{sample}/next", "turn.html", turn),
]
