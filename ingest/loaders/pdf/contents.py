"""Tables of contents in a PDF: lines that end, after a gap or dots, with the number of a page. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from ingest.loaders.pdf.geometry import Element, Line

_LEAST_LINES = 3
_GAP = 1.5
_LEADERS = re.compile(r"[.…·_]{3,}\s*\d{1,4}\Z|[.…·]\s[.…·]\s[.…·]\s*\d{1,4}\Z")
_NUMBER = re.compile(r"(\d{1,4})\Z")


def without_contents(zone: Sequence[Element]) -> list[Element]:
    """The zone without runs of lines that name pages in rising order."""
    kept: list[Element] = []
    run: list[Line] = []
    for element in (*zone, None):
        if isinstance(element, Line) and _names_page(element):
            run.append(element)
            continue
        if not _is_contents(run):
            kept += run
        run = []
        if element is not None:
            kept.append(element)
    return kept


def _names_page(line: Line) -> bool:
    if _LEADERS.search(line.text):
        return True
    if len(line.words) < 2 or not line.words[-1].text.isdecimal():
        return False
    return line.words[-1].left - line.words[-2].right > _GAP * line.size


def _is_contents(run: Sequence[Line]) -> bool:
    numbers = [int(match[1]) for line in run if (match := _NUMBER.search(line.text))]
    return len(run) >= _LEAST_LINES and all(earlier <= later for earlier, later in pairwise(numbers))
