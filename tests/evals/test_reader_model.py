from __future__ import annotations

from pathlib import Path

import jax
import numpy as np
import pytest
from numpy.typing import NDArray

from bot.late_interaction import Floats
from bot.reader import SHARPNESS, Evidence, Reader, joined, read_back
from evals.reader_model import Batch, batch, fitted, kept, passages_read, started
from evals.train_reader import dealt, written

DIMENSIONS = 12


def vectors(tokens: int, draw: np.random.Generator) -> Floats:
    drawn = draw.normal(size=(tokens, DIMENSIONS))
    return np.asarray(drawn / np.linalg.norm(drawn, axis=1, keepdims=True), np.float32)


def as_batch(found: list[Evidence], labels: list[float] | None = None) -> Batch:
    size = len(found)
    return batch(
        found,
        named=np.zeros((size, 2), np.float32),
        vector=np.zeros((size, DIMENSIONS), np.float32),
        source=np.zeros(size, np.int64),
        answering=[()] * size,
        label=np.array(labels or [0.0] * size, np.float32),
    )


@pytest.mark.slow
def test_the_program_reads_as_the_model_that_is_fitted() -> None:
    draw = np.random.default_rng(5)
    found = [
        Evidence(vectors(7, draw), (vectors(30, draw), vectors(128, draw), vectors(5, draw))),
        Evidence(vectors(28, draw), (vectors(12, draw),)),
    ]
    fits = [started(seed, DIMENSIONS, 2, 1) for seed in (0, 1)]
    for weights in fits:
        weights["score"] = jax.numpy.asarray(draw.normal(size=weights["score"].shape))
    program = Reader("fake", joined([kept(weights) for weights in fits]))
    said = np.stack([passages_read(weights, as_batch(found)) for weights in fits], axis=1)
    for one, each in zip(found, said, strict=True):
        expected = np.logaddexp.reduce(SHARPNESS * each[:, : len(one.passages)], axis=1) / SHARPNESS
        assert np.allclose(program.each(one), expected, atol=2e-4)


@pytest.mark.slow
def test_what_divides_answered_questions_from_others_is_learned() -> None:
    """A question is answered where its tokens stand in the passage."""
    draw = np.random.default_rng(7)
    questions = [vectors(3, draw) for _ in range(96)]
    labels = [float(number % 2) for number in range(96)]
    found = [
        Evidence(question, (question if answered else vectors(3, draw),))
        for question, answered in zip(questions, labels, strict=True)
    ]

    def batches(rows: NDArray[np.int64]) -> Batch:
        return as_batch([found[row] for row in rows], [labels[row] for row in rows])

    program = Reader("fake", joined([fitted(batches, np.arange(64), rounds=60, sources=1)]))
    said = np.array([program.read(one) for one in found[64:]])
    assert said[1::2].mean() > said[::2].mean() + 1


def test_policies_are_dealt_so_that_each_hand_has_about_as_many_examples() -> None:
    policies = ["large"] * 50 + ["middle"] * 30 + ["small"] * 15 + ["tiny"] * 5
    hands = dealt(policies, 2)
    assert hands == {"large": 0, "middle": 1, "small": 1, "tiny": 1}
    assert dealt(list(reversed(policies)), 2) == hands


def test_a_reader_that_is_written_reads_the_same(tmp_path: Path) -> None:
    draw = np.random.default_rng(3)
    reader = Reader("fake", joined([kept(started(1, DIMENSIONS, 2, 1))]), {"acme": 0})
    written(reader, tmp_path / "reader.npz")
    with (tmp_path / "reader.npz").open("rb") as file:
        again = read_back(file)
    found = Evidence(vectors(4, draw), (vectors(9, draw),))
    assert (again.encoder, again.without) == ("fake", {"acme": 0})
    assert np.allclose(again.read(found), reader.read(found), atol=1e-2)
