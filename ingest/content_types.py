"""What a server says that a page is, held against the page's bytes. Pure."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePosixPath

from ingest.errors import FetchError
from ingest.loaders.decoding import codec_named

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/markdown": ".md",
    "text/x-markdown": ".md",
    "text/plain": ".txt",
    "application/pdf": ".pdf",
    _WORD: ".docx",
}
ACCEPTED = ", ".join(_SUFFIXES)
# What says nothing of the content; the address's own suffix then decides.
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_BY_PATH = {".html": ".html", ".htm": ".html", ".md": ".md", ".markdown": ".md", ".txt": ".txt"}
_BY_PATH_UNSAID = {**_BY_PATH, ".pdf": ".pdf", ".docx": ".docx"}
_LOOKED_AT = 4_096
_TAG = re.compile(rb"<[a-zA-Z!?]")
_SIGNATURES = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
_BINARY = frozenset(_SIGNATURES)
_ESCAPE = b"\x1b"
_WIDE = (b"\xff\xfe", b"\xfe\xff")


def page_suffix(content_type: str, path: str, data: bytes) -> str:
    """The file name suffix that a page is read by: by its Content-Type, for plain text also by the address's suffix.

    Raises FetchError for another type, and where the bytes are not what the type says.
    """
    claimed = content_type.partition(";")[0].strip().lower()
    by_path = PurePosixPath(path).suffix.lower()
    if claimed in _UNSAID:
        suffix = _BY_PATH_UNSAID.get(by_path)
    elif claimed == "text/plain":
        suffix = _BY_PATH.get(by_path, ".txt")
    else:
        suffix = _SUFFIXES.get(claimed)
    if suffix is None:
        said = f"is {claimed}" if claimed not in _UNSAID else "comes without a type"
        raise FetchError(f"{said}, which is no policy; web pages, plain text, Markdown, PDF and Word files can be read")
    _check(suffix, claimed or suffix, data[:_LOOKED_AT])
    return suffix


def in_utf8(data: bytes, content_type: str, suffix: str) -> bytes:
    """A page's bytes so that they can be read without its Content-Type, which is not kept.

    They stay as they are where a byte order mark tells the encoding, where they are UTF-8 whatever is claimed, and
    where they are not what is claimed.
    """
    claimed = _CHARSET.search(content_type)
    if claimed is None or suffix in _BINARY or data.startswith((*_WIDE, codecs.BOM_UTF8)):
        return data
    encoding = codec_named(claimed[1])
    if encoding is None or (_ESCAPE not in data and _is_utf8(data)):
        return data
    try:
        return data.decode(encoding).encode()
    except (LookupError, UnicodeError):
        return data


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode()
    except UnicodeDecodeError:
        return False
    return True


def _check(suffix: str, claimed: str, head: bytes) -> None:
    actual = next((kind for kind, signature in _SIGNATURES.items() if signature in head[:1_024]), None)
    starts = _SIGNATURES.get(suffix)
    if starts is not None and actual != suffix:
        raise FetchError(f"is said to be {claimed}, but its content is not; is this the address of the file itself?")
    if starts is None and actual is not None and head.startswith(_SIGNATURES[actual]):
        raise FetchError(f"is said to be {claimed}, but its content is a {actual} file; save it and ingest the file")
    if suffix == ".html" and not _TAG.search(head.replace(b"\x00", b"") if head.startswith(_WIDE) else head):
        raise FetchError(f"is said to be {claimed}, but has no HTML tag; is this the address of the page itself?")
