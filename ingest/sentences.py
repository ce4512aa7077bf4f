"""Sentence boundaries, by nupunkt (made for legal text), with what it gets wrong on policies put right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.models import Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_WHITE = re.compile(r"\s")
_OPEN_END = re.compile(
    r"(?:\b(?:e\.\s?g|i\.\s?e|z\.\s?B|u\.\s?a|d\.\s?h|bzw|ggf|usw|vgl|Nr|No|Art|Abs|Ziff|lit|Sec|Sect|para|cf|vs|approx"
    r"|p\.\s?ex|Inc|Ltd|Corp|Co|St|Dr|Mr|Mrs|Ms|Prof|Pvt|Pty|S\.\s?A|al)\.|\()\Z"
)


@cache
def _tokenizer() -> PunktSentenceTokenizer:
    from nupunkt import load_default_model

    return load_default_model()


def sentences(text: str, span: Span) -> list[Span]:
    """The sentences of `text[span.start:span.end]`, without the white space around them.

    White space of any kind and amount, blank lines included, is read as a space: where a hard wrap cut a sentence, its
    span runs across the cut.
    """
    folded = _WHITE.sub(" ", text[span.start : span.end])
    found: list[Span] = []
    for _, (start, end) in _tokenizer().tokenize_with_spans(folded):
        piece = folded[start:end]
        if not piece.strip():
            continue
        first = start + len(piece) - len(piece.lstrip())
        last = start + len(piece.rstrip())
        if found and _runs_on(folded[found[-1].start : found[-1].end], folded[first:last]):
            found[-1] = Span(found[-1].start, last)
        else:
            found.append(Span(first, last))
    return [Span(span.start + piece.start, span.start + piece.end) for piece in found]


def _runs_on(before: str, after: str) -> bool:
    """Whether the boundary between two pieces is none: an abbreviation, or nothing that could begin a sentence."""
    if _OPEN_END.search(before[-12:]):
        return after[0].islower() or after[0].isdigit() or after[0] in "(,;"
    return not any(char.isalnum() for char in after) or (after[0].islower() and before[-1] not in "?!;:")
