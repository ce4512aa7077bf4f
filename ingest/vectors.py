"""Passage vectors in Chroma, embedded in a folder of the index: candidates over many policies.

A vector's id names its content, so adding one twice does nothing. What the catalog does not refer to is never shown,
and collected after a publish. Chroma is imported when it is first used, and only here.
"""

from __future__ import annotations

import hashlib
import logging
import re
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IndexMismatchError

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

FOLDER = "chroma"
_PREFIX = "passages"
_PAGE = 5_000
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class VectorRecord:
    """`text_key` names the version's content; see `text_key`."""

    id: str
    text_key: str
    vector: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class VectorHit:
    """`score` is the cosine: 1 for the same direction."""

    id: str
    score: float


def text_key(policy_id: str, sha256: str) -> str:
    """What a query is restricted by: one policy's text, whatever its version is called."""
    return f"{policy_id}@{sha256}"


class Vectors:
    """The vectors of one embedding model. Nothing is opened before the first use."""

    def __init__(self, folder: Path, *, model: str) -> None:
        self._folder = folder
        self._name = _collection_name(model)
        self._client: Client | None = None
        self._collection: Collection | None = None
        self._opening = threading.Lock()

    def add(self, records: Iterable[VectorRecord]) -> None:
        with self._opened() as (collection, client):
            for some in _batches(list(records), client.get_max_batch_size()):
                collection.upsert(
                    ids=[record.id for record in some],
                    embeddings=[record.vector for record in some],
                    metadatas=[{"text": record.text_key} for record in some],
                )

    def query(self, vector: NDArray[np.float32], k: int, *, text_keys: Sequence[str]) -> list[VectorHit]:
        """The k nearest vectors of these texts, nearest first."""
        if k <= 0 or not text_keys:
            return []
        where: dict[str, Any] = {"text": {"$in": list(text_keys)}}
        with self._opened() as (collection, _):
            found = collection.query(
                query_embeddings=np.atleast_2d(vector), n_results=k, where=where, include=["distances"]
            )
        distances = (found["distances"] or [[]])[0]
        return [VectorHit(id=id_, score=1.0 - away) for id_, away in zip(found["ids"][0], distances, strict=True)]

    def ids(self) -> frozenset[str]:
        found: list[str] = []
        with self._opened() as (collection, _):
            while page := collection.get(limit=_PAGE, offset=len(found), include=[])["ids"]:
                found += page
        return frozenset(found)

    def delete(self, ids: Iterable[str]) -> None:
        with self._opened() as (collection, client):
            for some in _batches(sorted(ids), client.get_max_batch_size()):
                collection.delete(ids=some)

    def drop_other_models(self) -> None:
        """Remove what an earlier embedding model left. Only for the process that owns the index."""
        with self._opened() as (_, client):
            for other in client.list_collections():
                if other.name.startswith(_PREFIX) and other.name != self._name:
                    client.delete_collection(other.name)
                    logger.info("removed the vectors of another model: %s", other.name)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    @contextmanager
    def _opened(self) -> Iterator[tuple[Collection, Client]]:
        """Opened at the first use. Raises IndexMismatchError for what Chroma cannot do with the folder."""
        import chromadb
        from chromadb.config import Settings
        from chromadb.errors import ChromaError

        try:
            with self._opening:
                if self._client is None or self._collection is None:
                    settings = Settings(anonymized_telemetry=False)
                    self._client = cast("Client", chromadb.PersistentClient(self._folder, settings=settings))
                    self._collection = self._client.get_or_create_collection(
                        self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
                    )
            yield self._collection, self._client
        except ChromaError as exc:
            raise IndexMismatchError(
                f"the vectors in {self._folder} cannot be used ({exc}); remove that folder and run: "
                "clausewise ingest PATH, which makes it again"
            ) from exc


def _collection_name(model: str) -> str:
    """A name that Chroma takes: letters, digits and hyphens, at most 63."""
    slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[:32].strip("-")
    return "-".join(part for part in (_PREFIX, slug, hashlib.sha256(model.encode()).hexdigest()[:8]) if part)


def _batches(values: Sequence[Any], size: int) -> Iterator[Any]:
    for at in range(0, len(values), size):
        yield values[at : at + size]
