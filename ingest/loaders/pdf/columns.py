"""The order in which a page is read: columns of prose one after the other, between what stands across them. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from ingest.loaders.pdf.geometry import Element, Line, Table, visual_rows

_LEAST_LINES = 5
_SAME_EDGE = 3.0
_GUTTER = 0.8
_LEAST_WORDS = 3
_FULL = 0.55
_RUNS_ON = 0.2
_PARTED = 1.25
_LEAST_PITCH = 0.9
_ROWS_BESIDE = 0.8
_FEW = 5
_MOST_DEPTH = 3


def reading_order(elements: Sequence[Element], depth: int = 0) -> list[list[Element]]:
    """The zones of a page in reading order; a zone is one column of text, from top to bottom."""
    ordered = sorted(elements, key=lambda element: (element.y, element.left))
    for place in _candidates(ordered) if depth < _MOST_DEPTH else ():
        bands = _bands(ordered, place)
        if bands is not None:
            return [zone for band in bands for zone in reading_order(band, depth + 1)]
    return [ordered] if ordered else []


def with_whole_lines(zone: Sequence[Element]) -> list[Element]:
    """A zone whose lines at one height, which are neither columns nor cells, are put together."""
    rows = visual_rows([element for element in zone if isinstance(element, Line)])
    lines = [Line(row[0].page, tuple(word for line in row for word in line.words)) for row in rows]
    tables = [element for element in zone if isinstance(element, Table)]
    return sorted([*lines, *tables], key=lambda element: element.y)


def _candidates(elements: Sequence[Element]) -> list[float]:
    """Where a right column may begin: the left edges that several lines share, the commonest first."""
    edges: list[list[float]] = []
    for left in sorted(element.left for element in elements if isinstance(element, Line)):
        if edges and left - edges[-1][0] <= _SAME_EDGE:
            edges[-1].append(left)
        else:
            edges.append([left])
    shared = [edge for edge in edges[1:] if len(edge) >= _LEAST_LINES]
    return [edge[0] for edge in sorted(shared, key=len, reverse=True)]


def _bands(elements: Sequence[Element], place: float) -> list[list[Element]] | None:
    """The elements parted at `place` into columns and what lies between them; None where these are no columns."""
    bands: list[list[Element]] = []
    beside: list[tuple[list[Element], list[Element]]] = []
    one_column: list[Element] = []
    left: list[Element] = []
    right: list[Element] = []
    across = 0

    def close() -> None:
        nonlocal one_column, left, right
        if left and right:
            bands.extend(band for band in (one_column, left, right) if band)
            beside.append((left, right))
            one_column = []
        else:
            one_column += left or right
        left, right = [], []

    for element in elements:
        size = element.size if isinstance(element, Line) else 0.0
        if element.right <= place - _GUTTER * size:
            left.append(element)
        elif element.left >= place - _SAME_EDGE:
            right.append(element)
        else:
            close()
            one_column.append(element)
            across += 1
    close()
    if one_column:
        bands.append(one_column)
    held = sum(min(len(one), len(other)) for one, other in beside)
    columns = held >= _LEAST_LINES and 2 * across <= len(elements) and all(_is_prose(*band) for band in beside)
    return bands if columns else None


def _is_prose(left: Sequence[Element], right: Sequence[Element]) -> bool:
    """Whether two columns beside each other are each read from top to bottom, and not across as in a table."""
    sides = [[element for element in side if isinstance(element, Line)] for side in (left, right)]
    if not all(sides):
        return any(isinstance(element, Table) for element in (*left, *right))
    if min(len(side) for side in sides) < 3:
        return True
    if not all(_is_filled(side) for side in sides):
        return False
    fewer, more = sorted((_starts(side) for side in sides), key=len)
    matched = sum(any(abs(y - other) <= _SAME_EDGE for other in more) for y in fewer)
    if len(fewer) < _FEW and len(more) - len(fewer) > 1:
        return True
    return not fewer or matched < _ROWS_BESIDE * len(fewer)


def _is_filled(lines: Sequence[Line]) -> bool:
    """Whether the lines have several words each, most reach far to the right, and sentences run over their ends."""
    width = max(line.right for line in lines) - min(line.left for line in lines)
    words = median(len(line.words) for line in lines)
    filled = words >= _LEAST_WORDS and median(line.right - line.left for line in lines) >= _FULL * width
    cased = [line.text[0].islower() for line in lines if line.text[0].lower() != line.text[0].upper()]
    return filled and sum(cased) >= _RUNS_ON * len(cased)


def _starts(lines: Sequence[Line]) -> list[float]:
    """The heights at which paragraphs begin, told by the gap above."""
    ordered = sorted(lines, key=lambda line: line.y)
    steps = [line.y - above.y for above, line in pairwise(ordered)]
    size = median(line.size for line in lines)
    pitch = min((step for step in steps if step >= _LEAST_PITCH * size), default=0.0)
    return [line.y for above, line in pairwise(ordered) if line.y - above.y > _PARTED * pitch]
