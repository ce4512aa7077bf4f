"""One process owns an index: two on one folder would corrupt the vectors without a word.

The lock is the operating system's, so it goes with its process, however that ends. Beside it lies who holds it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from ingest.errors import IndexLockedError

LOCK_FILE = "lock"
OWNER_FILE = "owner.json"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds an index. `started` is UTC in ISO 8601; `address` is where its API listens, if it has one.

    `command` is the program's name alone: its arguments may be a user's question, which is written down nowhere.
    """

    what: str
    pid: int
    command: str
    started: str
    address: str | None = None


@contextmanager
def own(folder: Path, *, what: str, address: str | None = None) -> Iterator[Owner]:
    """Hold the folder, which must be there, for the length of a `with` block.

    Raises IndexLockedError, naming the owner, when somebody else holds it; it does not wait.
    """
    lock = FileLock(folder / LOCK_FILE, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as exc:
        raise IndexLockedError(_held(folder)) from exc
    except OSError as exc:
        raise IndexLockedError(
            f"the index {folder} cannot be locked: {exc.strerror or exc}; it must be writable"
        ) from exc
    try:
        owner = Owner(
            what=what,
            pid=os.getpid(),
            command=Path(sys.argv[0]).name,
            started=datetime.now(UTC).isoformat(timespec="seconds"),
            address=address,
        )
        _write(folder / OWNER_FILE, owner)
        try:
            yield owner
        finally:
            (folder / OWNER_FILE).unlink(missing_ok=True)
    finally:
        lock.release()


def recorded_owner(folder: Path) -> Owner | None:
    """Who held the folder last, for whoever met an IndexLockedError; None when that was not recorded."""
    try:
        return Owner(**json.loads((folder / OWNER_FILE).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        logger.debug("no readable owner record in %s", folder)
        return None


def _write(path: Path, owner: Owner) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(asdict(owner)), encoding="utf-8")
    partial.replace(path)


def _held(folder: Path) -> str:
    owner = recorded_owner(folder)
    if owner is None:
        return f"another process is using the index {folder}; wait for it to end, or name another with --index"
    served = f"; it answers at {owner.address}" if owner.address else "; wait for it to end"
    return (
        f"{owner.what} (process {owner.pid}, since {owner.started}) is using the index {folder}{served}, "
        "or name another index with --index"
    )
