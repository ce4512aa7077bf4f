"""Writes a canonical text block by block, for formats whose text is extracted. The only state is the text so far."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.models import Block, BlockKind, Document

_LISTED = (BlockKind.ITEM, BlockKind.ROW)
CELL_BREAK = " | "


class Draft:
    """Blocks stand apart by a blank line, items and rows of one list or table by a line break."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._last: BlockKind | None = None
        self.blocks: list[Block] = []

    def add(
        self,
        kind: BlockKind,
        text: str,
        *,
        level: int = 0,
        label: str | None = None,
        header: Sequence[str] = (),
        anchor: str | None = None,
        page: int | None = None,
    ) -> None:
        """A block with its text, which is stripped; one without text is none."""
        start = self.add_unread(text, kind)
        if start < self._length:
            self.blocks.append(Block(kind, start, self._length, level, label, tuple(header), anchor, page))

    def add_unread(self, text: str, kind: BlockKind | None = None) -> int:
        """Text that belongs to no block, such as the line of column names that a table's rows have as their header.

        Returns where it starts.
        """
        text = text.strip()
        if not text:
            return self._length
        near = kind in _LISTED and kind is self._last
        self._write(("\n" if near else "\n\n") if self._parts else "")
        start = self._length
        self._write(text)
        self._last = kind
        return start

    def document(self, media_type: str, *, notices: Sequence[str] = (), title: str | None = None) -> Document:
        return Document("".join(self._parts), tuple(self.blocks), media_type, tuple(notices), title)

    def _write(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
