"""A version with its clauses, passages and vectors in memory, so that ranking within one policy is exact."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoded
from ingest.errors import IndexMismatchError
from ingest.models import Clause, Passage, Version

if TYPE_CHECKING:
    from ingest.snapshot import Snapshot


@dataclass(frozen=True, slots=True, eq=False)
class VersionEvidence:
    """Vectors, tokens and offsets are those of the passages' embedded texts, in the passages' order.

    `vectors`: shape (n, d), float32, unit length. `tokens`: n arrays of shape (t, d), float32, each row of unit length.
    `offsets`: n arrays of shape (t, 2), code points in `passage.embedded_text`.
    """

    version: Version
    clauses: tuple[Clause, ...]
    passages: tuple[Passage, ...]
    vectors: NDArray[np.float32]
    tokens: tuple[NDArray[np.float32], ...]
    offsets: tuple[NDArray[np.int32], ...]

    @classmethod
    def of(
        cls, version: Version, clauses: Sequence[Clause], passages: Sequence[Passage], encoded: Sequence[Encoded]
    ) -> VersionEvidence:
        """Evidence that was never stored; `encoded` are the passages' embedded texts, at least one."""
        return cls(
            version=version,
            clauses=tuple(clauses),
            passages=tuple(passages),
            vectors=np.stack([one.vector for one in encoded]),
            tokens=tuple(one.tokens for one in encoded),
            offsets=tuple(one.offsets for one in encoded),
        )


def read_evidence(
    snapshot: Snapshot, policy_id: str, version_id: str, *, model: str, dimensions: int
) -> VersionEvidence:
    """Raises UnknownPolicyError, or IndexMismatchError when vectors are missing."""
    version = snapshot.version(policy_id, version_id=version_id)
    keys = snapshot.embedded(policy_id, version_id)
    stored = snapshot.encoded(model, keys)
    missing = [key for key in keys if key not in stored]
    if missing:
        raise IndexMismatchError(
            f"{len(missing)} passages of {policy_id}@{version_id} have no vectors of {model}; "
            "run: clausewise ingest --rebuild PATH"
        )
    found = [stored[key] for key in keys]
    return VersionEvidence(
        version=version,
        clauses=tuple(snapshot.clauses(policy_id, version_id)),
        passages=tuple(snapshot.passages(policy_id, version_id)),
        vectors=np.stack([one.vector for one in found]) if found else np.zeros((0, dimensions), np.float32),
        tokens=tuple(one.unit_tokens() for one in found),
        offsets=tuple(one.offsets for one in found),
    )
