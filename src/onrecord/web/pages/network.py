"""/network: who stood how with whom on a day, and what changed since an earlier one."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord import analyse
from onrecord.analyse.network import Network
from onrecord.cli.ties import told_by
from onrecord.ledger import Coverage, Ledger
from onrecord.web import query
from onrecord.web.answer import environment, page
from onrecord.web.kept import kept

ROWS = 120
"""Ties, and changes, that are drawn and listed."""


class Page(msgspec.Struct, frozen=True):
    """A day of the network.

    Args:
        found: null where no report has a date. first, last: days of the earliest and the latest report.
    """

    found: Network | None
    first: str | None
    last: str | None
    coverage: Coverage


def network(ledger: Ledger, request: Request) -> Page:
    """The ties on the day of the address, or on that of the latest report."""
    [days] = ledger.rows("SELECT min(day) AS first, max(day) AS last FROM current_readings WHERE day < '9999'")
    on = query.text(request, "on", 30) or days["last"]
    if on is None:
        return Page(None, None, None, ledger.coverage())
    found = analyse.network(
        ledger,
        on,
        query.text(request, "since", 30),
        query.number(request, "rows", ROWS, query.MOST),
        actors=_several(request, "actor"),
        voices=_several(request, "voice"),
        publishers=_several(request, "publisher"),
        min_origins=query.number(request, "min-origins", 1, 1000),
    )
    return Page(found, days["first"], days["last"], found.coverage)


def _several(request: Request, name: str) -> tuple[str, ...]:
    given = (one.strip() for one in request.query_params.getlist(name))
    return tuple(query.meant(request, one) for one in given if one)


environment().globals.update(told_by=told_by)
ROUTES = [page("/network", "network.html", kept(network))]
