"""What can go wrong with a provider, told in a few words, and whether another try may help. Pure."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from langchain_core.exceptions import ContextOverflowError, ModelError

_TOO_MANY = 429
_SERVER_FAULT = 500
_REFUSED_REQUEST = frozenset({400, 404, 415, 422, 501})
_TOLD = {
    400: "it refused the request",
    401: "it refused the key",
    403: "it refused the key",
    404: "there is no such model",
    408: "it took too long",
    413: "the request was too large for it",
    _TOO_MANY: "it was asked too often",
}
# Where providers tell why a reply ended, and their words for it.
_WHY_IT_ENDED = ("finish_reason", "stop_reason", "done_reason")
_TOO_LONG = frozenset({"length", "max_tokens", "model_context_window_exceeded"})
_WITHHELD = frozenset({"content_filter", "refusal", "safety", "prohibited_content", "blocklist", "recitation"})
# Names, not types: the libraries that raise them are optional.
_TIMEOUTS = ("Timeout",)
_CONNECTIONS = ("Connect", "Connection", "Network", "Protocol", "ReadError", "WriteError", "RemoteProtocol")


class ModelFailedError(Exception):
    """A call of the model gave nothing to use. `reason` is fit for a warning; it names no address and no key.

    `wait` are the seconds that the provider asked for. `refused` says that the request itself was not taken.
    """

    def __init__(
        self, reason: str, *, retryable: bool = False, wait: float | None = None, refused: bool = False
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.wait = wait
        self.refused = refused


def failure_of(error: BaseException) -> ModelFailedError:
    """What an error that came out of a provider's library means. All its base classes are looked at by name, as these
    libraries are optional, and each has a tree of its own."""
    status = _status(error)
    names = [base.__name__ for base in type(error).__mro__]
    if status is not None:
        told = _TOLD.get(status) or ("its server failed" if status >= _SERVER_FAULT else "it refused the request")
        retryable = status in {408, 409, _TOO_MANY} or (status >= _SERVER_FAULT and status not in _REFUSED_REQUEST)
        return ModelFailedError(
            f"{told} ({status})", retryable=retryable, wait=_wait(error), refused=status in _REFUSED_REQUEST
        )
    if isinstance(error, ContextOverflowError):
        return ModelFailedError("the clauses were too long for it; lower CLAUSEWISE_MODEL_EVIDENCE_TOKENS")
    if isinstance(error, TimeoutError | asyncio.CancelledError) or any(_has(name, _TIMEOUTS) for name in names):
        return ModelFailedError("it did not answer in time", retryable=True)
    if isinstance(error, OSError) or any(_has(name, _CONNECTIONS) for name in names):
        return ModelFailedError("it could not be reached", retryable=True)
    if isinstance(error, ModelError):
        return ModelFailedError("it failed", retryable=error.is_retryable)
    return ModelFailedError("its reply could not be read", retryable=True)


def cut_short(metadata: Mapping[str, Any]) -> str:
    """Why a provider says that it ended a reply before the model did; empty where it did not."""
    ends = {str(metadata.get(key)).casefold() for key in _WHY_IT_ENDED}
    if ends & _TOO_LONG:
        return "its reply was cut off; raise CLAUSEWISE_MODEL_OUTPUT_TOKENS"
    return "its provider withheld the reply" if ends & _WITHHELD else ""


@dataclass(frozen=True, slots=True)
class Backoff:
    """Seconds to wait before try number `tries + 1`: what the provider asked for, else doubling from `first`."""

    first: float = 0.5
    most: float = 8.0

    def seconds(self, tries: int, failure: ModelFailedError) -> float:
        if failure.wait is not None:
            return failure.wait
        return min(self.most, self.first * 2.0 ** (tries - 1))


def _has(name: str, parts: tuple[str, ...]) -> bool:
    return any(part in name for part in parts)


def _status(error: BaseException) -> int | None:
    status = getattr(error, "status_code", None)
    return status if isinstance(status, int) and 400 <= status < 600 else None


def _wait(error: BaseException) -> float | None:
    """The Retry-After header: seconds, or a date (RFC 9110, section 10.2.3)."""
    headers: Any = getattr(getattr(error, "response", None), "headers", None)
    value = headers.get("retry-after") if isinstance(headers, Mapping) or hasattr(headers, "get") else None
    if not isinstance(value, str):
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(value)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, at.timestamp() - datetime.fromtimestamp(time.time(), UTC).timestamp())
