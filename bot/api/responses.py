"""What the OpenAPI document says of problems: which statuses a route may answer with, and what they look like."""

from __future__ import annotations

from typing import Any

from bot.api.problems import KINDS, ProblemError, problem_body

_EXAMPLE_ID = "6f1c0d5be7c94b56a3f0d5be7c94b56a"
_DETAILS = {
    "unknown-policy": "No policy is named 'latchwel'; near it are latchwell.",
    "invalid-request": "body.question: it is missing. The schema is at /docs.",
    "rate-limited": "Wait as long as Retry-After says.",
    "starting": "Try again shortly.",
    "deadline": "Ask again, or name fewer policies.",
}
_RETRY = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}, "required": True}}

Responses = dict[int | str, dict[str, Any]]


def problems(*statuses: int) -> Responses:
    """An entry for each status, with an example of each kind of problem that has it."""
    return {status: _entry(status) for status in statuses}


def _entry(status: int) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if kind.status == status]
    examples = {
        kind.name: {
            "summary": kind.title,
            "value": problem_body(ProblemError(kind, _DETAILS.get(kind.name, kind.title + ".")), _EXAMPLE_ID),
        }
        for kind in kinds
    }
    entry: dict[str, Any] = {
        "description": "; ".join(kind.title for kind in kinds),
        "content": {
            "application/problem+json": {
                "schema": {"$ref": "#/components/schemas/Problem"},
                "examples": examples,
            }
        },
    }
    return entry


def without_defaults(document: dict[str, Any]) -> dict[str, Any]:
    """The OpenAPI document without the framework's own validation errors, which no route answers with."""
    for operations in document["paths"].values():
        for operation in operations.values():
            told = operation["responses"].get("422", {}).get("content", {}).get("application/json", {})
            if told.get("schema", {}).get("$ref", "").endswith("/HTTPValidationError"):
                del operation["responses"]["422"]
    for name in ("HTTPValidationError", "ValidationError"):
        document["components"]["schemas"].pop(name, None)
    return document


# What any route of /v1 may answer with.
ALWAYS = problems(401, 403, 422, 429, 500, 503)
WITH_BODY = problems(400, 408, 413, 415)
