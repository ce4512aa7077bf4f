"""Clausewise as a model, for clients and chat front ends that speak OpenAI's chat completions.

The model `clausewise` asks all policies, `clausewise/ID` asks one. Citations are numbered footnotes in the text, and
data in the field `clausewise`.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import AsyncIterator, Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from fastapi.sse import KEEPALIVE_COMMENT, format_sse_event
from starlette.responses import Response, StreamingResponse

from bot.api.access.records import Asked
from bot.api.openai_schemas import (
    AssistantMessage,
    ChatCompletion,
    ChatRequest,
    Choice,
    Model,
    ModelList,
    Usage,
    errors,
)
from bot.api.problems import INVALID_REQUEST, UNKNOWN_MODEL, ProblemError, problem_response
from bot.api.schemas import MOST_TURNS
from bot.api.service import Service, service_of
from bot.api.streaming import EVENT_SCHEMA, EVENT_STREAM, HEADERS, told_problem
from bot.api.threads import Produced, in_thread
from bot.models import Answer, Message
from ingest.tokens import count_tokens

MODEL = "clausewise"
_SINCE = int(time.time())
_PIECE = re.compile(r"\S+\s*|\s+")
_WORDS_AT_ONCE = 8
router = APIRouter(prefix="/v1", tags=["openai"], responses=errors(400, 401, 403, 413, 415, 429, 500, 503))
TheService = Annotated[Service, Depends(service_of)]
_STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The completion; in chunks where `stream` is true.",
        "content": {EVENT_STREAM: {"schema": EVENT_SCHEMA}},
    }
}


@router.get("/models", summary="List the models")
async def models(request: Request, service: TheService) -> ModelList:
    """One that asks all policies, and one for each policy."""
    catalog = service.bot.index.catalog
    entries = await in_thread(request, lambda _: catalog.policies(), limiter=service.limiter)
    names = [MODEL, *(f"{MODEL}/{entry.policy.id}" for entry in entries)]
    return ModelList(data=[Model(id=name, created=_SINCE) for name in names])


@router.get("/models/{id:path}", summary="Show a model", responses=errors(404))
async def model(name: Annotated[str, Path(alias="id")], request: Request, service: TheService) -> Model:
    """Whether there is such a model."""
    policies = _policies_of(name)
    catalog = service.bot.index.catalog
    known = await in_thread(request, lambda _: {one.policy.id for one in catalog.policies()}, limiter=service.limiter)
    if not set(policies) <= known:
        raise _unknown(name)
    return Model(id=name, created=_SINCE)


@router.post(
    "/chat/completions",
    summary="Complete a chat",
    response_model=ChatCompletion,
    responses={**_STREAMED, **errors(404, 504)},
)
async def complete(body: ChatRequest, request: Request, service: TheService) -> ChatCompletion | Response:
    """The answer to the last message of the user, as OpenAI's clients read it.

    Instructions of the system, sampling settings and tools change nothing: what is said are the policies' own words.
    """
    bot = service.bot
    question, history = _conversation(body)
    policies = body.clausewise.policies or _policies_of(body.model)

    def answer(cancelled: threading.Event) -> Answer:
        found = bot.ask(question, policies=policies, as_of=body.clausewise.as_of, history=history, cancelled=cancelled)
        asked = Asked(question, tuple(policies), body.clausewise.as_of, tuple(history))
        service.record(request, asked, found)
        return found

    if not body.stream:
        found = await in_thread(request, answer, limiter=service.limiter)
        return _completion(body, found)

    def once(cancelled: threading.Event) -> Iterator[Answer]:
        yield answer(cancelled)

    produced = Produced(once, limiter=service.limiter)
    await produced.first(request, seconds=service.settings.ping_seconds)
    content = _stream(produced, body, request, seconds=service.settings.ping_seconds)
    return StreamingResponse(content, media_type=EVENT_STREAM, headers=HEADERS)


async def _stream(
    produced: Produced[Answer], body: ChatRequest, request: Request, *, seconds: float
) -> AsyncIterator[bytes]:
    """The answer is whole and verified before its first word is sent."""
    try:
        async for found in produced.rest(seconds=seconds):
            if found is None:
                yield KEEPALIVE_COMMENT
                continue
            for chunk in _chunks(body, _completion(body, found)):
                yield format_sse_event(data_str=json.dumps(chunk))
    except Exception as error:  # noqa: BLE001 - the status is sent: the stream must tell it
        yield format_sse_event(data_str=bytes(problem_response(told_problem(error), request.scope).body).decode())
    yield format_sse_event(data_str="[DONE]")


def _conversation(body: ChatRequest) -> tuple[str, tuple[Message, ...]]:
    """The question, and what was said before it."""
    if body.messages[-1].role != "user":
        raise ProblemError(INVALID_REQUEST, "The last message must be of the user.", field="messages")
    turns = [
        Message(role=message.role, content=message.text)
        for message in body.messages[:-1]
        if message.role in ("user", "assistant") and message.text.strip()
    ]
    return body.messages[-1].text, tuple(turns[-MOST_TURNS:])


def _policies_of(name: str) -> list[str]:
    family, _, policy = name.partition("/")
    if family != MODEL or (not policy and name != MODEL):
        raise _unknown(name)
    return [policy] if policy else []


def _unknown(name: str) -> ProblemError:
    return ProblemError(
        UNKNOWN_MODEL, f"There is no model {name!r}; /v1/models lists {MODEL} and {MODEL}/ID.", field="model"
    )


def with_footnotes(answer: Answer) -> str:
    """The answer, and below it where each [n] stands, in the order of the numbers."""
    if not answer.citations:
        return answer.answer
    notes = (f"[{one.n}] {one.clause} ({one.version}): “{' '.join(one.quote.split())}”" for one in answer.citations)
    return "\n".join([answer.answer, "", "Sources:", *notes])


def _completion(body: ChatRequest, found: Answer) -> ChatCompletion:
    content = with_footnotes(found)
    asked, answered = sum(count_tokens(one.text) for one in body.messages), count_tokens(content)
    return ChatCompletion(
        id=f"chatcmpl-{found.answer_id}",
        created=int(time.time()),
        model=body.model,
        choices=[Choice(message=AssistantMessage(content=content))],
        usage=Usage(prompt_tokens=asked, completion_tokens=answered, total_tokens=asked + answered),
        clausewise=found,
    )


def _chunks(body: ChatRequest, whole: ChatCompletion) -> Iterator[dict[str, Any]]:
    """A few words at a time; the last choice carries the answer as data."""
    frame: dict[str, Any] = {
        "id": whole.id,
        "object": "chat.completion.chunk",
        "created": whole.created,
        "model": whole.model,
    }

    def chunk(delta: dict[str, str], finish: str | None = None) -> dict[str, Any]:
        return {**frame, "choices": [{"index": 0, "delta": delta, "finish_reason": finish}]}

    words = _PIECE.findall(whole.choices[0].message.content)
    yield chunk({"role": "assistant", "content": ""})
    for at in range(0, len(words), _WORDS_AT_ONCE):
        yield chunk({"content": "".join(words[at : at + _WORDS_AT_ONCE])})
    yield {**chunk({}, "stop"), "clausewise": whole.clausewise.model_dump(mode="json")}
    if body.stream_options and body.stream_options.include_usage:
        yield {**frame, "choices": [], "usage": whole.usage.model_dump()}
