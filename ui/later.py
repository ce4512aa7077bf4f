"""What takes the service a while, fetched aside, so that nobody waits for it to ask a question."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from bot.client import ApiError, ApiUnavailableError

T = TypeVar("T")


class Later(Generic[T]):
    """Starts at once. `value` is None until it is `done`, and stays so where the service could not give it."""

    def __init__(self, fetch: Callable[[], T]) -> None:
        self.value: T | None = None
        self._over = threading.Event()
        threading.Thread(target=self._run, args=(fetch,), name="later", daemon=True).start()

    @property
    def done(self) -> bool:
        return self._over.is_set()

    def wait(self, seconds: float) -> bool:
        """Whether it is done, after so long at most."""
        return self._over.wait(seconds)

    def _run(self, fetch: Callable[[], T]) -> None:
        try:
            self.value = fetch()
        except (ApiError, ApiUnavailableError):
            return
        finally:
            self._over.set()
