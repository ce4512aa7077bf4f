"""The catalog's tables, and how its SQLite file is opened.

One row of `version` is one text of a policy. A current version is what a file of its root says now; the others are
kept as history. Offsets are code points. Row numbers of `version` are never used twice, so they name a content.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Engine,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    text,
)

SCHEMA_VERSION = 2
BUSY_TIMEOUT_MS = 10_000

metadata = MetaData()

meta = Table("meta", metadata, Column("key", String, primary_key=True), Column("value", String, nullable=False))

root = Table(
    "root",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("path", String, nullable=False, unique=True),
)

policy = Table(
    "policy",
    metadata,
    Column("id", String, primary_key=True),
    Column("root", ForeignKey("root.id"), nullable=False, index=True),
    Column("name", String, nullable=False),
    Column("aliases", JSON, nullable=False),
)

original = Table(
    "original",
    metadata,
    Column("sha256", String, primary_key=True),
    Column("data", LargeBinary, nullable=False),
)

version = Table(
    "version",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("policy", ForeignKey("policy.id", ondelete="CASCADE"), nullable=False),
    Column("id", String, nullable=False),
    Column("current", Boolean, nullable=False),
    Column("effective", Date),
    Column("language", String, nullable=False),
    Column("source", String, nullable=False),
    Column("source_url", String),
    Column("media_type", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("title", String, nullable=False),
    Column("original", ForeignKey("original.sha256"), nullable=False, index=True),
    Column("entry", JSON, nullable=False),
    Column("pipeline", Integer, nullable=False),
    UniqueConstraint("policy", "id"),
    sqlite_autoincrement=True,
)

clause = Table(
    "clause",
    metadata,
    Column("version", ForeignKey("version.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("key", String, nullable=False),
    Column("label", String, nullable=False),
    Column("title", String, nullable=False),
    Column("path", JSON, nullable=False),
    Column("kind", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("body_start", Integer, nullable=False),
    Column("parent", String),
    Column("lead_in_start", Integer),
    Column("lead_in_end", Integer),
    Column("anchor", String),
    Column("page", Integer),
    PrimaryKeyConstraint("version", "position"),
    UniqueConstraint("version", "key"),
)

passage = Table(
    "passage",
    metadata,
    Column("pk", Integer, primary_key=True),
    Column("version", ForeignKey("version.pk", ondelete="CASCADE"), nullable=False),
    Column("position", Integer, nullable=False),
    Column("clause", String, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("context", Text, nullable=False),
    Column("sentences", JSON, nullable=False),
    Column("embedded", String, nullable=False, index=True),
    Column("vector", String, nullable=False, index=True),
    UniqueConstraint("version", "position"),
)

encoded = Table(
    "encoded",
    metadata,
    Column("model", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("vector", LargeBinary, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("offsets", LargeBinary, nullable=False),
    PrimaryKeyConstraint("model", "sha256"),
)

Index("policy_versions", version.c.policy, version.c.current)

# A row here has the number of its passage; it goes with the passage, whichever way that goes.
_FULL_TEXT = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS passage_words USING fts5(stems, tokenize = 'unicode61')",
    "CREATE TRIGGER IF NOT EXISTS passage_words_follow AFTER DELETE ON passage BEGIN "
    "DELETE FROM passage_words WHERE rowid = old.pk; END",
)


def open_engine(path: Path) -> Engine:
    """An engine over one SQLite file, in WAL mode: readers see the state at their first read, writers queue.

    A connection with the execution option `write=True` takes the write lock when its transaction begins.
    """
    engine = create_engine(f"sqlite:///{path}")

    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin transactions late and commit them early
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


def create_tables(connection: Connection) -> None:
    """Make what is not there yet."""
    metadata.create_all(connection)
    for statement in _FULL_TEXT:
        connection.execute(text(statement))
