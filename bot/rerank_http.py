"""A reranker behind HTTP, in the shape that Jina, Cohere and vLLM share, or in that of text-embeddings-inference.

The shared shape: `{"model", "query", "documents"}` is answered by `{"results": [{"index", "relevance_score"}]}`. The
other: `{"query", "texts"}` by `[{"index", "score"}]`. Which one a server speaks is found by the first call: a server
that refuses the shared shape as unprocessable (422) is asked in the other.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from concurrent.futures import wait
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

import httpx
from pydantic import AliasChoices, BaseModel, ConfigDict, Field, FiniteFloat, TypeAdapter, ValidationError

from bot.background import background_loop
from bot.deadline import Deadline
from bot.errors import RerankerError

_LONGEST_ANSWER = 1_000_000
_POLL_SECONDS = 0.05
_NEVER = httpx.Timeout(None)  # the deadline ends a call, however the bytes come
_TOLD: Mapping[int, str] = {
    HTTPStatus.UNAUTHORIZED: "it refused the key",
    HTTPStatus.FORBIDDEN: "it refused the key",
    HTTPStatus.NOT_FOUND: "there is none at its address, or no such model",
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: "the request was too large for it",
    HTTPStatus.TOO_MANY_REQUESTS: "it was asked too often",
}


class _Result(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    index: int = Field(ge=0, strict=True)
    score: FiniteFloat = Field(validation_alias=AliasChoices("relevance_score", "score"))


class _Results(BaseModel):
    model_config = ConfigDict(extra="ignore")

    results: list[_Result]


_ANSWER: TypeAdapter[_Results | list[_Result]] = TypeAdapter(_Results | list[_Result])


@dataclass(frozen=True, slots=True)
class _Reply:
    status: int
    body: bytes


class HttpScorer:
    """Nothing is tried again: the order without it is there already. Redirects are not followed, as what is sent is for
    this server alone."""

    def __init__(self, url: str, *, model: str | None = None, key: str | None = None) -> None:
        self._url = url
        self._named = {"model": model} if model else {}
        self._speaks_texts = False
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        if key is not None:
            headers["Authorization"] = f"Bearer {key}"
        self._client = httpx.AsyncClient(headers=headers, timeout=_NEVER, follow_redirects=False)

    def scores(self, query: str, documents: Sequence[str], deadline: Deadline) -> Sequence[float]:
        shared = {"query": query, "documents": list(documents), **self._named}
        other = {"query": query, "texts": list(documents), "truncate": True}
        reply = _awaited(self._post(other if self._speaks_texts else shared), deadline)
        if reply.status == HTTPStatus.UNPROCESSABLE_ENTITY and not self._speaks_texts:
            reply = _awaited(self._post(other), deadline)
            self._speaks_texts = reply.status == HTTPStatus.OK
        if reply.status != HTTPStatus.OK:
            failed = reply.status >= HTTPStatus.INTERNAL_SERVER_ERROR
            raise RerankerError("its server failed" if failed else _TOLD.get(reply.status, "it refused the request"))
        return read_scores(reply.body, len(documents))

    async def _post(self, body: dict[str, Any]) -> _Reply:
        data = bytearray()
        try:
            async with self._client.stream("POST", self._url, json=body) as response:
                async for chunk in response.aiter_bytes():
                    data += chunk
                    if len(data) > _LONGEST_ANSWER:
                        raise RerankerError("its answer did not end")
        except httpx.HTTPError as exc:
            raise RerankerError("it could not be reached, or hung up") from exc
        return _Reply(response.status_code, bytes(data))


def read_scores(body: bytes, documents: int) -> list[float]:
    """The score of each document, in their order, from an answer of either shape. Raises RerankerError where it is
    none, or has not each document once."""
    try:
        answer = _ANSWER.validate_json(body)
    except ValidationError as exc:
        raise RerankerError("its answer could not be read") from exc
    results = answer.results if isinstance(answer, _Results) else answer
    scores = {result.index: result.score for result in results}
    if len(results) != documents or set(scores) != set(range(documents)):
        raise RerankerError(f"it did not score each of the {documents} passages once")
    return [scores[index] for index in range(documents)]


def _awaited(call: Coroutine[Any, Any, _Reply], deadline: Deadline) -> _Reply:
    """The call's result, unless the deadline or a cancel comes first; these close its connection."""
    future = asyncio.run_coroutine_threadsafe(call, background_loop())
    try:
        while not future.done():
            if deadline.cancelled.is_set():
                deadline.check("the reranker's answer")
            if not deadline.left:
                raise RerankerError("it did not answer in time")
            wait([future], timeout=min(_POLL_SECONDS, deadline.left))
        return future.result()
    finally:
        future.cancel()
