"""Questions and searches, and the outline of a policy that is sent along."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from bot.api.access.records import Asked, recorded
from bot.api.problems import Problem, ProblemError, problem_body, problem_of, request_id
from bot.api.responses import ALWAYS, WITH_BODY, problems
from bot.api.schemas.asking import (
    AnswerRequest,
    BatchItem,
    BatchRequest,
    BatchResponse,
    OutlineRequest,
    Question,
    SearchRequest,
    SearchResponse,
)
from bot.api.schemas.policies import TextOutline
from bot.api.service import Service, service_of
from bot.api.streaming import EVENT_SCHEMA, EVENT_STREAM, answer_stream
from bot.api.threads import Produced, in_thread
from bot.events import events_of
from bot.listings import outline_json
from bot.models import Answer, AnswerEvent
from ingest.errors import ClausewiseError

router = APIRouter(prefix="/v1", responses={**ALWAYS, **WITH_BODY, **problems(404, 504)})
TheService = Annotated[Service, Depends(service_of)]

_EXAMPLE_STREAM = (
    'event: citation\ndata: {"event":"citation","citation":{"n":1,"policy":"latchwell", ...}}\n\n'
    'event: statement\ndata: {"event":"statement","policy":"latchwell","statement":{"text":"...","citations":[1]}}\n\n'
    'event: done\ndata: {"event":"done","answer":{"answer_id":"...","status":"answered", ...}}\n\n'
)
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The answer; as server-sent events where they were asked for.",
        "content": {EVENT_STREAM: {"schema": EVENT_SCHEMA, "example": _EXAMPLE_STREAM}},
    }
}


@router.post("/answers", tags=["ask"], summary="Ask a question", response_model=Answer, responses=_STREAMED)
async def ask(body: AnswerRequest, request: Request, service: TheService) -> Answer | Response:
    """The answer, in the policies' own words, each statement with the citations that hold it.

    `status` is `answered`, `silent` (the policies do not say; `related` has what comes nearest), `out_of_scope`, or
    `unclear` (which policy?).

    With `stream: true` or `Accept: text/event-stream` the answer comes as server-sent events: every `statement` after
    the `citation`s that it uses, then `done` with the whole answer; a stream that fails ends with `error`, a problem.
    Lines that begin with a colon only keep the connection alive.
    """
    bot = service.bot
    if not (body.stream or _wants_events(request)):
        answer = partial(_answer, service, request, body)
        return await in_thread(request, answer, limiter=service.limiter, seconds=body.options.deadline_seconds)

    def events(cancelled: threading.Event) -> Iterator[AnswerEvent]:
        if body.text is not None:
            found = events_of(_ask_text(service, body, cancelled))
        else:
            found = bot.stream(
                body.question,
                policies=body.policies,
                as_of=body.as_of,
                history=body.messages(),
                cancelled=cancelled,
            )
        yield from recorded(found, lambda answer: service.record(request, _asked(body), answer))

    produced = Produced(events, limiter=service.limiter, seconds=body.options.deadline_seconds)
    await produced.first(request, seconds=service.settings.ping_seconds)
    return answer_stream(produced, request.scope, ping_seconds=service.settings.ping_seconds)


@router.post("/answers/batch", tags=["ask"], summary="Ask several questions")
async def ask_batch(body: BatchRequest, request: Request, service: TheService) -> BatchResponse:
    """An item a question, in order: its answer, or the problem that kept it from one. One failure stops no other."""
    _ = service.bot
    return await in_thread(request, partial(_answer_all, service, request, body), limiter=service.limiter)


@router.post("/search", tags=["ask"], summary="Find passages")
async def search(body: SearchRequest, request: Request, service: TheService) -> SearchResponse:
    """The passages that fit best, best first, each inside one clause: the words themselves, no answer."""
    bot = service.bot

    def work(cancelled: threading.Event) -> SearchResponse:
        hits = bot.search(
            body.query,
            policies=body.policies,
            k=body.k,
            as_of=body.as_of,
            practices=body.practices,
            cancelled=cancelled,
        )
        return SearchResponse(hits=hits)

    return await in_thread(request, work, limiter=service.limiter)


@router.post("/outline", tags=["ask"], summary="Outline a policy that is sent along")
async def outline(body: OutlineRequest, request: Request, service: TheService) -> TextOutline:
    """Its clauses in the order of the text, as `text` in a question to /v1/answers is read; nothing of it is stored.

    `start` and `end` count in the text that was sent, less a byte order mark at its beginning, each line ended by \\n.
    """
    bot = service.bot

    def work(_: object) -> TextOutline:
        pasted = bot.read_text(body.text)
        found = outline_json(pasted.version, pasted.parsed.clauses)
        return TextOutline.model_validate({**found, "title": pasted.parsed.title})

    return await in_thread(request, work, limiter=service.limiter)


def _wants_events(request: Request) -> bool:
    accepted = [part.partition(";")[0].strip() for part in request.headers.get("accept", "").lower().split(",")]
    return EVENT_STREAM in accepted and "application/json" not in accepted


def _ask(service: Service, question: Question, cancelled: threading.Event) -> Answer:
    return service.bot.ask(
        question.question,
        policies=question.policies,
        as_of=question.as_of,
        history=question.messages(),
        cancelled=cancelled,
    )


def _ask_text(service: Service, body: AnswerRequest, cancelled: threading.Event) -> Answer:
    named = {"name": body.name} if body.name else {}
    return service.bot.ask_text(
        body.question, text=body.text or "", history=body.messages(), cancelled=cancelled, **named
    )


def _answer(service: Service, request: Request, body: AnswerRequest, cancelled: threading.Event) -> Answer:
    answer = _ask(service, body, cancelled) if body.text is None else _ask_text(service, body, cancelled)
    service.record(request, _asked(body), answer)
    return answer


def _asked(question: Question) -> Asked:
    return Asked(
        question=question.question,
        policies=tuple(question.policies),
        as_of=question.as_of,
        history=tuple(question.messages()),
        text=question.text if isinstance(question, AnswerRequest) else None,
    )


def _answer_all(service: Service, request: Request, body: BatchRequest, cancelled: threading.Event) -> BatchResponse:
    identity = request_id(request.scope)
    items: list[BatchItem] = []
    for question in body.questions:
        try:
            answer = _ask(service, question, cancelled)
        except (ClausewiseError, ProblemError) as error:
            problem = error if isinstance(error, ProblemError) else problem_of(error)
            items.append(BatchItem(problem=Problem.model_validate(problem_body(problem, identity))))
        else:
            service.record(request, _asked(question), answer)
            items.append(BatchItem(answer=answer))
    return BatchResponse(answers=items)
