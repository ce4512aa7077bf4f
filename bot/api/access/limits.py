"""How much one caller, and all together, may ask for."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from limits import RateLimitItem, parse_many
from limits.errors import ConfigurationError, StorageError
from limits.storage import Storage, storage_from_string
from limits.strategies import SlidingWindowCounterRateLimiter

from bot.api.access.errors import RateStorageError
from bot.api.access.settings import AccessSettings
from ingest.errors import SettingsError

_SPREAD_SECONDS = 3.0
_STORE_SECONDS = 1.0
_WEIGHT_OF_ONE = 0.1  # of one request in the mean time that a place is held


class Rates:
    """Rates per key and per address. Methods may block: call them in a worker thread."""

    def __init__(self, settings: AccessSettings) -> None:
        """Raises SettingsError where the storage's library is not installed."""
        try:
            storage = storage_from_string(settings.rate_storage, wrap_exceptions=True, **_waits(settings.rate_storage))
        except (ConfigurationError, ImportError) as exc:
            raise SettingsError(
                "CLAUSEWISE_RATE_STORAGE cannot be used: install the library of its store (pip install redis)"
            ) from exc
        if not isinstance(storage, Storage):  # an asynchronous storage: the worker threads have no use for it
            raise SettingsError("CLAUSEWISE_RATE_STORAGE: give memory:// or redis://HOST:PORT")
        self._limiter = SlidingWindowCounterRateLimiter(storage)
        self._per_key = parse_many(settings.rate_per_key)
        self._per_address = parse_many(settings.rate_per_address)

    def key_used(self, key_id: str) -> float | None:
        """Count a request of a key; None, or the seconds after which it may ask again. Raises RateStorageError."""
        return self._hit(self._per_key, "key", key_id)

    def address_used(self, address: str) -> float | None:
        return self._hit(self._per_address, "address", address)

    def _hit(self, items: list[RateLimitItem], kind: str, name: str) -> float | None:
        try:
            return self._wait([item for item in items if not self._limiter.hit(item, kind, name)], kind, name)
        except StorageError as exc:
            raise RateStorageError("the store of rates does not answer; try again shortly") from exc

    def _wait(self, over: list[RateLimitItem], kind: str, name: str) -> float | None:
        if not over:
            return None
        return max(1.0, max(self._limiter.get_window_stats(item, kind, name).reset_time for item in over) - time.time())


def _waits(address: str) -> dict[str, float]:
    """A store that hangs must not hold up who asks: by itself its library would wait for ever."""
    if address.startswith("memory:"):
        return {}
    return {"socket_timeout": _STORE_SECONDS, "socket_connect_timeout": _STORE_SECONDS}


class QueueFullError(Exception):
    """Too many wait already, or one waited too long."""


class Slots:
    """At most `running` at a time; at most `waiting` more wait their turn, each for at most so many `seconds`.

    On one event loop. What cannot be served soon is refused at once, so that what is served is served fast.
    """

    def __init__(
        self, *, running: int, waiting: int, seconds: float, chance: Callable[[], float] = random.random
    ) -> None:
        """`chance` gives numbers from 0 to 1, by which those who are refused are spread."""
        self._places = running
        self._free = asyncio.Semaphore(running)
        self._chance = chance
        self._held = 0.0
        self._most_waiting = waiting
        self._seconds = seconds
        self.running = 0
        self.waiting = 0

    @property
    def full(self) -> bool:
        return self._free.locked() and self.waiting >= self._most_waiting

    def retry_after(self) -> float:
        """Seconds until those who wait have had their turn, and a random part more: who is refused at one moment must
        not come back at one moment."""
        turns = self._held * (self.waiting + 1) / self._places
        return turns + self._chance() * max(_SPREAD_SECONDS, turns)

    @asynccontextmanager
    async def taken(self) -> AsyncIterator[None]:
        """Raises QueueFullError."""
        if self._free.locked():
            await self._wait()
        else:
            await self._free.acquire()
        self.running += 1
        began = time.monotonic()
        try:
            yield
        finally:
            self.running -= 1
            self._held += (time.monotonic() - began - self._held) * _WEIGHT_OF_ONE
            self._free.release()

    async def _wait(self) -> None:
        if self.full:
            raise QueueFullError
        self.waiting += 1
        try:
            await asyncio.wait_for(self._free.acquire(), self._seconds)
        except TimeoutError as exc:
            raise QueueFullError from exc
        finally:
            self.waiting -= 1
