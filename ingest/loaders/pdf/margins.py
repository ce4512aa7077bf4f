"""Running headers, footers and page numbers: what comes again at the same place of page after page. Pure.

A line is dropped only at the edge of its page, and only where it says the same on other pages, but for a number that
counts with the pages. The heading "Article 3" that happens to open page 3 is none of these.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from ingest.loaders.pdf.geometry import Line, Page, visual_rows
from ingest.markers import read_marker

_MOST_ROWS = 4
_SAME_PLACE = 5.0
_FEW_PAGES = 4
_CLOSE = 1.7
_CELL = 2.2
_LONG = 70
_MOST_TEXT = 300
_SAME_SIZE = 0.08
_NUMBER = re.compile(r"\d+")
_PAGE_OF = re.compile(r"(?:\w{1,10}\.?\s+)?(\d+)\s*(?:/|of|von|de|sur|di|van|av|z|из|\|)\s*(\d+)", re.IGNORECASE)
_PRINTED = re.compile(r"[\d./-]{6,10}, \d{1,2}[:.]\d\d(?:\s?[AP]M)?(?:\s.*)?")
"""What a browser prints above: date, time, title. Below it prints the address and the number of the page."""
_ADDRESS_AND_PAGE = re.compile(r"(?:https?|file)://\S+\s+(\d+)/(\d+)")
_BARE = re.compile(r"[-–—\s|]*(?:\d{1,4}|[ivxl]{1,6})[-–—\s|.]*")


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands at one height near the edge of a page; `place` is its distance from that edge."""

    page: int
    index: int
    text: str
    place: float
    at_top: bool

    numbers: tuple[int, ...]

    @property
    def key(self) -> str:
        """The text but for its numbers."""
        return " ".join(_NUMBER.sub("#", self.text).casefold().split())


def without_margins(pages: Sequence[Page], lines: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The lines of each page without those that run on from page to page."""
    rows_by_page = [visual_rows(list(page)) for page in lines]
    running = _running(pages, rows_by_page)
    return [
        [line for index, row in enumerate(rows) if (number, index) not in running for line in row]
        for number, rows in enumerate(rows_by_page)
    ]


def _running(pages: Sequence[Page], rows_by_page: Sequence[Sequence[Sequence[Line]]]) -> set[tuple[int, int]]:
    """(page, row) of the running rows, counted from 0; each page's unbroken run of them from its edge inwards."""
    edges = [list(_edge_rows(n, pages[n], rows)) for n, rows in enumerate(rows_by_page)]
    groups: dict[tuple[str, bool], list[_Row]] = defaultdict(list)
    for row in (row for edge in edges for row in edge):
        groups[row.key, row.at_top].append(row)
    found: set[tuple[int, int]] = set()
    for edge, rows in zip(edges, rows_by_page, strict=True):
        for at_top in (True, False):
            run = list(
                takewhile(
                    lambda row: _is_running(row, groups[row.key, row.at_top], len(pages)),
                    (row for row in edge if row.at_top is at_top),
                )
            )
            while run and (_is_of_text(rows, run[-1]) or _is_of_table(pages[run[-1].page], rows[run[-1].index][0])):
                run.pop()
            found.update((row.page, row.index) for row in run)
    return found


def _is_of_text(rows: Sequence[Sequence[Line]], row: _Row) -> bool:
    """Whether a row is rather part of the text inwards of it: its numbered heading in larger letters, or of one size
    with it and close to it or long.
    """
    inner = row.index + (1 if row.at_top else -1)
    if not 0 <= inner < len(rows):
        return False
    own, text = rows[row.index][0], rows[inner][0]
    if own.size > (1 + _SAME_SIZE) * text.size and row.numbers:
        return True
    alike = abs(own.size - text.size) <= _SAME_SIZE * text.size
    return alike and (abs(own.y - text.y) <= _CLOSE * text.size or len(row.text) > _LONG)


def _is_of_table(page: Page, line: Line) -> bool:
    """Whether rules lie close above a line and below it."""
    across = [rule.top for rule in page.rules if rule.is_level and rule.left <= line.right and line.left <= rule.right]
    above = any(line.size / 2 < line.y - top <= _CELL * line.size for top in across)
    return above and any(0 < top - line.y <= _CELL * line.size for top in across)


def _edge_rows(number: int, page: Page, rows: Sequence[Sequence[Line]]) -> Iterator[_Row]:
    """The first rows of a page and its last, each from the edge inwards."""
    for at_top in (True, False):
        indices = range(len(rows)) if at_top else range(len(rows) - 1, -1, -1)
        for index in indices[:_MOST_ROWS]:
            line = rows[index][0]
            place = line.y if at_top else page.height - line.y
            text = " ".join(one.text for one in rows[index])[:_MOST_TEXT]
            yield _Row(number, index, text, place, at_top, tuple(int(found) for found in _NUMBER.findall(text)))


def _is_running(row: _Row, alike: Sequence[_Row], count: int) -> bool:
    if _is_page_of(row, count):
        return True
    marker = read_marker(row.text)
    by_number = marker is None or not marker.strong
    needed = 2 if count <= _FEW_PAGES else 3
    there = {row.page}
    for other in alike:
        same = other.text == row.text or (by_number and _counts_along(row, other))
        if same and abs(other.place - row.place) <= _SAME_PLACE:
            there.add(other.page)
            if len(there) >= needed:
                return True
    return False


def _counts_along(row: _Row, other: _Row) -> bool:
    """Whether two rows that differ only by numbers differ by nothing but the number of the page."""
    return {a - b for a, b in zip(row.numbers, other.numbers, strict=True)} <= {0, row.page - other.page}


def _is_page_of(row: _Row, count: int) -> bool:
    """Whether a row says "Page 3 of 9" of a document with 9 pages, is a browser's, or the number of the only page."""
    match = _PAGE_OF.fullmatch(row.text) or _ADDRESS_AND_PAGE.fullmatch(row.text)
    if match:
        return int(match[1]) == row.page + 1 and int(match[2]) >= count
    if row.at_top and row.index == 0 and _PRINTED.fullmatch(row.text):
        return True
    return count == 1 and not row.at_top and row.index > 0 and bool(_BARE.fullmatch(row.text)) and "1" in row.text
