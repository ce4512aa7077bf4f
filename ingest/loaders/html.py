"""HTML, a whole saved page or a part of one: its text without the site around it, in blocks with exact offsets.

The canonical text is what a reader sees, a block a line or more: paragraphs apart by a blank line, list items with
their markers and table rows ("cell | cell") each on a line of its own. `<br>` is a line break within a block.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby, zip_longest

from ingest.dates import find_effective_date
from ingest.errors import EmptyPolicyError
from ingest.furniture import is_furniture
from ingest.loaders.decoding import codec_named, decode
from ingest.loaders.html_furniture import without_furniture
from ingest.loaders.html_inline import inline_text, reveal_addresses, reveal_bold
from ingest.loaders.html_meaning import reveal_meaning
from ingest.loaders.html_pieces import Piece, pieces
from ingest.loaders.html_tree import parse_tree
from ingest.loaders.html_unseen import without_unseen
from ingest.loaders.markdown_paragraphs import is_contents_title
from ingest.models import Block, BlockKind, Document

_MEDIA_TYPE = "text/html"
_CHARSET = re.compile(rb"<meta\b[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]{2,30})", re.IGNORECASE)
_LEAST_CONTENTS = 3
_DECLARED_WITHIN = 4_096
_CLOSE = frozenset((BlockKind.ITEM, BlockKind.ROW, None))


def parse_html(data: bytes | str) -> Document:
    """Raises EmptyPolicyError for a page whose text only a script would write, UnreadableFileError for no page."""
    text, notices = (data, ()) if isinstance(data, str) else _decoded(data)
    root = parse_tree(text)
    title = next((inline_text(element) for element in root.descendants() if element.tag == "title"), "")
    without_unseen(root)
    reveal_addresses(root)
    reveal_bold(root)
    reveal_meaning(root)
    all_pieces = pieces(without_furniture(root))
    found = _without_links_around(_without_furniture(all_pieces))
    if not any(piece.kind for piece in found):
        raise EmptyPolicyError(
            "the page has no text of its own (a script may write it); open it in a browser and save the page from there"
        )
    document = _document(found, title=title or None, notices=notices)
    if find_effective_date(document.text) is not None:
        return document
    # The line that names the page's author is left out, and may hold the only date.
    dates = (find_effective_date(piece.text) for piece in all_pieces if is_furniture(piece.text))
    return replace(document, effective=next((day for day in dates if day is not None), None))


def _decoded(data: bytes) -> tuple[str, tuple[str, ...]]:
    """UTF-8 where the bytes are; else what the page declares, where that holds; else the likeliest encoding."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        declared = _declared(data)
        if declared is not None:
            try:
                return data.decode(declared), ()
            except (UnicodeDecodeError, LookupError):
                pass
    decoded = decode(data)
    return decoded.text, decoded.notices


def _declared(data: bytes) -> str | None:
    match = _CHARSET.search(data, 0, _DECLARED_WITHIN)
    if match is None or data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return None
    return codec_named(match[1].decode())


def _without_furniture(found: Sequence[Piece]) -> list[Piece]:
    """Without "Back to top" and the like, and without a heading over contents that are gone."""
    loose = (BlockKind.PARAGRAPH, BlockKind.ITEM)
    kept = [
        piece
        for piece in _without_contents(found)
        if piece.kind not in loose or not (piece.anchored or is_furniture(" ".join(piece.text.split())))
    ]
    return [
        piece
        for piece, after in zip_longest(kept, kept[1:])
        if not (is_contents_title(piece.text) and (after is None or after.kind is BlockKind.HEADING))
    ]


def _without_contents(found: Sequence[Piece]) -> list[Piece]:
    """Without three and more headings in a row that are links within the page; one alone may lead back to the top."""
    kept: list[Piece] = []
    for anchored, group in groupby(found, key=lambda piece: piece.anchored):
        run = list(group)
        if not (anchored and len(run) >= _LEAST_CONTENTS):
            kept += run
        elif any(piece.text == run[-1].text for piece in run[:-1]):  # the first heading follows its contents at once
            kept.append(run[-1])
    return kept


def _without_links_around(found: Sequence[Piece]) -> Sequence[Piece]:
    """Without the links before the page's first words and after its last ones."""
    worded = [
        index
        for index, piece in enumerate(found)
        if not piece.linked or (piece.anchored and piece.kind is BlockKind.HEADING)
    ]
    return found[worded[0] : worded[-1] + 1] if worded else found


def _document(found: Sequence[Piece], *, title: str | None, notices: tuple[str, ...]) -> Document:
    parts: list[str] = []
    blocks: list[Block] = []
    length = 0
    before: Piece | None = None
    for piece in found:
        if before is not None:
            together = piece.kind in _CLOSE and before.kind in _CLOSE
            parts.append("\n" if together else "\n\n")
            length += len(parts[-1])
        end = length + len(piece.text)
        if piece.kind is not None:
            blocks.append(
                Block(piece.kind, length, end, piece.level, piece.label, header=piece.header, anchor=piece.anchor)
            )
        parts.append(piece.text)
        length, before = end, piece
    return Document("".join(parts) + "\n", tuple(blocks), _MEDIA_TYPE, notices, title=title)
