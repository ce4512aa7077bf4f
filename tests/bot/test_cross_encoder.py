from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from bot.cross_encoder import CrossEncoder, Head, changed, cross_encoder_model, load_cross_encoder
from ingest.model_files import default_models_folder


def test_the_head_tells_the_question_from_the_passage() -> None:
    tokens = np.array([[1.0], [2.0], [10.0], [20.0]], np.float32)
    identity = np.eye(3, dtype=np.float32) / np.float32(100)
    score = np.array([[0.0], [0.0], [100.0]], np.float32)
    head = Head(identity, np.zeros(3, np.float32), score, np.zeros(1, np.float32))
    assert head.odds(tokens, np.array([0, 0, 1, 1])) == pytest.approx(100 * np.tanh(0.15))


def test_the_changes_fit_the_embedding_model_and_leave_its_lower_half() -> None:
    width, inner = 384, 1536
    of_layer = {
        "attention.self.query.weight": (width, width),
        "attention.output.LayerNorm.weight": (width,),
        "intermediate.dense.weight": (inner, width),
        "output.dense.weight": (width, inner),
    }
    shapes = {f"encoder.layer.{layer}.{name}": shape for layer in range(6) for name, shape in of_layer.items()}
    base = _Known({name: np.zeros(shape, np.float32) for name, shape in shapes.items()})
    made = changed(base)
    assert {name: made[name].shape for name in shapes} == shapes
    assert {name for name in shapes if made[name].any()} == {name for name in shapes if name[14] in "345"}


class _Known(dict[str, np.ndarray]):
    """Weights; those that a test does not name are nothing."""

    def __missing__(self, name: str) -> np.float32:
        return np.float32(0)


def test_without_its_files_the_decision_does_without_and_says_how_to_get_them(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    assert load_cross_encoder(tmp_path) is None
    assert "clausewise models install" in caplog.text


@pytest.fixture(scope="module")
def encoder() -> CrossEncoder:
    found = load_cross_encoder(default_models_folder())
    assert found is not None, f"run: clausewise models install ({cross_encoder_model().folder} is missing)"
    return found


CLAUSE = "Keeping your data\nRecordings of calls to our helpdesk are wiped after ninety days."


@pytest.mark.model
def test_it_tells_an_answer_from_a_near_miss(encoder: CrossEncoder) -> None:
    (answered,) = encoder.read_each("how long do you hang on to my recorded calls", [CLAUSE])
    missed = [
        encoder.read_each(question, [CLAUSE])
        for question in ("what is the number of your helpdesk", "who listens to the recordings", "how much is a call")
    ]
    assert all(answered > 0 > odds for (odds,) in missed)


@pytest.mark.model
def test_each_passage_is_read_by_itself(encoder: CrossEncoder) -> None:
    question = "how long are calls kept"
    other = "Cookies\nWe set one cookie, for the language."
    assert encoder.read_each(question, [other, CLAUSE])[1:] == encoder.read_each(question, [CLAUSE])
    assert encoder.read_each(question, []) == ()


@pytest.mark.model
@pytest.mark.parametrize("text", ["", "\ud800", "how long? " * 400, "\x00", "١٢٣" * 200])
def test_any_text_is_read(encoder: CrossEncoder, text: str) -> None:
    assert np.isfinite(encoder.read_each(text, [text, CLAUSE])).all()
