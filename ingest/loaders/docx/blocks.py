"""The paragraphs and tables of a Word file to its canonical text and blocks. Pure.

Styles say what is a heading. Where the writer only set some lines bold or large, their look says it; and where not
even that was done, their shape, as in plain text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.headings import classify
from ingest.lines import Line, read_lines
from ingest.loaders.docx.body import Paragraph, Piece
from ingest.loaders.docx.tables import Table
from ingest.loaders.drafting import CELL_BREAK, Draft
from ingest.loaders.headings_by_look import LookedAt, heading_levels, reads_as_heading
from ingest.markers import read_marker
from ingest.models import BlockKind

_LARGER = 1.15
_MOST_HEADING = 300
_MOST_DEPTH = 8
_INDENT = 120


def write_blocks(pieces: Sequence[Piece]) -> Draft:
    levels = _levels(pieces)
    shapes = {} if levels else _shapes(pieces)
    draft = Draft()
    items = _OpenItems()
    for index, piece in enumerate(pieces):
        if isinstance(piece, Table):
            items.clear()
            _write_table(draft, piece)
            continue
        label = (piece.shown.label or None) if piece.shown else None
        if index in levels or (shapes.get(index) is BlockKind.HEADING and not _is_bullet(piece)):
            items.clear()
            draft.add(BlockKind.HEADING, piece.full_text, level=levels.get(index, 0), label=label)
        elif piece.shown is not None and piece.shown.marker:
            draft.add(BlockKind.ITEM, piece.full_text, level=items.depth(piece), label=label)
        elif shapes.get(index) is BlockKind.ITEM or _has_bullet(piece):
            draft.add(BlockKind.ITEM, piece.text, level=items.depth(piece))
        else:
            items.clear()
            draft.add(BlockKind.PARAGRAPH, piece.text)
    return draft


def _write_table(draft: Draft, table: Table) -> None:
    draft.add_unread(CELL_BREAK.join(table.header), BlockKind.ROW)
    for row in table.rows:
        draft.add(BlockKind.ROW, CELL_BREAK.join(row), header=table.header)


def _levels(pieces: Sequence[Piece]) -> dict[int, int]:
    """The levels of headings by their index: those of the styles, and below them those that only their look tells."""
    paragraphs = [(index, piece) for index, piece in enumerate(pieces) if isinstance(piece, Paragraph)]
    titles = [index for index, piece in paragraphs if piece.heading == 0]
    styled = {
        index: piece.heading + bool(titles)
        for index, piece in paragraphs
        if piece.heading and len(piece.text) <= _MOST_HEADING
    }
    styled |= dict.fromkeys(titles, 1)
    sizes: Counter[float] = Counter()
    weights: Counter[bool] = Counter()
    for index, piece in paragraphs:
        if index not in styled:
            sizes[piece.size] += len(piece.text)
            weights[piece.bold] += len(piece.text)
    usual = max(sizes, key=lambda size: sizes[size], default=0.0)
    looked_at = [
        LookedAt(index, piece.size, piece.bold, marker)
        for index, piece in paragraphs
        if index not in styled and not _is_bullet(piece)
        if (piece.bold and weights[False] > weights[True]) or piece.size > _LARGER * usual > 0
        if reads_as_heading(piece.full_text, marker := read_marker(piece.full_text))
    ]
    outer = max(styled.values(), default=0)
    return styled | {index: level + outer for index, level in heading_levels(looked_at).items()}


def _shapes(pieces: Sequence[Piece]) -> dict[int, BlockKind]:
    """What each paragraph would be in a plain text."""
    indices: list[int] = []
    lines: list[Line] = []
    start = 0
    for index, piece in enumerate(pieces):
        text = piece.full_text if isinstance(piece, Paragraph) else CELL_BREAK.join(piece.rows[0] if piece.rows else ())
        found = read_lines(" ".join(text.split()))
        if found:
            indent = piece.indent // _INDENT if isinstance(piece, Paragraph) else 0
            lines.append(replace(found[0], start=start, end=start + len(text), indent=indent, gap=1))
            indices.append(index)
        start += len(text) + 1
    return dict(zip(indices, classify(lines), strict=True))


def _is_bullet(piece: Paragraph) -> bool:
    return piece.shown is not None and bool(piece.shown.marker) and not piece.shown.label


def _has_bullet(piece: Paragraph) -> bool:
    marker = read_marker(piece.text)
    return marker is not None and marker.is_bullet


@dataclass(frozen=True, slots=True)
class _OpenItem:
    list_id: int
    level: int
    indent: int

    def holds(self, other: _OpenItem) -> bool:
        """Whether another item is below this: by its level in the same list, by how far in it stands in another."""
        return other.level > self.level if other.list_id == self.list_id else other.indent > self.indent + _INDENT


class _OpenItems:
    """The items that the next one may be below, outermost first."""

    def __init__(self) -> None:
        self._open: list[_OpenItem] = []

    def clear(self) -> None:
        self._open.clear()

    def depth(self, piece: Paragraph) -> int:
        item = _OpenItem(piece.list_id, piece.shown.level if piece.shown else 0, piece.indent)
        while self._open and not self._open[-1].holds(item):
            self._open.pop()
        self._open.append(item)
        del self._open[_MOST_DEPTH:]
        return len(self._open) - 1
