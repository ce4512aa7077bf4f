"""Tables on the pages of a PDF, ruled or only aligned, taken out of the lines around them. Pure.

The words of a table are all in its rows or its header: where rows are told wrongly, no word is lost.
"""

from __future__ import annotations

from collections.abc import Sequence

from ingest.loaders.pdf.alignment import find_region, part_rows
from ingest.loaders.pdf.geometry import Element, Line, Page, Table, visual_rows
from ingest.loaders.pdf.grids import Grid, find_grids
from ingest.loaders.table_headers import names_columns

Cells = Sequence[Sequence[Line]]


def with_ruled_tables(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Element]]:
    """For each page, the lines outside of ruled tables, and those tables."""
    found: list[list[Element]] = []
    carried: Grid | None = None
    for page, page_lines in zip(pages, lines, strict=True):
        rest = list(page_lines)
        tables: list[Element] = []
        grids = find_grids(page, rest, carried)
        for grid in grids:
            inside, rest = _parted(rest, grid)
            rows = [row for band in grid.cells(inside) for row in ([band] if grid.cut else part_rows(band)) if any(row)]
            if rows:
                tables.append(_table(page.number, rows, grid))
        carried = grids[-1] if grids and not any(line.y > grids[-1].heights[-1] for line in rest) else None
        found.append([*rest, *tables])
    return found


def _parted(lines: Sequence[Line], grid: Grid) -> tuple[list[Line], list[Line]]:
    """What lies in a grid and what does not, lines being cut where its border runs through them."""
    sides: tuple[list[Line], list[Line]] = ([], [])
    for line in lines:
        for outside, side in enumerate(sides):
            words = tuple(word for word in line.words if grid.holds(word) != bool(outside))
            if words:
                side.append(Line(line.page, words))
    return sides


def with_aligned_tables(elements: Sequence[Element]) -> list[Element]:
    """The elements of one column of text, those lines made tables that stand in columns without rules around them."""
    lines = [element for element in elements if isinstance(element, Line)]
    rows = visual_rows(lines)
    tables: list[Element] = [element for element in elements if isinstance(element, Table)]
    kept: list[list[Line]] = []
    index = taken = 0
    while index < len(rows):
        region = find_region(rows, index, taken)
        if region is None:
            kept.append(rows[index])
            index += 1
        else:
            del kept[len(kept) - (index - region.start) :]
            tables.append(_table(lines[0].page, part_rows(region.columns)))
            index = taken = region.end
    return [*(line for row in kept for line in row), *tables]


def _table(page: int, rows: Sequence[Cells], grid: Grid | None = None) -> Table:
    lines = [line for row in rows for cell in row for line in cell]
    texts = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
    open_start = grid is not None and grid.open_start
    named = not open_start and names_columns(texts, [_is_bold(row) for row in rows])
    written = tuple(tuple(tuple(cell) for cell in row) for row in rows)
    return Table(
        page,
        grid.left if grid else min(line.left for line in lines),
        grid.right if grid else max(line.right for line in lines),
        min(line.y for line in lines),
        written[1:] if named else written,
        written[0] if named else (),
        open_start,
        grid is not None and grid.open_end,
    )


def _is_bold(row: Cells) -> bool:
    lines = [line for cell in row for line in cell]
    return bool(lines) and all(line.bold for line in lines)
