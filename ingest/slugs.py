"""Readable names for clauses: a heading's bare words, and keys for clauses that have no number."""

from __future__ import annotations

import html
import re
import unicodedata

_MAX_CHARS = 60
_APOSTROPHES = "'’ʼ"
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_EMPHASIS = re.compile(r"(?<!\w)[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}(?!\w)")
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain(text: str) -> str:
    """A heading's words: white space folded, and Markdown's and HTML's marks of emphasis, links and escapes off."""
    flat = " ".join(_TAG.sub("", text).split()).lstrip("#").strip()
    bare = _EMPHASIS.sub("", _LINK.sub(r"\1", flat))
    return html.unescape(_ESCAPE.sub(r"\1", bare)).strip()


def slug(text: str, *, words: int) -> str:
    """The first words in small letters, joined by hyphens; accents are folded, letters of other scripts are kept.

    "" where the text has no letter or digit.
    """
    folded = unicodedata.normalize("NFKD", text[:160].casefold())
    plain = unicodedata.normalize("NFC", "".join(char for char in folded if not "\u0300" <= char <= "\u036f"))
    spaced = "".join(char if _is_word_char(char) else " " for char in plain if char not in _APOSTROPHES)
    return "-".join(spaced.split()[:words])[:_MAX_CHARS].strip("-")


def _is_word_char(char: str) -> bool:
    """Letters, digits, and the vowel signs of scripts that write them as marks."""
    return char.isalnum() or unicodedata.category(char).startswith("M")
