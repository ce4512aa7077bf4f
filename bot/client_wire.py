"""What is sent and read over the wire: questions as bodies, problems as errors, server-sent events as pairs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NoReturn

import httpx

from bot.models import Message
from ingest.errors import ClausewiseError


class ApiUnavailableError(ClausewiseError):
    """The service cannot be reached, or is not ready; `retry_after` is in seconds where it says so."""

    def __init__(self, message: str, *, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.retry_after = retry_after


class ApiError(ClausewiseError):
    """The service refused; `problem` is what it told (RFC 9457), `kind` its type without what all types begin with."""

    def __init__(self, problem: Mapping[str, Any]) -> None:
        super().__init__(str(problem.get("detail") or problem.get("title") or "the service failed"))
        self.problem = dict(problem)

    @property
    def status(self) -> int:
        return int(self.problem.get("status", 500))

    @property
    def kind(self) -> str:
        return str(self.problem.get("type", "")).rpartition(":")[2]


class RateLimitedError(ApiError):
    """Too many requests; `retry_after` is in seconds."""

    def __init__(self, problem: Mapping[str, Any], *, retry_after: float) -> None:
        super().__init__(problem)
        self.retry_after = retry_after


def refuse(response: httpx.Response) -> NoReturn:
    """Raise what the response tells."""
    try:
        problem = response.json()
    except json.JSONDecodeError:
        problem = None
    if not isinstance(problem, dict):
        problem = {}
    problem = {"status": response.status_code, "title": response.reason_phrase, **problem}
    after = response.headers.get("Retry-After", "")
    seconds = float(after) if after.isdigit() else None
    if response.status_code == httpx.codes.TOO_MANY_REQUESTS:
        raise RateLimitedError(problem, retry_after=seconds or 1.0)
    if response.status_code == httpx.codes.SERVICE_UNAVAILABLE:
        raise ApiUnavailableError(str(problem.get("detail") or problem["title"]), retry_after=seconds)
    raise ApiError(problem)


def read_events(lines: Iterator[str]) -> Iterator[tuple[str, str]]:
    """Name and data of each server-sent event."""
    name, data = "", []
    for line in lines:
        if line.startswith("event:"):
            name = line[6:].strip()
        elif line.startswith("data:"):
            data.append(line[5:].removeprefix(" "))
        elif not line and data:
            yield name, "\n".join(data)
            name, data = "", []


def question_body(
    question: str,
    *,
    policies: Sequence[str] = (),
    as_of: date | None = None,
    history: Sequence[Message] = (),
    text: str | None = None,
    name: str | None = None,
) -> dict[str, Any]:
    turns = [turn.model_dump(mode="json") for turn in history]
    found = {"question": question, "policies": list(policies), "as_of": iso_day(as_of), "history": turns}
    return without_none({**found, "text": text, "name": name if text is not None else None})


def iso_day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}
