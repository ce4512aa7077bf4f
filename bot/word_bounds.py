"""Whether a name stands in a text as words of their own: "Ideo" does not stand in "video". Pure.

A name begins and ends where words do; in scripts that are written without spaces (Chinese, Japanese, Thai) a word may
begin anywhere, so that "Zoom" stands in "使用Zoom进行". Case, accents and the marks inside a name count for nothing.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

# Letters of scripts that are written without spaces, as a class of a regular expression.
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_IS_UNSPACED = re.compile(rf"[{UNSPACED}]")
_PART = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
_LOWER_WORD = re.compile(r"\b[^\W\d_A-Z]{4,}\b")
# A capital after one of these begins a sentence or a line, and tells nothing.
_BEGINS = ".!?:;•*-–—#>|)\"“”'‘’"
_PATTERNS_KEPT = 1_000


def folded_name(text: str) -> str:
    """In lower case and without accents."""
    return _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))


def has_name(folded_text: str, name: str) -> bool:
    """Whether a text, folded as names are, has a name: as written, in the plural, or with other marks inside."""
    pattern = _pattern(name)
    return pattern is not None and pattern.search(folded_text) is not None


def has_as_name(text: str, name: str) -> bool:
    """Whether a text writes a word as a name: with its capital, inside a sentence. A heading where all words have
    capitals tells nothing."""
    for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        line_start, line_end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
        before = text[line_start : match.start()].rstrip()
        line = text[line_start : line_end if line_end >= 0 else len(text)]
        if before and before[-1] not in _BEGINS and _LOWER_WORD.search(line):
            return True
    return False


@lru_cache(_PATTERNS_KEPT)
def _pattern(name: str) -> re.Pattern[str] | None:
    parts = _PART.findall(folded_name(name))
    if not parts:
        return None
    inside = r"[\s.,&+_'’-]{0,3}".join(map(re.escape, parts))
    letters = "".join(parts)
    start = "" if _IS_UNSPACED.match(letters[0]) else rf"(?<![^\W_{UNSPACED}])"
    end = "" if _IS_UNSPACED.match(letters[-1]) else rf"(?:(?:e?s)?(?![^\W_{UNSPACED}]))"
    # "Partners" stands where "partner" does, too.
    if len(letters) > 3 and letters.endswith("s") and not letters.endswith("ss"):
        inside = f"{inside[:-1]}s?"
    return re.compile(f"{start}{inside}{end}")
