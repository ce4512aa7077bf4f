"""A text's vectors: what they cover, where their tokens lie, and that nothing but the text decides them."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.embeddings import MAX_TOKENS, MiniLM, load_encoder, unit, usable_processors
from ingest.encoder import Encoded
from ingest.errors import ModelFilesError, SettingsError
from ingest.model_files import ModelFiles, default_models_folder, locate
from tests.ingest import tiny_bert


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> ModelFiles:
    return tiny_bert.make_files(tmp_path_factory.mktemp("tiny"))


@pytest.fixture(scope="module")
def tiny(files: ModelFiles) -> MiniLM:
    return MiniLM(files, threads=2)


@pytest.fixture(scope="session")
def minilm() -> MiniLM:
    try:
        return MiniLM(locate(default_models_folder()))
    except ModelFilesError as exc:
        pytest.skip(f"run: make setup ({exc})")


def same(one: Encoded, other: Encoded) -> bool:
    """Bit for bit."""
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ("vector", "tokens", "offsets"))


def pieces(text: str, encoded: Encoded) -> list[str]:
    return [text[start:end] for start, end in encoded.offsets]


def test_the_vector_is_the_normalised_mean_over_all_tokens(tmp_path: Path) -> None:
    exact = MiniLM(tiny_bert.make_files(tmp_path, quantised=False))
    ids = [tiny_bert.WORDS.index(word) for word in ("[CLS]", "we", "keep", "data", "[SEP]")]
    hidden = tiny_bert.forward(tiny_bert.make_weights(), ids)
    (encoded,) = exact.encode(["We keep data"])
    mean = hidden.mean(axis=0)
    np.testing.assert_allclose(encoded.vector, mean / np.linalg.norm(mean), atol=1e-5)
    words = hidden[1:-1]
    np.testing.assert_allclose(encoded.tokens, words / np.linalg.norm(words, axis=1, keepdims=True), atol=1e-5)


def test_shapes_and_types_are_as_promised(tiny: MiniLM) -> None:
    (encoded,) = tiny.encode(["we keep your data"])
    assert (encoded.vector.shape, encoded.tokens.shape, encoded.offsets.shape) == ((24,), (4, 24), (4, 2))
    dtypes = [str(array.dtype) for array in (encoded.vector, encoded.tokens, encoded.offsets)]
    assert dtypes == ["float32", "float32", "int32"]
    assert tiny.dimensions == 24


def test_offsets_count_code_points(tiny: MiniLM) -> None:
    text = "😀 We  KEEP\nyour—data."
    assert pieces(text, tiny.encode([text])[0]) == ["😀", "We", "KEEP", "your", "—", "data", "."]


@pytest.mark.parametrize("text", ["", " ", "\n\t "])
def test_an_empty_text_has_a_zero_vector_and_no_tokens(tiny: MiniLM, text: str) -> None:
    (encoded,) = tiny.encode([text])
    assert not encoded.vector.any()
    assert (encoded.vector.shape, encoded.tokens.shape, encoded.offsets.shape) == ((24,), (0, 24), (0, 2))


def test_no_texts_give_no_results(tiny: MiniLM) -> None:
    assert tiny.encode([]) == []


def test_a_special_token_in_a_text_is_text(tiny: MiniLM) -> None:
    assert pieces("we [SEP] keep", tiny.encode(["we [SEP] keep"])[0]) == ["we", "[", "SEP", "]", "keep"]


def test_a_lone_surrogate_is_an_unknown_character(tiny: MiniLM) -> None:
    text = "we \ud800 keep"
    assert pieces(text, tiny.encode([text])[0]) == ["we", "\ud800", "keep"]


def test_a_long_text_is_read_to_its_first_256_tokens(tiny: MiniLM) -> None:
    long = "we keep data " * 200
    (encoded,) = tiny.encode([long])
    assert len(encoded.tokens) == MAX_TOKENS - 2 == 254
    assert same(encoded, tiny.encode([long + "for two years"])[0])


def test_the_tokenizers_own_truncation_and_padding_are_overruled(tiny: MiniLM) -> None:
    assert len(tiny.encode(["we"])[0].tokens) == 1
    assert len(tiny.encode(["we keep " * 10])[0].tokens) == 20


texts = st.lists(st.lists(st.sampled_from(tiny_bert.WORDS[4:]), max_size=30).map(" ".join), min_size=1, max_size=8)


@given(texts)
def test_neighbours_and_their_order_change_nothing(tiny: MiniLM, texts: list[str]) -> None:
    together = tiny.encode(texts)
    backwards = tiny.encode(texts[::-1])[::-1]
    for text, one, other in zip(texts, together, backwards, strict=True):
        assert same(one, other)
        assert same(one, tiny.encode([text])[0])


def test_the_number_of_threads_changes_nothing(files: ModelFiles) -> None:
    texts = [" ".join(tiny_bert.WORDS[4 : 4 + n]) for n in range(10)] * 5
    by_one, by_four = (MiniLM(files, threads=n).encode(texts) for n in (1, 4))
    assert all(same(a, b) for a, b in zip(by_one, by_four, strict=True))


def test_an_encoder_may_be_shared_by_threads(tiny: MiniLM) -> None:
    texts = [" ".join(tiny_bert.WORDS[4 : 4 + n]) for n in range(10)]
    expected = tiny.encode(texts)
    with ThreadPoolExecutor(8) as pool:
        for result in pool.map(tiny.encode, [texts] * 40):
            assert all(same(a, b) for a, b in zip(result, expected, strict=True))


def test_a_zero_vector_has_no_direction() -> None:
    assert unit(np.zeros((2, 3), np.float32)).tolist() == [[0, 0, 0], [0, 0, 0]]
    assert unit(np.array([3, 4], np.float32)).tolist() == pytest.approx([0.6, 0.8])


def test_at_least_one_processor_is_usable() -> None:
    assert 1 <= usable_processors() <= (os.cpu_count() or 1)


@pytest.mark.parametrize("name", ["", "minilm-l12", "openai"])
def test_a_name_that_means_nothing_is_a_setting_to_mend(tmp_path: Path, name: str) -> None:
    with pytest.raises(
        SettingsError, match=r"CLAUSEWISE_EMBEDDINGS is .*; set it to minilm or wordllama, or to provider:model"
    ):
        load_encoder(name, models=tmp_path)


def test_a_model_that_is_not_installed_names_the_command(tmp_path: Path) -> None:
    with pytest.raises(ModelFilesError, match="run: clausewise models install"):
        load_encoder("minilm", models=tmp_path)


@pytest.mark.model
def test_minilm_brings_a_question_near_its_answer(minilm: MiniLM) -> None:
    question, answer, other = minilm.encode(
        [
            "How long do you keep my data?",
            "We retain personal information for two years.",
            "Boil the pasta in salted water.",
        ]
    )
    assert question.vector @ answer.vector > 0.5
    assert question.vector @ other.vector < 0.2


@pytest.mark.model
def test_minilms_vectors_do_not_depend_on_neighbours(minilm: MiniLM) -> None:
    texts = ["Cookies.", "We keep billing records for seven years.", "You may object at any time. " * 40]
    assert all(same(minilm.encode([text])[0], beside) for text, beside in zip(texts, minilm.encode(texts), strict=True))


@pytest.mark.model
def test_minilms_offsets_point_into_the_text_as_it_was(minilm: MiniLM) -> None:
    text = "Ünïcode 😀 e\u0301te\u0301 [SEP]\u00a0Straße\ud800"
    (encoded,) = minilm.encode([text])
    assert (minilm.name, encoded.vector.shape) == ("minilm-l6-v2-int8", (384,))
    assert pieces(text, encoded)[:2] == ["Ünïcode", "😀"]
    assert {"[", "SEP", "]"} <= set(pieces(text, encoded))


@pytest.mark.model
@given(st.text(max_size=80))
def test_minilm_takes_any_text(minilm: MiniLM, text: str) -> None:
    (encoded,) = minilm.encode([text])
    starts, ends = encoded.offsets[:, 0], encoded.offsets[:, 1]
    assert (starts >= 0).all()
    assert (starts <= ends).all()
    assert (ends <= len(text)).all()
    assert np.allclose(np.linalg.norm(encoded.tokens, axis=1), 1, atol=1e-5)
    assert np.isclose(np.linalg.norm(encoded.vector), 1 if len(encoded.tokens) else 0, atol=1e-5)


@pytest.mark.model
@pytest.mark.slow
def test_encoding_leaves_no_trace_in_the_users_folders(tmp_path: Path, minilm: MiniLM) -> None:
    """onnxruntime's telemetry would leave a device id and a queue of events in the cache folder."""
    script = (
        "import pathlib, sys; from ingest.embeddings import load_encoder; "
        "load_encoder('minilm', models=pathlib.Path(sys.argv[1])).encode(['We keep data.', 'For two years.'])"
    )
    quiet = ("CI", "ORT_DISABLE_TELEMETRY", "XDG_CACHE_HOME", "XDG_DATA_HOME")  # telemetry also heeds some of these
    environment = {name: value for name, value in os.environ.items() if name not in quiet}
    environment |= {"HOME": str(tmp_path), "PYTHONPATH": str(Path(__file__).parents[2])}
    subprocess.run([sys.executable, "-c", script, str(default_models_folder())], env=environment, check=True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
def test_importing_loads_nothing_heavy() -> None:
    heavy = ("onnxruntime", "onnx", "tokenizers", "safetensors", "langchain_core")
    check = f"import sys, ingest.embeddings; print(*set({heavy}) & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", check], check=True, capture_output=True, text=True)
    assert done.stdout.split() == []
