"""A statement beside a sentence of the quotes, word by word in order: what it copies, puts in and leaves out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.verification.grammar import BE, DO, HAVE
from bot.verification.words import Word

_ARTICLES = frozenset({"a", "an", "the"})
_WE = frozenset({"we", "us", "our", "ours", "ourselves"})
_POINTING = frozenset({"it", "its", "itself", "they", "their", "them", "he", "she", "his", "her"})
_SAME = 2.0
# A pronoun beside what it may stand for.
_LIKELY = 1.5
# Words that are copied one after the other; so that they stay together.
_TOGETHER = 0.5
_NEVER = float("-inf")


@dataclass(frozen=True, slots=True)
class Token:
    """A word but an article; `key` is its stem, one for the policy's own organisation and one for each helping verb.
    `before`: the punctuation since the last token."""

    key: str
    text: str
    before: str


@dataclass(frozen=True, slots=True)
class Slot:
    """What a statement puts in, and what it leaves out, between two words that it copies, or before or behind all of
    them. `inside`: whether it is between two."""

    put_in: tuple[Token, ...]
    left_out: tuple[Token, ...]
    after: Token | None = None
    next: Token | None = None

    @property
    def inside(self) -> bool:
        return self.after is not None and self.next is not None


@dataclass(frozen=True, slots=True)
class Alignment:
    """`slots`: one before each copied word and one behind the last, those with nothing in them as well."""

    slots: tuple[Slot, ...]
    copied: int
    size: int


@lru_cache(maxsize=8192)
def tokens(read: tuple[Word, ...], ours: frozenset[str]) -> tuple[Token, ...]:
    """`ours` are words of the policy's own names: written one after the other they are one name."""
    made: list[Token] = []
    before = ""
    for at, word in enumerate(read):
        before += word.before
        if word.text in _ARTICLES:
            continue
        goes_on = bool(made) and made[-1].key == "we" and not word.before and read[at - 1].text in ours
        if goes_on and word.text in ours and word.capital:
            continue
        own = word.text in _WE or (word.text in ours and word.capital)
        made.append(Token("we" if own else _key(word), word.text, before))
        before = ""
    return tuple(made)


def _key(word: Word) -> str:
    for name, forms in (("be", BE), ("do", DO), ("have", HAVE)):
        if word.text in forms:
            return name
    return word.stem


@lru_cache(maxsize=8192)
def align(said: tuple[Token, ...], told: tuple[Token, ...]) -> Alignment:
    """The longest common subsequence (Hirschberg 1975, section 1), those first that keep words together."""
    best = [[0.0] * (len(told) + 1) for _ in range(len(said) + 1)]
    ending = [[_NEVER] * (len(told) + 1) for _ in range(len(said) + 1)]
    for i, one in enumerate(said, start=1):
        for j, other in enumerate(told, start=1):
            worth = _worth(one, other)
            if worth:
                ending[i][j] = worth + max(best[i - 1][j - 1], ending[i - 1][j - 1] + _TOGETHER)
            best[i][j] = max(best[i - 1][j], best[i][j - 1], ending[i][j])
    return _with_slots(said, told, _traced(said, told, best, ending))


def _traced(
    said: Sequence[Token], told: Sequence[Token], best: Sequence[Sequence[float]], ending: Sequence[Sequence[float]]
) -> list[tuple[int, int]]:
    """The pairs of places that are copied, in order."""
    i, j = len(said), len(told)
    pairs: list[tuple[int, int]] = []
    together = False
    while i and j:
        if not together and best[i][j] != ending[i][j]:
            i, j = (i - 1, j) if best[i][j] == best[i - 1][j] else (i, j - 1)
            continue
        rest = ending[i][j] - _worth(said[i - 1], told[j - 1])
        i, j = i - 1, j - 1
        pairs.append((i, j))
        together = ending[i][j] + _TOGETHER == rest
    return pairs[::-1]


def _with_slots(said: Sequence[Token], told: Sequence[Token], pairs: Sequence[tuple[int, int]]) -> Alignment:
    slots = []
    a = b = 0
    for i, j in (*pairs, (len(said), len(told))):
        after = told[b - 1] if b else None
        slots.append(Slot(tuple(said[a:i]), tuple(told[b:j]), after, told[j] if j < len(told) else None))
        a, b = i + 1, j + 1
    return Alignment(tuple(slots), len(pairs), len(said))


def _worth(one: Token, other: Token) -> float:
    if one.key == other.key:
        return _SAME
    return _LIKELY if one.text in _POINTING and (other.key == "we" or other.text in _POINTING) else 0.0
