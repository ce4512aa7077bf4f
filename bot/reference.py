"""Vectors of the program's own texts (example questions, practices), made once an index and kept in a file beside it.

They depend on nothing but the texts and the embedding model, and are the same whether read or made.
"""

from __future__ import annotations

import hashlib
import json
import logging
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from ingest.encoder import Encoded, Encoder

FILE = "reference.npz"
logger = logging.getLogger(__name__)


def encoded_reference(texts: Sequence[str], encoder: Encoder, *, folder: Path) -> list[Encoded]:
    """The texts' vectors, read from the folder's file where it holds these texts and this model, else made and kept.

    A folder that cannot be written costs the next process the time to make them again, and nothing else.
    """
    key = hashlib.sha256(json.dumps([encoder.name, *texts]).encode()).hexdigest()
    path = folder / FILE
    kept = _read(path, key)
    if kept is not None:
        return kept
    made = encoder.encode(texts)
    _write(path, key, made)
    return made


def _read(path: Path, key: str) -> list[Encoded] | None:
    try:
        with np.load(path, allow_pickle=False) as data:
            if str(data["key"]) != key:
                return None
            ends = data["ends"]
            tokens, offsets = np.split(data["tokens"], ends[:-1]), np.split(data["offsets"], ends[:-1])
            return [Encoded(*parts) for parts in zip(data["vectors"], tokens, offsets, strict=True)]
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, EOFError, BadZipFile) as exc:
        logger.warning("%s is made anew: it cannot be read (%s)", path, exc)
        return None


def _write(path: Path, key: str, made: Sequence[Encoded]) -> None:
    """Whole or not at all: readers see the old file or the new one."""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as exc:
        logger.debug("%s is not kept: %s", path, exc)
        return
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez(
                file,
                key=np.array(key),
                vectors=np.stack([one.vector for one in made]),
                tokens=np.concatenate([one.tokens for one in made]),
                offsets=np.concatenate([one.offsets for one in made]),
                ends=np.cumsum([len(one.tokens) for one in made]),
            )
        Path(temporary).replace(path)
    except OSError as exc:
        Path(temporary).unlink(missing_ok=True)
        logger.debug("%s is not kept: %s", path, exc)
