"""Which paragraphs of a PDF are headings, and how deep: by the size and weight of letters and by numbers. Pure.

Headings that look alike are told apart by numbering ("1." above "1.1", "A." or "(a)" below), in the order in which
the ways of numbering first come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.dates import find_effective_date
from ingest.loaders.pdf.paragraphs import Paragraph, Typography
from ingest.markers import Marker

_LARGER = 1.06
_MOST_CHARACTERS = 200
_MOST_WORDS = 25
_MOST_NUMBERED_WORDS = 12
_MOST_LEAD_IN_WORDS = 6
_MOST_LEVEL = 6
_ADDRESS = re.compile(r"\S@\S|https?://|\bwww\.", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}\.?[ \xa0]\w{3,12}\.?,? \d{4}|\w{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|[\d./-]+")
_SENTENCE_END = (".", "!", ";", ",", "…", "。")
_Look = tuple[float, bool]
_Numbering = tuple[str, str, int]


def heading_levels(paragraphs: Sequence[tuple[Paragraph | None, str]], typography: Typography) -> dict[int, int]:
    """The level of each paragraph that is a heading, by its index; 1 is the outermost. Each comes with its text."""
    headings = [
        (index, paragraph)
        for index, (paragraph, text) in enumerate(paragraphs)
        if paragraph is not None and _is_heading(paragraph, text, typography)
    ]
    numberings: dict[_Look, list[_Numbering]] = {}
    ranks: dict[int, tuple[float, bool, int]] = {}
    for index, paragraph in headings:
        size, bold = _look(paragraph)
        known = numberings.setdefault((size, bold), [])
        numbering = _numbering(paragraph.marker)
        if numbering is not None and numbering not in known:
            known.append(numbering)
        ranks[index] = (-size, not bold, known.index(numbering) if numbering is not None else 0)
    levels = {rank: level for level, rank in enumerate(sorted(set(ranks.values())), start=1)}
    return {index: min(levels[rank], _MOST_LEVEL) for index, rank in ranks.items()}


def _is_heading(paragraph: Paragraph, text: str, typography: Typography) -> bool:
    larger = paragraph.first.size > _LARGER * typography.size
    heavier = paragraph.bold and not typography.bold and paragraph.first.size >= typography.size / _LARGER
    return (larger or heavier) and _reads_as_heading(text, paragraph.marker)


def _reads_as_heading(text: str, marker: Marker | None) -> bool:
    words = len(text.split())
    if len(text) > _MOST_CHARACTERS or words > _MOST_WORDS or text[0].islower() or _ADDRESS.search(text):
        return False
    if (marker is not None and marker.is_bullet) or not any(char.isalpha() for char in text) or _DATE.fullmatch(text):
        return False
    if text.endswith((":", "：")):
        return words <= _MOST_LEAD_IN_WORDS
    if text.endswith(_SENTENCE_END):
        return marker is not None and words <= _MOST_NUMBERED_WORDS
    return find_effective_date(text) is None


def _look(paragraph: Paragraph) -> _Look:
    return round(2 * paragraph.first.size) / 2, paragraph.bold


def _numbering(marker: Marker | None) -> _Numbering | None:
    """The way a heading is numbered: its kind of numbers, their dress, and how many there are in "1.2.3"."""
    if marker is None:
        return None
    reading = marker.readings[0]
    return reading.kind, marker.style, len(reading.prefix)
