"""The language of a policy's text, and whether an embedding model knows it."""

from __future__ import annotations

from collections.abc import Mapping

DEFAULT_LANGUAGE = "en"
# What the built-in models were trained on. Of other models nothing is known here: they are taken to know all.
_KNOWN: Mapping[str, frozenset[str]] = {"minilm": frozenset({"en"}), "wordllama": frozenset({"en"})}
# With fewer characters than this the identifier guesses.
_TOO_SHORT = 120
_SAMPLE = 20_000


def detect_language(text: str) -> str:
    """An ISO 639-1 code; English where the text is too short to tell."""
    sample = " ".join(text[:_SAMPLE].split())
    if len(sample) < _TOO_SHORT:
        return DEFAULT_LANGUAGE
    import py3langid  # its first call takes a second

    language, _score = py3langid.classify(sample)
    return str(language)


def is_covered(language: str, *, embeddings: str) -> bool:
    """Whether the embedding model of that setting knows a language; where it does not, only words find clauses."""
    return embeddings not in _KNOWN or language in _KNOWN[embeddings]
