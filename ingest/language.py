"""The language of a policy's text."""

from __future__ import annotations

DEFAULT_LANGUAGE = "en"
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
