"""Hand-written stand-ins, deterministic and small, for what is slow or outside."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cache

import numpy as np

from ingest.encoder import Encoded
from ingest.loaders import load
from ingest.models import Clause, ClauseKind, Passage, Span
from ingest.parsing import ParsedPolicy, parse_policy

_WORD = re.compile(r"\w+")


class FakeEncoder:
    """A word's vector is made of its hash, a text's is the mean of its words'. The same words, the same direction.

    `calls` holds every batch that was encoded. After `fail_after` texts it raises, as a killed model would.
    """

    def __init__(self, name: str = "fake", dimensions: int = 16, fail_after: int | None = None) -> None:
        self.name = name
        self.dimensions = dimensions
        self.calls: list[tuple[str, ...]] = []
        self._left = fail_after

    @property
    def encoded(self) -> list[str]:
        return [text for call in self.calls for text in call]

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        if self._left is not None:
            self._left -= len(texts)
            if self._left < 0:
                raise RuntimeError("the encoder broke down")
        self.calls.append(tuple(texts))
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Encoded:
        words = list(_WORD.finditer(text))
        tokens = np.zeros((len(words), self.dimensions), np.float32)
        for row, word in enumerate(words):
            tokens[row] = _direction(word[0].lower(), self.dimensions)
        mean = tokens.sum(axis=0)
        length = float(np.linalg.norm(mean))
        return Encoded(
            vector=(mean / length if length else mean).astype(np.float32),
            tokens=tokens,
            offsets=np.array([word.span() for word in words], np.int32).reshape(-1, 2),
        )


@cache
def _direction(word: str, dimensions: int) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    vector = np.random.default_rng(seed).normal(size=dimensions).astype(np.float32)
    return vector / np.linalg.norm(vector)


def parse_here(name: str, data: bytes) -> ParsedPolicy:
    """As ingest parses, but in this process: one of its own needs a second to start."""
    return parse_policy(name, data)


def parse_lines(name: str, data: bytes) -> ParsedPolicy:
    """A parse that needs no outline: a line that is not blank is a clause, a passage and a sentence, named by number.

    Decoding and its errors are the real ones. No title, no date, English.
    """
    text = load(name, data).text
    clauses, passages = [], []
    for number, line in enumerate(re.finditer(r"[^\s].*", text), start=1):
        start, end = line.start(), line.start() + len(line[0].rstrip())
        clauses.append(
            Clause(
                key=str(number), label="", title="", path=(), kind=ClauseKind.PARAGRAPH,
                start=start, end=end, body_start=start,
            )
        )  # fmt: skip
        passages.append(
            Passage(
                clause=str(number),
                start=start,
                end=end,
                text=text[start:end],
                context="",
                sentences=(Span(start, end),),
            )
        )
    return ParsedPolicy(
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        media_type="text/plain",
        clauses=tuple(clauses),
        passages=tuple(passages),
        title="",
        effective=None,
        language="en",
    )
