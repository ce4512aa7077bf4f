"""An answer as server-sent events: `citation`, `statement` and `done`, or `error` at the end of a stream that fails."""

from __future__ import annotations

import json
import logging
from collections.abc import AsyncIterator

from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import StreamingResponse
from starlette.types import Scope

from bot.api.problems import INTERNAL, UNAVAILABLE, ProblemError, problem_body, problem_of, request_id
from bot.api.threads import Produced
from bot.models import AnswerEvent

EVENT_STREAM = "text/event-stream"
# One event, as the OpenAPI document describes it; `data` is JSON.
EVENT_SCHEMA = {
    "type": "object",
    "properties": {"event": {"type": "string"}, "data": {"type": "string", "contentMediaType": "application/json"}},
    "required": ["data"],
}
# Proxies that buffer would hold back what is to be seen at once.
HEADERS = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
logger = logging.getLogger(__name__)


def answer_stream(events: Produced[AnswerEvent], scope: Scope, *, ping_seconds: float) -> StreamingResponse:
    """Each event's `data` is an AnswerEvent as JSON; that of `error` is a problem."""

    async def body() -> AsyncIterator[bytes]:
        try:
            async for event in events.rest(seconds=ping_seconds):
                yield KEEPALIVE_COMMENT if event is None else event_bytes(event)
        except Exception as error:  # noqa: BLE001 - the status is sent: the stream must tell it
            yield _error_bytes(error, scope)

    return StreamingResponse(body(), media_type=EVENT_STREAM, headers=HEADERS)


def event_bytes(event: AnswerEvent) -> bytes:
    return format_sse_event(event=event.event, data_str=event.model_dump_json())


def told_problem(error: Exception) -> ProblemError:
    """The problem of an error in the middle of a stream, which no exception handler sees any more."""
    problem = error if isinstance(error, ProblemError) else problem_of(error)
    if problem is not error and problem.kind in (INTERNAL, UNAVAILABLE):
        logger.error("a stream failed: %s", type(error).__name__, exc_info=error)
    return problem


def _error_bytes(error: Exception, scope: Scope) -> bytes:
    body = problem_body(told_problem(error), request_id(scope))
    return format_sse_event(event="error", data_str=json.dumps(body))
