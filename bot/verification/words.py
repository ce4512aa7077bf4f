"""A text as words: contractions written out, each word with its stem and the punctuation before it. Pure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from ingest.stems import stems

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)?(?:(?<=\d)[.,](?=\d)[^\W_]+)*|[^\w\s]")
_MARKS = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'", "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-"})
_ENDINGS = (("n't", "not"), ("'ll", "will"), ("'re", "are"), ("'ve", "have"), ("'m", "am"), ("'d", "would"))
# The name of a signal, which denies nothing.
_DO_NOT_TRACK = re.compile(r"\bDo[- ]Not[- ]Track\b")
_WHOLE = {
    "cannot": ("can", "not"),
    "can't": ("can", "not"),
    "won't": ("will", "not"),
    "shan't": ("shall", "not"),
    "ain't": ("is", "not"),
    "let's": ("let", "us"),
    "e-mail": ("email",),
    "noone": ("nobody",),
}
_SHORT = {"US": ("united", "states"), "USA": ("united", "states"), "UK": ("united", "kingdom")}
# After these an 's is a verb, elsewhere the mark of possession.
_WITH_IS = frozenset({"it", "that", "there", "who", "what", "here", "he", "she", "where", "this"})


def word_set(written: str) -> frozenset[str]:
    return frozenset(written.split())


@dataclass(frozen=True, slots=True)
class Word:
    """`before` is the punctuation between the previous word and this one, without white space."""

    text: str
    stem: str
    before: str
    capital: bool


def normal(text: str) -> str:
    """One kind of apostrophe and of hyphen, compatibility characters resolved; the letters' case stays."""
    return unicodedata.normalize("NFKC", text.translate(_MARKS)).replace("\u00ad", "").replace("\u200b", "")


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order."""
    made: list[Word] = []
    before = ""
    plain = _DO_NOT_TRACK.sub("DNT", re.sub(r"\b([Ee])-(mails?)\b", r"\1\2", normal(text)))
    for match in _TOKEN.finditer(plain):
        piece = match.group()
        if not piece[0].isalnum():
            # A hyphen inside a word parts nothing.
            around = plain[max(0, match.start() - 1) : match.start()] + plain[match.end() : match.end() + 1]
            before += "" if piece == "-" and len(around.strip()) == 2 else piece
            continue
        for place, part in enumerate(_SHORT.get(piece) or _parts(piece.lower())):
            made.append(Word(part, stem_of(part), before, piece[0].isupper() and (place == 0 or piece in _SHORT)))
            before = ""
    return tuple(made)


def stem_of(word: str) -> str:
    found = stems(word, "en")
    return found[0] if len(found) == 1 else word


def _parts(token: str) -> tuple[str, ...]:
    if token in _WHOLE:
        return _WHOLE[token]
    for ending, full in _ENDINGS:
        if token.endswith(ending) and len(token) > len(ending):
            return token[: -len(ending)], full
    if token.endswith("'s"):
        return (token[:-2], "is") if token[:-2] in _WITH_IS else (token[:-2],)
    return (token.removesuffix("'"),)
