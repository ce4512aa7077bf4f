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


@dataclass(frozen=True, slots=True, eq=False)
class TokenRanges:
    """Which of an array's token vectors belong to which text: those from `starts[i]` up to `ends[i]`.

    Both have shape (n,), one a text, and rise; a text without tokens has its end at its start. Several sets of ranges
    may share one array of tokens: passages, and the sentences within them.
    """

    starts: Ints
    ends: Ints

    @classmethod
    def of(cls, ranges: Sequence[tuple[int, int]]) -> TokenRanges:
        pairs = np.array(ranges, np.int64).reshape(-1, 2)
        return cls(np.ascontiguousarray(pairs[:, 0]), np.ascontiguousarray(pairs[:, 1]))

    def __len__(self) -> int:
        return len(self.starts)


def best_matches(cosines: Floats, ranges: TokenRanges) -> Floats:
    """For each query token (rows) and each text (columns) the best cosine, 0 where the text has no tokens.

    `cosines`: shape (q, t), of each query token with each token of all texts; the result has shape (q, n).
    """
    return _reduced(np.maximum, cosines, ranges)


def scores(matches: Floats) -> Floats:
    """Each text's score from its `best_matches`, shape (n,); zeros for a query without tokens."""
    return np.asarray(matches.mean(axis=0) if len(matches) else np.zeros(matches.shape[1]), np.float32)


def mean_vectors(tokens: Floats, ranges: TokenRanges) -> Floats:
    """The normalised mean of each text's token vectors; shape (n, d), zeros where a text has no tokens."""
    sums = _reduced(np.add, tokens.T, ranges).T
    return np.ascontiguousarray(sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), np.float32(1e-9)))


def _reduced(operation: np.ufunc, values: Floats, ranges: TokenRanges) -> Floats:
    """Reduce the columns of each range to one; a range without columns gives zeros."""
    out = np.zeros((len(values), len(ranges)), np.float32)
    filled = np.flatnonzero(ranges.starts < ranges.ends)
    if len(filled) and len(values):
        # reduceat reduces from each index up to the next: every second result is a range, the others lie between them.
        edges = np.stack([ranges.starts[filled], ranges.ends[filled]], axis=1).ravel()
        out[:, filled] = operation.reduceat(values, edges[edges < values.shape[1]], axis=1)[:, ::2]
    return out
