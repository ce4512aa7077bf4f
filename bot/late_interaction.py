"""Late interaction: a text's score is the mean over the query's tokens of the best cosine among the text's tokens.

The MaxSim operator of ColBERT (Khattab and Zaharia 2020, section 3.3), normalised by the query's length, over the
token vectors of the one embedding model. Pure: arrays in, arrays out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Segments:
    """Token vectors of many texts in one array, so that all are scored by one product.

    `tokens`: shape (t, d), unit length. `starts`: shape (n,), the first token of each text that has tokens, rising.
    `texts`: shape (n,), which text each start belongs to. `count`: the number of texts, those without tokens
    included; these score 0.
    """

    tokens: Floats
    starts: Ints
    texts: Ints
    count: int

    @classmethod
    def of(cls, parts: Sequence[Floats], *, dimensions: int) -> Segments:
        kept = [index for index, part in enumerate(parts) if len(part)]
        lengths = [len(parts[index]) for index in kept]
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]]).astype(np.int64) if kept else np.zeros(0, np.int64)
        tokens = np.concatenate([parts[index] for index in kept]) if kept else np.zeros((0, dimensions), np.float32)
        return cls(np.ascontiguousarray(tokens, np.float32), starts, np.array(kept, np.int64), len(parts))


def best_matches(query: Floats, segments: Segments) -> Floats:
    """For each query token (rows, shape (q, d)) and each text (columns) the best cosine; shape (q, count)."""
    out = np.zeros((len(query), segments.count), np.float32)
    if len(query) and len(segments.starts):
        cosines = query @ segments.tokens.T
        out[:, segments.texts] = np.maximum.reduceat(cosines, segments.starts, axis=1)
    return out


def mean_vectors(segments: Segments) -> Floats:
    """The normalised mean of each text's token vectors; shape (count, d), zeros where a text has no tokens."""
    out = np.zeros((segments.count, segments.tokens.shape[1]), np.float32)
    if len(segments.starts):
        sums = np.add.reduceat(segments.tokens, segments.starts, axis=0)
        out[segments.texts] = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return out
