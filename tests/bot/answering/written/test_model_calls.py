"""A call that is closed ends, whatever the provider's client makes of the cancellation."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from typing import Any

from langchain_core.messages import AIMessageChunk
from langchain_core.runnables import Runnable, RunnableConfig

from bot.answering.written.model_calls import Reply
from bot.deadline import Deadline


class LosesCancellations(Runnable[Any, Any]):
    """Goes on when it is cancelled, as `asyncio.wait_for` may; `ended` is set once its stream is closed."""

    def __init__(self) -> None:
        self.ended = threading.Event()

    def invoke(self, input: Any, config: RunnableConfig | None = None, **_: Any) -> Any:  # noqa: A002
        raise NotImplementedError

    async def astream(
        self,
        input: Any,  # noqa: A002
        config: RunnableConfig | None = None,
        **_: Any,
    ) -> AsyncIterator[Any]:
        try:
            while True:
                try:
                    await asyncio.sleep(0.02)
                except asyncio.CancelledError:
                    continue
                yield AIMessageChunk(content=" ")
        finally:
            self.ended.set()


def test_a_call_whose_cancellation_is_lost_ends_with_the_next_chunk() -> None:
    endless = LosesCancellations()
    reply = Reply(endless, [], {}, traced=False)
    assert reply.next(time.monotonic() + 5, Deadline.after(5)) is not None
    reply.close()
    assert endless.ended.wait(5)
