"""Errors as the service tells them: problem details (RFC 9457), and OpenAI's shape for the routes that speak it.

What is told is written for the caller. Details of errors that are not the caller's stay in the log: they may name
files, addresses or texts.
"""

from __future__ import annotations

import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import JSONResponse, Response
from starlette.types import Scope

from bot.api.access.errors import AccessUnavailableError, NoRoleError, UnknownRecordError
from bot.errors import DeadlineError, QuestionError
from ingest.errors import (
    EmptyPolicyError,
    FetchError,
    IndexMissingError,
    IngestError,
    ManifestError,
    SourceError,
    UnknownClauseError,
    UnknownPolicyError,
    UnsupportedFormatError,
    VectorsUnavailableError,
)

URN = "urn:clausewise:problem:"
OPENAI_PATHS = ("/v1/chat/completions", "/v1/models")
_REQUEST_ID = 64


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. `name` is stable: programs decide by it."""

    name: str
    status: int
    title: str

    @property
    def type(self) -> str:
        return URN + self.name


BAD_REQUEST = Kind("bad-request", 400, "The request cannot be read")
UNAUTHORIZED = Kind("unauthorized", 401, "A valid API key is needed")
FORBIDDEN = Kind("forbidden", 403, "The key may not do this")
NOT_FOUND = Kind("not-found", 404, "There is nothing at this address")
UNKNOWN_POLICY = Kind("unknown-policy", 404, "There is no such policy or version")
UNKNOWN_CLAUSE = Kind("unknown-clause", 404, "There is no such clause")
UNKNOWN_JOB = Kind("unknown-job", 404, "There is no such job")
UNKNOWN_RECORD = Kind("unknown-record", 404, "There is no such feedback or record")
UNKNOWN_MODEL = Kind("model-not-found", 404, "There is no such model")
NO_EVAL_REPORT = Kind("no-eval-report", 404, "There is no evaluation report")
METHOD_NOT_ALLOWED = Kind("method-not-allowed", 405, "This address does not take this method")
SLOW_REQUEST = Kind("slow-request", 408, "The request took too long to arrive")
NOT_OURS = Kind("policy-from-elsewhere", 409, "The policy comes from another source")
TOO_LARGE = Kind("too-large", 413, "The request is too large")
UNSUPPORTED_FORMAT = Kind("unsupported-format", 415, "This format cannot be read")
UNSUPPORTED_ENCODING = Kind("unsupported-encoding", 415, "Compressed bodies are not taken")
INVALID_REQUEST = Kind("invalid-request", 422, "The request does not fit")
INVALID_QUESTION = Kind("invalid-question", 422, "The question cannot be taken")
UNUSABLE_POLICY = Kind("unusable-policy", 422, "The document cannot be taken as a policy")
RATE_LIMITED = Kind("rate-limited", 429, "Too many requests")
INTERNAL = Kind("internal", 500, "The service failed")
STARTING = Kind("starting", 503, "The service is starting")
EMPTY_INDEX = Kind("empty-index", 503, "No policy is indexed yet")
UNAVAILABLE = Kind("unavailable", 503, "Something that the service needs does not answer")
DEADLINE = Kind("deadline", 504, "The answer took too long")

KINDS = (
    BAD_REQUEST,
    UNAUTHORIZED,
    FORBIDDEN,
    NOT_FOUND,
    UNKNOWN_POLICY,
    UNKNOWN_CLAUSE,
    UNKNOWN_JOB,
    UNKNOWN_MODEL,
    UNKNOWN_RECORD,
    NO_EVAL_REPORT,
    METHOD_NOT_ALLOWED,
    SLOW_REQUEST,
    NOT_OURS,
    TOO_LARGE,
    UNSUPPORTED_FORMAT,
    UNSUPPORTED_ENCODING,
    INVALID_REQUEST,
    INVALID_QUESTION,
    UNUSABLE_POLICY,
    RATE_LIMITED,
    INTERNAL,
    STARTING,
    EMPTY_INDEX,
    UNAVAILABLE,
    DEADLINE,
)


class FieldError(BaseModel):
    """`field` is a path into the request, as in `body.policies.0`."""

    field: str
    message: str


class Problem(BaseModel):
    """A problem (RFC 9457). `type` is stable; `detail` says what to do; `field` names what of the request is wrong."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "type": UNKNOWN_POLICY.type,
                    "title": UNKNOWN_POLICY.title,
                    "status": 404,
                    "detail": "no policy is named 'latchwel'; near it are latchwell",
                    "request_id": "6f1c0d5be7c94b56a3f0d5be7c94b56a",
                }
            ]
        }
    )

    type: str
    title: str
    status: int
    detail: str
    field: str | None = None
    errors: list[FieldError] | None = Field(default=None, description="All that does not fit, where it is more.")
    request_id: str


