"""The parts of a Word file: a ZIP archive of XML, read within limits. No entity is resolved and no DTD accepted."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from typing import Any

from lxml import etree

from ingest.errors import UnreadableFileError
from ingest.loaders.docx.markup import Parts

MAX_PART_BYTES = 64_000_000
MAX_TOTAL_BYTES = 1_000_000_000
_MOST_RATIO = 200
_LARGE = 5_000_000
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_COMMON = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"
_DAMAGED = "open it in Word, save it again, and give the new file"


def read_parts(data: bytes, *, max_part_bytes: int = MAX_PART_BYTES, max_total_bytes: int = MAX_TOTAL_BYTES) -> Parts:
    """Raises UnreadableFileError with what to do about the file."""
    if data.startswith(_OLD_OFFICE):
        raise UnreadableFileError(
            "the content is an old Word file, or one encrypted with a password; save it as .docx without a password"
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OverflowError) as exc:
        whole = data.startswith(b"PK")
        what = "the Word file is cut off or damaged" if whole else "the content is no Word file, whatever the name says"
        raise UnreadableFileError(f"{what}; {_DAMAGED}") from exc
    with archive:
        archive_reader = _Archive(archive, max_part_bytes)
        archive_reader.check(max_total_bytes)
        return _parts(archive_reader)


class _Archive:
    def __init__(self, archive: zipfile.ZipFile, max_part_bytes: int) -> None:
        self._archive = archive
        self._most = max_part_bytes
        self._members = {info.filename.lstrip("/").lower(): info for info in archive.infolist()}

    def check(self, max_total_bytes: int) -> None:
        """Refuses what unpacks to far more than a text: a bomb."""
        total = sum(info.file_size for info in self._members.values())
        if total > max_total_bytes:
            raise UnreadableFileError(_bomb(f"to {total:,} bytes, more than {max_total_bytes:,}"))
        for info in self._members.values():
            if info.file_size > max(_LARGE, _MOST_RATIO * info.compress_size):
                ratio = info.file_size // max(1, info.compress_size)
                raise UnreadableFileError(_bomb(f"{info.filename} to {ratio} times its size"))

    def root(self, name: str) -> Any | None:
        """The root element of a part, or None where there is no such part."""
        info = self._members.get(name.lower())
        if info is None:
            return None
        try:
            with self._archive.open(info) as part:
                data = part.read(self._most + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError) as exc:
            raise UnreadableFileError(f"{name} in the Word file is damaged or encrypted; {_DAMAGED}") from exc
        if len(data) > self._most:
            raise UnreadableFileError(_bomb(f"{name} to more than {self._most:,} bytes"))
        return _xml(name, data)


def _bomb(what: str) -> str:
    return f"the Word file unpacks {what}; that is no policy: copy the text into a new file, and give that"


def _xml(name: str, data: bytes) -> Any:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data.replace(_STRICT, _COMMON), parser)
    except (etree.XMLSyntaxError, ValueError) as exc:
        raise UnreadableFileError(f"{name} in the Word file is no well-formed XML ({exc}); {_DAMAGED}") from exc
    if root.getroottree().docinfo.doctype:
        raise UnreadableFileError(f"{name} in the Word file declares entities, which Word never does; {_DAMAGED}")
    return root


def _parts(archive: _Archive) -> Parts:
    whole = _related(archive, "")
    main = whole.get("officeDocument", "word/document.xml")
    document = archive.root(main)
    if document is None or etree.QName(document).localname != "document":
        raise UnreadableFileError(f"the archive holds no text of Word's ({main} is missing); {_DAMAGED}")
    related = _related(archive, main)
    styles, numbering, footnotes, endnotes = (
        archive.root(related.get(kind, "")) for kind in ("styles", "numbering", "footnotes", "endnotes")
    )
    properties = archive.root(whole.get("core-properties", ""))
    title = properties.findtext(_TITLE) if properties is not None else None
    return Parts(document, styles, numbering, footnotes, endnotes, title or "")


def _related(archive: _Archive, part: str) -> dict[str, str]:
    """The names of the parts that belong to one, or to the whole file for "", by the last word of their relation."""
    folder, name = posixpath.split(part)
    root = archive.root(posixpath.join(folder, "_rels", f"{name}.rels"))
    found: dict[str, str] = {}
    for relation in root if root is not None else ():
        target = relation.get("Target", "")
        if relation.get("TargetMode") != "External" and target:
            where = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found.setdefault(relation.get("Type", "").rpartition("/")[2], where)
    return found
