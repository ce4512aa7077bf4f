"""The file of keys, feedback and audit. It lies beside the index and outlives it: a rebuild leaves it alone."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Engine, Integer, MetaData, String, Table, Text, event
from sqlalchemy.exc import DatabaseError

from bot.api.access.errors import OpsUnavailableError
from ingest.schema import open_engine

logger = logging.getLogger(__name__)
metadata = MetaData()

# Times are ISO 8601 in UTC with a fixed width, and so sort as text.
key = Table(
    "key",
    metadata,
    Column("id", String, primary_key=True),
    Column("name", String, nullable=False),
    Column("role", String, nullable=False),
    Column("salt", String, nullable=False),
    Column("hash", String, nullable=False),
    Column("created", String, nullable=False),
    Column("expires", String),
    Column("revoked", String),
    Column("last_used", String),
)

feedback = Table(
    "feedback",
    metadata,
    Column("id", String, primary_key=True),
    Column("at", String, nullable=False, index=True),
    Column("key_id", String, nullable=False),
    Column("answer_id", String, nullable=False),
    Column("rating", String, nullable=False),
    Column("reason", String),
    Column("comment", Text),
    Column("question", Text),
    Column("answer", Text),
    Column("erased", Boolean, nullable=False, default=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True),
    Column("answer_id", String, nullable=False, index=True),
    Column("record", Text, nullable=False),
    Column("hash", String, nullable=False),
)


class OpsStore:
    """Methods may be called from any thread, and the file by several processes."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One state of the file. Raises OpsUnavailableError."""
        with _told(), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed at the end: on disk when this returns. Raises OpsUnavailableError."""
        with _told(), self._engine.execution_options(write=True).begin() as connection:
            yield connection

    def settle(self) -> None:
        """After something was erased: let go of the journal, which still holds it. What is in use stays for later."""
        with _told(), self._engine.connect() as connection:
            driver = connection.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._engine.dispose()


def open_store(path: Path) -> OpsStore:
    """Open the file, made readable for its owner alone where there is none. Raises OpsUnavailableError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    except OSError as exc:
        raise OpsUnavailableError(f"{path} cannot be opened: {exc.strerror}; mend CLAUSEWISE_OPS") from exc
    engine = open_engine(path)

    @event.listens_for(engine, "connect")
    def overwrite(connection: Any, _record: object) -> None:
        connection.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten, not just unlinked

    store = OpsStore(engine)
    with store.writing() as connection:
        metadata.create_all(connection)
    return store


@contextmanager
def _told() -> Iterator[None]:
    """The driver's errors hold the statement's values, which may be a person's words: they are not chained."""
    try:
        yield
    except DatabaseError as exc:
        reason = str(exc.orig)
    else:
        return
    logger.error("the file of keys, feedback and audit: %s", reason)
    raise OpsUnavailableError("the file of keys, feedback and audit cannot be used at the moment; try again shortly")
