"""One file format a module: bytes to canonical text, and blocks with exact offsets into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath

from ingest.errors import SourceError, UnsupportedFormatError
from ingest.loaders.decoding import decode
from ingest.loaders.docx import parse_docx
from ingest.loaders.html import parse_html
from ingest.loaders.lone_headings import with_statements
from ingest.loaders.markdown import parse_markdown
from ingest.loaders.pdf import parse_pdf
from ingest.loaders.text import parse_text
from ingest.models import Document


def _decoded(parse: Callable[[str], Document]) -> Callable[[bytes], Document]:
    """A reader of text as a reader of bytes."""

    def read(data: bytes) -> Document:
        decoded = decode(data)
        document = parse(decoded.text)
        return replace(document, notices=decoded.notices + document.notices)

    return read


_READERS: dict[str, Callable[[bytes], Document]] = {
    ".txt": _decoded(parse_text),
    ".text": _decoded(parse_text),
    ".md": _decoded(parse_markdown),
    ".markdown": _decoded(parse_markdown),
    ".html": parse_html,
    ".htm": parse_html,
    ".xhtml": parse_html,
    ".pdf": parse_pdf,
    ".docx": parse_docx,
}
SUFFIXES: frozenset[str] = frozenset(_READERS)
"""The file name suffixes that `load` takes, in lower case."""


def load(name: str, data: bytes) -> Document:
    """Read a file's bytes by the suffix of its name. Every SourceError raised names the file and what to do."""
    suffix = PurePath(name).suffix.lower()
    read = _READERS.get(suffix)
    if read is None:
        raise UnsupportedFormatError(
            f"{name}: {f'{suffix} files' if suffix else 'files without a suffix'} cannot be read;"
            f" give one of {', '.join(sorted(SUFFIXES))}"
        )
    try:
        return with_statements(read(data))
    except SourceError as exc:
        raise type(exc)(f"{name}: {exc}") from exc
