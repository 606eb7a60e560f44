"""/disputes: where sources disagree, the answers side by side; /disputes/ROW: what is disputed of one row."""

from __future__ import annotations

import msgspec
from markupsafe import Markup
from starlette.requests import Request

from onrecord.analyse import Dispute, Disputes
from onrecord.analyse.disputes import KINDS, USUAL
from onrecord.analyse.disputes import disputes as asked
from onrecord.cli.disputed import heading
from onrecord.dossier.disputed import disagreement
from onrecord.dossier.ranges import ranges
from onrecord.errors import NoSuchRow
from onrecord.ledger import Ledger
from onrecord.web import query
from onrecord.web.answer import environment, page

ROWS = 20
SHOWN = 4
"""Sources of one answer that are shown at first; the others unfold."""


class Page(msgspec.Struct, frozen=True):
    """A page of disputes. row: REPORT:ID that they are about; null where all are asked for."""

    found: Disputes
    page: int
    row: str | None = None


def disputes(ledger: Ledger, request: Request) -> Page:
    """The disputes that pass the filters of the address, those first on which most hangs."""
    kind, actor, row = query.text(request, "kind"), query.text(request, "actor"), request.path_params.get("row")
    number, rows = query.stretch(request, ROWS, 200)
    kinds = (kind,) if kind else KINDS if row else USUAL
    actors = (ledger.actor(actor)[0].id,) if actor else ()
    found = asked(ledger, number * rows, kinds, actors=actors, row=row)
    if row and not found.rows:
        raise NoSuchRow(f"nothing is disputed of {row}, or there is no such row", "All disputes are at /disputes.")
    return Page(msgspec.structs.replace(found, rows=found.rows[(number - 1) * rows :]), number, row)


def drawn(dispute: Dispute) -> Markup | None:
    """The numbers of a dispute as a drawing; None where it is not about numbers."""
    made = ranges(disagreement(dispute))
    return Markup(made) if made else None


environment().globals.update(dispute_heading=heading, dispute_drawn=drawn, DISPUTE_KINDS=KINDS, DISPUTE_SHOWN=SHOWN)
ROUTES = [page("/disputes", "disputes.html", disputes), page("/disputes/{row}", "disputes.html", disputes)]
