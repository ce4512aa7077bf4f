"""Writing the catalog: everything that one ingest changes, in one transaction."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select, text, tuple_, update
from sqlalchemy.dialects.sqlite import insert as upsert

from ingest.models import Clause, Passage, Policy, Version
from ingest.rows import clause_row, passage_row
from ingest.schema import clause, meta, original, passage, policy, root, version
from ingest.stems import stems


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """A version with all that is kept of it.

    `entry` is what the manifest said of its file, `data` the file's bytes, `pipeline` the release of the code that
    made clauses and passages of them.
    """

    version: Version
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    title: str
    current: bool
    entry: Mapping[str, Any]
    pipeline: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Publication:
    """What one ingest changes.

    `policies` are put in their root, given by its path. Versions are named by (policy id, version id); the removed
    go first, so one of `versions` may have the id of a removed one. `meta` is set as it is.
    """

    policies: Mapping[str, tuple[Policy, ...]] = field(default_factory=dict)
    removed_policies: frozenset[str] = frozenset()
    removed_versions: frozenset[tuple[str, str]] = frozenset()
    archived_versions: frozenset[tuple[str, str]] = frozenset()
    versions: Iterable[VersionRecord] = ()
    meta: Mapping[str, str] = field(default_factory=dict)


def publish(connection: Connection, publication: Publication) -> int:
    """Write it all and return the new generation. The caller's transaction decides whether it counts."""
    _remove(connection, publication)
    for path, policies in publication.policies.items():
        _put_policies(connection, path, policies)
    for record in publication.versions:
        _put_version(connection, record)
    connection.execute(delete(original).where(original.c.sha256.not_in(select(version.c.original))))
    connection.execute(delete(root).where(root.c.id.not_in(select(policy.c.root))))
    generation = int(connection.scalar(select(meta.c.value).where(meta.c.key == "generation")) or 0) + 1
    set_meta(connection, {**publication.meta, "generation": str(generation)})
    return generation


def set_meta(connection: Connection, values: Mapping[str, str]) -> None:
    statement = upsert(meta)
    statement = statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value})
    connection.execute(statement, [{"key": key, "value": value} for key, value in values.items()])


def _remove(connection: Connection, publication: Publication) -> None:
    named = tuple_(version.c.policy, version.c.id)
    for pair in sorted(publication.removed_versions):
        connection.execute(delete(version).where(named == pair))
    for policy_id in sorted(publication.removed_policies):
        connection.execute(delete(policy).where(policy.c.id == policy_id))
    for pair in sorted(publication.archived_versions):
        connection.execute(update(version).where(named == pair).values(current=False))


def _put_policies(connection: Connection, path: str, policies: Iterable[Policy]) -> None:
    connection.execute(upsert(root).values(path=path).on_conflict_do_nothing())
    root_id = connection.scalar(select(root.c.id).where(root.c.path == path))
    for one in policies:
        values = {"root": root_id, "name": one.name, "aliases": list(one.aliases)}
        statement = upsert(policy).values(id=one.id, **values)
        connection.execute(statement.on_conflict_do_update(index_elements=["id"], set_=values))


def _put_version(connection: Connection, record: VersionRecord) -> None:
    value = record.version
    sha256 = hashlib.sha256(record.data).hexdigest()
    connection.execute(upsert(original).values(sha256=sha256, data=record.data).on_conflict_do_nothing())
    columns = {
        "policy": value.policy_id,
        "id": value.id,
        "current": record.current,
        "effective": value.effective,
        "language": value.language,
        "source": value.source,
        "source_url": value.source_url,
        "media_type": value.media_type,
        "sha256": value.sha256,
        "text": value.text,
        "title": record.title,
        "original": sha256,
        "entry": dict(record.entry),
        "pipeline": record.pipeline,
    }
    pk = connection.scalar(insert(version).values(columns).returning(version.c.pk))
    if pk is None:
        raise RuntimeError("the database gave no number to a new row")
    clauses = [clause_row(one, version_pk=pk, position=at) for at, one in enumerate(record.clauses)]
    if clauses:
        connection.execute(insert(clause), clauses)
    passages = [passage_row(one, value, version_pk=pk, position=at) for at, one in enumerate(record.passages)]
    if passages:
        connection.execute(insert(passage), passages)
        _put_words(connection, record, pk)


def _put_words(connection: Connection, record: VersionRecord, version_pk: int) -> None:
    numbers = select(passage.c.pk).where(passage.c.version == version_pk).order_by(passage.c.position)
    rows = [
        {"pk": pk, "words": " ".join(stems(one.embedded_text, record.version.language))}
        for pk, one in zip(connection.scalars(numbers), record.passages, strict=True)
    ]
    connection.execute(text("INSERT INTO passage_words (rowid, stems) VALUES (:pk, :words)"), rows)
