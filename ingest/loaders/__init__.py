"""One file format a module: bytes to canonical text, and blocks with exact offsets into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import SourceError, UnsupportedFormatError
from ingest.loaders.decoding import decode
from ingest.loaders.markdown import parse_markdown
from ingest.loaders.text import parse_text
from ingest.models import Document

_TEXT_PARSERS: dict[str, Callable[[str], Document]] = {
    ".txt": parse_text,
    ".text": parse_text,
    ".md": parse_markdown,
    ".markdown": parse_markdown,
}
SUFFIXES: frozenset[str] = frozenset(_TEXT_PARSERS)
"""The file name suffixes that `load` takes, in lower case."""


def load(name: str, data: bytes) -> Document:
    """Read a file's bytes by the suffix of its name. Every SourceError raised names the file and what to do."""
    suffix = PurePath(name).suffix.lower()
    parse = _TEXT_PARSERS.get(suffix)
    if parse is None:
        raise UnsupportedFormatError(
            f"{name}: {f'{suffix} files' if suffix else 'files without a suffix'} cannot be read;"
            f" give one of {', '.join(sorted(SUFFIXES))}"
        )
    try:
        decoded = decode(data)
        document = parse(decoded.text)
    except SourceError as exc:
        raise type(exc)(f"{name}: {exc}") from exc
    return replace(document, notices=decoded.notices + document.notices)
