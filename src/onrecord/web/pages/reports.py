"""/reports: what was read, and what could not be."""

from __future__ import annotations

import heapq

import msgspec
from starlette.requests import Request

from onrecord.analyse.origins import Traced
from onrecord.cli.origins import why
from onrecord.errors import BadQuery
from onrecord.ledger import Found, Ledger, ReportCard, tallies
from onrecord.ledger import reports as listed
from onrecord.ledger.found import NotRead, Tallied
from onrecord.ledger.origins import Reason
from onrecord.web import query
from onrecord.web.answer import page

SHOW = ("reports", "not read")
"""What the list is of."""
PUBLISHERS = 200
"""Publishers that are offered, those of most reports."""


class Reports(msgspec.Struct, frozen=True):
    """A page of reports, or of inputs that were not read.

    Args:
        counted: of each report, by id. not_read: inputs that no list can have rows of; more: whether there are more.
        publishers: of the ledger, those of most reports, by name. marks: that people gave to sources.
    """

    found: Found[ReportCard]
    counted: dict[str, Tallied]
    not_read: tuple[NotRead, ...]
    more: bool
    publishers: tuple[str, ...]
    marks: tuple[str, ...]
    page: int

    def why(self, report: str) -> str:
        """Why a report has its origin, in words."""
        of = self.counted[report]
        card = next(card for card in self.found.rows if card.id == report)
        reason: Reason = of.reason  # type: ignore[assignment]
        return why(Traced(report, None, None, None, card.agency, None, reason, of.of, of.share))


def reports(ledger: Ledger, request: Request) -> Reports:
    """The reports that pass the filters of the address.

    Raises:
        BadQuery, BadDate: a filter is not what it should be.
    """
    number, rows = query.page(request), query.rows(request)
    show = query.text(request, "show") or SHOW[0]
    if show not in SHOW:
        raise BadQuery(f"show is {show!r}", f"Use one of {', '.join(SHOW)}.")
    wants = show == SHOW[0]
    found = listed.listed(
        ledger.store,
        rows if wants else 0,
        publisher=query.text(request, "publisher"),
        start=query.text(request, "from"),
        end=query.text(request, "to"),
        state=query.text(request, "state"),
        marked=query.text(request, "marked"),
        title=query.text(request, "title"),
        offset=(number - 1) * rows if wants else 0,
    )
    failed = () if wants else listed.not_read(ledger.store, rows, (number - 1) * rows)
    return Reports(
        found,
        listed.tallied(ledger.store, (card.id for card in found.rows)),
        failed[:rows],
        found.more if wants else len(failed) > rows,
        tuple(publishers(ledger)),
        tuple(row[0] for row in ledger.rows("SELECT DISTINCT words FROM report_marks ORDER BY words")),
        number,
    )


def publishers(ledger: Ledger) -> list[str]:
    """The publishers of most reports, by name."""
    tallied = tallies.of(ledger.store, "publisher")
    most = heapq.nsmallest(PUBLISHERS, tallied, key=lambda name: (-tallied[name], name))
    return sorted(most, key=str.casefold)


ROUTES = [page("/reports", "reports.html", reports)]
