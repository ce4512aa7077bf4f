"""The encoders: MiniLM on this machine, and the choice of one by name.

Texts are encoded one at a time. A quantised model scales its activations over a whole batch, so that in a batch the
vectors of a text would depend on its neighbours (cosine down to 0.988 to the same text alone). It is no slower: one
text fills a processor core, and several cores take a text each.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoded, Encoder
from ingest.errors import SettingsError
from ingest.minilm_graph import INPUTS
from ingest.model_files import ModelFiles, locate
from ingest.onnx_runtime import open_session

MAX_TOKENS = 256
# Fewer texts, such as a question's, are encoded sooner than threads have started; and other questions use the cores.
_WORTH_THREADS = 8

_SURROGATE = re.compile("[\ud800-\udfff]")
_PROBES = (
    "We keep billing records for seven years.",
    "You may object to marketing at any time by writing to us.",
    "How long is my data kept?",
    "Cookies are small files that a website stores on your computer; some of them are needed for the service to work, "
    "others help us to understand how it is used, and a few belong to advertisers.",
)


class MiniLM:
    """all-MiniLM-L6-v2. Of a longer text, only the first 256 tokens (two of them special) are read.

    The vector is the mean over all tokens, special ones included, as the model was trained. Threads may share an
    instance. The same text gives the same vectors, bit for bit, whatever is encoded beside it and by how many threads.
    """

    name = "minilm-l6-v2-int8"

    def __init__(self, files: ModelFiles, *, threads: int | None = None) -> None:
        """`threads`: how many texts are encoded at once; by default one for each processor this process may use."""
        from tokenizers import Tokenizer

        self._threads = threads or usable_processors()
        self._session = open_session(files.model)
        self.dimensions: int = self._session.get_outputs()[0].shape[-1]
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(MAX_TOKENS)
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "[SEP]" in a text is text

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        threads = min(self._threads, len(texts))
        if threads < 2 or len(texts) < _WORTH_THREADS:
            return [self._encode(text) for text in texts]
        with ThreadPoolExecutor(threads) as pool:
            return list(pool.map(self._encode, texts))

    def _encode(self, text: str) -> Encoded:
        # The tokenizer takes no lone surrogates; the replacement is one code point too, so offsets stand.
        encoding = self._tokenizer.encode(_SURROGATE.sub("\ufffd", text))
        words = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
        if not len(words):
            return empty(self.dimensions)
        ids = np.array([encoding.ids], np.int64)
        feed = dict(zip(INPUTS, (ids, np.ones_like(ids), np.zeros_like(ids)), strict=True))
        hidden: NDArray[np.float32] = self._session.run(None, feed)[0][0]
        return Encoded(
            vector=unit(hidden.mean(axis=0)),
            tokens=unit(hidden[words]),
            offsets=np.array(encoding.offsets, np.int32)[words],
        )


def load_encoder(name: str, *, models: Path) -> Encoder:
    """The encoder that a setting names: "minilm", "wordllama", or "provider:model" as LangChain's `init_embeddings`
    takes it.

    `models` is the models folder. SettingsError for a name that means nothing here or whose package is missing,
    ModelFilesError where MiniLM is not installed.
    """
    if name == "minilm":
        return MiniLM(locate(models))
    if name == "wordllama":
        from ingest.static_embeddings import WordLlama, locate_wordllama

        return WordLlama(locate_wordllama())
    if ":" in name:
        from ingest.langchain_embeddings import load_provider

        return load_provider(name)
    raise SettingsError(
        f"CLAUSEWISE_EMBEDDINGS is {name!r}; set it to minilm or wordllama, "
        "or to provider:model such as openai:text-embedding-3-large"
    )


def agreement(one: ModelFiles, other: ModelFiles) -> float:
    """The least cosine between two models' vectors of the same text, over a few sentences."""
    pairs = zip(MiniLM(one).encode(_PROBES), MiniLM(other).encode(_PROBES), strict=True)
    return min(float(a.vector @ b.vector) for a, b in pairs)


def empty(dimensions: int) -> Encoded:
    return Encoded(
        vector=np.zeros(dimensions, np.float32),
        tokens=np.zeros((0, dimensions), np.float32),
        offsets=np.zeros((0, 2), np.int32),
    )


def unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Scaled to unit length along the last axis; zero stays zero."""
    lengths: NDArray[np.float32] = np.linalg.norm(vectors, axis=-1, keepdims=True).astype(np.float32)
    lengths[lengths == 0] = 1
    return vectors / lengths


def usable_processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
