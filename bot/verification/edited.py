"""A sentence of a statement as an edit of one of the quotes. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.verification.aligned import Slot, Token
from bot.verification.edit_words import ASKING, SMALL_WORDS, SOFT, STANDING_FOR
from bot.verification.vocabulary import vocabulary

# So many words are few.
SMALL = 5


@dataclass(frozen=True, slots=True)
class Edited:
    """A sentence's alignment with all that it puts in and leaves out, and the words and stems that the quotes have."""

    slots: tuple[Slot, ...]
    said: frozenset[str]
    put_in: frozenset[str]
    left_out: frozenset[str]
    told: frozenset[str]
    stems: frozenset[str]
    mostly: bool

    @property
    def copied(self) -> frozenset[str]:
        return frozenset(slot.next.key for slot in self.slots if slot.next is not None)

    def moved(self, slot: Slot) -> bool:
        """Whether a thing put in stands before the same word elsewhere, in what is left out: "payment slips are kept
        for two years" of "search slips are kept for one year, payment slips for two"."""
        if slot.next is None or not slot.put_in or is_verb(slot.put_in[-1]):
            return False
        one, then = slot.put_in[-1].key, slot.next.key
        pairs = [pair for other in self.slots for pair in pairwise(other.left_out)]
        return any(a.key == one and (b.key == then or b.text in STANDING_FOR) for a, b in pairs)

    def exchanged(self, slot: Slot) -> bool:
        """Whether two of the quote's words have changed places."""
        ours, theirs = ([token.key for token in some] for some in (slot.put_in, slot.left_out))
        return any(
            [token.key for token in other.put_in] == theirs and [token.key for token in other.left_out] == ours
            for other in self.slots
        )


def is_soft(token: Token) -> bool:
    return token.key in SOFT or token.text.endswith("ly")


def is_verb(token: Token) -> bool:
    return vocabulary().is_verb(token.text) and not vocabulary().is_noun(token.text)


def tells(token: Token) -> bool:
    return token.text.isalpha() and token.text not in SMALL_WORDS and token.key not in SMALL_WORDS


def is_like(one: Token, others: Sequence[Token]) -> bool:
    vocab = vocabulary()
    return any(vocab.same(one.key, other.key) or {one.key, other.key} <= ASKING for other in others)
