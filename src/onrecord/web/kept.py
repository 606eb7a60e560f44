"""What was just asked, kept for a moment: a page that draws asks for its rows again as JSON, and a slider goes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from starlette.requests import Request

from onrecord.ledger import Ledger
from onrecord.web.site import Site


def kept(ask: Callable[[Ledger, Request], Any]) -> Callable[[Ledger, Request], Any]:
    """The same question, answered once for each address and state of the ledger. Its answers must be frozen."""

    def again(ledger: Ledger, request: Request) -> Any:
        site: Site = request.app.state.site
        asked = tuple(sorted(request.query_params.multi_items()))
        return site.kept(ledger, (ask, request.url.path, asked), lambda: ask(ledger, request))

    return again
