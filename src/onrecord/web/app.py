"""All pages together."""

from __future__ import annotations

import importlib
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import PathLike, StaticFiles
from starlette.types import Scope

from onrecord.errors import OnRecordError
from onrecord.web.answer import failed, missing
from onrecord.web.guard import HEADERS, Guard
from onrecord.web.jobs import Jobs
from onrecord.web.site import Site

STATIC = Path(__file__).parent / "static"
PAGES = (
    "home", "search", "reports", "report", "claims", "events", "actors", "dossier", "disputes", "origins", "timeline",
    "network", "map", "decide", "decisions", "coding", "add", "export",
)  # fmt: skip
"""The modules of `pages`."""


def create(site: Site) -> Starlette:
    """The application of a site, for any ASGI server."""
    routes: list[BaseRoute] = [Mount("/static", _Static(directory=STATIC), name="static")]
    for name in PAGES:
        routes += importlib.import_module(f"onrecord.web.pages.{name}").ROUTES
    jobs = Jobs()

    @asynccontextmanager
    async def living(app: Starlette) -> AsyncIterator[None]:
        yield
        jobs.close()

    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, site=site)],
        lifespan=living,
        exception_handlers={OnRecordError: _explained, HTTPException: _http, 500: _unforeseen},
    )
    app.state.site, app.state.jobs = site, jobs
    return app


class _Static(StaticFiles):
    """Files of the package. What is asked for with the file's hash may be kept; without it, as modules ask for one
    another, it is asked for again each time, and answered with nothing where it has not changed.
    """

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        answer = super().file_response(full_path, stat_result, scope, status_code)
        hashed = scope["query_string"].startswith(b"v=")
        answer.headers["cache-control"] = "private, max-age=31536000, immutable" if hashed else "private, no-cache"
        return answer


def _explained(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, OnRecordError)
    return failed(request, problem)


def _http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return missing(request, problem.status_code, problem.detail, problem.headers)


def _unforeseen(request: Request, problem: Exception) -> Response:
    """Outside the guard, which a defect may be of: the answer is dressed here."""
    scope = request.scope.setdefault("state", {})
    scope.setdefault("json", False)
    why = "This page failed in a way that was not foreseen: a defect of onrecord."
    return missing(request, 500, why, {**HEADERS, "cache-control": "no-store"})
