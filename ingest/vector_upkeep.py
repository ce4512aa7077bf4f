"""Keeping the vectors in step with the catalog: embed what has none, add what Chroma lacks, remove what is unused.

Each step looks at what is there, so it can be stopped anywhere and done again.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
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


def references_of(records: Sequence[VersionRecord]) -> list[PassageRef]:
    return [
        PassageRef(
            policy=record.version.policy_id,
            version=record.version.id,
            sha256=record.version.sha256,
            embedded=embedded_sha256(passage.embedded_text),
            vector=vector_id(passage, record.version),
        )
        for record in records
        for passage in record.passages
    ]


def embed_missing(needed: Sequence[PassageRef], new: Sequence[VersionRecord], *, index: Index, report: Report) -> None:
    """Put the vectors of all texts that have none yet into the cache."""
    known = index.catalog.encoded_keys(index.model)
    missing = {reference.embedded for reference in needed} - known
    if not missing:
        return
    texts = {
        embedded_sha256(passage.embedded_text): passage.embedded_text for record in new for passage in record.passages
    }
    lost = {(one.policy, one.version) for one in needed if one.embedded in missing - texts.keys()}
    for policy_id, version_id in sorted(lost):
        for passage in index.catalog.passages(policy_id, version_id):
            texts[embedded_sha256(passage.embedded_text)] = passage.embedded_text
    order = sorted(missing)
    done = 0
    for some in _batches(order, _EMBED_BATCH):
        vectors = index.encoder.encode([texts[key] for key in some])
        stored = {key: StoredVectors.of(value) for key, value in zip(some, vectors, strict=True)}
        index.catalog.put_encoded(index.encoder.name, stored)
        done += len(some)
        report(Progress("embedding", done, len(order)))


def store_missing(needed: Sequence[PassageRef], *, index: Index, report: Report) -> None:
    """Add what Chroma lacks, from the cache."""
    present = index.vectors.ids()
    missing = list({one.vector: one for one in needed if one.vector not in present}.values())
    done = 0
    for some in _batches(missing, _STORE_BATCH):
        stored = index.catalog.encoded(index.model, [one.embedded for one in some])
        index.vectors.add(
            VectorRecord(id=one.vector, text_key=text_key(one.policy, one.sha256), vector=stored[one.embedded].vector)
            for one in some
        )
        done += len(some)
        report(Progress("storing", done, len(missing)))


def collect(needed: Sequence[PassageRef], *, index: Index) -> None:
    """Remove what the published state does not refer to."""
    orphans = index.vectors.ids() - {one.vector for one in needed}
    if orphans:
        index.vectors.delete(orphans)
    index.vectors.drop_other_models()
    dropped = index.catalog.drop_unused_vectors(index.model)
    logger.info("collected %d vectors and %d cached texts", len(orphans), dropped)


def _batches(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    for at in range(0, len(values), size):
        yield values[at : at + size]
