"""Calls of a chat model that always end: under a deadline, cancellable, bounded in size, and tried again in bounds.

Each call is a task of one event loop in a thread of its own: cancelling the task closes the connection even where the
other side sends a byte a minute. Whoever reads the reply waits on a queue, never on a socket.
"""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
from collections.abc import AsyncGenerator, AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from langchain_core.callbacks import BaseCallbackManager
from langchain_core.messages import BaseMessage
from langchain_core.runnables import Runnable, RunnableConfig
from langchain_core.tracers import LangChainTracer
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from bot.answering.written.chunks import Used, arguments_of, text_of
from bot.answering.written.failures import Backoff, ModelFailedError, failure_of
from bot.background import background_loop
from bot.chat_models import ChatModel, traced_only_if
from bot.deadline import Deadline
from bot.errors import DeadlineError
from bot.model_use import ModelCall, OnModelCall
from ingest.tokens import count_tokens

_LONGEST_REPLY = 16_000
_MOST_CHUNKS = 16_000
_POLL_SECONDS = 0.05
# Of a hosted model's time: nothing at all within this share of what is left means trying again.
_FIRST_SHARE = 0.5
logger = logging.getLogger(__name__)

Messages = Sequence[BaseMessage]


Bound = Runnable[Any, Any]
"""A chat model, or one with tools bound to it."""


@dataclass(frozen=True, slots=True)
class Limits:
    attempts: int = 3
    backoff: Backoff = field(default_factory=Backoff)
    input_price: float = 0.0
    output_price: float = 0.0


class Reply:
    """One call under way. Iterating gives the chunks as they come; `close` stops the call."""

    def __init__(self, bound: Bound, messages: Messages, config: RunnableConfig, *, traced: bool) -> None:
        self._chunks: queue.SimpleQueue[BaseMessage | None] = queue.SimpleQueue()
        self._closed = threading.Event()
        self._future = asyncio.run_coroutine_threadsafe(self._pump(bound, messages, config, traced), background_loop())
        self._future.add_done_callback(lambda _: self._chunks.put(None))

    def next(self, until: float, deadline: Deadline) -> BaseMessage | None:
        """The next chunk, None at the end. Raises ModelFailedError, also when nothing has come by `until` (monotonic),
        and DeadlineError where the question was cancelled. What came in time counts, however late it is read."""
        while True:
            if deadline.cancelled.is_set():
                self.close()
                deadline.check("the language model's answer")
            left = until - time.monotonic()
            try:
                chunk = self._chunks.get(timeout=min(left, _POLL_SECONDS)) if left > 0 else self._chunks.get_nowait()
            except queue.Empty:
                if left > 0:
                    continue
                self.close()
                raise ModelFailedError("it did not answer in time", retryable=True) from None
            if chunk is None:
                self._raise_failure()
            return chunk

    def close(self) -> None:
        self._closed.set()
        self._future.cancel()

    def _raise_failure(self) -> None:
        if self._future.cancelled():
            raise ModelFailedError("it was stopped")
        error = self._future.exception()
        if isinstance(error, ModelFailedError):
            raise error
        if error is not None:
            logger.warning("a call of the language model failed: %s", type(error).__name__)
            raise failure_of(error) from error

    async def _pump(self, bound: Bound, messages: Messages, config: RunnableConfig, traced: bool) -> None:
        size = count = 0
        with traced_only_if(traced):
            async with _closing(bound.astream(list(messages), config)) as chunks:
                async for chunk in chunks:
                    # `asyncio.wait_for`, which providers' clients use, loses a cancellation that comes with a chunk.
                    if self._closed.is_set():
                        raise asyncio.CancelledError
                    size += len(str(chunk.content)) + len(arguments_of(chunk))
                    count += 1
                    self._chunks.put(chunk)
                    if size > _LONGEST_REPLY or count > _MOST_CHUNKS:
                        raise ModelFailedError("its reply did not end")


