"""A cross-encoder in this process, through sentence-transformers: for operators who can download models, or have one in
a folder."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from bot.deadline import Deadline
from bot.errors import RerankerError
from ingest.errors import SettingsError

_BATCH = 8


class _Model(Protocol):
    """The part of `sentence_transformers.CrossEncoder` that is called."""

    def predict(self, inputs: list[tuple[str, str]], *, batch_size: int, show_progress_bar: bool) -> Any: ...


class CrossEncoderScorer:
    """A batch cannot be stopped; between batches the deadline is looked at."""

    def __init__(self, model: _Model) -> None:
        self._model = model
        self._free = threading.Lock()  # its tokenizer takes one caller at a time

    def scores(self, query: str, documents: Sequence[str], deadline: Deadline) -> Sequence[float]:
        found: list[float] = []
        if not self._free.acquire(timeout=deadline.left):
            raise RerankerError("it was busy")
        try:
            for at in range(0, len(documents), _BATCH):
                if deadline.cancelled.is_set():
                    deadline.check("the reranker's next passages")
                if not deadline.left:
                    raise RerankerError("it did not answer in time")
                pairs = [(query, document) for document in documents[at : at + _BATCH]]
                scores = self._predicted(pairs)
                if scores.shape != (len(pairs),) or not np.isfinite(scores).all():
                    raise RerankerError("the model gives no single score for a pair; name a cross-encoder that does")
                found += scores.tolist()
        finally:
            self._free.release()
        return found

    def _predicted(self, pairs: list[tuple[str, str]]) -> NDArray[np.float64]:
        try:
            return np.asarray(self._model.predict(pairs, batch_size=_BATCH, show_progress_bar=False), np.float64)
        except (RuntimeError, ValueError, IndexError) as exc:  # no memory, or more tokens than it has places for
            raise RerankerError(f"the model broke down, {type(exc).__name__}") from exc


def load_cross_encoder(name: str) -> CrossEncoderScorer:
    """The model of that name or in that folder; raises SettingsError where it cannot be had."""
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from sentence_transformers import CrossEncoder
    except ImportError as exc:
        raise SettingsError(
            f"CLAUSEWISE_RERANKER=sentence-transformers:{name} needs a package that is not installed; "
            "run: pip install 'clausewise[reranker]'"
        ) from exc
    try:
        return CrossEncoderScorer(CrossEncoder(name))
    except (OSError, ValueError, RuntimeError) as exc:
        reason = " ".join(str(exc).split())[:200]
        raise SettingsError(f"CLAUSEWISE_RERANKER=sentence-transformers:{name} cannot be loaded: {reason}") from exc
