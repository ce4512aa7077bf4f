"""Vectors of the program's own texts (examples of questions and clauses, practices), made once and kept in a file.

They depend on nothing but the texts and the embedding model, and are the same whether read or made.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from ingest.encoder import Encoded, Encoder

FILE = "reference.npz"
logger = logging.getLogger(__name__)
# By key; a process has one or two models.
_vectors: dict[str, NDArray[np.float32]] = {}


def encoded_reference(texts: Sequence[str], encoder: Encoder, *, folder: Path) -> list[Encoded]:
    """The texts' vectors, read from the folder's file where it holds these texts and this model, else made and kept.

    A folder that cannot be written costs the next process the time to make them again, and nothing else.
    """

    def make() -> dict[str, NDArray[Any]]:
        made = encoder.encode(texts)
        return {
            "vectors": np.stack([one.vector for one in made]),
            "tokens": np.concatenate([one.tokens for one in made]),
            "offsets": np.concatenate([one.offsets for one in made]),
            "ends": np.cumsum([len(one.tokens) for one in made]),
        }

    data = _kept(folder / FILE, _key(texts, encoder), make, names=("vectors", "tokens", "offsets", "ends"))
    ends = data["ends"]
    tokens, offsets = np.split(data["tokens"], ends[:-1]), np.split(data["offsets"], ends[:-1])
    return [Encoded(*parts) for parts in zip(data["vectors"], tokens, offsets, strict=True)]


def reference_vectors(texts: Sequence[str], encoder: Encoder, *, folder: Path) -> NDArray[np.float32]:
    """The texts' mean vectors alone, shape (n, d), kept as `encoded_reference` keeps its own, a file for each model;
    and in this process."""
    key = _key(texts, encoder)
    if key not in _vectors:

        def make() -> dict[str, NDArray[Any]]:
            return {"vectors": np.stack([one.vector for one in encoder.encode(texts)])}

        _vectors[key] = _kept(folder / vectors_file(encoder), key, make, names=("vectors",))["vectors"]
    return _vectors[key]


def vectors_file(encoder: Encoder) -> str:
    return f"examples-{hashlib.sha256(encoder.name.encode()).hexdigest()[:12]}.npz"


def _key(texts: Sequence[str], encoder: Encoder) -> str:
    return hashlib.sha256(json.dumps([encoder.name, encoder.dimensions, *texts]).encode()).hexdigest()


def _kept(
    path: Path, key: str, make: Callable[[], dict[str, NDArray[Any]]], *, names: Sequence[str]
) -> dict[str, NDArray[Any]]:
    """The arrays of these names from a file made under this key, else made and written there."""
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["key"]) == key:
                return {name: data[name] for name in names}
    except FileNotFoundError:
        pass
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as exc:
        logger.warning("%s is made anew: it cannot be read (%s)", path, exc)
    made = make()
    _write(path, key, made)
    return made


def _write(path: Path, key: str, arrays: Mapping[str, NDArray[Any]]) -> None:
    """Whole or not at all: readers see the old file or the new one."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as exc:
        logger.debug("%s is not kept: %s", path, exc)
        return
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(file, **{"key": np.array(key), **arrays})  # type: ignore[arg-type] # names are keywords
        Path(temporary).replace(path)
    except OSError as exc:
        Path(temporary).unlink(missing_ok=True)
        logger.debug("%s is not kept: %s", path, exc)
