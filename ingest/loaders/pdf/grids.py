"""Ruled tables: where level and upright lines on the page make rows and columns. Pure.

Many tables have no frame: only lines between the rows, or lines above and below. What a row is then, and where the
columns part, is told by the text between the lines. A frame around text and lines between sections are no tables.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from ingest.loaders.pdf.geometry import Line, Page, Rule, Word, split_at_gaps, visual_rows
from ingest.loaders.pdf.levels import SAME_EDGE, TOUCH, Level, find_joints, merge_levels, stack_levels

_LEAST_UPRIGHT = 6.0
_LEAST_HEIGHT = 6.0
_GAP = 0.9
_SPACE = 0.3
_WIDE_SPACE = 1.4
_WHOLE_PAGE = 0.9
_NEAR = 2.0
_SAME_CELL = 1.4
_LIFTED = 1 / 3
_REACH = 50.0
_MOST_LEVELS = 2_000


@dataclass(frozen=True, slots=True)
class Grid:
    """Where a ruled table lies: the heights between which its rows stand, and the places between its columns.

    `cut` says that each of these heights parts two rows; else what lies between them may be several rows. At an open
    start or end the page broke a row, which goes on with the table before or after.
    """

    left: float
    right: float
    heights: tuple[float, ...]
    dividers: tuple[float, ...]
    cut: bool = True
    open_start: bool = False
    open_end: bool = False

    def holds(self, word: Word) -> bool:
        middle = (word.left + word.right) / 2
        within = self.left - TOUCH <= middle <= self.right + TOUCH
        return within and self.heights[0] <= _height(word) <= self.heights[-1]

    def cells(self, lines: Sequence[Line]) -> list[list[list[Line]]]:
        """The lines by row and column, cut where a divider runs through them."""
        cells: list[list[list[Line]]] = [[[] for _ in range(len(self.dividers) + 1)] for _ in self.heights[1:]]
        for line in lines:
            row = bisect_left(self.heights, _height(line), 1, len(self.heights) - 1) - 1
            for column, words in _by_column(line.words, self.dividers).items():
                cells[row][column].append(Line(line.page, tuple(words)))
        return cells

    def is_like(self, other: Grid | Level) -> bool:
        return abs(self.left - other.left) <= SAME_EDGE and abs(self.right - other.right) <= SAME_EDGE


def find_grids(page: Page, lines: Sequence[Line], carried: Grid | None = None) -> list[Grid]:
    """The ruled tables of a page, from top to bottom; `carried` is one that the page before ended with."""
    rules = [rule for rule in page.rules if rule.bottom - rule.top < _WHOLE_PAGE * page.height]
    levels = merge_levels([rule for rule in rules if rule.is_level])
    uprights = [rule for rule in rules if not rule.is_level and rule.bottom - rule.top >= _LEAST_UPRIGHT]
    if len(levels) > _MOST_LEVELS:
        return []
    ordered = sorted(lines, key=lambda line: line.y)
    finder = _Finder(levels, uprights, ordered, [line.y for line in ordered], _usual_space(lines))
    grids = [
        grid for stack in stack_levels(levels) for run in finder.runs(stack) if (grid := finder.grid(run, carried))
    ]
    return sorted(grids, key=lambda grid: grid.heights[0])


def _height(of: Word | Line) -> float:
    """The height of the middle of small letters."""
    return of.y - of.size * _LIFTED


def _by_column(words: Iterable[Word], dividers: Sequence[float]) -> dict[int, list[Word]]:
    columns: dict[int, list[Word]] = {}
    for word in words:
        column = sum((word.left + word.right) / 2 > divider for divider in dividers)
        columns.setdefault(column, []).append(word)
    return columns


@dataclass(frozen=True, slots=True)
class _Finder:
    """The lines of one page, drawn and written, and the usual space between words as a share of their size.

    `lines` go from top to bottom; `heights` are where they stand.
    """

    levels: Sequence[Level]
    uprights: Sequence[Rule]
    lines: Sequence[Line]
    heights: Sequence[float]
    space: float

    def runs(self, stack: Sequence[Level]) -> list[list[Level]]:
        """The lines of a stack, parted where what stands between two of them is no row of a table."""
        dividers = find_joints(stack)
        runs = [[stack[0]]]
        for above, below in pairwise(stack):
            if self._is_row(above, below, dividers):
                runs[-1].append(below)
            else:
                runs.append([below])
        return runs

    def _is_row(self, above: Level, below: Level, dividers: Sequence[float]) -> bool:
        middle = (above.y + below.y) / 2
        if any(
            above.left - TOUCH <= up.left <= above.right + TOUCH and up.top <= middle <= up.bottom
            for up in self.uprights
        ):
            return True
        between = self._between(above.left, above.right, above.y, below.y)
        if not between:
            return below.y - above.y < _LEAST_HEIGHT
        parts = dividers or _open_dividers(between)
        columns = {column for line in between for column in _by_column(line.words, parts)}
        return len(columns) > 1 and not any(self._is_across(line, parts) for line in between)

    def _between(self, left: float, right: float, top: float, bottom: float) -> list[Line]:
        outline = Grid(left, right, (top, bottom), ())
        near = slice(bisect_left(self.heights, top - _REACH), bisect_right(self.heights, bottom + _REACH))
        return [line for line in self.lines[near] if any(outline.holds(word) for word in line.words)]

    def grid(self, run: Sequence[Level], carried: Grid | None) -> Grid | None:
        carried = carried if carried is not None and carried.is_like(run[0]) else None
        left, right = min(level.left for level in run), max(level.right for level in run)
        top, bottom = run[0].y, run[-1].y
        held = self._between(left, right, top, bottom)
        uprights = _upright_dividers(left, right, top, bottom, self.uprights)
        joints = find_joints(run)
        dividers = uprights or joints or (_open_dividers(held) if held else ())
        if carried is not None and (len(run) == 1 or not dividers):
            dividers = carried.dividers
        if not dividers or (len(run) == 1 and carried is None):
            return None
        partial = [
            level.y
            for level in self.levels
            if top < level.y < bottom
            and left - TOUCH <= level.left <= level.right <= right + TOUCH
            and 2 * (level.right - level.left) >= right - left
        ]
        first = top if self._is_closed(run, top) else self._above(left, right, top, dividers, carried)
        last = bottom if self._is_closed(run, bottom) else self._below(left, right, bottom, dividers)
        heights = _apart([first, top, *partial, bottom, last], _LEAST_HEIGHT)
        if len(heights) < 2 or not self._between(left, right, first, last):
            return None
        return Grid(
            left,
            right,
            heights,
            dividers,
            cut=bool(uprights or joints) or len(heights) > 4,
            open_start=carried is not None and carried.open_end and first < top,
            open_end=last > bottom,
        )

    def _is_across(self, line: Line, dividers: Sequence[float]) -> bool:
        """Whether a word of a line, or the space between two words of a sentence, lies across a divider."""
        pieces = split_at_gaps(line, _WIDE_SPACE * self.space)
        return any(piece.left + 1 < divider < piece.right - 1 for piece in pieces for divider in dividers)

    def _is_closed(self, run: Sequence[Level], edge: float) -> bool:
        """Whether uprights run beside all rows but not beyond the first or last line, so that the table ends there."""
        beside = [up for up in self.uprights if run[0].left - TOUCH <= up.left <= run[0].right + TOUCH]
        framed = all(
            any(up.top <= (above.y + below.y) / 2 <= up.bottom for up in beside) for above, below in pairwise(run)
        )
        outwards = -1 if edge == run[0].y else 1
        beyond = any(up.top <= edge + outwards * 2 * TOUCH <= up.bottom for up in beside)
        return len(run) > 1 and framed and not beyond

    def _above(self, left: float, right: float, top: float, dividers: Sequence[float], carried: Grid | None) -> float:
        """Where the row above the first line begins: the names of the columns, or a row that the page broke."""
        block: list[Line] = []
        rows = visual_rows([line for line in self.lines if left - TOUCH <= line.left and _height(line) < top])
        inside = True
        for row in reversed(rows):
            step = (block[-1].y if block else top) - row[0].y
            inside = not any(line.right > right + TOUCH or self._is_across(line, dividers) for line in row)
            if not inside or step > (_SAME_CELL if block else _NEAR) * row[0].size:
                break
            block += row
        columns = {column for line in block for column in _by_column(line.words, dividers)}
        goes_on = carried is not None and len(block) == sum(len(row) for row in rows)
        if not block or not (goes_on or len(columns) > 1):
            return top
        return min(line.y - line.size for line in block)

    def _below(self, left: float, right: float, bottom: float, dividers: Sequence[float]) -> float:
        """Where the row below the last line ends, where the page broke it: nothing else is below."""
        if any(level.y > bottom + TOUCH and left < level.right and level.left < right for level in self.levels):
            return bottom
        below = [line for line in self.lines if _height(line) > bottom]
        columns = {column for line in below for column in _by_column(line.words, dividers)}
        outside = any(line.left < left - TOUCH or line.right > right + TOUCH for line in below)
        if not below or outside or len(columns) < 2 or any(self._is_across(line, dividers) for line in below):
            return bottom
        nearest = min(line.y - line.size for line in below)
        return max(line.y for line in below) if nearest - bottom <= _NEAR * below[0].size else bottom


def _usual_space(lines: Iterable[Line]) -> float:
    """The usual gap between words, as a share of their size."""
    gaps = [(after.left - word.right) / word.size for line in lines for word, after in pairwise(line.words)]
    return median(gap for gap in gaps if gap > 0) if any(gap > 0 for gap in gaps) else _SPACE


def _apart(places: Iterable[float], least: float) -> tuple[float, ...]:
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] >= least:
            kept.append(place)
    return tuple(kept)


def _upright_dividers(
    left: float, right: float, top: float, bottom: float, uprights: Iterable[Rule]
) -> tuple[float, ...]:
    """The uprights inside a table that together run along half of it and more."""
    lengths: list[tuple[float, float]] = []
    for rule in sorted(uprights, key=lambda one: one.left):
        length = min(rule.bottom, bottom) - max(rule.top, top)
        if length <= 0 or not left + SAME_EDGE < rule.left < right - SAME_EDGE:
            continue
        if lengths and rule.left - lengths[-1][0] <= TOUCH:
            lengths[-1] = (lengths[-1][0], lengths[-1][1] + length)
        else:
            lengths.append((rule.left, length))
    return tuple(place for place, length in lengths if 2 * length >= bottom - top)


def _open_dividers(lines: Sequence[Line]) -> tuple[float, ...]:
    """The middles of the gaps that run through all lines from top to bottom."""
    words = sorted((word for line in lines for word in line.words), key=lambda one: one.left)
    dividers: list[float] = []
    reached = words[0].right
    for word in words:
        if word.left - reached > _GAP * word.size:
            dividers.append((word.left + reached) / 2)
        reached = max(reached, word.right)
    return tuple(dividers)
