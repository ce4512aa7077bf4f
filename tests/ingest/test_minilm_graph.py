"""The exported graph computes BERT."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from ingest import onnx_runtime
from ingest.minilm_graph import INPUTS, build_graph, export, quantise
from ingest.onnx_runtime import onnxruntime, open_session
from tests.ingest import tiny_bert

WEIGHTS = tiny_bert.make_weights()

sequences = st.lists(st.integers(4, len(tiny_bert.WORDS) - 1), min_size=1, max_size=12)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("tiny")
    tiny_bert.make_files(folder)
    return folder


@pytest.fixture(scope="module")
def exact(folder: Path) -> object:
    return open_session(folder / "float32.onnx")


def run(session: object, *texts: list[int]) -> NDArray[np.float32]:
    """A batch, padded to its longest text with ids that must not matter."""
    length = max(map(len, texts))
    ids = np.array([[*text, *[5] * (length - len(text))] for text in texts], np.int64)
    mask = np.array([[1] * len(text) + [0] * (length - len(text)) for text in texts], np.int64)
    feed = dict(zip(INPUTS, (ids, mask, np.zeros_like(ids)), strict=True))
    return session.run(None, feed)[0]  # type: ignore[attr-defined, no-any-return]


@given(ids=sequences)
def test_the_graph_computes_the_forward_pass(exact: object, ids: list[int]) -> None:
    np.testing.assert_allclose(run(exact, ids)[0], tiny_bert.forward(WEIGHTS, ids), atol=2e-5)


@given(ids=sequences, other=sequences)
def test_padding_changes_nothing(exact: object, ids: list[int], other: list[int]) -> None:
    together = run(exact, ids, other)[0][: len(ids)]
    np.testing.assert_allclose(together, run(exact, ids)[0], atol=2e-5)


def test_order_and_every_word_matter(exact: object) -> None:
    said = run(exact, [4, 5, 6, 7])[0].mean(axis=0)
    assert not np.allclose(said, run(exact, [7, 6, 5, 4])[0].mean(axis=0), atol=1e-3)
    assert not np.allclose(said, run(exact, [4, 5, 6, 8])[0].mean(axis=0), atol=1e-3)


def test_the_longest_sequence_uses_the_whole_position_table(exact: object) -> None:
    ids = [4 + n % 10 for n in range(tiny_bert.POSITIONS)]
    np.testing.assert_allclose(run(exact, ids)[0], tiny_bert.forward(WEIGHTS, ids), atol=2e-5)


def test_the_quantised_graph_is_smaller_and_near(folder: Path, exact: object) -> None:
    small = folder / "model.onnx"
    a, b = run(exact, [4, 5, 6, 7, 8, 9, 10])[0].ravel(), run(open_session(small), [4, 5, 6, 7, 8, 9, 10])[0].ravel()
    assert a @ b / np.linalg.norm(a) / np.linalg.norm(b) > 0.99
    assert not np.array_equal(a, b)
    assert small.stat().st_size < (folder / "float32.onnx").stat().st_size


def test_a_processor_that_sums_exactly_gives_the_same_bits_either_way(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ids = [4, 5, 6, 7, 8, 9, 10]
    here = run(open_session(folder / "model.onnx"), ids)
    monkeypatch.setattr(onnx_runtime, "CPU_INFO", tmp_path / "nobody tells")
    assert np.array_equal(run(open_session(folder / "model.onnx"), ids), here)


def test_the_same_weights_give_the_same_files(folder: Path, tmp_path: Path) -> None:
    export(folder / "model.safetensors", tmp_path / "float32.onnx", heads=tiny_bert.HEADS)
    quantise(tmp_path / "float32.onnx", tmp_path / "model.onnx")
    for name in ("float32.onnx", "model.onnx"):
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes()


def test_a_missing_weight_is_named() -> None:
    incomplete = {name: values for name, values in WEIGHTS.items() if name != "encoder.layer.1.output.dense.bias"}
    with pytest.raises(KeyError, match=r"encoder\.layer\.1\.output\.dense\.bias"):
        build_graph(incomplete, heads=tiny_bert.HEADS)


def test_telemetry_is_forbidden_before_the_runtime_loads(monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    monkeypatch.delenv("ORT_DISABLE_TELEMETRY", raising=False)
    onnxruntime.cache_clear()
    onnxruntime()
    assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"
