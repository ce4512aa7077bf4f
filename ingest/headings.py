"""Which lines of a plain text are headings, which are list items, table rows and paragraphs.

Nothing in the text says so; what decides is the shape of a line and what stands around it, not a list of words, so
that it works for any language: a heading is short, does not end like a sentence, and something follows it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ingest.lines import Line
from ingest.models import BlockKind
from ingest.series import Entry, find_series

_MAX_WORDS = 14
_MAX_CHARS = 110
_ADDRESS = re.compile(r"\S@\S|\[email|https?://|\bwww\.|^\+?[\d\s()/-]{7,}$", re.IGNORECASE)
_DATE = re.compile(r"\b(?:19|20)\d\d\b")
_DATED = re.compile(
    r"updated|modified|revised|effective|version|stand\b|gültig|mise à jour|vigueur|actualiz|:|\d.*\d{4}", re.I
)
_NOT_IN_TITLE = (".", ",", ";", "!", "…", "。", "、", "，")


def classify(lines: Sequence[Line]) -> list[BlockKind]:
    """The kind of each line."""
    kinds: list[BlockKind | None] = [None] * len(lines)
    _mark_rows(lines, kinds)
    _mark_labelled(lines, kinds)
    _mark_bare_lists(lines, kinds)
    for index in range(len(lines) - 1, -1, -1):
        if kinds[index] is None:
            heading = _is_heading(lines, kinds, index)
            kinds[index] = BlockKind.HEADING if heading else BlockKind.PARAGRAPH
    _mark_parallel(lines, kinds)
    return [kind or BlockKind.PARAGRAPH for kind in kinds]


def _shaped_like_heading(text: str) -> bool:
    if not text or len(text) > _MAX_CHARS or text.endswith(_NOT_IN_TITLE):
        return False
    if text.endswith(":") and ": " in text:
        return False
    words = text.split()
    if len(words) > _MAX_WORDS or text[0].islower() or _ADDRESS.search(text):
        return False
    if _DATE.search(text) and _DATED.search(text):
        return False
    return any(char.isalpha() for char in text)


def _mark_rows(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Two and more lines in a row with as many cells each are a table."""
    for index, (before, after) in enumerate(pairwise(lines)):
        if before.cells > 1 and before.cells == after.cells and before.marker is None and after.marker is None:
            kinds[index] = kinds[index + 1] = BlockKind.ROW


