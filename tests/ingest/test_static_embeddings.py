"""Static word vectors, over a table of a few words in files as the package has them."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from safetensors.numpy import save_file
from tokenizers import Tokenizer, models, pre_tokenizers

from ingest.embeddings import load_encoder
from ingest.errors import SettingsError
from ingest.language import is_covered
from ingest.static_embeddings import StaticFiles, WordLlama, locate_wordllama

# As the real tokenizer's, a word bears the space before it.
WORDS = ("<unk>", "▁we", "▁keep", "▁data", ".", "▁")


def write_package(folder: Path) -> StaticFiles:
    files = StaticFiles(
        folder / "weights" / "l2_supercat_256.safetensors",
        folder / "tokenizers" / "l2_supercat_tokenizer_config.json",
    )
    for path in (files.table, files.tokenizer):
        path.parent.mkdir(parents=True)
    table = np.array([[1, 1], [3, 0], [0, 2], [4, 4], [0, -1], [9, 9]], np.float16)
    save_file({"embedding.weight": table}, files.table)
    tokenizer = Tokenizer(models.BPE({word: n for n, word in enumerate(_pieces())}, _merges(), unk_token="<unk>"))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.save(str(files.tokenizer))
    return files


def _merges() -> list[tuple[str, str]]:
    """What joins letters to the words, letter after letter."""
    return [(word[:at], word[at]) for word in WORDS[1:4] for at in range(1, len(word))]


def _pieces() -> list[str]:
    begun = [word[:at] for word in WORDS[1:4] for at in range(2, len(word))]
    letters = sorted({letter for word in WORDS[1:4] for letter in word[1:]})
    return [*WORDS, *dict.fromkeys([*begun, *letters])]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> StaticFiles:
    return write_package(tmp_path_factory.mktemp("site") / "wordllama")


@pytest.fixture(scope="module")
def encoder(files: StaticFiles) -> WordLlama:
    return WordLlama(files)


def test_a_text_is_the_mean_of_its_words_and_a_token_is_its_row(encoder: WordLlama) -> None:
    [encoded] = encoder.encode(["we keep data"])
    assert encoded.vector.tolist() == pytest.approx([7 / np.sqrt(85), 6 / np.sqrt(85)])
    assert encoded.tokens[0].tolist() == [1, 0]
    assert encoded.tokens[1].tolist() == [0, 1]
    assert encoded.tokens[2].tolist() == pytest.approx([0.5**0.5, 0.5**0.5])
    assert [str(one.dtype) for one in (encoded.vector, encoded.tokens, encoded.offsets)] == [
        "float32",
        "float32",
        "int32",
    ]


def test_offsets_are_those_of_the_words_without_the_space_before(encoder: WordLlama) -> None:
    text = "we  keep data."
    [encoded] = encoder.encode([text])
    assert [text[start:end] for start, end in encoded.offsets] == ["we", "keep", "data", "."]


@pytest.mark.parametrize("text", ["", " ", "\n \t"])
def test_white_space_has_no_tokens(encoder: WordLlama, text: str) -> None:
    [encoded] = encoder.encode([text])
    assert not encoded.vector.any()
    assert (encoded.tokens.shape, encoded.offsets.shape) == ((0, 2), (0, 2))


@given(st.text(max_size=30), st.text(max_size=30))
def test_neighbours_change_nothing_and_offsets_lie_inside(encoder: WordLlama, text: str, beside: str) -> None:
    alone, together = encoder.encode([text])[0], encoder.encode([beside, text])[1]
    assert np.array_equal(alone.vector, together.vector)
    assert all(0 <= start < end <= len(text) for start, end in alone.offsets)
    assert not any(text[start:end] != text[start:end].strip() for start, end in alone.offsets)


def test_it_is_chosen_by_its_name(tmp_path: Path, files: StaticFiles, monkeypatch: pytest.MonkeyPatch) -> None:
    package = files.table.parents[1]
    (package / "__init__.py").write_text("raise RuntimeError('its code is not run')\n")
    monkeypatch.syspath_prepend(package.parent)
    monkeypatch.delitem(sys.modules, "wordllama", raising=False)
    encoder = load_encoder("wordllama", models=tmp_path)
    assert (encoder.name, encoder.dimensions) == ("wordllama-l2-supercat-256", 2)
    assert is_covered("en", embeddings="wordllama")
    assert not is_covered("de", embeddings="wordllama")
    files.table.rename(tmp_path / "elsewhere")
    with pytest.raises(SettingsError, match=r"has no l2_supercat_256.safetensors in it; run: pip install"):
        locate_wordllama()


def test_a_missing_package_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    monkeypatch.setattr(sys, "meta_path", [one for one in sys.meta_path if "editable" not in repr(one)])
    monkeypatch.delitem(sys.modules, "wordllama", raising=False)
    with pytest.raises(SettingsError, match=r"run: pip install 'clausewise\[wordllama\]'"):
        load_encoder("wordllama", models=tmp_path)
