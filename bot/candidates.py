"""Which of very many policies are read for a question: those that come nearest to it, by vectors and by words.

To rank a policy exactly takes some milliseconds, and its vectors in memory. Up to a number all that are asked are read;
of more only the nearest are, and the answer says so: what was not read is not said to be silent.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, zip_longest

from bot.retrieval import Query
from bot.shelf import Shelf

ALL_READ = 50
NEAREST_READ = 12
# So many passages are looked up by each way: one policy may have several of the best.
_PASSAGES = 200


def worth_reading(shelf: Shelf, asked_of: Sequence[str], query: Query) -> tuple[str, ...]:
    """The policies to read, in the order in which they were asked."""
    if len(asked_of) <= ALL_READ:
        return tuple(asked_of)
    languages = sorted({shelf.versions[policy].language for policy in asked_of})
    words = [stem for one in languages for stem in (*query.stems(one), *query.expansion_stems(one))]
    by_vector = shelf.near(query.topic.vector, _PASSAGES, among=asked_of)
    by_words = shelf.near_words(words, _PASSAGES, among=asked_of)
    alternating = chain.from_iterable(zip_longest(by_vector, by_words))
    nearest = [policy for policy in dict.fromkeys(alternating) if policy is not None][:NEAREST_READ]
    return tuple(policy for policy in asked_of if policy in nearest)


def unread(asked_of: Sequence[str], read: Sequence[str]) -> list[str]:
    """A warning where not all policies were read."""
    if len(read) == len(asked_of):
        return []
    told = f"of {len(asked_of)} policies the {len(read)} nearest to the question were read, and none compared"
    return [f"{told}; name at most {ALL_READ} to have all of them read"]
