"""The cross-encoder of `bot/cross_encoder.py` as it is fitted, with its gradients: JAX, Optax. The program itself needs
neither.

BERT's encoder (Devlin et al. 2019, section 3) over a question and a passage, from the embedding model's weights, with
two new layers upon it. The lower half of its layers stays as it is (Lee et al. 2019, "What Would Elsa Do? Freezing
Layers During Transformer Fine-Tuning"), so that what these make of a pair is worked out once. Loss: cross-entropy of
whether the passage answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from jax import Array
from numpy.typing import NDArray

from bot.cross_encoder import MOST_TOKENS
from ingest.minilm_graph import MINILM_HEADS, Weights

Parameters = dict[str, Array]
# Each matrix' change is kept by so many of its singular directions, the largest ones.
RANK = 64
_HIDDEN = 128
_BATCH = 32
_RATE = 2e-4
_WARM_UP = 0.1
_DECAY = 0.01
_DROPOUT = 0.1
_MASKED = -1e4
# Pairs of about one length stand in one batch, rounded up to this, so that few shapes are compiled.
_STEP = 16
_JITTER = 8.0


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Token ids and which of them are the passage's, both (t,); whether it answers, and how much that counts."""

    ids: Sequence[int]
    types: Sequence[int]
    label: bool
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Batch:
    """`ids`, `types`, `mask`: shape (b, t); `label`, `weight`: (b,); a weight of 0 only fills the batch."""

    ids: NDArray[np.int32]
    types: NDArray[np.int32]
    mask: NDArray[np.float32]
    label: NDArray[np.float32]
    weight: NDArray[np.float32]


jax.tree_util.register_dataclass(Batch)


