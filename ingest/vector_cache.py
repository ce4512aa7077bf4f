"""Vectors of embedded texts, kept in the catalog by (model, sha256 of the text), so that no text is embedded twice."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, delete, select
from sqlalchemy.dialects.sqlite import insert

from ingest.encoder import Encoded
from ingest.schema import encoded, passage

_BATCH = 500
_INT8_MAX = 127


def embedded_sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class StoredVectors:
    """An `Encoded` as it is kept: the token vectors in int8, each scaled so that its largest component is 127.

    Token vectors have unit length, so their scale need not be kept. Shapes are those of `Encoded`.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.int8]
    offsets: NDArray[np.int32]

    @classmethod
    def of(cls, value: Encoded) -> Self:
        largest = np.abs(value.tokens).max(axis=1, keepdims=True, initial=np.float32(1e-12))
        return cls(
            vector=value.vector.astype(np.float32, copy=False),
            tokens=np.rint(value.tokens * (_INT8_MAX / largest)).astype(np.int8),
            offsets=value.offsets.astype(np.int32, copy=False),
        )

    def unit_tokens(self) -> NDArray[np.float32]:
        """The token vectors at unit length again, off by about one part in 300."""
        tokens = self.tokens.astype(np.float32)
        lengths = np.sqrt(np.einsum("td,td->t", tokens, tokens))
        tokens /= np.maximum(lengths, np.float32(1e-12))[:, None]
        return tokens


def read_encoded(connection: Connection, model: str, sha256s: Iterable[str]) -> dict[str, StoredVectors]:
    """What is kept of these; a text that is not kept is not in the result."""
    found = {}
    columns = (encoded.c.sha256, encoded.c.vector, encoded.c.tokens, encoded.c.offsets)
    for some in _batches(sorted(set(sha256s))):
        query = select(*columns).where(encoded.c.model == model, encoded.c.sha256.in_(some))
        for sha256, vector, tokens, offsets in connection.execute(query):
            unpacked = np.frombuffer(vector, dtype="<f4").astype(np.float32)
            found[sha256] = StoredVectors(
                vector=unpacked,
                tokens=np.frombuffer(tokens, dtype=np.int8).reshape(-1, unpacked.size),
                offsets=np.frombuffer(offsets, dtype="<i4").astype(np.int32).reshape(-1, 2),
            )
    return found


def read_mean_vectors(connection: Connection, model: str, sha256s: Iterable[str]) -> dict[str, NDArray[np.float32]]:
    """As `read_encoded`, without the token vectors."""
    found = {}
    for some in _batches(sorted(set(sha256s))):
        query = select(encoded.c.sha256, encoded.c.vector).where(encoded.c.model == model, encoded.c.sha256.in_(some))
        for sha256, vector in connection.execute(query):
            found[sha256] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
    return found


def read_encoded_keys(connection: Connection, model: str) -> frozenset[str]:
    return frozenset(connection.scalars(select(encoded.c.sha256).where(encoded.c.model == model)))


def write_encoded(connection: Connection, model: str, vectors: Mapping[str, StoredVectors]) -> None:
    """Keep these, by sha256, in place of what is kept under it."""
    if not vectors:
        return
    rows = [
        {
            "model": model,
            "sha256": sha256,
            "vector": stored.vector.astype("<f4").tobytes(),
            "tokens": stored.tokens.tobytes(),
            "offsets": stored.offsets.astype("<i4").tobytes(),
        }
        for sha256, stored in vectors.items()
    ]
    statement = insert(encoded)
    columns = {name: statement.excluded[name] for name in ("vector", "tokens", "offsets")}
    connection.execute(statement.on_conflict_do_update(index_elements=["model", "sha256"], set_=columns), rows)


def drop_unused(connection: Connection, model: str) -> int:
    """Forget what no passage uses, and every other model's vectors. Returns how many."""
    used = select(passage.c.embedded)
    gone = connection.execute(delete(encoded).where((encoded.c.model != model) | encoded.c.sha256.not_in(used)))
    return gone.rowcount


def _batches(values: list[str]) -> Iterator[list[str]]:
    for at in range(0, len(values), _BATCH):
        yield values[at : at + _BATCH]
