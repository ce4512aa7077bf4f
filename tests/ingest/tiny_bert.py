"""A BERT small enough to be made in a test: random weights, a forward pass in numpy, a tokenizer of a few words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Regex, Tokenizer, models, normalizers, pre_tokenizers, processors

from ingest import minilm_graph
from ingest.model_files import ModelFiles

WIDTH, HEADS, LAYERS, POSITIONS = 24, 12, 2, 300
WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "we", "keep", "your", "data", "for", "two", "years", "[", "]", "sep", ".")

Weights = dict[str, NDArray[np.float32]]


def make_weights(seed: int = 7) -> Weights:
    random = np.random.default_rng(seed)

    def normal(*shape: int) -> NDArray[np.float32]:
        return random.normal(0, 0.4, shape).astype(np.float32)

    weights = {
        "embeddings.word_embeddings.weight": normal(len(WORDS), WIDTH),
        "embeddings.position_embeddings.weight": normal(POSITIONS, WIDTH),
        "embeddings.token_type_embeddings.weight": normal(2, WIDTH),
    }
    norms = ["embeddings.LayerNorm"]
    linears = []
    for layer in range(LAYERS):
        module = f"encoder.layer.{layer}"
        linears += [(f"{module}.attention.self.{name}", WIDTH, WIDTH) for name in ("query", "key", "value")]
        linears.append((f"{module}.attention.output.dense", WIDTH, WIDTH))
        linears.append((f"{module}.intermediate.dense", 4 * WIDTH, WIDTH))
        linears.append((f"{module}.output.dense", WIDTH, 4 * WIDTH))
        norms += [f"{module}.attention.output.LayerNorm", f"{module}.output.LayerNorm"]
    for name, outputs, inputs in linears:
        weights |= {f"{name}.weight": normal(outputs, inputs), f"{name}.bias": normal(outputs)}
    for name in norms:
        weights |= {f"{name}.weight": 1 + normal(WIDTH), f"{name}.bias": normal(WIDTH)}
    return weights


def forward(weights: Weights, ids: list[int]) -> NDArray[np.float64]:
    """The last hidden states of one unpadded sequence, (tokens, WIDTH), from the architecture's equations."""
    table = {name: values.astype(np.float64) for name, values in weights.items()}

    def linear(inputs: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        return inputs @ table[f"{name}.weight"].T + table[f"{name}.bias"]

    def norm(inputs: NDArray[np.float64], name: str) -> NDArray[np.float64]:
        centred = inputs - inputs.mean(axis=1, keepdims=True)
        scaled: NDArray[np.float64] = centred / np.sqrt((centred**2).mean(axis=1, keepdims=True) + 1e-12)
        return scaled * table[f"{name}.weight"] + table[f"{name}.bias"]

    words, types = table["embeddings.word_embeddings.weight"][ids], table["embeddings.token_type_embeddings.weight"][0]
    x = norm(words + types + table["embeddings.position_embeddings.weight"][: len(ids)], "embeddings.LayerNorm")
    size = WIDTH // HEADS
    for layer in range(LAYERS):
        module = f"encoder.layer.{layer}"
        q, k, v = (linear(x, f"{module}.attention.self.{name}") for name in ("query", "key", "value"))
        mixed = []
        for head in range(HEADS):
            columns = slice(head * size, (head + 1) * size)
            scores = np.exp(q[:, columns] @ k[:, columns].T / np.sqrt(size))
            mixed.append(scores / scores.sum(axis=1, keepdims=True) @ v[:, columns])
        attended = linear(np.hstack(mixed), f"{module}.attention.output.dense")
        x = norm(x + attended, f"{module}.attention.output.LayerNorm")
        inner = _gelu(linear(x, f"{module}.intermediate.dense"))
        x = norm(x + linear(inner, f"{module}.output.dense"), f"{module}.output.LayerNorm")
    return x


def write_originals(folder: Path) -> None:
    """What a source of the real model gives: model.safetensors and tokenizer.json."""
    save_file(make_weights(), folder / "model.safetensors")
    make_tokenizer().save(str(folder / "tokenizer.json"))


def make_files(folder: Path, *, quantised: bool = True) -> ModelFiles:
    write_originals(folder)
    exact = folder / "float32.onnx"
    minilm_graph.export(folder / "model.safetensors", exact, heads=HEADS)
    if quantised:
        minilm_graph.quantise(exact, folder / "model.onnx")
    return ModelFiles(folder / "model.onnx" if quantised else exact, folder / "tokenizer.json")


def make_tokenizer() -> Tokenizer:
    """Like the real one it lowercases, knows its special tokens within a text, and truncates and pads by itself."""
    tokenizer = Tokenizer(models.WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.Lowercase()
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex(r"\w+|[^\w\s]"), "removed", invert=True)
    tokenizer.add_special_tokens(list(WORDS[:4]))
    specials = [("[CLS]", WORDS.index("[CLS]")), ("[SEP]", WORDS.index("[SEP]"))]
    tokenizer.post_processor = processors.TemplateProcessing(single="[CLS] $A [SEP]", special_tokens=specials)
    tokenizer.enable_truncation(8)
    tokenizer.enable_padding(length=8)
    return tokenizer


def _gelu(x: NDArray[np.float64]) -> NDArray[np.float64]:
    from math import erf

    made: NDArray[np.float64] = x * (1 + np.vectorize(erf)(x / np.sqrt(2))) / 2
    return made
