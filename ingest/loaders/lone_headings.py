"""Headings that are the whole of what a policy says on something. Pure.

"We never sell your data", set as a heading with nothing below it, would be no clause's text and so never be quoted.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import zip_longest

from ingest.loaders.markup import plain
from ingest.markers import read_marker
from ingest.models import Block, BlockKind, Document
from ingest.shapes import states

_LONGEST = 400


def with_statements(document: Document) -> Document:
    """The document with such headings as paragraphs."""
    blocks = document.blocks
    return replace(
        document,
        blocks=tuple(
            replace(block, kind=BlockKind.PARAGRAPH, level=0) if _is_statement(block, after, document.text) else block
            for block, after in zip_longest(blocks, blocks[1:])
        ),
    )


def _is_statement(block: Block, after: Block | None, text: str) -> bool:
    if block.kind is not BlockKind.HEADING or block.end - block.start > _LONGEST:
        return False
    stands_alone = after is None or (after.kind is BlockKind.HEADING and after.level <= block.level)
    if not stands_alone:
        return False
    title = plain(text[block.start : block.end])
    marker = read_marker(title) if title else None
    return states(title[marker.end :] if marker else title)
