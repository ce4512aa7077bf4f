"""Mends misspelled words of a question against the policies' own vocabulary and common English.

A word that the policies use or that is an English word stays. Names are protected by the caller. What is mended is
the text that is searched for; the user's own words are kept for everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.lexicon import lexicon
from ingest.models import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST = 4
_LONG = 8


@dataclass(frozen=True, slots=True)
class Mended:
    text: str
    changes: tuple[tuple[str, str], ...]


@cache
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=2)


def is_english(word: str) -> bool:
    """Whether a lower-case word is an ordinary one: in the English dictionary, or among the lexicon's own."""
    words = lexicon()
    return word in _english() or word in words.vocabulary or word in words.boilerplate


def mend(text: str, vocabulary: Mapping[str, int], *, protected: Iterable[Span] = ()) -> Mended:
    """Replace each unknown word by the nearest known one, if there is one near enough.

    `vocabulary` maps lower-case words of the policies to how often they occur. Nearness is the optimal string
    alignment distance (a swap of neighbours is one step): 1 for short words, 2 from eight letters on. The policies'
    words go before other English words of the same distance; a short word becomes no other English word but one of
    those that carry no topic, since "meds" is no misspelled "mess".
    """
    keep = tuple(protected)
    changes: list[tuple[str, str]] = []

    def mended(match: re.Match[str]) -> str:
        word = match.group()
        span = Span(match.start(), match.end())
        lowered = word.lower().replace("’", "'")
        if len(word) < _SHORTEST or any(span.overlaps(other) for other in keep) or _known(lowered, vocabulary):
            return word
        better = _nearest(lowered, vocabulary)
        if better is None:
            return word
        changes.append((word, better))
        return better

    return Mended(_WORD.sub(mended, text), tuple(changes))


def _known(word: str, vocabulary: Mapping[str, int]) -> bool:
    return word in vocabulary or is_english(word) or (word.endswith("'s") and _known(word[:-2], vocabulary))


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    most = 2 if len(word) >= _LONG else 1
    candidates: list[tuple[int, int, int, str]] = []
    for other, count in vocabulary.items():
        if abs(len(other) - len(word)) > most or len(other) < _SHORTEST:
            continue
        distance = OSA.distance(word, other, score_cutoff=most)
        if distance <= most:
            candidates.append((distance + (other[0] != word[0]), 0, -count, other))
    english = _english()
    for other in english.candidates(word) or ():
        if other != word and (len(word) > _SHORTEST or other in lexicon().function_words):
            distance = OSA.distance(word, other)
            if distance <= most:
                candidates.append((distance + (other[0] != word[0]), 1, -english[other], other))
    return min(candidates)[3] if candidates else None