def _mark_parallel(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """A short line that ends with a full stop is a heading all the same where it begins like several others."""
    openings = Counter(
        _opening(line) for line, kind in zip(lines, kinds, strict=True) if kind is BlockKind.HEADING and not line.marker
    )
    for index, (line, following) in enumerate(pairwise(lines)):
        short = len(line.text.split()) <= 8 and _shaped_like_heading(line.text.removesuffix("."))
        if kinds[index] is BlockKind.PARAGRAPH and short and not line.marker and openings[_opening(line)] >= 2:
            kinds[index] = BlockKind.HEADING if _is_body(following) or len(following.text) > 60 else kinds[index]


def _opening(line: Line) -> tuple[str, ...]:
    """The first two words of a line of three and more."""
    words = line.text.casefold().split()
    return tuple(words[:2]) if len(words) > 2 else ()


def _mark_labelled(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Bullets are items; a numbered line is a heading or an item as most of its series are."""
    labelled = [i for i, line in enumerate(lines) if line.marker is not None and not line.marker.is_bullet]
    for index, line in enumerate(lines):
        if line.marker is not None and line.marker.is_bullet:
            kinds[index] = BlockKind.ITEM
    members = find_series([_entry(lines, index) for index in labelled])
    series: dict[int, list[int]] = {}
    for index, member in zip(labelled, members, strict=True):
        series.setdefault(member.series, []).append(index)
    for indices in series.values():
        rank = _series_kind(lines, indices)
        for index in indices:
            titled = _shaped_like_heading(lines[index].content.rstrip(".")) or not lines[index].content
            if rank is BlockKind.ITEM:
                kinds[index] = BlockKind.ITEM
            else:
                kinds[index] = BlockKind.HEADING if titled else BlockKind.PARAGRAPH


def _entry(lines: Sequence[Line], index: int) -> Entry:
    line = lines[index]
    following = lines[index + 1] if index + 1 < len(lines) else None
    assert line.marker is not None
    listed = following is not None and following.marker is not None and line.marker.precedes(following.marker)
    return Entry(line.marker, line.indent, _shaped_like_heading(line.content) and not listed)


def _series_kind(lines: Sequence[Line], indices: Sequence[int]) -> BlockKind:
    """HEADING for numbered sections, titled or not; ITEM for a numbered list."""
    first = lines[indices[0]]
    if first.marker is not None and first.marker.strong:
        return BlockKind.HEADING
    contents = [lines[i].content.rstrip(".") for i in indices]
    titled = sum(
        _shaped_like_heading(content) and ": " not in content and not (lines[i].introduces and not _over_text(lines, i))
        for i, content in zip(indices, contents, strict=True)
    )
    inner = indices[:-1] or indices
    followed = sum(_has_body(lines, i) for i in inner)
    sections = 2 * followed > len(inner) and (2 * titled >= len(indices) or _spread(lines, indices))
    return BlockKind.HEADING if sections else BlockKind.ITEM


def _has_body(lines: Sequence[Line], index: int) -> bool:
    """Whether something other than the next member of the same list follows."""
    if index + 1 >= len(lines):
        return False
    marker, following = lines[index].marker, lines[index + 1].marker
    return following is None or marker is None or not marker.precedes(following)


def _spread(lines: Sequence[Line], indices: Sequence[int]) -> bool:
    """Whether unmarked paragraphs, not only bullets, stand below most members."""
    return 2 * sum(_over_text(lines, i) for i in indices) > len(indices)


def _over_text(lines: Sequence[Line], index: int) -> bool:
    return index + 1 < len(lines) and lines[index + 1].marker is None


def _mark_bare_lists(lines: Sequence[Line], kinds: list[BlockKind | None]) -> None:
    """Short lines without markers below a line that ends with a colon are items."""
    numbered = sum(kind is BlockKind.HEADING for kind in kinds) >= 3
    index = 0
    while index < len(lines):
        if not lines[index].introduces or (kinds[index] is BlockKind.HEADING and lines[index].marker is None):
            index += 1
            continue
        end = _bare_list_end(lines, kinds, index + 1, numbered=numbered)
        for inner in range(index + 1, end):
            kinds[inner] = BlockKind.ITEM
        index = max(end, index + 1)


def _bare_list_end(lines: Sequence[Line], kinds: Sequence[BlockKind | None], start: int, *, numbered: bool) -> int:
    """Where the bare list that begins at `start` ends; `start` itself where there is none."""
    if start >= len(lines) or not _could_be_item(lines[start]):
        return start
    closed = lines[start].ends_sentence and not (lines[start].text[0].islower() or ": " in lines[start].text)
    end = start
    while end < len(lines) and kinds[end] is None and _could_be_item(lines[end]):
        line = lines[end]
        labelled = ": " in lines[start].text and ": " in line.text
        if line.ends_sentence and not (closed or labelled or line.text[0].islower()):
            if end > start and lines[end - 1].lists:
                end += 1
            break
        if end > start and line.gap > max(lines[start].gap, lines[start + 1].gap):
            break
        if line.introduces and end > start:
            break
        end += 1
    following = lines[end] if end < len(lines) else None
    if following is not None and following.marker is not None and end > start and _titles(kinds, end):
        end -= 1
    elif following is not None and end > start and following.marker is None:
        end -= _last_is_heading(lines, start, end, numbered=numbered)
    if closed and (end - start < 2 or lines[start].gap):
        return start
    return end


def _could_be_item(line: Line) -> bool:
    if line.marker is not None or line.cells > 1:
        return False
    if line.text[0].islower():
        return len(line.text) <= 500
    if len(line.text) > 200:
        return False
    return not (line.ends_sentence and re.search(r"[.!?] +\w", line.text)) and line.text.count(" ") < 25


def _titles(kinds: Sequence[BlockKind | None], index: int) -> bool:
    """Whether the line before `index` can be the heading of the bullets that begin there."""
    return kinds[index] is BlockKind.ITEM


def _last_is_heading(lines: Sequence[Line], start: int, end: int, *, numbered: bool) -> bool:
    """Whether the last line of a bare list is in truth the heading of the prose that follows."""
    last, following = lines[end - 1], lines[end]
    if not _shaped_like_heading(last.text) or not _is_body(following):
        return False
    if end - start == 1:
        return following.gap <= last.gap or last.gap > 0
    if numbered:
        return False
    return last.text.endswith("?") or (" " in last.text and _is_title_case(last.text))


def _is_body(line: Line) -> bool:
    if line.marker is not None:
        return False
    return line.ends_sentence or line.introduces or len(line.text) > _MAX_CHARS or bool(_ADDRESS.search(line.text))


def _is_title_case(text: str) -> bool:
    """Whether all longer words begin with a capital letter; where all are short, most."""
    words = re.findall(r"[^\W\d_]+", text)
    small = [word for word in words if word[0].islower()]
    if all(len(word) < 4 for word in words):
        return 3 * len(small) < len(words)
    return all(len(word) < 4 for word in small)


def _is_heading(lines: Sequence[Line], kinds: Sequence[BlockKind | None], index: int) -> bool:
    """Whether an unmarked line is a heading; the kinds of the lines below it are known."""
    line = lines[index]
    if index + 1 >= len(lines) or not _shaped_like_heading(line.text):
        return False
    if index < 3 and not line.introduces and all(_shaped_like_heading(above.text) for above in lines[:index]):
        return True
    in_address = line.gap == 0 and index > 0 and lines[index - 1].text.endswith(",")
    return not in_address and _stands_above(line, lines[index + 1], kinds[index + 1])


def _stands_above(line: Line, following: Line, kind: BlockKind | None) -> bool:
    """Whether what follows can be the text of a heading."""
    if kind in {BlockKind.ITEM, BlockKind.ROW} or (following.marker is not None and kind is not BlockKind.HEADING):
        return not line.introduces or (line.gap > 0 and _is_title_case(line.text))
    if kind is BlockKind.HEADING and not line.introduces:
        return following.marker is not None or following.gap > 0 or line.gap > 0
    if line.introduces:
        return _is_body(following) and len(following.text) > _MAX_CHARS
    longer = len(following.text) > len(line.text) or following.gap > 0 or line.text.endswith("?")
    return _is_body(following) and longer
