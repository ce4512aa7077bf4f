"""Every error of the app becomes a problem: ours, the framework's, and those that nobody foresaw."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match

from bot.api.problems import (
    BAD_REQUEST,
    DEADLINE,
    FORBIDDEN,
    INTERNAL,
    INVALID_REQUEST,
    METHOD_NOT_ALLOWED,
    NOT_FOUND,
    RATE_LIMITED,
    SLOW_REQUEST,
    TOO_LARGE,
    UNAUTHORIZED,
    UNAVAILABLE,
    UNSUPPORTED_FORMAT,
    FieldError,
    ProblemError,
    problem_of,
    problem_response,
)
from ingest.errors import ClausewiseError

_SHOWN_ERRORS = 20
logger = logging.getLogger(__name__)

_OF_STATUS = {
    kind.status: kind
    for kind in (
        BAD_REQUEST, UNAUTHORIZED, FORBIDDEN, NOT_FOUND, METHOD_NOT_ALLOWED, SLOW_REQUEST, TOO_LARGE,
        UNSUPPORTED_FORMAT, INVALID_REQUEST, RATE_LIMITED, UNAVAILABLE, DEADLINE,
    )
}  # fmt: skip
_PLAINER = {"extra_forbidden": "there is no such field here", "missing": "it is missing"}
_DETAILS = {
    400: "Send a body that is valid for its Content-Type.",
    404: "The routes are listed at /docs.",
    413: "Send less at once.",
    415: "Send application/json, or multipart/form-data where a file is taken.",
}


def install_problem_handlers(app: FastAPI) -> None:
    """Let every error of the app become a problem."""

    async def of_ours(request: Request, error: Exception) -> Response:
        problem = error if isinstance(error, ProblemError) else problem_of(error)
        if problem is not error and problem.kind in (INTERNAL, UNAVAILABLE):
            logger.error("%s: %s", problem.kind.name, type(error).__name__, exc_info=error)
        return problem_response(problem, request.scope)

    async def of_http(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if status == HTTPStatus.METHOD_NOT_ALLOWED:
            headers["Allow"] = ", ".join(sorted(_methods_at(request)))
            problem = ProblemError(METHOD_NOT_ALLOWED, f"It takes {headers['Allow']}.", headers=headers)
            return problem_response(problem, request.scope)
        kind = _OF_STATUS.get(status, INTERNAL if status >= HTTPStatus.INTERNAL_SERVER_ERROR else BAD_REQUEST)
        return problem_response(ProblemError(kind, _DETAILS.get(status, kind.title), headers=headers), request.scope)

    async def of_validation(request: Request, error: Exception) -> Response:
        found = error.errors() if isinstance(error, RequestValidationError) else []
        problem = _invalid(found)
        if problem.field == "body" and "json" not in request.headers.get("content-type", ""):
            problem = ProblemError(UNSUPPORTED_FORMAT, "Send the body as application/json.", field="body")
        return problem_response(problem, request.scope)

    async def of_nobody(request: Request, error: Exception) -> Response:
        return problem_response(problem_of(error), request.scope)

    app.add_exception_handler(ProblemError, of_ours)
    app.add_exception_handler(ClausewiseError, of_ours)
    app.add_exception_handler(OSError, of_ours)
    app.add_exception_handler(HTTPException, of_http)
    app.add_exception_handler(RequestValidationError, of_validation)
    app.add_exception_handler(Exception, of_nobody)


def _methods_at(request: Request) -> set[str]:
    """The methods of all routes at the request's address; the framework names those of the first alone."""
    matching = (route for route in _routes(request.app.routes) if route.matches(request.scope)[0] is not Match.NONE)
    return {method for route in matching for method in getattr(route, "methods", None) or ()}


def _routes(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Those of included routers too."""
    for route in routes:
        router = getattr(route, "original_router", None)
        if router is None:
            yield route
        else:
            yield from _routes(router.routes)


def _invalid(found: Sequence[Mapping[str, Any]]) -> ProblemError:
    """What was sent is not repeated: it may be anything."""
    errors = [
        FieldError(field=".".join(str(part) for part in one["loc"]), message=_PLAINER.get(one["type"], str(one["msg"])))
        for one in found[:_SHOWN_ERRORS]
    ]
    if found and found[0]["type"] == "json_invalid":
        return ProblemError(INVALID_REQUEST, "The body is not valid JSON.", field="body", errors=errors)
    first = errors[0] if errors else FieldError(field="", message="does not fit")
    detail = f"{first.field}: {first.message}. The schema is at /docs."
    return ProblemError(INVALID_REQUEST, detail, field=first.field or None, errors=errors)
