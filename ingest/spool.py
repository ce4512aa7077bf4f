"""Values kept on disk until they are needed, so that memory does not grow with the number of files."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Generic, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stored(Generic[T]):
    """A value in a spool; it can be loaded any number of times while the spool is open."""

    spool: Spool[T]
    at: int
    length: int

    def load(self) -> T:
        return self.spool.load(self)


class Spool(Generic[T]):
    """A file without a name: it goes with this process, however that ends."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._end = 0

    def put(self, value: T) -> Stored[T]:
        data = pickle.dumps(value, protocol=pickle.HIGHEST_PROTOCOL)
        self._file.seek(self._end)
        self._file.write(data)
        stored = Stored(self, self._end, len(data))
        self._end += len(data)
        return stored

    def load(self, stored: Stored[T]) -> T:
        self._file.seek(stored.at)
        value: T = pickle.loads(self._file.read(stored.length))  # noqa: S301 - written by this process alone
        return value


@contextmanager
def open_spool(folder: Path) -> Iterator[Spool[Any]]:
    with tempfile.TemporaryFile(dir=folder) as file:
        yield Spool(file)
