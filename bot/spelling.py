"""Mends misspelled words of a question against the policies' own vocabulary and common English.

A word that the policies use or that is an English word stays, and so do names, acronyms and other languages. What is
mended is the text that is searched for; the user's own words are kept for everything else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import OSA
from spellchecker import SpellChecker

from bot.claims import practice_words
from bot.lexicon import Lexicon, lexicon
from ingest.models import Span

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ALONE_BEFORE = re.compile(r"(?:^|[\s(\"“])$")
_ALONE_AFTER = re.compile(r"$|[\s?!.,;:)\"”]")
_SHORTEST = 3
# Up to this length a letter may be missing, doubled or swapped, but not another one: "meds" is no misspelled "mess".
_SHORT = 4
_LONG = 8
_VOWELS_WRONG = 2
_VOWEL = re.compile(r"[aeiouy]")
# What the dictionary counts no oftener than this is not what anybody meant: "uptime" is no misspelled "optime".
_RARE = 50
_FEWEST_FOREIGN = 3
# The dictionary is American; a British spelling is no misspelling.
_BRITISH = re.compile(
    r"is(?=e[ds]?$|ing$|ations?$)|our(?=$|s$|ed$|ing$|able$|ite)|tre(?=s?$)|ys(?=e[ds]?$|ing$)|ogue(?=s?$)"
)
_AMERICAN = {"is": "iz", "our": "or", "tre": "ter", "ys": "yz", "ogue": "og"}
# What stands for a policy's name in the text says nothing of its language.
_STAND_INS = frozenset({"you", "your"})


@dataclass(frozen=True, slots=True)
class Mended:
    """`changes` are the pairs of what was typed and what it was read as, in order, but for British spellings."""

    text: str
    changes: tuple[tuple[str, str], ...]


class _Step(NamedTuple):
    """`distance` is one more where the first letter differs; `replaced`: a letter stands for another."""

    distance: int
    replaced: bool


class _Candidate(NamedTuple):
    """A known word near to what was typed; the least is the best. `source`: 0 the policies, 1 English."""

    distance: int
    source: int
    replaced: bool
    rarity: int
    word: str | None


_NONE = _Candidate(0, 0, False, 0, None)


class Vocabulary(Mapping[str, int]):
    """Several maps of words to counts, read as one with the sums of these. To put them into one would take longer than
    most questions look at them: few have a word that is misspelled."""

    def __init__(self, counts: Sequence[Mapping[str, int]]) -> None:
        self._counts = counts

    def __getitem__(self, word: str) -> int:
        if word not in self:
            raise KeyError(word)
        return sum(one.get(word, 0) for one in self._counts)

    def __contains__(self, word: object) -> bool:
        return any(word in one for one in self._counts)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(chain.from_iterable(self._counts)))

    def __len__(self) -> int:
        return len(dict.fromkeys(chain.from_iterable(self._counts)))


@cache
def _english() -> SpellChecker:
    return SpellChecker(language="en", distance=1)


def is_english(word: str) -> bool:
    """Whether a lower-case word is an ordinary one: in the English dictionary, or among the lexicon's own."""
    words = lexicon()
    return (
        word in _english()
        or word in words.vocabulary
        or word in words.boilerplate
        or word in words.function_words
        or word in words.modern_words
    )


def mend(text: str, vocabulary: Mapping[str, int], *, protected: Iterable[Span] = ()) -> Mended:
    """Replace each unknown word by the nearest known one, if there is one near enough.

    `vocabulary` maps lower-case words of the policies to how often they occur. Nearness is the optimal string
    alignment distance (a swap of neighbours is one step): 1, or 2 for the policies' words from eight letters on; a verb
    of what is done with data with only its vowels wrong ("shers") is as near as 1. A letter left out or swapped goes
    before another letter, and the policies' words before other English words.
    """
    keep = tuple(protected)
    words = list(_WORD.finditer(text))
    if _is_foreign([_folded(match.group()) for match in words], vocabulary):
        return Mended(text, ())
    shouted = text.isupper()
    changes: list[tuple[str, str]] = []
    parts: list[str] = []
    at = 0
    for match in words:
        word, span = match.group(), Span(match.start(), match.end())
        named = not shouted and _looks_like_a_name(text, match)
        better = None if named or any(span.overlaps(other) for other in keep) else _better(text, match, vocabulary)
        if better is not None and better != word:
            if better != _american(_folded(word)):
                changes.append((word, better))
            parts += [text[at : span.start], better]
            at = span.end
    return Mended("".join([*parts, text[at:]]), tuple(changes))


