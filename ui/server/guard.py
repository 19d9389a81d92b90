"""What stands before Streamlit: every request and every websocket passes here first.

A request is answered by the dashboard only if it is sent to one of its names, by a page of its
own or by no page, from a browser that is in. Everything else gets one of the pages of
:mod:`ui.server.pages`, or, for a websocket, no connection.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs, parse_qsl, urlencode

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from ui.server import pages
from ui.server.keys import Keys, TooManyTriesError
from ui.server.names import Names

HEALTH = "/_stcore/health"
"""Says that the server is up, and nothing else; whoever uses one of its names may ask."""
LOGIN = "/_readouts/login"
TOKEN = "token"
"""Name of the token in the address that opens the dashboard once."""
_LONGEST_FORM = 4_096
"""Bytes of a form with a password."""
_SOURCES = "'self' data: blob: 'unsafe-inline' 'unsafe-eval'"
"""Where the pages load from: the dashboard itself, and what they made themselves."""


class Guard:
    """An ASGI application that lets through to another what belongs to it.

    Args:
        app: the dashboard.
        names: the names that it answers to.
        keys: who is let in.
        cookie: name of the cookie; of its own for each port, which browsers do not tell apart.
        secure: whether browsers reach it by https only.
        used: called when the token was used.
    """

    def __init__(
        self,
        app: ASGIApp,
        names: Names,
        keys: Keys,
        *,
        cookie: str,
        secure: bool = False,
        used: Callable[[], None] = lambda: None,
    ) -> None:
        self._app, self._names, self._keys = app, names, keys
        self._cookie, self._secure, self._used = cookie, secure, used

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or let through."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = HTTPConnection(scope)
        origin = connection.headers.get("origin", "")
        if self._refusal(connection) or not origin or not self._is_in(connection):
            await WebSocketClose(code=1008)(scope, receive, send)
            return
        # Streamlit holds Origin against Host, and asks the net for this machine's address where
        # they differ, as they do behind some proxies. Both were held against the list above.
        headers = MutableHeaders(scope=scope)
        headers["host"] = origin.partition("://")[2]
        await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        host = request.headers.get("host", "")

        async def hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _headers(host).items():
                    headers.setdefault(name, value)
            await send(message)

        reason = self._refusal(request)
        if reason:
            await HTMLResponse(pages.refused(reason), 403)(scope, receive, send)
            return
        response = await self._answer(request)
        await (response or self._app)(scope, receive, hardened)

    async def _answer(self, request: Request) -> Response | None:
        """The guard's own answer; None for what the dashboard answers."""
        path, target, token = request.url.path, _target(request), _token(request)
        if path == LOGIN:
            return await self._login(request)
        if self._is_in(request):
            return RedirectResponse(target, 303) if token else None
        if path == HEALTH and request.method in ("GET", "HEAD"):
            return None
        if token:
            key = self._keys.redeem(token)
            if key:
                self._used()
                return self._with_cookie(HTMLResponse(pages.opened(target)), key)
            return self._locked(target, "This address was used before, or is another's.")
        return self._locked(target)

    async def _login(self, request: Request) -> Response:
        if request.method != "POST" or not self._keys.has_password:
            return self._locked("/")
        form = await _form(request)
        target = _inside(form.get("next", "/"))
        try:
            key = await asyncio.to_thread(self._keys.enter, form.get("password", ""))
        except TooManyTriesError:
            return self._locked(target, "Too many tries; wait a minute.", 429)
        if not key:
            return self._locked(target, "That is not the password.")
        return self._with_cookie(RedirectResponse(target, 303), key)

    def _refusal(self, connection: HTTPConnection) -> str:
        """Why a request is not answered at all; empty where it may be."""
        headers = connection.headers
        hosts, origins = headers.getlist("host"), headers.getlist("origin")
        if len(hosts) != 1 or not self._names.allows_host(hosts[0]):
            return (
                "The dashboard does not answer to this name. Open the address that its command "
                "printed; the options --host and --behind-proxy add names."
            )
        if len(origins) > 1 or not all(map(self._names.allows_origin, origins)):
            return "The dashboard takes requests from its own pages only."
        site, mode = headers.get("sec-fetch-site", "none"), headers.get("sec-fetch-mode", "")
        if site in ("same-origin", "none") or mode == "websocket":
            return ""
        method = connection.scope.get("method", "GET")
        if mode == "navigate" and method == "GET" and headers.get("sec-fetch-dest") == "document":
            return ""
        return "The dashboard takes requests from its own pages only."

    def _is_in(self, connection: HTTPConnection) -> bool:
        key = connection.cookies.get(self._cookie, "")
        return bool(key) and self._keys.knows(key)

    def _locked(self, target: str, message: str = "", status: int = 401) -> Response:
        login = LOGIN if self._keys.has_password else ""
        return HTMLResponse(pages.locked(target, login, message), status)

    def _with_cookie(self, response: Response, key: str) -> Response:
        response.set_cookie(
            self._cookie, key, httponly=True, samesite="strict", secure=self._secure, path="/"
        )
        return response


def _headers(host: str) -> dict[str, str]:
    """What every answer says: load from here only, and be shown in no page elsewhere."""
    policy = (
        f"default-src {_SOURCES}; connect-src 'self' ws://{host} wss://{host} data: blob:; "
        "frame-ancestors 'self'; form-action 'self'; base-uri 'self'; object-src 'none'"
    )
    return {
        "Content-Security-Policy": policy,
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
    }


def _token(request: Request) -> str:
    """The token of the address that a browser opens; empty for none."""
    given = dict(parse_qsl(request.url.query))
    return given.get(TOKEN, "") if request.method == "GET" else ""


def _target(request: Request) -> str:
    """Path and query that a request asks for, without the token."""
    query = [pair for pair in parse_qsl(request.url.query) if pair[0] != TOKEN]
    return _inside(f"{request.url.path}?{urlencode(query)}" if query else request.url.path)


def _inside(target: str) -> str:
    """A target that leads nowhere but into the dashboard."""
    is_path = target.startswith("/") and not target.startswith(("//", "/\\"))
    return target if is_path and target.isprintable() else "/"


async def _form(request: Request) -> dict[str, str]:
    """The fields of a short form; none where it is longer than any of ours."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return {}
    fields = parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=8)
    return {name: values[-1] for name, values in fields.items()}
