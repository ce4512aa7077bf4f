"""Passage vectors in Chroma, embedded in a folder of the index or on a server: candidates over many policies.

A vector's id names its content, so adding one twice does nothing. What the catalog does not refer to is never shown,
and collected after a publish. Chroma is imported when it is first used, and only here.
"""

from __future__ import annotations

import hashlib
import logging
import re
import shutil
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from ingest.errors import IndexMismatchError, IngestError, VectorsUnavailableError
from ingest.settings import IngestSettings

if TYPE_CHECKING:
    from chromadb.api.client import Client
    from chromadb.api.models.Collection import Collection

FOLDER = "chroma"
_PREFIX = "passages"
_PAGE = 5_000
_MOST_FILTERED = 100
_OVER = 2
_LITTLE_ROOM = 32_000_000
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


def vectors_of(settings: IngestSettings, *, model: str, index: str) -> Vectors:
    """Where the settings say that they are; `index` is what the index is called on a server."""
    if settings.chroma_url:
        return Vectors(settings.chroma_url, model=model, index=index)
    return Vectors(settings.index / FOLDER, model=model)


class Vectors:
    """The vectors of one index and embedding model. Nothing is opened before the first use.

    `place` is a folder, or the address of a Chroma server, which several indexes may share: `index` tells them apart.
    """

    def __init__(self, place: Path | str, *, model: str, index: str = "") -> None:
        self._place = place
        self._prefix = "-".join(part for part in (_PREFIX, index) if part)
        self._name = _collection_name(self._prefix, model)
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
        with self._opened(writing=False) as (collection, _):
            if len(text_keys) > _MOST_FILTERED and len(hits := _among_all(collection, vector, k, text_keys)) == k:
                return hits
            where: dict[str, Any] = {"text": {"$in": list(text_keys)}}
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

    def pages(self) -> Iterator[list[VectorRecord]]:
        """All that is kept, some thousand at a time."""
        at = 0
        with self._opened() as (collection, _):
            while (page := collection.get(limit=_PAGE, offset=at, include=["embeddings", "metadatas"]))["ids"]:
                rows = zip(page["ids"], page["metadatas"] or (), np.asarray(page["embeddings"]), strict=True)
                yield [VectorRecord(id_, str(named["text"]), np.asarray(row, np.float32)) for id_, named, row in rows]
                at += len(page["ids"])

    def delete(self, ids: Iterable[str]) -> None:
        with self._opened() as (collection, client):
            for some in _batches(sorted(ids), client.get_max_batch_size()):
                collection.delete(ids=some)

    def drop_other_models(self) -> None:
        """Remove what an earlier embedding model left. Only for the process that owns the index."""
        with self._opened() as (_, client):
            for other in client.list_collections():
                if other.name.startswith(f"{self._prefix}-") and other.name != self._name:
                    client.delete_collection(other.name)
                    logger.info("removed the vectors of another model: %s", other.name)

    def close(self) -> None:
        if self._client is not None:
            self._client.close()
        self._client = self._collection = None

    @contextmanager
    def _opened(self, *, writing: bool = True) -> Iterator[tuple[Collection, Client]]:
        """Opened at the first use; who only reads makes nothing on a server.

        Raises IndexMismatchError for what Chroma cannot do with the place (IngestError where its disk is full),
        VectorsUnavailableError for a server that does not answer.
        """
        import httpx
        from chromadb.errors import ChromaError

        try:
            with self._opening:
                if self._client is None or self._collection is None:
                    self._client = self._client or self._connect()
                    self._collection = self._collection_of(self._client, writing=writing)
            yield self._collection, self._client
        except httpx.HTTPError as exc:
            raise self._unavailable(exc) from exc
        except ChromaError as exc:
            raise self._unusable(exc) from exc

    def _connect(self) -> Client:
        import chromadb
        from chromadb.config import Settings

        settings = Settings(anonymized_telemetry=False)
        if isinstance(self._place, Path):
            return cast("Client", chromadb.PersistentClient(self._place, settings=settings))
        address = urlsplit(self._place)
        secure = address.scheme == "https"
        host, port = address.hostname or "", address.port or (443 if secure else 80)
        try:
            return cast("Client", chromadb.HttpClient(host=host, port=port, ssl=secure, settings=settings))
        except ValueError as exc:  # what the client makes of a connection that fails
            raise self._unavailable(exc) from exc

    def _collection_of(self, client: Client, *, writing: bool) -> Collection:
        if isinstance(self._place, str) and not writing:
            return client.get_collection(self._name, embedding_function=None)
        return client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine"}}
        )

    def _unusable(self, exc: Exception) -> IngestError:
        problem = f"the vectors in {self._place} cannot be used ({exc})"
        if isinstance(self._place, str):
            return IndexMismatchError(f"{problem}; run: clausewise ingest PATH, which makes them again")
        if self._place.exists() and shutil.disk_usage(self._place).free < _LITTLE_ROOM:
            return IngestError(f"{problem}: its disk is almost full; make room and run: clausewise ingest PATH")
        return IndexMismatchError(
            f"{problem}; remove that folder and run: clausewise ingest PATH, which makes it again"
        )

    def _unavailable(self, exc: Exception) -> VectorsUnavailableError:
        return VectorsUnavailableError(
            f"the Chroma server at {self._place} does not answer ({exc}); start it (chroma run), "
            "or mend CLAUSEWISE_CHROMA_URL"
        )


def _among_all(
    collection: Collection, vector: NDArray[np.float32], k: int, text_keys: Sequence[str]
) -> list[VectorHit]:
    """The k nearest of these texts as far as they are among the 2 k nearest of all. Where these texts are most of all,
    that finds them much sooner than Chroma does when it is given their keys."""
    found = collection.query(
        query_embeddings=np.atleast_2d(vector), n_results=_OVER * k, include=["distances", "metadatas"]
    )
    rows = zip(found["ids"][0], (found["distances"] or [[]])[0], (found["metadatas"] or [[]])[0], strict=True)
    wanted = frozenset(text_keys)
    return [VectorHit(id=id_, score=1.0 - away) for id_, away, named in rows if str(named["text"]) in wanted][:k]


def _collection_name(prefix: str, model: str) -> str:
    """A name that Chroma takes: letters, digits and hyphens, at most 63."""
    slug = re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")[:32].strip("-")
    return "-".join(part for part in (prefix, slug, hashlib.sha256(model.encode()).hexdigest()[:8]) if part)


def _batches(values: Sequence[Any], size: int) -> Iterator[Any]:
    for at in range(0, len(values), size):
        yield values[at : at + size]
