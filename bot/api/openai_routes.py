"""Clausewise as a model, for clients and chat front ends that speak OpenAI's chat completions.

The model `clausewise` asks all policies, `clausewise/ID` asks one. Citations are numbered footnotes in the text, and
data in the field `clausewise`.
"""

from __future__ import annotations

import threading
import time
import uuid
from collections.abc import Iterator
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response, StreamingResponse

from bot.api.access.records import Asked, recorded
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
from bot.api.openai_stream import Telling, completion_stream, usage, with_footnotes
from bot.api.problems import INVALID_REQUEST, UNKNOWN_MODEL, ProblemError
from bot.api.schemas.asking import MOST_TURNS
from bot.api.service import Service, service_of
from bot.api.streaming import EVENT_SCHEMA, EVENT_STREAM, HEADERS
from bot.api.threads import Produced, in_thread
from bot.models import Answer, AnswerEvent, Message
from ingest.tokens import count_tokens

MODEL = "clausewise"
_SINCE = int(time.time())
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

    asked = Asked(question, tuple(policies), body.clausewise.as_of, tuple(history))

    if not body.stream:

        def answer(cancelled: threading.Event) -> Answer:
            as_of = body.clausewise.as_of
            found = bot.ask(question, policies=policies, as_of=as_of, history=history, cancelled=cancelled)
            service.record(request, asked, found)
            return found

        return _completion(body, await in_thread(request, answer, limiter=service.limiter))

    def events(cancelled: threading.Event) -> Iterator[AnswerEvent]:
        as_of = body.clausewise.as_of
        found = bot.stream(question, policies=policies, as_of=as_of, history=history, cancelled=cancelled)
        return recorded(found, lambda answer: service.record(request, asked, answer))

    telling = await _telling(request, service)
    produced = Produced(events, limiter=service.limiter)
    await produced.first(request, seconds=service.settings.ping_seconds)
    wants_usage = body.stream_options is not None and body.stream_options.include_usage
    content = completion_stream(
        produced,
        telling,
        {
            "id": f"chatcmpl-{uuid.uuid4().hex}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": body.model,
        },
        request.scope,
        prompt_tokens=_prompt_tokens(body) if wants_usage else None,
        ping_seconds=service.settings.ping_seconds,
    )
    return StreamingResponse(content, media_type=EVENT_STREAM, headers=HEADERS)


async def _telling(request: Request, service: Service) -> Telling:
    """Statements are told one by one only where a language model writes them."""
    if service.settings.model is None:
        return Telling(live=False)
    catalog = service.bot.index.catalog
    entries = await in_thread(request, lambda _: catalog.policies(), limiter=service.limiter)
    return Telling(live=True, names={entry.policy.id: entry.policy.name for entry in entries})


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


def _prompt_tokens(body: ChatRequest) -> int:
    return sum(count_tokens(one.text) for one in body.messages)


def _completion(body: ChatRequest, found: Answer) -> ChatCompletion:
    content = with_footnotes(found)
    return ChatCompletion(
        id=f"chatcmpl-{found.answer_id}",
        created=int(time.time()),
        model=body.model,
        choices=[Choice(message=AssistantMessage(content=content))],
        usage=Usage(**usage(_prompt_tokens(body), content)),
        clausewise=found,
    )
