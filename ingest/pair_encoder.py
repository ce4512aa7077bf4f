"""An encoder that reads two texts together, from files made as those of the embedding model are."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from ingest.minilm_graph import INPUTS
from ingest.model_files import ModelFiles
from ingest.onnx_runtime import open_session


class PairEncoder:
    """Threads may share an instance. Of a pair longer than `most_tokens` the longer text is cut."""

    def __init__(self, files: ModelFiles, *, most_tokens: int) -> None:
        from tokenizers import Tokenizer

        self._session = open_session(files.model)
        self._tokenizer = Tokenizer.from_file(str(files.tokenizer))
        self._tokenizer.enable_truncation(most_tokens)
        self._tokenizer.no_padding()
        self._tokenizer.encode_special_tokens = True

    def encode(self, first: str, second: str) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
        """The token vectors, shape (t, d), the first of them that of the whole; and which tokens, shape (t,), are the
        second text's: 1 for these and the mark after them, 0 for the rest."""
        # The tokenizer takes no lone surrogates.
        one, other = (text.encode(errors="replace").decode() for text in (first, second))
        encoding = self._tokenizer.encode(one, other)
        ids, types = np.array([encoding.ids], np.int64), np.array([encoding.type_ids], np.int64)
        tokens = self._session.run(None, dict(zip(INPUTS, (ids, np.ones_like(ids), types), strict=True)))[0][0]
        return tokens, types[0]
