"""Tables without rules: which lines stand in columns, and which of these make a row. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.pdf.geometry import Line, visual_rows
from ingest.markers import read_marker

_SAME_EDGE = 3.0
_FAR = 3.6
_NEAR = 2.6
_SAME_SIZE = 0.08
_SAME_CELL = 1.08
_LEAST_ROWS = 3
_MOST_COLUMNS = 10
_MOSTLY = 0.6
_NEARLY_ALL = 0.8
_USUAL_PITCH = 1.3
_LEAST_PITCH = 0.9
_NEIGHBOURS = 4
Extent = tuple[float, float]
Columns = Sequence[Sequence[Line]]


@dataclass(frozen=True, slots=True)
class Region:
    """The rows, from `start` to before `end`, that make a table, and its lines by column."""

    start: int
    end: int
    columns: tuple[tuple[Line, ...], ...]


def find_region(rows: Sequence[Sequence[Line]], seed: int, taken: int) -> Region | None:
    """The table around a row, of rows from `taken` on; None where there is none, or the row has one line alone."""
    if len(rows[seed]) < 2:
        return None
    extents: list[Extent] = [(line.left, line.right) for line in rows[seed]]
    near = _SAME_CELL * _step(rows, seed)
    end = _end_below(rows, seed, extents, near)
    start = _start_above(rows, seed, extents, near, taken)
    extents.sort()
    columns = [
        tuple(line for row in rows[start:end] for line in row if left <= line.left <= right) for left, right in extents
    ]
    full = [row for row in rows[start:end] if len(row) > 1]
    listed = sum(read_marker(row[0].text) is not None for row in full)
    if 2 * listed > len(full) or _names_pages(columns):
        return None
    if len(full) >= _LEAST_ROWS - (len(columns) > 2):
        is_table = sum(_is_aligned(column, _MOSTLY) for column in columns) > 1
    else:  # the lines of cells that are set in the middle of their rows may nowhere stand at one height
        is_table = all(len(column) > _LEAST_ROWS and _is_aligned(column, _NEARLY_ALL) for column in columns)
    return Region(start, end, tuple(columns)) if is_table else None


def _step(rows: Sequence[Sequence[Line]], seed: int) -> float:
    """How far apart the lines of a cell are: as far as the nearest two that begin below each other."""
    steps = [
        other.y - line.y
        for line in rows[seed]
        for row in rows[seed + 1 : seed + _NEIGHBOURS]
        for other in row
        if abs(other.left - line.left) <= _SAME_EDGE
    ]
    size = rows[seed][0].size
    return min((step for step in steps if size * _LEAST_PITCH <= step <= size * _FAR), default=_USUAL_PITCH * size)


def _end_below(rows: Sequence[Sequence[Line]], seed: int, extents: list[Extent], near: float) -> int:
    end = seed + 1
    for index in range(seed + 1, len(rows)):
        row = rows[index]
        step = row[0].y - rows[index - 1][0].y
        if step > (_FAR if len(row) > 1 else _NEAR) * row[0].size or not _fit(extents, row):
            break
        if len(row) > 1 or step <= near or row[0].left > min(extents)[1]:
            end = index + 1
    return end


def _start_above(rows: Sequence[Sequence[Line]], seed: int, extents: list[Extent], near: float, taken: int) -> int:
    """The first row of the table: cells that are set in the middle of their row leave single lines above the seed.

    Where no gap parts these from the text above, only those are taken that cannot be text.
    """
    start, sure = seed, seed
    apart = True
    for index in range(seed - 1, taken - 1, -1):
        row, below = rows[index], rows[index + 1][0]
        apart = below.y - row[0].y > near or abs(below.size - row[0].size) > _SAME_SIZE * below.size
        if apart or (row[0].bold and not below.bold and len(row) == 1) or not _fit(extents, row):
            break
        start = index
        if row[0].left > min(extents)[1] and sure == index + 1:
            sure = index
    return start if apart or start == taken else sure


def _fit(extents: list[Extent], row: Sequence[Line]) -> bool:
    """Widen the columns by the lines of a row, or add some; False where a line lies across two."""
    fitted = list(extents)
    for line in row:
        over = [n for n, (left, right) in enumerate(fitted) if line.left < right and left < line.right]
        if len(over) > 1:
            return False
        if over:
            left, right = fitted[over[0]]
            fitted[over[0]] = (min(left, line.left), max(right, line.right))
        elif len(fitted) < _MOST_COLUMNS:
            fitted.append((line.left, line.right))
        else:
            return False
    extents[:] = fitted
    return True


def _is_aligned(column: Sequence[Line], share: float) -> bool:
    """Whether that share of the lines of a column have an edge or the middle in common."""
    if len(column) < 2:
        return False
    for places in (
        [line.left for line in column],
        [line.right for line in column],
        [(line.left + line.right) / 2 for line in column],
    ):
        if max(sum(abs(place - other) <= _SAME_EDGE for other in places) for place in places) >= share * len(places):
            return True
    return False


def _names_pages(columns: Columns) -> bool:
    """Whether the last column only counts pages, as in a table of contents."""
    last = [line.text for line in columns[-1]]
    if len(columns) > 2 or not all(text.isdecimal() and len(text) < 5 for text in last):
        return False
    return all(int(earlier) <= int(later) for earlier, later in pairwise(last))


def part_rows(columns: Columns) -> list[list[list[Line]]]:
    """The rows of a table, each with the lines of its cells.

    Lines as close as in a sentence are one cell, and cells beside each other are one row. Where no space parts the
    rows, a line in the first column begins one, unless it goes on in small letters and stands alone.
    """
    groups = _beside(columns)
    rows: list[list[list[Line]]] = []
    total = sum(len(visual_rows([line for cell in group for line in cell])) for group in groups)
    for group in groups:
        heights = visual_rows([line for cell in group for line in cell])
        dense = len(heights) >= _LEAST_ROWS and len(group[0]) >= _MOSTLY * len(heights) > _MOSTLY * _MOSTLY * total
        rows += _by_first_column(group, heights) if dense else [group]
    return rows


def _beside(columns: Columns) -> list[list[list[Line]]]:
    """Cells, as lines close to each other, grouped by what stands side by side."""
    steps = [b.y - a.y for column in columns for a, b in pairwise(sorted(column, key=lambda line: line.y))]
    size = max((line.size for column in columns for line in column), default=10.0)
    near = _SAME_CELL * min((step for step in steps if step >= size * _LEAST_PITCH), default=_USUAL_PITCH * size)
    cells: list[tuple[float, float, int, list[Line]]] = []
    for number, column in enumerate(columns):
        cell: list[Line] = []
        for line in sorted(column, key=lambda one: one.y):
            if cell and line.y - cell[-1].y > near:
                cells.append((cell[0].y - cell[0].size, cell[-1].y, number, cell))
                cell = []
            cell.append(line)
        if cell:
            cells.append((cell[0].y - cell[0].size, cell[-1].y, number, cell))
    groups: list[list[list[Line]]] = []
    reached = 0.0
    for top, bottom, number, lines in sorted(cells, key=lambda one: (one[0], one[2])):
        if not groups or top > reached - size / 4:
            groups.append([[] for _ in columns])
            reached = bottom
        groups[-1][number] += lines
        reached = max(reached, bottom)
    return groups


def _by_first_column(group: Columns, heights: Sequence[Sequence[Line]]) -> list[list[list[Line]]]:
    number_of = {id(line): number for number, column in enumerate(group) for line in column}
    rows: list[list[list[Line]]] = []
    for height in heights:
        first = number_of[id(height[0])] == 0
        if not rows or (first and (len(height) > 1 or not height[0].text[0].islower())):
            rows.append([[] for _ in group])
        for line in height:
            rows[-1][number_of[id(line)]].append(line)
    return rows