class ProblemError(Exception):
    """Raised in a route; becomes the response. `retry_after` is in seconds."""

    def __init__(
        self,
        kind: Kind,
        detail: str,
        *,
        field: str | None = None,
        errors: Sequence[FieldError] = (),
        headers: Mapping[str, str] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.field = field
        self.errors = tuple(errors)
        self.headers = dict(headers or {})
        if retry_after is not None:
            self.headers["Retry-After"] = str(max(1, math.ceil(retry_after)))


def request_id(scope: Scope) -> str:
    """The request's id, made here where no middleware gave it one; the same for all of a request."""
    state = scope.setdefault("state", {})
    found = state.setdefault("request_id", uuid.uuid4().hex)
    return str(found)[:_REQUEST_ID]


def problem_of(error: Exception) -> ProblemError:
    """The problem that an error of ours is told as; one that is nobody's fault but ours is told without its details."""
    for kinds, kind in _TOLD:
        if isinstance(error, kinds):
            return ProblemError(kind, _sentence(str(error)))
    if isinstance(error, IndexMissingError):
        return ProblemError(EMPTY_INDEX, "An administrator adds policies with PUT /v1/policies/{id}.", retry_after=30)
    if isinstance(error, AccessUnavailableError):
        return ProblemError(UNAVAILABLE, _sentence(str(error)), retry_after=5)
    for kind_of_error, what in _FAILED:
        if isinstance(error, kind_of_error):
            return ProblemError(UNAVAILABLE, what, retry_after=5)
    return ProblemError(INTERNAL, "It is in the log under the request id; try again, and report it if it stays.")


_TOLD: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Kind], ...] = (
    (QuestionError, INVALID_QUESTION),
    (UnknownPolicyError, UNKNOWN_POLICY),
    (UnknownClauseError, UNKNOWN_CLAUSE),
    (UnknownRecordError, UNKNOWN_RECORD),
    (NoRoleError, FORBIDDEN),
    (DeadlineError, DEADLINE),
    (UnsupportedFormatError, UNSUPPORTED_FORMAT),
    ((EmptyPolicyError, FetchError, SourceError, ManifestError), UNUSABLE_POLICY),
)
_FAILED: tuple[tuple[type[Exception], str], ...] = (
    (VectorsUnavailableError, "The vector store does not answer; try again shortly."),
    (IngestError, "The index cannot be used at the moment; an administrator finds why in the log."),
    (OSError, "A disk or a file of the service cannot be used at the moment; an administrator finds why in the log."),
)


def problem_response(error: ProblemError, scope: Scope) -> Response:
    """The response to a request of this scope; routes of OpenAI's protocol get OpenAI's shape."""
    identity = request_id(scope)
    if scope.get("path", "").startswith(OPENAI_PATHS):
        # What OpenAI has no status for is a bad request there.
        status = 400 if error.kind.status == INVALID_REQUEST.status else error.kind.status
        return JSONResponse(_openai(error, identity), status, headers=error.headers)
    return JSONResponse(
        problem_body(error, identity), error.kind.status, headers=error.headers, media_type="application/problem+json"
    )


def problem_body(error: ProblemError, identity: str) -> dict[str, Any]:
    problem = Problem(
        type=error.kind.type,
        title=error.kind.title,
        status=error.kind.status,
        detail=error.detail,
        field=error.field,
        errors=list(error.errors) or None,
        request_id=identity,
    )
    return problem.model_dump(mode="json", exclude_none=True)


def _openai(error: ProblemError, identity: str) -> dict[str, Any]:
    kinds = {401: "authentication_error", 403: "permission_error", 429: "rate_limit_error"}
    ours = "server_error" if error.kind.status >= HTTPStatus.INTERNAL_SERVER_ERROR else "invalid_request_error"
    return {
        "error": {
            "message": error.detail,
            "type": kinds.get(error.kind.status, ours),
            "param": (error.field or "").removeprefix("body.") or None,
            "code": error.kind.name.replace("-", "_"),
            "request_id": identity,
        }
    }


def _sentence(message: str) -> str:
    first = message.partition(" ")[0]
    begun = message[:1].upper() + message[1:] if first.isalpha() else message  # not of a file name or an address
    return begun + ("" if message.endswith((".", "?", "!")) else ".")
