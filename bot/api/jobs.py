"""Changes to the index: one at a time, in the order in which they were asked for, with their progress.

Jobs live in memory: what a restart interrupts is not half done (a publish is one step), and asking for it again does
only what is missing.
"""

from __future__ import annotations

import asyncio
import logging
import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Literal

from bot.api.problems import ProblemError
from ingest.errors import ClausewiseError
from ingest.progress import Progress, Report

State = Literal["queued", "running", "done", "failed"]
Work = Callable[[Report], Mapping[str, Any]]
_REMEMBERED = 200
logger = logging.getLogger(__name__)


class JobStoppedError(ClausewiseError):
    """The service shuts down; nothing of the job was published."""


@dataclass(frozen=True, slots=True)
class Job:
    """`result` is what the work gave; `error` why it did not. Times are UTC."""

    id: str
    kind: str
    state: State
    created: datetime
    started: datetime | None = None
    finished: datetime | None = None
    progress: Progress | None = None
    result: Mapping[str, Any] | None = None
    error: Exception | None = None


class Jobs:
    """Methods may be called from any thread."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="jobs")
        self._jobs: dict[str, Job] = {}
        self._futures: dict[str, Future[None]] = {}
        self._guard = threading.Lock()
        self._stopping = threading.Event()

    def submit(self, kind: str, work: Work) -> Job:
        """Queue the work; it is told where to report its progress."""
        job = Job(id=uuid.uuid4().hex, kind=kind, state="queued", created=_now())
        with self._guard:
            finished = [one.id for one in self._jobs.values() if one.finished]
            for old in finished[: max(0, len(self._jobs) - _REMEMBERED)]:
                del self._jobs[old], self._futures[old]
            self._jobs[job.id] = job
            self._futures[job.id] = self._worker.submit(self._run, job.id, work)
        return job

    def get(self, job_id: str) -> Job | None:
        with self._guard:
            return self._jobs.get(job_id)

    async def finished(self, job: Job, *, seconds: float) -> Job:
        """The job when it is finished, or as it is after so many seconds."""
        with self._guard:
            future = self._futures[job.id]
        await asyncio.wait([asyncio.wrap_future(future)], timeout=seconds)
        with self._guard:
            return self._jobs[job.id]

    def stop(self) -> None:
        """Drop what is queued, stop what runs before it publishes, and wait for that."""
        self._stopping.set()
        self._worker.shutdown(wait=True, cancel_futures=True)

    def _run(self, job_id: str, work: Work) -> None:
        self._update(job_id, state="running", started=_now())

        def report(progress: Progress) -> None:
            if self._stopping.is_set():
                raise JobStoppedError("the service shuts down; ask again when it runs")
            self._update(job_id, progress=progress)

        try:
            result = work(report)
        except Exception as exc:
            # Kept with the job and told to whoever asks for it.
            level = logging.WARNING if isinstance(exc, ClausewiseError | ProblemError) else logging.ERROR
            logger.log(level, "job %s failed: %s", job_id, type(exc).__name__, exc_info=level == logging.ERROR)
            self._update(job_id, state="failed", finished=_now(), error=exc)
        else:
            self._update(job_id, state="done", finished=_now(), result=result)

    def _update(self, job_id: str, **changes: Any) -> None:
        with self._guard:
            self._jobs[job_id] = replace(self._jobs[job_id], **changes)


def _now() -> datetime:
    return datetime.now(UTC)
