"""A small reader: whether passages answer a question, from the token vectors of both. Pure.

Each of the question's tokens attends to a passage's tokens, by their cosine before anything else; what it finds is
compared with it, and the comparisons of all tokens, having attended to each other once, come to one number. This is
decomposable attention (Parikh et al. 2016, "A Decomposable Attention Model for Natural Language Inference", section 3)
with a layer of self-attention (Vaswani et al. 2017, section 3.2) before its last step. The token vectors stay as the
embedding model makes them, and only what is here was fitted: `python -m evals.train_reader`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import IO

import numpy as np
from numpy.typing import NDArray

from bot.late_interaction import Floats
from bot.retrieval import Query, Ranking
from ingest.models import Span

# As many as it was fitted with.
PASSAGES = 3
QUESTION_TOKENS = 28
PASSAGE_TOKENS = 128
# Of the soft maximum over passages.
SHARPNESS = 2.0
_TINY = 1e-5
_NOTHING = np.float32(-1e9)


@dataclass(frozen=True, slots=True, eq=False)
class Evidence:
    """What a reader reads: the token vectors of a question, shape (q, d), and of its best passages, each (t, d);
    `spans` says where in the text these stand."""

    question: Floats
    passages: tuple[Floats, ...]
    spans: tuple[Span, ...] = ()


def evidence(ranking: Ranking, query: Query) -> Evidence:
    units = ranking.units
    ranges = units.passage_tokens
    best = list(ranking.passage_scores())[:PASSAGES]
    passages = [units.tokens[ranges.starts[one] : ranges.ends[one]][:PASSAGE_TOKENS] for one in best]
    spans = [units.passages[one] for one in best]
    return Evidence(
        query.whole.tokens[:QUESTION_TOKENS],
        tuple(passages),
        tuple(Span(one.start, one.start + len(one.text)) for one in spans),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Reader:
    """Several readers of one shape, each fitted without the policies that `without` gives it.

    `weights`: arrays by name, the first axis is the reader; `encoder`: whose token vectors they read; `without`: which
    reader, by its number, has not seen a policy.
    """

    encoder: str
    weights: Mapping[str, Floats]
    without: Mapping[str, int] = field(default_factory=dict)

    def read(self, found: Evidence) -> float:
        """How surely the passages answer the question, as log odds; 0 where there is nothing to read."""
        return float(self.each(found).mean())

    def unseen(self, policy: str, found: Evidence) -> float:
        """What the reader says that was not fitted on a policy; of one that none was fitted on, as `read`."""
        number = self.without.get(policy)
        return self.read(found) if number is None else float(self.each(found)[number])

    def each(self, found: Evidence) -> Floats:
        """What each reader says, shape (readers,)."""
        passages = [one for one in found.passages if len(one)]
        if not len(found.question) or not passages:
            return np.zeros(len(self.weights["token"]), np.float32)
        said = self._of_passages(found.question, *_side_by_side(passages))
        return np.asarray(np.logaddexp.reduce(SHARPNESS * said, axis=1) / SHARPNESS, np.float32)

    def _of_passages(self, question: Floats, passages: Floats, there: NDArray[np.bool_]) -> Floats:
        """Of passages, shape (k, t, d), whose tokens are `there`, shape (k, t); the result has shape (readers, k)."""
        weights = self.weights
        asked, key = (question @ weights[name][:, None] for name in ("token", "match"))
        told, value = (passages @ weights[name][:, None] for name in ("token", "match"))
        cosines = np.where(there[:, None], question @ passages.swapaxes(1, 2), np.float32(-1))
        likeness = weights["sharpness"][:, None, None, None] * cosines + key @ value.swapaxes(2, 3)
        share = _softmax(np.where(there[:, None], likeness, _NOTHING))
        met = share @ told
        best = np.broadcast_to(cosines.max(axis=-1), share.shape[:3])[..., None]
        mean = (share * cosines).sum(axis=-1)[..., None]
        asked = np.broadcast_to(asked, met.shape)
        columns = np.concatenate([asked, met, asked * met, best, mean], axis=-1)
        compared = _gelu(columns @ weights["compare"][:, None] + weights["compare_bias"][:, None, None])
        compared = compared + self._among_themselves(_normal(compared))
        between = _gelu(_normal(compared) @ weights["widen"][:, None] + weights["widen_bias"][:, None, None])
        compared = compared + between @ weights["narrow"][:, None]
        gate = _softmax((_normal(compared) @ weights["gate"][:, None])[..., 0])
        pooled = np.concatenate([(gate[..., None] * compared).sum(axis=2), compared.max(axis=2)], axis=-1)
        hidden = _gelu(_normal(pooled) @ weights["join"] + weights["join_bias"][:, None])
        return np.asarray((hidden @ weights["score"])[..., 0], np.float32)

    def _among_themselves(self, compared: NDArray[np.floating]) -> Floats:
        weights = self.weights
        likeness = (compared @ weights["ask"][:, None]) @ (compared @ weights["offer"][:, None]).swapaxes(2, 3)
        share = _softmax(likeness / np.sqrt(np.float32(compared.shape[-1])))
        return np.asarray(share @ (compared @ weights["give"][:, None]), np.float32)


def _side_by_side(passages: Sequence[Floats]) -> tuple[Floats, NDArray[np.bool_]]:
    """Passages of different lengths as one array, shape (k, t, d), and which of its tokens are theirs, (k, t)."""
    lengths = np.array([len(one) for one in passages])
    made = np.zeros((len(passages), lengths.max(), passages[0].shape[1]), np.float32)
    for row, one in zip(made, passages, strict=True):
        row[: len(one)] = one
    return made, np.arange(lengths.max()) < lengths[:, None]


def load_reader(encoder: str) -> Reader | None:
    """The reader of an embedding model's token vectors, from `bot/data/reader.npz`; None where it is another's."""
    reader = _load()
    return reader if reader.encoder == encoder else None


@cache
def _load() -> Reader:
    with resources.files("bot").joinpath("data/reader.npz").open("rb") as file:
        return read_back(file)


def read_back(file: IO[bytes]) -> Reader:
    """As `evals.train_reader.written` wrote it."""
    with np.load(file) as data:
        about = json.loads(str(data["about"]))
        weights = {name: data[name].astype(np.float32) for name in data.files if name != "about"}
    return Reader(about["encoder"], weights, about["without"])


def _softmax(values: NDArray[np.floating]) -> Floats:
    raised = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(raised / raised.sum(axis=-1, keepdims=True), np.float32)


def _normal(values: NDArray[np.floating]) -> Floats:
    """Layer normalisation (Ba et al. 2016) without weights of its own."""
    centred = values - values.mean(axis=-1, keepdims=True)
    return np.asarray(centred / np.sqrt((centred**2).mean(axis=-1, keepdims=True) + _TINY), np.float32)


def _gelu(values: NDArray[np.floating]) -> Floats:
    """By the tangent (Hendrycks and Gimpel 2016, section 2)."""
    inner = np.float32(np.sqrt(2 / np.pi)) * (values + np.float32(0.044715) * values * values * values)
    return np.asarray(np.float32(0.5) * values * (1 + np.tanh(inner)), np.float32)


def joined(readers: Sequence[Mapping[str, Floats]]) -> dict[str, Floats]:
    """Readers of one shape, one after the other."""
    return {name: np.stack([one[name] for one in readers]) for name in readers[0]}
