"""What the rest of the program needs of an embedding model, whichever it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Encoded:
    """A text's vectors.

    `vector`: shape (d,), float32, unit length (the mean of the token vectors, normalised). `tokens`: shape (t, d),
    float32, each of unit length, special tokens left out; (0, d) where the model gives none. `offsets`: shape
    (t, 2), int32, code points of each token in the encoded text, so that a sentence's tokens can be picked out.
    """

    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    offsets: NDArray[np.int32]

    @property
    def nbytes(self) -> int:
        return self.vector.nbytes + self.tokens.nbytes + self.offsets.nbytes


class Encoder(Protocol):
    """`name` identifies model and settings: vectors of different names are never compared."""

    @property
    def name(self) -> str: ...

    @property
    def dimensions(self) -> int: ...

    def encode(self, texts: Sequence[str]) -> list[Encoded]:
        """One result a text, in order. An empty text gives a zero vector and no tokens."""
        ...
