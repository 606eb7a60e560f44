"""/decide: what waits for a person, the least certain first; /decide/ROW: one row; POST /decide: a decision."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence

import click
import msgspec
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.cli.decide import decided_as
from onrecord.errors import BadDecision, LedgerBusy, OnRecordError
from onrecord.ledger import ActorCard, Ledger
from onrecord.ledger.fields import FIELDS, NAMING, choices
from onrecord.ledger.queue import Open
from onrecord.ledger.unsure import SECTIONS, unsure
from onrecord.mask import BLOCK
from onrecord.model import Decision
from onrecord.web import query
from onrecord.web.answer import AGAIN, answer, as_json, back, environment, html, masked, page, remember, who
from onrecord.web.cards import Card, card, cards
from onrecord.web.site import Site

ROWS = 10
REASONS = 8
"""Reasons that are offered again."""


class Queue(msgspec.Struct, frozen=True):
    """What waits.

    Args:
        open: decisions that have no effect until somebody decides anew. rows: that nobody judged, the least certain
            first. today: how many decisions of this day, by whom. reasons: given last.
    """

    open: tuple[Open, ...]
    rows: tuple[Card, ...]
    page: int
    more: bool
    today: dict[str, int]
    reasons: tuple[str, ...]


class One(msgspec.Struct, frozen=True):
    """A row to decide on, and the decisions on it so far, undone ones too."""

    card: Card
    reasons: tuple[str, ...]


class Two(msgspec.Struct, frozen=True):
    """Actors that may be one: the first one's id and name would stand for all."""

    cards: tuple[ActorCard, ...]
    reasons: tuple[str, ...]


class Made(msgspec.Struct, frozen=True):
    """What became of what was asked: the decision and what follows, or why not.

    Args:
        card: the row as it stands now. told: sentences. form: as it was sent, where it was not understood.
    """

    decision: Decision | None = None
    told: tuple[str, ...] = ()
    card: Card | None = None
    code: str | None = None
    message: str | None = None
    next_step: str | None = None
    form: dict[str, str] = {}


def queue(ledger: Ledger, request: Request) -> Queue:
    """What waits for a person, and the rows that nobody judged, by filters of the address."""
    number, rows = query.page(request), query.number(request, "rows", ROWS, 100)
    if query.text(request, "view") == "one":
        rows = 1
    found = unsure(
        ledger.store,
        query.text(request, "section"),
        type=query.text(request, "type"),
        actor=query.text(request, "actor"),
        publisher=query.text(request, "publisher"),
        limit=rows + 1,
        offset=(number - 1) * rows,
    )
    today = {row["made_by"]: row["n"] for row in ledger.rows(_TODAY)}
    made = tuple(cards(ledger, [one.row for one in found[:rows]]))
    return Queue(ledger.queue(), made, number, len(found) > rows, today, _reasons(ledger))


def one(ledger: Ledger, request: Request) -> One:
    """A row, with the forms for all that can be decided on it."""
    return One(card(ledger, request.path_params["row"]), _reasons(ledger))


def two(ledger: Ledger, request: Request) -> Two:
    """Actors side by side, before they are made one."""
    named = [name for name in (query.text(request, "actor"), query.text(request, "with")) if name]
    found = {one.id: one for name in named for one in ledger.actor(name)[:1]}
    return Two(tuple(found.values()), _reasons(ledger))


