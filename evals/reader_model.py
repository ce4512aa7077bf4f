"""The reader of `bot/reader.py` as it is fitted, with its gradients: JAX, Optax. The program itself needs neither.

Loss: cross-entropy of whether the policy answers, plus, where it is known which passages do, that of their share among
those read. Beside the reader stand the named features and the question's vector of the decision on silence, and an
intercept for each source of questions: what these explain, the reader need not, and only the reader is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import Array
from numpy.typing import NDArray

from bot.late_interaction import Floats
from bot.reader import PASSAGE_TOKENS, PASSAGES, QUESTION_TOKENS, SHARPNESS, Evidence

Weights = dict[str, Array]
# They bring numbers to about the same size while the weights behind them are fitted; then they become part of these.
_TOKEN_SCALE = 4.0
_COSINE_SCALE = 3.0
_SELF_SCALE = 0.3
_WIDTH = 48
_MATCH_WIDTH = 16
_BATCH = 64
_DROPOUT = 0.3
_VECTOR_DROPOUT = 0.2
_RATE = 1e-3
_DECAY = 0.05
_VECTOR_PENALTY = 1e-3
_VECTOR_SCALE = 3.0
_SHARE_OF_PASSAGES = 0.3
_NOTHING = -1e9
_BESIDE = ("named", "intercept", "sources", "vector")


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """Examples as arrays, b at a time; masks are 1 where there is a token or a passage.

    `question`: (b, q, d); `passages`: (b, k, t, d); `named`: (b, f), standardised; `vector`: (b, d); `source`: (b,);
    `answering`: (b, k), 1 for the passages that answer, all 0 where that is not known; `label`: (b,).
    """

    question: NDArray[Any]
    question_mask: NDArray[Any]
    passages: NDArray[Any]
    passages_mask: NDArray[Any]
    named: NDArray[Any]
    vector: NDArray[Any]
    source: NDArray[Any]
    answering: NDArray[Any]
    label: NDArray[Any]


jax.tree_util.register_dataclass(Batch)


def batch(
    found: Sequence[Evidence],
    *,
    named: NDArray[Any],
    vector: NDArray[Any],
    source: NDArray[Any],
    answering: Sequence[Sequence[int]],
    label: NDArray[Any],
) -> Batch:
    size, dimensions = len(found), vector.shape[1]
    question = np.zeros((size, QUESTION_TOKENS, dimensions), np.float32)
    passages = np.zeros((size, PASSAGES, PASSAGE_TOKENS, dimensions), np.float32)
    question_mask, passages_mask = np.zeros(question.shape[:2], np.float32), np.zeros(passages.shape[:3], np.float32)
    right = np.zeros((size, PASSAGES), np.float32)
    for row, one in enumerate(found):
        question[row, : len(one.question)], question_mask[row, : len(one.question)] = one.question, 1
        for number, tokens in enumerate(one.passages):
            passages[row, number, : len(tokens)], passages_mask[row, number, : len(tokens)] = tokens, 1
        right[row, list(answering[row])] = 1
    return Batch(question, question_mask, passages, passages_mask, named, vector, source, right, label)


def started(seed: int, dimensions: int, features: int, sources: int) -> Weights:
    keys = iter(jax.random.split(jax.random.PRNGKey(seed), 12))

    def drawn(rows: int, columns: int, spread: float | None = None) -> Array:
        return jax.random.normal(next(keys), (rows, columns)) * (1 / rows**0.5 if spread is None else spread)

    wide = 2 * _WIDTH
    return {
        "token": drawn(dimensions, _WIDTH),
        "match": drawn(dimensions, _MATCH_WIDTH),
        "sharpness": jnp.array(10.0),
        "compare": drawn(3 * _WIDTH + 2, _WIDTH),
        "compare_bias": jnp.zeros(_WIDTH),
        "ask": drawn(_WIDTH, _WIDTH),
        "offer": drawn(_WIDTH, _WIDTH),
        "give": drawn(_WIDTH, _WIDTH),
        "widen": drawn(_WIDTH, wide),
        "widen_bias": jnp.zeros(wide),
        "narrow": drawn(wide, _WIDTH, 0.02),
        "gate": drawn(_WIDTH, 1, 0.1),
        "join": drawn(wide, _WIDTH),
        "join_bias": jnp.zeros(_WIDTH),
        "score": drawn(_WIDTH, 1, 0.05),
        "named": jnp.zeros(features),
        "intercept": jnp.zeros(()),
        "sources": jnp.zeros(sources),
        "vector": jnp.zeros(dimensions),
    }


def passages_read(weights: Weights, given: Batch, key: Array | None = None) -> Array:
    """As `bot.reader.Reader` reads each passage, shape (b, k); with a key, dropout takes part."""
    keys: Sequence[Array | None] = [None] * 5 if key is None else list(jax.random.split(key, 5))
    cosines = jnp.einsum("bqd,bktd->bkqt", given.question, given.passages)
    there = given.passages_mask[:, :, None, :] > 0
    token, match = weights["token"] * _TOKEN_SCALE, weights["match"] * _TOKEN_SCALE
    asked, told = _dropped(keys[0], given.question @ token), given.passages @ token
    likeness = jnp.einsum("bqh,bkth->bkqt", given.question @ match, given.passages @ match)
    share = jax.nn.softmax(jnp.where(there, weights["sharpness"] * cosines + likeness, _NOTHING), axis=-1)
    met = share @ told
    asked = jnp.broadcast_to(asked[:, None], met.shape)
    best = _COSINE_SCALE * jnp.where(there, cosines, -1).max(axis=-1)[..., None]
    mean = _COSINE_SCALE * (share * cosines).sum(axis=-1)[..., None]
    columns = _dropped(keys[1], jnp.concatenate([asked, met, asked * met, best, mean], axis=-1))
    compared = jax.nn.gelu(columns @ weights["compare"] + weights["compare_bias"])
    mask = given.question_mask[:, None, :] > 0
    normal = _normal(compared)
    likeness = jnp.einsum("bkqh,bkph->bkqp", normal @ weights["ask"], normal @ weights["offer"]) / _WIDTH**0.5
    among = jax.nn.softmax(jnp.where(mask[..., None, :], likeness, _NOTHING), axis=-1) @ (normal @ weights["give"])
    compared = compared + _dropped(keys[2], among * _SELF_SCALE)
    wide = jax.nn.gelu(_normal(compared) @ weights["widen"] + weights["widen_bias"])
    compared = compared + wide @ weights["narrow"]
    gate = jax.nn.softmax(jnp.where(mask, (_normal(compared) @ weights["gate"])[..., 0], _NOTHING), axis=-1)
    highest = jnp.where(mask[..., None], compared, _NOTHING).max(axis=-2)
    pooled = jnp.concatenate([(gate[..., None] * compared).sum(axis=-2), highest], axis=-1)
    hidden = jax.nn.gelu(_dropped(keys[3], _normal(pooled)) @ weights["join"] + weights["join_bias"])
    said = (_dropped(keys[4], hidden) @ weights["score"])[..., 0]
    return jnp.where(given.passages_mask.max(axis=-1) > 0, said, _NOTHING)


def loss(weights: Weights, given: Batch, key: Array) -> Array:
    said = passages_read(weights, given, key)
    vector = _dropped(jax.random.fold_in(key, 9), given.vector, _VECTOR_DROPOUT)
    odds = (
        jax.nn.logsumexp(SHARPNESS * said, axis=-1) / SHARPNESS
        + given.named @ weights["named"]
        + _VECTOR_SCALE * vector @ weights["vector"]
        + weights["intercept"]
        + weights["sources"][given.source]
    )
    answered = optax.sigmoid_binary_cross_entropy(odds, given.label).mean()
    known = given.answering.sum(axis=-1) > 0
    right = jax.nn.logsumexp(jnp.where(given.answering > 0, jax.nn.log_softmax(said), _NOTHING), axis=-1)
    which = jnp.where(known, -right, 0).mean()
    return jnp.asarray(answered + _SHARE_OF_PASSAGES * which + _VECTOR_PENALTY * (weights["vector"] ** 2).sum())


def fitted(
    batches: Callable[[NDArray[np.int64]], Batch],
    rows: NDArray[np.int64],
    *,
    rounds: int,
    sources: int,
    seed: int = 0,
) -> dict[str, Floats]:
    """The reader's weights, fitted by AdamW (Loshchilov and Hutter 2019) to examples drawn from `rows`, each `rounds`
    times; `batches` gives those of some rows."""
    first = batches(rows[:1])
    weights = started(seed, first.vector.shape[1], first.named.shape[1], sources)
    steps = max(1, len(rows) // _BATCH)
    decayed = {name: name not in ("sources", "sharpness") for name in weights}
    schedule = optax.cosine_onecycle_schedule(rounds * steps, _RATE)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=_DECAY, mask=decayed))
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Weights, state: Any, given: Batch, key: Array) -> tuple[Weights, Any]:
        updates, state = optimiser.update(jax.grad(loss)(weights, given, key), state, weights)
        return optax.apply_updates(weights, updates), state

    draw, key = np.random.default_rng(seed), jax.random.PRNGKey(seed + 1)
    for _ in range(rounds):
        shuffled = draw.permutation(rows)
        for number in range(steps):
            key, now = jax.random.split(key)
            weights, state = step(weights, state, batches(np.resize(shuffled[number * _BATCH :], _BATCH)), now)
    return kept(weights)


def kept(weights: Weights) -> dict[str, Floats]:
    """What `bot.reader.Reader` needs of them, the scales taken in."""
    compare = jnp.concatenate([jnp.ones(3 * _WIDTH), jnp.full(2, _COSINE_SCALE)])[:, None] * weights["compare"]
    scaled = {
        "token": weights["token"] * _TOKEN_SCALE,
        "match": weights["match"] * _TOKEN_SCALE,
        "compare": compare,
        "give": weights["give"] * _SELF_SCALE,
    }
    return {name: np.asarray(value, np.float32) for name, value in {**weights, **scaled}.items() if name not in _BESIDE}


def _dropped(key: Array | None, values: Array | NDArray[Any], share: float = _DROPOUT) -> Array:
    given = jnp.asarray(values)
    if key is None:
        return given
    return jnp.asarray(given * jax.random.bernoulli(key, 1 - share, given.shape) / (1 - share))


def _normal(values: Array) -> Array:
    centred = values - values.mean(axis=-1, keepdims=True)
    return centred / jnp.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-5)
