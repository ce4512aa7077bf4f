"""Sentence boundaries, by nupunkt (made for legal text), with what it gets wrong on policies put right."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from ingest.models import Span

if TYPE_CHECKING:
    from nupunkt import PunktSentenceTokenizer

_REACH = 40
_WHITE = re.compile(r"\s")
_BULLETS = "•●▪◦‣"

# Words that open a sentence after "Inc." or "U.S.", where else a name goes on, and where the space is missing.
_OPENER = r"(?=(?:We|You|Your|Our|The|This|These|That|If|It|They|Their|When|However|Please|In|For|To|Such|By|As)\s)"
_AFTER_NAME = "|".join(rf"(?<=\b{name}\. )" for name in (r"U\.S", "Inc", "Ltd", "GmbH", "etc", r"p\.m", r"a\.m"))
_ALSO_BEFORE = re.compile(
    rf"(?<=[。！？])(?![」』）)”’。！？])|(?=[{_BULLETS}])|(?<=[a-z)][.!?]){_OPENER}|(?:{_AFTER_NAME}){_OPENER}"
)

_NEVER_LAST = re.compile(
    r"(?:^|[\s(])(?:e\.\s?g|i\.\s?e|z\.\s?B|d\.\s?h|p\.\s?ex|gem|Art|Abs|Ziff|lit|ggf|inkl|bzgl|bzw|vgl|cf|Tel|Dr|Mr|Mrs"
    r"|Ms|Mme|Prof|Sr|Sra|vs)\.\Z"
)
_BEFORE_FIGURE = re.compile(
    r"(?:^|[\s(’'])(?:no|nr|art|sec|sect|para|max|min|ca|approx|vol|pp|p|n|núm|s)\.\Z", re.IGNORECASE
)
_DAY = re.compile(r"(?:^|\s)\d{1,2}\.\Z")
_MONTH = re.compile(r"jan|feb|mär|mar|apr|mai|maj|may|jun|jul|aug|sep|okt|oct|nov|dez|dec|des", re.IGNORECASE)
_MARKER = r"\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]"
_LONE_MARKER = re.compile(rf"{_MARKER}\Z")
_LAST_MARKER = re.compile(rf"(?<=[.;:!?]) +(?={_MARKER}\Z)")


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
    for piece in _pieces(folded):
        if not found:
            found.append(piece)
            continue
        before = found.pop()
        bulleted = any(bullet in folded[before.end : piece.start] for bullet in _BULLETS)
        if not bulleted and _runs_on(folded[before.start : before.end], folded[piece.start : piece.start + _REACH]):
            found.append(Span(before.start, piece.end))
            continue
        cut = _last_marker(folded, before)
        found += [Span(before.start, cut.start), Span(cut.end, piece.end)] if cut else [before, piece]
    return [Span(span.start + piece.start, span.start + piece.end) for piece in found]


def _last_marker(folded: str, piece: Span) -> Span | None:
    """The space before a marker that ends a piece but belongs to the next: "Name. (ii)" before "Address."."""
    match = _LAST_MARKER.search(folded, max(piece.start, piece.end - _REACH), piece.end)
    if match is None:
        return None
    before = folded[max(piece.start, match.start() - _REACH) : match.start()]
    return None if _NEVER_LAST.search(before) or _BEFORE_FIGURE.search(before) else Span(*match.span())


def _pieces(folded: str) -> list[Span]:
    """What lies between the boundaries that nupunkt finds and those that it misses, white space and bullets off."""
    starts = {start for _, (start, _) in _tokenizer().tokenize_with_spans(folded)}
    starts.update(match.end() for match in _ALSO_BEFORE.finditer(folded))
    ordered = sorted(starts | {0})
    pieces = []
    for start, end in zip(ordered, [*ordered[1:], len(folded)], strict=True):
        piece = folded[start:end]
        text = piece.lstrip(f" {_BULLETS}").rstrip()
        if text:
            first = start + len(piece) - len(piece.lstrip(f" {_BULLETS}"))
            pieces.append(Span(first, first + len(text)))
    return pieces


def _runs_on(before: str, after: str) -> bool:
    """Whether the boundary between two pieces is none: an abbreviation, or nothing that could begin a sentence."""
    end = before[-_REACH:]
    if after[0].islower() or not any(char.isalnum() for char in after):
        return True
    if _NEVER_LAST.search(end) or _LONE_MARKER.fullmatch(before):
        return True
    if after[0].isdigit() and _BEFORE_FIGURE.search(end):
        return True
    return bool(_DAY.search(end) and _MONTH.match(after))
