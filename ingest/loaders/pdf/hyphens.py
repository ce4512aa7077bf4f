"""Lines put together into running text: a word that a line end cut is whole again, a real hyphen stays. Pure.

Whether "third-" and "party" are "third-party" or "thirdparty" is told by the rest of the document, which has most
words more than once, and by whether the document cuts words at all: many programs never do.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.loaders.pdf.geometry import Line

_EDGES = "\"'“”„‘’«»()[]{}.,;:!?…"
_CUT = re.compile(r"([^\W\d_]+)-\Z")
_GOES_ON = re.compile(r"[^\W\d_]+")
_PREFIXES = frozenset(("all", "anti", "cross", "e", "ex", "first", "multi", "non", "opt", "self", "third", "well"))
_ADDRESS = re.compile(r"(?:https?://|www\.|\S+@)\S*\Z|\S+\.\S+/\S*\Z", re.IGNORECASE)
_OPEN_ADDRESS = "/-._?=&@#%"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a document, in small letters, with how often each stands; and whether it cuts words at line ends."""

    words: Counter[str]
    cuts_words: bool

    def is_compound(self, before: str, after: str) -> bool:
        """Whether the hyphen between two halves is part of the word."""
        one, other = before.casefold(), after.casefold()
        whole, hyphened = self.words[one + other], self.words[f"{one}-{other}"]
        if whole != hyphened:
            return hyphened > whole
        if one in _PREFIXES or not other.islower():
            return True
        return not self.cuts_words and self.words[one] > 0


def read_vocabulary(lines: Iterable[Line]) -> Vocabulary:
    words: Counter[str] = Counter()
    halves: list[tuple[str, str]] = []
    cut = ""
    for line in lines:
        tokens = [token.strip(_EDGES) for token in line.text.casefold().split()]
        if cut and tokens:
            halves.append((cut, tokens.pop(0)))
        end = _CUT.search(tokens[-1]) if tokens else None
        cut = end[1] if end else ""
        words.update(tokens[:-1] if cut else tokens)
    cuts = sum(words[one + other] > 0 or not words[other] for one, other in halves)
    return Vocabulary(words, 2 * cuts > len(halves))


def join_lines(lines: Sequence[Line], vocabulary: Vocabulary) -> str:
    """The text of lines that are read on, white space folded."""
    text = ""
    for line in lines:
        text = join(text, line.text, vocabulary)
    return text


def join(text: str, following: str, vocabulary: Vocabulary) -> str:
    """`following` put after `text`, where the line between them ends."""
    if not text:
        return following
    last = text.rsplit(None, 1)[-1]
    cut, on = _CUT.search(last), _GOES_ON.match(following)
    if cut and on and following[0].islower() and not _ADDRESS.match(last):
        if _stands_alone(following):
            return f"{text} {following}"
        return (text if vocabulary.is_compound(cut[1], on[0]) else text[:-1]) + following
    if cut and on and not following[0].islower():
        return text + following
    runs_on = last.endswith(("/", "—", "@")) or (_ADDRESS.match(last) and last[-1] in _OPEN_ADDRESS)
    if runs_on and len(last) > 1 and following[0].isalnum() and not last.endswith("."):
        return text + following
    return f"{text} {following}"


def _stands_alone(following: str) -> bool:
    """Whether the hyphen before stands for a part that comes later, as in "pre- and post-sale"."""
    return following.split(None, 1)[0] in {"and", "or", "und", "oder", "bzw.", "et", "ou", "y", "o", "e"}
