"""Ingest in a process of its own, to be killed: at a named step, or from outside at any moment."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from multiprocessing.context import ForkServerContext, ForkServerProcess
from pathlib import Path
from typing import Any

from ingest.catalog import Catalog
from ingest.vectors import Vectors
from tests.fakes import FakeEncoder
from tests.ingest.library import Library

STEPS: dict[str, type] = {
    "encode": FakeEncoder,
    "put_encoded": Catalog,
    "add": Vectors,
    "publish": Catalog,
    "delete": Vectors,
    "drop_other_models": Vectors,
    "drop_unused_vectors": Catalog,
}


def processes() -> ForkServerContext:
    """Processes that start with everything imported and nothing opened."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["chromadb", "tests.ingest.killing"])
    return context


def ingest_until(folder: Path, step: str = "", moment: str = "") -> None:
    """Ingest; with a step this process kills itself before or after it."""
    if step:
        owner = STEPS[step]
        method = getattr(owner, step)

        def die(*args: Any, **named: Any) -> None:
            if moment == "after":
                method(*args, **named)
            os.kill(os.getpid(), signal.SIGKILL)

        setattr(owner, step, die)
    Library(folder).ingest()


def killed_at(folder: Path, step: str, moment: str) -> bool:
    """Whether an ingest came to the step, and died there."""
    process = start(folder, step, moment)
    process.join()
    return process.exitcode == -signal.SIGKILL


def killed_after(folder: Path, seconds: float) -> bool:
    """Whether an ingest was still running after so long, and was killed."""
    process = start(folder)
    time.sleep(seconds)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def start(folder: Path, step: str = "", moment: str = "") -> ForkServerProcess:
    process = processes().Process(target=ingest_until, args=(folder, step, moment))
    process.start()
    return process
