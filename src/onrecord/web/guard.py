"""Who may ask: only this machine under its own name, only who has the token, and nothing may be changed from elsewhere.

The server listens on 127.0.0.1. A page of another machine can still make this browser ask it, so: the Host must be ours
(against names that are made to point here), the token must have been in the address once (then a cookie holds it, which
no other site may send along), what changes something must come from our own pages (Origin), and no page of ours loads
anything from, or is shown inside, another one.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from onrecord.web.site import Site

SAFE = frozenset({"GET", "HEAD"})
JSON = ".json"
HTTP = 80
FIELDS = 200
"""Parts of a query at most."""
FILES = "/static/"
"""Where files are what they are called, also those that end in .json."""
POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "x-dns-prefetch-control": "off",
    "x-robots-tag": "noindex",
}


class Guard:
    """Lets a request through to the pages, or says no. An address of a page that ends in .json is asked for as JSON."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self.app = app
        self.site = site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "lifespan":
            await self.app(scope, receive, send)
            return
        if scope["type"] != "http":
            await send({"type": "websocket.close", "code": 1008})
            return
        refused = self._refusal(scope)
        if refused is None:
            state = scope.setdefault("state", {})
            state["json"] = scope["path"].endswith(JSON) and not scope["path"].startswith(FILES)
            if state["json"]:
                scope["path"] = scope["path"][: -len(JSON)] or "/"
                scope.pop("raw_path", None)
        await (refused or self.app)(scope, receive, self._dressed(send))

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        if headers.get("host", "").lower() not in self.site.hosts:
            return _no(421, "This page is not served under that name.")
        try:
            given, query = _taken(scope["query_string"])
        except ValueError:
            return _no(400, f"An address may ask for {FIELDS} things at most.")
        if given is not None and self._right(given):
            return self._welcome(scope, query)
        known = self._right(_bearer(headers)) or self._right(_cookie(headers, self.site.cookie))
        if not known:
            return _no(403, "Open the address that onrecord serve printed: it ends in a token.")
        if scope["method"] not in SAFE and not _is_ours(headers):
            return _no(403, "Nothing is changed on the word of another page.")
        return None

    def _welcome(self, scope: Scope, query: str) -> Response | None:
        """Keeps the token in a cookie and takes it out of the address; a program goes on without one."""
        if scope["method"] not in SAFE:
            return _no(403, "Nothing is changed by following a link.")
        if scope["path"].endswith(JSON):
            scope["query_string"] = query.encode("ascii", errors="replace")
            return None
        path = "/" + scope.get("raw_path", b"/").decode("ascii", errors="replace").partition("?")[0].lstrip("/\\")
        answer = RedirectResponse(f"{path}?{query}" if query else path, 303)
        answer.set_cookie(self.site.cookie, self.site.token, httponly=True, samesite="strict", path="/")
        return answer

    def _right(self, given: str | None) -> bool:
        return given is not None and hmac.compare_digest(given.encode(), self.site.token.encode())

    @staticmethod
    def _dressed(send: Send) -> Send:
        """Adds what every answer carries; a page of ours may have a policy of its own (a dossier brings its sheet)."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        return dressed


def _no(status: int, why: str) -> Response:
    return PlainTextResponse(f"{why}\n", status)


def _taken(query: bytes) -> tuple[str | None, str]:
    """The token of a query, and the query without it.

    Raises:
        ValueError: it has more parts than any page asks for.
    """
    pairs = parse_qsl(query.decode("utf-8", errors="replace"), keep_blank_values=True, max_num_fields=FIELDS)
    tokens = [value for name, value in pairs if name == "token"]
    return (tokens[0] if tokens else None), urlencode([pair for pair in pairs if pair[0] != "token"])


def _bearer(headers: Headers) -> str | None:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None


def _cookie(headers: Headers, name: str) -> str | None:
    try:
        found = SimpleCookie(headers.get("cookie", "")).get(name)
    except CookieError:
        return None
    return found.value if found else None


def _is_ours(headers: Headers) -> bool:
    """Whether what is to be changed is asked by our own page, or by a program that sends the token itself."""
    origin = headers.get("origin")
    if origin is not None:
        return origin.lower() == f"http://{headers['host'].lower()}"
    site = headers.get("sec-fetch-site")
    return site == "same-origin" or (site is None and _bearer(headers) is not None)


def hosts(port: int, names: Iterable[str] = ("127.0.0.1", "localhost")) -> frozenset[str]:
    """The names under which a port is served; a browser leaves 80 out.

    >>> sorted(hosts(80, ["localhost"]))
    ['localhost', 'localhost:80']
    """
    plain = names if port == HTTP else ()
    return frozenset((*plain, *(f"{name}:{port}" for name in names)))
