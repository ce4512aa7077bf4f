from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from ingest.encoder import Encoded
from ingest.vector_cache import StoredVectors


def encoded(tokens: np.ndarray) -> Encoded:
    count, dimensions = tokens.shape
    return Encoded(np.zeros(dimensions, np.float32), tokens, np.zeros((count, 2), np.int32))


@given(arrays(np.float32, st.tuples(st.integers(0, 5), st.integers(1, 40)), elements=st.floats(-1, 1, width=32)))
def test_a_token_vector_comes_back_in_nearly_the_same_direction(raw: np.ndarray) -> None:
    lengths = np.linalg.norm(raw, axis=1, keepdims=True)
    unit = (raw / np.where(lengths > 1e-3, lengths, 1))[lengths[:, 0] > 1e-3]
    back = StoredVectors.of(encoded(unit)).unit_tokens()
    assert back.dtype == np.float32
    assert back.shape == unit.shape
    assert np.all(np.sum(back * unit, axis=1) > 0.999)


def test_a_text_without_tokens_has_none_when_it_comes_back() -> None:
    assert StoredVectors.of(encoded(np.zeros((0, 4), np.float32))).unit_tokens().shape == (0, 4)


def test_a_zero_vector_stays_zero() -> None:
    assert not StoredVectors.of(encoded(np.zeros((1, 4), np.float32))).unit_tokens().any()
