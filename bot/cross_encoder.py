"""A cross-encoder: how surely a passage answers a question, by a small encoder that reads both together.

It is the default embedding model with changes of low rank to its upper layers (the form of Hu et al. 2021, "LoRA",
section 4) and two layers upon it, fitted on labelled questions: `python -m evals.train_cross_encoder`. The changes lie
in `bot/data/cross_encoder.npz`; the changed model is made at set-up, from the official weights, as the embedding model
is.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.late_interaction import Floats
from bot.retrieval import Ranking
from ingest.errors import ModelFilesError
from ingest.minilm_graph import Weights, export, quantise
from ingest.model_files import Made, locate
from ingest.model_sources import WEIGHTS
from ingest.pair_encoder import PairEncoder

# So many of a policy's best passages are read, each by itself.
PASSAGES = 3
# Of a longer pair the longer text is cut.
MOST_TOKENS = 160
_HEAD = ("hidden", "hidden_bias", "score", "score_bias")


def passages_to_read(ranking: Ranking) -> tuple[str, ...]:
    """The texts of the best passages, each behind its heading path and lead-in."""
    best = list(ranking.passage_scores())[:PASSAGES]
    return tuple(ranking.units.passages[one].embedded_text for one in best)


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """The two layers upon the encoder. `hidden`: shape (3 d, h), its `hidden_bias` (h,); `score`: (h, 1), its
    `score_bias` (1,)."""

    hidden: Floats
    hidden_bias: Floats
    score: Floats
    score_bias: Floats

    def odds(self, tokens: Floats, of_passage: NDArray[np.int64]) -> float:
        """Log odds from a pair's token vectors, shape (t, d); `of_passage`, shape (t,), is 1 for the passage's."""
        asked, told = tokens[of_passage == 0], tokens[of_passage == 1]
        pooled = np.concatenate([tokens[0], asked.mean(axis=0), told.mean(axis=0)])
        return float((np.tanh(pooled @ self.hidden + self.hidden_bias) @ self.score + self.score_bias)[0])


class CrossEncoder:
    """Threads may share an instance."""

    def __init__(self, pairs: PairEncoder, head: Head) -> None:
        self._pairs, self._head = pairs, head

    def read_each(self, question: str, passages: Sequence[str]) -> tuple[float, ...]:
        """How surely each of the passages answers the question, as log odds."""
        return tuple(self._head.odds(*self._pairs.encode(question, passage)) for passage in passages)


def load_cross_encoder(models: Path) -> CrossEncoder | None:
    """The one below the models folder; None where it is not installed, and the decision does without."""
    try:
        files = locate(models, cross_encoder_model())
        return CrossEncoder(PairEncoder(files, most_tokens=MOST_TOKENS), _data().head)
    except ModelFilesError as exc:
        logging.getLogger(__name__).warning("silence is decided without the cross-encoder: %s", exc)
        return None


@cache
def cross_encoder_model() -> Made:
    """How the model is made of the official files of the embedding model."""
    return Made("cross-encoder", "cross-encoder-int8", _data().sha256[:16], _convert)


def _convert(fetched: Path, target: Path) -> None:
    exact = fetched / "cross-encoder-float32.onnx"
    export(fetched / WEIGHTS, exact, change=changed)
    quantise(exact, target)


def changed(weights: Weights) -> Weights:
    """The embedding model's weights as the cross-encoder has them."""
    return applied(_data().changes, weights)


def applied(changes: Mapping[str, NDArray[Any]], weights: Weights) -> Weights:
    """Weights with the changes: to a vector by its name, to a matrix as the product of its `@left` and `@right`."""
    made = dict(weights)
    for name, change in changes.items():
        matrix, _, side = name.partition("@")
        if side != "right":
            whole = change.astype(np.float32)
            whole = whole @ changes[f"{matrix}@right"].astype(np.float32) if side else whole
            made[matrix] = weights[matrix] + whole
    return made


@dataclass(frozen=True, slots=True, eq=False)
class _Data:
    sha256: str
    head: Head
    changes: Mapping[str, NDArray[Any]]


@cache
def _data() -> _Data:
    file = resources.files("bot").joinpath("data/cross_encoder.npz")
    with resources.as_file(file) as path, np.load(path) as data:
        arrays: dict[str, NDArray[Any]] = {name: data[name] for name in data.files}
        checksum = hashlib.sha256(path.read_bytes()).hexdigest()
    return _Data(checksum, head_of(arrays), arrays)


def head_of(arrays: dict[str, NDArray[Any]]) -> Head:
    """The layers upon the encoder, taken out of what `evals.cross_encoder_model.kept` gives: the changes are left."""
    return Head(*(arrays.pop(name).astype(np.float32) for name in _HEAD))
