"""The bot behind a service: the same calls and the same errors, so that callers need not know the difference."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from bot.client import ApiError, Client, RateLimitedError
from bot.errors import DeadlineError, QuestionError
from bot.models import Answer, Coverage, Message, SearchHit
from ingest.errors import ClausewiseError, UnknownPolicyError

T = TypeVar("T")
_ERRORS: dict[str, type[ClausewiseError]] = {
    "unknown-policy": UnknownPolicyError,
    "invalid-question": QuestionError,
    "invalid-request": QuestionError,
    "deadline": DeadlineError,
}
_TRIES = 5
_LONGEST_WAIT = 60.0


@dataclass(frozen=True, slots=True)
class RemoteBot:
    """Waits where the service says that it is asked too much. Raises as `Clausewise` does, else what Client raises."""

    client: Client

    def ask(
        self,
        question: str,
        *,
        policies: Sequence[str] = (),
        as_of: date | None = None,
        history: Sequence[Message] = (),
    ) -> Answer:
        return _patiently(lambda: self.client.ask(question, policies=policies, as_of=as_of, history=history))

    def search(
        self,
        query: str,
        *,
        policies: Sequence[str] = (),
        k: int = 8,
        as_of: date | None = None,
        practices: Sequence[str] = (),
    ) -> list[SearchHit]:
        return _patiently(lambda: self.client.search(query, policies=policies, k=k, as_of=as_of, practices=practices))

    def coverage(self, policy: str, *, version: str | None = None, as_of: date | None = None) -> Coverage:
        return _patiently(lambda: self.client.coverage(policy, version=version, as_of=as_of))


def _patiently(call: Callable[[], T]) -> T:
    for _ in range(_TRIES - 1):
        try:
            return _told_as_ours(call)
        except RateLimitedError as error:
            time.sleep(min(error.retry_after, _LONGEST_WAIT))
    return _told_as_ours(call)


def _told_as_ours(call: Callable[[], T]) -> T:
    try:
        return call()
    except ApiError as error:
        ours = _ERRORS.get(error.kind)
        if ours is None:
            raise
        raise ours(str(error)) from error
