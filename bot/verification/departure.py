"""How far a statement departs from the words of its quotes, in their order. Pure.

What the rules of this folder leave is weighed as a whole: the statement is read beside the sentence that it copies,
what it puts in, moves and leaves out is counted, and a logistic regression of the counts and of their products tells
whether so much was changed that the quotes may not bear it out any more. Fitted by `python -m evals.train_departure`.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib import resources
from itertools import combinations_with_replacement

import numpy as np
from numpy.typing import NDArray

from bot.verification.aligned import Alignment, Slot, Token
from bot.verification.edit_words import DENIALS, DENYING, MODAL_GROUPS, PREMISES
from bot.verification.edited import is_verb, tells
from bot.verification.grammar import CONDITIONS, PREPOSITIONS
from bot.verification.rejection import Rejection
from bot.verification.vocabulary import vocabulary

_CONTRASTS = frozenset({"but", "while", "whereas", "although", "though", "except", "unless", "otherwise", "save"})
_PARTING = _CONTRASTS | {"and", "or", "if", "which", "who", "when", "where", "until", "because", "so"}
# So far from a figure a statement's words are looked at, and so far a quote's.
_NEAR, _NEAR_QUOTED = 5, 8

Measures = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """A statement's parts, each beside the sentence that it copies: `parts`. `told`: the sentences of the quotes,
    `stems` their words' stems, `quotes` how many there are."""

    parts: Sequence[tuple[Alignment, Sequence[Token]]]
    told: Sequence[Sequence[Token]]
    stems: frozenset[str]
    quotes: int

    @cached_property
    def slots(self) -> list[Slot]:
        return [slot for alignment, _ in self.parts for slot in alignment.slots]

    @cached_property
    def said(self) -> list[Token]:
        return [token for _, its in self.parts for token in its]

    @cached_property
    def put_in(self) -> list[Token]:
        return [token for slot in self.slots for token in slot.put_in]

    @cached_property
    def between(self) -> list[Token]:
        return [token for slot in self.slots if slot.inside for token in slot.left_out]

    @cached_property
    def before(self) -> list[Token]:
        return [token for alignment, _ in self.parts for token in alignment.slots[0].left_out]

    @cached_property
    def behind(self) -> list[Token]:
        return [token for alignment, _ in self.parts for token in alignment.slots[-1].left_out]

    @cached_property
    def telling(self) -> list[Token]:
        return [token for token in self.put_in if tells(token) and token.key != "we"]

    @cached_property
    def unheard(self) -> list[Token]:
        return [token for token in self.telling if not vocabulary().among(token.key, self.stems)]

    @cached_property
    def moved(self) -> list[Token]:
        return [token for token in self.telling if token.key in self.stems]

    @cached_property
    def runs(self) -> list[tuple[Token, int, int]]:
        """Each word with how many are copied together with it: from the sentence that most are copied from, and at
        most."""
        found: list[tuple[Token, int, int]] = []
        for _, its in self.parts:
            beside = [_together(its, sentence) for sentence in self.told] or [[0] * len(its)]
            best = max(beside, key=lambda lengths: sum(length > 1 for length in lengths))
            found += zip(its, best, map(max, zip(*beside, strict=True)), strict=True)
        return found


def _together(its: Sequence[Token], sentence: Sequence[Token]) -> list[int]:
    """For each word the length of the longest run of the sentence's words that it is part of."""
    lengths = [0] * len(its)
    above = [0] * (len(sentence) + 1)
    for i, one in enumerate(its):
        row = [0] * (len(sentence) + 1)
        for j, other in enumerate(sentence):
            if one.key == other.key:
                run = row[j + 1] = above[j] + 1
                for at in range(i - run + 1, i + 1):
                    lengths[at] = max(lengths[at], run)
        above = row
    return lengths


def _figure(token: Token) -> bool:
    return token.key[0].isdigit()


def _near_figures(read: Reading) -> float:
    """Of the words about a figure those that stand about it in a quote; of the figure that has least."""
    shares = [1.0]
    for _, its in read.parts:
        for at, token in enumerate(its):
            if not _figure(token):
                continue
            beside = its[max(0, at - _NEAR) : at + _NEAR + 1]
            about = {one.key for one in beside if tells(one) and not _figure(one)}
            quoted = [
                {one.key for one in sentence[max(0, there - _NEAR_QUOTED) : there + _NEAR_QUOTED + 1]}
                for sentence in read.told
                for there, other in enumerate(sentence)
                if other.key == token.key
            ]
            shares.append(max((len(about & words) for words in quoted), default=0) / max(1, len(about)))
    return min(shares)


def _share(read: Reading, is_so: Callable[[Token, int, int], bool]) -> float:
    return sum(is_so(*one) for one in read.runs) / max(1, len(read.runs))


def _breaks(read: Reading) -> Iterable[object]:
    loose = [copied < 2 for _, copied, _ in read.runs]
    return [1 for at, one in enumerate(loose) if one and (at == 0 or not loose[at - 1])]


def _fronted(read: Reading) -> bool:
    return bool(read.said) and read.said[0].text in CONDITIONS | PREPOSITIONS


