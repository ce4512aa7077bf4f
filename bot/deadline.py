"""A deadline and a cancel token that go through the whole of a question's way."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

from bot.errors import DeadlineError


@dataclass(frozen=True, slots=True)
class Deadline:
    """`ends` is on the monotonic clock, in seconds; `cancelled` may be set from another thread."""

    ends: float
    cancelled: threading.Event = field(default_factory=threading.Event)

    @classmethod
    def after(cls, seconds: float, *, cancelled: threading.Event | None = None) -> Deadline:
        return cls(time.monotonic() + seconds, cancelled or threading.Event())

    def part(self, share: float) -> Deadline:
        """A deadline after this share of the time that is left; a cancel counts for both."""
        now = time.monotonic()
        return Deadline(now + max(0.0, self.ends - now) * share, self.cancelled)

    def within(self, seconds: float) -> Deadline:
        """This deadline, or sooner, so many seconds from now; a cancel counts for both."""
        return Deadline(min(self.ends, time.monotonic() + seconds), self.cancelled)

    @property
    def left(self) -> float:
        """Seconds until the end, never less than 0."""
        return max(0.0, self.ends - time.monotonic())

    def check(self, stage: str) -> None:
        """Raise DeadlineError when the time is up or the question was cancelled; `stage` is what would come next."""
        if self.cancelled.is_set():
            raise DeadlineError(f"the question was cancelled before: {stage}")
        if time.monotonic() > self.ends:
            raise DeadlineError(
                f"the question took too long and was stopped before: {stage}; ask again, name fewer policies, "
                "or raise CLAUSEWISE_DEADLINE_SECONDS"
            )
