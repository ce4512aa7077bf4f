"""WordLlama: static word vectors. A token's vector is a row of a table, whatever stands beside it.

Many times faster than a model that reads sentences; docs/retrieval.md has its figures. The table and the tokenizer are
read out of the `wordllama` package. Its code, which would fetch other tables from the network and sets up the program's
logging, is not run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np

from ingest.embeddings import empty, unit
from ingest.encoder import Encoded
from ingest.errors import SettingsError

_TABLE = Path("weights") / "l2_supercat_256.safetensors"
_TOKENIZER = Path("tokenizers") / "l2_supercat_tokenizer_config.json"
_INSTALL = "pip install 'clausewise[wordllama]'"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class StaticFiles:
    """`table`: a safetensors file whose `embedding.weight` has shape (vocabulary, d)."""

    table: Path
    tokenizer: Path


def locate_wordllama() -> StaticFiles:
    """The files in the installed package; raises SettingsError where there is none, or none with these files."""
    found = find_spec("wordllama")
    if found is None or not found.submodule_search_locations:
        raise SettingsError(f"CLAUSEWISE_EMBEDDINGS is wordllama, which is not installed; run: {_INSTALL}")
    folder = Path(next(iter(found.submodule_search_locations)))
    files = StaticFiles(folder / _TABLE, folder / _TOKENIZER)
    if not (files.table.is_file() and files.tokenizer.is_file()):
        raise SettingsError(f"the installed wordllama has no {_TABLE.name} in it; run: {_INSTALL}")
    return files


class WordLlama:
    """A text's vector is the mean of its tokens' vectors. Of a text of any length all tokens are read.

    Threads may share an instance. Offsets leave out the white space that a token begins or ends with, and tokens of
    white space alone count for nothing, so that a sentence has the tokens of its words whatever stands before it.
    """

    name = "wordllama-l2-supercat-256"

    def __init__(self, files: StaticFiles) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        self._table = load_file(files.table)["embedding.weight"].astype(np.float32)
        self.dimensions: int = self._table.shape[1]
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True  # "</s>" in a text is text

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        return [self._encode(text) for text in texts]

    def _encode(self, text: str) -> Encoded:
        # The tokenizer takes no lone surrogates; the replacement is one code point too, so offsets stand.
        encoding = self._tokenizer.encode(_SURROGATE.sub("\ufffd", text), add_special_tokens=False)
        places = [
            (token, *_trimmed(text, start, end))
            for token, (start, end) in zip(encoding.ids, encoding.offsets, strict=True)
        ]
        kept = [(token, start, end) for token, start, end in places if start < end]
        if not kept:
            return empty(self.dimensions)
        ids, starts, ends = (np.array(column) for column in zip(*kept, strict=True))
        rows = self._table[np.minimum(ids, len(self._table) - 1)]
        return Encoded(
            vector=unit(rows.mean(axis=0)),
            tokens=unit(rows),
            offsets=np.stack([starts, ends], axis=1).astype(np.int32),
        )


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())
