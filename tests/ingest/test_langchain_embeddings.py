"""LangChain's embeddings as ours, and ours as LangChain's."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
import pytest
from langchain_core.embeddings import Embeddings

from ingest.embeddings import empty, load_encoder
from ingest.encoder import Encoded
from ingest.errors import SettingsError
from ingest.langchain_embeddings import EncoderEmbeddings, ProviderEncoder, load_provider
from ingest.model_files import default_models_folder


class LengthEncoder:
    """Points by the text's length: "ab" lies at (2, 1)."""

    name = "length"
    dimensions = 2

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        vectors = [np.array([len(text), 1], np.float32) for text in texts]
        return [Encoded(vector, empty(2).tokens, empty(2).offsets) for vector in vectors]


class LengthProvider(Embeddings):
    """The same from a provider, which remembers what it was sent."""

    def __init__(self) -> None:
        self.sent: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.sent += texts
        return [[3.0 * len(text), 4.0 * len(text)] for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def test_an_encoder_serves_a_langchain_chain() -> None:
    embeddings = EncoderEmbeddings(LengthEncoder())
    assert embeddings.embed_documents(["ab", "abc"]) == [[2.0, 1.0], [3.0, 1.0]]
    assert embeddings.embed_query("ab") == [2.0, 1.0]


def test_a_providers_vectors_are_scaled_to_unit_length_and_have_no_tokens() -> None:
    (encoded,) = ProviderEncoder("some:model", LengthProvider()).encode(["ab"])
    assert encoded.vector.tolist() == pytest.approx([0.6, 0.8])
    assert encoded.vector.dtype == np.float32
    assert (encoded.tokens.shape, encoded.offsets.shape) == ((0, 2), (0, 2))


def test_empty_texts_are_not_sent_and_keep_their_place() -> None:
    provider = LengthProvider()
    vectors = [encoded.vector.any() for encoded in ProviderEncoder("some:model", provider).encode(["", "ab", " ", "c"])]
    assert vectors == [False, True, False, True]
    assert [text for text in provider.sent if text != "policy"] == ["ab", "c"]


def test_dimensions_are_asked_for_once() -> None:
    provider = LengthProvider()
    encoder = ProviderEncoder("some:model", provider)
    assert (encoder.name, encoder.dimensions, encoder.dimensions) == ("some:model", 2, 2)
    assert len(provider.sent) == 1


def test_nothing_is_sent_for_nothing() -> None:
    provider = LengthProvider()
    assert ProviderEncoder("some:model", provider).encode([]) == []
    assert provider.sent == []


def test_a_missing_provider_package_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain_mistralai", None)
    with pytest.raises(SettingsError, match=r"CLAUSEWISE_EMBEDDINGS is 'mistralai:m'.*pip install langchain-mistralai"):
        load_encoder("mistralai:m", models=default_models_folder())


def test_a_missing_langchain_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "langchain.embeddings", None)
    with pytest.raises(SettingsError, match="run: pip install langchain"):
        load_provider("mistralai:m")


@pytest.mark.parametrize("name", ["nobody:model", "openai:", ":model"])
def test_an_unknown_provider_is_a_setting_to_mend_in_one_line(name: str) -> None:
    with pytest.raises(SettingsError, match=r"CLAUSEWISE_EMBEDDINGS is .*which cannot be used") as caught:
        load_provider(name)
    assert "\n" not in str(caught.value)
