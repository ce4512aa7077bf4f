"""Ruled tables: where level and upright lines on the page make rows and columns. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ingest.loaders.pdf.geometry import Line, Page, Rule, Word, visual_rows

_TOUCH = 3.0
_LEAST_LEVEL = 12.0
_LEAST_UPRIGHT = 6.0
_SAME_EDGE = 5.0
_LEAST_HEIGHT = 6.0
_GAP = 0.9
_NEAR = 2.0
_WHOLE_PAGE = 0.9


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a ruled table lies: the heights between which its rows stand, and the places between its columns."""

    left: float
    right: float
    heights: tuple[float, ...]
    dividers: tuple[float, ...]

    def holds(self, word: Word) -> bool:
        middle = (word.left + word.right) / 2
        y = word.y - word.size / 3
        return self.left - _TOUCH <= middle <= self.right + _TOUCH and self.heights[0] <= y <= self.heights[-1]

    def cells(self, lines: Sequence[Line]) -> list[list[list[Line]]]:
        """The lines by row and column, cut where a divider runs through them."""
        cells: list[list[list[Line]]] = [[[] for _ in range(len(self.dividers) + 1)] for _ in self.heights[1:]]
        for line in lines:
            row = sum(line.y - line.size / 3 > height for height in self.heights[1:-1])
            pieces: dict[int, list[Word]] = {}
            for word in line.words:
                column = sum((word.left + word.right) / 2 > divider for divider in self.dividers)
                pieces.setdefault(column, []).append(word)
            for column, words in pieces.items():
                cells[row][column].append(Line(line.page, tuple(words)))
        return cells


def find_grids(page: Page, lines: Sequence[Line]) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; a frame around text or lines between sections are none."""
    rules = [rule for rule in page.rules if rule.bottom - rule.top < _WHOLE_PAGE * page.height]
    levels = _merged([rule for rule in rules if rule.is_level])
    uprights = [rule for rule in rules if not rule.is_level and rule.bottom - rule.top >= _LEAST_UPRIGHT]
    return [grid for stack in _stacks(levels, uprights) if (grid := _grid(stack, levels, uprights, lines))]


def _merged(levels: Iterable[Rule]) -> list[Rule]:
    """Pieces of one level line put together, such as the borders of cells side by side."""
    merged: list[Rule] = []
    rows: list[list[Rule]] = []
    for rule in sorted(levels, key=lambda one: one.top):
        if rows and rule.top - rows[-1][0].top <= _TOUCH:
            rows[-1].append(rule)
        else:
            rows.append([rule])
    for row in rows:
        row.sort(key=lambda one: one.left)
        open_ = row[0]
        for rule in row[1:]:
            if rule.left - open_.right <= _TOUCH:
                open_ = Rule(open_.left, open_.top, max(open_.right, rule.right), open_.bottom)
            else:
                merged.append(open_)
                open_ = rule
        merged.append(open_)
    return sorted((rule for rule in merged if rule.right - rule.left >= _LEAST_LEVEL), key=lambda one: one.top)


def _stacks(levels: Sequence[Rule], uprights: Sequence[Rule]) -> list[list[Rule]]:
    """Level lines of one width, one below the other; uprights that stop part the tables that they belong to."""
    stacks: list[list[Rule]] = []
    for rule in levels:
        for stack in stacks:
            alike = abs(stack[0].left - rule.left) <= _SAME_EDGE and abs(stack[0].right - rule.right) <= _SAME_EDGE
            if alike and not (_is_joined(stack, uprights) and not _joins(stack[-1], rule, uprights)):
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    return [stack for stack in stacks if len(stack) > 1]


def _is_joined(stack: Sequence[Rule], uprights: Sequence[Rule]) -> bool:
    return any(_joins(above, below, uprights) for above, below in pairwise(stack))


def _joins(above: Rule, below: Rule, uprights: Iterable[Rule]) -> bool:
    """Whether an upright runs from one level line to the next."""
    middle = (above.top + below.top) / 2
    return any(
        above.left - _TOUCH <= rule.left <= above.right + _TOUCH and rule.top <= middle <= rule.bottom
        for rule in uprights
    )


def _grid(
    stack: Sequence[Rule], levels: Sequence[Rule], uprights: Sequence[Rule], lines: Sequence[Line]
) -> Grid | None:
    left, right = min(rule.left for rule in stack), max(rule.right for rule in stack)
    top, bottom = stack[0].top, stack[-1].top
    inside = [
        rule.top
        for rule in levels
        if top < rule.top < bottom and left - _TOUCH <= rule.left and rule.right <= right + _TOUCH
        and 2 * (rule.right - rule.left) >= right - left
    ]  # fmt: skip
    heights = _apart([top, *inside, bottom], _LEAST_HEIGHT)
    if len(heights) < 2:
        return None
    top = _top(left, right, heights[0], lines)
    heights = (top, *heights) if top < heights[0] else heights
    outline = Grid(left, right, heights, ())
    held = [line for line in lines if any(outline.holds(word) for word in line.words)]
    dividers = _upright_dividers(outline, uprights) or _open_dividers(held)
    if not dividers or not held:
        return None
    return Grid(left, right, heights, dividers)


def _top(left: float, right: float, first: float, lines: Sequence[Line]) -> float:
    """Where the row above a table's first rule begins, as the column names stand where rules only part rows."""
    above = [line for line in lines if left - _TOUCH <= line.left and line.right <= right + _TOUCH and line.y < first]
    rows = visual_rows(above)
    if not rows or len(rows[-1]) < 2 or first - rows[-1][0].y > _NEAR * rows[-1][0].size:
        return first
    return rows[-1][0].y - rows[-1][0].size


def _apart(places: Iterable[float], least: float) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return tuple(kept)


def _upright_dividers(outline: Grid, uprights: Iterable[Rule]) -> tuple[float, ...]:
    """The uprights inside a table that together run along half of it and more."""
    top, bottom = outline.heights[0], outline.heights[-1]
    lengths: list[tuple[float, float]] = []
    for rule in sorted(uprights, key=lambda one: one.left):
        length = min(rule.bottom, bottom) - max(rule.top, top)
        if length <= 0 or not outline.left + _SAME_EDGE < rule.left < outline.right - _SAME_EDGE:
            continue
        if lengths and rule.left - lengths[-1][0] <= _TOUCH:
            lengths[-1] = (lengths[-1][0], lengths[-1][1] + length)
        else:
            lengths.append((rule.left, length))
    return tuple(place for place, length in lengths if 2 * length >= bottom - top)


def _open_dividers(lines: Sequence[Line]) -> tuple[float, ...]:
    """The middles of the gaps that run through all lines from top to bottom."""
    words = sorted((word for line in lines for word in line.words), key=lambda one: one.left)
    dividers: list[float] = []
    reached = words[0].right if words else 0.0
    for word in words:
        if word.left - reached > _GAP * word.size:
            dividers.append((word.left + reached) / 2)
        reached = max(reached, word.right)
    return tuple(dividers)
