"""Which lines of a plain text are headings, which are list items, table rows and paragraphs.

Nothing in the text says so; what decides is the shape of a line and what stands around it: a heading is short, does
not end like a sentence, and something follows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.bare_lists import mark_bare_lists
from ingest.lines import Line
from ingest.models import BlockKind
from ingest.series import Entry, find_series
from ingest.shapes import (
    MAX_TITLE,
    is_address,
    is_running_text,
    is_scrap,
    is_title_case,
    leads_on,
    like_numbered_title,
    like_title,
    states,
)

_TOP = 3
_ADDRESS_LINES = 7


def classify(lines: Sequence[Line]) -> list[BlockKind]:
    """The kind of each line."""
    kinds: list[BlockKind | None] = [None] * len(lines)
    _mark_rows(lines, kinds)
    _mark_labelled(lines, kinds)
    mark_bare_lists(lines, kinds)
    for index in range(len(lines) - 1, -1, -1):
        if kinds[index] is None:
            heading = _is_heading(lines, kinds, index)
            kinds[index] = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    _mark_stacked(lines, kinds)
    _mark_parallel(lines, kinds)
    return [kind or BlockKind.PARAGRAPH for kind in kinds]


def _mark_rows(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Two and more lines in a row with as many cells each are a table."""
    for index, (before, after) in enumerate(pairwise(lines)):
        if before.cells > 1 and before.cells == after.cells and before.marker is None and after.marker is None:
            kinds[index] = kinds[index + 1] = BlockKind.ROW


def _mark_labelled(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Bullets are items; a numbered line is a heading or an item as most of its series are."""
    labelled = []
    for index, line in enumerate(lines):
        if line.marker is not None and line.marker.is_bullet:
            kinds[index] = BlockKind.ITEM
        elif line.marker is not None:
            labelled.append(index)
    series: dict[int, list[int]] = {}
    for index, member in zip(labelled, find_series([_entry(lines, index) for index in labelled]), strict=True):
        series.setdefault(member.series, []).append(index)
    for indices in series.values():
        sections = _are_sections(lines, indices)
        for index in indices:
            titled = not lines[index].content or (
                like_numbered_title(lines[index].content) and not _leads_in(lines, index)
            )
            title = BlockKind.HEADING if titled else BlockKind.PARAGRAPH
            kinds[index] = title if sections else BlockKind.ITEM


def _entry(lines: Sequence[Line], index: int) -> Entry:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    assert line.marker is not None
    listed = following is not None and following.marker is not None and line.marker.precedes(following.marker)
    return Entry(line.marker, line.indent, like_title(line.content) and not listed)


def _are_sections(lines: Sequence[Line], indices: Sequence[int]) -> bool:
    """Whether the lines of a series are numbered sections, titled or not, rather than a numbered list."""
    first = lines[indices[0]].marker
    if first is not None and first.strong:
        return True
    inner = indices[:-1] or indices
    if 2 * sum(_has_body(lines, index) for index in inner) <= len(inner):
        return False
    titled = sum(_is_titled(lines, index) for index in indices)
    over_text = sum(_stands_over_text(lines, index) for index in indices)
    return 2 * titled >= len(indices) or 2 * over_text > len(indices)


def _is_titled(lines: Sequence[Line], index: int) -> bool:
    content = lines[index].content
    leads_in = lines[index].introduces and not _stands_over_text(lines, index)
    return like_numbered_title(content) and ": " not in content and not leads_in and not _leads_in(lines, index)


def _leads_in(lines: Sequence[Line], index: int) -> bool:
    """Whether a numbered line of several words ends with a colon above short lines: a sentence, not a title."""
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    return line.introduces and line.content.count(" ") > 4 and (following is None or len(following.text) <= MAX_TITLE)


def _has_body(lines: Sequence[Line], index: int) -> bool:
    """Whether something other than the next member of the same list follows."""
    if index + 1 >= len(lines):
        return False
    marker, following = lines[index].marker, lines[index + 1].marker
    return following is None or marker is None or not marker.precedes(following)


def _stands_over_text(lines: Sequence[Line], index: int) -> bool:
    """Whether an unmarked line, not a bullet, follows."""
    return index + 1 < len(lines) and lines[index + 1].marker is None


def _is_heading(lines: Sequence[Line], kinds: Sequence[BlockKind | None], index: int) -> bool:
    """Whether an unmarked line is a heading; the kinds of the lines below it are known."""
    line = lines[index]
    if index + 1 >= len(lines) or not like_title(line.text):
        return False
    listed = kinds[index + 1] in {BlockKind.ITEM, BlockKind.ROW}
    return (listed or not states(line.text)) and _heads(lines, kinds, index)


def _heads(lines: Sequence[Line], kinds: Sequence[BlockKind | None], index: int) -> bool:
    """Whether what stands around a line with a title's shape leaves it one."""
    line, kind, following = lines[index], kinds[index + 1], lines[index + 1]
    if index < _TOP and not line.introduces and all(like_title(above.text) for above in lines[:index]):
        return True
    after_scrap = index > 0 and line.gap == 0 and kinds[index - 1] is None and is_scrap(lines[index - 1])
    if after_scrap and lines[index - 1].text.endswith(","):
        return False
    if kind in {BlockKind.ITEM, BlockKind.ROW}:
        return not leads_on(line.text) if not line.introduces else line.gap > 0 and is_title_case(line.text)
    if kind is BlockKind.HEADING and not line.introduces:
        return not after_scrap or line.gap > 0
    return _stands_above(line, following) or (not after_scrap and _stands_above_address(lines, index))


def _stands_above(line: Line, following: Line) -> bool:
    """Whether the paragraph that follows can be the text of a heading."""
    if line.introduces:
        return len(following.text) > MAX_TITLE
    longer = len(following.text) > len(line.text) or following.gap > 0 or line.text.endswith("?")
    return is_running_text(following) and longer


def _stands_above_address(lines: Sequence[Line], index: int) -> bool:
    """Whether the short lines that follow are an address: among them a figure, or an e-mail address."""
    for place, line in enumerate(lines[index + 1 : index + _ADDRESS_LINES]):
        if not is_scrap(line) or (place > 0 and line.gap > 0) or ": " in lines[index].text:
            return False
        if is_address(line.text) or any(char.isdigit() for char in line.text):
            return True
    return False


def _mark_stacked(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Of three and more unnumbered headings on end, below some text, those in the middle are a list without markers."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and kinds[index] is BlockKind.HEADING and lines[index].marker is None:
            continue
        if start > 0 and index - start > 2:
            kinds[start + 1 : index - 1] = [BlockKind.ITEM] * (index - start - 2)
        start = index + 1


def _mark_parallel(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """A short line that ends with a full stop is a heading all the same where it begins like several others."""
    openings = Counter(
        _opening(line) for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.HEADING and not line.marker
    )
    for index, (line, following) in enumerate(pairwise(lines)):
        short = len(line.text.split()) <= 8 and like_title(line.text.removesuffix("."))
        if kinds[index] is not BlockKind.PARAGRAPH or not short or line.marker or openings[_opening(line)] < 2:
            continue
        if is_running_text(following) or len(following.text) > 60:
            kinds[index] = BlockKind.HEADING


def _opening(line: Line) -> tuple[str, ...]:
    """The first two words of a line of three and more."""
    words = line.text.casefold().split()
    return tuple(words[:2]) if len(words) > 2 else ()
