"""Plain text: nothing but lines, from which the layout is read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from ingest.furniture import without_furniture
from ingest.headings import classify
from ingest.lines import BARE_NUMBER, Line, read_lines, split_cells, unwrap
from ingest.models import Block, BlockKind, Document
from ingest.shapes import MAX_TITLE, is_scrap, names_policy

_MAX_DEPTH = 6
_SHORT = 60


def parse_text(text: str) -> Document:
    """The blocks of a decoded text, whose own offsets they keep. The caller has taken out BOM and CRLF."""
    lines = without_furniture(unwrap(read_lines(text)))
    kinds = classify(lines)
    names = _names_above(lines, kinds)
    kept = [index for index in range(len(lines)) if index not in names]
    return Document(text, tuple(_blocks(text, [lines[i] for i in kept], [kinds[i] for i in kept])), "text/plain")


def _names_above(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> set[int]:
    """The lines at the top that only name the site or the page again: all headings above the first text, but for the
    last one and the policy's title.
    """
    count = 0
    while count < len(lines) and kinds[count] is BlockKind.HEADING and lines[count].marker is None:
        count += 1
    if not any(line.ends_sentence or len(line.text) > MAX_TITLE for line in lines[count:]):
        return set()
    titles = [index for index in range(count) if names_policy(lines[index].text)]
    return set(range(count - 1)) - set(titles[-1:])


def _blocks(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> list[Block]:
    headers = _headers(text, lines, kinds)
    spaced = 2 * sum(after.gap > 0 for _, after in pairwise(lines)) > len(lines)
    blocks: list[Block] = []
    indents: list[int] = []
    previous: Line | None = None
    for line, kind in zip(lines, kinds, strict=True):
        if kind is not BlockKind.ITEM:
            indents.clear()
        level = _depth(indents, line.indent) if kind is BlockKind.ITEM else 0
        header = headers.get(line.start)
        if kind is BlockKind.ROW and header is None:
            continue
        label = line.marker.label if line.marker is not None and line.marker.style == BARE_NUMBER else None
        block = Block(kind, line.start, line.end, level, label, header or ())
        if previous is not None and blocks and _one_address(previous, line, blocks[-1], block, spaced=spaced):
            blocks[-1] = Block(kind, blocks[-1].start, line.end)
        else:
            blocks.append(block)
        previous = line
    return blocks


def _headers(text: str, lines: Sequence[Line], kinds: Sequence[BlockKind]) -> dict[int, tuple[str, ...]]:
    """The header of each table row by where the row starts; a header line itself is left out.

    A table's first line is its header where it has no figures, and lines below it have some or repeat each other.
    """
    headers: dict[int, tuple[str, ...]] = {}
    for is_row, group in groupby(
        zip(lines, kinds, strict=True), key=lambda pair: (pair[1] is BlockKind.ROW, pair[0].cells)
    ):
        rows = [line for line, _ in group]
        if not is_row[0]:
            continue
        named = not _has_figure(rows[0]) and (any(map(_has_figure, rows)) or _has_repeats(text, rows))
        header = tuple(split_cells(text[rows[0].start : rows[0].end])) if named else ()
        headers.update({row.start: header for row in rows[named:]})
    return headers


def _has_repeats(text: str, rows: Sequence[Line]) -> bool:
    """Whether a column holds the same twice below its first line, but not in it."""
    columns = zip(*(split_cells(text[row.start : row.end]) for row in rows), strict=True)
    return any(len(set(below)) < len(below) and first not in below for first, *below in columns)


def _has_figure(line: Line) -> bool:
    return any(char.isdigit() for char in line.text)


def _depth(indents: list[int], indent: int) -> int:
    """How deep an item lies among the indents of the list so far, which are kept up to date."""
    while indents and indents[-1] > indent:
        indents.pop()
    if not indents or (indents[-1] < indent and len(indents) < _MAX_DEPTH):
        indents.append(indent)
    return len(indents) - 1


def _one_address(before: Line, line: Line, above: Block, block: Block, *, spaced: bool) -> bool:
    """Whether two short lines, without a blank one between, go on like an address or a greeting.

    A short sentence on a line of its own counts only where blank lines set paragraphs apart.
    """
    short = len(before.text) < _SHORT and len(line.text) < _SHORT
    paragraphs = above.kind is block.kind is BlockKind.PARAGRAPH
    return paragraphs and short and line.gap == 0 and line.marker is None and (is_scrap(before) or spaced)
