"""What a quote needs to be whole: the address that it announces, and the notes that its asterisks point at. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.answering.places import announced
from bot.answering.quotes import Quote
from bot.retrieval import Ranking
from bot.units import Sentence

_POINTS = re.compile(r"(?<=[\w.)])(?P<mark>\*{1,3}|[†‡])(?!\w)")
_NOTE = re.compile(r"^\W*?(?P<mark>\*{1,3}|[†‡])\s*(?=\w)")


def completing(quotes: Sequence[Quote], ranking: Ranking) -> list[Sentence]:
    """Sentences that are not quoted: the lines of the address that the best quote announces, then the notes of all."""
    if not quotes:
        return []
    units = ranking.units
    spans = [part.span for quote in quotes for part in quote.parts]
    told = [one for one in units.sentences if any(span.contains(one.span) for span in spans)]
    best = [one for one in told if quotes[0].parts[-1].span.contains(one.span)]
    lines = announced(best[-1], units) if best else []
    return [one for one in (*lines, *_notes(told, ranking)) if not any(span.overlaps(one.span) for span in spans)]


def _notes(told: Sequence[Sentence], ranking: Ranking) -> Iterator[Sentence]:
    """For each mark the nearest note behind it."""
    for one in told:
        for mark in {found["mark"] for found in _POINTS.finditer(ranking.text(one))}:
            behind = ranking.units.sentences[one.index + 1 :]
            notes = (other for other in behind if (note := _NOTE.match(ranking.text(other))) and note["mark"] == mark)
            yield from (note for note in [next(notes, None)] if note is not None)