def _better(text: str, match: re.Match[str], vocabulary: Mapping[str, int]) -> str | None:
    """What a word was meant to be; None where it is right, or nothing is near."""
    word = _folded(match.group())
    alone = _ALONE_BEFORE.search(text[: match.start()][-1:]) and _ALONE_AFTER.match(text, match.end())
    if alone and word in lexicon().shorthand:
        return lexicon().shorthand[word]
    contraction = _contractions().get(word)
    if contraction is not None and word not in vocabulary:
        return contraction
    if len(word) < _SHORTEST or _known(word, vocabulary):
        return None
    american = _american(word)
    return american if _known(american, vocabulary) else _nearest(word, vocabulary)


def _american(word: str) -> str:
    return _BRITISH.sub(lambda british: _AMERICAN[british.group()], word)


@cache
def _contractions() -> dict[str, str]:
    """Contractions by how they look without the apostrophe ("whats"), unless that is another word ("were")."""
    words = lexicon()
    whole = words.function_words - {word for word in words.function_words if "'" in word}
    return {
        bare: word
        for word in sorted(words.function_words)
        if "'" in word and (bare := word.replace("'", "")) not in whole and bare not in _OTHER_WORDS
    }


_OTHER_WORDS = frozenset({"hell", "id", "ill", "shed", "shell", "wed", "well", "were"})


def _folded(word: str) -> str:
    return word.lower().replace("’", "'")


def _known(word: str, vocabulary: Mapping[str, int]) -> bool:
    return word in vocabulary or is_english(word) or (word.endswith("'s") and _known(word[:-2], vocabulary))


def _looks_like_a_name(text: str, match: re.Match[str]) -> bool:
    """Whether capitals tell that a word is a name or an acronym: all of it, or the first letter inside a sentence."""
    word = match.group()
    if word.isupper():
        return len(word) > 1
    before = text[: match.start()].rstrip()
    return word[0].isupper() and bool(before) and before[-1] not in ".?!:\"“'"


def _is_foreign(words: list[str], vocabulary: Mapping[str, int]) -> bool:
    """Whether a text is in another language: most of its words are unknown, and none of the little ones is English."""
    if len(words) < _FEWEST_FOREIGN or any(_is_little(word) for word in words):
        return False
    return 2 * sum(not _known(word, vocabulary) for word in words) > len(words)


def _is_little(word: str) -> bool:
    words = lexicon()
    return (word in words.function_words and word not in _STAND_INS) or word in words.shorthand


def _nearest(word: str, vocabulary: Mapping[str, int]) -> str | None:
    return min(_candidates(word, vocabulary, lexicon()), default=_NONE).word


def _candidates(word: str, vocabulary: Mapping[str, int], words: Lexicon) -> Iterator[_Candidate]:
    most = 2 if len(word) >= _LONG else 1
    for other, count in vocabulary.items():
        if len(other) > len(word) - most and (found := _near(word, other, most)) is not None:
            yield _Candidate(found.distance, 0, found.replaced, -count, other)
    if len(word) > _SHORT:
        # What is done with data, with its vowels wrong: "shers", "stoares".
        bones = _without_vowels(word)
        for other in practice_words():
            if _without_vowels(other) == bones and OSA.distance(word, other) <= _VOWELS_WRONG:
                yield _Candidate(1, 0, False, -vocabulary.get(other, 0), other)
    english = _english()
    for other in sorted(english.known(english.edit_distance_1(word)) - _contractions().keys()):
        common = english[other] > _RARE and (len(word) > _SHORT or other in words.function_words)
        if common and (found := _near(word, other, 1)) is not None:
            yield _Candidate(found.distance, 1, found.replaced, -english[other], other)


def _without_vowels(word: str) -> str:
    return word[:1] + _VOWEL.sub("", word[1:])


def _near(word: str, other: str, most: int) -> _Step | None:
    """How one word becomes another in at most so many steps; None where it does not."""
    if abs(len(other) - len(word)) > most or len(other) < _SHORTEST:
        return None
    distance = OSA.distance(word, other, score_cutoff=most)
    if distance > most:
        return None
    replaced = len(word) == len(other) and sorted(word) != sorted(other)
    if len(word) <= _SHORT and (replaced or len(other) < len(word) or other[0] != word[0]):
        return None
    return _Step(distance + (other[0] != word[0]), replaced)