def _any(tokens: Iterable[Token], texts: Collection[str]) -> float:
    return float(any(token.text in texts for token in tokens))


def _all(tokens: Iterable[Token], texts: Collection[str]) -> list[Token]:
    return [token for token in tokens if token.text in texts]


def _at_end(read: Reading, end: int) -> list[Token]:
    return [token for alignment, _ in read.parts for token in alignment.slots[end].put_in if tells(token)]


_SHARES: dict[str, Callable[[Reading], float]] = {
    "copied": lambda read: sum(one.copied for one, _ in read.parts) / max(1, len(read.said)),
    "loose": lambda read: _share(read, lambda _, __, most: most < 2),
    "in pairs": lambda read: _share(read, lambda _, __, most: most < 3),
    "of another sentence": lambda read: _share(read, lambda _, copied, most: copied < 2 <= most),
    "near figures": _near_figures,
    "fronted": _fronted,
    "contrast between": lambda read: _any(read.between, _CONTRASTS),
    "contrast behind": lambda read: _any(read.behind, _CONTRASTS),
    "condition between": lambda read: _any(read.between, PREMISES),
}
# How many there are, up to a number that counts as many.
_COUNTS: dict[str, tuple[int, Callable[[Reading], Iterable[object]]]] = {
    "words": (30, lambda read: read.said),
    "quotes": (3, lambda read: range(read.quotes)),
    "breaks": (5, _breaks),
    "unheard": (3, lambda read: read.unheard),
    "unheard verbs": (2, lambda read: filter(is_verb, read.unheard)),
    "reworded": (3, lambda read: [one for one in read.telling if one not in (*read.moved, *read.unheard)]),
    "small words": (4, lambda read: [
        one for one in read.put_in if not tells(one) and one.key not in read.stems and one.key != "we"
    ]),
    "moved": (6, lambda read: read.moved),
    "moved verbs": (3, lambda read: filter(is_verb, read.moved)),
    "loose words": (5, lambda read: [one for one, _, most in read.runs if most < 2 and tells(one)]),
    "denials": (2, lambda read: _all(read.said, DENYING)),
    "denials between": (2, lambda read: _all(read.between, DENIALS)),
    "denials put in": (2, lambda read: _all(read.put_in, DENYING)),
    "figures between": (2, lambda read: filter(_figure, read.between)),
    "figures before": (2, lambda read: filter(_figure, read.before)),
    "figures behind": (2, lambda read: filter(_figure, read.behind)),
    "left out between": (8, lambda read: filter(tells, read.between)),
    "clauses between": (3, lambda read: [one for one in read.between if one.text in _PARTING or ";" in one.before]),
    "verbs between": (3, lambda read: filter(is_verb, read.between)),
    "conditions put in": (2, lambda read: _all(read.put_in, _CONTRASTS | PREMISES)),
    "modals put in": (2, lambda read: _all(read.put_in, MODAL_GROUPS)),
    "modals between": (2, lambda read: _all(read.between, MODAL_GROUPS)),
    "replaced": (3, lambda read: [
        slot for slot in read.slots if any(map(tells, slot.put_in)) and any(map(tells, slot.left_out))
    ]),
    "put before": (4, lambda read: _at_end(read, 0)),
    "put behind": (4, lambda read: _at_end(read, -1)),
}  # fmt: skip
NAMES = (*_SHARES, *_COUNTS)


def measures(read: Reading) -> Measures:
    """Shape (len(NAMES),), each from 0 to 1."""
    counted = [min(most, sum(1 for _ in found(read))) / most for most, found in _COUNTS.values()]
    return np.array([*(float(share(read)) for share in _SHARES.values()), *counted])


def with_products(standardised: Measures) -> Measures:
    """Of shape (n, k) shape (n, k + k (k + 1) / 2): the columns, and the product of each two and of each with
    itself."""
    one, other = zip(*combinations_with_replacement(range(standardised.shape[1]), 2), strict=True)
    return np.hstack([standardised, standardised[:, one] * standardised[:, other]])


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """`centre` and `scale` of the measures, shape (k,), the `weights` of them and of their products, and the log odds
    from which a statement is rejected."""

    centre: Measures
    scale: Measures
    weights: Measures
    intercept: float
    at_least: float

    def log_odds(self, values: Measures) -> Measures:
        """Of measures of shape (n, k), shape (n,)."""
        return with_products((values - self.centre) / self.scale) @ self.weights + self.intercept


@cache
def model() -> Model:
    read = json.loads(resources.files("bot").joinpath("data/departure.json").read_text(encoding="utf-8"))
    if tuple(read["names"]) != NAMES:
        raise ValueError("departure.json was fitted to other measures: run `python -m evals.train_departure`")
    centre, scale, weights = (np.array(read[name]) for name in ("centre", "scale", "weights"))
    return Model(centre, scale, weights, read["intercept"], read["at_least"])


def check_departure(read: Reading) -> Iterator[Rejection]:
    if model().log_odds(measures(read)[None])[0] >= model().at_least:
        yield Rejection("overlap", "Too much is changed of what the quotes say: keep their words, in their order.")
