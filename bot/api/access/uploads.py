"""What an uploaded file says of itself, held against what it is. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import PurePosixPath, PureWindowsPath

from bot.api.problems import INVALID_REQUEST, UNSUPPORTED_FORMAT, ProblemError
from ingest.loaders import SUFFIXES

_LONGEST_NAME = 200
_TYPES = {
    ".txt": frozenset({"text/plain", "text/markdown"}),
    ".md": frozenset({"text/markdown", "text/x-markdown", "text/plain"}),
    ".markdown": frozenset({"text/markdown", "text/x-markdown", "text/plain"}),
    ".html": frozenset({"text/html", "application/xhtml+xml"}),
    ".htm": frozenset({"text/html", "application/xhtml+xml"}),
    ".pdf": frozenset({"application/pdf"}),
    ".docx": frozenset({"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}),
}
# What clients send that do not know, or do not say.
_UNSAID = frozenset({"", "application/octet-stream", "binary/octet-stream"})
_BEGINS = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04"}
_PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"PK\x03\x04",
    b"%PDF-",
    b"\x1f\x8b",
    b"\xca\xfe\xba\xbe",
    b"Rar!",
    b"7z\xbc\xaf",
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_PDF_LOOKED_AT = 1_024
_UNFIT = re.compile(r"[\x00-\x1f\x7f<>:\"|?*\\/]")


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """`name` has no folder in it and no character that a file system or a page could take amiss."""

    name: str
    suffix: str


def checked_upload(filename: str, content_type: str, head: bytes) -> CheckedUpload:
    """Check an upload by its name, its declared type and its first bytes. Raises ProblemError, which names the field.

    A name with a folder in it is refused, not cut: whoever sends `../` means something by it.
    """
    name = unicodedata.normalize("NFC", filename)
    if not name.strip(". ") or len(name) > _LONGEST_NAME or _UNFIT.search(name):
        raise ProblemError(
            INVALID_REQUEST, f"Give a plain file name of at most {_LONGEST_NAME} characters.", field="body.file"
        )
    if PurePosixPath(name).name != name or PureWindowsPath(name).name != name:
        raise ProblemError(INVALID_REQUEST, "Give a file name without folders.", field="body.file")
    suffix = PurePosixPath(name).suffix.lower()
    if suffix not in SUFFIXES:
        raise ProblemError(UNSUPPORTED_FORMAT, f"Send one of {', '.join(sorted(SUFFIXES))}.", field="body.file")
    claimed = content_type.partition(";")[0].strip().lower()
    if claimed not in _UNSAID and claimed not in _TYPES.get(suffix, frozenset({claimed})):
        raise ProblemError(
            UNSUPPORTED_FORMAT, f"The file's name ends in {suffix}, and its type says otherwise.", field="body.file"
        )
    if not _fits(suffix, head):
        raise ProblemError(UNSUPPORTED_FORMAT, f"The file is not what a {suffix} file is.", field="body.file")
    return CheckedUpload(name, suffix)


def _fits(suffix: str, head: bytes) -> bool:
    if suffix == ".pdf":
        return _BEGINS[suffix] in head[:_PDF_LOOKED_AT]  # readers take one with something before it, and so do we
    if suffix in _BEGINS:
        return head.startswith(_BEGINS[suffix])
    if head.startswith(_PROGRAMS):
        return False
    return b"\x00" not in head or head.startswith(_WIDE)
