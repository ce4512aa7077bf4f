"""Headings that only their look tells: whether a text reads as one, and how deep it is among others. Pure.

Headings that look alike are told apart by numbering ("1." above "1.1", "A." or "(a)" below), in the order in which
the ways of numbering first come.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.dates import find_effective_date
from ingest.markers import Marker

_MOST_CHARACTERS = 200
_MOST_WORDS = 25
_MOST_NUMBERED_WORDS = 12
_MOST_LEAD_IN_WORDS = 6
_ADDRESS = re.compile(r"\S@\S|https?://|\bwww\.", re.IGNORECASE)
_DATE = re.compile(r"\d{1,2}\.?[ \xa0]\w{3,12}\.?,? \d{4}|\w{3,12}\.? \d{1,2}(?:st|nd|rd|th)?,? \d{4}|[\d./-]+")
_SENTENCE_END = (".", "!", ";", ",", "…", "。")


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A heading by its place in the document, the size of its letters, their weight, and its marker."""

    index: int
    size: float
    bold: bool
    marker: Marker | None


def reads_as_heading(text: str, marker: Marker | None) -> bool:
    """Whether a line whose look says so can be a heading: no sentence, no date, no address, no bullet."""
    words = len(text.split())
    if len(text) > _MOST_CHARACTERS or words > _MOST_WORDS or text[:1].islower() or _ADDRESS.search(text):
        return False
    if (marker is not None and marker.is_bullet) or not any(char.isalpha() for char in text) or _DATE.fullmatch(text):
        return False
    if text.endswith((":", "：")):
        return words <= _MOST_LEAD_IN_WORDS
    if text.endswith(_SENTENCE_END):
        return marker is not None and words <= _MOST_NUMBERED_WORDS
    return find_effective_date(text) is None


def heading_levels(headings: Sequence[LookedAt]) -> dict[int, int]:
    """The level of each heading by its index; 1 is the outermost, which has the largest letters."""
    numberings: dict[tuple[float, bool], list[tuple[str, str, int]]] = {}
    ranks: dict[int, tuple[float, bool, int]] = {}
    for heading in headings:
        known = numberings.setdefault((heading.size, heading.bold), [])
        numbering = _numbering(heading.marker)
        if numbering is not None and numbering not in known:
            known.append(numbering)
        ranks[heading.index] = (-heading.size, not heading.bold, known.index(numbering) if numbering else 0)
    levels = {rank: level for level, rank in enumerate(sorted(set(ranks.values())), start=1)}
    return {index: levels[rank] for index, rank in ranks.items()}


def _numbering(marker: Marker | None) -> tuple[str, str, int] | None:
    """The way a heading is numbered: its kind of numbers, their dress, and how many there are in "1.2.3"."""
    if marker is None:
        return None
    reading = marker.readings[0]
    return reading.kind, marker.style, len(reading.prefix)
