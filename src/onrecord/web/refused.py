"""A page that says in place what is wrong with what was asked for, and keeps what was typed."""

from __future__ import annotations

from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from onrecord.errors import NoSuchRow, OnRecordError
from onrecord.ledger import Ledger
from onrecord.web.answer import answer
from onrecord.web.site import Site

ELSEWHERE = "Look for the name under Actors, or search for it."
"""What to do where somebody is not known; the commands have words of their own for it."""


class Problem(msgspec.Struct, frozen=True):
    """What is wrong, and what to do."""

    code: str
    message: str
    next_step: str


def refused(ledger: Ledger, request: Request, template: str, shown: Any, problem: OnRecordError) -> Response:
    """The page with its form and, as `d.problem`, what is wrong; the status says so too, but not to htmx, which would
    then show nothing.

    Args:
        shown: a struct with a field `problem`, and nothing found.

    Raises:
        OnRecordError: the same problem, where JSON is asked for.
    """
    if request.state.json:
        raise problem
    site: Site = request.app.state.site
    unknown = isinstance(problem, NoSuchRow)
    told = Problem(problem.code, problem.message, ELSEWHERE if unknown else problem.next_step)
    shown = site.hidden(ledger, msgspec.structs.replace(shown, problem=told))
    wrong = 404 if unknown else 400
    return answer(request, template, shown, 200 if "hx-request" in request.headers else wrong)
