"""Word stems for full-text search, made here and not by the database, so that every language has its own rules."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import cache, lru_cache
from typing import Protocol

import snowballstemmer

# ISO 639-1 to the names of the Snowball algorithms. A language that is not here keeps its words as they are.
_ALGORITHMS = {
    "ar": "arabic", "hy": "armenian", "eu": "basque", "ca": "catalan", "da": "danish", "nl": "dutch",
    "en": "english", "et": "estonian", "fi": "finnish", "fr": "french", "de": "german", "el": "greek",
    "hi": "hindi", "hu": "hungarian", "id": "indonesian", "ga": "irish", "it": "italian", "lt": "lithuanian",
    "ne": "nepali", "no": "norwegian", "nb": "norwegian", "nn": "norwegian", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "es": "spanish", "sv": "swedish", "ta": "tamil", "tr": "turkish",
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+")
# A Snowball stemmer keeps the word that it works on in itself: one thread at a time.
_STEMMING = threading.Lock()


class _Stemmer(Protocol):
    def stemWord(self, word: str) -> str: ...  # noqa: N802 (its name there)


@cache
def _stemmer(language: str) -> _Stemmer | None:
    algorithm = _ALGORITHMS.get(language)
    return None if algorithm is None else snowballstemmer.stemmer(algorithm)


@lru_cache(maxsize=50_000)
def _stem(word: str, language: str) -> str:
    stemmer = _stemmer(language)
    if stemmer is None:
        return word
    with _STEMMING:
        return stemmer.stemWord(word)


def stems(text: str, language: str) -> list[str]:
    """The stems of a text's words (runs of letters and digits), in lower case, in order.

    `language` is an ISO 639-1 code. Letters that are written as two characters count as one.
    """
    return [_stem(word, language) for word in _WORD.findall(unicodedata.normalize("NFC", text.lower()))]
