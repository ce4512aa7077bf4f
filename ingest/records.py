"""What ingest compares the files of its roots with: all versions that are recorded, and the vectors they need."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from ingest.rows import INFO_COLUMNS, info_of
from ingest.schema import original, passage, policy, root, version
from ingest.versions import VersionInfo

_PAGE = 1_000


@dataclass(frozen=True, slots=True)
class RecordedVersion:
    """A version as ingest compares it with its file. `original` is the sha256 of the file's bytes."""

    info: VersionInfo
    root: str
    title: str
    original: str
    entry: Mapping[str, Any]
    pipeline: int


@dataclass(frozen=True, slots=True)
class PassageRef:
    """A passage's vector: what was embedded, by sha256, and the vector's id."""

    policy: str
    version: str
    sha256: str
    embedded: str
    vector: str


def read_recorded(connection: Connection) -> tuple[RecordedVersion, ...]:
    """All versions, current and history."""
    columns = (version.c.title, version.c.original, version.c.entry, version.c.pipeline, root.c.path)
    query = select(*INFO_COLUMNS, *columns).select_from(version.join(policy).join(root))
    return tuple(
        RecordedVersion(
            info=info_of(row),
            root=row.path,
            title=row.title,
            original=row.original,
            entry=row.entry,
            pipeline=row.pipeline,
        )
        for row in connection.execute(query.order_by(version.c.policy, version.c.id))
    )


def read_references(connection: Connection) -> Iterator[PassageRef]:
    """The vectors that all versions need, without holding them all."""
    needs = (version.c.policy, version.c.id, version.c.sha256, passage.c.embedded, passage.c.vector)
    query = select(*needs).join_from(passage, version).order_by(passage.c.pk)
    for row in connection.execution_options(yield_per=_PAGE).execute(query):
        yield PassageRef(*row)


def read_original(connection: Connection, sha256: str) -> bytes:
    """The bytes of a file as it was ingested; raises KeyError."""
    data: bytes | None = connection.scalar(select(original.c.data).where(original.c.sha256 == sha256))
    if data is None:
        raise KeyError(sha256)
    return data
