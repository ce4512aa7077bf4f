"""The catalog: policies, versions, clauses, passages, their words and vectors, in one SQLite file.

Every reading method reads one state. What belongs together is read through one `snapshot()`, which does not see what
is published meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Engine, func, inspect, select
from sqlalchemy.exc import DatabaseError, OperationalError

from ingest.catalog_checks import CachedVectors, read_cached, read_damage, read_stray_words, read_version_faults
from ingest.errors import IndexMismatchError, IndexMissingError, IngestError
from ingest.listing import KeptListing, PolicyEntry
from ingest.models import Clause, Passage, Version
from ingest.publishing import Publication, publish, set_meta
from ingest.records import PassageRef, RecordedVersion, read_original, read_recorded, read_references
from ingest.schema import SCHEMA_VERSION, clause, create_tables, meta, open_engine, passage, policy, version
from ingest.snapshot import FoundClause, Snapshot, WordHit
from ingest.vector_cache import StoredVectors, drop_unused, read_encoded_keys, read_mean_vectors, write_encoded
from ingest.versions import VersionInfo

CATALOG_FILE = "catalog.db"
_ID_LENGTH = 12


def _today() -> date:
    return datetime.now(UTC).date()


class Catalog:
    """`today` tells the day, which decides what version is in force.

    Its `meta` says `schema`, `index` (what this index is called on a server), `generation`, and of the embedding model
    `embeddings` (the setting), `model` and `dimensions`.
    """

    def __init__(self, engine: Engine, *, today: Callable[[], date] = _today) -> None:
        self._engine = engine
        self.today = today
        self._listing = KeptListing()

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, today: Callable[[], date] = _today) -> Catalog:
        """The catalog of an index folder.

        Raises IndexMissingError where there is none (unless `create`), IndexMismatchError for another release's.
        """
        path = folder / CATALOG_FILE
        if not create and not path.is_file():
            raise IndexMissingError(f"there is no index in {folder}; run: clausewise ingest PATH --index {folder}")
        catalog = cls(open_engine(path), today=today)
        try:
            catalog._check_schema(folder, create=create)
        except DatabaseError as exc:
            catalog.close()
            raise IndexMismatchError(
                f"{path} is not a catalog of ours ({exc.orig}); remove {folder} and run: clausewise ingest PATH"
            ) from exc
        except (IndexMismatchError, IndexMissingError):
            catalog.close()
            raise
        return catalog

    def close(self) -> None:
        self._engine.dispose()

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        with self._engine.begin() as connection:
            yield Snapshot(connection, self.today(), self._listing)

    def generation(self) -> int:
        """How many times something was published."""
        with self.snapshot() as snapshot:
            return snapshot.generation()

    def meta(self) -> dict[str, str]:
        with self.snapshot() as snapshot:
            return snapshot.meta()

    def policies(self) -> list[PolicyEntry]:
        with self.snapshot() as snapshot:
            return snapshot.policies()

    def versions(self, policy_id: str) -> list[VersionInfo]:
        with self.snapshot() as snapshot:
            return snapshot.versions(policy_id)

    def version(self, policy_id: str, *, version_id: str | None = None, as_of: date | None = None) -> Version:
        """The version named, else the one in force on a day, else today's; raises UnknownPolicyError."""
        with self.snapshot() as snapshot:
            return snapshot.version(policy_id, version_id=version_id, as_of=as_of)

    def clauses(self, policy_id: str, version_id: str) -> list[Clause]:
        """In the order of the text; raises UnknownPolicyError."""
        with self.snapshot() as snapshot:
            return snapshot.clauses(policy_id, version_id)

    def passages(self, policy_id: str, version_id: str) -> list[Passage]:
        """In the order of the text; raises UnknownPolicyError."""
        with self.snapshot() as snapshot:
            return snapshot.passages(policy_id, version_id)

    def match_words(self, stems: Sequence[str], versions: Sequence[tuple[str, str]], limit: int) -> list[WordHit]:
        """See `Snapshot.match_words`."""
        with self.snapshot() as snapshot:
            return snapshot.match_words(stems, versions, limit)

    def resolve_clause(self, clause_id: str) -> FoundClause:
        """See `Snapshot.resolve_clause`."""
        with self.snapshot() as snapshot:
            return snapshot.resolve_clause(clause_id)

    def encoded(self, model: str, sha256s: Iterable[str]) -> dict[str, StoredVectors]:
        with self.snapshot() as snapshot:
            return snapshot.encoded(model, sha256s)

    def recorded(self) -> tuple[RecordedVersion, ...]:
        """All versions, current and history."""
        with self._engine.begin() as connection:
            return read_recorded(connection)

    def references(self) -> Iterator[PassageRef]:
        """The vectors that all versions need, read as they are asked for."""
        with self._engine.begin() as connection:
            yield from read_references(connection)

    def mean_vectors(self, model: str, sha256s: Iterable[str]) -> dict[str, NDArray[np.float32]]:
        """As `encoded`, without the token vectors."""
        with self._engine.begin() as connection:
            return read_mean_vectors(connection, model, sha256s)

    def original(self, sha256: str) -> bytes:
        """The bytes of a file as it was ingested; raises KeyError."""
        with self._engine.begin() as connection:
            return read_original(connection, sha256)

    def encoded_keys(self, model: str) -> frozenset[str]:
        with self._engine.begin() as connection:
            return read_encoded_keys(connection, model)

    def counts(self) -> dict[str, int]:
        """How many policies, versions, clauses and passages there are."""
        tables = {"policies": policy, "versions": version, "clauses": clause, "passages": passage}
        with self._engine.begin() as connection:
            return {name: connection.scalar(select(func.count()).select_from(one)) or 0 for name, one in tables.items()}

    def damage(self) -> list[str]:
        """What is wrong with the file itself, a line each."""
        try:
            with self._engine.begin() as connection:
                return read_damage(connection)
        except DatabaseError as exc:
            return [str(exc.orig)]

    def faults(self) -> list[str]:
        """Where texts, clauses, passages, words and hashes do not agree, a line each."""
        with self._engine.begin() as connection:
            stray = read_stray_words(connection)
            found = [f"{stray} entries of the full-text index belong to no passage"] if stray else []
            return [*found, *read_version_faults(connection)]

    def cached(self, model: str, dimensions: int) -> CachedVectors:
        """Whether each passage has vectors of this model."""
        with self._engine.begin() as connection:
            return read_cached(connection, model, dimensions)

    def put_encoded(self, model: str, vectors: Mapping[str, StoredVectors]) -> None:
        """Keep vectors by the sha256 of their texts. They are found at once, but count for nothing until a publish."""
        with self._writing() as connection:
            write_encoded(connection, model, vectors)

    def publish(self, publication: Publication) -> int:
        """Make all of it visible in one step; returns the new generation."""
        with self._writing() as connection:
            return publish(connection, publication)

    def drop_unused_vectors(self, model: str) -> int:
        """Forget vectors of other models and of texts that no passage has; returns how many."""
        with self._writing() as connection:
            return drop_unused(connection, model)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.connect().execution_options(write=True) as connection, connection.begin():
                yield connection
        except OperationalError as exc:
            raise IngestError(
                f"the catalog {self._engine.url.database} cannot be written: {exc.orig}; nothing of it was published"
            ) from exc

    def _check_schema(self, folder: Path, *, create: bool) -> None:
        with self._engine.begin() as connection:
            found = inspect(connection).has_table(meta.name)
            schema = connection.scalar(select(meta.c.value).where(meta.c.key == "schema")) if found else None
        if schema is None and create:
            with self._writing() as connection:
                create_tables(connection)
                set_meta(connection, {"schema": str(SCHEMA_VERSION), "index": uuid4().hex[:_ID_LENGTH]})
        elif schema is None:
            raise IndexMissingError(f"the index in {folder} was never finished; run: clausewise ingest PATH")
        elif schema != str(SCHEMA_VERSION):
            raise IndexMismatchError(
                f"the index in {folder} has schema {schema}, this release reads {SCHEMA_VERSION}; "
                f"remove {folder} and run: clausewise ingest PATH"
            )
