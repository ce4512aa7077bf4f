"""Blocking work off the event loop, stopped when nobody waits for it any more."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from functools import partial
from typing import Generic, TypeVar

import anyio
from anyio import CapacityLimiter, to_thread
from starlette.requests import Request

from bot.api.problems import DEADLINE, ProblemError
from bot.errors import DeadlineError

T = TypeVar("T")
_END = object()


async def in_thread(
    request: Request,
    work: Callable[[threading.Event], T],
    *,
    limiter: CapacityLimiter,
    seconds: float | None = None,
) -> T:
    """The work's result. Its event is set when the client hangs up, or after so many seconds."""
    cancelled = threading.Event()

    async def cancel_when_gone() -> None:
        try:
            with anyio.move_on_after(seconds):
                await disconnected(request)
        finally:
            cancelled.set()

    watcher = asyncio.create_task(cancel_when_gone())
    try:
        return await to_thread.run_sync(partial(work, cancelled), limiter=limiter)
    except DeadlineError as error:
        raise _deadline_of(error, seconds, cancelled) from error
    finally:
        watcher.cancel()


async def disconnected(request: Request) -> None:
    """Returns when the client has hung up. The body must have been read."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


def _deadline_of(error: DeadlineError, seconds: float | None, cancelled: threading.Event) -> Exception:
    """The request's own limit told as such; that of the settings says so itself."""
    if seconds is None or not cancelled.is_set():
        return error
    return ProblemError(DEADLINE, f"It took longer than the {seconds:g} s that the request allows.")


class Produced(Generic[T]):
    """What an iterator gives that runs in a thread, as it comes.

    `first` waits for the first value; then `rest` gives all of them, and None whenever so many seconds pass in silence.
    An error of the iterator is raised where its value would have come. The iterator's event is set when `rest` is left,
    when the client hangs up, and after so many `seconds`.
    """

    def __init__(
        self,
        make: Callable[[threading.Event], Iterator[T]],
        *,
        limiter: CapacityLimiter,
        seconds: float | None = None,
    ) -> None:
        self._cancelled = threading.Event()
        self._seconds = seconds
        self._queue: asyncio.Queue[object] = asyncio.Queue()
        self._held: list[object] = []
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(seconds, self._cancelled.set) if seconds is not None else None
        self._task = asyncio.create_task(to_thread.run_sync(self._produce, make, limiter=limiter))

    async def first(self, request: Request, *, seconds: float) -> None:
        """Wait for the first value at most so long; raises the iterator's error where that is what comes first."""
        value = asyncio.create_task(self._queue.get())
        gone = asyncio.create_task(disconnected(request))
        try:
            await asyncio.wait({value, gone}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
        finally:
            gone.cancel()
            if value.done():
                self._held.append(value.result())
            else:
                value.cancel()
        if not self._held and gone.done():
            self.cancel()
        if self._held and isinstance(self._held[0], Exception):
            raise self._held[0]

    async def rest(self, *, seconds: float) -> AsyncIterator[T | None]:
        try:
            while True:
                try:
                    value = self._held.pop(0) if self._held else await asyncio.wait_for(self._queue.get(), seconds)
                except TimeoutError:
                    yield None
                    continue
                if value is _END:
                    return
                if isinstance(value, Exception):
                    raise value
                yield value  # type: ignore[misc]  # the queue holds values, errors and the end
        finally:
            self.cancel()

    def cancel(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._cancelled.set()

    def _produce(self, make: Callable[[threading.Event], Iterator[T]]) -> None:
        try:
            for value in make(self._cancelled):
                self._put(value)
                if self._cancelled.is_set():
                    break
            self._put(_END)
        except DeadlineError as exc:
            self._put(_deadline_of(exc, self._seconds, self._cancelled))
        except Exception as exc:  # noqa: BLE001 - raised again on the event loop, where the request is
            self._put(exc)

    def _put(self, value: object) -> None:
        self._loop.call_soon_threadsafe(self._queue.put_nowait, value)
