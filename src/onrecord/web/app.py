"""All pages together."""

from __future__ import annotations

import importlib
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount
from starlette.staticfiles import StaticFiles

from onrecord.errors import OnRecordError
from onrecord.web.answer import failed, missing
from onrecord.web.guard import Guard
from onrecord.web.site import Site

STATIC = Path(__file__).parent / "static"
PAGES = ("home", "search", "claims", "events", "actors", "dossier", "decide")
"""The modules of `pages`."""


def create(site: Site) -> Starlette:
    """The application of a site, for any ASGI server."""
    routes: list[BaseRoute] = [Mount("/static", _Static(directory=STATIC), name="static")]
    for name in PAGES:
        routes += importlib.import_module(f"onrecord.web.pages.{name}").ROUTES
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, site=site)],
        exception_handlers={OnRecordError: _explained, HTTPException: _http, 500: _unforeseen},
    )
    app.state.site = site
    return app


class _Static(StaticFiles):
    """Files of the package; their addresses carry a hash, so that a browser may keep them."""

    def file_response(self, *args: object, **more: object) -> Response:
        answer: Response = super().file_response(*args, **more)  # type: ignore[arg-type]
        answer.headers["cache-control"] = "private, max-age=31536000, immutable"
        return answer


def _explained(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, OnRecordError)
    return failed(request, problem)


def _http(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    return missing(request, problem.status_code, problem.detail)


def _unforeseen(request: Request, problem: Exception) -> Response:
    return missing(request, 500, "This page failed in a way that was not foreseen: a defect of onrecord.")
