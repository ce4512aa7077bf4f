"""What went wrong, told to somebody who reads policies: what it is, and what to do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.client import ApiError, ApiUnavailableError, RateLimitedError


class Kind(StrEnum):
    AWAY = "away"
    BUSY = "busy"
    SLOW = "slow"
    LOCKED = "locked"
    GONE = "gone"
    REFUSED = "refused"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Trouble:
    """`advice` says what to do; `wait` is in seconds, where the service said so."""

    kind: Kind
    title: str
    advice: str
    wait: float | None = None


_GONE = ("unknown-policy", "unknown-clause", "unknown-job", "not-found")


def trouble_of(error: ApiError | ApiUnavailableError) -> Trouble:
    if isinstance(error, ApiUnavailableError):
        advice = "It may be starting or restarting. This page tries again by itself, and nothing you typed is lost."
        return Trouble(Kind.AWAY, "The service does not answer at the moment", advice, error.retry_after)
    if isinstance(error, RateLimitedError):
        seconds = max(1, round(error.retry_after))
        advice = f"Wait {seconds} second{'s' if seconds != 1 else ''}, then ask again."
        return Trouble(Kind.BUSY, "Too many questions at once", advice, error.retry_after)
    return _of_refusal(error)


def _of_refusal(error: ApiError) -> Trouble:
    if error.status in (401, 403):
        return Trouble(Kind.LOCKED, "This needs an access key", str(error))
    if error.kind == "deadline":
        return Trouble(Kind.SLOW, "The answer took too long", "Ask again, or ask fewer policies at once.")
    if error.kind in _GONE:
        return Trouble(Kind.GONE, "This is not there any more", str(error))
    if error.status < 500:
        return Trouble(Kind.REFUSED, "This cannot be done as it is", str(error))
    return Trouble(Kind.FAILED, "The service failed", "Try again; if it stays, tell whoever runs it.")
