"""Tables on the pages of a PDF, ruled or only aligned, taken out of the lines around them. Pure.

The words of a table are all in its rows or its header: where rows are told wrongly, no word is lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from ingest.loaders.pdf.geometry import Element, Line, Page, Table, usual_pitch, visual_rows
from ingest.loaders.pdf.grids import Grid, find_grids
from ingest.loaders.table_headers import names_columns
from ingest.markers import read_marker

_SAME_EDGE = 3.0
_FAR = 2.6
_NEXT_ROW = 1.2
_LEAST_ROWS = 3
Cells = Sequence[Sequence[Line]]


def with_ruled_tables(page: Page, lines: Sequence[Line]) -> list[Element]:
    """The lines outside of ruled tables, and those tables."""
    rest = list(lines)
    tables: list[Element] = []
    for grid in find_grids(page, lines):
        inside, rest = _parted(rest, grid)
        rows = [row for row in grid.cells(inside) if any(row)]
        if rows:
            tables.append(_table(page.number, rows, grid))
    return [*rest, *tables]


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
    found: list[Element] = [element for element in elements if isinstance(element, Table)]
    rows = visual_rows(lines)
    pitch = usual_pitch(lines)
    index = 0
    while index < len(rows):
        end = _aligned_end(rows, index, pitch)
        if end > index:
            found.append(_table(lines[0].page, _cells(rows[index:end])))
            index = end
        else:
            found += rows[index]
            index += 1
    return found


def _aligned_end(rows: Sequence[Sequence[Line]], start: int, pitch: float) -> int:
    """Where the table that begins at a row ends; `start` where none begins there."""
    if len(rows[start]) < 2:
        return start
    columns = [(line.left, line.right) for line in rows[start]]
    end, full = start + 1, 1
    last_full = end
    while end < len(rows) and rows[end][0].y - rows[end - 1][0].y <= _FAR * max(pitch, rows[end][0].size):
        fitted = _fitted(columns, rows[end])
        if fitted is None:
            break
        columns = fitted
        end += 1
        if len(rows[end - 1]) > 1:
            full += 1
            last_full = end
        elif rows[end - 1][0].left >= columns[1][0] - _SAME_EDGE:
            last_full = end
    listed = sum(read_marker(row[0].text) is not None for row in rows[start:last_full])
    if full < _LEAST_ROWS - (len(columns) > 2) or 2 * listed > full:
        return start
    return last_full


def _fitted(columns: Sequence[tuple[float, float]], row: Sequence[Line]) -> list[tuple[float, float]] | None:
    """The columns, widened by a row's lines; None where a line lies across two or begins elsewhere."""
    fitted = list(columns)
    for line in row:
        over = [n for n, (left, right) in enumerate(fitted) if line.left < right and left < line.right]
        if len(over) != 1:
            return None
        left, right = fitted[over[0]]
        apart = min(abs(line.left - left), abs(line.right - right), abs(line.left + line.right - left - right) / 2)
        if len(row) == 1 and apart > _SAME_EDGE:
            return None
        fitted[over[0]] = (min(left, line.left), max(right, line.right))
    return fitted


def _cells(rows: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    """The rows of an aligned table; a line that goes on in a cell above is put there."""
    spans = _columns(rows)
    steps = [row[0].y - above[0].y for above, row in pairwise(rows)]
    spaced = bool(steps) and max(steps) > _NEXT_ROW * min(steps)
    cells: list[list[list[Line]]] = []
    for index, row in enumerate(rows):
        first = row[0].left < spans[1] - _SAME_EDGE
        if spaced:
            goes_on = index > 0 and steps[index - 1] <= _NEXT_ROW * min(steps)
        else:
            goes_on = index > 0 and (not first or (len(row) == 1 and row[0].text[0].islower()))
        if not goes_on:
            cells.append([[] for _ in spans])
        for line in row:
            cells[-1][max(n for n, left in enumerate(spans) if n == 0 or line.left >= left - _SAME_EDGE)].append(line)
    return cells


def _columns(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where the columns begin."""
    spans: list[list[float]] = []
    for line in sorted((line for row in rows for line in row), key=lambda one: one.left):
        if spans and line.left < spans[-1][1]:
            spans[-1][1] = max(spans[-1][1], line.right)
        else:
            spans.append([line.left, line.right])
    return [left for left, _ in spans]


def _table(page: int, rows: Sequence[Cells], grid: Grid | None = None) -> Table:
    lines = [line for row in rows for cell in row for line in cell]
    texts = [[" ".join(line.text for line in cell) for cell in row] for row in rows]
    named = names_columns(texts, [_is_bold(row) for row in rows])
    written = tuple(tuple(tuple(cell) for cell in row) for row in rows)
    return Table(
        page,
        grid.left if grid else min(line.left for line in lines),
        grid.right if grid else max(line.right for line in lines),
        min(line.y for line in lines),
        written[1:] if named else written,
        written[0] if named else (),
    )


def _is_bold(row: Cells) -> bool:
    lines = [line for cell in row for line in cell]
    return bool(lines) and all(line.bold for line in lines)
