"""The bridge to LangChain's embeddings, in both directions. Apart, because importing LangChain takes a while."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from langchain_core.embeddings import Embeddings

from ingest.embeddings import empty, unit
from ingest.encoder import Encoded, Encoder
from ingest.errors import SettingsError


class EncoderEmbeddings(Embeddings):
    """One of our encoders, for a LangChain chain or vector store."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [encoded.vector.tolist() for encoded in self._encoder.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


class ProviderEncoder:
    """A LangChain embeddings object as one of our encoders. It gives no token vectors."""

    def __init__(self, name: str, embeddings: Embeddings) -> None:
        self._name = name
        self._embeddings = embeddings

    @property
    def name(self) -> str:
        return self._name

    @cached_property
    def dimensions(self) -> int:
        """Found by embedding one word, once."""
        return len(self._embeddings.embed_query("policy"))

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """Empty texts are not sent."""
        sent = [text for text in texts if text.strip()]
        vectors = iter(self._embeddings.embed_documents(sent) if sent else ())
        return [self._encoded(next(vectors)) if text.strip() else empty(self.dimensions) for text in texts]

    def _encoded(self, values: list[float]) -> Encoded:
        return replace(empty(len(values)), vector=unit(np.array(values, np.float32)))


def load_provider(name: str) -> Encoder:
    """The encoder of a "provider:model" name; SettingsError where LangChain's `init_embeddings` cannot make it."""
    setting = f"CLAUSEWISE_EMBEDDINGS is {name!r}"
    try:
        from langchain.embeddings import init_embeddings
    except ImportError as exc:
        raise SettingsError(f"{setting}, which needs another package; run: pip install langchain") from exc
    try:
        return ProviderEncoder(name, init_embeddings(name))
    except (ImportError, ValueError) as exc:  # LangChain's message names the package to install, or the known names
        raise SettingsError(f"{setting}, which cannot be used: {' '.join(str(exc).split())}") from exc
