"""The paragraphs and tables of a PDF to its canonical text and blocks. Pure.

What is a heading is told by its look; where no line looks like one, by its shape, as in plain text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.furniture import without_furniture
from ingest.headings import classify
from ingest.lines import Line as TextLine
from ingest.lines import read_lines
from ingest.loaders.drafting import CELL_BREAK, Draft
from ingest.loaders.pdf.geometry import Line, Table
from ingest.loaders.pdf.headings import find_headings
from ingest.loaders.pdf.hyphens import Vocabulary, join_lines
from ingest.loaders.pdf.paragraphs import Paragraph, Typography
from ingest.models import BlockKind

_INDENT = 4.0
_MOST_DEPTH = 6
_SAME_EDGE = 6.0
_Flow = Sequence[Paragraph | Table]


@dataclass(frozen=True, slots=True)
class _Entry:
    """A block to be. `header` is None but for a table's row."""

    text: str
    page: int
    paragraph: Paragraph | None = None
    header: tuple[str, ...] | None = None


def write_blocks(flow: _Flow, typography: Typography, vocabulary: Vocabulary) -> Draft:
    entries = list(_entries(flow, vocabulary))
    lines = _text_lines(entries)
    kept = {line.start for line in without_furniture(lines)}
    shown = [
        (entry, line)
        for entry, line in zip(entries, lines, strict=True)
        if line.start in kept or entry.paragraph is None
    ]
    kinds = classify([line for _, line in shown])
    paragraphs = [(entry.paragraph, entry.text) for entry, _ in shown]
    levels = find_headings(paragraphs, typography)
    draft = Draft()
    indents: list[float] = []
    header: tuple[str, ...] | None = None
    for index, ((entry, _), kind) in enumerate(zip(shown, kinds, strict=True)):
        if entry.header is not None:
            if entry.header and entry.header != header:
                draft.add_unread(CELL_BREAK.join(entry.header), BlockKind.ROW)
            draft.add(BlockKind.ROW, entry.text, header=entry.header, page=entry.page)
        elif index in levels:
            draft.add(BlockKind.HEADING, entry.text, level=levels[index], page=entry.page)
        elif entry.paragraph is not None and (kind is BlockKind.ITEM or (levels and _is_set_in(entry.paragraph))):
            draft.add(BlockKind.ITEM, entry.text, level=_depth(indents, entry.paragraph.indent), page=entry.page)
            continue
        else:
            plain = BlockKind.PARAGRAPH if levels or kind is BlockKind.ROW else kind
            draft.add(plain, entry.text, page=entry.page)
        header = entry.header
        indents.clear()
    return draft


def _entries(flow: _Flow, vocabulary: Vocabulary) -> Iterator[_Entry]:
    above: Table | None = None
    header: tuple[str, ...] = ()
    for element in _with_whole_rows(flow):
        if isinstance(element, Paragraph):
            above = None
            yield _Entry(join_lines(element.lines, vocabulary), element.first.page, element)
            continue
        rows = [_cells(row, vocabulary) for row in element.rows]
        own = _cells(element.header, vocabulary)
        if above is not None and _goes_on(above, element):
            if own and own != header:
                rows.insert(0, own)
        else:
            header = own
        above = element
        for cells in rows:
            yield _Entry(CELL_BREAK.join(cells).strip(), element.page, header=header)


def _cells(row: Sequence[Sequence[Line]], vocabulary: Vocabulary) -> tuple[str, ...]:
    return tuple(join_lines(cell, vocabulary) for cell in row)


def _with_whole_rows(flow: _Flow) -> Iterator[Paragraph | Table]:
    """The flow, a table row that the end of a page broke put together in the table where it begins."""
    above: Paragraph | Table | None = None
    for element in flow:
        if isinstance(above, Table) and isinstance(element, Table) and _breaks_row(above, element):
            first, *rest = _all_rows(element)
            whole = tuple((*one, *other) for one, other in zip(above.rows[-1], first, strict=True))
            yield replace(above, rows=(*above.rows[:-1], whole))
            above = replace(element, header=(), rows=tuple(rest)) if rest else None
            continue
        if above is not None:
            yield above
        above = element
    if above is not None:
        yield above


def _breaks_row(above: Table, below: Table) -> bool:
    """Whether the first row of a table goes on with the last above: no rule parts them, or its cells read on."""
    if not _goes_on(above, below):
        return False
    pairs = [(one, other) for one, other in zip(above.rows[-1], _all_rows(below)[0], strict=True) if other]
    if not above.rows[-1][0] or any(not one for one, _ in pairs):
        return above.open_end and below.open_start
    small = sum(other[0].text[0].islower() for _, other in pairs)
    return (above.open_end and below.open_start) or 2 * small > len(pairs) or not _all_rows(below)[0][0]


def _all_rows(table: Table) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    return (table.header, *table.rows) if table.header else table.rows


def _goes_on(above: Table, below: Table) -> bool:
    """Whether a table goes on with one that ends on the page before."""
    return (
        below.page == above.page + 1
        and bool(above.rows)
        and len(above.rows[-1]) == len(_all_rows(below)[0])
        and abs(above.left - below.left) <= _SAME_EDGE
        and abs(above.right - below.right) <= _SAME_EDGE
    )


def _text_lines(entries: Sequence[_Entry]) -> list[TextLine]:
    """The entries as lines of a plain text, set in and apart as on the page."""
    lines = []
    start = 0
    for entry in entries:
        paragraph = entry.paragraph
        indent = round(paragraph.indent / _INDENT) if paragraph else 0
        gap = 0 if paragraph is None or paragraph.near else 1
        (line,) = read_lines(entry.text)
        lines.append(replace(line, start=start, end=start + len(entry.text), indent=indent, gap=gap))
        start += len(entry.text) + 1
    return lines


def _is_set_in(paragraph: Paragraph) -> bool:
    """Whether a numbered paragraph stands further in than the text, as the items of a list do."""
    return paragraph.marker is not None and paragraph.indent > 2 * _INDENT


def _depth(indents: list[float], indent: float) -> int:
    """How deep an item lies among the indents of the list so far, which are kept up to date."""
    while indents and indents[-1] > indent + _INDENT:
        indents.pop()
    if not indents or (indents[-1] < indent - _INDENT and len(indents) < _MOST_DEPTH):
        indents.append(indent)
    return len(indents) - 1
