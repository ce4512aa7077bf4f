"""DOCX: the text that Word shows, with its numbers, headings, lists and tables as blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ingest.errors import EmptyPolicyError
from ingest.loaders.docx.blocks import write_blocks
from ingest.loaders.docx.body import BodyReader, Paragraph, Piece
from ingest.loaders.docx.package import MAX_PART_BYTES, MAX_TOTAL_BYTES, read_parts
from ingest.models import Document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_TOP = 2_000


def parse_docx(
    data: bytes, *, max_part_bytes: int = MAX_PART_BYTES, max_total_bytes: int = MAX_TOTAL_BYTES
) -> Document:
    """Raises UnreadableFileError for what is damaged, encrypted or beyond a limit, EmptyPolicyError for no text."""
    parts = read_parts(data, max_part_bytes=max_part_bytes, max_total_bytes=max_total_bytes)
    reader = BodyReader(parts)
    pieces = reader.read()
    draft = write_blocks(pieces)
    if not draft.blocks:
        raise EmptyPolicyError("the Word file has no text; give a file with the policy in it, or leave it out")
    notices = ["parts embedded in other formats are left out; paste their text into the file"]
    document = draft.document(MEDIA_TYPE, notices=notices if reader.has_imported else ())
    return replace(document, title=_title(pieces, parts.title, document.text))


def _title(pieces: Sequence[Piece], stated: str, text: str) -> str | None:
    """What stands in the style "Title", or what the properties say where the text says it too."""
    titles = (piece.text for piece in pieces if isinstance(piece, Paragraph) and piece.heading == 0)
    title = " ".join(next(titles, "").split())
    stated = " ".join(stated.split())
    return title or (stated if stated and stated.casefold() in text[:_TOP].casefold() else None)
