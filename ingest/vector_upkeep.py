"""Keeping the vectors in step with the catalog: embed what has none, add what Chroma lacks, remove what is unused.

Each step looks at what is there, so it can be stopped anywhere and done again. Versions are read one at a time.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterable, Iterator
from typing import TypeVar

from ingest.index import Index
from ingest.progress import Progress, Report
from ingest.publishing import VersionRecord
from ingest.records import PassageRef
from ingest.rows import vector_id
from ingest.vector_cache import StoredVectors, embedded_sha256
from ingest.vectors import VectorRecord, text_key

_EMBED_BATCH = 64
_STORE_BATCH = 1_000
T = TypeVar("T")
logger = logging.getLogger(__name__)


def embed_missing(
    new: Iterable[VersionRecord],
    *,
    gone: Collection[tuple[str, str]],
    index: Index,
    report: Report,
    anew: bool = False,
) -> None:
    """Put into the cache the vectors of all texts of `new`, and of what stays in the catalog, that have none yet.

    `gone` are the versions, by (policy id, version id), that do not stay. With `anew` what has vectors gets them again.
    `new` is gone through twice.
    """
    known = frozenset() if anew else index.catalog.encoded_keys(index.model)
    lost = {
        (one.policy, one.version)
        for one in index.catalog.references()
        if one.embedded not in known and (one.policy, one.version) not in gone
    }
    missing = {key for key, _ in _texts(new, lost, index=index)} - known
    total, done = len(missing), 0
    for some in _batches(_pick(_texts(new, lost, index=index), missing), _EMBED_BATCH):
        vectors = index.encoder.encode([text for _, text in some])
        stored = {key: StoredVectors.of(value) for (key, _), value in zip(some, vectors, strict=True)}
        index.catalog.put_encoded(index.encoder.name, stored)
        done += len(some)
        report(Progress("embedding", done, total))


def store_missing(
    new: Iterable[VersionRecord],
    *,
    gone: Collection[tuple[str, str]],
    index: Index,
    report: Report,
    anew: bool = False,
) -> None:
    """Add what Chroma lacks, from the cache; with `anew` all of it. `new` is gone through twice."""
    present = frozenset() if anew else index.vectors.ids()
    missing = {one.vector for one in _references(new, gone, index=index)} - present
    total, done = len(missing), 0
    needed = _pick(((one.vector, one) for one in _references(new, gone, index=index)), missing)
    for some in _batches(needed, _STORE_BATCH):
        stored = index.catalog.mean_vectors(index.model, [one.embedded for _, one in some])
        index.vectors.add(
            VectorRecord(id=one.vector, text_key=text_key(one.policy, one.sha256), vector=stored[one.embedded])
            for _, one in some
        )
        done += len(some)
        report(Progress("storing", done, total))


def collect(index: Index) -> None:
    """Remove what the published state does not refer to."""
    orphans = index.vectors.ids() - {one.vector for one in index.catalog.references()}
    if orphans:
        index.vectors.delete(orphans)
    index.vectors.drop_other_models()
    dropped = index.catalog.drop_unused_vectors(index.model)
    logger.info("collected %d vectors and %d cached texts", len(orphans), dropped)


def _texts(
    new: Iterable[VersionRecord], lost: Collection[tuple[str, str]], *, index: Index
) -> Iterator[tuple[str, str]]:
    """What is embedded of these versions, each text after its sha256."""
    for record in new:
        for passage in record.passages:
            yield embedded_sha256(passage.embedded_text), passage.embedded_text
    for policy_id, version_id in sorted(lost):
        for passage in index.catalog.passages(policy_id, version_id):
            yield embedded_sha256(passage.embedded_text), passage.embedded_text


def _references(
    new: Iterable[VersionRecord], gone: Collection[tuple[str, str]], *, index: Index
) -> Iterator[PassageRef]:
    """The vectors that the catalog needs once `new` is published."""
    for one in index.catalog.references():
        if (one.policy, one.version) not in gone:
            yield one
    for record in new:
        version = record.version
        for passage in record.passages:
            embedded = embedded_sha256(passage.embedded_text)
            yield PassageRef(version.policy_id, version.id, version.sha256, embedded, vector_id(passage, version))


def _pick(named: Iterable[tuple[str, T]], wanted: Collection[str]) -> Iterator[tuple[str, T]]:
    """Each that is wanted, once."""
    left = set(wanted)
    for name, value in named:
        if name in left:
            left.remove(name)
            yield name, value


def _batches(values: Iterable[T], size: int) -> Iterator[list[T]]:
    batch: list[T] = []
    for value in values:
        batch.append(value)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