async def decide(request: Request) -> Response:
    """Decides as the form says.

    A program (.json) gets the decision; htmx gets the row as it stands now; a browser goes back to where it was. What
    is not understood comes back with the reason and all that was typed.
    """
    site: Site = request.app.state.site
    form = await request.form(max_files=0, max_fields=200)
    asked = {name: value for name, value in form.items() if isinstance(value, str)}
    by = asked.get("by", "").strip() or who(request)

    def made() -> Made:
        if site.readonly:
            raise BadDecision("this page was opened to read only", "Serve it without --readonly.")
        kind, target = asked.get("kind", "").strip(), site.meant(asked.get("row", "").strip())
        values, why = [site.meant(value) for value in _values(kind, form)], asked.get("why", "").strip()
        if site.mask and any(BLOCK in value for value in (target, *values)):
            raise BadDecision(
                "words that are masked on this page would be decided", "Serve it without --mask for this."
            )
        with site.writing() as ledger:
            try:
                decision, told = decided_as(ledger, kind, target, values, by, why)
            except click.UsageError as problem:
                raise BadDecision(problem.message) from problem
            row = _row_of(ledger, decision)
            return site.hidden(ledger, Made(decision, tuple(told), card(ledger, row) if row else None))

    try:
        found = await run_in_threadpool(made)
    except OnRecordError as problem:
        return _refused(request, problem, asked)
    if request.state.json:
        given = as_json(found)
    elif request.headers.get("hx-request"):
        given = Response(html(request, "decided.html", d=found, by=by), media_type="text/html")
    else:
        given = back(request, asked.get("back", "/decide"))
    remember(given, site, by)
    given.background = BackgroundTask(_catch_up, site)
    return given


def _refused(request: Request, problem: OnRecordError, asked: dict[str, str]) -> Response:
    step = AGAIN if isinstance(problem, LedgerBusy) else problem.next_step
    told = masked(request, Made(code=problem.code, message=problem.message, next_step=step))
    told = msgspec.structs.replace(told, form=asked)
    if request.headers.get("hx-request") and not request.state.json:
        return Response(html(request, "decided.html", d=told, by=asked.get("by", "")), 422, media_type="text/html")
    return answer(request, "refused.html", told, 400)


def _values(kind: str, form: FormData) -> Sequence[str]:
    """What follows the target of a decision, as `onrecord decide` takes it."""
    more = [value.strip() for value in form.getlist("more") if isinstance(value, str) and value.strip()]
    if kind == "correct":
        fields = ((str(name)[6:], str(value)) for name, value in form.items() if str(name).startswith("field."))
        return [f"{name}={value}" for name, value in fields if value.strip() != str(form.get(f"was.{name}", ""))]
    if kind == "mark":
        return [f"as={form.get('as', '')}"]
    if kind == "split" and str(form.get("name", "")).strip():
        return [*more, f"name={form.get('name')}"]
    return more


def _row_of(ledger: Ledger, decision: Decision) -> str | None:
    """The row that a decision is about; of an undoing, that of what it undoes."""
    if decision.undoes:
        decision = next(one for one in ledger.decisions() if one.id == decision.undoes)
    first = decision.anchors[0] if decision.anchors else None
    return first.name if first and first.row else None


def _catch_up(site: Site) -> None:
    """Compares what a merger left to compare; another change may come between, and whoever writes next goes on."""
    with contextlib.suppress(LedgerBusy), site.writing() as ledger:
        for _ in ledger.catch_up():
            pass


def _reasons(ledger: Ledger) -> tuple[str, ...]:
    return tuple(row["why"] for row in ledger.rows(_REASONS, (REASONS,)))


def fields(section: str) -> list[tuple[str, tuple[str, ...], bool]]:
    """The fields of a section that can be corrected: name, choices, and whether it names actors."""
    return [(name, choices(section, name), name in NAMING) for name in FIELDS[section]]


_TODAY = "SELECT made_by, count(*) AS n FROM decisions WHERE made_at >= date('now') GROUP BY made_by ORDER BY n DESC"
_REASONS = """
SELECT why FROM decisions WHERE why <> '' AND kind IN ('accept', 'reject', 'correct', 'merge', 'split', 'join', 'mark')
GROUP BY why ORDER BY max(number) DESC LIMIT ?
"""
"""Of codes, the reason is a note on what is coded blind."""
environment().globals.update(decide_fields=fields, DECIDE_SECTIONS=tuple(SECTIONS))
ROUTES = [
    Route("/decide", decide, methods=["POST"]),
    page("/decide", "decide.html", queue),
    page("/decide/actors", "merge.html", two),
    page("/decide/{row}", "decide_one.html", one),
]
