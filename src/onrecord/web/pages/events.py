"""/events: what happened, one row a happening; /events/REPORT:ID: all that is told of one."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.analyse import Dispute, disputes
from onrecord.cli.disputed import heading
from onrecord.errors import NoSuchRow, UsageError
from onrecord.ledger import Found, Gathered, Ledger
from onrecord.ledger.days import first
from onrecord.web import query
from onrecord.web.answer import environment, page
from onrecord.web.choices import Choices, choices
from onrecord.web.refused import Problem, refused

DISPUTES = 20
"""Disputes of a happening that are shown."""


class Events(msgspec.Struct, frozen=True):
    """A page of happenings. found: null where what was asked for cannot be."""

    found: Found[Gathered] | None
    page: int
    choices: Choices
    problem: Problem | None = None


class Happened(msgspec.Struct, frozen=True):
    """One happening, and what sources dispute about it. row: of the telling that was asked for."""

    row: str
    happening: Gathered
    disputes: tuple[Dispute, ...]


def events(ledger: Ledger, request: Request) -> object:
    """The happenings that pass the filters of the address."""
    number, rows = query.page(request), query.rows(request)
    offered = choices(ledger)
    try:
        found = ledger.happenings(
            actor=query.text(request, "actor"),
            side=query.text(request, "side"),
            type=query.text(request, "type"),
            start=first(query.text(request, "from")),
            end=first(query.text(request, "to")),
            status="all" if query.flag(request, "all") else query.text(request, "status"),
            min_origins=query.number(request, "min-origins", 1, 1_000_000),
            without=query.text(request, "without"),
            rejected=query.flag(request, "rejected"),
            limit=rows,
            offset=(number - 1) * rows,
        )
    except (UsageError, NoSuchRow) as problem:
        return refused(ledger, request, "events.html", Events(None, number, offered), problem)
    return Events(found, number, offered)


def happening(ledger: Ledger, request: Request) -> Happened:
    """The happening that a row tells of."""
    row = request.path_params["row"]
    report, _, event = row.rpartition(":")
    row = f"{ledger.find(report)}:{event}" if report else row
    return Happened(row, ledger.happening(row), disputes(ledger, DISPUTES, row=row).rows)


environment().globals.update(heading=heading)
ROUTES = [page("/events", "events.html", events), page("/events/{row}", "event.html", happening)]
