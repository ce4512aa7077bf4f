"""Finding a claimed quote in a text although white space, quotation marks or hyphens are written otherwise. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.models import Span

_QUOTATION_MARKS = "\"'`´‘’‚‛“”„‟«»‹›′″"
_HYPHENS = "-‐‑‒–—―−"
# Soft hyphens, zero-width marks, and the marks of emphasis in Markdown: not there for whoever reads the text.
_UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff*"
_FOLD = {
    **dict.fromkeys(_QUOTATION_MARKS, "'"),
    **dict.fromkeys(_HYPHENS, "-"),
    **dict.fromkeys(_UNSEEN, ""),
    "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Folded:
    """`text[i]` was made of the raw text's `starts[i]` to `ends[i]`."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def fold(text: str) -> str:
    """The text as quotes are compared: white space as single blanks, one kind of quotation mark and of hyphen."""
    return _fold(text, 0).text.strip()


def find_quote(quote: str, text: str, within: Span) -> Span | None:
    """Where the quote stands in the span of the text, in code points of the text; None where it does not.

    Words must be the same to the letter, and whole; an ellipsis is not taken for words left out. A quote that stands
    there twice is found where it stands first.
    """
    wanted = fold(quote)
    there = _fold(text[within.start : within.end], within.start)
    for candidate in dict.fromkeys((wanted, wanted.strip("' "))):
        if any(char.isalnum() for char in candidate) and (found := _whole(candidate, there)) is not None:
            return found
    return None


def _fold(text: str, offset: int) -> _Folded:
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for at, raw in enumerate(text, start=offset):
        folded = " " if raw.isspace() else _FOLD.get(raw, raw)
        if folded in {" ", "'"} and chars and chars[-1] == folded:
            ends[-1] = at + 1
            continue
        for char in folded:
            chars.append(char)
            starts.append(at)
            ends.append(at + 1)
    return _Folded("".join(chars), tuple(starts), tuple(ends))


def _whole(wanted: str, there: _Folded) -> Span | None:
    """The first place where the wanted words stand as whole words and as whole characters of the raw text."""
    at = there.text.find(wanted)
    while at >= 0:
        end = at + len(wanted)
        begins = at == 0 or not _joined(there.text[at - 1], wanted[0])
        stops = end == len(there.text) or not _joined(wanted[-1], there.text[end])
        if begins and stops:
            return Span(there.starts[at], there.ends[end - 1])
        at = there.text.find(wanted, at + 1)
    return None


def _joined(before: str, after: str) -> bool:
    return before.isalnum() and after.isalnum()
