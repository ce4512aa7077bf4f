"""Lists whose items have no markers: short lines below one that ends with a colon."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.lines import Line
from ingest.models import BlockKind
from ingest.shapes import is_address, is_running_text, is_title_case, like_title

_MAX_ITEM = 200
_MAX_SMALL_ITEM = 500
_MAX_SPACES = 24
_TWO_SENTENCES = re.compile(r"[.!?] +\w")


def mark_bare_lists(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Set the kind of such items. What is a heading by its number, and what has a marker, is known already."""
    numbered = sum(kind is BlockKind.HEADING for kind in kinds) >= 3
    index = 0
    while index < len(lines):
        end = index + 1
        if lines[index].introduces:
            end = _list_end(lines, kinds, index + 1, numbered=numbered)
            kinds[index + 1 : end] = [BlockKind.ITEM] * (end - index - 1)
        index = end


def _list_end(lines: Sequence[Line], kinds: Sequence[BlockKind | None], start: int, *, numbered: bool) -> int:
    """Where the list that begins at `start` ends; `start` itself where there is none."""
    if start >= len(lines) or not _could_be_item(lines[start]):
        return start
    end = start
    while end < len(lines) and kinds[end] is None and _could_be_item(lines[end]) and not _ends_list(lines, start, end):
        end += 1
    if start < end < len(lines) and lines[end - 1].lists and _could_be_item(lines[end]) and kinds[end] is None:
        end += 1
    if start < end < len(lines) and _is_heading_of(lines, kinds, start, end, numbered=numbered):
        end -= 1
    sentences = _is_sentence(lines[start])
    return start if sentences and (end - start < 2 or lines[start].gap) else end


def _could_be_item(line: Line) -> bool:
    if line.marker is not None or line.cells > 1:
        return False
    if line.text[0].islower():
        return len(line.text) <= _MAX_SMALL_ITEM
    short = len(line.text) <= _MAX_ITEM and line.text.count(" ") <= _MAX_SPACES
    return short and not (line.ends_sentence and _TWO_SENTENCES.search(line.text))


def _is_sentence(line: Line) -> bool:
    """Whether a line ends like a sentence and does not begin like an item, in small letters or with a label."""
    return line.ends_sentence and not line.text[0].islower() and ": " not in line.text


def _ends_list(lines: Sequence[Line], start: int, index: int) -> bool:
    """Whether the line at `index` stands below the list: a sentence after items, a wider gap, another lead-in."""
    if index == start:
        return _is_sentence(lines[start]) and lines[start].text.count(" ") > _MAX_SPACES
    first, line = lines[start], lines[index]
    if line.ends_sentence and not _is_sentence(first):
        labelled = ": " in first.text and ": " in line.text
        if not labelled and not line.text[0].islower():
            return True
    return line.introduces or line.gap > max(first.gap, lines[start + 1].gap)


def _is_heading_of(
    lines: Sequence[Line], kinds: Sequence[BlockKind | None], start: int, end: int, *, numbered: bool
) -> bool:
    """Whether the last line of a list is in truth the heading of the bullets or the prose that follow it."""
    last, following = lines[end - 1], lines[end]
    if following.marker is not None:
        begins = following.marker.is_bullet or any(reading.ordinal == 1 for reading in following.marker.readings)
        return kinds[end] is BlockKind.ITEM and begins and like_title(last.text)
    if not like_title(last.text) or not (is_running_text(following) or is_address(following.text)):
        return False
    if end - start == 1:
        return following.gap <= last.gap or last.gap > 0
    return not numbered and (last.text.endswith("?") or (" " in last.text and is_title_case(last.text)))
