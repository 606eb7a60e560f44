"""POST /decide: accept or reject a row."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from onrecord.errors import BadDecision
from onrecord.web.answer import as_json, back, remember
from onrecord.web.site import Site


async def decide(request: Request) -> Response:
    """Decides as the form says, and goes back to where it stood.

    Raises:
        BadDecision: the site is read only, or the form asks for nothing that can be decided.
    """
    site: Site = request.app.state.site
    form = {name: value for name, value in (await request.form()).items() if isinstance(value, str)}
    if site.readonly:
        raise BadDecision("this page was opened to read only", "Serve it without --readonly.")
    kind, row, by, why = (form.get(name, "").strip() for name in ("kind", "row", "by", "why"))
    if kind not in ("accept", "reject"):
        raise BadDecision(f"{kind!r} is no decision")

    def made() -> object:
        with site.writing() as ledger:
            return (ledger.accept if kind == "accept" else ledger.reject)(row, by=by, why=why)

    decision = await run_in_threadpool(made)
    answer = as_json(decision) if request.state.json else back(request, form.get("back", "/"))
    remember(answer, site, by)
    return answer


ROUTES = [Route("/decide", decide, methods=["POST"])]
