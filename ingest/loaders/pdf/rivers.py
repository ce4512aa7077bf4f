"""Narrow white strips that run down through several rows of a page: gutters between columns of text or of a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_LEAST_ROWS = 5
_LEAST_ROWS_APART = 3
_LEAST_GAP = 0.7
_WIDE = 1.0
_LEAST_WIDTH = 0.45
Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class River:
    """A strip between `left` and `right`, from row `first` to row `last`; `parted` rows have text on both sides."""

    left: float
    right: float
    first: int
    last: int
    parted: int = 1


def find_rivers(rows: Sequence[Sequence[Extent]], sizes: Sequence[float]) -> list[River]:
    """The strips that part several rows. A row is the places of its words; `sizes` are those of its letters."""
    found: list[River] = []
    open_: list[River] = []
    for index, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        gaps = _gaps(row, _LEAST_GAP * size)
        before, behind = row[0][0], max(right for _, right in row)
        going_on: list[River] = []
        for river in open_:
            if river.right <= before or river.left >= behind:
                going_on.append(river)
                continue
            narrowed = [
                replace(
                    river,
                    left=max(river.left, left),
                    right=min(river.right, right),
                    last=index,
                    parted=river.parted + 1,
                )
                for left, right in gaps
                if min(river.right, right) - max(river.left, left) >= _LEAST_WIDTH * size
            ]
            going_on += narrowed
            if not narrowed:
                found.append(river)
        known = {(round(river.left), round(river.right)) for river in going_on}
        new = [River(left, right, index, index) for left, right in gaps if (round(left), round(right)) not in known]
        open_ = going_on + new
    return [river for river in found + open_ if _counts(river, sizes[river.first])]


def _counts(river: River, size: float) -> bool:
    wide = river.right - river.left >= _WIDE * size
    return river.parted >= (_LEAST_ROWS_APART if wide else _LEAST_ROWS)


def _gaps(row: Sequence[Extent], least: float) -> list[Extent]:
    gaps: list[Extent] = []
    reached = row[0][1]
    for left, right in row[1:]:
        if left - reached >= least:
            gaps.append((reached, left))
        reached = max(reached, right)
    return gaps
