"""The outermost middleware: a request's id, its headers on the way out, its line in the log, its figures, its span."""

from __future__ import annotations

import logging
import re
import time
import uuid
from collections.abc import Mapping
from http import HTTPStatus

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.api.access.headers import security_headers
from bot.api.access.metrics import Meter
from bot.api.access.tracing import Tracing, end_request
from bot.api.problems import INTERNAL, ProblemError, problem_response

REQUEST_ID = "X-Request-ID"
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_MOUNTED = frozenset({"/mcp"})  # served by another library
_UNSENT = "unsent"
logger = logging.getLogger(__name__)


class Observing:
    def __init__(self, app: ASGIApp, *, meter: Meter, tracing: Tracing) -> None:
        self._app = app
        self._meter = meter
        self._tracing = tracing

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        identity = _identity(headers)
        scope.setdefault("state", {})["request_id"] = identity
        method = scope["method"] if scope["method"] in _METHODS else "OTHER"
        started = time.perf_counter()
        sent: list[int] = []

        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                sent.append(message["status"])
                out = MutableHeaders(scope=message)
                out[REQUEST_ID] = identity
                for name, value in security_headers(scope["path"]).items():
                    out.setdefault(name, value)
            await send(message)

        with (
            structlog.contextvars.bound_contextvars(request_id=identity),
            self._tracing.request(method, headers, identity) as span,
        ):
            try:
                await self._run(scope, receive, sending, sent)
            finally:
                route, seconds = route_of(scope), time.perf_counter() - started
                status = sent[0] if sent else HTTPStatus.INTERNAL_SERVER_ERROR
                end_request(span, method=method, route=route, status=status)
                self._meter.request(method=method, route=route, status=status, seconds=seconds)
                _log(scope, method=method, route=route, status=str(status) if sent else _UNSENT, seconds=seconds)

    async def _run(self, scope: Scope, receive: Receive, send: Send, sent: list[int]) -> None:
        """An error that nobody handled ends here: the server would log it with its message, which may be anything."""
        try:
            await self._app(scope, receive, send)
        except Exception:  # the last place where it can be told
            logger.exception("a request failed")
            if sent:
                raise  # half a response was sent: the server must break the connection
            problem = ProblemError(
                INTERNAL, "It is in the log under the request id; try again, and report it if it stays."
            )
            await problem_response(problem, scope)(scope, receive, send)


def route_of(scope: Scope) -> str:
    """The template of the route that took the request (`/v1/policies/{policy_id}`), never the path as it was sent."""
    route = scope.get("route")
    found = getattr(route, "path_format", None) or getattr(route, "path", None)
    if not found and scope["path"] in _MOUNTED:
        return str(scope["path"])
    return str(found or "unmatched")


def _identity(headers: Mapping[str, str]) -> str:
    given = headers.get(REQUEST_ID.lower(), "")
    return given if _REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log(scope: Scope, *, method: str, route: str, status: str, seconds: float) -> None:
    principal = scope["state"].get("principal")
    level = logging.DEBUG if route in ("/healthz", "/readyz", "/metrics") else logging.INFO
    logger.log(
        level,
        "%s %s %s %.1f ms key=%s",
        method,
        route,
        status,
        seconds * 1_000,
        principal.id if principal else "-",
    )
