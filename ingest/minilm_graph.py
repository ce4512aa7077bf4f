"""A BERT encoder's weights written as an ONNX graph, without torch; and that graph quantised to int8.

The architecture is BERT's (Devlin et al. 2019, section 3; post-norm layers, exact GELU). The graph takes `input_ids`,
`attention_mask` and `token_type_ids`, int64 of shape (batch, sequence), and gives `last_hidden_state`, float32 of shape
(batch, sequence, width). `onnx`, `safetensors` and the quantiser are imported when used: set-up alone needs them.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from ingest.onnx_runtime import onnxruntime

if TYPE_CHECKING:
    import onnx

Weights = Mapping[str, NDArray[np.float32]]

MINILM_HEADS = 12
INPUTS = ("input_ids", "attention_mask", "token_type_ids")
OUTPUT = "last_hidden_state"

_EPSILON = 1e-12  # of layer normalisation
_MASKED = -10_000.0  # added to the scores of padding: its softmax weight becomes exactly zero in float32
_OPSET = 17  # the first with LayerNormalization
_IR_VERSION = 8


def export(
    weights: Path, target: Path, *, heads: int = MINILM_HEADS, change: Callable[[Weights], Weights] | None = None
) -> None:
    """Write the float32 graph of a safetensors file, its weights changed by `change`. The result depends on both
    alone."""
    import onnx
    from safetensors.numpy import load_file

    loaded: Weights = load_file(weights)
    onnx.save(build_graph(change(loaded) if change else loaded, heads=heads), target)


def quantise(source: Path, target: Path) -> None:
    """Write `source` with int8 weights, a scale an output channel; activations are quantised while it runs.

    The scale of the activations covers a whole tensor, that is, all texts of a batch.
    """
    onnxruntime()
    from onnxruntime.quantization import QuantType, quantize_dynamic

    with _quiet_root_logger():  # the quantiser advises on its own pre-processing, which changes nothing here
        quantize_dynamic(source, target, weight_type=QuantType.QInt8, per_channel=True)


def build_graph(weights: Weights, *, heads: int) -> onnx.ModelProto:
    """The encoder that has these weights, named as in the official BERT checkpoints; KeyError where one is missing."""
    import onnx
    from onnx import TensorProto, helper

    width = weights["embeddings.word_embeddings.weight"].shape[1]
    graph = _Graph(weights)
    bias = _attention_bias(graph)
    hidden = _embeddings(graph)
    layers = _layer_count(weights)
    for layer in range(layers):
        last = layer == layers - 1
        attended = _attention(graph, hidden, bias, layer=layer, heads=heads, width=width)
        hidden = _feed_forward(graph, attended, layer=layer, output=OUTPUT if last else None)

    shape = ["batch", "sequence"]
    model = helper.make_model(
        helper.make_graph(
            graph.nodes,
            "bert_encoder",
            [helper.make_tensor_value_info(name, TensorProto.INT64, shape) for name in INPUTS],
            [helper.make_tensor_value_info(OUTPUT, TensorProto.FLOAT, [*shape, width])],
            graph.constants,
        ),
        opset_imports=[helper.make_opsetid("", _OPSET)],
        producer_name="clausewise",
        ir_version=_IR_VERSION,
    )
    onnx.checker.check_model(model)
    return model


class _Graph:
    """Nodes and constants in the making. Every method returns the name of what it added."""

    def __init__(self, weights: Weights) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: list[onnx.TensorProto] = []
        self._weights = weights

    def node(self, operator: str, *inputs: str, name: str | None = None, **attributes: Any) -> str:
        from onnx import helper

        name = name or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, inputs, [name], name=name, **attributes))
        return name

    def constant(self, values: NDArray[Any], name: str | None = None) -> str:
        from onnx import numpy_helper

        name = name or f"constant_{len(self.constants)}"
        self.constants.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def number(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def weight(self, name: str) -> str:
        return self.constant(self._weights[name], name)

    def linear(self, inputs: str, module: str) -> str:
        kernel = self.constant(self._weights[f"{module}.weight"].T, f"{module}.weight")
        return self.node("Add", self.node("MatMul", inputs, kernel), self.weight(f"{module}.bias"))

    def layer_norm(self, inputs: str, module: str, *, output: str | None = None) -> str:
        scale, shift = self.weight(f"{module}.weight"), self.weight(f"{module}.bias")
        return self.node("LayerNormalization", inputs, scale, shift, name=output, axis=-1, epsilon=_EPSILON)


def _layer_count(weights: Weights) -> int:
    return len({name.split(".")[2] for name in weights if name.startswith("encoder.layer.")})


def _embeddings(graph: _Graph) -> str:
    words = graph.node("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    types = graph.node("Gather", graph.weight("embeddings.token_type_embeddings.weight"), "token_type_ids")
    # A slice of the position table: a Range to gather by is mangled by a fusion of onnxruntime's.
    length = graph.node("Gather", graph.node("Shape", "input_ids"), graph.integers(1), axis=0)
    zero = graph.integers(0)
    positions = graph.node("Slice", graph.weight("embeddings.position_embeddings.weight"), zero, length, zero)
    summed = graph.node("Add", graph.node("Add", words, types), positions)
    return graph.layer_norm(summed, "embeddings.LayerNorm")


def _attention_bias(graph: _Graph) -> str:
    """What is added to the attention scores: 0 for a token, a large negative number for padding."""
    from onnx import TensorProto

    mask = graph.node("Cast", "attention_mask", to=TensorProto.FLOAT)
    mask = graph.node("Unsqueeze", mask, graph.integers(1, 2))
    return graph.node("Mul", graph.node("Sub", graph.number(1), mask), graph.number(_MASKED))


def _attention(graph: _Graph, hidden: str, bias: str, *, layer: int, heads: int, width: int) -> str:
    module = f"encoder.layer.{layer}.attention"
    split = graph.integers(0, 0, heads, width // heads)  # 0 keeps a dimension

    def heads_of(projection: str, order: list[int]) -> str:
        projected = graph.linear(hidden, f"{module}.self.{projection}")
        return graph.node("Transpose", graph.node("Reshape", projected, split), perm=order)

    queries = heads_of("query", [0, 2, 1, 3])
    keys = heads_of("key", [0, 2, 3, 1])
    values = heads_of("value", [0, 2, 1, 3])
    scores = graph.node("Div", graph.node("MatMul", queries, keys), graph.number((width // heads) ** 0.5))
    weights = graph.node("Softmax", graph.node("Add", scores, bias), axis=-1)
    mixed = graph.node("Transpose", graph.node("MatMul", weights, values), perm=[0, 2, 1, 3])
    merged = graph.node("Reshape", mixed, graph.integers(0, 0, width))
    residual = graph.node("Add", graph.linear(merged, f"{module}.output.dense"), hidden)
    return graph.layer_norm(residual, f"{module}.output.LayerNorm")


def _feed_forward(graph: _Graph, attended: str, *, layer: int, output: str | None) -> str:
    module = f"encoder.layer.{layer}"
    inner = _gelu(graph, graph.linear(attended, f"{module}.intermediate.dense"))
    residual = graph.node("Add", graph.linear(inner, f"{module}.output.dense"), attended)
    return graph.layer_norm(residual, f"{module}.output.LayerNorm", output=output)


def _gelu(graph: _Graph, inputs: str) -> str:
    """x · (1 + erf(x / √2)) / 2, in the order of operations that onnxruntime recognises and fuses."""
    error = graph.node("Erf", graph.node("Div", inputs, graph.number(2**0.5)))
    product = graph.node("Mul", inputs, graph.node("Add", error, graph.number(1)))
    return graph.node("Mul", product, graph.number(0.5))


@contextmanager
def _quiet_root_logger() -> Iterator[None]:
    root = logging.getLogger()
    level = root.level
    root.setLevel(logging.ERROR)
    try:
        yield
    finally:
        root.setLevel(level)
