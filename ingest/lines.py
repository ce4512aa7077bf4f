"""Lines as a reader sees them: white space trimmed, and what a hard wrap cut joined again.

A line's text is the raw text with white space folded; its span always refers to the raw text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest
from statistics import median, mode

from ingest.markers import Marker, MarkerKind, Reading, read_marker

# Zero-width characters count as white space at the ends of a line.
_BLANKS = "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"
_MARKER_REACH = 160
BARE_NUMBER = "#"
"""The style of a marker that only its neighbours show to be one: "1 Scope", "2 Use"."""
_MAX_ROW = 2_000
_MAX_TITLE = 110
_CELL_GAP = re.compile(r"\s*\|\s*|\t+|[ \xa0]{3,}")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»)\]*_]*\Z")
_LISTS = re.compile(r"[,;](?: \w{1,4})?\Z")
_NUMBERED = re.compile(r"(\d{1,2}) (?=[^\W\d_a-z])")
_CLOSED = re.compile(r"[.!?…;:。！？；：|]['\"”’»)\]*_]*\Z")


@dataclass(frozen=True, slots=True)
class Line:
    """`gap` counts the blank lines before; `last` is the length of the last physical line of a joined one; `cells`
    counts its pieces set apart by wide gaps, tabs or bars.
    """

    start: int
    end: int
    indent: int
    gap: int
    text: str
    marker: Marker | None
    last: int
    cells: int = 1

    @property
    def content(self) -> str:
        """The text after the marker."""
        return self.text[self.marker.end :] if self.marker else self.text

    @property
    def ends_sentence(self) -> bool:
        return bool(_SENTENCE_END.search(self.text[-8:]))

    @property
    def is_closed(self) -> bool:
        """Whether it ends with a mark after which no sentence runs on."""
        return bool(_CLOSED.search(self.text[-8:]))

    @property
    def runs_small(self) -> bool:
        """Whether it begins as no sentence does: with a small letter, a figure or a bracket."""
        return self.marker is None and (self.text[0].islower() or self.text[0].isdigit() or self.text[0] in "(&")

    @property
    def lists(self) -> bool:
        """Whether it ends like an item that is not the last: with a comma or semicolon, or with ", and"."""
        return bool(_LISTS.search(self.text[-12:]))

    @property
    def introduces(self) -> bool:
        return self.text.endswith((":", "：", ":-", ":–"))


def read_lines(text: str) -> list[Line]:
    """The lines that hold more than white space."""
    lines = []
    offset = gap = 0
    for raw in text.splitlines(keepends=True):
        stripped = _strip(raw)
        if stripped:
            lead = raw.index(stripped)
            start = offset + lead
            indent = sum(4 if char == "\t" else char not in _BLANKS for char in raw[:lead])
            folded = " ".join(stripped.split())
            marker = read_marker(folded[:_MARKER_REACH])
            cells = len(split_cells(stripped)) if len(stripped) <= _MAX_ROW else 1
            lines.append(Line(start, start + len(stripped), indent, gap, folded, marker, len(folded), cells))
            gap = 0
        else:
            gap += 1
        offset += len(raw)
    return _with_bare_numbers(lines)


def _with_bare_numbers(lines: list[Line]) -> list[Line]:
    """The lines, with "1 Scope", "2 Use", "3 Storage" read as numbered where such lines count up to 3 or more."""
    found: list[int] = []
    for index, line in enumerate(lines):
        match = _NUMBERED.match(line.text)
        if match and line.last <= 90 and not line.is_closed and int(match.group(1)) == len(found) + 1:
            found.append(index)
    if len(found) < 3:
        return lines
    for number, index in enumerate(found, 1):
        reading = Reading(MarkerKind.DECIMAL, number)
        marker = Marker(str(number), BARE_NUMBER, (reading,), len(str(number)) + 1)
        lines[index] = replace(lines[index], marker=marker)
    return lines


def split_cells(raw: str) -> list[str]:
    """The pieces of a line that are set apart by bars, tabs or three and more spaces."""
    return [cell.strip() for cell in _CELL_GAP.split(raw) if cell.strip()]


def _strip(raw: str) -> str:
    while True:
        stripped = raw.strip().strip(_BLANKS)
        if stripped == raw:
            return raw
        raw = stripped


@dataclass(frozen=True, slots=True)
class Wrap:
    """How a text is hard-wrapped: the usual length of a full line, and the blank lines within a paragraph."""

    width: float
    gap: int


def find_wrap(lines: Sequence[Line]) -> Wrap | None:
    """The wrap, or None where lines are not cut.

    Judged by lines that end open before one in small letters; a text with many far longer lines is not cut.
    """
    cut = [
        (before.last, after.gap)
        for before, after in pairwise(lines)
        if after.marker is None
        and after.gap <= 1
        and 45 <= before.last <= 160
        and not before.is_closed
        and not before.lists
        and after.runs_small
    ]
    if not cut:
        return None
    width = median(length for length, _ in cut)
    if len(cut) < 3 and max(line.last for line in lines) > 1.2 * width:
        return None
    if 10 * sum(line.last > 1.6 * width for line in lines) > len(lines):
        return None
    return Wrap(width, mode(gap for _, gap in cut))


def unwrap(lines: Sequence[Line]) -> list[Line]:
    """The lines with those joined that one sentence or paragraph runs across."""
    wrap = find_wrap(lines)
    joined: list[Line] = []
    parts: list[str] = []
    in_list = False
    for line, following in zip_longest(lines, lines[1:]):
        small = line.text[0].islower() and line.marker is None
        short = wrap is None or line.last < 0.6 * wrap.width
        in_list = small and short and bool(joined) and (in_list or joined[-1].introduces)
        if joined and not in_list and _runs_on(joined[-1], line, following, wrap):
            parts.append(line.text)
            joined[-1] = replace(joined[-1], end=line.end, last=line.last, text=line.text)
        else:
            _finish(joined, parts)
            joined.append(line)
            parts = [line.text]
    _finish(joined, parts)
    return _with_continuations(joined, wrap)


def _with_continuations(lines: Sequence[Line], wrap: Wrap | None) -> list[Line]:
    """Further paragraphs of an item, set in below its marker, joined to it."""
    most = max(1, wrap.gap) if wrap else 1
    joined: list[Line] = []
    for line in lines:
        item = joined[-1] if joined else None
        if (
            item is not None
            and item.marker is not None
            and line.marker is None
            and line.indent > item.indent
            and line.gap <= most
            and item.ends_sentence
            and line.ends_sentence
        ):
            joined[-1] = replace(item, end=line.end, last=line.last, text=f"{item.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _finish(joined: list[Line], parts: list[str]) -> None:
    if len(parts) > 1:
        joined[-1] = replace(joined[-1], text=" ".join(parts))


def _runs_on(before: Line, after: Line, following: Line | None, wrap: Wrap | None) -> bool:
    """Whether `after` goes on where `before` ends, which holds the text of its last physical line only."""
    if before.marker is not None and before.marker.end >= len(before.text) == before.last:
        is_title = not after.is_closed and after.last <= _MAX_TITLE
        return after.marker is None and after.gap <= 1 and (is_title or not before.marker.strong)
    full = wrap is not None and _is_full(before, after, wrap)
    in_table = min(before.cells, after.cells) > 1
    near = after.gap <= (wrap.gap if wrap else 0) and not in_table
    if after.marker is not None:
        return full and near and not after.marker.is_bullet and before.text[-1].isalnum()
    small = after.runs_small
    if before.is_closed:
        heading = not after.is_closed and (
            following is None or (wrap is not None and not _is_full(after, following, wrap))
        )
        same_paragraph = before.ends_sentence and before.marker is None and not heading
        return full and near and (same_paragraph or (small and not before.introduces))
    if not small or (wrap is None and after.gap and before.lists):
        return full and near
    inside_item = before.marker is not None and after.gap == 0 and after.indent > before.indent
    cut = before.last >= 40 or full or inside_item or (wrap is not None and after.gap == 0)
    return after.gap <= 1 and not in_table and cut


def _is_full(line: Line, following: Line, wrap: Wrap) -> bool:
    """Whether the first word of the following line would not have fitted."""
    return line.last + 1 + len(following.text.split(" ", 1)[0]) > 0.8 * wrap.width
