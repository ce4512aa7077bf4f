"""Plain text: nothing but lines, from which the layout is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.furniture import without_furniture
from ingest.headings import classify
from ingest.lines import Line, read_lines, unwrap
from ingest.models import Block, BlockKind, Document

_MAX_DEPTH = 6
_SHORT = 60


def parse_text(text: str) -> Document:
    """The blocks of a decoded text, whose own offsets they keep. The caller has taken out BOM and CRLF."""
    lines = without_furniture(unwrap(read_lines(text)))
    kinds = classify(lines)
    return Document(text, tuple(_blocks(lines, kinds)), "text/plain")


def _blocks(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> list[Block]:
    blocks: list[Block] = []
    spaced = 2 * sum(after.gap > 0 for _, after in pairwise(lines)) > len(lines)
    indents: list[int] = []
    previous: Line | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is BlockKind.ITEM:
            level = _depth(indents, line.indent)
            blocks.append(Block(kind, line.start, line.end, level))
        else:
            indents.clear()
            if (
                kind is BlockKind.PARAGRAPH
                and spaced
                and previous is not None
                and _one_address(previous, line, blocks[-1])
            ):
                blocks[-1] = Block(kind, blocks[-1].start, line.end)
            else:
                blocks.append(Block(kind, line.start, line.end))
        previous = line
    return blocks


def _depth(indents: list[int], indent: int) -> int:
    """How deep an item lies among the indents of the list so far, which are kept up to date."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or (indents[-1] < indent and len(indents) < _MAX_DEPTH):
        indents.append(indent)
    return len(indents) - 1


def _one_address(before: Line, line: Line, block: Block) -> bool:
    """Whether two short lines, without a blank one between, go on like an address or a greeting."""
    return (
        block.kind is BlockKind.PARAGRAPH
        and line.gap == 0
        and len(before.text) < _SHORT
        and len(line.text) < _SHORT
        and line.marker is None
        and not before.introduces
    )