def batches(pairs: Sequence[Pair], draw: np.random.Generator | None = None) -> Iterator[tuple[Sequence[int], Batch]]:
    """The rows of each batch, and the batch; in another order each time where something draws."""
    order = sorted(range(len(pairs)), key=lambda row: len(pairs[row].ids) + (draw.random() * _JITTER if draw else 0))
    cut = [order[at : at + _BATCH] for at in range(0, len(order), _BATCH)]
    if draw is not None:
        draw.shuffle(cut)
    for rows in cut:
        length = min(MOST_TOKENS, -(-max(len(pairs[row].ids) for row in rows) // _STEP) * _STEP)
        ids, types = np.zeros((2, _BATCH, length), np.int32)
        mask, label, weight = np.zeros(ids.shape, np.float32), *np.zeros((2, _BATCH), np.float32)
        mask[len(rows) :, 0] = 1
        for at, row in enumerate(rows):
            size = len(pairs[row].ids)
            ids[at, :size], types[at, :size], mask[at, :size] = pairs[row].ids, pairs[row].types, 1
            label[at], weight[at] = pairs[row].label, pairs[row].weight
        yield rows, Batch(ids, types, mask, label, weight)


def layers_of(base: Weights) -> int:
    return sum(name.endswith("intermediate.dense.bias") for name in base)


def started(base: Weights, seed: int) -> Parameters:
    """The upper half of the layers, and those upon them."""
    width = base["embeddings.word_embeddings.weight"].shape[1]
    upper = tuple(f"encoder.layer.{layer}." for layer in range(layers_of(base) // 2, layers_of(base)))
    key = jax.random.PRNGKey(seed)
    return {
        **{name: jnp.asarray(value) for name, value in base.items() if name.startswith(upper)},
        "hidden": 0.03 * jax.random.normal(key, (3 * width, _HIDDEN)),
        "hidden_bias": jnp.zeros(_HIDDEN),
        "score": 0.03 * jax.random.normal(jax.random.fold_in(key, 1), (_HIDDEN, 1)),
        "score_bias": jnp.zeros(1),
    }


def lower_half(base: Weights, pairs: Sequence[Pair]) -> list[NDArray[np.float16]]:
    """What the lower half of the layers makes of each pair, shape (t, d)."""
    weights = {name: jnp.asarray(value) for name, value in base.items()}

    @jax.jit
    def lower(given: Batch) -> Array:
        words, places = weights["embeddings.word_embeddings.weight"], weights["embeddings.position_embeddings.weight"]
        types = weights["embeddings.token_type_embeddings.weight"]
        hidden = _normal(words[given.ids] + places[: given.ids.shape[1]] + types[given.types], weights, "embeddings")
        for layer in range(layers_of(base) // 2):
            hidden = _layer(hidden, given, weights, layer, None)
        return hidden

    out: list[NDArray[np.float16]] = [np.zeros((0, 0), np.float16)] * len(pairs)
    for rows, given in batches(pairs):
        made = np.asarray(lower(given), np.float16)
        for at, row in enumerate(rows):
            out[row] = made[at, : len(pairs[row].ids)]
    return out


def odds(weights: Parameters, hidden: Array, given: Batch, key: Array | None = None) -> Array:
    """Log odds that passages answer, shape (b,), from what the lower half made, shape (b, t, d); with a key, dropout
    takes part."""
    for layer in sorted({int(name.split(".")[2]) for name in weights if name.startswith("encoder.")}):
        hidden = _layer(hidden, given, weights, layer, key)
    told = (given.mask * given.types)[..., None]
    asked = given.mask[..., None] - told
    means = [(hidden * part).sum(axis=1) / jnp.maximum(part.sum(axis=1), 1) for part in (asked, told)]
    pooled = _dropped(jnp.concatenate([hidden[:, 0], *means], axis=-1), key, 99)
    inner = jnp.tanh(pooled @ weights["hidden"] + weights["hidden_bias"])
    return jnp.asarray((inner @ weights["score"] + weights["score_bias"])[:, 0])


def _layer(hidden: Array, given: Batch, weights: Parameters, layer: int, key: Array | None) -> Array:
    module = f"encoder.layer.{layer}"
    bias = jnp.asarray((1 - given.mask)[:, None, None, :] * _MASKED)
    mixed = _linear(_attended(hidden, bias, weights, module), weights, f"{module}.attention.output.dense")
    hidden = _normal(hidden + _dropped(mixed, key, 2 * layer), weights, f"{module}.attention.output")
    inner = jax.nn.gelu(_linear(hidden, weights, f"{module}.intermediate.dense"), approximate=False)
    wide = _linear(inner, weights, f"{module}.output.dense")
    return _normal(hidden + _dropped(wide, key, 2 * layer + 1), weights, f"{module}.output")


def _attended(hidden: Array, bias: Array, weights: Parameters, module: str) -> Array:
    size, length, width = hidden.shape

    def heads(name: str) -> Array:
        made = _linear(hidden, weights, f"{module}.attention.self.{name}")
        return made.reshape(size, length, MINILM_HEADS, -1).swapaxes(1, 2)

    scores = heads("query") @ heads("key").swapaxes(2, 3) / (width // MINILM_HEADS) ** 0.5
    mixed = jax.nn.softmax(scores + bias, axis=-1) @ heads("value")
    return mixed.swapaxes(1, 2).reshape(size, length, width)


def _linear(values: Array, weights: Parameters, module: str) -> Array:
    return values @ weights[f"{module}.weight"].T + weights[f"{module}.bias"]


def _normal(values: Array, weights: Parameters, module: str) -> Array:
    centred = values - values.mean(axis=-1, keepdims=True)
    scaled = centred / jnp.sqrt((centred**2).mean(axis=-1, keepdims=True) + 1e-12)
    return scaled * weights[f"{module}.LayerNorm.weight"] + weights[f"{module}.LayerNorm.bias"]


def _dropped(values: Array, key: Array | None, number: int) -> Array:
    if key is None:
        return values
    kept = jax.random.bernoulli(jax.random.fold_in(key, number), 1 - _DROPOUT, values.shape)
    return jnp.asarray(values * kept / (1 - _DROPOUT))


def fitted(
    base: Weights, pairs: Sequence[Pair], *, rounds: int, seed: int = 0, report: Callable[[str], None] = lambda _: None
) -> Parameters:
    """The upper half and the layers upon it, by AdamW (Loshchilov and Hutter 2019)."""
    read, weights = lower_half(base, pairs), started(base, seed)
    draw, key = np.random.default_rng(seed), jax.random.PRNGKey(seed + 7)
    steps = rounds * -(-len(pairs) // _BATCH)
    schedule = optax.warmup_cosine_decay_schedule(0.0, _RATE, int(steps * _WARM_UP), steps)
    optimiser = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(schedule, weight_decay=_DECAY))
    state = optimiser.init(weights)

    @jax.jit
    def step(weights: Parameters, state: Any, hidden: Array, given: Batch, key: Array) -> tuple[Parameters, Any, Array]:
        value, gradient = jax.value_and_grad(_loss)(weights, hidden, given, key)
        updates, state = optimiser.update(gradient, state, weights)
        return optax.apply_updates(weights, updates), state, value

    for number in range(rounds):
        losses = []
        for rows, given in batches(pairs, draw):
            key, drops = jax.random.split(key)
            weights, state, value = step(weights, state, padded(read, rows, given), given, drops)
            losses.append(float(value))
        report(f"round {number + 1} of {rounds}, loss {np.mean(losses):.3f}")
    return weights


def padded(read: Sequence[NDArray[np.float16]], rows: Sequence[int], given: Batch) -> Array:
    """What the lower half made of a batch's pairs, shape (b, t, d)."""
    made = np.zeros((*given.ids.shape, read[rows[0]].shape[1]), np.float32)
    for at, row in enumerate(rows):
        made[at, : len(read[row])] = read[row]
    return jnp.asarray(made)


def _loss(weights: Parameters, hidden: Array, given: Batch, key: Array) -> Array:
    each = optax.sigmoid_binary_cross_entropy(odds(weights, hidden, given, key), given.label)
    return jnp.asarray((each * given.weight).sum() / given.weight.sum())


def kept(weights: Parameters, base: Weights, *, rank: int = RANK) -> dict[str, NDArray[np.float16]]:
    """What `bot.cross_encoder` needs of them: of every matrix the change by its largest singular directions (Eckart and
    Young 1936), `name@left` and `name@right`, of every vector the change, and the layers upon it."""
    out: dict[str, NDArray[np.float16]] = {}
    for name, value in weights.items():
        array = np.asarray(value, np.float32)
        if name not in base:
            out[name] = array.astype(np.float16)
            continue
        change = array - base[name]
        if change.ndim == 1:
            out[name] = change.astype(np.float16)
            continue
        left, size, right = np.linalg.svd(change, full_matrices=False)
        root = np.sqrt(size[:rank])
        out[f"{name}@left"] = (left[:, :rank] * root).astype(np.float16)
        out[f"{name}@right"] = (root[:, None] * right[:rank]).astype(np.float16)
    return out
