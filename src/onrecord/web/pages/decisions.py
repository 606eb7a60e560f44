"""/decisions: all that people decided, the newest first, and whether it is in force."""

from __future__ import annotations

import msgspec
from starlette.requests import Request

from onrecord.cli.decided import Row, rows
from onrecord.errors import BadQuery
from onrecord.ledger import Coverage, Ledger
from onrecord.model import DECISION_KINDS
from onrecord.web import query
from onrecord.web.answer import environment, page


class Page(msgspec.Struct, frozen=True):
    """A page of decisions. total: how many pass the filters. people: all who decided."""

    rows: tuple[Row, ...]
    total: int
    page: int
    more: bool
    people: tuple[str, ...]
    coverage: Coverage


def decisions(ledger: Ledger, request: Request) -> Page:
    """The decisions that pass the filters of the address.

    Raises:
        BadQuery: there is no such kind.
    """
    kind, by, report = (query.text(request, name) for name in ("kind", "by", "report"))
    if kind is not None and kind not in DECISION_KINDS:
        raise BadQuery(f"{kind} is no kind of decision", f"Choose from {', '.join(DECISION_KINDS)}.")
    made = ledger.decisions(ledger.find(report) if report else None)
    undone = {one.undoes for one in ledger.decisions()}
    some = [
        msgspec.structs.replace(row, in_force=row.id not in undone)
        for row in reversed(rows(made, ledger.queue()))
        if kind in (None, row.kind) and by in (None, row.by)
    ]
    number, most = query.page(request), query.rows(request)
    shown = some[(number - 1) * most : number * most]
    people = tuple(dict.fromkeys(one.by for one in reversed(ledger.decisions())))
    return Page(tuple(shown), len(some), number, len(some) > number * most, people, ledger.coverage())


environment().globals.update(DECISION_KINDS=DECISION_KINDS)
ROUTES = [page("/decisions", "decisions.html", decisions)]