class ModelCalls:
    """Calls of one model. `callbacks` are LangChain's, of whoever asks; `on_call` is told what each call used."""

    def __init__(
        self,
        chat: ChatModel,
        *,
        limits: Limits,
        traced: bool = False,
        callbacks: Any = None,
        on_call: OnModelCall | None = None,
    ) -> None:
        self.chat = chat
        self._limits = limits
        self._traced = traced
        self._config: RunnableConfig = {"callbacks": callbacks if traced else _untraced(callbacks)}
        self._on_call = on_call
        self._started: list[Reply] = []

    def start(self, messages: Messages, *, bound: Bound | None = None) -> Reply:
        """Begin a call, so that several run at a time; give it to `stream`."""
        reply = Reply(bound or self.chat.model, messages, self._config, traced=self._traced)
        self._started.append(reply)
        return reply

    def close(self) -> None:
        """Stop whatever is still under way, also what nobody began to read."""
        for reply in self._started:
            reply.close()
        self._started.clear()

    def stream(
        self, messages: Messages, deadline: Deadline, *, bound: Bound | None = None, begun: Reply | None = None
    ) -> Iterator[BaseMessage]:
        """The reply's chunks. What fails in passing before the first chunk is tried again; raises ModelFailedError,
        and DeadlineError where the question was cancelled."""
        started = time.perf_counter()
        used = Used()
        outcome = "stopped"
        reply: Reply | None = None
        try:
            reply, chunk = self._open(messages, deadline, bound, begun)
            while chunk is not None:
                used.add(chunk)
                yield chunk
                chunk = reply.next(deadline.ends, deadline)
            used.check_whole()
            outcome = "ok"
        except ModelFailedError:
            outcome = "failed"
            raise
        finally:
            if reply is not None:
                reply.close()
            self._tell(messages, used, outcome, time.perf_counter() - started)

    def text(self, messages: Messages, deadline: Deadline, *, bound: Bound | None = None) -> str:
        """A short reply, whole."""
        return "".join(text_of(chunk) for chunk in self.stream(messages, deadline, bound=bound))

    def _open(
        self, messages: Messages, deadline: Deadline, bound: Bound | None, begun: Reply | None
    ) -> tuple[Reply, BaseMessage | None]:
        pending = [begun] if begun is not None else []

        def attempt() -> tuple[Reply, BaseMessage | None]:
            reply = pending.pop() if pending else self.start(messages, bound=bound)
            left = deadline.ends - time.monotonic()
            share = 1.0 if self.chat.local else _FIRST_SHARE
            try:
                return reply, reply.next(time.monotonic() + left * share, deadline)
            except (ModelFailedError, DeadlineError):
                reply.close()
                raise

        def wait(state: RetryCallState) -> float:
            failure = state.outcome.exception() if state.outcome is not None else None
            assert isinstance(failure, ModelFailedError)
            return self._limits.backoff.seconds(state.attempt_number, failure)

        def worth_it(error: BaseException) -> bool:
            if not isinstance(error, ModelFailedError) or not error.retryable:
                return False
            return (error.wait or 0.0) < deadline.ends - time.monotonic()

        def sleep(seconds: float) -> None:
            deadline.cancelled.wait(max(0.0, min(seconds, deadline.ends - time.monotonic())))

        retrying = Retrying(
            stop=stop_after_attempt(self._limits.attempts),
            wait=wait,
            sleep=sleep,
            retry=retry_if_exception(worth_it),
            reraise=True,
        )
        return retrying(attempt)

    def _tell(self, messages: Messages, used: Used, outcome: str, seconds: float) -> None:
        if self._on_call is None:
            return
        if used.told is not None:
            read, written = used.told["input_tokens"], used.told["output_tokens"]
        else:
            read = sum(count_tokens(str(message.content)) for message in messages)
            written = count_tokens("".join(used.pieces))
        price = (read * self._limits.input_price + written * self._limits.output_price) / 1_000_000
        self._on_call(
            ModelCall(
                model=self.chat.name,
                outcome=outcome,
                input_tokens=read,
                output_tokens=written,
                counted=used.told is None,
                cost=price,
                seconds=seconds,
            )
        )


@asynccontextmanager
async def _closing(chunks: AsyncIterator[Any]) -> AsyncIterator[AsyncIterator[Any]]:
    """The iterator, closed at the end where it is a generator: then so is its connection."""
    try:
        yield chunks
    finally:
        if isinstance(chunks, AsyncGenerator):
            await chunks.aclose()


def _untraced(callbacks: Any) -> Any:
    """Callbacks without LangSmith's, which another program's environment may have put there."""
    if callbacks is None:
        return []
    if isinstance(callbacks, BaseCallbackManager):
        kept = callbacks.copy()
        for handler in [one for one in kept.handlers if isinstance(one, LangChainTracer)]:
            kept.remove_handler(handler)
        return kept
    return [one for one in callbacks if not isinstance(one, LangChainTracer)]
